/* pool_merge: what does not fit into memory comes sorted from scratch files, and goes to another
 * one block by block, so that it can be gone through as often as it takes (crowd.c). */
#include "base/mem.h"
#include "base/opt.h"
#include "io/tmp.h"
#include "sense/pool.h"
#include <math.h>
#include <stdlib.h>

/* The block that is being gathered, as tape_write puts it down. */
struct harvest {
	struct sense *sense;
	size_t n;
	int64_t *since;
	uint64_t *first;
	struct hit *hit;
	size_t hits, hit_cap;
	struct last *last;
	uint32_t *length; /* of texts: key and columns, customer by customer */
	struct buf text;
	/* The customer under way. */
	struct buf who;
	bool any, listed;
	uint64_t place, last_place;
	struct str *cell;
};

/* What is held goes the way of the rest. */
static void
dump(struct sense *s)
{
	struct pool *p = s->pool;
	struct pool_hand h = pool_hand(p);
	struct str *cell = mem_new(p->columns + 1, sizeof *cell);
	struct chunk *next;

	for (size_t who = 0; who < p->map.n; who++) {
		for (size_t c = 0; c < p->columns; c++)
			cell[c] = p->column[c][who];
		if (p->place[who] != POOL_NOWHERE)
			pool_spill_person(&h, p->map.key[who], p->place[who], p->since[who], cell);
		for (size_t i = 0; i < p->lasts; i++)
			if (p->last_place[who * p->lasts + i] != POOL_NOWHERE)
				pool_spill_last(&h, p->map.key[who], i,
				    p->last_place[who * p->lasts + i], p->last[who * p->lasts + i]);
	}
	for (struct chunk *c = p->chunk; c; c = next) {
		next = c->next;
		for (size_t i = 0; i < c->n; i++)
			pool_spill_hit(&h, p->map.key[c->at[i].who], c->at[i], false);
		free(c);
	}
	p->chunk = NULL;
	pool_done(&h);
	pool_forget(p);
	free(cell);
}

static void
tape_write(struct harvest *g)
{
	struct crowds *all = &g->sense->crowds;
	size_t texts = g->n * (1 + g->sense->helds), lasts = g->sense->pool->lasts;

	if (g->n == 0)
		return;
	g->first[g->n] = g->hits;
	tmp_write(all->tape, g->since, g->n * sizeof *g->since);
	tmp_write(all->tape, g->first, (g->n + 1) * sizeof *g->first);
	tmp_write(all->tape, g->hit, g->hits * sizeof *g->hit);
	tmp_write(all->tape, g->last, g->n * lasts * sizeof *g->last);
	tmp_write(all->tape, g->length, texts * sizeof *g->length);
	tmp_write(all->tape, g->text.at, g->text.len);
	all->offset = mem_grow(all->offset, all->offsets, &all->offset_cap, sizeof *all->offset);
	all->offset[all->offsets++] = tmp_size(all->tape);
	all->n += g->n;
	g->n = g->hits = g->text.len = 0;
}

static void
put_text(struct harvest *g, size_t at, struct str text)
{
	g->length[at] = (uint32_t)text.len;
	buf_str(&g->text, text);
}

static void
begin_customer(struct harvest *g, struct str who)
{
	size_t lasts = g->sense->pool->lasts;

	g->who.len = 0;
	buf_str(&g->who, who);
	g->listed = false;
	g->any = false;
	g->place = POOL_NOWHERE;
	g->first[g->n] = g->hits;
	g->since[g->n] = SENSE_NEVER;
	for (size_t i = 0; i < lasts; i++)
		g->last[g->n * lasts + i] = (struct last){0};
	put_text(g, g->n * (1 + g->sense->helds), who);
	for (size_t c = 0; c < g->sense->helds; c++)
		put_text(g, g->n * (1 + g->sense->helds) + 1 + c, (struct str){0});
}

/* A customer is one who is in the list, or without a list one who has an event. */
static void
end_customer(struct harvest *g)
{
	size_t at = g->n * (1 + g->sense->helds);

	if (g->who.at == NULL)
		return;
	if (!g->any) {
		g->text.len -= g->length[at];
		return;
	}
	if (++g->n == SENSE_BLOCK)
		tape_write(g);
}

