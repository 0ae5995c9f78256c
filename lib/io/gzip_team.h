/*
 * gzip_team: gzip members that told their size, inflated side by side and given back in order.  One thread, the owner,
 * brings and takes; helpers inflate, and so does the owner rather than wait for what nobody has begun.  No helper is
 * started before the first members wait for one.  Only io's own files include this.
 */
#ifndef IO_GZIP_TEAM_H
#define IO_GZIP_TEAM_H
#include "io/inflate.h"
#include <stdbool.h>

struct gzip_member {
	unsigned char *in; /* what lies behind its head, room for GZIP_MEMBER_PACKED */
	size_t in_n;
	bool cut;           /* not all of it came */
	bool ours;          /* as its head says */
	unsigned char *out; /* whatever could be inflated, also of a damaged one */
	size_t out_n;
	enum inflate_step result; /* INFLATE_MORE: it is longer than told, or cut */
};

struct gzip_team;

/* Without helpers the owner does it all. */
struct gzip_team *gzip_team_new(const struct inflater *, unsigned helpers);
/* The member to be filled, in_n = 0; NULL: there is no room before one is taken. */
struct gzip_member *gzip_team_room(struct gzip_team *);
/* The member of gzip_team_room is filled. */
void gzip_team_bring(struct gzip_team *);
/* The first of those brought and not yet dropped, inflated; NULL: there is none. */
const struct gzip_member *gzip_team_first(struct gzip_team *);
bool gzip_team_empty(const struct gzip_team *);
void gzip_team_drop(struct gzip_team *); /* the first */
void gzip_team_free(struct gzip_team *); /* at any moment */

#endif
