/* bind_inner: what the parts of bind share.  Only they include it. */
#ifndef INTAKE_BIND_INNER_H
#define INTAKE_BIND_INNER_H
#include "intake/bind.h"

/* Who asks what a name means: the value, default or range of a column, or a check. */
struct asker {
	struct bind *bind;
	size_t column; /* columns above it are known; all of them for a check */
	enum { ASK_DEFAULT, ASK_VALUE, ASK_RANGE, ASK_CHECK } what;
	const struct scope *scope; /* filled by bind_add */
};

/* Adds an expression to the program, as a value of the wanted type; -1 for NULL.  A fault ends the
 * program with its place. */
int bind_add(struct asker *, const struct tree *, enum type want);

#endif
