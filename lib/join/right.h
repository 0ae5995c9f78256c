/* right: reads the right stream into memory, on every core. */
#ifndef JOIN_RIGHT_H
#define JOIN_RIGHT_H
#include "join/slots.h"
#include "record/header.h"
#include "record/stream.h"

/* Lines where the blocks of a stream begin, by their index. */
struct right_lines {
	uint64_t *at;
	size_t n, cap;
};

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
	struct right_lines lines;
	/* inside */
	struct stream stream;
	char *files[2];
	size_t *key_slot, *out_slot, *all_slot, from_slot, to_slot, cap;
};

bool right_open(struct right *, const char *file); /* whether nothing more has to be opened */
void right_read(struct right *);
void right_clear(struct right *);
/* As a stream's first_line. */
void right_lines_add(struct right_lines *, uint64_t index, uint64_t line);

#endif
