/*
 * svg_bars: horizontal bars, whose labels have room for words: places in order, with the target as
 * a line; causes (Pareto) with the share cumulated so far.  Many bars stand in two columns, so that
 * a chart is no higher than half a page.
 */
#include "render/svg.h"

#include "render/cell.h"
#include <math.h>

enum {
	WIDE = 600,
	ROW = 25,
	BAR = 16,
	TOP = 24,
	LABELS = 150,
	SHARE = 58,  /* "100.0%" and a gap */
	MOST = 26,   /* bars in a column */
	NARROW = 450 /* one of two columns */
};

/* A column of bars. */
struct bars {
	double at, wide, row; /* its left edge, its width, from bar to bar */
	size_t from, to;
	struct scale x;
};

bool
svg_is_wide(const struct chart *c)
{
	return c->drawing == DRAW_HEAT || c->drawing == DRAW_FLOW ||
	       (c->drawing == DRAW_BAR && c->categories > MOST);
}

static double
label_width(const struct chart *c)
{
	double w = 40;

	for (size_t i = 0; i < c->categories; i++)
		w = fmax(w, svg_text_width(c->category[i]) + 12);
	return fmin(w, LABELS);
}

/* What stands behind the longest bar: its figure, and the cumulated share. */
static double
behind(const struct svg *s)
{
	double w = 0;

	for (size_t i = 0; i < s->c->categories; i++)
		w = fmax(w, svg_figure_width(s, s->c->series[0].value[i]));
	return w + 10 + (s->c->drawing == DRAW_PARETO ? SHARE : 0);
}

static struct scale
values(const struct svg *s, double wide)
{
	const struct chart *c = s->c;
	double min = 0, max = 0;
	struct scale x;

	for (size_t i = 0; i < c->categories; i++)
		if (c->series[0].value[i].kind != NUM_NULL) {
			max = fmax(max, num_double(c->series[0].value[i]));
			min = fmin(min, num_double(c->series[0].value[i]));
		}
	if (c->target.kind != NUM_NULL)
		max = fmax(max, num_double(c->target));
	x = scale_nice(min, max, 4);
	/* Bars end at the largest value, not at the next tick: nothing is read off an axis here. */
	x.from = min;
	x.to = max > min ? max : min + 1;
	x.at = label_width(c);
	x.size = fmax(80, wide - behind(s) - x.at);
	return x;
}

static double
row_at(const struct bars *bars, size_t i)
{
	return TOP + (double)(i - bars->from) * bars->row;
}

static void
draw_bar(struct svg *s, const struct bars *bars, size_t i, struct buf *scratch)
{
	const struct chart *c = s->c;
	const struct scale *x = &bars->x;
	struct num n = c->series[0].value[i];
	double y = row_at(bars, i), zero = scale_at(x, 0), to;
	bool others = c->own >= 0 && c->own != (ptrdiff_t)i;

	svg_text(s, x->at - 8, y + 13, ANCHOR_END, c->own == (ptrdiff_t)i ? "b" : NULL,
	    svg_fit(c->category[i], x->at - bars->at - 10, scratch));
	if (n.kind == NUM_NULL)
		return;
	to = scale_at(x, num_double(n));
	svg_rect(s, fmin(zero, to), y, fabs(to - zero), fmin(BAR, bars->row - 4),
	    others ? "bar o" : "bar", svg_hover(s, scratch, c->category[i], c->series[0].name, n));
}

/* Figures at the ends of bars, over everything that crosses them. */
static void
draw_figure(struct svg *s, const struct bars *bars, size_t i)
{
	struct num n = s->c->series[0].value[i];
	double zero = scale_at(&bars->x, 0);
	double to = n.kind == NUM_NULL ? zero : scale_at(&bars->x, num_double(n));

	svg_figure(s, fmax(zero, to) + 6, row_at(bars, i) + 13, ANCHOR_START,
	    n.kind == NUM_NULL ? "m" : "h", n);
}

/* Shares cumulated, as a line over the rows; the figure stands at the right edge. */
static void
draw_cumulated(struct svg *s, const struct bars *bars)
{
	const struct chart *c = s->c;
	const struct scale *x = &bars->x;
	struct num sum = NUM(0), part = NUM(0);
	double last_x = 0, last_y = 0;

	for (size_t i = 0; i < c->categories; i++)
		if (c->series[0].value[i].kind != NUM_NULL)
			sum = num_add(sum, c->series[0].value[i]);
	if (num_cmp(sum, NUM(0)) <= 0)
		return;
	svg_text(s, WIDE, TOP - 8, ANCHOR_END, "m", word(s->lang, WORD_CUMULATED));
	for (size_t i = 0; i < c->categories; i++) {
		struct num n = c->series[0].value[i];
		struct buf text = {0};
		double at, y = row_at(bars, i) + BAR / 2.0;

		part = n.kind == NUM_NULL ? part : num_add(part, n);
		at = x->at + x->size * num_double(part) / num_double(sum);
		num_print_ratio(&text, num_mul(part, NUM(100)), sum, 1);
		buf_ch(&text, '%');
		if (i)
			svg_line(s, last_x, last_y, at, y, "cum");
		svg_dot(s, at, y, 2.5, "cum", buf_slice(&text));
		svg_text(s, WIDE, y + 5, ANCHOR_END, "cumt", buf_slice(&text));
		buf_clear(&text);
		last_x = at;
		last_y = y;
	}
}

static void
draw_target(struct svg *s, const struct bars *bars, double bottom)
{
	double at = scale_at(&bars->x, num_double(s->c->target));

	svg_line(s, at, TOP - 4, at, bottom - 4, "tg");
	svg_text(s, at, TOP - 8, at > bars->at + bars->wide - 150 ? ANCHOR_END : ANCHOR_MIDDLE,
	    "t tg", s->c->target_text);
}

static void
draw_column(struct svg *s, const struct bars *bars)
{
	double bottom = TOP + (double)(bars->to - bars->from) * bars->row;
	struct buf scratch = {0};

	svg_line(s, scale_at(&bars->x, 0), TOP - 4, scale_at(&bars->x, 0), bottom - 4, "ax");
	for (size_t i = bars->from; i < bars->to; i++)
		draw_bar(s, bars, i, &scratch);
	if (s->c->target.kind != NUM_NULL)
		draw_target(s, bars, bottom);
	if (s->c->drawing == DRAW_PARETO)
		draw_cumulated(s, bars);
	for (size_t i = bars->from; i < bars->to; i++)
		draw_figure(s, bars, i);
	buf_clear(&scratch);
}

void
svg_bars(struct svg *s)
{
	size_t n = s->c->categories, half = (n + 1) / 2;
	bool two = svg_is_wide(s->c);
	struct bars bars = {
	    .wide = two ? NARROW : WIDE, .row = two ? ROW - 5 : ROW, .to = two ? half : n};

	bars.x = values(s, bars.wide);
	svg_open(s, two ? 2 * NARROW + 20 : WIDE, TOP + (double)bars.to * bars.row + 4);
	draw_column(s, &bars);
	if (two) {
		bars.at = NARROW + 20;
		bars.x.at += bars.at;
		bars.from = half;
		bars.to = n;
		draw_column(s, &bars);
	}
	svg_close(s);
}
