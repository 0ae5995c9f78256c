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

/* A block of customers as one score sees them. */
struct view {
	const struct scored *scored;
	const struct crowd *crowd;
	const struct feature *feature;
	struct marks marks;
};

static struct vec
numbers_of(struct desk *d, const struct view *v, enum feature_name name)
{
	size_t n = v->crowd->n;
	struct num *x = arena_zero(&d->arena, n + 1, sizeof *x);
	const double *mark = name == F_SCORE ? v->marks.score : v->marks.pct;

	for (size_t i = 0; i < n; i++) {
		if (name == F_SCORE || name == F_PCT)
			x[i] = mark ? real_or_null(mark[i]) : NUM_NONE;
		else if (v->feature && v->feature[i].here)
			x[i] = real_or_null(feature_value(
			    d->sense, &d->sense->kind[v->scored->kind], &v->feature[i], name));
	}
	return (struct vec){.type = TYPE_NUMBER, .num = x};
}

static struct vec
texts_of(struct desk *d, const struct view *v, enum feature_name name)
{
	size_t n = v->crowd->n;
	struct str *x = arena_zero(&d->arena, n + 1, sizeof *x);

	for (size_t i = 0; i < n; i++)
		if (name == F_KIND)
			x[i] = v->scored->def->name;
		else if (v->marks.level && v->marks.level[i])
			x[i] = v->scored->level[v->marks.level[i] - 1];
	return (struct vec){.type = TYPE_TEXT, .text = x};
}

static struct vec
counts_of(struct desk *d, const struct crowd *c, size_t kind)
{
	struct num *v = arena_zero(&d->arena, c->n + 1, sizeof *v);

	for (size_t i = 0; i < c->n; i++) {
		int64_t count = 0;

		for (uint64_t h = c->first[i]; h < c->first[i + 1]; h++)
			count += c->hit[h].kind == kind && c->hit[h].second <= d->sense->moment;
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
desk_fill(struct desk *d, const struct scored *c, const struct crowd *crowd,
    const struct feature *feature, struct marks marks)
{
	const struct sense *s = d->sense;
	struct view v = {c, crowd, feature, marks};

	arena_reset(&d->arena);
	for (size_t i = 0; i < s->desk_columns; i++) {
		struct desk_column col = s->desk_column[i];

		if (col.is == DESK_HELD)
			d->vec[i] = (struct vec){.type = TYPE_ANY, .text = crowd->column[col.at]};
		else if (col.is == DESK_COUNT)
			d->vec[i] = counts_of(d, crowd, col.at);
		else if (col.at == F_KIND || col.at == F_LEVEL)
			d->vec[i] = texts_of(d, &v, (enum feature_name)col.at);
		else
			d->vec[i] = numbers_of(d, &v, (enum feature_name)col.at);
	}
	notes_clear(&d->notes);
	d->columns = (struct columns){.n = crowd->n,
	    .col = d->vec,
	    .cols = s->desk_columns,
	    .notes = &d->notes,
	    .line = no_line};
	eval_batch(d->eval, &d->columns);
}

const struct vec *
desk_get(struct desk *d, int value)
{
	return eval_get(d->eval, value);
}
