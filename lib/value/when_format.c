/* when_format: times in the forms of a schema, read by a list of steps made once. */
#include "base/mem.h"
#include "value/when.h"
#include "value/when_field.h"
#include <stdlib.h>

enum { DAY = 86400, LITERAL = 0, BLANKS = ' ', EPOCH_FIRST = -719162, EPOCH_LAST = 2932896 };

struct step {
	char field; /* the letter behind %, LITERAL or BLANKS */
	char c;	    /* of a literal */
};

struct when_format {
	struct step *step;
	size_t n, cap;
	bool zone, date, clock;
	char first; /* of H M S: the largest unit of a duration, which has no upper end */
};

static void
add_step(struct when_format *f, char field, char c)
{
	f->step = mem_grow(f->step, f->n, &f->cap, sizeof *f->step);
	f->step[f->n++] = (struct step){field, c};
	f->zone |= field == 'z' || field == 's';
	f->date |= field == 'Y' || field == 'y' || field == 's';
	f->clock |= field != LITERAL && strchr("HIMSfs", field) != NULL;
	if (f->first == '\0' && (field == 'H' || field == 'M' || field == 'S'))
		f->first = field;
}

/* Forms that stand for others. */
static const char *
long_form(char field)
{
	switch (field) {
	case 'T':
		return "%H:%M:%S";
	case 'R':
		return "%H:%M";
	case 'F':
		return "%Y-%m-%d";
	case 'D':
		return "%m/%d/%y";
	default:
		return NULL;
	}
}

static bool
add_steps(struct when_format *f, struct str s, struct fault *fault_at)
{
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == ' ' || c == '\t') {
			if (f->n == 0 || f->step[f->n - 1].field != BLANKS)
				add_step(f, BLANKS, c);
		} else if (c != '%') {
			add_step(f, LITERAL, c);
		} else if (++i < s.len && s.at[i] == '%') {
			add_step(f, LITERAL, '%');
		} else if (i < s.len && long_form(s.at[i]) != NULL) {
			add_steps(f, str_of(long_form(s.at[i])), fault_at);
		} else if (i < s.len && s.at[i] != '\0' &&
			   strchr("YymdeHIMSpbBjfzs", s.at[i]) != NULL) {
			add_step(f, s.at[i], '\0');
		} else {
			fault_at->at = i;
			for (size_t k = 0; k < i && k < s.len; k++) /* in characters */
				fault_at->at -= ((unsigned char)s.at[k] & 0xC0) == 0x80;
			return fault(fault_at,
			    "no time form '%%%s'; there are Y y m d e H I M S p b B j f z s T D F "
			    "R %%",
			    i < s.len ? diag_text((struct str){s.at + i, 1}) : "");
		}
	}
	return true;
}

static bool
has(const struct when_format *f, char field)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->step[i].field == field)
			return true;
	return false;
}

struct when_format *
when_format_new(struct str s, struct fault *wrong)
{
	struct when_format *f = mem_new(1, sizeof *f);

	wrong->at = 1;
	if (add_steps(f, s, wrong)) {
		if (f->n == 0)
			fault(wrong, "an empty time format");
		else if (has(f, 'I') != has(f, 'p'))
			fault(wrong, "a time format with only one of %%I and %%p");
		else
			return f;
	}
	when_format_free(f);
	return NULL;
}

void
when_format_free(struct when_format *f)
{
	if (f != NULL) {
		free(f->step);
		free(f);
	}
}

bool
when_format_has_zone(const struct when_format *f)
{
	return f->zone;
}

static void
skip(struct str *s, size_t n)
{
	s->at += n;
	s->len -= n;
}

static bool
read_fields(const struct when_format *f, char wide, struct str s, struct when_fields *v)
{
	*v = (struct when_fields){.month = 1, .mday = 1};
	for (size_t i = 0; i < f->n; i++) {
		struct step step = f->step[i];

		if (step.field == LITERAL) {
			if (s.len == 0 || *s.at != step.c)
				return false;
			skip(&s, 1);
		} else if (step.field == BLANKS) {
			size_t before = s.len;

			while (s.len > 0 && (*s.at == ' ' || *s.at == '\t'))
				skip(&s, 1);
			if (s.len == before)
				return false;
		} else if (!when_field(step.field, wide, &s, v)) {
			return false;
		}
	}
	if (v->am || v->pm)
		v->hour = v->hour % 12 + (v->pm ? 12 : 0);
	return s.len == 0;
}

/* The day and second that the fields say, an offset taken off. */
static bool
place(const struct when_fields *v, struct when *w)
{
	int64_t total;

	if (v->epoch_given) {
		if (v->epoch < 0 && v->nano > 0) /* before or after the second? */
			return false;
		total = v->epoch;
	} else {
		if (v->hour > 23 || v->minute > 59 || v->second > 59 ||
		    !when_day(v->year, v->month, v->mday, &w->day))
			return false;
		if (v->yday > 0) {
			int year, month, mday;

			w->day += v->yday - 1;
			when_civil(w->day, &year, &month, &mday);
			if (year != v->year)
				return false;
		}
		total =
		    (int64_t)w->day * DAY + v->hour * 3600 + v->minute * 60 + v->second - v->offset;
	}
	total -= (int64_t)EPOCH_FIRST * DAY;
	if (total < 0 || total / DAY > EPOCH_LAST - EPOCH_FIRST)
		return false;
	w->day = (int32_t)(total / DAY) + EPOCH_FIRST;
	w->second = (int32_t)(total % DAY);
	return true;
}

bool
when_format_read(const struct when_format *f, struct str s, struct when *w, bool *instant)
{
	struct when_fields v;

	*instant = false;
	if (!f->date || !read_fields(f, '\0', s, &v) || !place(&v, w))
		return false;
	w->nano = v.nano;
	w->digits = v.digits;
	w->form = v.digits > 0 ? WHEN_FRACTION : f->clock ? WHEN_SECOND : WHEN_DATE;
	*instant = f->zone;
	/* A zone moves an instant by less than a day; the calendar has to reach that far. */
	return !f->zone || (w->day > EPOCH_FIRST && w->day < EPOCH_LAST);
}

bool
when_format_duration(const struct when_format *f, struct str s, struct num *seconds)
{
	struct when_fields v;
	int64_t whole;

	*seconds = NUM_NONE;
	if (!f->clock || !read_fields(f, f->first, s, &v) || (v.epoch < 0 && v.nano > 0))
		return false;
	if ((v.minute > 59 && f->first != 'M') || (v.second > 59 && f->first != 'S'))
		return false;
	whole = v.epoch + v.hour * 3600 + v.minute * 60 + v.second;
	*seconds = num_normal(
	    num_add(NUM(whole), (struct num){.small = v.nano, .kind = NUM_SMALL, .scale = 9}));
	return true;
}
