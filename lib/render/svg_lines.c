/* svg_lines: figures over time, with the year before and the target; series are named at their
 * right ends. */
#include "base/mem.h"
#include "render/cell.h"
#include "render/svg.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	WIDE = 600,
	HIGH = 240,
	LEFT = 54,
	MOST_RIGHT = 220, /* what names and figures at the ends may take */
	TOP = 14,
	BOTTOM = 30,
	APART = 14,
	NAMES = 12
};

static void
stretch(struct num n, double *min, double *max)
{
	double x;

	if (n.kind == NUM_NULL)
		return;
	x = num_double(n);
	*min = !(*min <= x) ? x : *min;
	*max = !(*max >= x) ? x : *max;
}

static struct scale
values(const struct chart *c)
{
	double min = NAN, max = NAN;
	struct scale y;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->categories; k++)
			stretch(c->series[i].value[k], &min, &max);
	stretch(c->target, &min, &max);
	/* Counts that come near 0 begin there: a line from 0 needs no second look. */
	if (min > 0 && min < 0.4 * max)
		min = 0;
	y = scale_nice(min, max, 4);
	y.at = HIGH - BOTTOM;
	y.size = TOP + BOTTOM - HIGH;
	return y;
}

static double
across(const struct chart *c, double right, size_t i)
{
	double n = c->categories > 1 ? (double)(c->categories - 1) : 1;

	return LEFT + 8 + (right - LEFT - 16) * (c->categories > 1 ? (double)i : 0.5) / n;
}

/* Every k-th category, counted from the last, so that labels stay apart. */
static void
label_x(struct svg *s, double right)
{
	const struct chart *c = s->c;
	double widest = 0, room = right - LEFT - 16;
	size_t k = 1;

	for (size_t i = 0; i < c->categories; i++)
		widest = fmax(widest, svg_text_width(c->category[i]) + 10);
	while (c->categories > 1 && room / (double)(c->categories - 1) * (double)k < widest)
		k++;
	for (size_t i = 0; i < c->categories; i++)
		if ((c->categories - 1 - i) % k == 0)
			svg_text(
			    s, across(c, right, i), HIGH - 10, ANCHOR_MIDDLE, "m", c->category[i]);
}

/* The colour class of the i-th series: the first is the accent. */
static void
series_class(const struct series *one, size_t i, char class[16])
{
	if (one->is == SERIES_LASTYEAR)
		memcpy(class, "l ly", 5);
	else
		snprintf(class, 16, "l s%zu", i % 8);
}

static void
draw_series(struct svg *s, const struct scale *y, double right, size_t i)
{
	const struct series *one = &s->c->series[i];
	size_t n = s->c->categories;
	double *at = mem_new(2 * n, sizeof *at);
	struct buf hover = {0};
	char class[16];

	for (size_t k = 0; k < n; k++) {
		at[k] = across(s->c, right, k);
		at[n + k] =
		    one->value[k].kind == NUM_NULL ? NAN : scale_at(y, num_double(one->value[k]));
	}
	series_class(one, i, class);
	svg_path(s, at, at + n, n, class);
	class[0] = 'd'; /* of its dots */
	for (size_t k = 0; k < n; k++)
		if (!isnan(at[n + k]))
			svg_dot(s, at[k], at[n + k], one->is == SERIES_MAIN ? 3 : 2, class,
			    svg_hover(s, &hover, s->c->category[k], one->name, one->value[k]));
	buf_clear(&hover);
	free(at);
}

struct end {
	double y;
	struct str text;
	struct num last; /* written behind the name; null: not */
	char class[16];
};

/* Names at the right ends, pushed apart so that none covers another. */
static size_t
ends(const struct svg *s, const struct scale *y, struct end *end)
{
	size_t n = 0;

	for (size_t i = 0; i < s->c->n && n < NAMES; i++) {
		const struct series *one = &s->c->series[i];
		struct num min, max, last;

		if (!trend_ends((struct trend){one->value, s->c->categories}, &min, &max, &last))
			continue;
		end[n] = (struct end){
		    .y = scale_at(y, num_double(last)), .text = one->name, .last = last};
		series_class(one, i, end[n].class);
		end[n++].class[0] = 't';
	}
	if (s->c->target.kind != NUM_NULL)
		end[n++] = (struct end){
		    scale_at(y, num_double(s->c->target)), s->c->target_text, NUM_NONE, "t tg"};
	for (size_t i = 1; i < n; i++)
		for (size_t k = i; k && end[k - 1].y > end[k].y; k--) {
			struct end swap = end[k];

			end[k] = end[k - 1];
			end[k - 1] = swap;
		}
	for (size_t i = 1; i < n; i++)
		if (end[i].y < end[i - 1].y + APART)
			end[i].y = end[i - 1].y + APART;
	for (size_t i = n; i-- > 0;) { /* and back from the lower edge */
		double limit = i + 1 < n ? end[i + 1].y - APART : HIGH - BOTTOM;

		if (end[i].y > limit)
			end[i].y = limit;
	}
	return n;
}

/* Names are set in bold. */
static double
name_width(struct str name)
{
	return 1.1 * svg_text_width(name);
}

/* The widest figure at an end; names stand before it. */
static double
figures_width(const struct svg *s, const struct end *end, size_t n)
{
	double wide = 0;

	for (size_t i = 0; i < n; i++)
		if (end[i].last.kind != NUM_NULL)
			wide = fmax(wide, 1.1 * svg_figure_width(s, end[i].last) + 8);
	return wide;
}

/* Where the lines end, so that what stands behind them has room. */
static double
right_edge(const struct svg *s, const struct end *end, size_t n)
{
	double wide = 40, figures = figures_width(s, end, n);

	for (size_t i = 0; i < n; i++)
		wide = fmax(
		    wide, name_width(end[i].text) + (end[i].last.kind == NUM_NULL ? 0 : figures));
	return WIDE - 8 - fmin(wide, fmax(MOST_RIGHT, figures + 80));
}

/* The name, cut if it must be, and at the right edge the last figure, which never is. */
static void
draw_end(struct svg *s, const struct end *e, double right, double figures)
{
	struct buf scratch = {0};
	bool bare = e->last.kind == NUM_NULL;

	svg_text(s, right + 6, e->y + 4, ANCHOR_START, e->class,
	    svg_fit(e->text, (WIDE - 6 - right - (bare ? 0 : figures)) / 1.1, &scratch));
	if (!bare)
		svg_figure(s, WIDE - 1, e->y + 4, ANCHOR_END, e->class, e->last);
	buf_clear(&scratch);
}

void
svg_lines(struct svg *s)
{
	struct scale y = values(s->c);
	struct end end[NAMES + 1];
	size_t n = ends(s, &y, end);
	double right = right_edge(s, end, n), figures = figures_width(s, end, n);

	svg_open(s, WIDE, HIGH);
	svg_grid_y(s, &y, LEFT, right);
	label_x(s, right);
	if (s->c->target.kind != NUM_NULL) {
		double at = scale_at(&y, num_double(s->c->target));

		svg_line(s, LEFT, at, right, at, "tg");
	}
	for (size_t i = s->c->n; i-- > 0;) /* the first on top */
		draw_series(s, &y, right, i);
	for (size_t i = 0; i < n; i++)
		draw_end(s, &end[i], right, figures);
	svg_close(s);
}
