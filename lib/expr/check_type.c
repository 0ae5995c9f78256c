/* check: which type an expression has by itself, before its place asks for one. */
#include "base/mem.h"
#include "expr/checker.h"
#include <stdlib.h>

enum { DEPTH_MAX = 1000 };

static const char *const type_names[] = {
    [TYPE_NUMBER] = "a number", [TYPE_TEXT] = "a text", [TYPE_TRUTH] = "a truth"};

bool
check_fits(struct checker *c, const struct tree *t, enum type is, enum type want)
{
	if (is == TYPE_ANY || want == TYPE_ANY || is == want)
		return true;
	return misfit(c->m, t->place, "%s here; expected %s", type_names[is], type_names[want]);
}

bool
check_enter(struct checker *c, const struct tree *t)
{
	if (++c->depth > DEPTH_MAX)
		return misfit(c->m, t->place, "nested too deeply: more than %d deep; expected less",
		    DEPTH_MAX);
	return true;
}

bool
check_is_branch(const struct tree *call, size_t i)
{
	if (!str_eq(call->text, STR("if")))
		return true;
	return i % 2 == 1 || i + 1 == call->kids;
}

bool
check_same(
    struct checker *c, struct tree *const *t, size_t n, const struct scope *s, enum type *type)
{
	*type = TYPE_ANY;
	for (size_t i = 0; i < n && *type == TYPE_ANY; i++)
		if (!check_type(c, t[i], s, type))
			return false;
	return true;
}

/* Of if, coalesce and nullif: that of the first branch which has one. */
static bool
branches(struct checker *c, const struct tree *t, const struct scope *s, enum type *type)
{
	*type = TYPE_ANY;
	for (size_t i = 0; i < t->kids && *type == TYPE_ANY; i++)
		if (check_is_branch(t, i) && !check_type(c, t->kid[i], s, type))
			return false;
	return true;
}

/* Of a name, or a call that the scope answers. */
static bool
asked(struct checker *c, const struct tree *t, const struct scope *s, enum type *type)
{
	struct known *k = check_ask(c, t, s);
	size_t at;

	if (k == NULL)
		return false;
	*type = k->type;
	if (k->typed)
		return true;
	at = (size_t)(k - c->known);
	if (!check_type(c, k->named.tree, k->named.scope, type))
		return false;
	c->known[at].type = *type; /* the array may have moved */
	c->known[at].typed = true;
	return true;
}

static bool
of_call(struct checker *c, const struct tree *t, const struct scope *s, enum type *type)
{
	const struct func *f;

	if (!check_signature(c, t, s, &f))
		return false;
	if (f == NULL || f->kind == FUNC_MOVE || f->kind == FUNC_AGGREGATE)
		return asked(c, t, s, type);
	if (f->kind == FUNC_FORM && f->type == TYPE_ANY)
		return branches(c, t, s, type);
	*type = f->type;
	return true;
}

static bool
type_of(struct checker *c, const struct tree *t, const struct scope *s, enum type *type)
{
	switch (t->op) {
	case T_NUMBER:
	case T_NEG:
	case T_ADD:
	case T_SUB:
	case T_MUL:
	case T_DIV:
	case T_REM:
		*type = TYPE_NUMBER;
		return true;
	case T_TEXT:
		*type = TYPE_TEXT;
		return true;
	case T_NULL:
		*type = TYPE_ANY;
		return true;
	case T_PATTERN:
	case T_NAME:
		return asked(c, t, s, type);
	case T_CALL:
		return of_call(c, t, s, type);
	default:
		*type = TYPE_TRUTH;
		return true;
	}
}

bool
check_type(struct checker *c, const struct tree *t, const struct scope *s, enum type *type)
{
	bool ok = check_enter(c, t) && type_of(c, t, s, type);

	c->depth--;
	return ok;
}

static bool
known_same(const void *arg, const void *key, uint32_t at)
{
	const struct checker *c = arg;
	const struct known *k = key;

	return c->known[at].tree == k->tree && c->known[at].scope == k->scope;
}

static bool
ask_name(struct checker *c, const struct tree *t, const struct scope *s, struct named *named)
{
	struct fault f = {.msg = "no names here; expected constants"};

	if (s->name != NULL && s->name(s->arg, t, named, &f))
		return true;
	return misfit(c->m, t->place, "%s", f.msg);
}

static bool
ask_call(struct checker *c, const struct tree *t, const struct scope *s, struct named *named)
{
	c->m->fault.msg[0] = '\0';
	c->m->place = t->place;
	if (s->call != NULL && s->call(s->arg, t, named, c->m))
		return true;
	if (s->call != NULL && c->m->fault.msg[0] != '\0')
		return false;
	if (t->op == T_PATTERN)
		return misfit(c->m, t->place,
		    "a pattern here; expected it after ~ or !~, or in replace or extract");
	if (t->pers > 0)
		return misfit(c->m, t->place,
		    "%.*s with per needs all rows of a key; expected a value of the row",
		    STR_ARG(t->text));
	if (!tree_is_aggregate(t->text)) {
		const struct str *names;
		size_t n = expr_functions(&names);
		const struct str *near = diag_near(t->text, names, n);

		if (near != NULL)
			return misfit(c->m, t->place,
			    "no function '%.*s'; expected one of cs-expr(7); did you mean '%.*s'?",
			    STR_ARG(t->text), STR_ARG(*near));
		return misfit(c->m, t->place, "no function '%.*s'; expected one of cs-expr(7)",
		    STR_ARG(t->text));
	}
	return misfit(
	    c->m, t->place, "%.*s is an aggregate; expected a value of the row", STR_ARG(t->text));
}

static enum type
type_of_column(const struct named *n)
{
	if (n->type != TYPE_ANY)
		return n->type;
	return n->as_number ? TYPE_NUMBER : n->as_text ? TYPE_TEXT : TYPE_ANY;
}

struct known *
check_ask(struct checker *c, const struct tree *t, const struct scope *s)
{
	struct known k = {.tree = t, .scope = s};
	uint64_t hash =
	    ((uint64_t)(uintptr_t)t ^ (uint64_t)(uintptr_t)s << 1) * 0x9E3779B97F4A7C15u;
	uint32_t at;

	hash ^= hash >> 32;
	if (index_find(&c->known_index, hash, known_same, c, &k, &at))
		return &c->known[at];
	if (t->op == T_PATTERN && !s->bare_patterns) {
		misfit(c->m, t->place,
		    "a pattern here; expected it after ~ or !~, or in replace or extract");
		return NULL;
	}
	if (!(t->op == T_NAME ? ask_name : ask_call)(c, t, s, &k.named))
		return NULL;
	if (k.named.is == NAMED_TREE && k.named.scope == NULL)
		k.named.scope = s;
	k.typed = k.named.is == NAMED_COLUMN;
	k.type = k.typed ? type_of_column(&k.named) : TYPE_ANY;
	c->known = mem_grow(c->known, c->knowns, &c->known_cap, sizeof *c->known);
	c->known[c->knowns] = k;
	index_add(&c->known_index, hash, (uint32_t)c->knowns);
	return &c->known[c->knowns++];
}
