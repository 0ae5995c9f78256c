/* keyed_per: aggregates with `per`, from a table of the keys or, beyond --memory, from sorted ones.
 */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/feeder.h"
#include "figure/gather.h"
#include "figure/pass.h"
#include <stdlib.h>

enum { AT_ONCE = 1024 };

/* The table of the keys, or what of it went to scratch files. */
struct keys {
	enum state_kind kind[3];
	size_t states;
	struct table *table;
	struct scratch *group; /* of every row, while all keys are in the table; TABLE_NONE: none */
	struct sorter *spilled;
};

static void
spill_keys(struct keys *t)
{
	if (t->spilled == NULL)
		t->spilled = sorter_new(common.memory / 4);
	scratch_free(t->group);
	t->group = NULL;
	table_spill(t->table, t->spilled);
	table_free(t->table);
	t->table = table_new(t->kind, t->states);
}

/* The groups of the rows that have a key, into group; of all of the chunk, into t->group. */
static size_t
group_rows(struct pass *p, struct keys *t, uint32_t *group, uint32_t *all)
{
	size_t kept = 0;

	memset(all, 0xff, p->cursor.chunk->n * sizeof *all);
	for (size_t i = 0; i < p->n; i++)
		if (pass_key(p, p->rows[i])) {
			group[kept] = all[p->rows[i]] = table_group(t->table, buf_slice(&p->key));
			p->rows[kept++] = p->rows[i];
		}
	if (t->group)
		scratch_write(t->group, all, p->cursor.chunk->n * sizeof *all);
	return kept;
}

static void
count_keys(struct pass *p, struct keys *t)
{
	const struct aggregate *a = p->k->aggregate;
	uint32_t *group = NULL;

	for (t->states = 0; t->states < aggregate_states(a); t->states++)
		t->kind[t->states] = a->own[t->states].kind;
	t->table = table_new(t->kind, t->states);
	t->group = scratch_new(common.memory / 8);
	for (pass_begin(p); pass_next(p);) {
		size_t n = p->cursor.chunk->n, kept;

		group = mem_resize(group, 2 * n + 1, sizeof *group);
		kept = group_rows(p, t, group, group + n);
		feeder_update(p->eval, t->table, a, p->rows, group, kept);
		if (table_bytes(t->table) > common.memory / 4)
			spill_keys(t);
	}
	free(group);
	if (t->spilled)
		spill_keys(t);
}

static void
pack_figure(struct pass *p, const struct table *t, uint32_t group)
{
	struct num x = NUM_NONE;
	struct str text = {0};

	if (p->k->type == TYPE_NUMBER)
		aggregate_number(t, p->k->aggregate, group, &x);
	else
		aggregate_text(t, p->k->aggregate, group, &text);
	pass_pack(p->k, &p->load, x, text);
}

/* Every key is in the table, and it is known which one is each row's. */
static void
look_up(struct pass *p, struct keys *t)
{
	struct store *s = p->store;
	struct buf null = {0}, room = {0};

	table_finish(t->table);
	scratch_end(t->group);
	pass_pack(p->k, &null, NUM_NONE, (struct str){0});
	store_values_begin(s, p->k->view->source, p->number);
	for (size_t i = 0; i < s->n; i++) {
		size_t n = s->chunk[i].n;
		const char *at = scratch_read(
		    t->group, s->chunk[i].row * sizeof(uint32_t), n * sizeof(uint32_t), &room);

		for (size_t row = 0; row < n; row++) {
			uint32_t group;

			memcpy(&group, at + row * sizeof group, sizeof group);
			if (group != TABLE_NONE)
				pack_figure(p, t->table, group);
			store_values_put(
			    s, p->number, buf_slice(group == TABLE_NONE ? &null : &p->load));
		}
		store_values_end(s, p->number, i);
	}
	scratch_free(t->group);
	buf_clear(&null);
	buf_clear(&room);
}

/* The next key's figure into p->load. */
static bool
next_figure(struct pass *p, struct keys *t, struct spill *spill, struct gather *g, uint32_t *group)
{
	struct spill_value v;

	if (table_groups(t->table) == AT_ONCE) {
		table_free(t->table);
		t->table = table_new(t->kind, t->states);
	}
	if (!spill_group(spill, t->table, group))
		return false;
	if (!state_has_values(t->kind[0])) {
		pack_figure(p, t->table, *group);
		return true;
	}
	gather_begin(g, spill_values(spill, 0));
	while (spill_value(spill, &v))
		gather_value(g, &v);
	pass_pack(p->k, &p->load, p->k->type == TYPE_NUMBER ? gather_number(g) : NUM_NONE,
	    gather_text(g));
	return true;
}

/* Keys and rows side by side, both in the order of the keys. */
static void
meet(struct pass *p, struct keys *t)
{
	struct sorter *rows = pass_sort(p), *by_row = sorter_new(common.memory / 4);
	struct gather g = {.aggregate = p->k->aggregate};
	struct spill *spill;
	struct pass_member m;
	uint32_t group;
	bool more = pass_member(rows, &m);

	sorter_finish(t->spilled);
	spill = spill_new(t->spilled, t->kind, t->states);
	while (next_figure(p, t, spill, &g, &group))
		for (; more && str_eq(m.key, table_key(t->table, group));
		     more = pass_member(rows, &m))
			pass_value(p, by_row, m.row);
	spill_free(spill);
	gather_clear(&g);
	sorter_free(rows);
	sorter_free(t->spilled);
	pass_column(p, by_row);
}

void
keyed_per(struct pass *p)
{
	struct keys t = {0};

	count_keys(p, &t);
	if (t.spilled)
		meet(p, &t);
	else
		look_up(p, &t);
	table_free(t.table);
}
