/* gather: the figure of an aggregate from the values of a group as they come by in rising order. */
#ifndef FIGURE_GATHER_H
#define FIGURE_GATHER_H
#include "figure/inner.h"
#include "group/quantile.h"
#include "group/spill.h"

struct gather {
	const struct aggregate *aggregate;
	size_t number; /* of the aggregate in the figure */
	struct quantile quantile;
	bool wanted, low_found, high_found;
	struct num low, high, last;
	uint64_t seen, most, n;
	struct buf best;
	struct sum sum;
};

bool gather_needed(const struct figure *, const struct aggregate *); /* whether its state has values */
/* For a group with that many values, repeats counted. */
void gather_begin(struct gather *, uint64_t values);
void gather_value(struct gather *, const struct spill_value *);
struct num gather_number(struct gather *);
struct str gather_text(const struct gather *); /* until the next value */
void gather_clear(struct gather *);

#endif
