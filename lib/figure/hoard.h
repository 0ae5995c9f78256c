/*
 * hoard: a worker's table, which goes to scratch files when it outgrows its share of --memory.
 *
 * A quarter of --memory is for the tables of all workers together, a quarter for subtotals while a table goes out, a
 * quarter for sorting; the rest is for what is computed at the end.
 */
#ifndef FIGURE_HOARD_H
#define FIGURE_HOARD_H
#include "figure/inner.h"
#include "group/sorter.h"

struct hoard {
	struct figure *figure;
	struct table *table;
	struct sorter *spilled; /* NULL: all of it fits so far */
};

void hoard_open(struct hoard *, struct figure *);
/* After each batch.  true: the table went out and is a new one without groups. */
bool hoard_check(struct hoard *);
/* What it holds goes to the figure; nothing is left. */
void hoard_done(struct hoard *);

#endif
