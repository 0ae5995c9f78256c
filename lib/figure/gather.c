/* gather: quantiles, modes, counts of different values and levels without holding the values. */
#include "figure/gather.h"

enum gathering { DISTINCT, MODE, QUANTILE, LEVEL };

static enum gathering
work_of(const struct gather *g)
{
	struct str name = g->aggregate->function;

	if (g->aggregate->stock)
		return LEVEL;
	if (str_eq(name, STR("distinct")))
		return DISTINCT;
	return str_eq(name, STR("mode")) ? MODE : QUANTILE;
}

bool
gather_needed(const struct figure *f, const struct aggregate *a)
{
	return state_has_values(f->state[a->state[0]].kind);
}

void
gather_begin(struct gather *g, uint64_t values)
{
	sum_clear(&g->sum);
	g->sum = (struct sum){0};
	g->low_found = g->high_found = false;
	g->low = g->high = g->last = NUM_NONE;
	g->seen = g->most = g->n = 0;
	g->best.len = 0;
	g->wanted = work_of(g) == QUANTILE && quantile_find(values, g->aggregate->p, &g->quantile);
}

/* The values on both sides of the quantile's place. */
static void
pass(struct gather *g, const struct spill_value *v)
{
	if (g->high_found || !g->wanted)
		return;
	g->seen += v->count;
	if (g->low_found) {
		g->high = v->number;
		g->high_found = true;
	} else if (g->seen > g->quantile.rank) {
		g->low = g->high = v->number;
		g->low_found = true;
		g->high_found = g->seen > g->quantile.rank + 1;
	}
}

void
gather_value(struct gather *g, const struct spill_value *v)
{
	g->n++;
	switch (work_of(g)) {
	case DISTINCT:
		break;
	case MODE:
		if (v->count > g->most) {
			g->most = v->count;
			g->best.len = 0;
			buf_str(&g->best, v->text);
		}
		break;
	case QUANTILE:
		pass(g, v);
		break;
	case LEVEL:
		sum_merge(&g->sum, v->sum);
		g->last = sum_value(v->sum);
	}
}

struct num
gather_number(struct gather *g)
{
	switch (work_of(g)) {
	case DISTINCT:
		return NUM((int64_t)g->n);
	case QUANTILE:
		return g->wanted ? quantile_between(g->quantile, g->low, g->high) : NUM_NONE;
	case LEVEL:
		if (g->aggregate->stock->stock == STOCK_LAST)
			return g->last;
		return g->n ? sum_mean(g->n, &g->sum) : NUM_NONE;
	case MODE:
		break;
	}
	return NUM_NONE;
}

struct str
gather_text(const struct gather *g)
{
	return buf_slice(&g->best);
}

void
gather_clear(struct gather *g)
{
	buf_clear(&g->best);
	sum_clear(&g->sum);
}
