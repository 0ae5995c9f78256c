/* when_move: moments before and after others, and the seconds between them. */
#include "value/when.h"

enum {
	DAY = 86400,
	NANO = 1000000000,
	FIRST_DAY = -719162, /* 0001-01-01 */
	LAST_DAY = 2932896   /* 9999-12-31 */
};

static bool
in_reach(int64_t seconds)
{
	return seconds > -(int64_t)DAY * 4000000 && seconds < (int64_t)DAY * 4000000;
}

/* Seconds as whole ones and nanoseconds (half away from zero); false if too many for any calendar.
 */
static bool
split_seconds(struct num n, int64_t *whole, int32_t *nano, uint8_t *digits)
{
	struct num floor, rest;
	int64_t fraction = 0;

	*nano = *digits = 0;
	if (n.kind == NUM_SMALL && n.scale == 0) {
		*whole = n.small;
		return in_reach(*whole);
	}
	n = num_normal(num_round(n, 9));
	floor = num_floor(n);
	rest = num_mul(num_sub(n, floor), NUM(NANO));
	if (n.kind == NUM_NULL || !num_int(floor, whole) || !num_int(rest, &fraction))
		return false;
	*nano = (int32_t)fraction;
	*digits = n.scale;
	return in_reach(*whole);
}

bool
when_add(struct str t, struct num seconds, struct buf *b)
{
	struct when w;
	int64_t whole, total;
	int32_t nano;
	uint8_t digits;

	if (!when_parse(t, &w) || !split_seconds(seconds, &whole, &nano, &digits))
		return false;
	w.nano += nano;
	total = (int64_t)w.day * DAY + w.second + whole + w.nano / NANO;
	w.nano %= NANO;
	if (total < (int64_t)FIRST_DAY * DAY || total >= ((int64_t)LAST_DAY + 1) * DAY)
		return false;
	total -= (int64_t)FIRST_DAY * DAY;
	w.day = (int32_t)(total / DAY) + FIRST_DAY;
	w.second = (int32_t)(total % DAY);
	w.digits = digits > w.digits ? digits : w.digits;
	if (w.digits > 0)
		w.form = WHEN_FRACTION;
	else if (whole % DAY != 0)
		w.form = WHEN_SECOND;
	when_print(b, &w);
	return true;
}

bool
when_addmonths(struct str t, int64_t months, struct buf *b)
{
	struct when w;
	int year, month, mday;
	int64_t at;

	if (!when_parse(t, &w) || months < -120000 || months > 120000)
		return false;
	when_civil(w.day, &year, &month, &mday);
	at = (int64_t)year * 12 + month - 1 + months;
	year = (int)(at / 12);
	month = (int)(at % 12) + 1;
	if (at < 12 || year > 9999)
		return false;
	while (!when_day(year, month, mday, &w.day)) /* clipped to the end of the month */
		mday--;
	when_print(b, &w);
	return true;
}

struct num
when_between(const struct when *a, const struct when *b)
{
	int64_t seconds = (int64_t)(b->day - a->day) * DAY + b->second - a->second;

	if (a->form != WHEN_FRACTION && b->form != WHEN_FRACTION)
		return NUM(seconds);
	return num_normal(num_add(
	    NUM(seconds), (struct num){.small = b->nano - a->nano, .kind = NUM_SMALL, .scale = 9}));
}

struct num
when_elapsed(struct str from, struct str to)
{
	struct when a, b;

	if (!when_parse(from, &a) || !when_parse(to, &b))
		return NUM_NONE;
	return when_between(&a, &b);
}

enum when_unit
when_rough(struct num seconds, struct num *amount)
{
	static const int64_t size[] = {1, 60, 3600, 86400};
	enum when_unit unit = WHEN_DAYS;

	while (unit > WHEN_SECONDS && num_cmp(seconds, NUM(2 * size[unit])) < 0 &&
	       num_cmp(seconds, NUM(-2 * size[unit])) > 0)
		unit--;
	*amount = num_ratio(seconds, NUM(size[unit]), 1);
	return unit;
}
