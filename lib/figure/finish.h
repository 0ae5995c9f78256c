/*
 * finish: groups and the figures of their aggregates, some at a time in the order of output: from the table, or, where it did
 * not fit, from scratch files.
 */
#ifndef FIGURE_FINISH_H
#define FIGURE_FINISH_H
#include "figure/inner.h"

struct finished { /* until the next call */
	const struct table *table;
	const uint32_t *group; /* in the table */
	size_t n;
	struct vec *vec; /* of each aggregate of the figure, for the n groups */
};

struct finish;
struct finish *finish_new(struct figure *);
bool finish_next(struct finish *, struct finished *);
void finish_free(struct finish *);

#endif
