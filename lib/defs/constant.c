/* constant: what needs no row: constants of the definitions, and --set NAME=VALUE, which overrides
 * one for one run. */
#include "base/mem.h"
#include "defs/loader.h"
#include <stdlib.h>

struct constant {
	const struct defs *defs;
	const struct tree * not ; /* the first part that is none */
};

static const struct tree *not_constant(const struct defs *, const struct tree *);

/* Functions whose value depends on a row, or on more than one. */
static bool
of_rows(const struct tree *call)
{
	static const char *const rows[] = {"prev", "next", "nth"};
	static const char *const moments[] = {"year", "quarter", "month", "week", "date"};

	for (size_t i = 0; i < 3; i++)
		if (str_eq(call->text, str_of(rows[i])))
			return true;
	for (size_t i = 0; i < 5 && call->kids == 0; i++)
		if (str_eq(call->text, str_of(moments[i])))
			return true;
	return call->pers > 0 || tree_is_aggregate(call->text);
}

static void
constant_seen(void *arg, const struct tree *t, bool inner)
{
	struct constant *c = arg;
	const struct let *let;

	(void)inner;
	if (c->not )
		return;
	if (t->op == T_CALL) {
		c->not = of_rows(t) ? t : NULL;
		return;
	}
	let = t->source.len ? NULL : defs_let(c->defs, t->text);
	if (!let || not_constant(c->defs, let->tree))
		c->not = t;
}

/* The first part of a tree that is no constant; NULL: all is.  Ends, since uses_check has passed.
 */
static const struct tree *
not_constant(const struct defs *d, const struct tree *t)
{
	struct constant c = {.defs = d};

	names_walk(d, t, constant_seen, &c);
	return c.not ;
}

bool
defs_is_constant(const struct defs *d, const struct tree *t)
{
	return not_constant(d, t) == NULL;
}

static struct tree **
trees_resolved(const struct defs *d, struct tree *const *tree, size_t n)
{
	struct tree **copy = n ? arena_zero(d->arena, n, sizeof(struct tree *)) : NULL;

	for (size_t i = 0; i < n; i++)
		copy[i] = defs_resolved(d, tree[i]);
	return copy;
}

/* Down the first operand in a loop: a chain of + is as deep as it is long. */
struct tree *
defs_resolved(const struct defs *d, const struct tree *t)
{
	struct tree *top = NULL, **to = &top;

	for (;;) {
		const struct let *let =
		    t->op == T_NAME && t->source.len == 0 ? defs_let(d, t->text) : NULL;
		struct tree *copy = arena_zero(d->arena, 1, sizeof(*copy));

		if (let) {
			*to = defs_resolved(d, let->tree);
			return top;
		}
		*copy = *t;
		*to = copy;
		copy->where = t->where ? defs_resolved(d, t->where) : NULL;
		copy->per = trees_resolved(d, t->per, t->pers);
		if (t->kids == 0)
			return top;
		copy->kid = arena_zero(d->arena, t->kids, sizeof(struct tree *));
		for (size_t i = 1; i < t->kids; i++)
			copy->kid[i] = defs_resolved(d, t->kid[i]);
		to = &copy->kid[0];
		t = t->kid[0];
	}
}

static bool
value_set(struct defs *d, const struct script *script, struct let *let, const struct tree *value,
    struct misfit *m)
{
	const struct tree * not ;

	if (not_constant(d, let->tree))
		return misfit(m, (struct place){script, 0}, "'%s' is not a constant; expected one",
		    diag_text(let->name));
	not = not_constant(d, value);
	if (not )
		return misfit(m, not ->place, "'%s' is not a constant; expected a constant value",
		    diag_text(not ->text));
	let->tree = value;
	let->redefined = true;
	return true;
}

static bool
item_apply(struct defs *d, const char *item, bool *taken, struct misfit *m)
{
	struct script *script = arena_zero(d->arena, 1, sizeof(*script));
	const struct tree *value;
	struct let *let;
	struct str name;

	*script = (struct script){.name = "--set", .text = str_of(item), .line0 = 1};
	if (!script_check(script, m))
		return false;
	value = tree_named(script, d->arena, &name, m);
	if (value == NULL)
		return false;
	if (value->op == T_NAME && value->place.at == 0)
		return misfit(m, (struct place){script, script->text.len},
		    "the end of the line here; expected '='");
	let = names_find(d->names, "let", name);
	*taken |= let != NULL;
	return !let || value_set(d, script, let, value, m);
}

bool
set_apply(struct defs *d, const struct opt_list *set, bool *taken, struct misfit *m)
{
	for (size_t i = 0; i < set->n; i++)
		if (!item_apply(d, set->at[i], &taken[i], m))
			return false;
	return true;
}

/* The constants of all of them, for a hint. */
static const char *
constants_hint(const struct defs *const *d, size_t n, struct str name)
{
	struct str *all = NULL;
	size_t lets = 0, cap = 0;
	const char *hint;

	for (size_t i = 0; i < n; i++)
		for (const struct let *l = d[i]->let; l; l = l->next)
			if (defs_is_constant(d[i], l->tree)) {
				all = mem_grow(all, lets, &cap, sizeof(*all));
				all[lets++] = l->name;
			}
	hint = lets ? diag_hint(name, all, lets) : "; there are none";
	free(all);
	return hint;
}

void
defs_untaken(const struct defs *const *d, size_t n, const struct opt_list *set, const bool *taken)
{
	for (size_t i = 0; i < set->n; i++) {
		struct script script = {.name = "--set", .text = str_of(set->at[i]), .line0 = 1};
		struct str name, rest;
		struct misfit m;

		if (taken[i])
			continue;
		name = str_trim(str_cut(script.text, '=', &rest));
		misfit(&m, (struct place){&script, 0}, "no constant '%s'%s", diag_text(name),
		    constants_hint(d, n, name));
		misfit_die(&m);
	}
}
