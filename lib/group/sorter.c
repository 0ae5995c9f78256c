/* sorter: records taken in, runs written, runs merged until few enough are left. */
#include "group/sorter.h"
#include "base/mem.h"
#include "group/sorter_inner.h"
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

enum {
	MEMORY_LEAST = 64 << 10,
	PIECE_LEAST = 4 << 10,
	PIECE_MOST = 1 << 20,
	SOURCE = 16 << 10, /* memory of a run that is being merged, at least */
	FAN_LEAST = 8,
	FAN_MOST = 1024,
	ASIDE = 1 << 16,		    /* records for which a thread pays */
	ENTRIES = 2 * sizeof(struct entry), /* while it is sorted a record has two */
};

struct sorter *
sorter_new(uint64_t memory)
{
	struct sorter *s = mem_new(1, sizeof *s);

	s->memory = memory < MEMORY_LEAST ? MEMORY_LEAST : memory;
	s->piece = s->memory / 32;
	if (s->piece < PIECE_LEAST)
		s->piece = PIECE_LEAST;
	if (s->piece > PIECE_MOST)
		s->piece = PIECE_MOST;
	s->part = mem_new(1, sizeof *s->part);
	s->parts = s->part_cap = 1;
	return s;
}

static void
piece_add(struct part *p, size_t cap)
{
	p->piece = mem_grow(p->piece, p->pieces, &p->piece_cap, sizeof *p->piece);
	p->piece[p->pieces++] = (struct piece){mem_resize(NULL, cap, 1), cap};
}

/* n bytes behind one another; pieces of runs before are used again. */
static char *
room(struct sorter *s, size_t n)
{
	struct part *p = &s->part[0];
	char *at;

	while ((size_t)(s->end - s->at) < n) {
		if (p->now == p->pieces)
			piece_add(p, n > s->piece ? n : s->piece);
		s->at = p->piece[p->now].at;
		s->end = s->at + p->piece[p->now++].cap;
	}
	at = s->at;
	s->at += n;
	return at;
}

/* A part is empty again; of its memory what is of the usual size is kept. */
static void
part_reset(struct sorter *s, struct part *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->pieces; i++)
		if (p->piece[i].cap > s->piece)
			free(p->piece[i].at);
		else
			p->piece[kept++] = p->piece[i];
	p->pieces = kept;
	p->n = p->now = 0;
	s->at = s->end = NULL;
}

static void
part_clear(struct part *p)
{
	for (size_t i = 0; i < p->pieces; i++)
		free(p->piece[i].at);
	free(p->piece);
	free(p->entry);
	*p = (struct part){0};
}

/* Where the next run goes. */
static struct tmp *
tmp_open(struct sorter *s)
{
	s->tmp = mem_grow(s->tmp, s->tmps, &s->tmp_cap, sizeof(struct tmp *));
	return s->tmp[s->tmps++] = tmp_new();
}

static void
put(struct sorter *s, const char *record)
{
	size_t n = record_size(record);

	tmp_write(s->out, record, n);
	s->spilled += n;
}

static void
extent_add(struct sorter *s, uint64_t from)
{
	s->extent = mem_grow(s->extent, s->extents, &s->extent_cap, sizeof *s->extent);
	s->extent[s->extents++] = (struct extent){s->out, from, tmp_size(s->out)};
}

static void
write_run(struct sorter *s)
{
	struct part *p = &s->part[0];
	uint64_t from;

	if (s->out == NULL)
		s->out = tmp_open(s);
	from = tmp_size(s->out);
	entries_sort(p->entry, p->n);
	for (size_t i = 0; i < p->n; i++) {
		if (i + 8 < p->n)
			__builtin_prefetch(p->entry[i + 8].record);
		put(s, p->entry[i].record);
	}
	extent_add(s, from);
	part_reset(s, p);
	s->held = 0;
}

void
sorter_add(struct sorter *s, struct str key, struct str load)
{
	struct lengths n = {(uint32_t)key.len, (uint32_t)load.len};
	size_t size = sizeof n + key.len + load.len;
	struct part *p = &s->part[0];
	char *at;

	assert(key.len + load.len <= 1 << 30 && s->merge == NULL);
	/* A quarter is for merging. */
	if (s->held + size + ENTRIES > s->memory - s->memory / 4 && p->n)
		write_run(s);
	at = room(s, size);
	memcpy(at, &n, sizeof n);
	if (key.len)
		memcpy(at + sizeof n, key.at, key.len);
	if (load.len)
		memcpy(at + sizeof n + key.len, load.at, load.len);
	p->entry = mem_grow(p->entry, p->n, &p->cap, sizeof *p->entry);
	p->entry[p->n++].record = at;
	s->held += size + ENTRIES;
	s->records++;
}

