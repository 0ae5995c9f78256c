/* flow_plan: whatever a flow is like, boxes and labels stand apart, and most steps lead down. */
#include "render/flow_plan.h"
#include "render/svg.h"
#include "unit.h"
#include <math.h>

enum { ARCS = 60, NAMES = 26 };
static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static struct arc
step(size_t from, size_t to, int64_t n)
{
	return (struct arc){
	    .from = {letters + from, 1}, .to = {letters + to, 1}, .n = NUM(n), .time = NUM(n)};
}

/* Two of the same height do not touch: middle and width of each. */
static bool
apart(double x1, double wide1, double x2, double wide2)
{
	return fabs(x1 - x2) >= (wide1 + wide2) / 2;
}

static void
check_boxes(const struct flow_plan *p)
{
	for (size_t i = 0; i < p->nodes; i++) {
		const struct flow_node *a = &p->node[i];

		EXPECT(a->layer < p->layers && a->x - a->wide / 2 > -0.01 &&
		       a->x + a->wide / 2 < p->wide + 0.01);
		EXPECT(a->y >= 0 && a->y + FLOW_HIGH <= p->high);
		for (size_t k = 0; k < i; k++)
			EXPECT(a->layer != p->node[k].layer ||
			       apart(a->x, a->wide, p->node[k].x, p->node[k].wide));
	}
}

static void
check_line(const struct flow_plan *p, const struct flow_line *l)
{
	const struct flow_node *from = &p->node[l->from], *to = &p->node[l->to];

	if (l->from == l->to) {
		EXPECT(!l->up && l->points == 0);
		return;
	}
	EXPECT(l->up ? from->layer > to->layer : from->layer < to->layer);
	EXPECT(l->points >= 3 && l->y[0] == (l->up ? to : from)->y + FLOW_HIGH &&
	       l->y[l->points - 1] == (l->up ? from : to)->y);
	for (size_t i = 1; i < l->points; i++)
		EXPECT(isfinite(l->x[i]) && l->y[i] > l->y[i - 1]);
	/* A step that passes a layer passes beside its boxes. */
	for (size_t i = 1; i + 1 < l->points; i++)
		for (size_t k = 0; k < p->nodes; k++)
			EXPECT(l->y[i] != p->node[k].y + FLOW_HIGH / 2.0 ||
			       apart(l->x[i], 2, p->node[k].x, p->node[k].wide));
}

static struct flow_plan
plan(const struct arc *arc, size_t n, struct arena *a)
{
	struct flow_plan p = flow_layers(arc, n, a);

	for (size_t i = 0; i < p.nodes; i++)
		p.node[i].wide = 40 + (double)(i % 5) * 30;
	for (size_t i = 0; i < p.lines; i++) {
		p.line[i].wide = 60 + (double)(i % 7) * 5;
		p.line[i].share = 1 / (1.0 + (double)i);
	}
	flow_place(&p, a);
	check_boxes(&p);
	for (size_t i = 0; i < p.lines; i++) {
		const struct flow_line *l = &p.line[i];

		check_line(&p, l);
		for (size_t k = 0; k < i && l->points; k++)
			EXPECT(p.line[k].points == 0 || p.line[k].label_y != l->label_y ||
			       apart(l->label_x, l->wide, p.line[k].label_x, p.line[k].wide));
	}
	return p;
}

/* A chain, a way back, a shortcut, a loop: counted by hand. */
static void
known(void)
{
	const struct arc arc[] = {step(0, 1, 9), step(1, 2, 8), step(2, 1, 5), step(0, 2, 4),
	    step(2, 2, 3), step(3, 2, 1)};
	struct arena a = {0};
	struct flow_plan p = plan(arc, 6, &a);

	EXPECT(p.nodes == 4 && p.layers == 3 && p.lines == 6);
	EXPECT(p.node[0].layer == 0 && p.node[1].layer == 1 && p.node[2].layer == 2);
	EXPECT(p.node[3].layer == 1); /* a start of its own stands just above where it leads */
	EXPECT(p.line[2].up && !p.line[0].up && !p.line[3].up && p.line[4].points == 0);
	EXPECT(p.line[0].points == 3 && p.line[3].points == 5);
	EXPECT(p.high == 2 * (FLOW_HIGH + FLOW_BETWEEN) + FLOW_HIGH);
	arena_clear(&a);
}

