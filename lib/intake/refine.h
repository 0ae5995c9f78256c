/*
 * refine: the rows of a block column by column, in the order of work of design.md 4: take, null
 * words, clean, map, type and format, default, value, required, match, range, length, codes; then
 * the checks.  What needs other blocks (unique, keys) is left to the commit.  One refine a worker,
 * used again for every block.
 */
#ifndef INTAKE_REFINE_H
#define INTAKE_REFINE_H
#include "intake/bind.h"
#include "intake/fields.h"

/* How a column is made in one file: slots joined with a blank. */
struct take {
	size_t *slot;
	size_t slots;
};

/* What --stats counts of a column; cells. */
struct tally {
	uint64_t empty, invalid;
};

struct refine {
	const struct bind *bind;
	struct fields fields;
	struct str **value; /* [column][row]: final, not masked */
	struct num **num;   /* where expressions or ranges need them */
	uint8_t **truth;
	bool *bad;	     /* rows with a flaw */
	struct tally *tally; /* by column, since the last block */
	struct eval *eval;
	struct matcher *matcher;
	struct vec *vec;
	struct columns columns;
	struct arena arena;
	struct buf scratch;
	size_t rows; /* room */
	const struct plan *plan;
	struct flaws *flaws;
	struct notes *notes;
};

struct refine *refine_new(const struct bind *);
/* Cuts text into rows and refines them; flaws are sorted, the first of each record is there. */
void refine_block(
    struct refine *, const struct plan *, struct str text, struct flaws *, struct notes *);
/* The cell as it was taken: trimmed, joined; for rejects. */
struct str refine_taken(struct refine *, size_t column, size_t row);
/* "COLUMN: WHAT: 'TEXT'" as messages show it: a private column's text is masked. */
void refine_words(struct buf *, const struct schema_column *, const char *what, struct str text);
void refine_free(struct refine *);

#endif
