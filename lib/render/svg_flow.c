/*
 * svg_flow: what leads to what: things as boxes, steps as curves, wider where more often taken,
 * with their number and time; those on which most time is spent have a colour and a sign.
 */
#include "render/svg.h"

#include "render/cell.h"
#include "render/escape.h"
#include "render/flow_plan.h"
#include <math.h>

enum { EDGE = 8, NAME = 150, LOOP = 22, ARROW = 8, LEGEND = 30 };

static double
most(const struct chart *c)
{
	double n = 1;

	for (size_t i = 0; i < c->arcs; i++)
		n = fmax(n, num_double(c->arc[i].n));
	return n;
}

/* "! 1,234 · 3.4 d" */
static struct str
label(const struct svg *s, const struct arc *arc, struct buf *scratch)
{
	const struct figures_as as = {0};

	scratch->len = 0;
	if (arc->slow)
		buf_z(scratch, "! ");
	cell_number(scratch, arc->n, s->c->digits, false, as);
	if (arc->time.kind != NUM_NULL) {
		buf_z(scratch, " · ");
		cell_duration(scratch, arc->time, s->lang, as);
	}
	return buf_slice(scratch);
}

static double
box_wide(const struct flow_node *n)
{
	return fmax(40, fmin(NAME, svg_text_width(n->name)) + 20);
}

static void
measure(struct svg *s, struct flow_plan *p, struct buf *scratch)
{
	double all = most(s->c);

	for (size_t i = 0; i < p->nodes; i++)
		p->node[i].wide = box_wide(&p->node[i]);
	for (size_t i = 0; i < p->lines; i++) {
		struct flow_line *l = &p->line[i];

		l->share = num_double(s->c->arc[i].n) / all;
		l->wide = svg_text_width(label(s, &s->c->arc[i], scratch)) + 8;
		if (l->from == l->to) /* as much on the other side: the box is in the middle */
			p->node[l->from].wide += 2 * (LOOP + l->wide);
	}
}

static void
point(struct buf *b, const char *word, double x, double y)
{
	buf_z(b, word);
	svg_coord(b, x);
	buf_ch(b, ' ');
	svg_coord(b, y);
}

static void
begin_path(struct svg *s, const char *class, bool slow)
{
	buf_fmt(s->b, "<path class=\"%s%s\"", class, slow ? " slow" : "");
}

/* A triangle whose tip is at x, y and which comes from (dx, dy), of length 1. */
static void
arrow(struct svg *s, double x, double y, double dx, double dy, bool slow)
{
	double half = ARROW * 0.55;

	begin_path(s, "ar", slow);
	buf_z(s->b, " d=\"");
	point(s->b, "M", x, y);
	point(s->b, "L", x + dx * ARROW - dy * half, y + dy * ARROW + dx * half);
	point(s->b, "L", x + dx * ARROW + dy * half, y + dy * ARROW - dx * half);
	buf_z(s->b, "Z\"/>\n");
}

static void
end_curve(struct svg *s, const struct arc *arc, double wide, struct buf *scratch)
{
	buf_z(s->b, "\" stroke-width=\"");
	svg_coord(s->b, wide);
	buf_z(s->b, "\"><title>");
	scratch->len = 0;
	cell_step(scratch, arc, false);
	escape_html(s->b, buf_slice(scratch));
	buf_ch(s->b, ' ');
	escape_html(s->b, label(s, arc, scratch));
	buf_z(s->b, "</title></path>\n");
}

/*
 * How far a curve leans at a point, to the side for each unit down: upright at its ends and where it turns, else the harmonic
 * mean of both sides, so that it keeps between its points (F. N. Fritsch, J. Butland: A method for constructing local monotone
 * piecewise cubic interpolants, 1984).
 */
static double
lean(const struct flow_line *l, size_t i)
{
	double above, below;

	if (i == 0 || i + 1 == l->points)
		return 0;
	above = (l->x[i] - l->x[i - 1]) / (l->y[i] - l->y[i - 1]);
	below = (l->x[i + 1] - l->x[i]) / (l->y[i + 1] - l->y[i]);
	return above * below > 0 ? 2 * above * below / (above + below) : 0;
}

/* From box to box through the points between; it ends where its arrow begins. */
static void
draw_curve(struct svg *s, const struct flow_line *l, const struct arc *arc, double wide,
    struct buf *scratch)
{
	size_t last = l->points - 1;
	double y0 = l->y[0] + (l->up ? ARROW - 1 : 0);

