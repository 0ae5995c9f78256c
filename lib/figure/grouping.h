/* grouping: which group of a table each row belongs to. */
#ifndef FIGURE_GROUPING_H
#define FIGURE_GROUPING_H
#include "figure/inner.h"

struct grouping;
struct grouping *grouping_new(struct table *);
void grouping_free(struct grouping *);
/* group[i]: of rows[i], by the group columns of the view. */
void grouping_rows(struct grouping *, struct eval *, const struct view *, size_t n, const uint32_t *rows, uint32_t *group);

#endif
