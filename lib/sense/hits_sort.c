/* hits_sort: events into the order of customers, kinds and time, so that sums do not depend on how
 * they came. */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/hits.h"
#include <stdlib.h>

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
	struct sense *s = arg;
	size_t end =
	    (block + 1) * SENSE_BLOCK < s->people.n ? (block + 1) * SENSE_BLOCK : s->people.n;

	for (size_t who = block * SENSE_BLOCK; who < end; who++) {
		struct hit *h = s->hit + s->first[who];
		size_t n = s->first[who + 1] - s->first[who];

		if (n > 16)
			qsort(h, n, sizeof *h, by_time);
		else
			sort_few(h, n);
	}
}

void
hits_sort(struct sense *s)
{
	size_t n = s->people.n;
	struct hits_chunk *next;
	uint64_t total = 0;

	s->first = mem_new(n + 2, sizeof *s->first);
	for (const struct hits_chunk *c = s->chunk; c; c = c->next) {
		total += c->n;
		for (size_t i = 0; i < c->n; i++)
			s->first[s->people.position[c->at[i].who] + 2]++;
	}
	for (size_t i = 2; i < n + 2; i++)
		s->first[i] += s->first[i - 1];
	s->hit = mem_resize(NULL, total + 1, sizeof *s->hit);
	for (struct hits_chunk *c = s->chunk; c; c = next) {
		next = c->next;
		for (size_t i = 0; i < c->n; i++) {
			struct hit h = c->at[i];

			h.who = s->people.position[h.who];
			s->hit[s->first[h.who + 1]++] = h;
		}
		free(c);
	}
	s->chunk = NULL;
	tasks_run(common.jobs, (n + SENSE_BLOCK - 1) / SENSE_BLOCK, sort_block, s);
}

void
hits_clear(struct sense *s)
{
	for (struct hits_chunk *next; s->chunk; s->chunk = next) {
		next = s->chunk->next;
		free(s->chunk);
	}
	free(s->hit);
	free(s->first);
}
