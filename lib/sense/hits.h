/* hits: events as they come, in chunks, before they are sorted. */
#ifndef SENSE_HITS_H
#define SENSE_HITS_H
#include "sense/inner.h"

enum { HITS_CHUNK = 65536 };
struct hits_chunk {
	struct hits_chunk *next;
	size_t n;
	struct hit at[HITS_CHUNK];
};

#endif
