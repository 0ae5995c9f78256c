/* tree_make: trees that nobody wrote. */
#include "expr/tree_make.h"

static struct tree *
make(struct arena *a, enum tree_op op, struct place place, size_t kids)
{
	struct tree *t = arena_zero(a, 1, sizeof *t);

	t->op = op;
	t->place = place;
	t->kids = kids;
	t->kid = arena_zero(a, kids + 1, sizeof *t->kid);
	return t;
}

/* The trees given are read, never changed: a tree holds its kids without const only because its
 * reader fills them. */
static void
put(struct tree *t, size_t i, const struct tree *kid)
{
	memcpy(&t->kid[i], &kid, sizeof kid);
}

const struct tree *
tree_name(struct arena *a, struct str name)
{
	struct tree *t = make(a, T_NAME, (struct place){0}, 0);

	t->text = name;
	return t;
}

const struct tree *
tree_number(struct arena *a, struct num x)
{
	struct tree *t = make(a, T_NUMBER, (struct place){0}, 0);

	t->number = x;
	return t;
}

const struct tree *
tree_text(struct arena *a, struct str text)
{
	struct tree *t = make(a, T_TEXT, (struct place){0}, 0);

	t->text = text;
	return t;
}

const struct tree *
tree_call(struct arena *a, struct str function, const struct tree *argument)
{
	struct tree *t =
	    make(a, T_CALL, argument ? argument->place : (struct place){0}, argument != NULL);

	t->text = function;
	if (argument)
		put(t, 0, argument);
	return t;
}

const struct tree *
tree_call2(struct arena *a, struct str function, const struct tree *x, const struct tree *y)
{
	struct tree *t = make(a, T_CALL, x->place, 2);

	t->text = function;
	put(t, 0, x);
	put(t, 1, y);
	return t;
}

const struct tree *
tree_if(struct arena *a, const struct tree *condition, const struct tree *then,
    const struct tree *otherwise)
{
	struct tree *t = make(a, T_CALL, condition->place, 3);

	t->text = STR("if");
	put(t, 0, condition);
	put(t, 1, then);
	put(t, 2, otherwise);
	return t;
}

const struct tree *
tree_pair(struct arena *a, enum tree_op op, const struct tree *x, const struct tree *y)
{
	struct tree *t = make(a, op, x->place, 2);

	put(t, 0, x);
	put(t, 1, y);
	return t;
}

const struct tree *
tree_both(struct arena *a, const struct tree *x, const struct tree *y)
{
	if (x == NULL || y == NULL)
		return x ? x : y;
	return tree_pair(a, T_AND, x, y);
}

const struct tree *
tree_not_true(struct arena *a, const struct tree *x)
{
	struct tree *t = make(a, T_IS_TRUE, x->place, 1);

	t->negated = true;
	put(t, 0, x);
	return t;
}

const struct tree *
tree_is_not_null(struct arena *a, const struct tree *x)
{
	struct tree *t = make(a, T_IS_NULL, x->place, 1);

	t->negated = true;
	put(t, 0, x);
	return t;
}

bool
tree_equal(const struct tree *x, const struct tree *y)
{
	struct buf a = {0}, b = {0};
	bool same;

	if (x == NULL || y == NULL)
		return x == y;
	tree_print(x, &a);
	tree_print(y, &b);
	same = str_eq(buf_slice(&a), buf_slice(&b));
	buf_clear(&a);
	buf_clear(&b);
	return same;
}
