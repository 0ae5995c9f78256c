/* aggregate: a call such as mean(wait where answered), the states it needs and the figure they
 * give. */
#include "base/mem.h"
#include "figure/inner.h"
#include "expr/tree_make.h"
#include <stdlib.h>

/*
 * Which states a function is finished from.  `held` and `judged` are the two halves of share,
 * `filled` that of mean: nobody writes them, ratio.c asks for them.
 */
static const struct function {
	const char *name;
	enum type type;
	size_t states;
	enum state_kind state[3];
	bool whole; /* a number of rows */
} functions[] = {
    {"count", TYPE_NUMBER, 1, {STATE_COUNT}, true},
    {"held", TYPE_NUMBER, 1, {STATE_COUNT}, true},
    {"judged", TYPE_NUMBER, 1, {STATE_COUNT}, true},
    {"filled", TYPE_NUMBER, 1, {STATE_FILLED}, true},
    {"share", TYPE_NUMBER, 2, {STATE_COUNT, STATE_COUNT}, false},
    {"sum", TYPE_NUMBER, 2, {STATE_SUM, STATE_FILLED}, false},
    {"mean", TYPE_NUMBER, 2, {STATE_SUM, STATE_FILLED}, false},
    {"var", TYPE_NUMBER, 3, {STATE_SUM, STATE_FILLED, STATE_SQUARES}, false},
    {"sd", TYPE_NUMBER, 3, {STATE_SUM, STATE_FILLED, STATE_SQUARES}, false},
    {"min", TYPE_NUMBER, 1, {STATE_MIN}, false},
    {"max", TYPE_NUMBER, 1, {STATE_MAX}, false},
    {"median", TYPE_NUMBER, 1, {STATE_NUMBERS}, false},
    {"quantile", TYPE_NUMBER, 1, {STATE_NUMBERS}, false},
    {"mode", TYPE_TEXT, 1, {STATE_TEXTS}, false},
    {"distinct", TYPE_NUMBER, 1, {STATE_TEXTS}, false},
    {"earliest", TYPE_TEXT, 1, {STATE_EARLIEST}, false},
    {"latest", TYPE_TEXT, 1, {STATE_LATEST}, false},
};

static const struct function *
function_find(struct str name)
{
	for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
		if (str_eq(name, str_of(functions[i].name)))
			return &functions[i];
	return NULL;
}

enum type
aggregate_type(struct str function)
{
	const struct function *f = function_find(function);

	return f ? f->type : TYPE_ANY;
}

size_t
aggregate_states(const struct aggregate *a)
{
	return a->stock ? 1 : function_find(a->function)->states;
}

static bool
same_state(const struct state *a, const struct state *b)
{
	return a->kind == b->kind && a->view == b->view && a->value == b->value &&
	       a->where == b->where && a->period == b->period && a->tuples == b->tuples &&
	       (a->tuples == 0 || memcmp(a->tuple, b->tuple, a->tuples * sizeof *a->tuple) == 0);
}

size_t
state_need(struct figure *f, struct state state)
{
	for (size_t s = 0; s < f->states; s++)
		if (same_state(&f->state[s], &state))
			return s;
	f->state = mem_grow(f->state, f->states, &f->state_cap, sizeof *f->state);
	state.name = str_of(arena_fmt(&f->arena, "s%zu", f->states + 1));
	f->state[f->states] = state;
	return f->states++;
}

/* The other source an aggregate ranges over, if one is named in it; one source each. */
static bool
foreign(struct figure *f, const struct tree *t, struct str *name, struct misfit *m)
{
	bool fits = true;

	if (t == NULL)
		return true;
	if (t->op == T_NAME && t->source.len) {
		if (name->len && !str_eq(*name, t->source))
			return misfit(m, t->place,
			    "columns of '%.*s' and of '%.*s' in one aggregate; expected those of "
			    "one source",
			    STR_ARG(*name), STR_ARG(t->source));
		*name = t->source;
	}
	for (size_t i = 0; i < t->kids && fits; i++)
		fits = foreign(f, t->kid[i], name, m);
	for (size_t i = 0; i < t->pers && fits; i++)
		fits = foreign(f, t->per[i], name, m);
	return fits && foreign(f, t->where, name, m);
}

