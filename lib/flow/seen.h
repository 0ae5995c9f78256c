/*
 * seen: what has come before in a case, without going back over it: each different thing is kept once a worker with the number
 * of the last case it came in, so a case of any length costs the same for each event.
 */
#ifndef FLOW_SEEN_H
#define FLOW_SEEN_H
#include "base/buf.h"
#include "group/map.h"

struct seen {
	struct map map;
	uint64_t *in;
	size_t cap;
	struct buf key;
};
enum seen_kind { SEEN_ACTIVITY = 'a', SEEN_BY = 'b', SEEN_STEP = 's', SEEN_HANDOVER = 'h' };

/* Whether this is the first of its kind in case `now` (1, 2, ...); from now on it is not. */
bool seen_first(struct seen *, uint64_t now, enum seen_kind, const struct str *part, size_t parts);
void seen_clear(struct seen *);

#endif
