/*
 * gzip: reading gzip, any number of members.  Those that told their size, as ours do, are inflated side by side
 * (gzip_team.h), others as they come, straight to where they are wanted.  Only io's own files include this.
 */
#ifndef IO_GZIP_H
#define IO_GZIP_H
#include "base/diag.h"
#include "base/str.h"

/* Where the bytes of the file come from. */
struct gzip_source {
	ptrdiff_t (*read)(void *arg, void *at, size_t n, struct fault *); /* 0: the end; -1: a fault */
	bool (*waiting)(void *arg); /* whether read would return at once */
	void *arg;
};

struct gzip;
struct inflater;

/* head: what was read of the source already.  jobs: how many threads may inflate. */
struct gzip *gzip_new(const struct gzip_source *, struct str head, const struct inflater *, unsigned jobs);
/* As source.read.  A fault comes after all that could be inflated before it. */
ptrdiff_t gzip_read(struct gzip *, void *at, size_t n, struct fault *);
bool gzip_waiting(struct gzip *);
void gzip_free(struct gzip *); /* at any moment */

#endif
