/*
 * func: the functions of the language: one table gives name, arguments, result and evaluator.  Private to this folder.
 *
 * Arguments: n number, w whole number, t text, c truth, a any, p pattern, q pattern or text, L codelist, K calendar, N a bare name,
 * e edge (a constant); what follows ? may be left out, * repeats the last.
 */
#ifndef EXPR_FUNC_H
#define EXPR_FUNC_H
#include "expr/program.h"

enum func_kind {
	FUNC_ROW,       /* a value of the row, null if an argument is */
	FUNC_PASSING,   /* the same, but nulls are passed to it */
	FUNC_FORM,      /* check makes something else of it: if, coalesce, number ... */
	FUNC_MOVE,      /* prev, next, nth: with `per` */
	FUNC_AGGREGATE
};

struct func {
	const char *name, *args;
	enum type type;
	enum func_kind kind;
	/* One of: */
	void (*row)(struct work *, size_t i);
	struct num (*number)(struct num);
	void (*text)(struct buf *, struct str);
	bool (*time)(struct str, struct buf *);
	size_t head; /* the first bytes of a time */
	/* From constant operands, once. */
	const void *(*prepare)(struct program *, const struct shape *);
};

const struct func *func_find(struct str name); /* NULL: none */
/* How many arguments it takes. */
void func_arity(const struct func *, size_t *least, size_t *most);
char func_argument(const struct func *, size_t i); /* its letter */

void row_add(struct work *, size_t);
void row_addmonths(struct work *, size_t);
void row_bin(struct work *, size_t);
void row_clock(struct work *, size_t);
void row_concat(struct work *, size_t);
void row_contains(struct work *, size_t);
void row_day(struct work *, size_t);
void row_daytype(struct work *, size_t);
void row_elapsed(struct work *, size_t);
void row_extract(struct work *, size_t);
void row_greatest(struct work *, size_t);
void row_hash(struct work *, size_t);
void row_holds(struct work *, size_t);
void row_hour(struct work *, size_t);
void row_least(struct work *, size_t);
void row_left(struct work *, size_t);
void row_length(struct work *, size_t);
void row_lookup(struct work *, size_t);
void row_mask(struct work *, size_t);
void row_pad(struct work *, size_t);
void row_pow(struct work *, size_t);
void row_replace(struct work *, size_t);
void row_right(struct work *, size_t);
void row_round(struct work *, size_t);
void row_slot(struct work *, size_t);
void row_split(struct work *, size_t);
void row_starts(struct work *, size_t);
void row_substr(struct work *, size_t);
void row_weekday(struct work *, size_t);
void row_workday(struct work *, size_t);
void row_worktime(struct work *, size_t);

void time_heads(struct work *, size_t n); /* n bytes of each time */

#endif
