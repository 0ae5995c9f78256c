/* item: aggregates, prev, next and nth of expressions over a case: which records they range over,
 * and what they need. */
#include "audit/inner.h"
#include "base/mem.h"
#include "expr/tree_make.h"

struct item *
item_new(struct audit *a, enum item_kind kind)
{
	struct item *it = arena_zero(&a->arena, 1, sizeof *it);

	*it = (struct item){.kind = kind, .where = -1, .value = -1, .also = -1};
	return it;
}

static void
item_add(struct audit *a, struct item *it)
{
	a->item = mem_grow(a->item, a->items, &a->item_cap, sizeof *a->item);
	a->item[a->items++] = it;
}

bool
item_keys(struct audit *a, struct mind *d, struct item *it, const struct tree *const *key, size_t n,
    struct misfit *m)
{
	if (n > AUDIT_KEYS)
		return misfit(m, key[0]->place, "%zu keys; expected at most %d", n, AUDIT_KEYS);
	for (size_t i = 0; i < n; i++) {
		int value = bind_value_try(a, d, key[i], TYPE_ANY, m);

		it->keys.tree[i] = key[i];
		if (value < 0)
			return false;
		if (program_type(a->row, value) == TYPE_NUMBER ||
		    program_type(a->row, value) == TYPE_TRUTH)
			it->keys.tree[i] = tree_call(&a->arena, STR("text"), key[i]);
		it->keys.value[i] = bind_value_try(a, d, it->keys.tree[i], TYPE_TEXT, m);
		if (it->keys.value[i] < 0)
			return false;
	}
	it->keys.n = n;
	return true;
}

/* What a tree names: another source, and whether columns of the case. */
struct reach {
	size_t source;
	bool own;
};

static bool reach(struct mind *, const struct tree *, struct reach *, struct misfit *);

static bool
reach_name(struct mind *d, const struct tree *t, struct reach *r, struct misfit *m)
{
	const struct audit_defs *defs = d->audit->defs;
	const struct let *let = t->source.len ? NULL : defs_let(defs->defs, t->text);

	if (let)
		return reach(d, let->tree, r, m);
	for (size_t i = 1; i < defs->sources && t->source.len; i++) {
		if (!str_eq(t->source, defs->source[i].name))
			continue;
		if (r->source && r->source != i)
			return misfit(m, t->place,
			    "columns of '%.*s' and of '%.*s' in one aggregate; expected those of "
			    "one source",
			    STR_ARG(defs->source[r->source].name), STR_ARG(t->source));
		r->source = i;
		return true;
	}
	r->own = true;
	return true;
}

static bool
reach(struct mind *d, const struct tree *t, struct reach *r, struct misfit *m)
{
	for (;;) {
		if (t->op == T_NAME)
			return reach_name(d, t, r, m);
		if (t->op == T_CALL && (t->pers || tree_is_aggregate(t->text))) {
			r->own = true; /* a column of the case */
			return true;
		}
		for (size_t i = 1; i < t->kids; i++)
			if (!reach(d, t->kid[i], r, m))
				return false;
		if (t->kids == 0)
			return true;
		t = t->kid[0];
	}
}

/* count(visit): the rows of a source by its name. */
static size_t
counted_source(const struct audit *a, const struct tree *call)
{
	if (!str_eq(call->text, STR("count")) || call->kids != 1 || call->kid[0]->op != T_NAME ||
	    call->kid[0]->source.len || header_find(a->feed[0].header, call->kid[0]->text) >= 0)
		return 0;
	for (size_t i = 1; i < a->defs->sources; i++)
		if (str_eq(a->defs->source[i].name, call->kid[0]->text))
			return i;
	return 0;
}

static bool
quantile_p(struct audit *a, struct mind *d, struct item *it, struct misfit *m)
{
	const struct tree *call = it->call;
	struct program *p;
	int value;

	if (it->measure.kind != MEASURE_QUANTILE)
		return true;
	if (call->kids != 2)
		return misfit(m, call->place, "quantile: %zu arguments; expected 2", call->kids);
	(void)a;
	p = program_new();
	value = program_add(p, call->kid[1], &d->scope.scope, TYPE_NUMBER, m);
	if (value >= 0 && program_is_constant(p, value))
		it->measure.p = num_decimal(eval_constant_number(p, value));
	else if (value >= 0)
		it->measure.p = NUM_NONE;
	program_free(p);
	if (value < 0)
		return false;
	if (it->measure.p.kind == NUM_NULL || num_cmp(it->measure.p, NUM(0)) < 0 ||
	    num_cmp(it->measure.p, NUM(1)) > 0)
		return misfit(
		    m, call->kid[1]->place, "the share of a quantile is no constant from 0 to 1");
	return true;
}

