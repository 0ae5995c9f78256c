/*
 * period: months, quarters, weeks and days as numbers, so that the one before is the number before,
 * whether or not it has data.
 */
#ifndef REPORT_PERIOD_H
#define REPORT_PERIOD_H
#include "base/buf.h"
#include "base/str.h"

enum period { PER_MONTH, PER_QUARTER, PER_WEEK, PER_DAY };

struct str period_column(enum period); /* "month": also what streams call the column */
bool period_parse(enum period, struct str, int32_t *); /* 2024-05, 2024-Q2, 2024-W19, 2024-05-07 */
void period_print(enum period, int32_t, struct buf *); /* and back */
/* For people: 2024年5月. */
void period_say(enum period, int32_t, bool chinese, struct buf *);
/* The same period a year before; false: there is none (week 53, 29 February). */
bool period_year_before(enum period, int32_t, int32_t *);
void period_last_day(enum period, int32_t, struct buf *); /* 2024-05-31 */

#endif