/* count(visit): the rows of a source by its name. */
static bool
counts_source(struct figure *f, const struct view *v, const struct tree *call)
{
	return str_eq(call->text, STR("count")) && call->kids == 1 && call->kid[0]->op == T_NAME &&
	       call->kid[0]->source.len == 0 &&
	       (v->source->header == NULL ||
		   header_find(v->source->header, call->kid[0]->text) < 0) &&
	       catalogue_source(f->want.catalogue, call->kid[0]->text) >= 0;
}

/* A row younger than `mature` at --now is not judged yet. */
static const struct tree *
mature(struct figure *f, const struct view *v, const struct kpi_def *kpi)
{
	struct arena *a = &f->arena;

	if (kpi == NULL || !kpi->has_mature || v->moment == NULL || f->want.now.len == 0)
		return NULL;
	return tree_pair(a, T_LE, tree_call2(a, STR("add"), v->moment, tree_number(a, kpi->mature)),
	    tree_call(a, STR("now"), NULL));
}

static int
add(struct view *v, const struct tree *t, enum type want, int guard, struct misfit *m)
{
	return program_add_where(v->source->program, t, &v->scope, want, guard, m);
}

/* The rows an aggregate counts: its `where`, what its function adds, and maturity. */
static bool
where_of(struct figure *f, struct view *v, const struct tree *call, const struct kpi_def *kpi,
    struct str function, int *where, struct misfit *m)
{
	const struct tree *t = tree_both(&f->arena, mature(f, v, kpi), call->where);

	*where = -1;
	if (!counts_source(f, v, call) && call->kids == 1) {
		if (str_eq(function, STR("count")) || str_eq(function, STR("held")))
			t = tree_both(&f->arena, t, call->kid[0]);
		else if (str_eq(function, STR("judged")))
			/* `c or c` is c as a truth: a value that is none is not judged. */
			t = tree_both(&f->arena, t,
			    tree_is_not_null(
				&f->arena, tree_pair(&f->arena, T_OR, call->kid[0], call->kid[0])));
	}
	return t == NULL || (*where = add(v, t, TYPE_TRUTH, v->source->keep, m)) >= 0;
}

static bool
state_value(struct figure *f, struct view *v, const struct tree *call, struct state *state,
    struct misfit *m)
{
	int guard = state->where >= 0 ? state->where : v->source->keep;
	enum type want = state->kind == STATE_EARLIEST || state->kind == STATE_LATEST ||
				 state->kind == STATE_TEXTS
			     ? TYPE_TEXT
			     : TYPE_NUMBER;

	if (state->kind == STATE_COUNT)
		return true;
	if (call->kids == 0)
		return misfit(m, call->place, "%.*s: 0 arguments; expected 1", STR_ARG(call->text));
	if (state->kind == STATE_TEXTS && call->kids > 1) {
		state->tuple = arena_zero(&f->arena, call->kids, sizeof *state->tuple);
		for (; state->tuples < call->kids; state->tuples++)
			if ((state->tuple[state->tuples] =
				    add(v, call->kid[state->tuples], TYPE_ANY, guard, m)) < 0)
				return false;
		state->value = state->tuple[0];
		return true;
	}
	if (state->kind == STATE_TEXTS)
		want = TYPE_ANY;
	state->value = add(v, call->kid[0], want, guard, m);
	return state->value >= 0;
}

/*
 * A level: its sum at each moment, of which the last or the mean counts.  A row that a condition excludes counts 0 rather than
 * not at all: a moment at which nothing fits is a level of 0, not one that is missing.
 */
static bool
stock(struct figure *f, struct view *v, const struct tree *call, struct state *state,
    struct misfit *m)
{
	struct arena *a = &f->arena;
	const struct tree *value = tree_number(a, NUM(1)), *condition = call->where;

	if (!str_eq(call->text, STR("sum")) && !str_eq(call->text, STR("count")))
		return misfit(
		    m, call->place, "%.*s in a stock; expected sum or count", STR_ARG(call->text));
	if (v->moment == NULL)
		return misfit(m, call->place,
		    "a stock needs its moment; give source '%.*s' a `time`",
		    STR_ARG(v->source->def->name));
	state->kind = STATE_STOCK;
	state->period = add(v, v->moment, TYPE_TEXT, v->source->keep, m);
	if (str_eq(call->text, STR("sum")) && call->kids)
		value = call->kid[0];
	else if (call->kids && !counts_source(f, v, call))
		condition = tree_both(a, condition, call->kid[0]);
	if (condition)
		value = tree_if(a, condition, value, tree_number(a, NUM(0)));
	state->value = add(v, value, TYPE_NUMBER, v->source->keep, m);
	return state->period >= 0 && state->value >= 0;
}

