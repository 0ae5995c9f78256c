/*
 * grid: cells in columns of display width, as a terminal shows them: CJK characters two wide,
 *figures to the right.
 *
 *	grid_start(&g, 3); grid_put(&g, text, tone, right) ... three a row; grid_measure(&g);
 *grid_line(&g, row, b, look);
 *
 * Texts are copied (already escaped for a terminal).  grid_clear frees.
 */
#ifndef RENDER_GRID_H
#define RENDER_GRID_H
#include "render/format.h"

struct grid_cell {
	struct str text;
	size_t width;
	enum tone tone;
	bool right;
};
struct grid {
	size_t columns, rows, cells, cap;
	struct grid_cell *cell;
	size_t *width, *gap; /* of each column; gap: blanks before it */
	struct arena arena;
};

void grid_start(struct grid *, size_t columns);
void grid_put(struct grid *, struct str text, enum tone, bool right, int ambiguous);
/* Column widths from the cells; fits them into look->width, if that is not 0, by cutting the widest
 * texts (not below 8). */
void grid_measure(struct grid *, const struct look *);
size_t grid_width(const struct grid *);
void grid_line(const struct grid *, size_t row, const struct look *, struct buf *);
/* A line across: ─ or -. */
void grid_rule(size_t width, const struct look *, struct buf *);
void grid_clear(struct grid *);

/* text padded to width, cut with … if it is wider. */
void pad_text(struct buf *, struct str text, size_t width, bool right, const struct look *);
/* The escape sequence of a tone, and back; nothing without colour. */
void tone_on(struct buf *, enum tone, const struct look *);
void tone_off(struct buf *, enum tone, const struct look *);
/* Bytes of s that one line of `room` columns takes; 0: not one character fits. */
size_t line_break(struct str s, size_t room, int ambiguous);
/* Lines of at most look->width columns, the first after `used` columns, all others after indent
 * blanks. */
void wrap_text(struct buf *, struct str text, size_t used, size_t indent, const struct look *);

#endif
