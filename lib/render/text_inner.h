/* text_inner: the parts of the text format (text.c, text_table.c, text_chart.c). */
#ifndef RENDER_TEXT_INNER_H
#define RENDER_TEXT_INNER_H
#include "render/cell.h"
#include "render/escape.h"
#include "render/grid.h"

void text_table(const struct doc *, const struct table *, const struct look *, struct buf *);
void text_chart(const struct doc *, const struct chart *, const struct look *, struct buf *);

static inline struct figures_as
text_figures(const struct look *look)
{
	return (struct figures_as){.ascii = look->ascii || look->ambiguous != 1};
}

#endif
