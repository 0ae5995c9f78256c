/* table: groups, their records of states, updates and merging. */
#include "base/mem.h"
#include "group/table_inner.h"
#include <assert.h>
#include <stdlib.h>

static size_t
cell_size(enum state_kind kind)
{
	switch (kind) {
	case STATE_COUNT:
	case STATE_FILLED:
		return sizeof(uint64_t);
	case STATE_SUM:
	case STATE_SQUARES:
		return sizeof(struct sum);
	case STATE_MIN:
	case STATE_MAX:
		return sizeof(struct num);
	case STATE_EARLIEST:
	case STATE_LATEST:
		return sizeof(struct cell_text);
	case STATE_NUMBERS:
		return sizeof(struct cell_numbers);
	case STATE_TEXTS:
	case STATE_STOCK:
		return 0;
	}
	return 0;
}

bool
state_has_values(enum state_kind kind)
{
	return kind == STATE_NUMBERS || kind == STATE_TEXTS || kind == STATE_STOCK;
}

struct table *
table_new(const enum state_kind *kind, size_t n)
{
	struct table *t = mem_new(1, sizeof *t);

	t->states = n;
	t->kind = mem_new(n + 1, sizeof *t->kind);
	t->offset = mem_new(n + 1, sizeof *t->offset);
	t->values = mem_new(n + 1, sizeof *t->values);
	for (size_t s = 0; s < n; s++) {
		t->kind[s] = kind[s];
		t->offset[s] = t->stride;
		t->stride += (cell_size(kind[s]) + 7) & ~(size_t)7;
	}
	if (t->stride == 0)
		t->stride = 8;
	return t;
}

static void
clear_cells(struct table *t, size_t s)
{
	for (size_t g = 0; g < t->map.n; g++) {
		if (t->kind[s] == STATE_SUM || t->kind[s] == STATE_SQUARES)
			sum_clear(&table_cell(t, s, g)->sum);
		else if (t->kind[s] == STATE_NUMBERS)
			free(table_cell(t, s, g)->numbers.count);
	}
}

void
table_free(struct table *t)
{
	if (t == NULL)
		return;
	for (size_t s = 0; s < t->states; s++) {
		clear_cells(t, s);
		values_clear(&t->values[s]);
	}
	map_clear(&t->map);
	arena_clear(&t->texts);
	free(t->record);
	free(t->values);
	free(t->offset);
	free(t->kind);
	free(t);
}

size_t
table_bytes(const struct table *t)
{
	size_t n = map_bytes(&t->map) + t->cap * t->stride + t->texts.bytes + t->dense;

	for (size_t s = 0; s < t->states; s++)
		n += map_bytes(&t->values[s].map) +
		     t->values[s].cap * (t->kind[s] == STATE_STOCK ? sizeof(struct sum) : sizeof(uint64_t));
	return n;
}

void
table_count(struct table *t, size_t s, const uint32_t *group, size_t n)
{
	char *base = t->record + t->offset[s];
	const size_t stride = t->stride;

	for (size_t k = 0; k < n; k++)
		++*(uint64_t *)(void *)(base + group[k] * stride);
}

/* Whether an array of the group may count value: small, or not much larger than the number of values it has seen. */
static bool
dense(struct table *t, struct cell_numbers *c, struct num x)
{
	uint32_t want, cap;

	if (x.kind != NUM_SMALL || x.scale != 0 || x.small < 0 || x.small >= 65536)
		return false;
	want = (uint32_t)x.small + 1;
	if (want <= c->cap)
		return true;
	if (want > 64 && want / 8 > c->seen)
		return false;
	for (cap = c->cap ? c->cap : 32; cap < want;)
		cap *= 2;
	c->count = mem_resize(c->count, cap, sizeof *c->count);
	memset(c->count + c->cap, 0, (cap - c->cap) * sizeof *c->count);
	t->dense += (cap - c->cap) * sizeof *c->count;
	c->cap = cap;
	return true;
}

static void
keep_number(struct table *t, size_t s, uint32_t group, struct num x, uint64_t n)
{
	struct cell_numbers *c = &table_cell(t, s, group)->numbers;

	if (c->seen < UINT32_MAX)
		c->seen++;
	if (dense(t, c, x) && c->count[x.small] + n <= UINT32_MAX)
		c->count[x.small] += (uint32_t)n;
	else
		values_number(&t->values[s], group, x, n);
}

static void
extreme(struct num *kept, struct num x, int sign)
{
	if (kept->kind == NUM_NULL || num_cmp(x, *kept) * sign > 0)
		*kept = x;
}

/* Counts a number that the group's array has a place for, as nearly all are. */
static inline bool
count_dense(struct cell_numbers *c, const struct num *x)
{
	if (x->kind != NUM_SMALL || x->scale != 0 || (uint64_t)x->small >= c->cap ||
	    c->count[x->small] == UINT32_MAX)
		return false;
	c->count[x->small]++;
	c->seen += c->seen < UINT32_MAX;
	return true;
}

/* One state of all groups.  Loops over rows keep it apart from the table, which a store through a
 * cell might change, for all the compiler knows. */
struct lane {
	char *base;
	size_t stride;
};

static inline union cell *
lane_cell(struct lane l, uint32_t group)
{
	return (union cell *)(void *)(l.base + group * l.stride);
}

/* The commonest kinds have loops of their own. */
static void
numbers_sum(struct lane l, const uint32_t *group, const uint32_t *row, size_t n, const struct num *x)
{
	for (size_t k = 0; k < n; k++)
		if (x[row[k]].kind != NUM_NULL)
			sum_add(&lane_cell(l, group[k])->sum, x[row[k]]);
}

