/*
 * keyed_rows: values that rest on all rows of a key, computed over a store: rows sorted by key and
 * moment, or a table of keys; what comes out is sorted back into the order of the rows.
 */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/feeder.h"
#include "figure/gather.h"
#include "figure/store.h"
#include <stdlib.h>

enum { ROW = sizeof(uint64_t), AT_ONCE = 1024 };

/* One pass over the rows that are kept, chunk by chunk. */
struct pass {
	const struct keyed *k;
	size_t number; /* of the keyed column */
	struct store *store;
	struct eval *eval;
	struct cursor cursor;
	const struct vec **part;
	uint32_t *rows;
	size_t n;
	struct buf key, load;
};

static void
pass_begin(struct pass *p)
{
	cursor_open(&p->cursor, p->store, p->k->view->source, NULL);
}

static bool
pass_next(struct pass *p)
{
	const struct keyed *k = p->k;

	if (!cursor_next(&p->cursor)) {
		cursor_close(&p->cursor);
		return false;
	}
	eval_batch(p->eval, &p->cursor.columns);
	p->rows = mem_resize(p->rows, p->cursor.chunk->n + 1, sizeof *p->rows);
	p->n = feeder_rows(k->view->source, p->eval, p->cursor.chunk->n, p->rows);
	for (int i = 0; i < k->keys; i++)
		p->part[i] = eval_get(p->eval, k->key[i]);
	return true;
}

/*
 * The joined key of a row, lengths before parts, so that none begins another; false: a part is
 * null, so it equals no other.
 */
static bool
pass_key(struct pass *p, uint32_t row)
{
	p->key.len = 0;
	for (int i = 0; i < p->k->keys; i++) {
		size_t at = p->key.len, len;
		uint32_t big;

		buf_add(&p->key, "\0\0\0\0", sizeof big);
		vec_print(p->part[i], row, &p->key);
		len = p->key.len - at - sizeof big;
		if (len == 0)
			return false;
		big = __builtin_bswap32((uint32_t)len);
		memcpy(p->key.at + at, &big, sizeof big);
	}
	return true;
}

static void
pack(const struct keyed *k, struct buf *b, struct num x, struct str text)
{
	b->len = 0;
	if (k->type == TYPE_NUMBER)
		value_pack_number(b, x);
	else
		value_pack_text(b, text);
}

/* Values by row number, sorted, become the column: rows without one are null. */
static void
write_column(struct pass *p, struct sorter *by_row)
{
	struct store *s = p->store;
	struct str key, value, number;
	struct buf null = {0};
	bool more;

	pack(p->k, &null, NUM_NONE, (struct str){0});
	store_values_begin(s, p->k->view->source, p->number);
	sorter_finish(by_row);
	more = sorter_next(by_row, &key, &value);
	for (size_t i = 0; i < s->n; i++) {
		for (size_t row = 0; row < s->chunk[i].n; row++) {
			number = key;
			if (more && sorter_take_number(&number) == s->chunk[i].row + row) {
				store_values_put(s, p->number, value);
				more = sorter_next(by_row, &key, &value);
			} else {
				store_values_put(s, p->number, buf_slice(&null));
			}
		}
		store_values_end(s, p->number, i);
	}
	sorter_free(by_row);
	buf_clear(&null);
}

static void
add_value(struct pass *p, struct sorter *by_row, uint64_t row)
{
	char number[ROW];
	struct buf key = {number, 0, sizeof number};

	sorter_key_number(&key, row);
	sorter_add(by_row, buf_slice(&key), buf_slice(&p->load));
}

/* Every row under its key, its moment and its number; what it carries: the key's length, and x. */
static struct sorter *
sort_rows(struct pass *p)
{
	struct sorter *s = sorter_new(common.memory / 4);
	const struct keyed *k = p->k;

	for (pass_begin(p); pass_next(p);) {
		const struct vec *moment = k->moment >= 0 ? eval_get(p->eval, k->moment) : NULL;
		const struct vec *x = k->x >= 0 ? eval_get(p->eval, k->x) : NULL;

		for (size_t i = 0; i < p->n; i++) {
			uint32_t row = p->rows[i], len;

			if (!pass_key(p, row))
				continue;
			len = (uint32_t)p->key.len;
			p->load.len = 0;
			buf_add(&p->load, &len, sizeof len);
			if (x)
				buf_str(&p->load, x->text[row]);
			if (moment)
				sorter_key_text(&p->key, moment->text[row]);
			sorter_key_number(&p->key, p->cursor.chunk->row + row);
			sorter_add(s, buf_slice(&p->key), buf_slice(&p->load));
		}
	}
	sorter_finish(s);
	return s;
}

