/*
 * format: the formats a doc can be written in.  A renderer is a function from a doc to bytes; it
 * opens nothing and knows no terminal: what it needs to know of one is in struct look.
 */
#ifndef RENDER_FORMAT_H
#define RENDER_FORMAT_H
#include "base/buf.h"
#include "render/doc.h"

struct look {
	size_t width;  /* columns; 0: unlimited */
	int ambiguous; /* columns that ambiguous characters take, 1 or 2 */
	bool color, ascii;
	bool script; /* HTML: tables can be sorted */
};

struct format {
	const char *name, *suffix;
	void (*render)(const struct doc *, const struct look *,
	    struct buf *); /* NULL: known, not in this build */
};

const struct format *format_find(struct str name); /* NULL: unknown */
/* "text, markdown, html, csv" */
const char *format_names(void);

void render_text(const struct doc *, const struct look *, struct buf *);
void render_markdown(const struct doc *, const struct look *, struct buf *);
void render_html(const struct doc *, const struct look *, struct buf *);
void render_csv(const struct doc *, const struct look *, struct buf *);

#endif
