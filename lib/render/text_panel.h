/* text_panel: as many columns of a table as fit side by side (text_table.c), and their header
 * (text_head.c). */
#ifndef RENDER_TEXT_PANEL_H
#define RENDER_TEXT_PANEL_H
#include "render/text_inner.h"

enum { HEAD_LINES = 3 };

struct panel {
	const struct doc *d;
	const struct table *t;
	const struct look *look;
	unsigned dropped; /* bits of aspects */
	bool sign;	  /* verdicts as a sign behind the value */
	size_t lines;	  /* that heads may take */
	bool anyhow;	  /* not even one column fits: heads break inside words */
	size_t from, to;  /* columns of the table, beside the first */
	size_t *at, n;	  /* columns shown */
	struct grid g;
};

/* How many columns of the panel, from k on, belong to the same indicator. */
size_t panel_span(const struct panel *, size_t k);
/* Widens columns so that their heads fit. */
void panel_fit_heads(struct panel *, struct arena *);
void panel_heads(const struct panel *, struct arena *, struct buf *);

#endif
