/*
 * eval: a program over a batch: columns in, columns out, nulls inside.  One eval a worker; results last until the next
 * eval_batch.  Values are computed when first asked for (eval_get) and once a batch; what stands behind a guard (the right of
 * `and`, a branch of `if`, an argument with `where`) only for the rows that need it.
 */
#ifndef EXPR_EVAL_H
#define EXPR_EVAL_H
#include "base/diag.h"
#include "expr/check.h"
#include "record/batch.h"

enum { TRUTH_NO = 0, TRUTH_YES = 1, TRUTH_NULL = 2 };

struct vec {
	enum type type; /* TYPE_ANY: text of a stream */
	union {
		const struct num *num;
		const struct str *text; /* len 0 is null */
		const uint8_t *truth;
	};
};

struct columns {
	size_t n;              /* rows */
	const struct vec *col; /* by the numbers the scope gave */
	size_t cols;
	struct notes *notes;   /* NULL: nothing is said */
	/* Line of a row for notes, from the batch's first; arg as given. */
	size_t (*line)(const void *arg, size_t row);
	const void *arg;
	bool strict;           /* a value not of its type ends the run */
};

/*
 * The columns of a batch, vec[i] from its slot[i] (NULL: slot i), with its notes and lines; vec has room for cols and, like
 * the batch, lasts as long as the columns are used.
 */
struct columns columns_of(const struct batch *, struct vec *, const size_t *slot, size_t cols);

struct eval;
struct eval *eval_new(const struct program *);
void eval_batch(struct eval *, const struct columns *); /* *columns is borrowed until the next */
const struct vec *eval_get(struct eval *, int value);
/* Rows where the truth holds, as indices in rising order (room for n); returns how many. */
size_t eval_rows(struct eval *, int truth, uint32_t *rows);
/* A constant value of a program: its text form (numbers as printed); false: null. */
bool eval_constant(const struct program *, int value, struct buf *);
struct num eval_constant_number(const struct program *, int value);
/* Row `row` of a vec as the text that a stream shows: numbers printed, truths 1 and 0, null nothing. */
void vec_print(const struct vec *, size_t row, struct buf *);
void eval_free(struct eval *);

#endif
