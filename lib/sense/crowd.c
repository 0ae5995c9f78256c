/* crowd: the customers block by block, from memory or from a scratch file. */
#include "base/mem.h"
#include "base/opt.h"
#include "io/tmp.h"
#include "sense/inner.h"
#include <stdlib.h>

struct crowd *
crowd_new(struct sense *s)
{
	struct crowd *c = mem_new(1, sizeof *c);

	c->sense = s;
	c->column = mem_new(s->helds + 1, sizeof *c->column);
	c->feature = mem_new(SENSE_BLOCK, sizeof *c->feature);
	return c;
}

/* As tape_write has put it down (pool_merge.c). */
static void
load(struct crowd *c)
{
	const struct crowds *all = &c->sense->crowds;
	size_t texts = 1 + c->sense->helds, n = c->n;
	size_t bytes = (size_t)(all->offset[c->block + 1] - all->offset[c->block]);
	char *at = arena_take(&c->arena, bytes + 1);
	struct str *text = arena_take(&c->arena, n * texts * sizeof *text);
	const uint32_t *length;

	tmp_read_at(all->tape, all->offset[c->block], at, bytes);
	c->since = (const int64_t *)(void *)at;
	c->first = (const uint64_t *)(c->since + n);
	c->hit = (const struct hit *)(c->first + n + 1);
	c->last = (const struct last *)(c->hit + c->first[n]);
	length = (const uint32_t *)(c->last + (c->sense->previous ? n * c->sense->scoreds : 0));
	if (c->sense->previous == NULL)
		c->last = NULL;
	at = (char *)(uintptr_t)(length + n * texts);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < texts; k++, length++) {
			text[k * n + i] = (struct str){at, *length};
			at += *length;
		}
	c->key = text;
	for (size_t k = 1; k < texts; k++)
		c->column[k - 1] = text + k * n;
}

void
crowd_load(struct crowd *c, size_t block)
{
	const struct crowds *all = &c->sense->crowds;
	size_t from = block * SENSE_BLOCK,
	       n = all->n - from < SENSE_BLOCK ? all->n - from : SENSE_BLOCK;

	arena_reset(&c->arena);
	c->block = block;
	c->n = n;
	if (all->tape) {
		load(c);
		return;
	}
	c->key = all->key + from;
	c->since = all->since + from;
	c->first = all->first + from;
	c->hit = all->hit;
	c->last = all->last ? all->last + from * c->sense->scoreds : NULL;
	for (size_t k = 0; k < c->sense->helds; k++)
		c->column[k] = all->column[k] + from;
}

void
crowd_free(struct crowd *c)
{
	arena_clear(&c->arena);
	free(c->column);
	free(c->feature);
	free(c);
}

void
crowds_clear(struct crowds *all)
{
	for (size_t i = 0; i < all->arenas; i++)
		arena_clear(&all->arena[i]);
	arena_clear(&all->keys);
	tmp_free(all->tape);
	free(all->key);
	free(all->column);
	free(all->since);
	free(all->first);
	free(all->hit);
	free(all->last);
	free(all->arena);
	free(all->offset);
}

/* A wave of blocks: each thread takes the next one. */
struct wave {
	struct sense *sense;
	size_t from, n;
	_Atomic size_t next;
	void (*fn)(void *arg, struct crowd *, size_t at);
	void *arg;
	struct crowd **crowd; /* of each thread */
};

static void
take_blocks(void *arg, size_t thread)
{
	struct wave *w = arg;
	size_t at;

	while ((at = w->next++) < w->n) {
		crowd_load(w->crowd[thread], w->from + at);
		w->fn(w->arg, w->crowd[thread], at);
	}
}

void
crowds_each(struct sense *s, void (*fn)(void *arg, struct crowd *, size_t at),
    void (*end)(void *arg, size_t block, size_t at), void *arg)
{
	struct wave w = {.sense = s, .fn = fn, .arg = arg};
	size_t blocks = s->crowds.blocks;

	w.crowd = mem_new(common.jobs, sizeof(struct crowd *));
	for (unsigned i = 0; i < common.jobs; i++)
		w.crowd[i] = crowd_new(s);
	for (; w.from < blocks; w.from += w.n) {
		w.n = blocks - w.from < CROWD_WAVE ? blocks - w.from : CROWD_WAVE;
		w.next = 0;
		tasks_run(common.jobs, common.jobs, take_blocks, &w);
		for (size_t i = 0; i < w.n && end; i++)
			end(arg, w.from + i, i);
	}
	for (unsigned i = 0; i < common.jobs; i++)
		crowd_free(w.crowd[i]);
	free(w.crowd);
}
