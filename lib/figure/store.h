/*
 * store: the rows of a source held in memory, for columns that need all rows of a key together.  Only the columns that the
 * source's expressions use are kept; --memory bounds it.
 */
#ifndef FIGURE_STORE_H
#define FIGURE_STORE_H
#include "expr/eval.h"
#include "record/batch.h"

struct chunk { /* the rows of one batch */
	uint64_t index;
	const char *file;
	uint64_t first_line; /* of the file's first record; once sorted, of the batch */
	size_t n, lines;    /* rows; line ends in the batch */
	struct str **col;   /* by the source's columns; NULL for keyed ones */
	struct vec *vec;    /* the same as eval takes them; keyed ones are filled as they are computed */
	size_t *line;       /* of each row, from the batch's first */
	struct arena arena;
	struct notes notes;
};
struct store {
	struct chunk **chunk; /* in the order of the input, once sorted */
	size_t n, cap;
	size_t bytes;
};

/* Copies the batch's rows: slot[i] is the batch's column for column i, SIZE_MAX for one that is not read. */
struct chunk *chunk_new(const struct batch *, const size_t *slot, size_t columns);
void store_add(struct store *, struct chunk *);
void store_merge(struct store *into, struct store *from);
void store_sort(struct store *); /* into the order of the input, where lines can be counted */
void store_clear(struct store *);
/* notes: where what is found wrong is said; NULL in passes whose values are computed again. */
struct columns chunk_columns(struct chunk *, size_t columns, struct notes *, bool strict);

#endif
