/* eval: what must be computed for a value, in which order; without recursion, for chains are long.
 */
#include "base/mem.h"
#include "expr/program.h"
#include <stdlib.h>

/* The nodes that `node` needs: for i = 0, 1 ... until false. */
static bool
needs(const struct program *p, uint32_t node, size_t i, uint32_t *need)
{
	if (node >= p->uses) {
		const struct guard *g = &p->guard[node - p->uses];

		*need = i == 0 ? (uint32_t)p->uses + g->parent : g->cond;
		return node != p->uses && i < 2;
	}
	if (i == 0) {
		*need = (uint32_t)p->uses + p->use[node].guard;
		return true;
	}
	if (i > p->shape[p->use[node].shape].kids)
		return false;
	*need = p->use[node].kid[i - 1];
	return true;
}

/* One node on the way down, and how many of its needs were seen to. */
struct step {
	uint32_t node;
	size_t seen;
};

void
plan_make(const struct program *p, struct plan *plan, uint32_t root)
{
	uint8_t *met = mem_new(p->uses + p->guards, sizeof *met);
	struct step *steps = NULL;
	size_t n = 0, cap = 0, plan_cap = 0;

	steps = mem_grow(steps, n, &cap, sizeof *steps);
	steps[n++] = (struct step){root, 0};
	met[root] = 1;
	while (n > 0) {
		uint32_t need, node = steps[n - 1].node;

		if (!needs(p, node, steps[n - 1].seen++, &need)) {
			plan->node = mem_grow(plan->node, plan->n, &plan_cap, sizeof *plan->node);
			plan->node[plan->n++] = node;
			n--;
		} else if (!met[need]) {
			met[need] = 1;
			steps = mem_grow(steps, n, &cap, sizeof *steps);
			steps[n++] = (struct step){need, 0};
		}
	}
	free(met);
	free(steps);
}
