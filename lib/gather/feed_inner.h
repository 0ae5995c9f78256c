/* feed_inner: what feed.c (names) and feed_run.c (records) share.  Private. */
#ifndef GATHER_FEED_INNER_H
#define GATHER_FEED_INNER_H
#include "gather/feed.h"
#include <pthread.h>

struct feed_inner {
	struct arena arena;
	size_t *column, *slot; /* the program's columns: where they stand in the header, and in batches */
	size_t columns, column_cap, cell_cap;
	int keep;  /* a truth: no skip holds; -1: there is none */
	int time;  /* a value, -1: none */
	int only;  /* a truth, -1: all records */
	pthread_mutex_t each;
	int *skip; /* values */
	struct feed_into *into;
	size_t intos, into_cap;
};

#endif
