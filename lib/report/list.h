/*
 * list: rows from list= streams, as a layout's `list` chooses, orders and cuts them, or a flow chart chooses them.
 * Numbers are ordered largest first, texts smallest first; ties in input order.
 */
#ifndef REPORT_LIST_H
#define REPORT_LIST_H
#include "defs/layout.h"
#include "report/ledger.h"

struct list_row {
	struct str *cell; /* one a column */
	struct str place;
	struct num key;	 /* by: a number */
	struct str text; /* by: a text */
	uint64_t block, row;
};
struct listing {
	const struct element *element;
	struct str *column;
	size_t columns, drills; /* the last `drills` columns are keys to look things up by */
	bool has_place;		/* the stream has the column of places */
	struct list_row *row;
	size_t rows, cap;
	uint64_t all; /* rows that were chosen, kept or not */
	struct arena arena;
	struct listing *next;
};
struct listings {
	struct listing *first; /* one for each `list` and flow chart that a stream serves */
	const struct layout *layout;
	struct str now;
	struct str period; /* text of the report's period; rows of others are left out if the stream
			      has the column */
	bool keep_all;	   /* --split: every place needs its own first rows */
	struct list_file *file;
	size_t files;
};

/* Opens the files, finds for each `list` the first that has its columns (a fault of the last one if
 * none has), for each flow chart the only one, checks. */
void listings_open(struct listings *, const struct layout *, char *const *files, size_t n,
    struct str now, bool keep_all);
/* Reads; notes has room for n files. */
void listings_read(struct listings *, struct str period, struct input_note *notes);
/* NULL: no stream serves it. */
const struct listing *listings_of(const struct listings *, const struct element *);
void listings_clear(struct listings *);
/* For list.c.  Rows in their order. */
void listing_sort(struct listing *);
/* Rows that can no longer be among the first `want` are let go, so that a long stream needs no more
 * room than a short one. */
void listing_prune(struct listing *, uint64_t want);

#endif
