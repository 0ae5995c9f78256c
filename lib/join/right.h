/* right: reads the right stream into a held one. */
#ifndef JOIN_RIGHT_H
#define JOIN_RIGHT_H
#include "join/hold.h"
#include "record/header.h"
#include "record/stream.h"

struct right {
	const char *const *key; /* names of its key columns */
	size_t keys;
	const char *columns;    /* LIST; NULL: all but the keys */
	const char *from, *to;  /* names of its time columns, or NULL */
	bool many, whole;       /* whole: keep every column's text for records without a partner */
	struct hold held;
	struct header names;    /* of the columns in a tail */
	struct header all;      /* of the stream */
	struct books books;
	/* inside */
	struct stream stream;
	char *files[2];
	size_t *key_slot, *out_slot, *all_slot, from_slot, to_slot;
	struct right_part *part;
	size_t parts, cap, bytes;
	struct arena arena;
};

bool right_open(struct right *, const char *file); /* whether nothing more has to be opened */
void right_read(struct right *);
void right_clear(struct right *);

#endif
