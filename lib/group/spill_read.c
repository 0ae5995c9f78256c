/* spill_read: groups and values out of sorted records; equal ones, of different tables, become one.
 */
#include "base/mem.h"
#include "group/spill.h"
#include "group/spill_inner.h"
#include "group/table_inner.h"
#include "value/num_order.h"
#include <stdlib.h>

struct spill {
	struct sorter *from;
	const enum state_kind *kind;
	size_t states;
	struct str key, load; /* the next record, if there is one */
	bool more;
	struct buf group; /* the key of the group under way */
	struct buf value; /* what is behind the group's key in a value's */
	uint64_t *values; /* by state */
	struct sum sum;
};

struct spill *
spill_new(struct sorter *from, const enum state_kind *kind, size_t n)
{
	struct spill *p = mem_new(1, sizeof *p);

	p->from = from;
	p->kind = kind;
	p->states = n;
	p->values = mem_new(n + 1, sizeof *p->values);
	p->more = sorter_next(from, &p->key, &p->load);
	return p;
}

static void
take_sum(struct str *load, struct sum *into)
{
	unsigned char scale = (unsigned char)*spill_take_bytes(load, 1).at;
	struct sum sum = {0};

	if (scale == SPILL_SUM_TEXT) {
		size_t n = spill_take(load);

		sum_read(&sum, spill_take_bytes(load, n));
	} else {
		struct str bytes =
		    spill_take_bytes(load, (unsigned char)*spill_take_bytes(load, 1).at);
		char whole[16];

		memset(whole, bytes.len && bytes.at[bytes.len - 1] & 128 ? -1 : 0, sizeof whole);
		if (bytes.len)
			memcpy(whole, bytes.at, bytes.len);
		memcpy(&sum.lo, whole, 8);
		memcpy(&sum.hi, whole + 8, 8);
		sum.scale = scale;
	}
	sum_merge(into, &sum);
	sum_clear(&sum);
}

static struct num
take_number(struct str *load)
{
	struct num x = NUM_NONE;

	x.kind = (uint8_t)*spill_take_bytes(load, 1).at;
	if (x.kind != NUM_NULL) {
		x.scale = (uint8_t)*spill_take_bytes(load, 1).at;
		memcpy(&x.wide, spill_take_bytes(load, sizeof x.wide).at, sizeof x.wide);
	}
	return x;
}

/* One table's states of the group join those of the others. */
static void
take_cells(struct spill *p, struct table *t, uint32_t group)
{
	struct str load = p->load, text;
	uint32_t row = 0;
	struct num x;
	uint64_t n;

	for (size_t s = 0; s < p->states; s++)
		switch (p->kind[s]) {
		case STATE_COUNT:
		case STATE_FILLED:
			table_cell(t, s, group)->count += spill_take(&load);
			break;
		case STATE_SUM:
		case STATE_SQUARES:
			take_sum(&load, &table_cell(t, s, group)->sum);
			break;
		case STATE_MIN:
		case STATE_MAX:
			x = take_number(&load);
			table_numbers(t, s, &group, &row, 1, &x);
			break;
		case STATE_EARLIEST:
		case STATE_LATEST:
			n = spill_take(&load);
			text = n ? spill_take_bytes(&load, n - 1) : (struct str){0};
			table_texts(t, s, &group, &row, 1, &text);
			break;
		case STATE_NUMBERS:
		case STATE_TEXTS:
		case STATE_STOCK:
			p->values[s] += spill_take(&load);
		}
}

/* Whether the next record is of the group under way, and of this sort. */
static bool
belongs(const struct spill *p, char sort)
{
	return p->more && p->key.len > p->group.len && p->key.at[p->group.len] == sort &&
	       memcmp(p->key.at, p->group.at, p->group.len) == 0;
}

bool
spill_group(struct spill *p, struct table *t, uint32_t *group)
{
	while (p->group.len && belongs(p, SPILL_VALUE))
		p->more = sorter_next(p->from, &p->key, &p->load);
	if (!p->more)
		return false;
	p->group.len = 0;
	buf_add(&p->group, p->key.at, p->key.len - 1);
	*group = table_group(t, buf_slice(&p->group));
	memset(p->values, 0, p->states * sizeof *p->values);
	while (belongs(p, SPILL_GROUP)) {
		take_cells(p, t, *group);
		p->more = sorter_next(p->from, &p->key, &p->load);
	}
	return true;
}

uint64_t
spill_values(const struct spill *p, size_t s)
{
	return p->values[s];
}

static struct str
behind_group(const struct spill *p)
{
	return (struct str){p->key.at + p->group.len, p->key.len - p->group.len};
}

bool
spill_value(struct spill *p, struct spill_value *v)
{
	struct str value;

	if (!belongs(p, SPILL_VALUE))
		return false;
	p->value.len = 0;
	buf_str(&p->value, behind_group(p));
	value = (struct str){p->value.at + SPILL_STATE, p->value.len - SPILL_STATE};
	*v = (struct spill_value){
	    .state = (size_t)(unsigned char)p->value.at[1] << 8 | (unsigned char)p->value.at[2],
	    .text = value,
	    .sum = &p->sum};
	if (p->kind[v->state] == STATE_NUMBERS)
		num_of_order(value, &v->number);
	sum_clear(&p->sum);
	p->sum = (struct sum){0};
	do {
		if (p->kind[v->state] == STATE_STOCK)
			take_sum(&p->load, &p->sum);
		else
			v->count += spill_take(&p->load);
		p->more = sorter_next(p->from, &p->key, &p->load);
	} while (belongs(p, SPILL_VALUE) && str_eq(behind_group(p), buf_slice(&p->value)));
	return true;
}

void
spill_free(struct spill *p)
{
	if (p == NULL)
		return;
	sum_clear(&p->sum);
	buf_clear(&p->group);
	buf_clear(&p->value);
	free(p->values);
	free(p);
}
