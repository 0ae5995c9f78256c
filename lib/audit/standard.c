/* standard: limits, stages and rules bound: what they need of the case and of its events. */
#include "audit/inner.h"
#include "base/mem.h"
#include "expr/tree_make.h"
#include <stdlib.h>

static int
value_or_none(struct audit *a, struct mind *d, const struct tree *t, enum type want)
{
	return t ? bind_value(a, d, t, want) : -1;
}

/* A value of each event. */
static int
event_cell(struct audit *a, const struct tree *t, enum type want)
{
	struct misfit m;
	int cell = t ? feed_cell(&a->feed[a->defs->event], t, want, &m) : -1;

	if (t && cell < 0)
		misfit_die(&m);
	return cell;
}

static const struct workcal *
calendar_of(const struct audit *a, struct str name, struct place place)
{
	struct misfit m = {.place = place};
	const struct workcal *c = name.len ? shelf_calendar(a->defs->shelf, name, &m.fault) : NULL;

	if (name.len && c == NULL)
		misfit_die(&m);
	return c;
}

/* A limit or stage over events is made where they and their case are together. */
static struct item *
event_item(struct audit *a, enum item_kind kind, struct place place)
{
	const struct tree *key[AUDIT_KEYS];
	struct item *it = item_new(a, kind);
	const struct source_def *def;
	struct misfit m;

	if (a->defs->event < 0) {
		misfit(
		    &m, place, "a stage of events; expected `source event` with its link above it");
		misfit_die(&m);
	}
	def = &a->defs->source[a->defs->event];
	it->source = (size_t)a->defs->event;
	for (size_t i = 0; i < def->links && i < AUDIT_KEYS; i++)
		key[i] = def->link[i].tree;
	if (audit_feed(a, it->source, place, &m) == NULL ||
	    !item_keys(a, &a->mind, it, key, def->links, &m))
		misfit_die(&m);
	return it;
}

static void
item_take(struct audit *a, struct item *it, int cell, size_t cells)
{
	it->level = a->level + 1;
	it->cell = cell;
	for (size_t i = 0; i < cells; i++) {
		a->cell[cell + (int)i].level = it->level;
		a->cell[cell + (int)i].others = a->others || it->kind == ITEM_IDS;
	}
	a->item = mem_grow(a->item, a->items, &a->item_cap, sizeof *a->item);
	a->item[a->items++] = it;
}

/* What happened to the clock at an event: the first that holds. */
static const struct tree *
act_tree(struct audit *a, const struct limit_def *l)
{
	const struct tree *t = tree_text(&a->arena, (struct str){0});
	const struct {
		const struct tree *when;
		struct str act;
	} acts[] = {{l->start, STR_INIT("5")}, {l->resume, STR_INIT("4")},
	    {l->pause, STR_INIT("3")}, {l->stop, STR_INIT("2")}, {l->reset, STR_INIT("1")}};

	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
		if (acts[i].when)
			t = tree_if(&a->arena, acts[i].when, tree_text(&a->arena, acts[i].act), t);
	return t;
}

static void
bound_take(struct audit *a, struct mind *d, struct bound *b, const struct standard *is, bool owner)
{
	b->is = is;
	b->where = value_or_none(a, d, is->where, TYPE_TRUTH);
	b->owner = owner ? value_or_none(a, d, is->owner, TYPE_TEXT) : -1;
}

static void
limit_bind(struct audit *a, struct limit *l, const struct limit_def *def)
{
	static const enum type types[] = {TYPE_TEXT, TYPE_NUMBER, TYPE_NUMBER, TYPE_NUMBER,
	    TYPE_TEXT, TYPE_TEXT, TYPE_TEXT, TYPE_NUMBER, TYPE_TRUTH, TYPE_TEXT, TYPE_TEXT};
	struct mind *with = arena_zero(&a->arena, 1, sizeof *with);
	struct item *it;

	*l = (struct limit){.def = def,
	    .act = -1,
	    .owner = -1,
	    .calendar = calendar_of(a, def->calendar, def->is.place)};
	it = def->start ? event_item(a, ITEM_LIMIT, def->is.place) : item_new(a, ITEM_OWN);
	it->limit = l;
	l->cell = (int)a->cells;
	for (size_t i = 0; i < LIMIT_CELLS; i++)
		cell_made(a, types[i], 0, def->is.name);
	a->level = 0;
	a->others = false;
	bound_take(a, &a->mind, &l->is, &def->is, def->start == NULL);
	l->limit = value_or_none(a, &a->mind, def->tree, TYPE_NUMBER);
	mind_open(with, a, NULL, 0);
	with->started = l;
	l->due = value_or_none(a, with, def->due, TYPE_TEXT);
	l->from = value_or_none(a, &a->mind, def->from, TYPE_TEXT);
	l->to = value_or_none(a, &a->mind, def->to, TYPE_TEXT);
	if (def->start) {
		l->act = event_cell(a, act_tree(a, def), TYPE_TEXT);
		l->owner = event_cell(a, def->is.owner, TYPE_TEXT);
	}
	item_take(a, it, l->cell, LIMIT_CELLS);
}

/* Which stages come after it, directly or through others. */
static void
followers_find(struct audit *a, struct stage *s, size_t self)
{
	const struct audit_defs *defs = a->defs;
	bool *is = arena_zero(&a->arena, defs->stages + 1, sizeof *is), more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < defs->stages; i++) {
			const struct stage_def *other = &defs->stage[i];
			bool comes = false;

			for (size_t k = 0; k < other->afters; k++)
				comes |= other->after[k] == self || is[other->after[k]];
			for (size_t k = 0; k < defs->stages; k++)
				for (size_t b = 0; b < defs->stage[k].befores; b++)
					comes |=
					    defs->stage[k].before[b] == i && (k == self || is[k]);
			if (comes && !is[i] && i != self)
				is[i] = more = true;
		}
	}
	s->follower = arena_zero(&a->arena, defs->stages + 1, sizeof *s->follower);
	for (size_t i = 0; i < defs->stages; i++)
		if (is[i])
			s->follower[s->followers++] = i;
}

