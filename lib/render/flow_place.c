/*
 * flow_place: places of things and steps.  Between two layers lies one more, for labels, so a step
 * has a point of its own in every layer it passes, and nothing that is in one layer can touch.
 */
#include "render/flow_plan.h"
#include <stdlib.h>

enum { APART = 18, SWEEPS = 12, PULLS = 30, BEND = 10 };

/* A node, a label, or a bend of a step on its way: in its row, from left to right. */
struct spot_at {
	size_t row;
	double wide, x, want, pull; /* want: the mean of its neighbours; pull: their weight */
};
struct link { /* from a row to the next */
	size_t upper, lower;
	double weight;
};
struct placing {
	struct flow_plan *p;
	struct arena *a;
	struct spot_at *spot; /* nodes, then the points of lines */
	size_t spots;
	size_t *first; /* spot of a line's uppermost point */
	struct link *link;
	size_t links;
	size_t **row, *in; /* spots of each row in order, and how many */
	size_t rows;
	size_t *place; /* of a spot in its row */
};

static size_t
upper_row(const struct flow_plan *p, const struct flow_line *l)
{
	return 2 * p->node[l->up ? l->to : l->from].layer;
}

static size_t
lower_row(const struct flow_plan *p, const struct flow_line *l)
{
	return 2 * p->node[l->up ? l->from : l->to].layer;
}

/* What bends most is straightened most, then what is most frequent. */
static void
add_link(struct placing *g, const struct flow_line *l, size_t upper, size_t lower)
{
	bool bends = upper >= g->p->nodes && lower >= g->p->nodes;

	g->link[g->links++] = (struct link){upper, lower, bends ? 8 : 1 + 5 * l->share};
}

/* The points of a line; its label is nearest to where it comes from. */
static void
add_points(struct placing *g, size_t i)
{
	struct flow_line *l = &g->p->line[i];
	size_t from = upper_row(g->p, l), to = lower_row(g->p, l);
	size_t last = l->up ? l->to : l->from;

	g->first[i] = g->spots;
	if (l->from == l->to)
		return;
	for (size_t row = from + 1; row < to; row++) {
		bool label = row == (l->up ? to - 1 : from + 1);

		g->spot[g->spots] = (struct spot_at){row, label ? l->wide : BEND, 0, 0, 0};
		add_link(g, l, last, g->spots);
		last = g->spots++;
	}
	add_link(g, l, last, l->up ? l->from : l->to);
}

static void
start(struct placing *g)
{
	struct flow_plan *p = g->p;
	size_t most = p->nodes;

	g->rows = 2 * p->layers;
	for (size_t i = 0; i < p->lines; i++)
		most += lower_row(p, &p->line[i]) - upper_row(p, &p->line[i]) + 1;
	g->spot = arena_zero(g->a, most + 1, sizeof *g->spot);
	g->link = arena_zero(g->a, most + 1, sizeof *g->link);
	g->place = arena_zero(g->a, most + 1, sizeof *g->place);
	g->first = arena_zero(g->a, p->lines + 1, sizeof *g->first);
	for (size_t i = 0; i < p->nodes; i++)
		g->spot[g->spots++] =
		    (struct spot_at){2 * p->node[i].layer, p->node[i].wide, 0, 0, 0};
	for (size_t i = 0; i < p->lines; i++)
		add_points(g, i);
	g->row = arena_zero(g->a, g->rows + 1, sizeof *g->row);
	g->in = arena_zero(g->a, g->rows + 1, sizeof *g->in);
	for (size_t i = 0; i < g->spots; i++)
		g->in[g->spot[i].row]++;
	for (size_t r = 0; r < g->rows; r++) {
		g->row[r] = arena_zero(g->a, g->in[r] + 1, sizeof **g->row);
		g->in[r] = 0;
	}
	for (size_t i = 0; i < g->spots; i++) {
		size_t r = g->spot[i].row;

		g->place[i] = g->in[r];
		g->row[r][g->in[r]++] = i;
	}
}

