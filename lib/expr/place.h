/*
 * place: where something stands in a definition file or an expression, for errors at FILE:LINE:POSITION with the line and a
 * caret under it (conventions.md 6.1).  Positions count characters from 1.
 */
#ifndef EXPR_PLACE_H
#define EXPR_PLACE_H
#include "base/diag.h"
#include "base/str.h"

/* A text being read: a definition file, or an option ("--expr").  Lives to the end of the run. */
struct script {
	const char *name;
	struct str text;
	size_t line0; /* of the first line; 1 mostly */
};

struct place {
	const struct script *in; /* NULL: nowhere */
	size_t at;               /* byte offset */
};

/* A fault with its place: what the parser, the checker and the loaders fill. */
struct misfit {
	struct place place;
	struct fault fault;
};
bool misfit(struct misfit *, struct place, const char *fmt, ...) __attribute__((format(printf, 3, 4))); /* false */
void place_find(struct place, size_t *line, size_t *position);
/* "FILE:LINE:POS: what", then the line and a caret under the place, appended without a last newline. */
void misfit_draw(const struct misfit *, struct buf *);
/* "PROGRAM: FILE:LINE:POS: what" then the line and the caret; exit 2. */
_Noreturn void misfit_die(const struct misfit *);

#endif
