/* codelist_rows: the records of a small stream in memory.  Private to codelist. */
#ifndef EXPR_CODELIST_ROWS_H
#define EXPR_CODELIST_ROWS_H
#include "base/arena.h"
#include "base/buf.h"
#include "expr/place.h"
#include "expr/tree.h"
#include "record/header.h"

struct codelist_rows {
	struct header header;
	struct str *cell; /* row by row */
	size_t *line;     /* where each row stands */
	size_t n, cell_cap, line_cap;
	struct buf text;
	struct arena arena;
};

bool codelist_rows_read(struct codelist_rows *, const char *path, struct fault *);
/* Keeps those for which the condition holds. */
bool codelist_rows_where(struct codelist_rows *, const char *path, const struct tree *, struct misfit *);
void codelist_rows_clear(struct codelist_rows *);

static inline struct str
codelist_cell(const struct codelist_rows *r, size_t row, size_t column)
{
	return r->cell[row * r->header.n + column];
}

#endif
