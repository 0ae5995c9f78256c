/* reader: what the two halves of the expression parser share: tree.c (operators), tree_atom.c (operands and calls). */
#ifndef EXPR_READER_H
#define EXPR_READER_H
#include "expr/tree.h"

/* One expression being read.  Functions that return a tree return NULL when s->misfit was filled. */
struct reader {
	struct scan *s;
	size_t nodes;
};

/* Operands on their way into a tree; on the heap until their number is known. */
struct reader_list {
	struct tree **at;
	size_t n, cap;
};

struct tree *reader_node(struct reader *, enum tree_op, size_t at);
/* The operands, moved into the arena; NULL if there are none. */
struct tree **reader_kept(struct reader *, struct tree *const *, size_t n);
bool reader_enter(struct reader *); /* takes '('; the depth is bounded here, so every recursion is */
bool reader_leave(struct reader *); /* takes ')' */
bool reader_list(struct reader *, struct reader_list *); /* expr { "," expr } */
bool reader_at_word(struct scan *, const char *word);    /* whether it stands here; takes nothing */
struct tree *reader_expr(struct reader *, bool go_on);
struct tree *reader_sum(struct reader *);
struct tree *reader_atom(struct reader *);
/* An operation on operands that were read; NULL if one of them could not be. */
struct tree *reader_operation(struct reader *, enum tree_op, size_t at, struct tree *const *kids, size_t n);
/* After `x in`, `x between`, `x ~`, `x is`. */
struct tree *reader_in(struct reader *, struct tree *x);
struct tree *reader_between(struct reader *, struct tree *x);
struct tree *reader_match(struct reader *, struct tree *x);
struct tree *reader_is(struct reader *, struct tree *x);
bool reader_not(struct scan *); /* takes `not` if `in` or `between` follows */

#endif
