/*
 * when: times are canonical text (conventions.md 2.3): YYYY-MM-DD, YYYY-MM-DD HH:MM:SS[.fff],
 * checked against the calendar (years 1..9999).  Functions of design.md 5 on them; formats of
 * schemas.  No zone, no clock, no libc time functions.
 */
#ifndef VALUE_WHEN_H
#define VALUE_WHEN_H
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "value/num.h"
#include <endian.h>

struct when {
	int32_t day;    /* days since 1970-01-01 */
	int32_t second; /* since midnight, 0..86399 */
	int32_t nano;   /* fraction */
	uint8_t form;   /* WHEN_DATE: no time of day; WHEN_SECOND; WHEN_FRACTION */
	uint8_t digits; /* of the fraction, 0..9 */
};
enum { WHEN_DATE, WHEN_SECOND, WHEN_FRACTION };

bool when_parse(struct str, struct when *);         /* canonical text, all of it */
/* Whether s is a time, faster if it has the date of `known`, which is one or is empty. */
static inline bool when_valid(struct str s, struct str known);
void when_print(struct buf *, const struct when *); /* in its own form */
void when_civil(int32_t day, int *year, int *month, int *mday);
bool when_day(int year, int month, int mday, int32_t *day); /* false if there is no such day */
int when_weekday(int32_t day);                              /* 1 = Monday .. 7 */

/* Results as text into b; false (nothing appended) where null.  Argument forms as design.md 5. */
bool when_year(struct str, struct buf *);    /* 2024 */
bool when_quarter(struct str, struct buf *); /* 2024-Q2 */
bool when_month(struct str, struct buf *);   /* 2024-05 */
bool when_week(struct str, struct buf *);    /* ISO 8601: 2024-W19 */
bool when_date(struct str, struct buf *);
bool when_clock(struct str, struct buf *);
bool when_slot(struct str, int64_t seconds, struct buf *);
bool when_add(struct str, struct num seconds, struct buf *);
bool when_addmonths(struct str, int64_t months, struct buf *);
/* Seconds, with the fraction; null if either is no time. */
struct num when_elapsed(struct str from, struct str to);
struct num when_between(const struct when *from, const struct when *to);
/* As people say seconds, in which unit: below two minutes s, below two hours min, below two days h.  *amount has one digit. */
enum when_unit { WHEN_SECONDS, WHEN_MINUTES, WHEN_HOURS, WHEN_DAYS };
enum when_unit when_rough(struct num seconds, struct num *amount);

/*
 * A format of a schema: strptime forms %Y %y (69-99: 19xx) %m %d %e %H %I %M %S %p %b %B (English)
 * %j %f (fraction) %z %s (epoch) %T %D %F %R %%; a number field takes one digit or more (%Y all four) up to its
 * width (design.md 4).  Literal characters as they are, a blank takes one blank or more.
 */
struct when_format;
/* NULL and a fault at its position. */
struct when_format *when_format_new(struct str, struct fault *);
void when_format_free(struct when_format *);
bool when_format_has_zone(const struct when_format *); /* %z or %s: the value names an instant */
/*
 * The whole of s or false.  *instant is set if the value carried a zone or was an epoch: then *w is
 * UTC and is to be moved to the schema's zone.
 */
bool when_format_read(const struct when_format *, struct str s, struct when *w, bool *instant);
/* A duration by a time form or %s: seconds.  The first of %H %M %S may be as large as it likes. */
bool when_format_duration(const struct when_format *, struct str s, struct num *seconds);

/* A zone of the tz database ("Asia/Shanghai") or a fixed offset ("+08:00"), read once from the
 * file; never from TZ. */
struct zone;
struct zone *zone_new(struct str name, struct fault *);
struct when zone_local(const struct zone *, const struct when *utc);
/*
 * The instant of a local time; 0 if it is one, 1 if it did not exist (*utc: as if the clock had gone on), 2 if it was twice
 * (*utc: the earlier).
 */
int zone_utc(const struct zone *, const struct when *local, struct when *utc);
void zone_free(struct zone *);

/*
 * " HH:MM:SS" at p: hours, minutes and seconds as digits, each in a byte, are *digits, the first lowest.  All bytes are
 * compared with what they may be at once: the sum of one that is larger and what is missing to 127 has the highest bit.
 */
static inline bool
when_clock_digits(const char *p, uint64_t *digits)
{
	uint64_t x, most = 0x0905000905000902;

	memcpy(&x, p + 1, sizeof x);
	x = le64toh(x) ^ 0x30303a30303a3030; /* 00:00:00 */
	*digits = x;
	return p[0] == ' ' && ((x | (x + (0x7f7f7f7f7f7f7f7f - most))) & 0x8080808080808080) == 0 &&
	    (x & 0xff) * 10 + (x >> 8 & 0xff) < 24;
}

static inline bool
when_valid(struct str s, struct str known)
{
	struct when w;
	uint64_t digits;

	if (s.len == 19 && known.len > 0 && memcmp(s.at, known.at, 10) == 0)
		return when_clock_digits(s.at + 10, &digits);
	return when_parse(s, &w);
}

#endif
