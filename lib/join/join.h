/*
 * join: two streams on their keys (cs-join).  The right side is held in memory, the left one streams by and keeps its
 * order; what of the right found no partner comes last, in its order.  Beyond --memory both are sorted in scratch files, and
 * the result is the same.  A null key, or a null time, finds no partner.
 */
#ifndef JOIN_JOIN_H
#define JOIN_JOIN_H
#include "base/opt.h"
#include "io/output.h"

enum join_kind { JOIN_INNER, JOIN_LEFT, JOIN_RIGHT, JOIN_FULL, JOIN_SEMI, JOIN_ANTI };

struct join_wants {
	enum join_kind kind;
	const char *keys;     /* "a,b=c": a of both, b of the left and c of the right */
	const char *columns;  /* LIST of the right's that go out; NULL: all but its keys */
	const char *as_of;    /* TIME=VALID_FROM; NULL: not given */
	const char *between;  /* TIME=FROM,TO: FROM <= TIME < TO, a null TO is open */
	const char *prefix;   /* of right names that clash */
	bool many;            /* a left record may find several */
	struct output *unmatched, *unmatched_right; /* NULL: not kept */
	const char *const *outputs; /* their files' names, for the sandbox */
	size_t n_outputs;
};

/* Returns how many left records found no partner. */
uint64_t join_run(const struct join_wants *, const char *left, const char *right, struct output *);

#endif
