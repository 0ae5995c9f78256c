/*
 * crosstab: two codings of the same records as a stream: what they call and what we call, cell by cell; recall and precision of each class;
 * the share of equal ones and Cohen's kappa with its standard error.
 *
 *	kind,theirs,ours,n,of,value,se
 */
#ifndef CLASSIFY_CROSSTAB_H
#define CLASSIFY_CROSSTAB_H
#include "base/str.h"
#include "stat/agreement.h"
#include "record/rows.h"

struct crosstab {
	const struct str *name; /* of the classes; empty: none is given */
	size_t n;
	const uint64_t *cell; /* cell[theirs * n + ours] */
};

void crosstab_head(struct rows *);
void crosstab_write(struct rows *, const struct crosstab *, struct agreement *);
/* One line of such a stream; of 0 and a value or se that is NaN: empty. */
void crosstab_line(struct rows *, const char *kind, struct str theirs, struct str ours, uint64_t n, uint64_t of, double value, double se);

#endif
