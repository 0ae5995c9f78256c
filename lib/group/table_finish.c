/* table_finish: figures out of finished states, and states as text for partials. */
#include "base/mem.h"
#include "group/quantile.h"
#include "group/table_inner.h"
#include <assert.h>
#include <stdlib.h>

void
table_finish(struct table *t)
{
	for (size_t s = 0; s < t->states; s++) {
		if (t->kind[s] == STATE_NUMBERS)
			numbers_flush(t, s);
		if (state_has_values(t->kind[s]))
			values_finish(&t->values[s], t->kind[s], t->map.n);
	}
	t->finished = true;
}

uint64_t
table_count_of(const struct table *t, size_t s, size_t group)
{
	return table_cell(t, s, group)->count;
}

const struct sum *
table_sum_of(const struct table *t, size_t s, size_t group)
{
	return &table_cell(t, s, group)->sum;
}

struct num
table_number_of(const struct table *t, size_t s, size_t group)
{
	return table_cell(t, s, group)->number;
}

struct str
table_text_of(const struct table *t, size_t s, size_t group)
{
	const struct cell_text *c = &table_cell(t, s, group)->text;

	return (struct str){ c->at, c->len };
}

uint64_t
table_values_of(const struct table *t, size_t s, size_t group)
{
	const struct values *v = &t->values[s];
	uint64_t n = 0;

	assert(t->finished);
	for (size_t i = v->first[group]; i < v->first[group + 1]; i++)
		n += v->count[v->order[i]];
	return n;
}

/* The value at rank k (from 0) of the sorted values, and the one after it. */
static void
neighbours(const struct values *v, size_t from, size_t to, uint64_t k, struct num *low, struct num *high)
{
	uint64_t seen = 0;
	size_t i;

	for (i = from; i < to; i++) {
		seen += v->count[v->order[i]];
		if (seen > k)
			break;
	}
	*low = *high = values_of_number(v, v->order[i]);
	if (seen == k + 1 && i + 1 < to)
		*high = values_of_number(v, v->order[i + 1]);
}

struct num
table_quantile(const struct table *t, size_t s, size_t group, struct num p)
{
	const struct values *v = &t->values[s];
	struct quantile q;
	struct num low, high;

	if (!quantile_find(table_values_of(t, s, group), p, &q))
		return NUM_NONE;
	neighbours(v, v->first[group], v->first[group + 1], q.rank, &low, &high);
	return quantile_between(q, low, high);
}

struct str
table_mode(const struct table *t, size_t s, size_t group)
{
	const struct values *v = &t->values[s];
	struct str best = { "", 0 };
	uint64_t most = 0;

	for (size_t i = v->first[group]; i < v->first[group + 1]; i++)
		if (v->count[v->order[i]] > most) {
			most = v->count[v->order[i]];
			best = values_text(v, v->order[i]);
		}
	return best;
}

uint64_t
table_distinct(const struct table *t, size_t s, size_t group)
{
	const struct values *v = &t->values[s];

	return v->first[group + 1] - v->first[group];
}

struct num
table_last(const struct table *t, size_t s, size_t group)
{
	const struct values *v = &t->values[s];

	if (v->first[group] == v->first[group + 1])
		return NUM_NONE;
	return sum_value(&v->sum[v->order[v->first[group + 1] - 1]]);
}

struct num
table_mean_period(const struct table *t, size_t s, size_t group)
{
	const struct values *v = &t->values[s];
	struct sum all = { 0 };
	uint64_t n = table_distinct(t, s, group);
	struct num mean;

	for (size_t i = v->first[group]; i < v->first[group + 1]; i++)
		sum_merge(&all, &v->sum[v->order[i]]);
	mean = n ? sum_mean(n, &all) : NUM_NONE;
	sum_clear(&all);
	return mean;
}

/* Doubles by their bits: a partial must lose nothing. */
void
number_write(struct buf *b, struct num x)
{
	if (x.kind == NUM_REAL) {
		uint64_t bits;

		memcpy(&bits, &x.real, sizeof bits);
		buf_fmt(b, "r:%016llx", (unsigned long long)bits);
	} else {
		num_print(b, x);
	}
}

