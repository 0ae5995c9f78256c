/*
 * arena: many small things with one lifetime.  `struct arena a = { 0 };` is empty; arena_reset
 * forgets what was taken and keeps one chunk for the next round; arena_clear frees all.
 * Memory taken is aligned to 16 bytes and not zeroed (arena_zero is).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H
#include "base/str.h"

struct arena {
	struct arena_chunk *chunk; /* newest first */
	char *at, *end;            /* free part of the newest */
	size_t bytes;              /* held in all chunks, for --memory */
};

void *arena_more(struct arena *, size_t n); /* slow path of arena_take */
void *arena_zero(struct arena *, size_t n, size_t size); /* overflow-checked n * size */
struct str arena_dup(struct arena *, struct str);
char *arena_z(struct arena *, struct str); /* NUL-terminated copy */
char *arena_fmt(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void arena_reset(struct arena *);
void arena_clear(struct arena *);

static inline void *
arena_take(struct arena *a, size_t n)
{
	if (n <= (size_t)(a->end - a->at)) {
		char *p = a->at;
		size_t step = (n + 15) & ~(size_t)15;

		/* Chunks end on a 16-byte boundary, so rounding up never passes the end. */
		a->at += step;
		return p;
	}
	return arena_more(a, n);
}

#endif
