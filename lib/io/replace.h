/*
 * replace: a file that takes the place of another in one step (hardening: old or new, never half).  Only io's own
 * files include this.
 */
#ifndef IO_REPLACE_H
#define IO_REPLACE_H
#include <sys/types.h>

struct replace {
	int fd;           /* to write to */
	const char *path; /* borrowed: for messages */
	const char *base; /* its last part */
	int dir;          /* where it lies */
	struct replace_name *name; /* the temporary name it has, or NULL */
};

/* Ends the program if it cannot be. */
void replace_open(struct replace *, const char *path, mode_t mode);
/* What may still fail for the file itself, fails here. */
void replace_sync(struct replace *);
/* After replace_sync: gives the name, closes. */
void replace_commit(struct replace *);

#endif