/* --- the order in rows --- */
static size_t
crossings(const struct placing *g)
{
	size_t n = 0;

	for (size_t i = 0; i < g->links; i++)
		for (size_t k = 0; k < i; k++) {
			const struct link *a = &g->link[i], *b = &g->link[k];
			size_t ua = g->place[a->upper], ub = g->place[b->upper];
			size_t la = g->place[a->lower], lb = g->place[b->lower];

			n += g->spot[a->upper].row == g->spot[b->upper].row &&
			     ((ua < ub && la > lb) || (ua > ub && la < lb));
		}
	return n;
}

static int
by_want(const void *a, const void *b, void *arg)
{
	const struct placing *g = arg;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	double d = g->spot[x].want - g->spot[y].want;

	if (d < -1e-9 || d > 1e-9)
		return d < 0 ? -1 : 1;
	return (g->place[x] > g->place[y]) - (g->place[x] < g->place[y]);
}

/* Each spot wants to be where its neighbours in the row above (or below) are in the mean; without
 * any, where it is. */
static void
order_row(struct placing *g, size_t r, bool down)
{
	for (size_t k = 0; k < g->in[r]; k++) {
		size_t at = g->row[r][k], n = 0;
		double sum = 0;

		for (size_t i = 0; i < g->links; i++) {
			const struct link *l = &g->link[i];

			if ((down ? l->lower : l->upper) != at)
				continue;
			sum += (double)g->place[down ? l->upper : l->lower];
			n++;
		}
		g->spot[at].want = n ? sum / (double)n : (double)k;
	}
	qsort_r(g->row[r], g->in[r], sizeof **g->row, by_want, g);
	for (size_t k = 0; k < g->in[r]; k++)
		g->place[g->row[r][k]] = k;
}

static void
put_in_order(struct placing *g)
{
	size_t *best = arena_zero(g->a, g->spots + 1, sizeof *best), least = crossings(g);

	memcpy(best, g->place, g->spots * sizeof *best);
	for (size_t sweep = 0; sweep < SWEEPS && least; sweep++) {
		bool down = sweep % 2 == 0;
		size_t n;

		for (size_t k = 1; k < g->rows; k++)
			order_row(g, down ? k : g->rows - 1 - k, down);
		n = crossings(g);
		if (n < least) {
			least = n;
			memcpy(best, g->place, g->spots * sizeof *best);
		}
	}
	memcpy(g->place, best, g->spots * sizeof *best);
	for (size_t i = 0; i < g->spots; i++)
		g->row[g->spot[i].row][g->place[i]] = i;
}

/* --- places in rows --- */
struct pool {
	double sum, weight;
	size_t n;
};

/*
 * The places nearest to those wanted (least squares) that keep order and distance: with the
 * distances taken off, what is asked for is a rising sequence, which pooling neighbours that fall
 * gives.
 */
static void
place_row(struct placing *g, size_t r, struct pool *pool)
{
	double off = 0;
	size_t pools = 0, k = 0;

	for (size_t i = 0; i < g->in[r]; i++) {
		struct spot_at *s = &g->spot[g->row[r][i]];

		if (i)
			off += (g->spot[g->row[r][i - 1]].wide + s->wide) / 2 + APART;
		pool[pools++] = (struct pool){(s->want - off) * s->pull, s->pull, 1};
		while (pools > 1 && pool[pools - 2].sum * pool[pools - 1].weight >
					pool[pools - 1].sum * pool[pools - 2].weight) {
			pools--;
			pool[pools - 1].sum += pool[pools].sum;
			pool[pools - 1].weight += pool[pools].weight;
			pool[pools - 1].n += pool[pools].n;
		}
	}
	off = 0;
	for (size_t i = 0; i < pools; i++)
		for (size_t n = 0; n < pool[i].n; n++, k++) {
			struct spot_at *s = &g->spot[g->row[r][k]];

			if (k)
				off += (g->spot[g->row[r][k - 1]].wide + s->wide) / 2 + APART;
			s->x = pool[i].sum / pool[i].weight + off;
		}
}

