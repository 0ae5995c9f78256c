/* workcal: hours, week and exceptions of a calendar, made ready for counting. */
#include "base/mem.h"
#include "value/workcal_days.h"
#include <stdlib.h>

enum { DAY = 86400 };

struct workcal *
workcal_new(void)
{
	struct workcal *c = mem_new(1, sizeof *c);

	c->to[0] = c->per_day = DAY;
	c->spans = 1;
	c->cutoff = -1;
	for (int day = 1; day <= 5; day++)
		c->works[day] = true;
	return c;
}

void
workcal_free(struct workcal *c)
{
	if (c != NULL) {
		free(c->exception);
		free(c);
	}
}

/* HH:MM to seconds; 24:00 is the end of a day. */
static bool
clock_time(struct str s, int32_t *second)
{
	uint64_t hour, minute;

	if (s.len != 5 || s.at[2] != ':' || !str_uint((struct str){s.at, 2}, &hour) ||
	    !str_uint((struct str){s.at + 3, 2}, &minute) || minute > 59 ||
	    hour * 60 + minute > 24 * 60)
		return false;
	*second = (int32_t)(hour * 3600 + minute * 60);
	return true;
}

bool
workcal_hours(struct workcal *c, struct str hours, struct fault *f)
{
	struct str rest = str_trim(hours), part, to;
	int32_t last = -1;

	c->spans = 0;
	c->per_day = 0;
	f->at = 0;
	while (rest.len > 0) {
		part = str_trim(str_cut(rest, ' ', &rest));
		if (part.len == 0)
			continue;
		if (c->spans == WORKCAL_SPANS)
			return fault(f, "more than %d spans of hours", WORKCAL_SPANS);
		part = str_cut(part, '-', &to);
		if (!clock_time(part, &c->from[c->spans]) || to.at == NULL ||
		    !clock_time(to, &c->to[c->spans]))
			return fault(f, "not hours: '%s'; expected such as 08:30-12:00 13:30-17:30",
			    diag_text(hours));
		if (c->from[c->spans] >= c->to[c->spans] || c->from[c->spans] < last)
			return fault(
			    f, "hours that do not follow one another: '%s'", diag_text(hours));
		last = c->to[c->spans];
		c->per_day += last - c->from[c->spans];
		c->spans++;
	}
	return c->spans > 0 || fault(f, "no hours; expected such as 08:30-12:00 13:30-17:30");
}

bool
workcal_week(struct workcal *c, int from, int to, struct fault *f)
{
	f->at = 0;
	if (from < 1 || from > 7 || to < 1 || to > 7)
		return fault(f, "days of the week are 1 (Monday) to 7, not %d to %d", from, to);
	for (int day = 1; day <= 7; day++)
		c->works[day] = from <= to ? day >= from && day <= to : day >= from || day <= to;
	c->ready = false;
	return true;
}

bool
workcal_day(struct workcal *c, struct str day, struct str type, struct fault *f)
{
	struct when w;

	f->at = 0;
	if (!when_parse(day, &w) || w.form != WHEN_DATE)
		return fault(f, "not a date: '%s'", diag_text(day));
	if (type.len != 1 || strchr("WRHM", *type.at) == NULL || *type.at == '\0')
		return fault(f, "a day is W, R, H or M, not '%s'", diag_text(type));
	c->exception = mem_grow(c->exception, c->n, &c->cap, sizeof *c->exception);
	c->exception[c->n] =
	    (struct workcal_exception){.day = w.day, .type = *type.at, .order = c->n};
	c->n++;
	c->ready = false;
	return true;
}

bool
workcal_cutoff(struct workcal *c, int minute_of_day, struct fault *f)
{
	f->at = 0;
	if (minute_of_day < 0 || minute_of_day >= 24 * 60)
		return fault(f, "a cut-off is a time of day");
	c->cutoff = minute_of_day * 60;
	return true;
}

static int
by_day(const void *a, const void *b)
{
	const struct workcal_exception *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return (x->order > y->order) - (x->order < y->order);
}

void
workcal_ready(struct workcal *c)
{
	size_t kept = 0;
	int32_t more = 0;

	if (c->n > 0)
		qsort(c->exception, c->n, sizeof *c->exception, by_day);
	for (size_t i = 0; i < c->n; i++) {
		struct workcal_exception e = c->exception[i];

		if (i + 1 < c->n && c->exception[i + 1].day == e.day)
			continue;
		more += (e.type == 'W' || e.type == 'M') - c->works[when_weekday(e.day)];
		e.more = more;
		e.order = kept;
		c->exception[kept++] = e;
	}
	c->n = kept;
	c->ready = true;
}
