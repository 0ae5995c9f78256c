/* checker: what the parts of check share: check.c (names, operators), check_type.c (types), check_call.c.  Private. */
#ifndef EXPR_CHECKER_H
#define EXPR_CHECKER_H
#include "expr/func.h"

/* What a name or a call came to when the scope was asked, once for each tree and scope. */
struct known {
	const struct tree *tree;
	const struct scope *scope;
	struct named named;
	enum type type; /* natural */
	bool typed;
};

/* A definition that a name stands for, as it was added before for the same rows. */
struct added {
	const struct tree *tree;
	const struct scope *scope;
	enum type want;
	uint32_t guard;
	int use;
};

/* One program_add. */
struct checker {
	struct program *p;
	struct misfit *m;
	size_t nodes;   /* so far, definitions that names stand for included */
	unsigned depth; /* of recursion */
	struct known *known;
	struct added *added;
	size_t knowns, known_cap, addeds, added_cap;
	struct index known_index, added_index;
};

/* Uses on their way into an operation. */
struct kids {
	int few[8], *at;
	size_t n, cap;
};
void kids_add(struct kids *, int use);
void kids_clear(struct kids *);

/*
 * The value of a tree for the rows of a guard; want: the type its place asks for, TYPE_ANY if none.  -1: c->m is filled, as for
 * all below.
 */
int check_tree(struct checker *, const struct tree *, const struct scope *, enum type want, uint32_t guard);
int check_call(struct checker *, const struct tree *, const struct scope *, enum type want, uint32_t guard);
int check_chain(struct checker *, const struct tree *, const struct scope *, enum type want, uint32_t guard);
/* Literals, not, -, in, between, is, ~: what is neither a chain, a name nor a call. */
int check_operator(struct checker *, const struct tree *, const struct scope *, uint32_t guard);
int check_constant(struct checker *, struct shape *draft);
/* A column or a computed value of no type of its own as what its place wants. */
int check_convert(struct checker *, const struct tree *, int use, enum type want, uint32_t guard);
const struct pattern *check_pattern(struct checker *, const struct tree *, struct place *);
int check_named(struct checker *, const struct tree *, const struct scope *, enum type want, uint32_t guard);

/* A function being called: what its operation will be. */
struct call {
	const struct tree *t;
	const struct scope *s;
	const struct func *f;
	uint32_t guard;
	struct shape draft;
	struct kids kids;
};
bool check_operand(struct checker *, struct call *, const struct tree *, enum type want);
bool check_argument(struct checker *, struct call *, size_t i);
/* t: NULL if the argument was left out; then there must be one calendar alone. */
bool check_calendar(struct checker *, struct call *, const struct tree *t);
/* What single functions ask of their arguments beyond types. */
bool check_arguments(struct checker *, struct call *);

/* The type a tree has by itself, TYPE_ANY if nothing says. */
bool check_type(struct checker *, const struct tree *, const struct scope *, enum type *);
/* The type several operands have together: that of the first which has one. */
bool check_same(struct checker *, struct tree *const *, size_t n, const struct scope *, enum type *);
/* Which branches of if, coalesce, nullif give the result. */
bool check_is_branch(const struct tree *call, size_t i);
/* "a text here; expected a number" unless the two go together. */
bool check_fits(struct checker *, const struct tree *, enum type is, enum type want);
/* The same of operand i of t, all of which go together; but what is wrong inside them is said first. */
bool check_agrees(struct checker *, const struct tree *t, size_t i, const struct scope *, enum type want);
/* Whether the operands of t are right in themselves. */
bool check_inside(struct checker *, const struct tree *t, const struct scope *);
/* What the scope says of a name, an aggregate, a bare pattern; NULL: c->m. */
struct known *check_ask(struct checker *, const struct tree *, const struct scope *);
bool check_signature(struct checker *, const struct tree *call, const struct scope *, const struct func **);
/* A place deeper in the recursion; false at the bound. */
bool check_enter(struct checker *, const struct tree *);

#endif
