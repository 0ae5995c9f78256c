/* quantile: Hyndman and Fan's type 7: between the ranks around (n - 1) p, in exact decimals. */
#ifndef GROUP_QUANTILE_H
#define GROUP_QUANTILE_H
#include "value/num.h"

/* Of n sorted values the one at rank (from 0) and, part of the way, the next. */
struct quantile {
	uint64_t rank;
	struct num part;
};
/* false: there is none (no values, p not from 0 to 1). */
bool quantile_find(uint64_t n, struct num p, struct quantile *);

static inline struct num
quantile_between(struct quantile q, struct num low, struct num high)
{
	return num_add(low, num_mul(q.part, num_sub(high, low)));
}

#endif
