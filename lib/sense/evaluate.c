/* evaluate: expressions over a block of customers, for one score. */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/inner.h"
#include <math.h>
#include <stdlib.h>

struct desk {
	struct sense *sense;
	struct eval *eval;
	struct vec *vec;
	struct arena arena;
	struct columns columns;
	struct notes notes;
};

struct desk *
desk_new(struct sense *s)
{
	struct desk *d = mem_new(1, sizeof *d);

	d->sense = s;
	d->eval = eval_new(s->desk);
	d->vec = mem_new(s->desk_columns + 1, sizeof *d->vec);
	return d;
}

void
desk_free(struct desk *d)
{
	notes_clear(&d->notes);
	eval_free(d->eval);
	arena_clear(&d->arena);
	free(d->vec);
	free(d);
}

static struct num
real_or_null(double x)
{
	return isnan(x) ? NUM_NONE : num_real(x);
}

struct num
feature_number(
    const struct sense *s, const struct scored *c, const struct feature *f, enum feature_name name)
{
	const struct kind *k = &s->kind[c->kind];

	if (!f->here)
		return NUM_NONE;
	switch (name) {
	case F_CHANCE:
		return num_real(100 * empirical_chance(&k->fit, f->n, f->e, s->want.horizon));
	case F_RATE:
		return num_real(30 * empirical_rate(&k->fit, f->n, f->e));
	case F_EXPECTED:
		return num_real(s->want.horizon * empirical_rate(&k->fit, f->n, f->e));
	case F_EVENTS:
		return NUM(f->events);
	case F_EVENTS_90:
		return NUM(f->events_90);
	case F_DAYS_SINCE:
		return f->last == SENSE_NEVER ? NUM_NONE
					      : num_real(floor(days_between(f->last, s->moment)));
	default:
		return num_real(floor(f->exposure));
	}
}

static struct vec
numbers_of(struct desk *d, const struct scored *c, enum feature_name name, size_t from, size_t n)
{
	const struct sense *s = d->sense;
	struct num *v = arena_zero(&d->arena, n + 1, sizeof *v);
	struct lens lens = {0};

	if (c->kind >= 0)
		lens = lens_now(s, (size_t)c->kind);
	for (size_t i = 0; i < n; i++) {
		if (name == F_SCORE) {
			v[i] = real_or_null(c->score[from + i]);
		} else if (name == F_PCT) {
			v[i] = real_or_null(c->pct[from + i]);
		} else if (c->kind >= 0) {
			struct feature f = feature_at(s, &lens, from + i);

			v[i] = feature_number(s, c, &f, name);
		}
	}
	return (struct vec){.type = TYPE_NUMBER, .num = v};
}

static struct vec
texts_of(struct desk *d, const struct scored *c, enum feature_name name, size_t from, size_t n)
{
	struct str *v = arena_zero(&d->arena, n + 1, sizeof *v);

	for (size_t i = 0; i < n; i++) {
		uint8_t level = c->at_level ? c->at_level[from + i] : 0;

		if (name == F_KIND)
			v[i] = c->def->name;
		else if (level)
			v[i] = c->level[level - 1];
	}
	return (struct vec){.type = TYPE_TEXT, .text = v};
}

static struct vec
counts_of(struct desk *d, size_t kind, size_t from, size_t n)
{
	const struct sense *s = d->sense;
	struct num *v = arena_zero(&d->arena, n + 1, sizeof *v);

	for (size_t i = 0; i < n; i++) {
		int64_t count = 0;

		for (uint64_t h = s->first[from + i]; h < s->first[from + i + 1]; h++)
			count += s->hit[h].kind == kind && s->hit[h].second <= s->moment;
		v[i] = NUM(count);
	}
	return (struct vec){.type = TYPE_NUMBER, .num = v};
}

static size_t
no_line(const void *arg, size_t row)
{
	(void)arg;
	return row;
}

void
desk_fill(struct desk *d, const struct scored *c, size_t from, size_t n)
{
	const struct sense *s = d->sense;

	arena_reset(&d->arena);
	for (size_t i = 0; i < s->desk_columns; i++) {
		struct desk_column col = s->desk_column[i];

		if (col.is == DESK_HELD)
			d->vec[i] =
			    (struct vec){.type = TYPE_ANY, .text = s->people.column[col.at] + from};
		else if (col.is == DESK_COUNT)
			d->vec[i] = counts_of(d, col.at, from, n);
		else if (col.at == F_KIND || col.at == F_LEVEL)
			d->vec[i] = texts_of(d, c, (enum feature_name)col.at, from, n);
		else
			d->vec[i] = numbers_of(d, c, (enum feature_name)col.at, from, n);
	}
	notes_clear(&d->notes);
	d->columns = (struct columns){
	    .n = n, .col = d->vec, .cols = s->desk_columns, .notes = &d->notes, .line = no_line};
	eval_batch(d->eval, &d->columns);
}

const struct vec *
desk_get(struct desk *d, int value)
{
	return eval_get(d->eval, value);
}