	begin_path(s, "fl", arc->slow);
	buf_z(s->b, " d=\"");
	point(s->b, "M", EDGE + l->x[0], EDGE + y0);
	for (size_t i = 1; i <= last; i++) {
		double y = l->y[i] - (i == last && !l->up ? ARROW - 1 : 0);
		double third = (y - y0) * (i == 1 || i == last ? 0.5 : 1 / 3.0);

		point(s->b, "C", EDGE + l->x[i - 1] + lean(l, i - 1) * third, EDGE + y0 + third);
		point(s->b, " ", EDGE + l->x[i] - lean(l, i) * third, EDGE + y - third);
		point(s->b, " ", EDGE + l->x[i], EDGE + y);
		y0 = y;
	}
	end_curve(s, arc, wide, scratch);
	if (l->up)
		arrow(s, EDGE + l->x[0], EDGE + l->y[0], 0, 1, arc->slow);
	else
		arrow(s, EDGE + l->x[last], EDGE + l->y[last], 0, -1, arc->slow);
}

/* Out of the right side of a box and into it again. */
static void
draw_loop(struct svg *s, const struct flow_node *n, const struct arc *arc, double wide,
    struct buf *scratch)
{
	double x = EDGE + n->x + box_wide(n) / 2, y = EDGE + n->y + FLOW_HIGH / 2.0;

	begin_path(s, "fl", arc->slow);
	buf_z(s->b, " d=\"");
	point(s->b, "M", x, y - 7);
	point(s->b, "C", x + LOOP, y - 16);
	point(s->b, " ", x + LOOP, y + 10);
	point(s->b, " ", x + ARROW - 1, y + 6);
	end_curve(s, arc, wide, scratch);
	arrow(s, x, y + 6, 1, 0, arc->slow);
	svg_text(
	    s, x + LOOP, y + 4, ANCHOR_START, arc->slow ? "h slow" : "h", label(s, arc, scratch));
}

static void
draw_steps(struct svg *s, const struct flow_plan *p, struct buf *scratch)
{
	for (size_t i = p->lines; i-- > 0;) { /* the most frequent over the others */
		const struct flow_line *l = &p->line[i];
		const struct arc *arc = &s->c->arc[i];
		double wide = 1 + 5 * l->share;

		if (l->from == l->to)
			draw_loop(s, &p->node[l->from], arc, wide, scratch);
		else
			draw_curve(s, l, arc, wide, scratch);
	}
	for (size_t i = 0; i < p->lines; i++) {
		const struct flow_line *l = &p->line[i];
		const struct arc *arc = &s->c->arc[i];

		if (l->from != l->to)
			svg_text(s, EDGE + l->label_x, EDGE + l->label_y + 4, ANCHOR_MIDDLE,
			    arc->slow ? "h slow" : "h", label(s, arc, scratch));
	}
}

static void
draw_boxes(struct svg *s, const struct flow_plan *p, struct buf *scratch)
{
	for (size_t i = 0; i < p->nodes; i++) {
		const struct flow_node *n = &p->node[i];
		double wide = box_wide(n);

		svg_rect(s, EDGE + n->x - wide / 2, EDGE + n->y, wide, FLOW_HIGH, "nd", n->name);
		svg_text(s, EDGE + n->x, EDGE + n->y + FLOW_HIGH / 2.0 + 4, ANCHOR_MIDDLE, NULL,
		    svg_fit(n->name, wide - 12, scratch));
	}
}

void
svg_flow(struct svg *s)
{
	struct arena arena = {0};
	struct flow_plan p = flow_layers(s->c->arc, s->c->arcs, &arena);
	struct buf scratch = {0}, said = {0};
	bool slow = false;

	measure(s, &p, &scratch);
	flow_place(&p, &arena);
	for (size_t i = 0; i < s->c->arcs; i++)
		slow |= s->c->arc[i].slow;
	if (slow) {
		buf_z(&said, "! ");
		buf_str(&said, word(s->lang, WORD_SLOW));
	}
	svg_open(s, fmax(p.wide, svg_text_width(buf_slice(&said))) + 2 * EDGE,
	    p.high + 2 * EDGE + (slow ? LEGEND : 0));
	draw_steps(s, &p, &scratch);
	draw_boxes(s, &p, &scratch);
	if (slow)
		svg_text(s, EDGE, EDGE + p.high + LEGEND, ANCHOR_START, "slow", buf_slice(&said));
	svg_close(s);
	buf_clear(&scratch);
	buf_clear(&said);
	arena_clear(&arena);
}
