/* zone_rule: TZ strings of POSIX, as they end the files of the tz database. */
#include "value/zone_rule.h"
#include "value/when.h"

enum { HOUR = 3600, DAY = 86400 };

static bool
next_is(struct str *s, char c)
{
	if (s->len == 0 || *s->at != c)
		return false;
	*s = (struct str){s->at + 1, s->len - 1};
	return true;
}

static bool
number(struct str *s, int most, int *n)
{
	size_t i = 0;

	for (*n = 0; i < s->len && s->at[i] >= '0' && s->at[i] <= '9' && *n <= most; i++)
		*n = *n * 10 + (s->at[i] - '0');
	*s = (struct str){s->at + i, s->len - i};
	return i > 0 && *n <= most;
}

/* CST or <+08>. */
static bool
name(struct str *s)
{
	bool angled = next_is(s, '<');
	size_t n = 0;

	for (; n < s->len; n++) {
		char c = s->at[n];

		if (angled ? c == '>' : !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')))
			break;
	}
	*s = (struct str){s->at + n, s->len - n};
	return n > 0 && (!angled || next_is(s, '>'));
}

/* [+-]h[:m[:s]] in seconds. */
static bool
clock_time(struct str *s, int32_t *seconds)
{
	bool neg = next_is(s, '-');
	int hour, minute = 0, second = 0;

	if (!neg)
		next_is(s, '+');
	if (!number(s, 167, &hour) || (next_is(s, ':') && !number(s, 59, &minute)) ||
	    (next_is(s, ':') && !number(s, 59, &second)))
		return false;
	*seconds = (hour * HOUR + minute * 60 + second) * (neg ? -1 : 1);
	return true;
}

static bool
change(struct str *s, struct zone_change *c)
{
	if (!next_is(s, ','))
		return false;
	c->kind = next_is(s, 'M') ? 'M' : next_is(s, 'J') ? 'J' : '0';
	c->second = 2 * HOUR;
	if (c->kind != 'M') {
		if (!number(s, 365, &c->day) || (c->kind == 'J' && c->day == 0))
			return false;
	} else if (!number(s, 12, &c->month) || !next_is(s, '.') || !number(s, 5, &c->week) ||
		   !next_is(s, '.') || !number(s, 6, &c->day) || c->month == 0 || c->week == 0) {
		return false;
	}
	return !next_is(s, '/') || clock_time(s, &c->second);
}

bool
zone_rule_read(struct zone_rule *r, struct str s)
{
	int32_t west;

	*r = (struct zone_rule){0};
	if (!name(&s) || !clock_time(&s, &west))
		return false;
	r->standard = -west;
	if (s.len == 0)
		return true;
	r->changes = true;
	r->summer = r->standard + HOUR;
	if (!name(&s))
		return false;
	if (s.len > 0 && *s.at != ',') {
		if (!clock_time(&s, &west))
			return false;
		r->summer = -west;
	}
	return change(&s, &r->begin) && change(&s, &r->end) && s.len == 0;
}

/* The local second, as if since the epoch, at which a change of that year comes. */
static int64_t
moment(const struct zone_change *c, int year)
{
	int32_t day = 0, next = 0;
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	if (c->kind == 'M') {
		when_day(year, c->month, 1, &day);
		next = day + 28; /* the first of the next month, found below for week 5 */
		while (next < day + 31) {
			int y, m, d;

			when_civil(next, &y, &m, &d);
			if (m != c->month)
				break;
			next++;
		}
		day += (c->day - when_weekday(day) % 7 + 7) % 7 + 7 * (c->week - 1);
		if (day >= next)
			day -= 7;
	} else {
		when_day(year, 1, 1, &day);
		day += c->kind == 'J' ? c->day - 1 + (leap && c->day >= 60) : c->day;
	}
	return (int64_t)day * DAY + c->second;
}

int32_t
zone_rule_offset(const struct zone_rule *r, int64_t utc)
{
	int64_t day = utc / DAY - (utc % DAY < 0), begin, end;
	int year, month, mday;

	if (!r->changes)
		return r->standard;
	when_civil((int32_t)day, &year, &month, &mday);
	begin = moment(&r->begin, year) - r->standard;
	end = moment(&r->end, year) - r->summer;
	if (begin < end)
		return utc >= begin && utc < end ? r->summer : r->standard;
	return utc >= end && utc < begin ? r->standard : r->summer; /* summer spans the new year */
}
