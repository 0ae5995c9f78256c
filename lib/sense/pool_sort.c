/* pool_sort: what fits into memory is put in the order of customers, kinds and time there, so that
 * sums do not depend on how it came. */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/pool.h"
#include <stdlib.h>

static void
order_people(struct pool *p, struct crowds *all, const uint32_t *order)
{
	size_t n = all->n = p->map.n;

	all->key = mem_new(n + 1, sizeof *all->key);
	all->since = mem_new(n + 1, sizeof *all->since);
	for (size_t i = 0; i < n; i++) {
		all->key[i] = p->map.key[order[i]];
		all->since[i] = p->since[order[i]];
	}
	all->column = mem_new(p->columns + 1, sizeof *all->column);
	for (size_t c = 0; c < p->columns; c++) {
		all->column[c] = mem_new(n + 1, sizeof **all->column);
		for (size_t i = 0; i < n; i++)
			all->column[c][i] = p->column[c][order[i]];
		free(p->column[c]);
		p->column[c] = NULL;
	}
	if (p->lasts)
		all->last = mem_new((n + 1) * p->lasts, sizeof *all->last);
	for (size_t i = 0; i < n && p->lasts; i++)
		memcpy(all->last + i * p->lasts, p->last + order[i] * p->lasts,
		    p->lasts * sizeof *all->last);
	all->arena = p->arena;
	all->arenas = p->arenas;
	p->arena = NULL;
	p->arenas = 0;
	all->keys = p->map.arena;
	p->map.arena = (struct arena){0};
}

static int
by_time(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->second != y->second)
		return x->second < y->second ? -1 : 1;
	return (x->event > y->event) - (x->event < y->event);
}

static void
sort_few(struct hit *h, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct hit one = h[i];
		size_t k = i;

		for (; k > 0 && by_time(&h[k - 1], &one) > 0; k--)
			h[k] = h[k - 1];
		h[k] = one;
	}
}

static void
sort_block(void *arg, size_t block)
{
	struct crowds *all = arg;
	size_t end = (block + 1) * SENSE_BLOCK < all->n ? (block + 1) * SENSE_BLOCK : all->n;

	for (size_t who = block * SENSE_BLOCK; who < end; who++) {
		struct hit *h = all->hit + all->first[who];
		size_t n = all->first[who + 1] - all->first[who];

		if (n > 16)
			qsort(h, n, sizeof *h, by_time);
		else
			sort_few(h, n);
	}
}

/* Each to the place of his customer, who is known by his number of arrival. */
static void
order_hits(struct pool *p, struct crowds *all, const uint32_t *order)
{
	uint32_t *position = mem_new(all->n + 1, sizeof *position);
	uint64_t *first = mem_new(all->n + 2, sizeof *first), total = 0;
	struct chunk *next;

	for (size_t i = 0; i < all->n; i++)
		position[order[i]] = (uint32_t)i;
	for (struct chunk *c = p->chunk; c; c = c->next) {
		total += c->n;
		for (size_t i = 0; i < c->n; i++) {
			c->at[i].who = position[c->at[i].who];
			first[c->at[i].who + 2]++;
		}
	}
	for (size_t i = 2; i < all->n + 2; i++)
		first[i] += first[i - 1];
	all->hit = mem_resize(NULL, total + 1, sizeof *all->hit);
	for (struct chunk *c = p->chunk; c; c = next) {
		next = c->next;
		for (size_t i = 0; i < c->n; i++)
			all->hit[first[c->at[i].who + 1]++] = c->at[i];
		free(c);
	}
	p->chunk = NULL;
	all->first = first;
	free(position);
}

void
pool_sort(struct sense *s)
{
	struct crowds *all = &s->crowds;
	uint32_t *order = map_order(&s->pool->map);

	order_people(s->pool, all, order);
	order_hits(s->pool, all, order);
	free(order);
	tasks_run(common.jobs, (all->n + SENSE_BLOCK - 1) / SENSE_BLOCK, sort_block, all);
}
