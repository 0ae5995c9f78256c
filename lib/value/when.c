/* when: canonical times, checked against the calendar, and what the expression language does with
 * them. */
#include "value/when.h"

enum { FIRST_DAY = -719162 /* 0001-01-01 */ };

/* Years begin in March here, so that the leap day is the last and months follow one rule (153 days
 * in five). */
static int32_t
days(int year, int month, int mday)
{
	unsigned m = (unsigned)(month + 9) % 12, y = (unsigned)(year - (month < 3));

	return (int32_t)(365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5) + mday - 1 -
	       719468;
}

void
when_civil(int32_t day, int *year, int *month, int *mday)
{
	uint32_t n = (uint32_t)(day + 719468), era = n / 146097, doe = n % 146097;
	uint32_t y = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	uint32_t doy = doe - (365 * y + y / 4 - y / 100), m = (5 * doy + 2) / 153;

	*mday = (int)(doy - (153 * m + 2) / 5) + 1;
	*month = (int)(m < 10 ? m + 3 : m - 9);
	*year = (int)(y + era * 400) + (m >= 10);
}

static int
month_days(int year, int month)
{
	static const uint8_t of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return of[month - 1] + (month == 2 && leap);
}

bool
when_day(int year, int month, int mday, int32_t *day)
{
	if (year < 1 || year > 9999 || month < 1 || month > 12 || mday < 1 ||
	    mday > month_days(year, month))
		return false;
	*day = days(year, month, mday);
	return true;
}

int
when_weekday(int32_t day)
{
	return (day - FIRST_DAY) % 7 + 1; /* 0001-01-01 was a Monday */
}

/* Two digits to a number; anything else comes out above 99. */
static inline unsigned
two(const char *p)
{
	unsigned a = (unsigned)(unsigned char)p[0] - '0', b = (unsigned)(unsigned char)p[1] - '0';

	return (a | b) > 9 && (a > 9 || b > 9) ? 1000 : a * 10 + b;
}

static bool
parse_fraction(struct str s, struct when *w)
{
	if (s.len < 2 || s.len > 10 || s.at[0] != '.')
		return false;
	w->form = WHEN_FRACTION;
	w->digits = (uint8_t)(s.len - 1);
	for (size_t i = 1; i < 10; i++) {
		unsigned d = i < s.len ? (unsigned)(unsigned char)s.at[i] - '0' : 0;

		if (d > 9)
			return false;
		w->nano = w->nano * 10 + (int32_t)d;
	}
	return true;
}

/* " HH:MM:SS" */
static inline bool
parse_clock(const char *p, int32_t *seconds)
{
	uint64_t x;
	bool ok = when_clock_digits(p, &x);
	unsigned hour = (unsigned)((x & 0xff) * 10 + (x >> 8 & 0xff));
	unsigned minute = (unsigned)((x >> 24 & 0xff) * 10 + (x >> 32 & 0xff));

	*seconds = (int32_t)(hour * 3600 + minute * 60 + (x >> 48 & 0xff) * 10 + (x >> 56));
	return ok;
}

bool
when_parse(struct str s, struct when *w)
{
	const char *p = s.at;
	unsigned century, year;

	if (s.len != 10 && s.len < 19)
		return false;
	century = two(p);
	year = two(p + 2);
	if (p[4] != '-' || p[7] != '-' || century > 99 || year > 99 ||
	    !when_day((int)(century * 100 + year), (int)two(p + 5), (int)two(p + 8), &w->day))
		return false;
	w->second = w->nano = 0;
	w->form = WHEN_DATE;
	w->digits = 0;
	if (s.len == 10)
		return true;
	if (!parse_clock(p + 10, &w->second))
		return false;
	w->form = WHEN_SECOND;
	return s.len == 19 || parse_fraction((struct str){p + 19, s.len - 19}, w);
}

/* n with that many digits, then c unless it is 0. */
static char *
put(char *p, unsigned n, int digits, char c)
{
	for (int i = digits; i-- > 0; n /= 10)
		p[i] = (char)('0' + n % 10);
	p[digits] = c;
	return p + digits + (c != '\0');
}

void
when_print(struct buf *b, const struct when *w)
{
	char *start = buf_room(b, 32), *p;
	int year, month, mday;
	unsigned second = (unsigned)w->second, nano = (unsigned)w->nano;

	when_civil(w->day, &year, &month, &mday);
	p = put(start, (unsigned)year, 4, '-');
	p = put(p, (unsigned)month, 2, '-');
	p = put(p, (unsigned)mday, 2, '\0');
	if (w->form != WHEN_DATE) {
		*p++ = ' ';
		p = put(p, second / 3600, 2, ':');
		p = put(p, second / 60 % 60, 2, ':');
		p = put(p, second % 60, 2, '\0');
	}
	if (w->form == WHEN_FRACTION) {
		*p++ = '.';
		put(p, nano, 9, '\0');
		p += w->digits;
	}
	b->len += (size_t)(p - start);
}

/* The first n bytes of a time: its canonical text begins with the answer. */
static bool
head(struct str t, size_t n, struct buf *b)
{
	struct when w;

	if (!when_parse(t, &w))
		return false;
	buf_add(b, t.at, n);
	return true;
}

bool
when_year(struct str t, struct buf *b)
{
	return head(t, 4, b);
}

bool
when_month(struct str t, struct buf *b)
{
	return head(t, 7, b);
}

bool
when_date(struct str t, struct buf *b)
{
	return head(t, 10, b);
}

bool
when_quarter(struct str t, struct buf *b)
{
	if (!head(t, 5, b))
		return false;
	buf_ch(b, 'Q');
	buf_ch(b, (char)('1' + (two(t.at + 5) - 1) / 3));
	return true;
}

/* A week belongs to the year of its Thursday. */
bool
when_week(struct str t, struct buf *b)
{
	struct when w;
	int year, month, mday;
	int32_t thursday, first = 0;
	char text[10];

	if (!when_parse(t, &w))
		return false;
	thursday = w.day - when_weekday(w.day) + 4;
	when_civil(thursday, &year, &month, &mday);
	when_day(year, 1, 1, &first);
	put(put(put(text, (unsigned)year, 4, '-'), 0, 0, 'W'), (unsigned)(thursday - first) / 7 + 1,
	    2, '\0');
	buf_add(b, text, 8);
	return true;
}

bool
when_clock(struct str t, struct buf *b)
{
	struct when w;

	if (!when_parse(t, &w))
		return false;
	buf_add(b, w.form == WHEN_DATE ? "00:00:00" : t.at + 11, 8);
	return true;
}

bool
when_slot(struct str t, int64_t seconds, struct buf *b)
{
	struct when w;

	if (seconds <= 0 || !when_parse(t, &w))
		return false;
	w.second = (int32_t)(w.second / seconds * seconds);
	w.form = WHEN_SECOND;
	when_print(b, &w);
	return true;
}
