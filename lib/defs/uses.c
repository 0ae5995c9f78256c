/* uses: which definitions use which; none may come to use itself, or to more than can be worked on.
 */
#include "base/mem.h"
#include "defs/loader.h"
#include <stdlib.h>

enum { USES_DEEP = 1000, USES_MOST = 100000 };

/* A let or an indicator, at the place of its order of declaration. */
struct node {
	struct str name;
	const struct tree *tree;
	struct place place;
	const char *keyword;
	bool redefined;
	enum { NEW, OPEN, DONE } state;
	size_t first, last, next; /* of its edges; the one to follow next */
	size_t size, depth;	  /* of what it stands for, counting every use */
};
struct graph {
	const struct defs *defs;
	struct node *node;
	size_t nodes;
	size_t *edge; /* orders of the definitions used */
	size_t edges, cap;
	size_t *path; /* open nodes, from the first to where we are */
	size_t deep;
};

static void
edge_add(void *arg, const struct tree *name, bool inner)
{
	struct graph *g = arg;
	const struct let *let;
	const struct statement *kpi;

	if (name->op != T_NAME || name->source.len)
		return;
	let = names_find(g->defs->names, "let", name->text);
	kpi = inner || let ? NULL : names_find(g->defs->names, "kpi", name->text);
	if (!let && !kpi)
		return;
	g->edge = mem_grow(g->edge, g->edges, &g->cap, sizeof(*g->edge));
	g->edge[g->edges++] = let ? let->order : kpi->order;
}

static void
node_add(struct graph *g, size_t order, struct node node)
{
	node.first = node.next = g->edges;
	names_walk(g->defs, node.tree, edge_add, g);
	node.last = g->edges;
	node.size = node.depth = 1;
	g->node[order] = node;
}

static void
nodes_find(struct graph *g)
{
	for (const struct let *l = g->defs->let; l; l = l->next)
		g->nodes = l->order >= g->nodes ? l->order + 1 : g->nodes;
	for (const struct statement *st = g->defs->first; st; st = st->next)
		g->nodes = st->order >= g->nodes ? st->order + 1 : g->nodes;
	g->node = mem_new(g->nodes + 1, sizeof(*g->node));
	g->path = mem_new(g->nodes + 1, sizeof(*g->path));
	for (const struct let *l = g->defs->let; l; l = l->next)
		node_add(g, l->order,
		    (struct node){l->name, l->tree, l->place, "let", l->redefined, .state = NEW});
	for (const struct statement *st = g->defs->first; st; st = st->next)
		if (st->tree && str_eq(st->keyword, STR("kpi")))
			node_add(g, st->order,
			    (struct node){
				st->name, st->tree, st->place, "kpi", st->redefined, .state = NEW});
}

/* The one to blame: what was redefined, else what was declared last. */
static size_t
culprit(const struct graph *g, size_t from)
{
	size_t worst = from;

	for (size_t i = from + 1; i < g->deep; i++) {
		const struct node *a = &g->node[g->path[i]], *b = &g->node[g->path[worst]];

		if (a->redefined != b->redefined ? a->redefined : g->path[i] > g->path[worst])
			worst = i;
	}
	return worst;
}

/* The path from where `back` stands in it is a cycle: "a uses b uses a". */
static bool
cycle(const struct graph *g, size_t back, struct misfit *m)
{
	size_t from = 0, worst;
	struct buf words = {0};
	const struct node *n;

	while (g->path[from] != back)
		from++;
	worst = culprit(g, from);
	for (size_t i = 0, len = g->deep - from; i <= len; i++)
		buf_fmt(&words, "%s%s", i ? " uses " : "",
		    diag_text(g->node[g->path[from + (worst - from + i) % len]].name));
	n = &g->node[g->path[worst]];
	misfit(m, n->place, "%s '%s' uses itself: %s; expected other names", n->keyword,
	    diag_text(n->name), buf_cstr(&words));
	buf_clear(&words);
	return false;
}

/* Follows the last open node one edge further, or closes it. */
static bool
step(struct graph *g, struct misfit *m)
{
	struct node *n = &g->node[g->path[g->deep - 1]], *to;

	if (n->next == n->last) {
		n->state = DONE;
		g->deep--;
		return true;
	}
	to = &g->node[g->edge[n->next]];
	if (to->state == OPEN)
		return cycle(g, g->edge[n->next], m);
	if (to->state == NEW) {
		to->state = OPEN;
		g->path[g->deep++] = g->edge[n->next];
		return true;
	}
	n->next++;
	n->size += to->size;
	n->depth = to->depth >= n->depth ? to->depth + 1 : n->depth;
	if (n->size > USES_MOST || n->depth > USES_DEEP)
		return misfit(m, n->place,
		    "%s '%s' is made of more than %d others, or %d deep; expected fewer",
		    n->keyword, diag_text(n->name), USES_MOST, USES_DEEP);
	return true;
}

bool
uses_check(const struct defs *d, struct misfit *m)
{
	struct graph g = {.defs = d};
	bool good = true;

	nodes_find(&g);
	for (size_t i = 0; good && i < g.nodes; i++) {
		if (g.node[i].tree == NULL || g.node[i].state == DONE)
			continue;
		g.node[i].state = OPEN;
		g.path[g.deep++] = i;
		while (good && g.deep)
			good = step(&g, m);
	}
	free(g.node);
	free(g.edge);
	free(g.path);
	return good;
}