static void
take_person(struct harvest *g, struct str key, struct str load)
{
	size_t at = g->n * (1 + g->sense->helds) + 1;
	uint64_t place = sorter_take_number(&key);
	bool again = g->listed;

	pool_again(g->sense->pool, &g->sense->pool->people, &g->place, place, buf_slice(&g->who));
	if (again)
		return;
	g->any = g->listed = true;
	memcpy(&g->since[g->n], load.at, sizeof *g->since);
	load = (struct str){load.at + sizeof *g->since, load.len - sizeof *g->since};
	for (size_t c = 0; c < g->sense->helds; c++)
		put_text(g, at + c, sorter_take_text(&load));
}

static void
take_hit(struct harvest *g, struct str key, struct str load)
{
	struct sense *s = g->sense;
	const unsigned char *b = (const unsigned char *)key.at;
	struct str second = {key.at + 2, 8};
	struct hit hit = {.kind = (uint16_t)(b[0] << 8 | b[1]),
	    .event = (uint16_t)(b[10] << 8 | b[11]),
	    .second = (int64_t)(sorter_take_number(&second) ^ (uint64_t)1 << 63)};
	struct books *books = &s->origin[s->event[hit.event].origin].stream.books;

	if (s->list && !g->listed) {
		s->kind[hit.kind].strangers++;
		books->left_out += (uint64_t)*load.at;
		books->used -= (uint64_t)*load.at;
		s->left_out += (uint64_t)*load.at;
		return;
	}
	g->any = true;
	g->hit = mem_grow(g->hit, g->hits, &g->hit_cap, sizeof *g->hit);
	g->hit[g->hits++] = hit;
}

static void
take_last(struct harvest *g, struct str key, struct str load)
{
	uint64_t scored = sorter_take_number(&key), place = sorter_take_number(&key);
	struct last *last = &g->last[g->n * g->sense->pool->lasts + scored];

	if (!g->any) {
		previous_gone(g->sense);
		return;
	}
	if (last->level == 0)
		g->last_place = POOL_NOWHERE;
	pool_again(
	    g->sense->pool, &g->sense->pool->lasting, &g->last_place, place, buf_slice(&g->who));
	memcpy(last, load.at, sizeof *last);
}

static void
take(struct harvest *g, struct str key, struct str load)
{
	struct str who = sorter_take_text(&key);
	enum pool_record is = (enum pool_record) * key.at;

	if (g->who.at == NULL || !str_eq(who, buf_slice(&g->who))) {
		end_customer(g);
		begin_customer(g, who);
	}
	key = (struct str){key.at + 1, key.len - 1};
	if (is == POOL_PERSON)
		take_person(g, key, load);
	else if (is == POOL_HIT)
		take_hit(g, key, load);
	else
		take_last(g, key, load);
}

static struct harvest
harvest_new(struct sense *s)
{
	size_t n = SENSE_BLOCK + 1;

	return (struct harvest){.sense = s,
	    .since = mem_new(n, sizeof(int64_t)),
	    .first = mem_new(n, sizeof(uint64_t)),
	    .last = mem_new(n * (s->pool->lasts + 1), sizeof(struct last)),
	    .length = mem_new(n * (1 + s->helds), sizeof(uint32_t))};
}

static void
harvest_clear(struct harvest *g)
{
	free(g->since);
	free(g->first);
	free(g->hit);
	free(g->last);
	free(g->length);
	buf_clear(&g->text);
	buf_clear(&g->who);
}

void
pool_merge(struct sense *s)
{
	struct pool *p = s->pool;
	struct crowds *all = &s->crowds;
	struct harvest g = harvest_new(s);
	struct str key, load;

	dump(s);
	all->tape = tmp_new();
	all->offset = mem_grow(all->offset, 0, &all->offset_cap, sizeof *all->offset);
	all->offset[all->offsets++] = 0;
	for (sorter_finish(p->sorter); sorter_next(p->sorter, &key, &load);)
		take(&g, key, load);
	end_customer(&g);
	tape_write(&g);
	tmp_rewind(all->tape);
	harvest_clear(&g);
}
