/*
 * flow_plan: where a flow is drawn: things in layers, so that most of what goes on leads downwards, and steps in curves around
 * what stands between, with room for a label on each.  Layers, order by the means of neighbours and places as in K. Sugiyama,
 * S. Tagawa, M. Toda: Methods for visual understanding of hierarchical system structures (1981).
 *
 *	struct flow_plan p = flow_layers(arc, arcs, &arena);
 *	p.node[i].wide = ...; p.line[i].wide, share = ...;       room for names and labels
 *	flow_place(&p, &arena);
 *
 * What is found depends on the arcs and their order alone.  Everything lives in the arena.
 */
#ifndef RENDER_FLOW_PLAN_H
#define RENDER_FLOW_PLAN_H
#include "render/doc.h"

enum { FLOW_HIGH = 28, FLOW_BETWEEN = 52 }; /* of a thing, and from one layer to the next */

struct flow_node {
	struct str name;
	size_t layer; /* 0 is on top */
	double wide;  /* with what stands beside it; its middle and top are at: */
	double x, y;
};
struct flow_line {
	size_t from, to; /* nodes; equal: a loop, which is drawn beside its node and has no points */
	bool up;         /* against the layers */
	double share;    /* of the most frequent: as much as that it is drawn straight; 0..1 */
	double wide;     /* of its label, whose middle is at: */
	double label_x, label_y;
	double *x, *y; /* from the upper end to the lower one, whichever way it leads */
	size_t points;
};
struct flow_plan {
	struct flow_node *node; /* in the order in which arcs name them */
	size_t nodes, layers;
	struct flow_line *line; /* one an arc */
	size_t lines;
	double wide, high; /* of all, from 0 */
};

/*
 * The most frequent arcs decide what is above: an arc that would lead back to where those before it came from goes up.  arc:
 * the most frequent first.
 */
struct flow_plan flow_layers(const struct arc *, size_t arcs, struct arena *);
void flow_place(struct flow_plan *, struct arena *);

#endif
