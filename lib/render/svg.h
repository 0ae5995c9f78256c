/*
 * svg: charts as inline SVG, in the colours of the page (CSS classes and variables, see
 * html_style.c), and the few things they are drawn with.  Coordinates are written with one decimal.
 * Every text is escaped.
 */
#ifndef RENDER_SVG_H
#define RENDER_SVG_H
#include "base/buf.h"
#include "render/doc.h"

/* The whole element, with title and desc, labelled by them (ids from chart->number). */
void svg_chart(struct buf *, const struct chart *, enum lang);
/* A trend in 84 x 20, for cells and tiles; label is for those who cannot see it. */
void svg_spark(struct buf *, struct trend, struct str label);

/* A linear scale with ticks at 1, 2, 2.5 or 5 times a power of ten. */
struct scale {
	double from, to, step; /* of values; from and to are ticks */
	double at, size;       /* of coordinates; size may be negative */
	int digits;	       /* that the ticks need */
};
/* Covers min..max with about n steps; equal ends, or none that are finite, still give a scale. */
struct scale scale_nice(double min, double max, unsigned n);
double scale_at(const struct scale *, double value);

struct svg {
	struct buf *b;
	const struct chart *c;
	enum lang lang;
	double width, height;
};
void svg_open(struct svg *, double width, double height);
void svg_close(struct svg *);
void svg_coord(struct buf *, double); /* 12, 12.5 */
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
void svg_text(struct svg *, double x, double y, enum anchor, const char *class, struct str);
void svg_figure(struct svg *, double x, double y, enum anchor, const char *class, struct num);
void svg_line(struct svg *, double x1, double y1, double x2, double y2, const char *class);
/* hover: what is shown under the pointer (a title element); len 0: nothing. */
void svg_rect(
    struct svg *, double x, double y, double w, double h, const char *class, struct str hover);
/* A circle. */
void svg_dot(struct svg *, double x, double y, double r, const char *class, struct str hover);
/* A line through the points of a series from (x[i], y[i]); a NaN is a gap. */
void svg_path(struct svg *, const double *x, const double *y, size_t n, const char *class);
/* Width of a text at 12 pixels, guessed from its characters for a wide face, so that there is room
 * for it in others; and its head that fits, with … if it was cut. */
double svg_text_width(struct str);
struct str svg_fit(struct str, double width, struct buf *scratch);
double svg_figure_width(const struct svg *, struct num);
/* A chart too wide to stand beside another: many bars, cells. */
bool svg_is_wide(const struct chart *);
/* Tick labels and lines across, for a vertical value axis between left and right. */
void svg_grid_y(struct svg *, const struct scale *, double left, double right);
/* "NAME 12.3" for hovering. */
struct str svg_hover(struct svg *, struct buf *scratch, struct str a, struct str b, struct num);

void svg_lines(struct svg *);
void svg_bars(struct svg *); /* BAR and PARETO */
void svg_stack(struct svg *);
void svg_heat(struct svg *);
void svg_flow(struct svg *);

#endif
