/*
 * ranking: customers in the order of a value of theirs, equal ones in the order of their keys; in memory, or by way of a scratch
 * file where the customers themselves are in one.
 *
 *	struct ranking *r = ranking_new(s, down);
 *	ranking_add(r, &unit);                         in the order of keys
 *	for (ranking_sort(r); ranking_next(r, &unit);) ...
 */
#ifndef SENSE_RANKING_H
#define SENSE_RANKING_H
#include "sense/inner.h"

struct unit {
	double value; /* no NaN */
	double chance;
	uint64_t who; /* place in the order of keys */
	bool positive;
};
struct ranking *ranking_new(const struct sense *, bool down);
void ranking_add(struct ranking *, const struct unit *);
void ranking_sort(struct ranking *);
bool ranking_next(struct ranking *, struct unit *);
void ranking_free(struct ranking *);

#endif
