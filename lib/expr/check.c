/* check: trees to programs: names, constants and operators. */
#include "expr/check.h"
#include "base/mem.h"
#include "expr/checker.h"
#include <stdlib.h>

enum { LABEL_MAX = 60, NODES_MAX = 100000 };

void
kids_add(struct kids *k, int use)
{
	if (k->at == NULL) {
		k->at = k->few;
		k->cap = sizeof k->few / sizeof *k->few;
	}
	if (k->n == k->cap && k->at == k->few) {
		k->at = mem_new(2 * k->cap, sizeof *k->at);
		memcpy(k->at, k->few, sizeof k->few);
		k->cap *= 2;
	}
	if (k->n == k->cap)
		k->at = mem_grow(k->at, k->n, &k->cap, sizeof *k->at);
	k->at[k->n++] = use;
}

void
kids_clear(struct kids *k)
{
	if (k->at != k->few)
		free(k->at);
}

int
check_constant(struct checker *c, struct shape *draft)
{
	draft->code = V_CONST;
	return program_leaf(c->p, draft);
}

static int
null(struct checker *c, enum type want)
{
	return check_constant(
	    c, &(struct shape){.type = want, .truth = want == TYPE_TRUTH ? TRUTH_NULL : 0});
}

/* How a value that has no type is called in messages. */
static struct str
label_of(struct checker *c, const struct tree *t)
{
	struct buf b = {0};
	struct str label;

	if (t->op == T_NAME && t->source.len == 0)
		return t->text;
	tree_print(t, &b);
	if (b.len > LABEL_MAX) {
		for (b.len = LABEL_MAX; ((unsigned char)b.at[b.len] & 0xC0) == 0x80;)
			b.len--;
		buf_z(&b, "…");
	}
	label = arena_dup(&c->p->arena, buf_slice(&b));
	buf_clear(&b);
	return label;
}

int
check_convert(struct checker *c, const struct tree *t, int use, enum type want, uint32_t guard)
{
	struct shape draft = {.type = want, .place = t->place};

	if (use < 0 || program_type(c->p, use) == want || want == TYPE_ANY || want == TYPE_TEXT)
		return use;
	draft.code = want == TYPE_NUMBER ? V_TO_NUMBER : V_TO_TRUTH;
	draft.label = program_shape(c->p, use)->label;
	if (draft.label.len == 0)
		draft.label = label_of(c, t);
	return program_op(c->p, &draft, &use, 1, guard, c->m);
}

/* A definition in place of its name: added once for the same rows. */
static bool
added_same(const void *arg, const void *key, uint32_t at)
{
	const struct checker *c = arg;
	const struct added *a = key, *b = &c->added[at];

	return a->tree == b->tree && a->scope == b->scope && a->want == b->want &&
	       a->guard == b->guard;
}

static int
definition(struct checker *c, const struct named *n, enum type want, uint32_t guard)
{
	struct added a = {n->tree, n->scope, want, guard, -1};
	uint64_t hash = ((uint64_t)(uintptr_t)n->tree ^ (uint64_t)(uintptr_t)n->scope << 1 ^
			    (uint64_t)guard << 50 ^ (uint64_t)want << 48) *
			0x9E3779B97F4A7C15u;
	uint32_t at;

	hash ^= hash >> 32;
	if (index_find(&c->added_index, hash, added_same, c, &a, &at))
		return c->added[at].use;
	a.use = check_tree(c, n->tree, n->scope, want, guard);
	if (a.use < 0)
		return -1;
	c->added = mem_grow(c->added, c->addeds, &c->added_cap, sizeof *c->added);
	c->added[c->addeds] = a;
	index_add(&c->added_index, hash, (uint32_t)c->addeds++);
	return a.use;
}

int
check_named(
    struct checker *c, const struct tree *t, const struct scope *s, enum type want, uint32_t guard)
{
	struct known *k;
	struct named n;
	enum type type;
	int use;

	if (!check_type(c, t, s, &type) || !check_fits(c, t, type, want))
		return -1;
	k = check_ask(c, t, s);
	if (k == NULL)
		return -1;
	n = k->named; /* the array may move */
	if (n.is == NAMED_TREE)
		return definition(c, &n, want, guard);
	use = program_leaf(c->p, &(struct shape){.code = V_COLUMN,
				     .type = n.type,
				     .number = n.column,
				     .label = n.label,
				     .place = t->place});
	if (n.type == TYPE_ANY && n.as_number)
		want = TYPE_NUMBER;
	return check_convert(c, t, use, want, guard);
}

static int
any_tree(
    struct checker *c, const struct tree *t, const struct scope *s, enum type want, uint32_t guard)
{
	enum type type;
	int use;

	if (tree_is_pair(t))
		return check_chain(c, t, s, want, guard);
	switch (t->op) {
	case T_NULL:
		return null(c, want);
	case T_NAME:
	case T_PATTERN:
		return check_named(c, t, s, want, guard);
	case T_CALL:
		return check_call(c, t, s, want, guard);
	default:
		use = check_operator(c, t, s, guard);
		if (use < 0 || !check_type(c, t, s, &type) || !check_fits(c, t, type, want))
			return -1;
		return use;
	}
}

bool
check_inside(struct checker *c, const struct tree *t, const struct scope *s)
{
	for (int branches = 0; branches < 2; branches++)
		for (size_t i = 0; i < t->kids; i++) {
			bool branch = t->op != T_CALL || check_is_branch(t, i);

			if (branch == branches &&
			    check_tree(c, t->kid[i], s, branch ? TYPE_ANY : TYPE_TRUTH, 0) < 0)
				return false;
		}
	return true;
}

bool
check_agrees(
    struct checker *c, const struct tree *t, size_t i, const struct scope *s, enum type want)
{
	enum type is;

	if (!check_type(c, t->kid[i], s, &is))
		return false;
	if (check_fits(c, t->kid[i], is, want))
		return true;
	if (check_inside(c, t, s))
		check_fits(c, t->kid[i], is, want);
	return false;
}

int
check_tree(
    struct checker *c, const struct tree *t, const struct scope *s, enum type want, uint32_t guard)
{
	int use = -1;

	if (++c->nodes > NODES_MAX)
		misfit(c->m, t->place, "an expression of more than %d parts; expected fewer",
		    NODES_MAX);
	else if (check_enter(c, t))
		use = any_tree(c, t, s, want, guard);
	c->depth--;
	return use;
}

static int
add(struct program *p, const struct tree *t, const struct scope *s, enum type want, uint32_t guard,
    struct misfit *m)
{
	struct checker c = {.p = p, .m = m};
	int use = check_tree(&c, t, s, want, guard);

	free(c.known);
	free(c.added);
	index_clear(&c.known_index);
	index_clear(&c.added_index);
	if (use >= 0 && p->use[use].guard != 0)
		program_shape(p, use)->fill = true;
	return use;
}

int
program_add(struct program *p, const struct tree *t, const struct scope *s, enum type want,
    struct misfit *m)
{
	return add(p, t, s, want, 0, m);
}

int
program_add_where(struct program *p, const struct tree *t, const struct scope *s, enum type want,
    int guard, struct misfit *m)
{
	uint32_t g = guard < 0 ? 0 : program_guard(p, p->use[guard].guard, guard, GUARD_YES);

	return add(p, t, s, want, g, m);
}
