/* tally: rows under keys, a batch at a time into a table. */
#include "flow/tally.h"
#include "base/mem.h"
#include <assert.h>
#include <stdlib.h>

void
tally_begin(struct tally *t, const struct tally_state *state, size_t n)
{
	enum state_kind kind[TALLY_STATES];

	assert(n <= TALLY_STATES);
	*t = (struct tally){.state = state, .states = n};
	for (size_t i = 0; i < n; i++)
		kind[i] = state[i].kind;
	t->table = table_new(kind, n);
}

void
tally_key(struct tally *t, struct str part)
{
	buf_str(&t->key, part);
	buf_ch(&t->key, '\0');
}

static void
room(struct tally *t)
{
	if (t->n < t->cap)
		return;
	t->cap = t->cap ? t->cap * 2 : 256;
	t->group = mem_resize(t->group, t->cap, sizeof *t->group);
	t->row = mem_resize(t->row, t->cap, sizeof *t->row);
	t->text = mem_resize(t->text, t->cap, sizeof *t->text);
	for (size_t i = 0; i < TALLY_STATES; i++)
		t->number[i] = mem_resize(t->number[i], t->cap, sizeof *t->number[i]);
}

void
tally_row(struct tally *t, const struct num *number, size_t numbers, struct str text)
{
	room(t);
	t->group[t->n] = table_group(t->table, buf_slice(&t->key));
	t->row[t->n] = (uint32_t)t->n;
	t->text[t->n] = text;
	for (size_t i = 0; i < numbers; i++)
		t->number[i][t->n] = number[i];
	t->n++;
	t->key.len = 0;
}

void
tally_flush(struct tally *t)
{
	for (size_t s = 0; s < t->states; s++) {
		const struct tally_state *state = &t->state[s];

		if (state->kind == STATE_COUNT)
			table_count(t->table, s, t->group, t->n);
		else if (state->kind == STATE_EARLIEST)
			table_texts(t->table, s, t->group, t->row, t->n, t->text);
		else
			table_numbers(t->table, s, t->group, t->row, t->n, t->number[state->from]);
	}
	t->n = 0;
}

void
tally_merge(struct tally *into, struct tally *from)
{
	table_merge(into->table, from->table);
	tally_clear(from);
}

void
tally_clear(struct tally *t)
{
	if (t->table)
		table_free(t->table);
	buf_clear(&t->key);
	free(t->group);
	free(t->row);
	free(t->text);
	for (size_t i = 0; i < TALLY_STATES; i++)
		free(t->number[i]);
	*t = (struct tally){0};
}

static int
by_key(const void *a, const void *b, void *arg)
{
	const struct table *t = arg;

	return str_cmp(table_key(t, *(const size_t *)a), table_key(t, *(const size_t *)b));
}

size_t *
tally_order(const struct tally *t)
{
	size_t n = table_groups(t->table), *order = mem_new(n + 1, sizeof *order);

	for (size_t i = 0; i < n; i++)
		order[i] = i;
	qsort_r(order, n, sizeof *order, by_key, t->table);
	return order;
}

struct str
tally_next(struct str *rest)
{
	return str_cut(*rest, '\0', rest);
}

struct str
tally_rest(const struct tally *t, size_t group, size_t n)
{
	struct str rest = table_key(t->table, group);

	while (n-- > 0)
		tally_next(&rest);
	return rest;
}

struct str
tally_part(const struct tally *t, size_t group, size_t i)
{
	struct str rest = tally_rest(t, group, i);

	return tally_next(&rest);
}
