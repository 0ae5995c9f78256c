/* text_chart: charts in characters: bars for places and causes, a trend for lines, a table for the
 * rest. */
#include "render/text_inner.h"
#include "value/text.h"

static void
print_number(struct buf *b, const struct chart *c, struct num n, const struct look *look)
{
	struct cell cell = {
	    .is = n.kind == NUM_NULL ? CELL_NONE : CELL_FIGURE, .value = n, .digits = c->digits};

	cell_print(b, &cell, LANG_EN, text_figures(look));
}

static void
put_text(struct grid *g, struct str s, bool right, const struct look *look)
{
	struct buf b = {0};

	escape_terminal(&b, s);
	grid_put(g, buf_slice(&b), TONE_PLAIN, right, look->ambiguous);
	buf_clear(&b);
}

static void
put_number(struct grid *g, const struct chart *c, struct num n, const struct look *look)
{
	struct buf b = {0};

	print_number(&b, c, n, look);
	grid_put(g, buf_slice(&b), TONE_PLAIN, true, look->ambiguous);
	buf_clear(&b);
}

static void
print_grid(struct grid *g, const struct look *look, struct buf *b)
{
	grid_measure(g, look);
	for (size_t row = 0; row < g->rows; row++)
		grid_line(g, row, look, b);
	grid_clear(g);
}

static double
largest(const struct chart *c)
{
	double max = 0;

	for (size_t i = 0; i < c->categories; i++)
		if (c->series[0].value[i].kind != NUM_NULL &&
		    num_double(c->series[0].value[i]) > max)
			max = num_double(c->series[0].value[i]);
	return max;
}

static void
put_bar(struct grid *g, double share, const struct look *look)
{
	enum { LONGEST = 24 };
	bool ascii = text_figures(look).ascii;
	struct buf b = {0};

	for (int i = 0; i < (int)(share * LONGEST + 0.5); i++)
		buf_z(&b, ascii ? "#" : "█");
	grid_put(g, buf_slice(&b), TONE_PLAIN, false, look->ambiguous);
	buf_clear(&b);
}

/* Label, figure, bar; of a Pareto chart the cumulated share too. */
static void
bars(const struct chart *c, const struct look *look, struct buf *b)
{
	bool pareto = c->drawing == DRAW_PARETO;
	struct num sum = NUM(0), part = NUM(0);
	double max = largest(c);
	struct grid g;

	grid_start(&g, pareto ? 4 : 3);
	for (size_t i = 0; i < c->categories; i++)
		if (c->series[0].value[i].kind != NUM_NULL)
			sum = num_add(sum, c->series[0].value[i]);
	for (size_t i = 0; i < c->categories; i++) {
		struct num n = c->series[0].value[i];
		double x = n.kind == NUM_NULL ? 0 : num_double(n);

		put_text(&g, c->category[i], false, look);
		put_number(&g, c, n, look);
		if (pareto) {
			struct buf text = {0};

			if (n.kind != NUM_NULL)
				part = num_add(part, n);
			num_print_ratio(&text, num_mul(part, NUM(100)), sum, 1);
			buf_ch(&text, '%');
			put_text(&g, buf_slice(&text), true, look);
			buf_clear(&text);
		}
		put_bar(&g, max > 0 && x > 0 ? x / max : 0, look);
	}
	print_grid(&g, look, b);
}

static void
lines(const struct doc *d, const struct chart *c, const struct look *look, struct buf *b)
{
	static const enum word ends[] = {WORD_MIN, WORD_MAX, WORD_LATEST};
	struct grid g;

	grid_start(&g, 5);
	put_text(&g, STR(""), false, look);
	put_text(&g, c->categories ? c->category[0] : STR(""), false, look);
	for (size_t i = 0; i < 3; i++)
		put_text(&g, word(d->lang, ends[i]), true, look);
	for (size_t i = 0; i < c->n; i++) {
		struct trend t = {c->series[i].value, c->categories};
		struct num end[3];
		struct buf spark = {0};

		trend_ends(t, &end[0], &end[1], &end[2]);
		put_text(&g, c->series[i].name, false, look);
		cell_spark(&spark, t, text_figures(look).ascii);
		put_text(&g, buf_slice(&spark), false, look);
		buf_clear(&spark);
		for (size_t k = 0; k < 3; k++)
			put_number(&g, c, end[k], look);
	}
	print_grid(&g, look, b);
}

static void
cells(const struct chart *c, const struct look *look, struct buf *b)
{
	struct grid g;

	grid_start(&g, c->n + 1);
	put_text(&g, STR(""), false, look);
	for (size_t i = 0; i < c->n; i++)
		put_text(&g, c->series[i].name, true, look);
	for (size_t k = 0; k < c->categories; k++) {
		put_text(&g, c->category[k], false, look);
		for (size_t i = 0; i < c->n; i++)
			put_number(&g, c, c->series[i].value[k], look);
	}
	print_grid(&g, look, b);
}

/* Steps, the most frequent first: how often, and the time between. */
static void
steps(const struct doc *d, const struct chart *c, const struct look *look, struct buf *b)
{
	struct figures_as as = text_figures(look);
	double max = c->arcs ? num_double(c->arc[0].n) : 0;
	struct buf text = {0};
	struct grid g;

	for (size_t i = 0; i < c->arcs; i++)
		max = num_double(c->arc[i].n) > max ? num_double(c->arc[i].n) : max;
	grid_start(&g, 5);
	for (size_t i = 0; i < c->arcs; i++) {
		const struct arc *arc = &c->arc[i];

		text.len = 0;
		cell_step(&text, arc, as.ascii);
		put_text(&g, buf_slice(&text), false, look);
		put_number(&g, c, arc->n, look);
		put_bar(&g, max > 0 ? num_double(arc->n) / max : 0, look);
		text.len = 0;
		cell_duration(&text, arc->time, d->lang, as);
		put_text(&g, buf_slice(&text), true, look);
		text.len = 0;
		if (arc->slow) {
			buf_z(&text, "! ");
			buf_str(&text, word(d->lang, WORD_SLOW));
		}
		grid_put(&g, buf_slice(&text), TONE_BAD, false, look->ambiguous);
	}
	buf_clear(&text);
	print_grid(&g, look, b);
}

void
text_chart(const struct doc *d, const struct chart *c, const struct look *look, struct buf *b)
{
	struct buf title = {0};

	buf_str(&title, word(d->lang, WORD_FIGURE));
	buf_fmt(&title, " %u  ", c->number);
	escape_terminal(&title, c->title);
	if (c->unit.len) {
		buf_z(&title, " (");
		escape_terminal(&title, c->unit);
		buf_ch(&title, ')');
	}
	if (c->target_text.len) {
		buf_z(&title, "  ");
		escape_terminal(&title, c->target_text);
	}
	wrap_text(b, buf_slice(&title), 0, 0, look);
	buf_clear(&title);
	if (c->drawing == DRAW_FLOW)
		steps(d, c, look, b);
	else if (c->drawing == DRAW_LINE)
		lines(d, c, look, b);
	else if (c->drawing == DRAW_BAR || c->drawing == DRAW_PARETO)
		bars(c, look, b);
	else
		cells(c, look, b);
}
