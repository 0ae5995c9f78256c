/* feed_inner: what feed.c (names) and feed_run.c (records) share.  Private. */
#ifndef GATHER_FEED_INNER_H
#define GATHER_FEED_INNER_H
#include "gather/feed.h"

struct feed_column {
	size_t header, slot;
};
struct feed_inner {
	struct arena arena;
	bool *as_number, *as_text; /* by position in the header */
	struct feed_column *column;
	size_t columns, column_cap, cell_cap;
	int time;  /* a value, -1: none */
	int *skip; /* values */
	struct feed_into *into;
	size_t intos, into_cap;
};

#endif
