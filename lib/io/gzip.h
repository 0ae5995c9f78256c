/*
 * gzip: reading gzip in a thread of its own, which runs ahead by a few buffers.  Only io's own files include
 * this.
 */
#ifndef IO_GZIP_H
#define IO_GZIP_H
#include "base/diag.h"
#include "base/str.h"

/* Where the bytes of the file come from. */
struct gzip_source {
	ptrdiff_t (*read)(void *arg, void *at, size_t n, struct fault *); /* 0: the end; -1: a fault */
	bool (*waiting)(void *arg); /* whether read would return at once */
	bool (*wait)(void *arg, int wake); /* until it would; false: a descriptor wants us to stop */
	void *arg;
};

struct gzip;

/* head: what was read of the source already. */
struct gzip *gzip_new(const struct gzip_source *, struct str head);
/* As source.read.  A fault comes after all that could be inflated before it. */
ptrdiff_t gzip_read(struct gzip *, void *at, size_t n, struct fault *);
bool gzip_waiting(struct gzip *);
void gzip_free(struct gzip *); /* at any moment */

#endif
