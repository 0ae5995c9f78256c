/* tree_make: trees that nobody wrote: the parts of formulas that a computation adds. */
#ifndef EXPR_TREE_MAKE_H
#define EXPR_TREE_MAKE_H
#include "expr/tree.h"

const struct tree *tree_name(struct arena *, struct str name);
const struct tree *tree_number(struct arena *, struct num);
const struct tree *tree_text(struct arena *, struct str);
const struct tree *tree_call(struct arena *, struct str function, const struct tree *argument /* or NULL */);
const struct tree *tree_call2(struct arena *, struct str function, const struct tree *, const struct tree *);
const struct tree *tree_if(struct arena *, const struct tree *condition, const struct tree *then, const struct tree *otherwise);
const struct tree *tree_pair(struct arena *, enum tree_op, const struct tree *, const struct tree *);
/* a and b, where either may be NULL (then the other, or NULL). */
const struct tree *tree_both(struct arena *, const struct tree *a, const struct tree *b);
const struct tree *tree_not_true(struct arena *, const struct tree *); /* x is not true */
const struct tree *tree_is_not_null(struct arena *, const struct tree *);
/* Equal in canonical form; NULL equals NULL alone. */
bool tree_equal(const struct tree *, const struct tree *);

#endif
