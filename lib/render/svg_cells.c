/* svg_cells: columns made of parts, and figures of two dimensions as shaded cells with the figure
 * in each. */
#include "render/svg.h"

#include "render/cell.h"
#include <math.h>
#include <stdio.h>

enum {
	WIDE = 600,
	HIGH = 250,
	LEFT = 54,
	RIGHT = 126,
	TOP = 14,
	BOTTOM = 30,
	HEAT_WIDE = 960,
	CELL_HIGH = 24,
	SHADES = 7
};

static double
column_sum(const struct chart *c, size_t k)
{
	double sum = 0;

	for (size_t i = 0; i < c->n; i++)
		if (c->series[i].value[k].kind != NUM_NULL)
			sum += fmax(0, num_double(c->series[i].value[k]));
	return sum;
}

static void
draw_column(
    struct svg *s, const struct scale *y, size_t k, double at, double wide, struct buf *scratch)
{
	const struct chart *c = s->c;
	double sum = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct num n = c->series[i].value[k];
		char class[16];
		double from = sum;

		if (n.kind == NUM_NULL || num_double(n) <= 0)
			continue;
		sum += num_double(n);
		snprintf(class, sizeof class, "f s%zu", i % 8);
		svg_rect(s, at, scale_at(y, sum), wide, scale_at(y, from) - scale_at(y, sum), class,
		    svg_hover(s, scratch, c->category[k], c->series[i].name, n));
	}
}

void
svg_stack(struct svg *s)
{
	const struct chart *c = s->c;
	double max = 0, step = (WIDE - LEFT - RIGHT) / fmax(1, (double)c->categories), widest = 0;
	struct buf scratch = {0};
	struct scale y;
	size_t skip = 1;

	for (size_t k = 0; k < c->categories; k++) {
		max = fmax(max, column_sum(c, k));
		widest = fmax(widest, svg_text_width(c->category[k]) + 8);
	}
	y = scale_nice(0, max, 4);
	y.at = HIGH - BOTTOM;
	y.size = TOP + BOTTOM - HIGH;
	while (step * (double)skip < widest && skip < c->categories)
		skip++;
	svg_open(s, WIDE, fmax(HIGH, TOP + 18.0 * (double)c->n));
	svg_grid_y(s, &y, LEFT, WIDE - RIGHT);
	for (size_t k = 0; k < c->categories; k++) {
		double at = LEFT + step * (double)k;

		draw_column(s, &y, k, at + step * 0.15, step * 0.7, &scratch);
		if ((c->categories - 1 - k) % skip == 0)
			svg_text(s, at + step / 2, HIGH - 10, ANCHOR_MIDDLE, "m", c->category[k]);
	}
	for (size_t i = 0; i < c->n; i++) { /* the key, in the order of the parts from above */
		char class[16];
		double at = TOP + 18.0 * (double)(c->n - 1 - i);

		snprintf(class, sizeof class, "f s%zu", i % 8);
		svg_rect(s, WIDE - RIGHT + 12, at, 10, 10, class, STR(""));
		svg_text(s, WIDE - RIGHT + 28, at + 10, ANCHOR_START, NULL,
		    svg_fit(c->series[i].name, RIGHT - 30, &scratch));
	}
	svg_close(s);
	buf_clear(&scratch);
}

/* Rows are what has the longer names, for there is room for them. */
struct heat {
	bool turned; /* rows are categories */
	size_t rows, columns;
	double left, wide, min, max;
};

static struct num
heat_value(const struct chart *c, const struct heat *h, size_t row, size_t column)
{
	return h->turned ? c->series[column].value[row] : c->series[row].value[column];
}

static struct str
heat_name(const struct chart *c, bool category, size_t i)
{
	return category ? c->category[i] : c->series[i].name;
}

static struct heat
heat_of(const struct chart *c)
{
	struct heat h = {.min = NAN, .max = NAN};
	double category = 0, series = 0;

	for (size_t i = 0; i < c->categories; i++)
		category = fmax(category, svg_text_width(c->category[i]));
	for (size_t i = 0; i < c->n; i++)
		series = fmax(series, svg_text_width(c->series[i].name));
	h.turned = category > series || c->categories > 12;
	h.rows = h.turned ? c->categories : c->n;
	h.columns = h.turned ? c->n : c->categories;
	h.left = fmin(180, (h.turned ? category : series) + 14);
	h.wide = fmin(110, (HEAT_WIDE - h.left) / fmax(1, (double)h.columns));
	for (size_t r = 0; r < h.rows; r++)
		for (size_t k = 0; k < h.columns; k++) {
			struct num n = heat_value(c, &h, r, k);

			if (n.kind == NUM_NULL)
				continue;
			h.min = fmin(h.min, num_double(n)); /* fmin passes over NaN */
			h.max = fmax(h.max, num_double(n));
		}
	if (h.min > 0 && h.min < h.max / 2)
		h.min = 0;
	return h;
}

void
svg_heat(struct svg *s)
{
	const struct chart *c = s->c;
	struct heat h = heat_of(c);
	struct buf scratch = {0}, hover = {0};

	svg_open(s, h.left + h.wide * (double)h.columns + 2, TOP + 14 + (double)h.rows * CELL_HIGH);
	for (size_t k = 0; k < h.columns; k++)
		svg_text(s, h.left + h.wide * ((double)k + 0.5), TOP + 2, ANCHOR_MIDDLE, "m",
		    svg_fit(heat_name(c, !h.turned, k), h.wide - 4, &scratch));
	for (size_t r = 0; r < h.rows; r++) {
		double y = TOP + 10 + (double)r * CELL_HIGH;

		svg_text(s, h.left - 8, y + 16, ANCHOR_END, NULL,
		    svg_fit(heat_name(c, h.turned, r), h.left - 12, &scratch));
		for (size_t k = 0; k < h.columns; k++) {
			struct num n = heat_value(c, &h, r, k);
			double x = h.left + h.wide * (double)k, share = 0;
			char class[16] = "q q0";

			if (n.kind != NUM_NULL && h.max > h.min)
				share = (num_double(n) - h.min) / (h.max - h.min);
			snprintf(class, sizeof class, "q q%d", (int)(share * (SHADES - 1) + 0.5));
			svg_rect(s, x + 1, y + 1, h.wide - 2, CELL_HIGH - 2, class,
			    svg_hover(s, &hover, heat_name(c, h.turned, r),
				heat_name(c, !h.turned, k), n));
			svg_figure(s, x + h.wide / 2, y + 16, ANCHOR_MIDDLE,
			    n.kind == NUM_NULL ? "m" : NULL, n);
		}
	}
	svg_close(s);
	buf_clear(&scratch);
	buf_clear(&hover);
}
