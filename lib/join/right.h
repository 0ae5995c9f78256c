/* right: reads the right stream into memory, or if it is more than that, into scratch files; on every core. */
#ifndef JOIN_RIGHT_H
#define JOIN_RIGHT_H
#include "join/slots.h"
#include "record/header.h"
#include "record/stream.h"

struct right {
	const char *const *key; /* names of its key columns */
	const char *columns;    /* LIST; NULL: all but the keys */
	const char *from, *to;  /* names of its time columns, or NULL */
	bool whole;             /* keep every column's text for records without a partner */
	struct chain_rule rule;
	struct hold held;
	struct slots slots;
	struct hold_run *run;   /* all records, in the order of the input */
	size_t runs;
	struct header names;    /* of the columns in a tail */
	struct header all;      /* of the stream */
	struct books books;
	struct sorter *spilled; /* NULL: all is held; else nothing is: records by their key (spill.h) */
	/* inside */
	_Atomic bool spilling;
	_Atomic uint64_t records;
	struct stream stream;
	char *files[2];
	size_t *key_slot, *out_slot, *all_slot, from_slot, to_slot, cap;
};

bool right_open(struct right *, const char *file); /* whether nothing more has to be opened */
void right_read(struct right *);
void right_clear(struct right *);

#endif
