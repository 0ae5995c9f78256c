/*
 * zone_rule: what holds after the last transition of a zone's file: a TZ string of POSIX, `CST-8` or
 * `CET-1CEST,M3.5.0,M10.5.0/3`.
 */
#ifndef VALUE_ZONE_RULE_H
#define VALUE_ZONE_RULE_H
#include "base/str.h"

/* A day of the year and a time of that day (local, before the change). */
struct zone_change {
	char kind;            /* M: day of week in month; J: 1-365 without 29 February; 0: 0-365 with it */
	int month, week, day; /* day alone for J and 0; 0 = Sunday for M */
	int32_t second;       /* may be negative or beyond a day */
};

struct zone_rule {
	int32_t standard, summer; /* seconds east of UTC */
	bool changes;
	struct zone_change begin, end; /* of summer time */
};

bool zone_rule_read(struct zone_rule *, struct str);
int32_t zone_rule_offset(const struct zone_rule *, int64_t utc);

#endif