void
sorter_join(struct sorter *into, struct sorter *from)
{
	for (size_t i = 0; i < from->parts; i++) {
		into->part = mem_grow(into->part, into->parts, &into->part_cap, sizeof *into->part);
		into->part[into->parts++] = from->part[i];
	}
	for (size_t i = 0; i < from->tmps; i++) {
		into->tmp = mem_grow(into->tmp, into->tmps, &into->tmp_cap, sizeof(struct tmp *));
		into->tmp[into->tmps++] = from->tmp[i];
	}
	for (size_t i = 0; i < from->extents; i++) {
		into->extent =
		    mem_grow(into->extent, into->extents, &into->extent_cap, sizeof *into->extent);
		into->extent[into->extents++] = from->extent[i];
	}
	into->memory += from->memory;
	into->records += from->records;
	into->spilled += from->spilled;
	free(from->part);
	free(from->tmp);
	free(from->extent);
	free(from);
}

static void *
sort_part(void *arg)
{
	const struct part *p = arg;

	entries_sort(p->entry, p->n);
	return NULL;
}

/* Parts that were joined are sorted side by side. */
static void
sort_parts(struct sorter *s)
{
	pthread_t *thread = mem_new(s->parts, sizeof *thread);
	bool *aside = mem_new(s->parts, sizeof *aside);

	for (size_t i = 1; i < s->parts; i++)
		aside[i] = s->part[i].n >= ASIDE &&
			   pthread_create(&thread[i], NULL, sort_part, &s->part[i]) == 0;
	for (size_t i = 0; i < s->parts; i++)
		if (!aside[i])
			sort_part(&s->part[i]);
	for (size_t i = 1; i < s->parts; i++)
		if (aside[i])
			pthread_join(thread[i], NULL);
	free(thread);
	free(aside);
}

/* Runs first, first + 1 ... into one, in the scratch file under way. */
static void
merge_runs(struct sorter *s, const struct extent *run, size_t n)
{
	struct merge *m = merge_new(s->memory / 4, n);
	uint64_t from = tmp_size(s->out);
	const char *record;

	for (size_t i = 0; i < n; i++)
		merge_extent(m, run[i]);
	while ((record = merge_next(m)) != NULL)
		put(s, record);
	merge_free(m);
	extent_add(s, from);
}

/* Every run goes through one pass: fan of them become one. */
static void
merge_pass(struct sorter *s, size_t fan)
{
	struct extent *run = s->extent;
	struct tmp **old = s->tmp;
	size_t runs = s->extents, olds = s->tmps;

	s->extent = NULL;
	s->tmp = NULL;
	s->extents = s->extent_cap = s->tmps = s->tmp_cap = 0;
	s->out = tmp_open(s);
	for (size_t i = 0; i < runs; i += fan)
		merge_runs(s, run + i, runs - i < fan ? runs - i : fan);
	tmp_rewind(s->out);
	for (size_t i = 0; i < olds; i++)
		tmp_free(old[i]);
	free(old);
	free(run);
}

void
sorter_finish(struct sorter *s)
{
	size_t fan = s->memory / 4 / SOURCE;

	fan = fan < FAN_LEAST ? FAN_LEAST : fan > FAN_MOST ? FAN_MOST : fan;
	sort_parts(s);
	for (size_t i = 0; i < s->tmps; i++)
		tmp_rewind(s->tmp[i]);
	while (s->extents > fan)
		merge_pass(s, fan);
	s->merge = merge_new(s->memory / 4, s->parts + s->extents);
	for (size_t i = 0; i < s->parts; i++)
		merge_part(s->merge, &s->part[i]);
	for (size_t i = 0; i < s->extents; i++)
		merge_extent(s->merge, s->extent[i]);
}

bool
sorter_next(struct sorter *s, struct str *key, struct str *load)
{
	const char *record = merge_next(s->merge);
	struct lengths n;

	if (record == NULL)
		return false;
	n = record_lengths(record);
	*key = (struct str){record + sizeof n, n.key};
	*load = (struct str){record + sizeof n + n.key, n.load};
	return true;
}

uint64_t
sorter_records(const struct sorter *s)
{
	return s->records;
}

uint64_t
sorter_spilled(const struct sorter *s)
{
	return s->spilled;
}

void
sorter_free(struct sorter *s)
{
	if (s == NULL)
		return;
	merge_free(s->merge);
	for (size_t i = 0; i < s->parts; i++)
		part_clear(&s->part[i]);
	for (size_t i = 0; i < s->tmps; i++)
		tmp_free(s->tmp[i]);
	free(s->part);
	free(s->tmp);
	free(s->extent);
	free(s);
}

void
sorter_key_text(struct buf *key, struct str text)
{
	buf_str(key, text);
	buf_ch(key, '\0');
}

void
sorter_key_number(struct buf *key, uint64_t number)
{
	uint64_t big = __builtin_bswap64(number);

	buf_add(key, &big, sizeof big);
}

struct str
sorter_take_text(struct str *key)
{
	struct str text = {key->at, strnlen(key->at, key->len)};

	*key = (struct str){key->at + text.len + 1, key->len - text.len - 1};
	return text;
}

uint64_t
sorter_take_number(struct str *key)
{
	uint64_t big;

	memcpy(&big, key->at, sizeof big);
	*key = (struct str){key->at + sizeof big, key->len - sizeof big};
	return __builtin_bswap64(big);
}