/* Where the neighbours of a row's spots are in the mean, by the weight of the links. */
static void
pull_row(struct placing *g, size_t r)
{
	for (size_t i = 0; i < g->in[r]; i++)
		g->spot[g->row[r][i]].want = g->spot[g->row[r][i]].pull = 0;
	for (size_t i = 0; i < g->links; i++) {
		const struct link *l = &g->link[i];
		bool upper = g->spot[l->upper].row == r;
		struct spot_at *s = &g->spot[upper ? l->upper : l->lower];

		if (s->row != r)
			continue;
		s->want += l->weight * g->spot[upper ? l->lower : l->upper].x;
		s->pull += l->weight;
	}
	for (size_t i = 0; i < g->in[r]; i++) {
		struct spot_at *s = &g->spot[g->row[r][i]];

		s->want = s->pull > 0 ? s->want / s->pull : s->x;
		s->pull = s->pull > 0 ? s->pull : 1;
	}
}

static void
put_in_place(struct placing *g)
{
	struct pool *pool = arena_zero(g->a, g->spots + 1, sizeof *pool);

	for (size_t pull = 0; pull < PULLS; pull++)
		for (size_t k = 0; k < g->rows; k++) {
			size_t r = pull % 2 ? g->rows - 1 - k : k;

			pull_row(g, r);
			place_row(g, r, pool);
		}
}

/* --- out --- */
static double
row_y(size_t row)
{
	double y = (double)(row / 2) * (FLOW_HIGH + FLOW_BETWEEN);

	return row % 2 ? y + FLOW_HIGH + FLOW_BETWEEN / 2.0 : y;
}

/* Lines leave and reach a node beside each other, in the order of where they go. */
static double
port(const struct placing *g, size_t link, bool upper)
{
	const struct link *l = &g->link[link];
	size_t node = upper ? l->upper : l->lower, other = upper ? l->lower : l->upper;
	size_t n = 0, before = 0;
	double step;

	for (size_t i = 0; i < g->links; i++) {
		size_t far = upper ? g->link[i].lower : g->link[i].upper;

		if ((upper ? g->link[i].upper : g->link[i].lower) != node)
			continue;
		n++;
		before += g->place[far] < g->place[other];
	}
	step = n > 1 ? 36.0 / (double)(n - 1) : 0;
	step = step > 14 ? 14 : step;
	return g->spot[node].x + step * ((double)before - (double)(n - 1) / 2);
}

static void
trace(struct placing *g, size_t i, size_t *link)
{
	struct flow_line *l = &g->p->line[i];
	size_t n = lower_row(g->p, l) - upper_row(g->p, l) - 1, label = l->up ? n - 1 : 0;

	l->x = arena_zero(g->a, n + 2, sizeof *l->x);
	l->y = arena_zero(g->a, n + 2, sizeof *l->y);
	l->points = n + 2;
	l->x[0] = port(g, *link, true);
	l->y[0] = row_y(upper_row(g->p, l)) + FLOW_HIGH;
	for (size_t k = 0; k < n; k++) {
		const struct spot_at *s = &g->spot[g->first[i] + k];

		l->x[k + 1] = s->x;
		l->y[k + 1] = row_y(s->row) + (s->row % 2 ? 0 : FLOW_HIGH / 2.0);
	}
	l->label_x = l->x[label + 1];
	l->label_y = l->y[label + 1];
	*link += n + 1;
	l->x[n + 1] = port(g, *link - 1, false);
	l->y[n + 1] = row_y(lower_row(g->p, l));
}

void
flow_place(struct flow_plan *p, struct arena *a)
{
	struct placing g = {.p = p, .a = a};
	double left = 0, right = 0;
	size_t link = 0;

	start(&g);
	put_in_order(&g);
	put_in_place(&g);
	for (size_t i = 0; i < g.spots; i++) {
		const struct spot_at *s = &g.spot[i];

		left = i == 0 || s->x - s->wide / 2 < left ? s->x - s->wide / 2 : left;
		right = i == 0 || s->x + s->wide / 2 > right ? s->x + s->wide / 2 : right;
	}
	for (size_t i = 0; i < g.spots; i++)
		g.spot[i].x -= left;
	for (size_t i = 0; i < p->nodes; i++) {
		p->node[i].x = g.spot[i].x;
		p->node[i].y = row_y(g.spot[i].row);
	}
	for (size_t i = 0; i < p->lines; i++)
		if (p->line[i].from != p->line[i].to)
			trace(&g, i, &link);
	p->wide = right - left;
	p->high = p->layers ? row_y(2 * (p->layers - 1)) + FLOW_HIGH : 0;
}
