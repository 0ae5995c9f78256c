/*
 * pass: values that rest on all rows of a key, computed over a store: from rows sorted by key and moment (keyed_rows.c), or from a
 * table of keys (keyed_per.c); what comes out is sorted back into the order of the rows.
 *
 *	for (pass_begin(p); pass_next(p);) ... pass_key(p, p->rows[i]) ...
 *
 *	struct sorter *by_row = sorter_new(...);
 *	pass_pack(p->k, &p->load, number, text); pass_value(p, by_row, row);         row by row
 *	pass_column(p, by_row);
 */
#ifndef FIGURE_PASS_H
#define FIGURE_PASS_H
#include "figure/store.h"
#include "group/sorter.h"

/* One pass over the rows that are kept, chunk by chunk. */
struct pass {
	const struct keyed *k;
	size_t number; /* of the keyed column */
	struct store *store;
	struct eval *eval;
	struct cursor cursor;
	const struct vec **part;
	uint32_t *rows;
	size_t n;
	struct buf key, load;
};

void pass_begin(struct pass *);
/* The next chunk: p->n kept rows in p->rows, their key's parts in p->part. */
bool pass_next(struct pass *);
/* The joined key of a row into p->key; false: a part is null, so it equals no other. */
bool pass_key(struct pass *, uint32_t row);

/* A value of the column: x of a number's, text of a text's. */
void pass_pack(const struct keyed *, struct buf *, struct num x, struct str text);
/* What p->load holds is the value of that row of the input. */
void pass_value(struct pass *, struct sorter *by_row, uint64_t row);
/* Values by row number become the column: rows without one are null.  Frees the sorter. */
void pass_column(struct pass *, struct sorter *by_row);

/* Every row that has a key, finished, in the order of key, moment and row. */
struct sorter *pass_sort(struct pass *);
/* A record of pass_sort, taken apart; lasts until the next. */
struct pass_member {
	struct str key, x;
	uint64_t row;
};
bool pass_member(struct sorter *, struct pass_member *);

/* keyed_per.c */
void keyed_per(struct pass *);

#endif
