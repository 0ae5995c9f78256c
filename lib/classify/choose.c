/* choose: which classes hold for which records. */
#include "base/mem.h"
#include "classify/inner.h"

static void
add_pair(struct hand *h, size_t row, size_t rule)
{
	h->pair = mem_grow(h->pair, h->pairs, &h->pair_cap, sizeof *h->pair);
	h->pair[h->pairs++] = (struct pair){(uint32_t)row, (uint32_t)rule};
}

/* The only pattern without which the rule cannot hold: its rows are all that need be looked at. */
static const struct hits *
only_need(const struct hand *h, const struct rule *r)
{
	return r->needs == 1 ? &h->hits[r->need[0]] : NULL;
}

static bool
may_hold(const struct hand *h, const struct rule *r)
{
	for (size_t i = 0; i < r->needs; i++)
		if (h->hits[r->need[i]].n)
			return true;
	return r->needs == 0;
}

static void
rule_rows(struct hand *h, size_t rule)
{
	const struct rule *r = &h->c->rule[rule];
	const struct hits *only = only_need(h, r);
	const uint8_t *truth;

	if (!may_hold(h, r))
		return;
	truth = eval_get(h->eval, r->value)->truth;
	for (size_t i = 0; only && i < only->n; i++)
		if (truth[only->row[i]] == TRUTH_YES)
			add_pair(h, only->row[i], rule);
	for (size_t row = 0; only == NULL && row < h->batch->n; row++)
		if (truth[row] == TRUTH_YES)
			add_pair(h, row, rule);
}

/* Rule by rule as they came, now row by row; first[row] to first[row + 1]. */
static void
sort_by_row(struct hand *h)
{
	size_t n = h->batch->n;
	uint32_t sum = 0;

	if (n + 2 > h->first_cap) {
		h->first_cap = n + n / 4 + 2;
		h->first = mem_resize(h->first, h->first_cap, sizeof *h->first);
	}
	if (h->pairs > h->sorted_cap) {
		h->sorted_cap = h->pair_cap;
		h->sorted = mem_resize(h->sorted, h->sorted_cap, sizeof *h->sorted);
	}
	memset(h->first, 0, (n + 2) * sizeof *h->first);
	for (size_t i = 0; i < h->pairs; i++)
		h->first[h->pair[i].row + 2]++;
	for (size_t row = 0; row < n; row++)
		h->first[row + 1] = sum += h->first[row + 1];
	/* first[row + 1] is where row begins, until its pairs are in place. */
	for (size_t i = 0; i < h->pairs; i++)
		h->sorted[h->first[h->pair[i].row + 1]++] = h->pair[i];
}

static void
add_result(struct hand *h, struct result r)
{
	h->result = mem_grow(h->result, h->results, &h->result_cap, sizeof *h->result);
	h->result[h->results++] = r;
}

static void
row_results(struct hand *h, size_t row)
{
	const struct pair *p = h->sorted + h->first[row];
	uint32_t n = h->first[row + 1] - h->first[row];
	struct result r = {
	    .row = (uint32_t)row, .rule = CLASS_NONE, .class = CLASS_NONE, .matches = n};

	if (n == 0)
		add_result(h, r);
	for (uint32_t i = 0; i < n && (i == 0 || h->c->want.all); i++) {
		r.rule = p[i].rule;
		r.match = i + 1;
		add_result(h, r);
	}
}

void
choose_run(struct hand *h)
{
	h->pairs = h->results = 0;
	for (size_t i = 0; i < h->c->rules; i++)
		rule_rows(h, i);
	sort_by_row(h);
	for (size_t row = 0; row < h->batch->n; row++)
		row_results(h, row);
}
