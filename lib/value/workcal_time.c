/* workcal_time: working time by counting days, not walking them: regular days of the week,
 * corrected by the exceptions so far. */
#include "value/workcal_days.h"
#include <assert.h>

enum {
	DAY = 86400,
	FIRST_DAY = -719162, /* 0001-01-01, a Monday */
	LAST_DAY = 2932896   /* 9999-12-31 */
};

/* How many exceptions lie before a day. */
static size_t
exceptions_before(const struct workcal *c, int32_t day)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (c->exception[mid].day < day)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static char
type_of(const struct workcal *c, int32_t day)
{
	size_t i = exceptions_before(c, day);

	if (i < c->n && c->exception[i].day == day)
		return c->exception[i].type;
	return c->works[when_weekday(day)] ? 'W' : 'R';
}

static bool
is_working(const struct workcal *c, int32_t day)
{
	char type = type_of(c, day);

	return type == 'W' || type == 'M';
}

/* Working days before a day, counted from the first of the calendar. */
static int32_t
days_before(const struct workcal *c, int32_t day)
{
	int32_t since = day - FIRST_DAY, a_week = 0, n;
	size_t i = exceptions_before(c, day);

	for (int d = 1; d <= 7; d++)
		a_week += c->works[d];
	n = since / 7 * a_week;
	for (int d = 1; d <= since % 7; d++) /* FIRST_DAY was a Monday */
		n += c->works[d];
	return n + (i > 0 ? c->exception[i - 1].more : 0);
}

/* The working day that has n before it; false if the calendar ends first. */
static bool
nth_day(const struct workcal *c, int64_t n, int32_t *day)
{
	int32_t low = FIRST_DAY, high = LAST_DAY + 1;

	if (n < 0)
		return false;
	while (low < high) { /* the first day after which more than n are over */
		int32_t mid = low + (high - low) / 2;

		if (days_before(c, mid + 1) > n)
			high = mid;
		else
			low = mid + 1;
	}
	*day = low;
	return low <= LAST_DAY;
}

/* On a day off, too, to keep the order. */
bool
workcal_start(const struct workcal *c, struct when *w)
{
	if (c->cutoff < 0)
		return true;
	if (is_working(c, w->day) &&
	    (w->second < c->cutoff || (w->second == c->cutoff && w->nano == 0)))
		return true;
	w->second = w->nano = 0;
	return nth_day(c, days_before(c, w->day + 1), &w->day);
}

/* Working seconds of the day up to a moment of it; *nano is its fraction if it lies in working
 * time. */
static int64_t
so_far(const struct workcal *c, const struct when *w, int32_t *nano)
{
	int64_t sum = 0;

	*nano = 0;
	if (!is_working(c, w->day))
		return 0;
	for (size_t i = 0; i < c->spans && c->from[i] <= w->second; i++) {
		bool inside = w->second < c->to[i];

		sum += (inside ? w->second : c->to[i]) - c->from[i];
		*nano = inside ? w->nano : 0;
	}
	return sum;
}

static bool
earlier(const struct when *a, const struct when *b)
{
	if (a->day != b->day)
		return a->day < b->day;
	return a->second != b->second ? a->second < b->second : a->nano < b->nano;
}

int64_t
workcal_span(const struct workcal *c, const struct when *a, const struct when *b, int32_t *nano)
{
	int64_t seconds = (int64_t)(days_before(c, b->day) - days_before(c, a->day)) * c->per_day;
	int32_t nano_a, nano_b;

	seconds += so_far(c, b, &nano_b) - so_far(c, a, &nano_a);
	*nano = nano_b - nano_a;
	if (*nano < 0) {
		*nano += 1000000000;
		seconds--;
	}
	return seconds;
}

bool
workcal_after(const struct workcal *c, const struct when *a, int64_t seconds, struct when *out)
{
	int64_t total, left;
	int32_t nano;

	*out = *a;
	if (seconds <= 0)
		return true;
	total = (int64_t)days_before(c, a->day) * c->per_day + so_far(c, a, &nano) + seconds;
	/* What ends with a day's work ends there, not when the next day's begins. */
	if (c->per_day == 0 || !nth_day(c, (total - 1) / c->per_day, &out->day))
		return false;
	left = total - (int64_t)days_before(c, out->day) * c->per_day;
	for (size_t i = 0; i < c->spans; i++) {
		int32_t length = c->to[i] - c->from[i];

		out->second = c->from[i] + (int32_t)(left < length ? left : length);
		if (left <= length)
			break;
		left -= length;
	}
	out->nano = nano;
	out->form = nano ? WHEN_FRACTION : WHEN_SECOND;
	if (out->second == DAY) {
		out->second = 0;
		out->day++;
	}
	return true;
}

static struct num
seconds_num(int64_t seconds, int32_t nano)
{
	if (nano == 0)
		return NUM(seconds);
	return num_normal(num_add(
	    NUM(seconds), (struct num){.small = nano, .kind = NUM_SMALL, .scale = 9}));
}

struct num
workcal_worktime(const struct workcal *c, struct str from, struct str to)
{
	struct when a, b, t;
	int64_t seconds;
	int32_t nano;
	bool neg;

	assert(c->ready);
	if (!when_parse(from, &a) || !when_parse(to, &b))
		return NUM_NONE;
	neg = earlier(&b, &a);
	if (neg) {
		t = a;
		a = b;
		b = t;
	}
	if (!workcal_start(c, &a) || earlier(&b, &a))
		return NUM(0);
	seconds = workcal_span(c, &a, &b, &nano);
	if (neg)
		return num_neg(seconds_num(seconds, nano));
	return seconds_num(seconds, nano);
}

bool
workcal_workday(const struct workcal *c, struct str t, int64_t n, struct buf *b)
{
	struct when w;
	int32_t close = c->to[c->spans - 1];

	assert(c->ready);
	if (!when_parse(t, &w) || n < -LAST_DAY || n > LAST_DAY || !workcal_start(c, &w))
		return false;
	/* From a day off, the first one after it is one working day away, and it is the nearest for
	 * 0. */
	n += days_before(c, w.day) - (!is_working(c, w.day) && n > 0);
	if (!nth_day(c, n, &w.day) || (close == DAY && w.day == LAST_DAY))
		return false;
	w.day += close / DAY;
	w.second = close % DAY;
	w.nano = 0;
	w.form = WHEN_SECOND;
	when_print(b, &w);
	return true;
}

char
workcal_daytype(const struct workcal *c, struct str t)
{
	struct when w;

	assert(c->ready);
	return when_parse(t, &w) ? type_of(c, w.day) : '\0';
}