static bool
constant_p(struct view *v, struct aggregate *a, struct misfit *m)
{
	struct program *p;
	int value;

	a->p = (struct num){.small = 5, .kind = NUM_SMALL, .scale = 1};
	if (!str_eq(a->function, STR("quantile")))
		return true;
	if (a->call->kids != 2)
		return misfit(
		    m, a->call->place, "quantile: %zu arguments; expected 2", a->call->kids);
	p = program_new();
	value = program_add(p, a->call->kid[1], &v->scope, TYPE_NUMBER, m);
	if (value >= 0 && program_is_constant(p, value))
		a->p = num_decimal(eval_constant_number(p, value));
	else if (value >= 0)
		value =
		    misfit(m, a->call->kid[1]->place,
			"the share of a quantile is no constant; expected a number from 0 to 1") -
		    1;
	program_free(p);
	if (value >= 0 &&
	    (a->p.kind == NUM_NULL || num_cmp(a->p, NUM(0)) < 0 || num_cmp(a->p, NUM(1)) > 0))
		return misfit(
		    m, a->call->kid[1]->place, "the share of a quantile is not from 0 to 1");
	return value >= 0;
}

struct aggregate *
aggregate_new(struct figure *f, struct view *v, const struct tree *call, const struct kpi_def *kpi,
    bool keyed, struct misfit *m)
{
	const struct function *fn = function_find(call->text);
	struct aggregate *a = arena_zero(&f->arena, 1, sizeof *a);
	struct state state = {.view = v, .value = -1, .period = -1};

	*a = (struct aggregate){
	    .call = call, .function = call->text, .view = v, .type = fn->type, .whole = fn->whole};
	if (!keyed)
		view_group(v);
	if (!constant_p(v, a, m))
		return NULL;
	if (kpi && kpi->stock != STOCK_NO) {
		a->stock = kpi;
		state.where = -1;
		if (!stock(f, v, call, &state, m))
			return NULL;
		a->state[0] = state_need(f, state);
		return a;
	}
	for (size_t i = 0; i < fn->states; i++) {
		struct str part = call->text;

		if (str_eq(part, STR("share")))
			part = i == 0 ? STR("held") : STR("judged");
		state = (struct state){.kind = fn->state[i], .view = v, .value = -1, .period = -1};
		if (!where_of(f, v, call, kpi, part, &state.where, m) ||
		    !state_value(f, v, call, &state, m))
			return NULL;
		a->own[i] = state;
		a->state[i] = keyed ? i : state_need(f, state);
	}
	return a;
}

/* The column of the outer program for a call; equal calls over one view are one. */
bool
aggregate_named(struct figure *f, struct view *v, const struct tree *call,
    const struct kpi_def *kpi, struct named *out, struct misfit *m)
{
	struct str other = counts_source(f, v, call) ? call->kid[0]->text : (struct str){0};
	const struct kpi_def *special =
	    kpi && (kpi->stock != STOCK_NO || kpi->has_mature) ? kpi : NULL;
	struct aggregate *a;

	if (function_find(call->text) == NULL)
		return misfit(m, call->place, "%.*s stands over rows; expected an aggregate",
		    STR_ARG(call->text));
	if (call->pers)
		return misfit(m, call->place,
		    "%.*s with per is a value of each row; expected it inside an aggregate",
		    STR_ARG(call->text));
	if (!foreign(f, call, &other, m))
		return false;
	if (other.len && !str_eq(other, v->source->def->name)) {
		struct source *s = figure_source(f, other, call->place);

		v = view_of(s, s->def->time);
	}
	for (size_t i = 0; i < f->aggregates; i++) {
		a = f->aggregate[i];
		if (a->view == v && a->special == special && tree_equal(a->call, call)) {
			*out = (struct named){.is = NAMED_COLUMN,
			    .column = a->column,
			    .type = a->type,
			    .label = call->text};
			return true;
		}
	}
	if ((a = aggregate_new(f, v, call, kpi, false, m)) == NULL)
		return false;
	f->aggregate =
	    mem_grow(f->aggregate, f->aggregates, &f->aggregate_cap, sizeof *f->aggregate);
	a->special = special;
	a->column = (int)(f->want.groups + f->aggregates);
	f->aggregate[f->aggregates++] = a;
	*out = (struct named){
	    .is = NAMED_COLUMN, .column = a->column, .type = a->type, .label = call->text};
	return true;
}
