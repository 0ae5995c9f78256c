/* finish: groups finished some at a time. */
#include "figure/finish.h"
#include "base/mem.h"
#include "figure/gather.h"
#include <stdlib.h>

enum { AT_ONCE = 1024 }; /* groups that are evaluated together */

struct finish {
	struct figure *f;
	struct arena arena; /* of the groups under way */
	struct vec *vec;
	uint32_t *group; /* in memory: all in order; spilled: 0, 1, 2 ... */
	size_t at;
	struct spill *spill; /* NULL: in memory */
	struct table *table; /* spilled: the groups under way */
	struct gather *gather;
	size_t gathers;
};

static void
make_gathers(struct finish *e)
{
	const struct figure *f = e->f;

	e->gather = mem_new(f->aggregates + 1, sizeof *e->gather);
	for (size_t a = 0; a < f->aggregates; a++)
		if (gather_needed(f, f->aggregate[a]))
			e->gather[e->gathers++] =
			    (struct gather){.aggregate = f->aggregate[a], .number = a};
}

struct finish *
finish_new(struct figure *f)
{
	struct finish *e = mem_new(1, sizeof *e);

	e->f = f;
	e->vec = mem_new(f->aggregates + 1, sizeof *e->vec);
	if (f->spilled == NULL) {
		e->group = table_order(f->table);
		return e;
	}
	e->spill = figure_spilled(f);
	e->group = mem_new(AT_ONCE, sizeof *e->group);
	for (size_t i = 0; i < AT_ONCE; i++)
		e->group[i] = (uint32_t)i;
	make_gathers(e);
	return e;
}

/* Room for the figures of n groups; all are null. */
static void
make_room(struct finish *e, size_t n)
{
	const struct figure *f = e->f;

	arena_reset(&e->arena);
	for (size_t a = 0; a < f->aggregates; a++) {
		e->vec[a].type = f->aggregate[a]->type;
		if (e->vec[a].type == TYPE_NUMBER)
			e->vec[a].num = arena_zero(&e->arena, n + 1, sizeof *e->vec[a].num);
		else
			e->vec[a].text = arena_zero(&e->arena, n + 1, sizeof *e->vec[a].text);
	}
}

/* Vectors are read-only but for who makes them. */
static struct num *
number_at(const struct finish *e, size_t aggregate, size_t i)
{
	return (struct num *)(uintptr_t)&e->vec[aggregate].num[i];
}

static struct str *
text_at(const struct finish *e, size_t aggregate, size_t i)
{
	return (struct str *)(uintptr_t)&e->vec[aggregate].text[i];
}

/* The aggregates that are finished from the table. */
static void
fill(struct finish *e, const struct finished *out)
{
	const struct figure *f = e->f;

	for (size_t a = 0; a < f->aggregates; a++) {
		if (e->spill && gather_needed(f, f->aggregate[a]))
			continue;
		for (size_t i = 0; i < out->n; i++)
			if (e->vec[a].type == TYPE_NUMBER)
				aggregate_number(
				    out->table, f->aggregate[a], out->group[i], number_at(e, a, i));
			else
				aggregate_text(
				    out->table, f->aggregate[a], out->group[i], text_at(e, a, i));
	}
}

/* The values of the group that came last, in the place i of those under way. */
static void
gather_group(struct finish *e, size_t i)
{
	struct spill_value v;

	for (size_t k = 0; k < e->gathers; k++)
		gather_begin(
		    &e->gather[k], spill_values(e->spill, e->gather[k].aggregate->state[0]));
	while (spill_value(e->spill, &v))
		for (size_t k = 0; k < e->gathers; k++)
			if (e->gather[k].aggregate->state[0] == v.state)
				gather_value(&e->gather[k], &v);
	for (size_t k = 0; k < e->gathers; k++) {
		struct gather *g = &e->gather[k];

		if (e->vec[g->number].type == TYPE_NUMBER)
			*number_at(e, g->number, i) = gather_number(g);
		else
			*text_at(e, g->number, i) = arena_dup(&e->arena, gather_text(g));
	}
}

static bool
next_spilled(struct finish *e, struct finished *out)
{
	uint32_t group;

	table_free(e->table);
	e->table = figure_table(e->f);
	make_room(e, AT_ONCE);
	*out = (struct finished){.table = e->table, .group = e->group, .vec = e->vec};
	while (out->n < AT_ONCE && spill_group(e->spill, e->table, &group))
		gather_group(e, out->n++);
	return out->n > 0;
}

bool
finish_next(struct finish *e, struct finished *out)
{
	size_t left;

	if (e->spill) {
		if (!next_spilled(e, out))
			return false;
	} else {
		left = table_groups(e->f->table) - e->at;
		*out = (struct finished){.table = e->f->table,
		    .group = e->group + e->at,
		    .n = left < AT_ONCE ? left : AT_ONCE,
		    .vec = e->vec};
		if (left == 0)
			return false;
		table_approach(out->table, out->group, out->n);
		e->at += out->n;
		make_room(e, out->n);
	}
	fill(e, out);
	return true;
}

void
finish_free(struct finish *e)
{
	for (size_t k = 0; k < e->gathers; k++)
		gather_clear(&e->gather[k]);
	spill_free(e->spill);
	table_free(e->table);
	arena_clear(&e->arena);
	free(e->gather);
	free(e->group);
	free(e->vec);
	free(e);
}
