/*
 * store: the rows of a source, held for columns that need all rows of a key together: in memory as far as --memory goes,
 * then in scratch files.  Only the columns that the source's expressions use are kept; what was computed for a keyed column lies
 * beside them.
 */
#ifndef FIGURE_STORE_H
#define FIGURE_STORE_H
#include "figure/inner.h"
#include "io/scratch.h"
#include "record/batch.h"

struct chunk { /* where the rows of one batch are */
	uint64_t index, row; /* of the batch; once opened: of its first row in the input */
	const char *file;
	uint64_t first_line; /* of the file's first record; once opened, of the batch */
	size_t n, lines;     /* rows; line ends in the batch */
	const struct scratch *scratch;
	uint64_t at;
	size_t bytes;
};
/* What was computed for one keyed column, by chunks. */
struct values {
	struct scratch *scratch;
	bool whole; /* all chunks are there */
	uint64_t *from;		 /* where each chunk's begin; one more for the end */
};
struct store {
	struct chunk *chunk; /* in the order of the input, once opened */
	size_t n, cap;
	struct scratch **scratch; /* one a worker */
	size_t scratches;
	struct values *values; /* by the source's keyed columns */
	struct buf buf;
};

void store_init(struct store *);
/* Copies the batch's rows: slot[i] is the batch's column for column i, SIZE_MAX for one that is not read. */
void store_add(struct store *, const struct batch *, const size_t *slot, size_t columns);
void store_merge(struct store *into, struct store *from);
/* After the last row: into the order of the input, where lines can be counted. */
void store_open(struct store *, const struct source *);
void store_clear(struct store *, const struct source *);

/* The values of keyed column k, row by row in the order of the input; null by an empty text or NUM_NONE. */
void store_values_begin(struct store *, const struct source *, size_t k);
void store_values_put(struct store *, size_t k, struct str value); /* as value_pack gives it */
void store_values_end(struct store *, size_t k, size_t chunk);	   /* of a chunk */
void value_pack_number(struct buf *, struct num);
void value_pack_text(struct buf *, struct str);

/* The rows again, a chunk at a time. */
struct cursor {
	const struct store *store;
	const struct source *source;
	size_t at;		   /* of the next chunk */
	const struct chunk *chunk; /* the one under way */
	struct columns columns;
	struct vec *vec;
	const char *lines;
	struct buf *buf; /* by column; the last is the rows' */
	struct arena arena;
};
/* notes: where what is found wrong is said; NULL in passes whose values are computed again. */
void cursor_open(struct cursor *, const struct store *, const struct source *, struct notes *);
bool cursor_next(struct cursor *);
void cursor_close(struct cursor *);

#endif
