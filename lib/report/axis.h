/* axis: what runs along a side of a chart: places, periods, or the values of a further column. */
#ifndef REPORT_AXIS_H
#define REPORT_AXIS_H
#include "report/build.h"

struct axis {
	enum { AXIS_PLACES, AXIS_PERIODS, AXIS_PARTS } is;
	uint32_t split; /* AXIS_PARTS */
	size_t n;
	uint32_t *at; /* places or parts */
	int32_t *period;
	struct str *name;
	bool bins; /* parts are labels of bin() */
};

/* `column` is the layout's `by`, its period, or a column of a stream; span: periods. */
struct axis axis_of(struct build *, const struct indicator *, struct str column, size_t span);
/* The figure where two axes meet (b may be NULL) at the place that the report is about. */
struct num axis_value(struct build *, const struct indicator *, const struct axis *a, size_t i,
    const struct axis *b, size_t k);
/* Largest value first; values that are null last.  Labels of bin() keep their order. */
void axis_sort(struct build *, const struct indicator *, struct axis *);

#endif