static void
numbers_filled(struct lane l, const uint32_t *group, const uint32_t *row, size_t n, const struct num *x)
{
	for (size_t k = 0; k < n; k++)
		lane_cell(l, group[k])->count += x[row[k]].kind != NUM_NULL;
}

static void
numbers_kept(struct table *t, size_t s, struct lane l, const uint32_t *group, const uint32_t *row, size_t n,
    const struct num *x)
{
	for (size_t k = 0; k < n; k++) {
		const struct num *v = &x[row[k]];

		if (!count_dense(&lane_cell(l, group[k])->numbers, v) && v->kind != NUM_NULL)
			keep_number(t, s, group[k], *v, 1);
	}
}

void
table_numbers(struct table *t, size_t s, const uint32_t *group, const uint32_t *row, size_t n, const struct num *x)
{
	const struct lane l = { t->record + t->offset[s], t->stride };
	enum state_kind kind = t->kind[s];

	if (kind == STATE_SUM) {
		numbers_sum(l, group, row, n, x);
		return;
	}
	if (kind == STATE_FILLED) {
		numbers_filled(l, group, row, n, x);
		return;
	}
	if (kind == STATE_NUMBERS) {
		numbers_kept(t, s, l, group, row, n, x);
		return;
	}
	for (size_t k = 0; k < n; k++) {
		struct num v = x[row[k]];

		if (v.kind == NUM_NULL)
			continue;
		if (kind == STATE_SQUARES)
			sum_add_square(&lane_cell(l, group[k])->sum, v);
		else
			extreme(&lane_cell(l, group[k])->number, v, kind == STATE_MAX ? 1 : -1);
	}
}

static void
keep_text(struct table *t, size_t s, uint32_t group, struct str x)
{
	struct cell_text *c = &table_cell(t, s, group)->text;
	int sign = t->kind[s] == STATE_LATEST ? 1 : -1;

	if (c->any && str_cmp(x, (struct str){ c->at, c->len }) * sign <= 0)
		return;
	if (x.len > c->cap) {
		c->cap = (uint32_t)(x.len < 24 ? 24 : x.len * 2);
		c->at = arena_take(&t->texts, c->cap);
	}
	memcpy(c->at, x.at, x.len);
	c->len = (uint32_t)x.len;
	c->any = true;
}

void
table_texts(struct table *t, size_t s, const uint32_t *group, const uint32_t *row, size_t n, const struct str *x)
{
	for (size_t k = 0; k < n; k++) {
		struct str v = x[row[k]];

		if (v.len == 0)
			continue;
		if (t->kind[s] == STATE_TEXTS)
			values_count(&t->values[s], group[k], v, 1);
		else
			keep_text(t, s, group[k], v);
	}
}

void
table_stock(struct table *t, size_t s, const uint32_t *group, const uint32_t *row, size_t n, const struct num *x, const struct str *period)
{
	for (size_t k = 0; k < n; k++)
		if (x[row[k]].kind != NUM_NULL && period[row[k]].len != 0)
			sum_add(values_sum(&t->values[s], group[k], period[row[k]]), x[row[k]]);
}

static void
merge_cell(struct table *into, size_t s, uint32_t group, const union cell *c)
{
	union cell *mine = table_cell(into, s, group);

	switch (into->kind[s]) {
	case STATE_COUNT:
	case STATE_FILLED:
		mine->count += c->count;
		break;
	case STATE_SUM:
	case STATE_SQUARES:
		sum_merge(&mine->sum, &c->sum);
		break;
	case STATE_MIN:
	case STATE_MAX:
		if (c->number.kind != NUM_NULL)
			extreme(&mine->number, c->number, into->kind[s] == STATE_MAX ? 1 : -1);
		break;
	case STATE_EARLIEST:
	case STATE_LATEST:
		if (c->text.any)
			keep_text(into, s, group, (struct str){ c->text.at, c->text.len });
		break;
	case STATE_NUMBERS:
		for (uint32_t i = 0; i < c->numbers.cap; i++)
			if (c->numbers.count[i])
				keep_number(into, s, group, NUM(i), c->numbers.count[i]);
		break;
	case STATE_TEXTS:
	case STATE_STOCK:
		break; /* all in the values */
	}
}

void
table_merge_as(struct table *into, const struct table *from, const uint32_t *target)
{
	enum { AHEAD = 16 };
	const size_t n = from->map.n;

	assert(into != from); /* what is read would move while it grows */
	for (size_t g = 0; g < n; g++) {
		if (g + AHEAD < n && target[g + AHEAD] != TABLE_NONE)
			table_approach_record(into, target[g + AHEAD]);
		for (size_t s = 0; s < into->states && target[g] != TABLE_NONE; s++)
			merge_cell(into, s, target[g], table_cell(from, s, g));
	}
	for (size_t s = 0; s < into->states; s++)
		if (state_has_values(into->kind[s]))
			values_merge(&into->values[s], &from->values[s], into->kind[s], target);
}

void
table_merge(struct table *into, const struct table *from)
{
	uint32_t *target = mem_new(from->map.n + 1, sizeof *target);
	struct map_abreast a;

	for (size_t g = 0; g < from->map.n; g += a.n) {
		size_t left = from->map.n - g;

		a.n = left < MAP_ABREAST ? left : MAP_ABREAST;
		memcpy(a.key, from->map.key + g, a.n * sizeof *a.key);
		table_abreast(into, &a, target + g);
	}
	table_merge_as(into, from, target);
	free(target);
}
