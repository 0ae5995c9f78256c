/* hold: chunks, and the logs that fill them. */
#include "join/hold.h"
#include "base/mem.h"
#include <stdlib.h>

enum {
	CHUNK = HOLD_UNIT << HOLD_UNIT_BITS,
	CHUNKS_GROWING = 5,
	CHUNK_FIRST = CHUNK >> CHUNKS_GROWING
};
enum { CHUNKS = 1 << (32 - HOLD_UNIT_BITS), CHUNKS_SPARE = CHUNKS / 16 };

void
hold_begin(struct hold *h, bool extras)
{
	h->chunk = mem_new(CHUNKS, sizeof *h->chunk);
	h->chunks = 1;
	h->extras = extras;
}

bool
hold_full(const struct hold *h, uint64_t bytes)
{
	return h->bytes > bytes || h->chunks > CHUNKS - CHUNKS_SPARE;
}

static struct hold_chunk *
next_chunk(struct hold_log *l)
{
	if (l->used == l->owned) {
		uint32_t number = l->hold->chunks++;

		if (number >= CHUNKS)
			die("right: one key has too many records to hold");
		l->own = mem_grow(l->own, l->owned, &l->own_cap, sizeof *l->own);
		l->own[l->owned++].number = number;
	}
	return &l->own[l->used++];
}

static void
begin_chunk(struct hold_log *l, size_t n)
{
	/* They grow, so that a small table is small. */
	size_t size = l->used < CHUNKS_GROWING ? (size_t)CHUNK_FIRST << l->used : CHUNK;
	struct hold_chunk *c = next_chunk(l);

	if (size < n)
		size = n <= CHUNK ? CHUNK : n;
	c->size = size;
	l->at = size == CHUNK ? mem_large(size) : mem_resize(NULL, size, 1);
	l->end = l->at + size;
	l->hold->bytes += size;
	l->hold->chunk[c->number] = l->at;
}

struct hold_entry *
hold_room(struct hold_log *l, size_t n)
{
	n += sizeof(struct hold_entry) + HOLD_UNIT;
	if ((size_t)(l->end - l->at) < n)
		begin_chunk(l, n);
	return (struct hold_entry *)(void *)l->at;
}

size_t
hold_entry_bytes(const struct hold *h, const struct hold_entry *e)
{
	size_t n = offsetof(struct hold_entry, at) + e->key + e->tail;
	struct hold_extra x;

	if (h->extras) {
		memcpy(&x, e->at, sizeof x);
		n += sizeof x + x.from + x.to + x.whole;
	}
	return n;
}

uint32_t
hold_keep(struct hold_log *l, struct hold_entry *e)
{
	struct hold *h = l->hold;
	uint32_t chunk = l->own[l->used - 1].number;
	uint32_t unit = (uint32_t)((size_t)(l->at - h->chunk[chunk]) / HOLD_UNIT);
	uint32_t number = chunk << HOLD_UNIT_BITS | unit;
	size_t size = (hold_entry_bytes(h, e) + HOLD_UNIT - 1) / HOLD_UNIT * HOLD_UNIT;
	struct hold_run *run = l->runs ? &l->run[l->runs - 1] : NULL;

	if (run == NULL || run->first >> HOLD_UNIT_BITS != chunk ||
	    run->place >> 32 != e->place >> 32) {
		l->run = mem_grow(l->run, l->runs, &l->runs_cap, sizeof *l->run);
		run = &l->run[l->runs++];
		*run = (struct hold_run){e->place, number, 0};
	}
	run->n++;
	l->at += size;
	/* What begins further on had no number: the rest of a giant's chunk stays empty. */
	if (l->at - h->chunk[chunk] >= CHUNK)
		l->end = l->at;
	return number;
}

uint32_t
hold_copy(struct hold_log *l, struct str bytes)
{
	struct hold_entry *e = hold_room(l, bytes.len);

	memcpy(e, bytes.at, bytes.len);
	return hold_keep(l, e);
}

void
hold_reset(struct hold_log *l)
{
	struct hold *h = l->hold;

	l->runs = 0;
	for (; l->used > 1; l->used--) {
		const struct hold_chunk *c = &l->own[l->used - 1];

		free(h->chunk[c->number]);
		h->chunk[c->number] = NULL;
		h->bytes -= c->size;
	}
	if (l->used) {
		l->at = h->chunk[l->own[0].number];
		l->end = l->at + l->own[0].size;
	}
}

void
hold_log_clear(struct hold_log *l)
{
	free(l->own);
	free(l->run);
	*l = (struct hold_log){0};
}

void
hold_clear(struct hold *h)
{
	for (uint32_t i = 0; h->chunk && i < h->chunks && i < CHUNKS; i++)
		free(h->chunk[i]);
	free(h->chunk);
	h->chunk = NULL;
}

void
hold_lines_add(struct hold_lines *l, uint64_t index, uint64_t line)
{
	for (; l->n <= index; l->n++) {
		l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
		l->at[l->n] = line;
	}
}

static struct hold_extra
extra_of(const struct hold_entry *e)
{
	struct hold_extra x;

	memcpy(&x, e->at, sizeof x);
	return x;
}

struct str
hold_from(const struct hold *h, const struct hold_entry *e)
{
	return (struct str){hold_tail(h, e).at + e->tail, extra_of(e).from};
}

struct str
hold_to(const struct hold *h, const struct hold_entry *e)
{
	struct hold_extra x = extra_of(e);

	return (struct str){hold_tail(h, e).at + e->tail + x.from, x.to};
}

struct str
hold_whole(const struct hold *h, const struct hold_entry *e)
{
	struct hold_extra x = extra_of(e);

	return (struct str){hold_tail(h, e).at + e->tail + x.from + x.to, x.whole};
}