/* The argument as the measure takes it; NULL if it takes none. */
static bool
argument(
    struct audit *a, struct item *it, bool counts_rows, const struct tree **out, struct misfit *m)
{
	const struct tree *call = it->call;
	size_t least = it->measure.kind == MEASURE_COUNT ? 0 : 1,
	       most = it->measure.kind == MEASURE_QUANTILE ? 2 : 1;

	(void)a;
	*out = NULL;
	if (call->kids < least || call->kids > most)
		return misfit(m, call->place, "%.*s: %zu arguments; expected %zu",
		    STR_ARG(call->text), call->kids, most);
	if (call->kids && !counts_rows)
		*out = call->kid[0];
	return true;
}

static int
add(struct program *p, struct mind *d, const struct tree *t, enum type want, struct misfit *m)
{
	return program_add(p, t, &d->scope.scope, want, m);
}

/* distinct() takes what there is, as text. */
static int
add_value(struct program *p, struct mind *d, const struct tree *t, const struct item *it,
    struct misfit *m)
{
	int value;

	if (it->measure.kind != MEASURE_DISTINCT && it->measure.kind != MEASURE_MODE)
		return add(p, d, t, it->measure.argument, m);
	value = add(p, d, t, TYPE_ANY, m);
	if (value >= 0 &&
	    (program_type(p, value) == TYPE_NUMBER || program_type(p, value) == TYPE_TRUTH))
		t = tree_call(&d->audit->arena, STR("text"), t);
	return value < 0 ? value : add(p, d, t, TYPE_TEXT, m);
}

/* Over linked records alone: what it needs are cells of theirs. */
static bool
bind_rows(struct audit *a, struct item *it, const struct tree *value, struct misfit *m)
{
	struct feed *f = &a->feed[it->source];

	it->kind = ITEM_ROWS;
	if (it->call->where && (it->where = feed_cell(f, it->call->where, TYPE_TRUTH, m)) < 0)
		return false;
	if (value && it->measure.argument == TYPE_TEXT &&
	    (it->value = feed_cell(f, value, TYPE_ANY, m)) >= 0 &&
	    (f->cell[it->value].type == TYPE_NUMBER || f->cell[it->value].type == TYPE_TRUTH))
		value = tree_call(&a->arena, STR("text"), value);
	return value == NULL || (it->value = feed_cell(f, value, it->measure.argument, m)) >= 0;
}

/* Beside columns of the case: a program over pairs. */
static bool
bind_pairs(
    struct audit *a, struct mind *d, struct item *it, const struct tree *value, struct misfit *m)
{
	struct mind *both = arena_zero(&a->arena, 1, sizeof *both);
	struct item *before = a->pairing;
	bool good;

	it->kind = ITEM_PAIRS;
	it->program = program_new();
	mind_open(both, a, d->rule, it->source);
	both->started = d->started;
	a->pairing = it;
	good = (it->call->where == NULL ||
		   (it->where = add(it->program, both, it->call->where, TYPE_TRUTH, m)) >= 0) &&
	       (value == NULL || (it->value = add_value(it->program, both, value, it, m)) >= 0);
	a->pairing = before;
	return good;
}

static bool
bind_linked(struct mind *d, struct item *it, const struct reach *r, struct misfit *m)
{
	struct audit *a = d->audit;
	const struct source_def *def = &a->defs->source[it->source];
	const struct tree *key[AUDIT_KEYS], *value;

	if (it->call->pers)
		return misfit(m, it->call->place,
		    "an aggregate over '%.*s' with per; its link says what belongs together",
		    STR_ARG(def->name));
	if (audit_feed(a, it->source, it->call->place, m) == NULL)
		return false;
	if (def->links > AUDIT_KEYS)
		return misfit(
		    m, def->place, "%zu links; expected at most %d", def->links, AUDIT_KEYS);
	for (size_t i = 0; i < def->links; i++)
		key[i] = def->link[i].tree;
	if (!item_keys(a, &a->mind, it, key, def->links, m) ||
	    !argument(a, it, counted_source(a, it->call) != 0, &value, m))
		return false;
	return r->own ? bind_pairs(a, d, it, value, m) : bind_rows(a, it, value, m);
}