/* A record of sort_rows, taken apart. */
struct member {
	struct str key, x;
	uint64_t row;
};

static bool
next_member(struct sorter *s, struct member *m)
{
	struct str key, load, number;
	uint32_t len;

	if (!sorter_next(s, &key, &load))
		return false;
	memcpy(&len, load.at, sizeof len);
	number = (struct str){key.at + key.len - ROW, ROW};
	*m = (struct member){{key.at, len}, {load.at + sizeof len, load.len - sizeof len},
	    sorter_take_number(&number)};
	return true;
}

/* The text of the row before or after, or the row's number among those of its key. */
static void
neighbours(struct pass *p)
{
	struct sorter *rows = sort_rows(p), *by_row = sorter_new(common.memory / 4);
	bool next = str_eq(p->k->call->text, STR("next")), nth = p->k->type == TYPE_NUMBER;
	struct buf key = {0}, x = {0};
	struct member m;
	uint64_t before = 0;
	int64_t number = 0;

	while (next_member(rows, &m)) {
		bool same = number > 0 && str_eq(m.key, buf_slice(&key));

		number = same ? number + 1 : 1;
		if (nth || same) {
			pack(p->k, &p->load, NUM(number), next ? m.x : buf_slice(&x));
			add_value(p, by_row, next ? before : m.row);
		}
		if (!same) {
			key.len = 0;
			buf_str(&key, m.key);
		}
		x.len = 0;
		buf_str(&x, m.x);
		before = m.row;
	}
	sorter_free(rows);
	write_column(p, by_row);
	buf_clear(&key);
	buf_clear(&x);
}

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
	pack(p->k, &p->load, x, text);
}

/* Every key is in the table, and it is known which one is each row's. */
static void
look_up(struct pass *p, struct keys *t)
{
	struct store *s = p->store;
	struct buf null = {0}, room = {0};

	table_finish(t->table);
	scratch_end(t->group);
	pack(p->k, &null, NUM_NONE, (struct str){0});
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
	pack(p->k, &p->load, p->k->type == TYPE_NUMBER ? gather_number(g) : NUM_NONE,
	    gather_text(g));
	return true;
}

/* Keys and rows side by side, both in the order of the keys. */
static void
meet(struct pass *p, struct keys *t)
{
	struct sorter *rows = sort_rows(p), *by_row = sorter_new(common.memory / 4);
	struct gather g = {.aggregate = p->k->aggregate};
	struct spill *spill;
	struct member m;
	uint32_t group;
	bool more = next_member(rows, &m);

	sorter_finish(t->spilled);
	spill = spill_new(t->spilled, t->kind, t->states);
	while (next_figure(p, t, spill, &g, &group))
		for (; more && str_eq(m.key, table_key(t->table, group));
		     more = next_member(rows, &m))
			add_value(p, by_row, m.row);
	spill_free(spill);
	gather_clear(&g);
	sorter_free(rows);
	sorter_free(t->spilled);
	write_column(p, by_row);
}

static void
aggregates(struct pass *p)
{
	struct keys t = {0};

	count_keys(p, &t);
	if (t.spilled)
		meet(p, &t);
	else
		look_up(p, &t);
	table_free(t.table);
}

void
store_run(struct source *s)
{
	struct pass p = {.store = s->store, .eval = eval_new(s->program)};

	store_open(s->store, s);
	for (p.number = 0; p.number < s->keyeds; p.number++) {
		p.k = s->keyed[p.number];
		p.part = mem_new((size_t)p.k->keys + 1, sizeof(struct vec *));
		if (p.k->aggregate)
			aggregates(&p);
		else
			neighbours(&p);
		free(p.part);
	}
	eval_free(p.eval);
	free(p.rows);
	buf_clear(&p.key);
	buf_clear(&p.load);
}