bool
number_read(struct str s, struct num *x)
{
	uint64_t bits = 0;

	if (!str_starts(s, STR("r:")))
		return num_parse(s, x);
	if (s.len != 18)
		return false;
	for (size_t i = 2; i < s.len; i++) {
		const char *digits = "0123456789abcdef", *d = memchr(digits, s.at[i], 16);

		if (d == NULL)
			return false;
		bits = bits << 4 | (uint64_t)(d - digits);
	}
	*x = NUM_NONE;
	x->kind = NUM_REAL;
	memcpy(&x->real, &bits, sizeof bits);
	return __builtin_isfinite(x->real);
}

void
table_write(const struct table *t, size_t s, size_t group, struct buf *b)
{
	const union cell *c = table_cell(t, s, group);

	switch (t->kind[s]) {
	case STATE_COUNT:
	case STATE_FILLED:
		buf_fmt(b, "%llu", (unsigned long long)c->count);
		break;
	case STATE_SUM:
	case STATE_SQUARES:
		sum_write(&c->sum, b);
		break;
	case STATE_MIN:
	case STATE_MAX:
		number_write(b, c->number);
		break;
	case STATE_EARLIEST:
	case STATE_LATEST:
		buf_str(b, (struct str){ c->text.at, c->text.len });
		break;
	case STATE_NUMBERS:
	case STATE_TEXTS:
	case STATE_STOCK:
		break; /* table_each */
	}
}

bool
table_read(struct table *t, size_t s, size_t group, struct str text)
{
	union cell *c = table_cell(t, s, group);
	struct sum sum = { 0 };
	uint64_t n;
	struct num x;
	bool fits;

	if (text.len == 0)
		return true;
	switch (t->kind[s]) {
	case STATE_COUNT:
	case STATE_FILLED:
		fits = str_uint(text, &n);
		c->count += fits ? n : 0;
		return fits;
	case STATE_SUM:
	case STATE_SQUARES:
		fits = sum_read(&sum, text);
		if (fits)
			sum_merge(&c->sum, &sum);
		sum_clear(&sum);
		return fits;
	case STATE_MIN:
	case STATE_MAX:
		if (!number_read(text, &x))
			return false;
		table_numbers(t, s, &(uint32_t){ (uint32_t)group }, &(uint32_t){ 0 }, 1, &x);
		return true;
	case STATE_EARLIEST:
	case STATE_LATEST:
		table_texts(t, s, &(uint32_t){ (uint32_t)group }, &(uint32_t){ 0 }, 1, &text);
		return true;
	case STATE_NUMBERS:
	case STATE_TEXTS:
	case STATE_STOCK:
		break;
	}
	return false;
}

void
table_each(const struct table *t, size_t s, size_t group, void (*each)(void *, struct str, struct str), void *arg)
{
	const struct values *v = &t->values[s];
	struct buf value = { 0 }, count = { 0 };

	for (size_t i = v->first[group]; i < v->first[group + 1]; i++) {
		uint32_t number = v->order[i];

		value.len = count.len = 0;
		if (t->kind[s] == STATE_NUMBERS)
			number_write(&value, values_of_number(v, number));
		else
			buf_str(&value, values_text(v, number));
		if (t->kind[s] == STATE_STOCK)
			sum_write(&v->sum[number], &count);
		else
			buf_fmt(&count, "%llu", (unsigned long long)v->count[number]);
		each(arg, buf_slice(&value), buf_slice(&count));
	}
	buf_clear(&value);
	buf_clear(&count);
}

bool
table_read_value(struct table *t, size_t s, size_t group, struct str value, struct str count)
{
	struct values *v = &t->values[s];
	struct sum sum = { 0 };
	uint64_t n;
	struct num x;
	bool fits;

	if (t->kind[s] == STATE_STOCK) {
		fits = sum_read(&sum, count);
		if (fits)
			sum_merge(values_sum(v, (uint32_t)group, value), &sum);
		sum_clear(&sum);
		return fits;
	}
	if (!str_uint(count, &n))
		return false;
	if (t->kind[s] == STATE_NUMBERS) {
		if (!number_read(value, &x) || x.kind == NUM_NULL)
			return false;
		values_number(v, (uint32_t)group, x, n);
	} else {
		values_count(v, (uint32_t)group, value, n);
	}
	return true;
}
