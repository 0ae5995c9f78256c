/*
 * stats: the data-quality figures of --stats: of each column rows, empty and invalid cells,
 * distinct values, the smallest and the largest; of the feed as a whole (a row without a column)
 * records read, rejected and merged, files whose due time and arrival are known, those in time.  Counted by workers, added up at the end, so the figures do
 * not depend on how the work was shared.
 */
#ifndef INTAKE_STATS_H
#define INTAKE_STATS_H
#include "intake/control.h"
#include "intake/once.h"
#include "intake/refine.h"
#include "io/output.h"
#include "record/rows.h"

struct stats_column {
	uint64_t rows, empty, invalid;
	struct once seen;
	struct buf low, high; /* len 0: none yet */
	struct num low_num, high_num;
};

struct stats {
	const struct bind *bind;
	struct stats_column *column;
	uint64_t seed; /* one for all that are to be merged */
};

void stats_new(struct stats *, const struct bind *, uint64_t seed);
void stats_add(struct stats *, const struct refine *); /* the block it has just refined */
void stats_merge(struct stats *into, const struct stats *);
size_t stats_bytes(const struct stats *);
void stats_write(const struct stats *, const struct books *, const struct control_times *,
    char delimiter, struct output *);
void stats_clear(struct stats *);

#endif
