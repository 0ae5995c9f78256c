/* html_inner: the parts of the HTML format (html.c, html_table.c, html_style.c). */
#ifndef RENDER_HTML_INNER_H
#define RENDER_HTML_INNER_H
#include "render/format.h"

extern const char *const html_style[]; /* the style sheet: light, dark, print; NULL at the end */
extern const char html_script[];       /* makes tables sortable; nothing depends on it */

void html_table(const struct doc *, const struct table *, struct buf *);
/* A cell's content, escaped; a trend as SVG. */
void html_cell(const struct doc *, const struct cell *, struct buf *);
void html_verdict(const struct doc *, enum verdict, struct buf *);
/* "lowest 0.7, highest 0.9": a trend in words. */
void html_spark(const struct doc *, struct trend, int digits, struct buf *);

#endif
