/* stage: what is wrong with a stage of a case: missing, repeated, out of order, late, written down
 * too late. */
#include "audit/inner.h"

static bool
happened(const struct stage *s, size_t row, const struct vec *cell)
{
	return num_cmp(cell_numbers(cell, s->cell + STAGE_COUNT)[row], NUM(0)) > 0;
}

static struct str
begin_of(const struct stage *s, size_t row, const struct vec *cell)
{
	return cell_texts(cell, s->cell + STAGE_BEGIN)[row];
}

/* A stage is due when one that comes after it has happened; the last one, always. */
static bool
is_due(const struct audit *a, const struct stage *s, size_t row, const struct vec *cell)
{
	bool due = s->followers == 0;

	for (size_t i = 0; i < s->followers && !due; i++)
		due = happened(&a->stage[s->follower[i]], row, cell);
	return due;
}

/* The stage it comes after that was the last to begin before it; one that began at the same moment
 * counts. */
static struct str
latest_before(const struct audit *a, const struct stage *s, size_t row, const struct vec *cell,
    struct str begin)
{
	struct str latest = {0};

	for (size_t i = 0; i < s->def->afters; i++) {
		struct str other = begin_of(&a->stage[s->def->after[i]], row, cell);

		if (other.len && (begin.len == 0 || str_cmp(other, begin) <= 0) &&
		    str_cmp(other, latest) > 0)
			latest = other;
	}
	return latest;
}

static struct str
told(struct arena *arena, const char *word, struct str text)
{
	return str_of(arena_fmt(arena, "%s=%.*s", word, STR_ARG(text)));
}

static struct str
told_number(struct arena *arena, const char *word, struct num n)
{
	struct buf b = {0};
	struct str s;

	buf_fmt(&b, "%s=", word);
	num_print(&b, n);
	s = arena_dup(arena, buf_slice(&b));
	buf_clear(&b);
	return s;
}

/* It came before all of those it has to come after. */
static bool
too_early(const struct audit *a, const struct stage *s, size_t row, const struct vec *cell,
    struct str *which)
{
	struct str begin = begin_of(s, row, cell);

	for (size_t i = 0; i < s->def->befores; i++) {
		const struct stage *other = &a->stage[s->def->before[i]];

		if (happened(other, row, cell) && str_cmp(begin_of(other, row, cell), begin) < 0) {
			*which = other->def->is.name;
			return true;
		}
	}
	if (s->def->afters == 0 || latest_before(a, s, row, cell, begin).len)
		return false;
	*which = a->stage[s->def->after[0]].def->is.name;
	/* One that is required and did not happen at all is said to be missing. */
	for (size_t i = 0; i < s->def->afters; i++) {
		const struct stage *other = &a->stage[s->def->after[i]];

		if (other->def->required && !happened(other, row, cell))
			return false;
	}
	return true;
}

/* Seconds it took since what it comes after, or since the case began; null: not to be judged. */
static struct num
took(const struct audit *a, const struct stage *s, size_t row, const struct vec *cell,
    struct str moment)
{
	struct str begin = begin_of(s, row, cell), from = latest_before(a, s, row, cell, begin);

	if (s->def->afters == 0)
		from = moment;
	if (begin.len == 0)
		begin = a->want.now;
	return s->calendar ? workcal_worktime(s->calendar, from, begin) : when_elapsed(from, begin);
}

size_t
stage_flaws(const struct audit *a, const struct stage *s, size_t row, const struct vec *cell,
    struct str moment, struct flaw *flaw, struct arena *arena)
{
	struct num count = cell_numbers(cell, s->cell + STAGE_COUNT)[row],
		   late = cell_numbers(cell, s->cell + STAGE_WRITTEN)[row];
	bool here = happened(s, row, cell);
	struct num seconds;
	struct str which;
	size_t n = 0;

	if (!here && s->def->required && is_due(a, s, row, cell))
		flaw[n++] = (struct flaw){"missing", {0}};
	if (s->def->once && num_cmp(count, NUM(1)) > 0)
		flaw[n++] = (struct flaw){"repeated", told_number(arena, "count", count)};
	if (here && too_early(a, s, row, cell, &which))
		flaw[n++] = (struct flaw){"out of order", told(arena, "before", which)};
	if (s->def->within.kind != NUM_NULL) {
		seconds = took(a, s, row, cell, moment);
		if (seconds.kind != NUM_NULL && num_cmp(seconds, s->def->within) > 0)
			flaw[n++] = (struct flaw){"late", told_number(arena, "seconds", seconds)};
	}
	if (late.kind != NUM_NULL)
		flaw[n++] = (struct flaw){"written late", told_number(arena, "seconds", late)};
	return n;
}
