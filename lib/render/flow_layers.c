/* flow_layers: which things of a flow stand above which. */
#include "render/flow_plan.h"

static size_t
node_of(struct flow_plan *p, struct str name)
{
	for (size_t i = 0; i < p->nodes; i++)
		if (str_eq(p->node[i].name, name))
			return i;
	p->node[p->nodes].name = name;
	return p->nodes++;
}

/* Ends of a line as the layers see them: loops have none. */
static bool
ends(const struct flow_line *l, size_t *upper, size_t *lower)
{
	*upper = l->up ? l->to : l->from;
	*lower = l->up ? l->from : l->to;
	return l->from != l->to;
}

/* Whether the first `lines` lines lead down from one node to another. */
static bool
leads(const struct flow_plan *p, size_t lines, size_t from, size_t to, bool *reached)
{
	memset(reached, 0, p->nodes * sizeof *reached);
	reached[from] = true;
	for (bool more = true; more && !reached[to];) {
		more = false;
		for (size_t i = 0; i < lines; i++) {
			size_t upper, lower;

			if (ends(&p->line[i], &upper, &lower) && reached[upper] && !reached[lower])
				more = reached[lower] = true;
		}
	}
	return reached[to];
}

/* Each node below all that lead to it. */
static void
sink(struct flow_plan *p)
{
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < p->lines; i++) {
			size_t upper, lower;

			if (ends(&p->line[i], &upper, &lower) &&
			    p->node[lower].layer <= p->node[upper].layer) {
				p->node[lower].layer = p->node[upper].layer + 1;
				more = true;
			}
		}
	}
}

/* What nothing leads to stands just above what it leads to, not on top of all. */
static void
lower_starts(struct flow_plan *p, bool *led, size_t *least)
{
	for (size_t n = 0; n < p->nodes; n++) {
		led[n] = false;
		least[n] = SIZE_MAX;
	}
	for (size_t i = 0; i < p->lines; i++) {
		size_t upper, lower;

		if (!ends(&p->line[i], &upper, &lower))
			continue;
		led[lower] = true;
		if (p->node[lower].layer < least[upper])
			least[upper] = p->node[lower].layer;
	}
	for (size_t n = 0; n < p->nodes; n++) {
		if (!led[n] && least[n] != SIZE_MAX)
			p->node[n].layer = least[n] - 1;
		if (p->node[n].layer >= p->layers)
			p->layers = p->node[n].layer + 1;
	}
}

struct flow_plan
flow_layers(const struct arc *arc, size_t arcs, struct arena *a)
{
	struct flow_plan p = {.lines = arcs};
	bool *mark = arena_zero(a, 2 * arcs + 1, sizeof *mark);
	size_t *least = arena_zero(a, 2 * arcs + 1, sizeof *least);

	p.node = arena_zero(a, 2 * arcs + 1, sizeof *p.node);
	p.line = arena_zero(a, arcs + 1, sizeof *p.line);
	for (size_t i = 0; i < arcs; i++) {
		size_t from = node_of(&p, arc[i].from);

		p.line[i] = (struct flow_line){.from = from, .to = node_of(&p, arc[i].to)};
	}
	for (size_t i = 0; i < arcs; i++) {
		struct flow_line *l = &p.line[i];

		l->up = l->from != l->to && leads(&p, i, l->to, l->from, mark);
	}
	sink(&p);
	lower_starts(&p, mark, least);
	return p;
}