/* Over the cases with equal keys; in a rule with `per`, its own. */
static bool
bind_per(struct mind *d, struct item *it, struct misfit *m)
{
	struct audit *a = d->audit;
	bool implied = it->call->pers == 0;
	const struct tree *const *key =
	    implied ? it->rule->def->per : (const struct tree *const *)it->call->per;
	const struct tree *where = it->call->where, *value;

	it->kind = ITEM_PER;
	if (implied)
		where = tree_both(&a->arena, it->rule->def->is.where, where);
	if (!item_keys(a, d, it, key, implied ? it->rule->def->pers : it->call->pers, m) ||
	    !argument(a, it, false, &value, m))
		return false;
	if (where && (it->where = bind_value_try(a, d, where, TYPE_TRUTH, m)) < 0)
		return false;
	if (value && it->measure.argument == TYPE_TEXT &&
	    (it->value = bind_value_try(a, d, value, TYPE_ANY, m)) >= 0 &&
	    (program_type(a->row, it->value) == TYPE_NUMBER ||
		program_type(a->row, it->value) == TYPE_TRUTH))
		value = tree_call(&a->arena, STR("text"), value);
	return value == NULL ||
	       (it->value = bind_value_try(a, d, value, it->measure.argument, m)) >= 0;
}

static bool
bind_move(struct mind *d, struct item *it, struct misfit *m)
{
	struct audit *a = d->audit;
	const struct tree *call = it->call;
	bool nth = str_eq(call->text, STR("nth"));

	it->kind = ITEM_MOVE;
	it->measure.type = nth ? TYPE_NUMBER : TYPE_TEXT;
	if (a->feed[0].def->time == NULL)
		return misfit(m, call->place,
		    "%.*s needs the moment of a case; give the first source a `time`",
		    STR_ARG(call->text));
	if (call->kids != (nth ? 0 : 1))
		return misfit(m, call->place, "%.*s: %zu arguments; expected %d",
		    STR_ARG(call->text), call->kids, nth ? 0 : 1);
	return item_keys(a, d, it, (const struct tree *const *)call->per, call->pers, m) &&
	       (nth || (it->value = bind_value_try(a, d, call->kid[0], TYPE_TEXT, m)) >= 0);
}

static bool
bind(struct mind *d, struct item *it, struct misfit *m)
{
	struct audit *a = d->audit;
	struct reach r = {.source = counted_source(a, it->call)};
	bool named = r.source != 0;

	if (it->kind == ITEM_MOVE)
		return bind_move(d, it, m);
	if (!quantile_p(a, d, it, m))
		return false;
	for (size_t i = 0; i < it->call->kids && !named; i++)
		if (!reach(d, it->call->kid[i], &r, m))
			return false;
	if (it->call->where && !reach(d, it->call->where, &r, m))
		return false;
	it->source = r.source;
	if (r.source)
		return bind_linked(d, it, &r, m);
	if (it->call->pers == 0 && (it->rule == NULL || it->rule->def->pers == 0))
		return misfit(m, it->call->place,
		    "%.*s over which cases? expected per, or a column of a linked source",
		    STR_ARG(it->call->text));
	return bind_per(d, it, m);
}

void
column_used(struct audit *a, int column)
{
	struct item *it = a->pairing;

	if (it == NULL)
		return;
	for (size_t i = 0; i < it->columns; i++)
		if (it->column[i] == column)
			return;
	it->column = mem_grow(it->column, it->columns, &it->column_cap, sizeof *it->column);
	it->column[it->columns++] = column;
}

static bool
mean_item(struct audit *a, const struct item *it, struct named *out)
{
	a->others |= a->cell[it->cell].others;
	column_used(a, 2 * it->cell);
	if (it->level > a->level)
		a->level = it->level;
	*out = (struct named){.is = NAMED_COLUMN,
	    .column = 2 * it->cell,
	    .type = it->measure.type,
	    .label = it->call->text};
	return true;
}

bool
item_named(struct mind *d, const struct tree *call, struct named *out, struct misfit *m)
{
	struct audit *a = d->audit;
	struct item new = {.kind = ITEM_PER};
	bool move = str_eq(call->text, STR("prev")) || str_eq(call->text, STR("next")) ||
		    str_eq(call->text, STR("nth"));
	unsigned level = a->level;
	bool others = a->others;
	struct item *it;

	m->fault.msg[0] = '\0';
	if (!move && !measure_of(call->text, &new.measure))
		return false; /* not ours: the language names the nearest function */
	for (size_t i = 0; i < a->items; i++)
		if (a->item[i]->call && a->item[i]->rule == d->rule &&
		    tree_equal(a->item[i]->call, call))
			return mean_item(a, a->item[i], out);
	it = item_new(a, move ? ITEM_MOVE : ITEM_PER);
	it->measure = new.measure;
	it->call = call;
	it->rule = d->rule;
	a->level = 0;
	a->others = false;
	if (!bind(d, it, m))
		return false;
	it->level = a->level + 1;
	it->cell = cell_made(a, it->measure.type, it->level, call->text);
	a->cell[it->cell].others = a->others || it->kind == ITEM_PER || it->kind == ITEM_MOVE;
	a->others = others;
	item_add(a, it);
	a->level = level;
	return mean_item(a, it, out);
}
