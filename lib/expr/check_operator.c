/* check: operators. */
#include "expr/checker.h"
#include <stdlib.h>

enum { CHEAP_MAX = 9 };

static int
operation(struct checker *c, const struct tree *t, enum code code, enum type type, const int *kid,
    size_t kids, uint32_t guard)
{
	struct shape draft = {.code = code, .type = type, .place = t->place};

	for (size_t i = 0; i < kids; i++)
		if (kid[i] < 0)
			return -1;
	return program_op(c->p, &draft, kid, kids, guard, c->m);
}

static int
truth(struct checker *c, uint8_t yes)
{
	return check_constant(c, &(struct shape){.type = TYPE_TRUTH, .truth = yes});
}

static int
unary(struct checker *c, const struct tree *t, const struct scope *s, enum code code,
    enum type type, enum type operand, uint32_t guard)
{
	int kid = check_tree(c, t->kid[0], s, operand, guard);

	return operation(c, t, code, type, &kid, 1, guard);
}

/* Its opposite if the tree says `not in`, `is not` ... */
static int
negated(struct checker *c, const struct tree *t, int use, uint32_t guard)
{
	return t->negated ? operation(c, t, V_NOT, TYPE_TRUTH, &use, 1, guard) : use;
}

/* Operands that are compared have one type; TYPE_ANY: nothing says which, so they compare as texts.
 */
static bool
comparable(
    struct checker *c, const struct tree *t, const struct scope *s, bool ordered, enum type *type)
{
	if (!check_same(c, t->kid, t->kids, s, type))
		return false;
	for (size_t i = 0; i < t->kids; i++)
		if (!check_agrees(c, t, i, s, *type))
			return false;
	if (!ordered || *type != TYPE_TRUTH)
		return true;
	if (check_inside(c, t, s))
		misfit(c->m, t->kid[0]->place, "truths have no order; expected numbers or texts");
	return false;
}

static int
compare(struct checker *c, const struct tree *t, enum code code, enum type type, int a, int b,
    uint32_t guard)
{
	struct shape draft = {.code = code,
	    .type = TYPE_TRUTH,
	    .place = t->place,
	    .number = code >= V_LT && type == TYPE_ANY};
	int kid[] = {a, b};

	return a < 0 || b < 0 ? -1 : program_op(c->p, &draft, kid, 2, guard, c->m);
}

static enum type
or_text(enum type type)
{
	return type == TYPE_ANY ? TYPE_TEXT : type;
}

/*
 * Whether a condition costs no more than choosing the rows for it would, and cannot be wrong: texts
 * of columns beside constants.  Such a one is computed for all rows.
 */
static bool
cheap(struct checker *c, const struct tree *t, const struct scope *s, int depth)
{
	struct known *k;

	if (t->op == T_NAME && depth > 0) {
		k = check_ask(c, t, s);
		return k != NULL && k->named.is == NAMED_TREE &&
		       cheap(c, k->named.tree, k->named.scope, depth - 1);
	}
	if (t->op != T_EQ && t->op != T_NE && t->op != T_IN && t->op != T_IS_NULL)
		return false;
	if (t->kid[0]->op != T_NAME || t->kids > CHEAP_MAX)
		return false;
	for (size_t i = 1; i < t->kids; i++)
		if (t->kid[i]->op != T_TEXT)
			return false;
	k = check_ask(c, t->kid[0], s);
	return k != NULL && k->named.is == NAMED_COLUMN && !k->named.as_number;
}

/* The operators of chains: the left operand is there already. */
static int
pair(struct checker *c, const struct tree *t, const struct scope *s, int left, uint32_t guard)
{
	enum code code = t->op >= T_ADD	 ? (enum code)(V_ADD + (t->op - T_ADD))
			 : t->op == T_OR ? V_OR
					 : V_AND;
	bool logic = t->op == T_AND || t->op == T_OR;
	uint32_t inner = guard;
	int kid[2] = {left, -1};

	if (logic && !cheap(c, t->kid[1], s, 2))
		inner =
		    program_guard(c->p, guard, left, t->op == T_AND ? GUARD_NOT_NO : GUARD_NOT_YES);
	kid[1] = check_tree(c, t->kid[1], s, logic ? TYPE_TRUTH : TYPE_NUMBER, inner);
	return operation(c, t, code, logic ? TYPE_TRUTH : TYPE_NUMBER, kid, 2, guard);
}

static int
comparison(struct checker *c, const struct tree *t, const struct scope *s, uint32_t guard)
{
	enum code code = (enum code)(V_EQ + (t->op - T_EQ));
	enum type type;
	int a, b;

	if (!comparable(c, t, s, t->op >= T_LT, &type))
		return -1;
	a = check_tree(c, t->kid[0], s, or_text(type), guard);
	b = a < 0 ? -1 : check_tree(c, t->kid[1], s, or_text(type), guard);
	return compare(c, t, code, type, a, b, guard);
}

static bool
is_comparison(const struct tree *t)
{
	return t->op >= T_EQ && t->op <= T_GE;
}

/* A chain of operators of any length, from its innermost left operand outwards. */
int
check_chain(
    struct checker *c, const struct tree *t, const struct scope *s, enum type want, uint32_t guard)
{
	size_t n;
	const struct tree **spine = tree_spine(t, &n), *first;
	enum type type = t->op >= T_ADD ? TYPE_NUMBER : TYPE_TRUTH;
	int use = -1;

