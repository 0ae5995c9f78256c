/* quantile: the ranks a quantile lies between. */
#include "group/quantile.h"

bool
quantile_find(uint64_t n, struct num p, struct quantile *q)
{
	struct num rank, floor;
	int64_t k;

	if (n == 0 || p.kind == NUM_NULL || num_cmp(p, NUM(0)) < 0 || num_cmp(p, NUM(1)) > 0)
		return false;
	rank = num_mul(NUM((int64_t)(n - 1)), num_decimal(p));
	floor = num_floor(rank);
	if (!num_int(floor, &k))
		return false;
	*q = (struct quantile){(uint64_t)k, num_sub(rank, floor)};
	return true;
}
