/*
 * total: figures of all places where the streams have no rows of totals (cs-kpi without --rollup).
 * Counts and sums add up.  A ratio is its numerators' sum over its denominators', times the factor
 * that every row of a place shows; nothing else can be made of rows.
 */
#ifndef REPORT_TOTAL_H
#define REPORT_TOTAL_H
#include "report/judge.h"

/* Finds the factor of a ratio, or says once that its totals are missing. */
void total_learn(struct judge *, struct indicator *);
/* key.place is PLACE_TOTAL.  false: there is none. */
bool total_entry(const struct judge *, const struct indicator *, struct figure_key, struct entry *);

#endif