	/* Down to the first comparison: its operands are no part of the chain. */
	for (size_t i = 1; i < n; i++)
		if (is_comparison(spine[i - 1]))
			n = i;
	first = spine[n - 1];
	if (is_comparison(first)) {
		use = comparison(c, first, s, guard);
		n--;
	} else {
		use = check_tree(
		    c, first->kid[0], s, first->op >= T_ADD ? TYPE_NUMBER : TYPE_TRUTH, guard);
	}
	while (use >= 0 && n-- > 0) {
		bool logic = spine[n]->op == T_AND || spine[n]->op == T_OR;

		if (!check_fits(c, spine[n]->kid[0], program_type(c->p, use),
			logic ? TYPE_TRUTH : TYPE_NUMBER))
			use = -1;
		else
			use = pair(c, spine[n], s, use, guard);
	}
	free(spine);
	return use >= 0 && check_fits(c, t, type, want) ? use : -1;
}

/* x between a and b: x >= a and x <= b. */
static int
between(struct checker *c, const struct tree *t, const struct scope *s, uint32_t guard)
{
	enum type type;
	int x, low, high, both[2];
	uint32_t inner;

	if (!comparable(c, t, s, true, &type))
		return -1;
	x = check_tree(c, t->kid[0], s, or_text(type), guard);
	low = x < 0 ? -1 : check_tree(c, t->kid[1], s, or_text(type), guard);
	both[0] = compare(c, t, V_GE, type, x, low, guard);
	if (both[0] < 0)
		return -1;
	inner = program_guard(c->p, guard, both[0], GUARD_NOT_NO);
	high = check_tree(c, t->kid[2], s, or_text(type), inner);
	both[1] = compare(c, t, V_LE, type, x, high, inner);
	return negated(c, t, operation(c, t, V_AND, TYPE_TRUTH, both, 2, guard), guard);
}

static int
in(struct checker *c, const struct tree *t, const struct scope *s, uint32_t guard)
{
	struct kids kids = {0};
	enum type type;
	int use = 0;

	if (!comparable(c, t, s, false, &type))
		return -1;
	for (size_t i = 0; i < t->kids && use >= 0; i++) {
		use = check_tree(c, t->kid[i], s, or_text(type), guard);
		kids_add(&kids, use);
	}
	use = operation(c, t, V_IN, TYPE_TRUTH, kids.at, kids.n, guard);
	kids_clear(&kids);
	return negated(c, t, use, guard);
}

/* Where the pattern stands, plus what its compiler says of the place in it. */
static struct place
in_pattern(const struct tree *t, size_t at)
{
	const struct script *in = t->place.in;
	struct place p = t->place;

	if (in != NULL && t->text.at >= in->text.at && t->text.at < in->text.at + in->text.len)
		p.at = (size_t)(t->text.at - in->text.at) + (at > 0 ? at - 1 : 0);
	return p;
}

const struct pattern *
check_pattern(struct checker *c, const struct tree *t, struct place *place)
{
	struct fault f = {.at = 0};
	const struct pattern *pattern = program_pattern(c->p, t->text, t->flags, &f);

	if (pattern == NULL)
		misfit(c->m, in_pattern(t, f.at), "%s", f.msg);
	*place = in_pattern(t, 0);
	if (place->at > 0)
		place->at--; /* the slash */
	return pattern;
}

static int
match(struct checker *c, const struct tree *t, const struct scope *s, uint32_t guard)
{
	struct shape draft = {.code = V_MATCH, .type = TYPE_TRUTH};
	int x = check_tree(c, t->kid[0], s, TYPE_TEXT, guard);

	if (x < 0 || (draft.about = check_pattern(c, t, &draft.place)) == NULL)
		return -1;
	draft.text = t->text; /* for its message */
	return negated(c, t, program_op(c->p, &draft, &x, 1, guard, c->m), guard);
}

static int
literal(struct checker *c, const struct tree *t)
{
	switch (t->op) {
	case T_NUMBER:
		return check_constant(c, &(struct shape){.type = TYPE_NUMBER, .num = t->number});
	case T_TEXT:
		return check_constant(c, &(struct shape){.type = TYPE_TEXT, .text = t->text});
	default:
		return truth(c, t->op == T_TRUE ? TRUTH_YES : TRUTH_NO);
	}
}

/* Tests and the operators that stand before their operand: what is no chain. */
int
check_operator(struct checker *c, const struct tree *t, const struct scope *s, uint32_t guard)
{
	enum type any;

	switch (t->op) {
	case T_NEG:
		return unary(c, t, s, V_NEG, TYPE_NUMBER, TYPE_NUMBER, guard);
	case T_NOT:
		return unary(c, t, s, V_NOT, TYPE_TRUTH, TYPE_TRUTH, guard);
	case T_IS_NULL:
		if (!check_type(c, t->kid[0], s, &any))
			return -1;
		return negated(
		    c, t, unary(c, t, s, V_IS_NULL, TYPE_TRUTH, or_text(any), guard), guard);
	case T_IS_TRUE:
	case T_IS_FALSE:
		return negated(c, t,
		    unary(c, t, s, t->op == T_IS_TRUE ? V_IS_TRUE : V_IS_FALSE, TYPE_TRUTH,
			TYPE_TRUTH, guard),
		    guard);
	case T_IN:
		return in(c, t, s, guard);
	case T_BETWEEN:
		return between(c, t, s, guard);
	case T_MATCH:
		return match(c, t, s, guard);
	default:
		return literal(c, t);
	}
}
