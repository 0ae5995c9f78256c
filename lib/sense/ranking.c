/* ranking: customers in the order of a value of theirs. */
#include "sense/ranking.h"
#include "base/mem.h"
#include "base/opt.h"
#include "group/sorter.h"
#include "stat/rank.h"
#include <stdlib.h>

struct ranking {
	bool down;
	/* In memory, or ... */
	struct unit *unit;
	uint32_t *order;
	size_t n, cap, at;
	/* ... sorted outside. */
	struct sorter *sorter;
	struct buf key;
};

struct ranking *
ranking_new(const struct sense *s, bool down)
{
	struct ranking *r = mem_new(1, sizeof *r);

	r->down = down;
	if (s->crowds.tape)
		r->sorter = sorter_new(common.memory / 4);
	return r;
}

void
ranking_add(struct ranking *r, const struct unit *u)
{
	uint64_t bits = rank_bits(u->value);

	if (r->sorter == NULL) {
		r->unit = mem_grow(r->unit, r->n, &r->cap, sizeof *r->unit);
		r->unit[r->n++] = *u;
		return;
	}
	r->key.len = 0;
	sorter_key_number(&r->key, r->down ? ~bits : bits);
	sorter_key_number(&r->key, u->who);
	sorter_add(r->sorter, buf_slice(&r->key), (struct str){(const char *)u, sizeof *u});
}

void
ranking_sort(struct ranking *r)
{
	double *value;

	if (r->sorter) {
		sorter_finish(r->sorter);
		return;
	}
	value = mem_new(r->n + 1, sizeof *value);
	r->order = mem_new(r->n + 1, sizeof *r->order);
	for (size_t i = 0; i < r->n; i++)
		value[i] = r->unit[i].value;
	if (r->down)
		rank_order_down(value, r->order, r->n);
	else
		rank_order(value, r->order, r->n);
	free(value);
}

bool
ranking_next(struct ranking *r, struct unit *u)
{
	struct str key, load;

	if (r->sorter == NULL) {
		if (r->at == r->n)
			return false;
		*u = r->unit[r->order[r->at++]];
		return true;
	}
	if (!sorter_next(r->sorter, &key, &load))
		return false;
	memcpy(u, load.at, sizeof *u);
	return true;
}

void
ranking_free(struct ranking *r)
{
	sorter_free(r->sorter);
	buf_clear(&r->key);
	free(r->unit);
	free(r->order);
	free(r);
}
