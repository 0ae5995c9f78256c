/*
 * scope: what the names of definition files mean in expressions, for all programs: lets and constants here, codelists and calendars from
 * the shelf; for every other name (columns, derived columns, indicators) the program is asked.
 *
 *	struct defs_scope s = { .defs = defs, .shelf = shelf, .name = my_columns, .arg = &mine };
 *	int value = program_add(p, tree, defs_scope(&s), TYPE_TRUTH, &misfit);
 *
 * The tree of a let is read in the same scope as the name that means it.  s must last as long as the program is added to.
 */
#ifndef DEFS_SCOPE_H
#define DEFS_SCOPE_H
#include "defs/defs.h"

struct defs_scope {
	const struct defs *defs;
	const struct shelf *shelf; /* NULL: no codelists and calendars */
	/* Names that are no let; false and the fault: unknown.  NULL: there are none, so only constants are known. */
	bool (*name)(void *arg, const struct tree *name, struct named *, struct fault *);
	/* Aggregates and the like; NULL: refused by check. */
	bool (*call)(void *arg, const struct tree *call, struct named *, struct misfit *);
	void *arg;           /* of name and call */
	struct scope scope;  /* moment, now, seed, bare_patterns may be set; the rest is defs_scope's */
};

/* Fills s->scope, keeping what its comment says, and returns it. */
const struct scope *defs_scope(struct defs_scope *s);

/* The value of an expression of constants, as text; false: it is none (a column is in it, or it is wrong), or it is null (b is as before). */
bool defs_constant(const struct defs *, const struct shelf *, const struct tree *, struct buf *b);
/* The same of a constant by its name: `let T = 20s` gives "20". */
bool defs_constant_let(const struct defs *, const struct shelf *, struct str name, struct buf *b);

#endif
