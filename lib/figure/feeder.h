/*
 * feeder: what becomes of a batch: which rows count, in which groups, and the update of every state (one feeder a worker).
 */
#ifndef FIGURE_FEEDER_H
#define FIGURE_FEEDER_H
#include "figure/inner.h"

struct feeder;
struct feeder *feeder_new(struct source *);
void feeder_columns(struct feeder *, const struct columns *, struct books *);
void feeder_merge(struct feeder *); /* into the figure, then freed */

/* The rows that are kept (no skip holds, -w does), in rising order; returns how many. */
size_t feeder_rows(const struct source *, struct eval *, size_t n, uint32_t *rows);
/* Updates the table of a keyed aggregate with the rows and their groups. */
void feeder_update(struct eval *, struct table *, const struct aggregate *, const uint32_t *rows, const uint32_t *group, size_t n);

/* Reads the source and feeds all of it. */
void feed_source(struct source *);

#endif