static void
extremes(void)
{
	const struct arc loop[] = {step(0, 0, 1)}, two[] = {step(0, 1, 1), step(2, 3, 1)};
	struct arc arc[ARCS];
	struct arena a = {0};
	struct flow_plan p = plan(NULL, 0, &a);

	EXPECT(p.nodes == 0 && p.wide == 0 && p.high == 0);
	p = plan(loop, 1, &a);
	EXPECT(p.nodes == 1 && p.layers == 1 && p.wide == p.node[0].wide);
	p = plan(two, 2, &a);
	EXPECT(p.nodes == 4 && p.layers == 2);
	for (size_t i = 0; i < NAMES - 1; i++) /* a chain of all */
		arc[i] = step(i, i + 1, 1);
	arc[NAMES - 1] = step(NAMES - 1, 0, 1);
	p = plan(arc, NAMES, &a);
	EXPECT(
	    p.layers == NAMES && p.line[NAMES - 1].up && p.line[NAMES - 1].points == 2 * NAMES - 1);
	for (size_t i = 0; i < NAMES - 1; i++) /* a star */
		arc[i] = step(0, i + 1, 1);
	p = plan(arc, NAMES - 1, &a);
	EXPECT(p.layers == 2);
	arena_clear(&a);
}

static void
chance(void)
{
	uint64_t dice = 7;

	for (size_t turn = 0; turn < 40; turn++) {
		size_t names = 2 + turn % (NAMES - 1), n = 0;
		struct arc arc[ARCS];
		struct arena a = {0}, b = {0};
		bool taken[NAMES][NAMES] = {0};
		struct flow_plan p, q;

		for (size_t i = 0; i < ARCS; i++) {
			size_t from = (dice = dice * 6364136223846793005U + 1) >> 33;
			size_t to = (dice = dice * 6364136223846793005U + 1) >> 33;

			if (!taken[from % names][to % names])
				arc[n++] = step(from % names, to % names, (int64_t)(ARCS - i));
			taken[from % names][to % names] = true;
		}
		p = plan(arc, n, &a);
		q = plan(arc, n, &b);
		for (size_t i = 0; i < p.nodes; i++)
			EXPECT(p.node[i].x == q.node[i].x && p.node[i].layer == q.node[i].layer);
		arena_clear(&a);
		arena_clear(&b);
	}
}

static size_t
count(const struct buf *b, const char *what)
{
	size_t n = 0;

	for (struct str s = buf_slice(b); s.len; s = (struct str){s.at + 1, s.len - 1})
		n += str_starts(s, str_of(what));
	return n;
}

/* Names that would break out, no time, a loop alone that is slow. */
static void
drawn(void)
{
	struct arc arc[] = {{STR("</svg><script>"), STR("\"&'"), NUM(5), NUM(-90), false},
	    {STR("\"&'"), STR("\"&'"), NUM(2), NUM_NONE, true}};
	struct chart c = {.title = STR("<t>"),
	    .about = STR("&"),
	    .number = 3,
	    .drawing = DRAW_FLOW,
	    .arc = arc,
	    .arcs = 2,
	    .digits = -1,
	    .own = -1};
	struct buf b = {0};

	svg_chart(&b, &c, LANG_EN);
	EXPECT(count(&b, "<svg ") == 1 && count(&b, "</svg>") == 1 && count(&b, "<script") == 0);
	EXPECT(count(&b, "<title id=\"c3t\">&lt;t&gt;</title><desc id=\"c3d\">&amp;</desc>") == 1);
	EXPECT(count(&b, "nan") == 0 && count(&b, "inf") == 0 && count(&b, "url(") == 0);
	EXPECT(count(&b, ">5 · \u221290 s</text>") == 1);
	EXPECT(count(&b, "class=\"h slow\">! 2</text>") == 1);
	EXPECT(count(&b, "class=\"slow\">! most time in all</text>") == 1);
	EXPECT(count(&b, "<rect") == 2 && count(&b, "<path") == 4);
	buf_clear(&b);
}

int
main(void)
{
	known();
	extremes();
	chance();
	drawn();
	return unit_end();
}