static void
stage_bind(struct audit *a, struct stage *s, const struct stage_def *def)
{
	static const enum type types[] = {TYPE_NUMBER, TYPE_TEXT, TYPE_TEXT, TYPE_NUMBER};
	struct item *it = event_item(a, ITEM_STAGE, def->is.place);

	*s = (struct stage){.def = def, .calendar = calendar_of(a, def->calendar, def->is.place)};
	it->stage = s;
	s->cell = (int)a->cells;
	for (size_t i = 0; i < STAGE_CELLS; i++)
		cell_made(a, types[i], 0, def->is.name);
	a->level = 0;
	a->others = false;
	bound_take(a, &a->mind, &s->is, &def->is, true);
	s->event = event_cell(a, def->tree, TYPE_TRUTH);
	s->written = event_cell(a, def->written, TYPE_TEXT);
	followers_find(a, s, (size_t)(def - a->defs->stage));
	item_take(a, it, s->cell, STAGE_CELLS);
}

/* The number of a case among those of its group for which the rule is judged; and who they are. */
static void
rule_group(struct audit *a, struct rule *r)
{
	const struct rule_def *def = r->def;
	struct item *it = item_new(a, ITEM_IDS);
	struct misfit m;

	if (a->feed[0].def->time == NULL) {
		misfit(&m, def->is.place,
		    "per needs the moment of a case; give the first source a `time`");
		misfit_die(&m);
	}
	a->level = 0;
	a->others = false;
	if (!item_keys(a, &a->mind, it, def->per, def->pers, &m))
		misfit_die(&m);
	it->where = value_or_none(a, &a->mind, def->is.where, TYPE_TRUTH);
	r->first = cell_made(a, TYPE_NUMBER, a->level + 1, def->is.name);
	r->ids = cell_made(a, TYPE_TEXT, a->level + 1, def->is.name);
	r->per = arena_zero(&a->arena, def->pers, sizeof *r->per);
	for (size_t i = 0; i < def->pers; i++)
		r->per[i] = bind_value(a, &a->mind, def->per[i], TYPE_ANY);
	item_take(a, it, r->first, 2);
}

static void
rule_bind(struct audit *a, struct rule *r, const struct rule_def *def)
{
	*r = (struct rule){.def = def,
	    .first = -1,
	    .ids = -1,
	    .whole = tree_both(&a->arena, def->is.where, def->tree)};
	mind_open(&r->mind, a, r, 0);
	if (def->pers)
		rule_group(a, r);
	a->level = 0;
	a->others = false;
	bound_take(a, &a->mind, &r->is, &def->is, true);
	r->holds = bind_value(a, &r->mind, def->tree, TYPE_TRUTH);
	r->others = a->others || def->pers;
	r->show = arena_zero(&a->arena, def->shows + 1, sizeof *r->show);
	for (size_t i = 0; i < def->shows; i++)
		r->show[i] = bind_value(a, &a->mind, def->show[i], TYPE_ANY);
}

static int
by_order(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return x[0] < y[0] ? -1 : x[0] > y[0];
}

/* As they stand in the files, limits and stages first known to what stands below them. */
void
bind_standards(struct audit *a)
{
	const struct audit_defs *d = a->defs;
	size_t n = 0, total = d->limits + d->stages + d->rules;
	size_t(*at)[3] = arena_zero(&a->arena, total + 1, sizeof *at);

	if (total == 0) {
		struct misfit m;

		misfit(&m, d->defs->first ? d->defs->first->place : (struct place){0},
		    "nothing to hold a case against; expected a limit, a stage or a rule");
		misfit_die(&m);
	}
	a->limit = arena_zero(&a->arena, d->limits + 1, sizeof *a->limit);
	a->stage = arena_zero(&a->arena, d->stages + 1, sizeof *a->stage);
	a->rule = arena_zero(&a->arena, d->rules + 1, sizeof *a->rule);
	a->order = arena_zero(&a->arena, total + 1, sizeof *a->order);
	for (size_t i = 0; i < d->limits; i++, n++)
		at[n][0] = d->limit[i].is.order, at[n][1] = IS_LIMIT, at[n][2] = i;
	for (size_t i = 0; i < d->stages; i++, n++)
		at[n][0] = d->stage[i].is.order, at[n][1] = IS_STAGE, at[n][2] = i;
	for (size_t i = 0; i < d->rules; i++, n++)
		at[n][0] = d->rule[i].is.order, at[n][1] = IS_RULE, at[n][2] = i;
	qsort(at, n, sizeof *at, by_order);
	for (size_t i = 0; i < n; i++) {
		a->order[i].kind = (unsigned)at[i][1];
		a->order[i].at = at[i][2];
		if (at[i][1] == IS_LIMIT)
			limit_bind(a, &a->limit[at[i][2]], &d->limit[at[i][2]]), a->limits++;
		else if (at[i][1] == IS_STAGE)
			stage_bind(a, &a->stage[at[i][2]], &d->stage[at[i][2]]), a->stages++;
		else
			rule_bind(a, &a->rule[at[i][2]], &d->rule[at[i][2]]), a->rules++;
	}
	a->orders = n;
}
