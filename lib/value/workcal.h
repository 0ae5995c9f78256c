/*
 * workcal: working time (design.md 4 `calendar`): hours of the week's working days, holidays and
 * make-up workdays from a codelist day -> W R H M, a cut-off hour.  Shared by all workers once
 * built.
 */
#ifndef VALUE_WORKCAL_H
#define VALUE_WORKCAL_H
#include "base/diag.h"
#include "value/num.h"
#include "value/when.h"

struct workcal;
struct workcal *workcal_new(void); /* 24 hours, Monday to Friday */
/* "08:30-12:00 13:30-17:30", rising; 24:00 is the end of a day. */
bool workcal_hours(struct workcal *, struct str hours, struct fault *);
/* Working days from 1 (Monday) to 7; 7 to 4 goes over the end of the week. */
bool workcal_week(struct workcal *, int from, int to, struct fault *);
/* W R H M; of two types for one day the later holds. */
bool workcal_day(struct workcal *, struct str day, struct str type, struct fault *);
/* What starts later than that, or on a day off, starts with the next working day. */
bool workcal_cutoff(struct workcal *, int minute_of_day, struct fault *);
void workcal_ready(struct workcal *); /* after the last change */
/* Working seconds from a to b, negative if b is earlier.  The cut-off is for the earlier of the two. */
struct num workcal_worktime(const struct workcal *, struct str a, struct str b);
/*
 * The same in steps, for clocks that stand still in between.  workcal_start: where a clock begins that is started at *w: after
 * the cut-off, or on a day off, the next working day (only with a cut-off); false if the calendar ends first.
 * workcal_span: working seconds from a to b, which is not earlier, whatever the cut-off; *nano: 0..999999999 more.
 * workcal_after: the moment at which so many working seconds from a are over, *a itself for 0; false if the calendar ends.
 */
bool workcal_start(const struct workcal *, struct when *w);
int64_t workcal_span(const struct workcal *, const struct when *a, const struct when *b, int32_t *nano);
bool workcal_after(const struct workcal *, const struct when *a, int64_t seconds, struct when *);
/*
 * Close of the nth working day after t; n = 0: of the day of t, or of the first working day after it; n < 0: before.  24:00 is
 * written as 00:00:00 of the next day.
 */
bool workcal_workday(const struct workcal *, struct str t, int64_t n, struct buf *);
char workcal_daytype(const struct workcal *, struct str t); /* W R H M, 0: no time */
void workcal_free(struct workcal *);

#endif
