/* when_field: numbers, names, offsets and epochs at the head of a text. */
#include "value/when_field.h"

enum { EPOCH_MOST = 12 }; /* digits of the last second of year 9999 */

/* One digit or more, up to width; false if there is none. */
static bool
number(struct str *s, int width, int64_t *n)
{
	int taken = 0;

	*n = 0;
	for (; taken < width && s->len > 0 && *s->at >= '0' && *s->at <= '9'; taken++) {
		*n = *n * 10 + (*s->at - '0');
		s->at++;
		s->len--;
	}
	return taken > 0;
}

static bool
small_number(struct str *s, int width, int *n)
{
	int64_t wide;
	bool ok = number(s, width, &wide);

	*n = (int)wide;
	return ok;
}

static bool
four_digits(struct str *s, int *n)
{
	size_t before = s->len;

	return small_number(s, 4, n) && before - s->len == 4;
}

static void
skip(struct str *s, size_t n)
{
	s->at += n;
	s->len -= n;
}

/* Letters of an ASCII word in any case. */
static bool
word(struct str *s, const char *lower)
{
	size_t n = strlen(lower);

	if (s->len < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((s->at[i] | 0x20) != lower[i])
			return false;
	skip(s, n);
	return true;
}

static bool
month_name(struct str *s, int *month)
{
	static const char *const rest[] = {"january", "february", "march", "april", "may", "june",
	    "july", "august", "september", "october", "november", "december"};

	for (*month = 1; *month <= 12; ++*month) {
		const char *name = rest[*month - 1];
		char head[4] = {name[0], name[1], name[2], '\0'};

		if (word(s, name) || word(s, head))
			return true;
	}
	return false;
}

static bool
fraction(struct str *s, struct when_fields *v)
{
	size_t before = s->len;
	int64_t n;

	if (!number(s, 9, &n))
		return false;
	v->digits = (uint8_t)(before - s->len);
	for (int i = v->digits; i < 9; i++)
		n *= 10;
	v->nano = (int32_t)n;
	return true;
}

/* Z, +hh, +hhmm, +hh:mm. */
static bool
offset(struct str *s, int *seconds)
{
	int hour, minute = 0, sign;

	*seconds = 0;
	if (s->len > 0 && *s->at == 'Z') {
		skip(s, 1);
		return true;
	}
	if (s->len < 3 || (*s->at != '+' && *s->at != '-'))
		return false;
	sign = *s->at == '-' ? -1 : 1;
	skip(s, 1);
	if (s->at[0] < '0' || s->at[0] > '9' || s->at[1] < '0' || s->at[1] > '9' ||
	    !small_number(s, 2, &hour))
		return false;
	if (s->len >= 3 && *s->at == ':')
		skip(s, 1);
	if (s->len >= 2 && *s->at >= '0' && *s->at <= '9' &&
	    (s->at[1] < '0' || s->at[1] > '9' || !small_number(s, 2, &minute)))
		return false;
	*seconds = sign * (hour * 3600 + minute * 60);
	return hour < 24 && minute < 60;
}

static bool
epoch(struct str *s, struct when_fields *v)
{
	bool neg = s->len > 0 && *s->at == '-';

	v->epoch_given = true;
	skip(s, neg);
	if (!number(s, EPOCH_MOST, &v->epoch))
		return false;
	if (neg)
		v->epoch = -v->epoch;
	return true;
}

static bool
half_day(struct str *s, struct when_fields *v)
{
	v->am = word(s, "am");
	v->pm = !v->am && word(s, "pm");
	return v->am || v->pm;
}

bool
when_field(char field, char wide, struct str *s, struct when_fields *v)
{
	int width = field == wide ? 9 : 2;

	switch (field) {
	case 'Y':
		/* All four: with fewer, 22-04-15 would be a day of the year 22. */
		return four_digits(s, &v->year);
	case 'y':
		if (!small_number(s, 2, &v->year))
			return false;
		v->year += v->year < 69 ? 2000 : 1900;
		return true;
	case 'm':
		return small_number(s, 2, &v->month);
	case 'e':
		skip(s, s->len > 0 && *s->at == ' ');
		return small_number(s, 2, &v->mday);
	case 'd':
		return small_number(s, 2, &v->mday);
	case 'j':
		return small_number(s, 3, &v->yday) && v->yday > 0;
	case 'H':
		return number(s, width, &v->hour);
	case 'I':
		return number(s, 2, &v->hour) && v->hour >= 1 && v->hour <= 12;
	case 'M':
		return number(s, width, &v->minute);
	case 'S':
		return number(s, width, &v->second);
	case 'f':
		return fraction(s, v);
	case 'z':
		return offset(s, &v->offset);
	case 's':
		return epoch(s, v);
	case 'p':
		return half_day(s, v);
	default: /* b, B */
		return month_name(s, &v->month);
	}
}
