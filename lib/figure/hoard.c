/* hoard: tables within --memory. */
#include "figure/hoard.h"
#include "base/opt.h"
#include "group/spill.h"
#include <stdlib.h>

static uint64_t
share(void)
{
	return common.memory / 4 / common.jobs;
}

void
hoard_open(struct hoard *h, struct figure *f)
{
	*h = (struct hoard){.figure = f, .table = figure_table(f)};
}

/* The groups of t and of all subtotals they belong to become records; t is freed. */
static void
spill(const struct figure *f, struct table *t, struct sorter **to)
{
	if (*to == NULL)
		*to = sorter_new(share());
	table_spill(t, *to);
	for (uint32_t summed = 0; total_next(f, &summed);) {
		struct table *totals = figure_table(f);

		total_add(f, totals, t, summed);
		table_spill(totals, *to);
		table_free(totals);
	}
	table_free(t);
}

bool
hoard_check(struct hoard *h)
{
	if (table_bytes(h->table) <= share())
		return false;
	spill(h->figure, h->table, &h->spilled);
	h->table = figure_table(h->figure);
	return true;
}

static void
join(struct figure *f, struct table *t)
{
	if (table_groups(f->table) == 0) {
		table_free(f->table);
		f->table = t;
		return;
	}
	table_merge(f->table, t);
	table_free(t);
}

void
hoard_done(struct hoard *h)
{
	struct figure *f = h->figure;

	if (h->spilled) {
		spill(f, h->table, &h->spilled);
		if (f->spilled)
			sorter_join(f->spilled, h->spilled);
		else
			f->spilled = h->spilled;
	} else {
		join(f, h->table);
		if (table_bytes(f->table) > common.memory / 2)
			figure_spill(f);
	}
	*h = (struct hoard){0};
}

void
figure_spill(struct figure *f)
{
	spill(f, f->table, &f->spilled);
	f->table = figure_table(f);
}
