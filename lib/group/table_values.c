/* table_values: states that keep every value (quantiles, mode, distinct) or a sum for each period. */
#include "base/diag.h"
#include "base/mem.h"
#include "group/table_inner.h"
#include <stdlib.h>

enum { GROUP_BYTES = sizeof(uint32_t) };

static size_t
values_put(struct values *v, uint32_t group, const void *value, size_t len)
{
	char small[256], *key = small;
	bool added;
	size_t number;

	if (len > sizeof small - GROUP_BYTES)
		key = mem_new(len + GROUP_BYTES, 1);
	memcpy(key, &group, GROUP_BYTES);
	memcpy(key + GROUP_BYTES, value, len);
	struct str k = { key, len + GROUP_BYTES };

	number = map_put(&v->map, k, map_hash(k), &added);
	if (key != small)
		free(key);
	return number;
}

/* The map's numbers rise by one, so an array beside it grows like any other. */
static void *
values_room(void *array, struct values *v, size_t number, size_t size)
{
	if (number < v->cap)
		return array;
	size_t cap = v->cap ? v->cap * 2 : 64;

	array = mem_resize(array, cap, size);
	memset((char *)array + v->cap * size, 0, (cap - v->cap) * size);
	v->cap = cap;
	return array;
}

void
values_count(struct values *v, uint32_t group, struct str value, uint64_t n)
{
	size_t number = values_put(v, group, value.at, value.len);

	v->count = values_room(v->count, v, number, sizeof *v->count);
	v->count[number] += n;
}

/* Equal numbers have equal bytes: kind, scale and the mantissa of the normal form. */
void
values_number(struct values *v, uint32_t group, struct num value, uint64_t n)
{
	struct num x = num_normal(value);
	char key[18] = { (char)x.kind, (char)x.scale };

	memcpy(key + 2, &x.wide, 16);
	if (x.kind != NUM_WIDE)
		memset(key + 10, 0, 8);
	values_count(v, group, (struct str){ key, sizeof key }, n);
}

struct str
values_text(const struct values *v, uint32_t number)
{
	struct str key = v->map.key[number];

	return (struct str){ key.at + GROUP_BYTES, key.len - GROUP_BYTES };
}

struct num
values_of_number(const struct values *v, uint32_t number)
{
	struct str key = values_text(v, number);
	struct num x = { .kind = (uint8_t)key.at[0], .scale = (uint8_t)key.at[1] };

	memcpy(&x.wide, key.at + 2, 16);
	return x;
}

uint32_t
values_group(const struct values *v, size_t number)
{
	uint32_t group;

	memcpy(&group, v->map.key[number].at, GROUP_BYTES);
	return group;
}

struct sum *
values_sum(struct values *v, uint32_t group, struct str period)
{
	size_t number = values_put(v, group, period.at, period.len);

	v->sum = values_room(v->sum, v, number, sizeof *v->sum);
	return &v->sum[number];
}

void
values_merge(struct values *into, const struct values *from, enum state_kind kind, const uint32_t *target)
{
	for (size_t i = 0; i < from->map.n; i++) {
		uint32_t group = target[values_group(from, i)];
		struct str value = values_text(from, (uint32_t)i);

		if (group == TABLE_NONE)
			continue;
		if (kind == STATE_STOCK)
			sum_merge(values_sum(into, group, value), &from->sum[i]);
		else
			values_count(into, group, value, from->count[i]);
	}
}

/* What the arrays of small numbers counted joins the other values of the state. */
void
numbers_flush(struct table *t, size_t s)
{
	for (size_t g = 0; g < t->map.n; g++) {
		struct cell_numbers *c = &table_cell(t, s, g)->numbers;

		for (uint32_t i = 0; i < c->cap; i++)
			if (c->count[i])
				values_number(&t->values[s], (uint32_t)g, NUM(i), c->count[i]);
		free(c->count);
		c->count = NULL;
		c->cap = 0;
	}
}

struct order_by {
	const struct values *v;
	enum state_kind kind;
};

static int
by_value(const void *a, const void *b, void *arg)
{
	const struct order_by *o = arg;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	if (o->kind == STATE_NUMBERS)
		return num_cmp(values_of_number(o->v, x), values_of_number(o->v, y));
	return str_cmp(values_text(o->v, x), values_text(o->v, y));
}

/* By group in one pass (a counting sort), then by value within each group. */
void
values_finish(struct values *v, enum state_kind kind, size_t groups)
{
	struct order_by by = { v, kind };
	size_t *next;

	free(v->first);
	free(v->order);
	v->first = mem_new(groups + 2, sizeof *v->first);
	v->order = mem_new(v->map.n + 1, sizeof *v->order);
	next = mem_new(groups + 1, sizeof *next);
	for (size_t i = 0; i < v->map.n; i++)
		v->first[values_group(v, i) + 1]++;
	for (size_t g = 0; g < groups; g++) {
		v->first[g + 1] += v->first[g];
		next[g] = v->first[g];
	}
	for (size_t i = 0; i < v->map.n; i++)
		v->order[next[values_group(v, i)]++] = (uint32_t)i;
	for (size_t g = 0; g < groups; g++)
		qsort_r(v->order + v->first[g], v->first[g + 1] - v->first[g], sizeof *v->order,
		    by_value, &by);
	free(next);
}

void
values_clear(struct values *v)
{
	if (v->sum)
		for (size_t i = 0; i < v->map.n; i++)
			sum_clear(&v->sum[i]);
	map_clear(&v->map);
	free(v->count);
	free(v->sum);
	free(v->order);
	free(v->first);
}
