/* keyed: prev, next, nth, and aggregates with `per`: values of each row that rest on all rows with
 * equal keys. */
#include "base/mem.h"
#include "figure/inner.h"
#include "expr/tree_make.h"

enum { KEYS_MAX = 64 }; /* names after one per */

bool
tree_is_neighbour(struct str fn)
{
	return str_eq(fn, STR("prev")) || str_eq(fn, STR("next")) || str_eq(fn, STR("nth"));
}

static bool
add(struct view *v, const struct tree *t, enum type want, int *value, struct misfit *m)
{
	*value = program_add_where(v->source->program, t, &v->scope, want, v->source->keep, m);
	return *value >= 0;
}

/* What a keyed call needs of each row; keyed columns inside it are made first, so they stand before
 * it. */
static bool
fill(struct keyed *k, struct misfit *m)
{
	struct view *v = k->view;
	struct figure *f = v->source->figure;
	const struct tree *call = k->call;

	if (call->pers > KEYS_MAX)
		return misfit(m, call->place, "%zu keys after per; expected at most %d", call->pers, KEYS_MAX);
	k->key = arena_zero(&f->arena, call->pers + 1, sizeof *k->key);
	for (; (size_t)k->keys < call->pers; k->keys++)
		if (!add(v, call->per[k->keys], TYPE_ANY, &k->key[k->keys], m))
			return false;
	if (tree_is_neighbour(call->text)) {
		if (v->moment == NULL)
			return misfit(m, call->place,
			    "%.*s needs the moment of a row; give the source a `time`",
			    STR_ARG(call->text));
		k->type = str_eq(call->text, STR("nth")) ? TYPE_NUMBER : TYPE_TEXT;
		return add(v, v->moment, TYPE_TEXT, &k->moment, m) &&
		       (call->kids == 0 || add(v, call->kid[0], TYPE_TEXT, &k->x, m));
	}
	struct tree *plain = arena_zero(&f->arena, 1, sizeof *plain);

	*plain = *call;
	plain->per = NULL;
	plain->pers = 0;
	k->aggregate = aggregate_new(f, v, plain, NULL, true, m);
	k->type = aggregate_type(call->text);
	return k->aggregate != NULL;
}

bool
keyed_named(struct view *v, const struct tree *call, struct named *out, struct misfit *m)
{
	struct source *s = v->source;
	struct keyed *k;

	m->fault.msg[0] = '\0';
	if (!tree_is_neighbour(call->text) && aggregate_type(call->text) == TYPE_ANY)
		return false; /* not ours: the language names the nearest function */
	if (!tree_is_neighbour(call->text) && call->pers == 0)
		return misfit(m, call->place, "%.*s inside an aggregate or a row; expected per",
		    STR_ARG(call->text));
	for (size_t i = 0; i < s->keyeds; i++) {
		k = s->keyed[i];
		if (k->view == v && tree_equal(k->call, call)) {
			*out = (struct named){.is = NAMED_COLUMN,
			    .column = k->column,
			    .type = k->type,
			    .label = call->text};
			return true;
		}
	}
	k = arena_zero(&s->figure->arena, 1, sizeof *k);
	*k = (struct keyed){.call = call, .view = v, .x = -1, .where = -1, .moment = -1};
	if (!fill(k, m))
		return false;
	s->keyed = mem_grow(s->keyed, s->keyeds, &s->keyed_cap, sizeof *s->keyed);
	s->keyed[s->keyeds++] = k;
	s->column = mem_grow(s->column, s->columns, &s->column_cap, sizeof *s->column);
	k->column = (int)s->columns;
	s->column[s->columns++] = (struct source_column){
	    .name = call->text, .header = SIZE_MAX, .slot = SIZE_MAX, .keyed = k};
	*out = (struct named){
	    .is = NAMED_COLUMN, .column = k->column, .type = k->type, .label = call->text};
	return true;
}
