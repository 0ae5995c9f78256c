/*
 * tree: an expression as read (design.md 5), before names and types mean anything.  Trees live in the scanner's arena.
 */
#ifndef EXPR_TREE_H
#define EXPR_TREE_H
#include "base/buf.h"
#include "expr/scan.h"

enum tree_op {
	T_NUMBER, T_TEXT, T_PATTERN, T_TRUE, T_FALSE, T_NULL, T_NAME, T_CALL,
	T_NEG, T_NOT, T_AND, T_OR,
	T_EQ, T_NE, T_LT, T_LE, T_GT, T_GE,
	T_ADD, T_SUB, T_MUL, T_DIV, T_REM,
	T_IN, T_BETWEEN,        /* kid[0] in (kid[1]...); kid[0] between kid[1] and kid[2] */
	T_IS_NULL, T_IS_TRUE, T_IS_FALSE,
	T_MATCH                 /* kid[0] ~ pattern: text and flags here */
};

struct tree {
	enum tree_op op;
	bool negated;          /* not in, not between, is not, !~ */
	struct place place;    /* of its first character (of the operator's left operand for binary ones); parentheses left out */
	struct num number;     /* T_NUMBER */
	struct str text;       /* T_TEXT, T_NAME (the name), T_CALL (the function), T_PATTERN and T_MATCH (source) */
	struct str source;     /* T_NAME: what stands before the dot, len 0 if none */
	struct str flags;      /* T_PATTERN, T_MATCH */
	struct tree **kid;     /* operands, arguments */
	size_t kids;
	struct tree *where;    /* T_CALL; or NULL */
	struct tree **per;     /* T_CALL */
	size_t pers;
};

/* An expression from where scan stands; NULL and scan->misfit filled.  What follows it is the caller's business. */
struct tree *tree_read(struct scan *);
/* The same for a whole text: "expected the end of the line" if something follows. */
struct tree *tree_of(const struct script *, struct arena *, struct misfit *);
/* "NAME=EXPR" of the command line (-e, -g); a bare NAME without "=" gives a T_NAME of itself.  script must last. */
struct tree *tree_named(const struct script *, struct arena *, struct str *name, struct misfit *);
/* The canonical form: every operation in parentheses, durations in seconds, texts in single quotes (cases.txt). */
void tree_print(const struct tree *, struct buf *);
bool tree_is_aggregate(struct str function); /* count share sum mean ... */
/*
 * Two-operand operators (and or = < + ...) chain to the left as long as the text is, so whoever walks a tree must not recurse
 * into kid[0] of one.  tree_spine gives such a chain from the top down to the last pair; free() it.  NULL if t is no pair.
 */
bool tree_is_pair(const struct tree *);
const struct tree **tree_spine(const struct tree *, size_t *n);

#endif
