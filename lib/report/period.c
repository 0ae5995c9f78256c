/* period: months, quarters, weeks and days as numbers. */
#include "report/period.h"

#include "value/when.h"

/* Monday of the week that holds 1970-01-05, day 4, is week 0. */
static int32_t
week_of_day(int32_t day)
{
	int32_t monday = day - (when_weekday(day) - 1);

	return (monday - 4) / 7;
}

static bool
week_number(int year, int week, int32_t *n)
{
	int32_t day;

	if (week < 1 || !when_day(year, 1, 4, &day))
		return false;
	*n = week_of_day(day) + week - 1;
	return true;
}

static bool
digits(struct str s, size_t from, size_t n, int *value)
{
	uint64_t u;

	if (s.len < from + n || !str_uint((struct str){s.at + from, n}, &u))
		return false;
	*value = (int)u;
	return true;
}

struct str
period_column(enum period p)
{
	static const char *const name[] = {"month", "quarter", "week", "day"};

	return str_of(name[p]);
}

/* Only the one form that prints back as itself: so 2024-W54 and 2024-13 are none. */
bool
period_parse(enum period p, struct str s, int32_t *n)
{
	int year, part = 0, day = 1;
	bool ok = digits(s, 0, 4, &year) && s.len > 5 && s.at[4] == '-';
	struct buf back = {0};

	switch (p) {
	case PER_MONTH:
		ok = ok && digits(s, 5, 2, &part) && part >= 1 && part <= 12;
		*n = ok ? year * 12 + part - 1 : 0;
		break;
	case PER_QUARTER:
		ok = ok && digits(s, 6, 1, &part) && part >= 1 && part <= 4;
		*n = ok ? year * 4 + part - 1 : 0;
		break;
	case PER_WEEK:
		ok = ok && digits(s, 6, 2, &part) && week_number(year, part, n);
		break;
	case PER_DAY:
		ok = ok && digits(s, 5, 2, &part) && digits(s, 8, 2, &day) &&
		     when_day(year, part, day, n);
		break;
	}
	if (ok && year > 0)
		period_print(p, *n, &back);
	ok = ok && str_eq(buf_slice(&back), s);
	buf_clear(&back);
	return ok;
}

static void
print_day(int32_t day, struct buf *b)
{
	when_print(b, &(struct when){.day = day, .form = WHEN_DATE});
}

void
period_print(enum period p, int32_t n, struct buf *b)
{
	struct buf day = {0};

	switch (p) {
	case PER_MONTH:
		buf_fmt(b, "%04d-%02d", n / 12, n % 12 + 1);
		break;
	case PER_QUARTER:
		buf_fmt(b, "%04d-Q%d", n / 4, n % 4 + 1);
		break;
	case PER_WEEK:
		print_day(n * 7 + 4, &day);
		when_week(buf_slice(&day), b);
		break;
	case PER_DAY:
		print_day(n, b);
		break;
	}
	buf_clear(&day);
}

void
period_say(enum period p, int32_t n, bool chinese, struct buf *b)
{
	int year, month, day;

	if (!chinese) {
		period_print(p, n, b);
		return;
	}
	switch (p) {
	case PER_MONTH:
		buf_fmt(b, "%d年%d月", n / 12, n % 12 + 1);
		break;
	case PER_QUARTER:
		buf_fmt(b, "%d年%d季度", n / 4, n % 4 + 1);
		break;
	case PER_WEEK:
		period_print(p, n, b);
		break;
	case PER_DAY:
		when_civil(n, &year, &month, &day);
		buf_fmt(b, "%d年%d月%d日", year, month, day);
		break;
	}
}

bool
period_year_before(enum period p, int32_t n, int32_t *before)
{
	struct buf text = {0};
	int year = 0, month, day, week = 0;
	bool ok = true;

	switch (p) {
	case PER_MONTH:
		*before = n - 12;
		break;
	case PER_QUARTER:
		*before = n - 4;
		break;
	case PER_WEEK:
		period_print(p, n, &text);
		ok = digits(buf_slice(&text), 0, 4, &year) && digits(buf_slice(&text), 6, 2, &week);
		text.len = 0;
		buf_fmt(&text, "%04d-W%02d", year - 1, week);
		ok = ok && period_parse(p, buf_slice(&text), before);
		break;
	case PER_DAY:
		when_civil(n, &year, &month, &day);
		ok = when_day(year - 1, month, day, before);
		break;
	}
	buf_clear(&text);
	return ok;
}

void
period_last_day(enum period p, int32_t n, struct buf *b)
{
	int32_t next = n + 1, day = n;
	int months = p == PER_QUARTER ? 3 : 1;

	if (p == PER_MONTH || p == PER_QUARTER) {
		int first = next * months; /* months since year 0 */

		day = when_day(first / 12, first % 12 + 1, 1, &day) ? day - 1 : 0;
	} else if (p == PER_WEEK) {
		day = n * 7 + 4 + 6;
	}
	print_day(day, b);
}
