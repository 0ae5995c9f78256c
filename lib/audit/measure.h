/*
 * measure: an aggregate of the language over rows that lie group by group: what cs-kpi computes from states that merge, here
 * where all rows of a group are at hand.  The figures are the same.
 */
#ifndef AUDIT_MEASURE_H
#define AUDIT_MEASURE_H
#include "base/arena.h"
#include "expr/eval.h"

enum measure_kind { MEASURE_COUNT, MEASURE_SHARE, MEASURE_SUM, MEASURE_MEAN, MEASURE_VAR, MEASURE_SD, MEASURE_MIN, MEASURE_MAX,
	MEASURE_MEDIAN, MEASURE_QUANTILE, MEASURE_MODE, MEASURE_DISTINCT, MEASURE_EARLIEST, MEASURE_LATEST };
struct measure {
	enum measure_kind kind;
	enum type type, argument; /* argument: of its value; TYPE_TRUTH is a condition, TYPE_ANY none */
	struct num p;             /* of a quantile */
};

/* false: no aggregate. */
bool measure_of(struct str function, struct measure *);
/*
 * Groups 0..n-1, rows first[g] .. first[g + 1] - 1 of the vectors.  where: NULL: all rows.  value: NULL where the kind needs
 * none.  *out: n numbers or texts, in the arena.
 */
void measure_run(const struct measure *, size_t n, const uint32_t *first, const struct vec *where, const struct vec *value,
    struct arena *, struct vec *out);

#endif
