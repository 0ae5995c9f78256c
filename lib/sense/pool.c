/* pool: what was read of customers: held in memory, or handed to sorters. */
#include "sense/pool.h"
#include "base/mem.h"
#include "base/opt.h"
#include <stdlib.h>

/* Lines of one batch. */
struct lines_batch {
	const char *file; /* NULL: not there */
	uint64_t first;	  /* of the file's first record */
	size_t lines;
};

struct pool *
pool_new(size_t columns, size_t lasts, size_t streams)
{
	struct pool *p = mem_new(1, sizeof *p);

	pthread_mutex_init(&p->lock, NULL);
	p->columns = columns;
	p->lasts = lasts;
	/* A quarter for the sorters, of which each worker has one in every stream; the rest is
	 * taken by what is held. */
	p->share = common.memory / 4 / (streams + 1) / common.jobs;
	p->column = mem_new(columns + 1, sizeof *p->column);
	p->people.place = p->lasting.place = POOL_NOWHERE;
	return p;
}

struct pool_hand
pool_hand(struct pool *p)
{
	return (struct pool_hand){.pool = p, .arena = mem_new(1, sizeof(struct arena))};
}

/* What a customer takes beside his key: while he is held, and while all are sorted (pool_sort.c).
 */
static uint64_t
cost(const struct pool *p)
{
	uint64_t held = sizeof *p->since + sizeof *p->place + p->columns * sizeof(struct str) +
			p->lasts * (sizeof *p->last + sizeof *p->last_place);

	return held * 3 / 2 + 80 + p->columns * sizeof(struct str) + p->lasts * sizeof *p->last;
}

bool
pool_full(struct pool *p)
{
	uint64_t bytes;

	if (p->full)
		return true;
	pthread_mutex_lock(&p->lock);
	bytes = p->bytes + map_bytes(&p->map) + p->map.n * cost(p);
	pthread_mutex_unlock(&p->lock);
	if (bytes > common.memory)
		p->full = true;
	return bytes > common.memory;
}

/* From here on what comes is sorted outside. */
static struct sorter *
sorter_of(struct pool_hand *h)
{
	if (h->sorter == NULL)
		h->sorter = sorter_new(h->pool->share);
	return h->sorter;
}

static void
room(struct pool *p, size_t who)
{
	if (who < p->cap)
		return;
	p->cap = p->cap ? p->cap * 2 : 1024;
	p->since = mem_resize(p->since, p->cap, sizeof *p->since);
	p->place = mem_resize(p->place, p->cap, sizeof *p->place);
	for (size_t c = 0; c < p->columns; c++)
		p->column[c] = mem_resize(p->column[c], p->cap, sizeof **p->column);
	if (p->lasts) {
		p->last = mem_resize(p->last, p->cap * p->lasts, sizeof *p->last);
		p->last_place = mem_resize(p->last_place, p->cap * p->lasts, sizeof *p->last_place);
	}
}

uint32_t
pool_who(struct pool *p, struct str key, uint64_t hash)
{
	bool added;
	size_t who = map_put(&p->map, key, hash, &added);

	if (!added)
		return (uint32_t)who;
	room(p, who);
	p->since[who] = SENSE_NEVER;
	p->place[who] = POOL_NOWHERE;
	for (size_t c = 0; c < p->columns; c++)
		p->column[c][who] = (struct str){0};
	for (size_t i = who * p->lasts; i < (who + 1) * p->lasts; i++) {
		p->last[i] = (struct last){0};
		p->last_place[i] = POOL_NOWHERE;
	}
	return (uint32_t)who;
}

/*
 * A record at `place` of one whose earliest so far is *held.  Of any number of records the second
 * in the order of the input is found, whichever came first: the later of the two, once both are
 * there.
 */
void
pool_again(struct pool *p, struct twice *t, uint64_t *held, uint64_t place, struct str who)
{
	uint64_t later = *held > place ? *held : place;

	if (*held != POOL_NOWHERE && later < t->place) {
		t->place = later;
		t->who = arena_dup(&p->names, who);
	}
	if (place < *held)
		*held = place;
}

void
pool_person(struct pool_hand *h, struct str key, uint64_t hash, uint64_t place, int64_t since,
    const struct str *column)
{
	struct pool *p = h->pool;
	uint32_t who = pool_who(p, key, hash);

	pool_again(p, &p->people, &p->place[who], place, key);
	p->since[who] = since;
	for (size_t c = 0; c < p->columns; c++)
		p->column[c][who] = column[c];
}

void
pool_hit(struct pool_hand *h, struct hit hit)
{
	struct chunk *c = h->chunk;

	if (c == NULL || c->n == POOL_CHUNK) {
		/* Each will lie in memory twice, while they are sorted. */
		atomic_fetch_add(&h->pool->bytes, 2 * sizeof *c);
		c = mem_resize(NULL, 1, sizeof *c);
		c->next = h->chunk;
		c->n = 0;
		h->chunk = c;
	}
	c->at[c->n++] = hit;
}

void
pool_last(
    struct pool *p, uint32_t who, struct str key, size_t scored, uint64_t place, struct last last)
{
	size_t at = who * p->lasts + scored;

	pool_again(p, &p->lasting, &p->last_place[at], place, key);
	p->last[at] = last;
}

/* Whole numbers in the order of their bytes; moments before 1970 too. */
static void
key_begin(struct pool_hand *h, struct str key, enum pool_record is)
{
	h->key.len = h->load.len = 0;
	sorter_key_text(&h->key, key);
	buf_ch(&h->key, (char)is);
}

void
pool_spill_person(
    struct pool_hand *h, struct str key, uint64_t place, int64_t since, const struct str *column)
{
	key_begin(h, key, POOL_PERSON);
	sorter_key_number(&h->key, place);
	buf_add(&h->load, &since, sizeof since);
	for (size_t c = 0; c < h->pool->columns; c++)
		sorter_key_text(&h->load, column[c]);
	sorter_add(sorter_of(h), buf_slice(&h->key), buf_slice(&h->load));
}

void
pool_spill_hit(struct pool_hand *h, struct str key, struct hit hit, bool first)
{
	char flag = first;

	key_begin(h, key, POOL_HIT);
	buf_ch(&h->key, (char)(hit.kind >> 8));
	buf_ch(&h->key, (char)hit.kind);
	sorter_key_number(&h->key, (uint64_t)hit.second ^ (uint64_t)1 << 63);
	buf_ch(&h->key, (char)(hit.event >> 8));
	buf_ch(&h->key, (char)hit.event);
	sorter_add(sorter_of(h), buf_slice(&h->key), (struct str){&flag, 1});
}

void
pool_spill_last(
    struct pool_hand *h, struct str key, size_t scored, uint64_t place, struct last last)
{
	key_begin(h, key, POOL_LAST);
	sorter_key_number(&h->key, scored);
	sorter_key_number(&h->key, place);
	buf_add(&h->load, &last, sizeof last);
	sorter_add(sorter_of(h), buf_slice(&h->key), buf_slice(&h->load));
}

void
pool_count(struct pool_hand *h)
{
	atomic_fetch_add(&h->pool->bytes, h->arena->bytes - h->arena_seen);
	h->arena_seen = h->arena->bytes;
}

void
pool_done(struct pool_hand *h)
{
	struct pool *p = h->pool;
	struct chunk *last = h->chunk;

	pool_count(h);
	p->arena = mem_resize(p->arena, p->arenas + 1, sizeof *p->arena);
	p->arena[p->arenas++] = *h->arena;
	free(h->arena);
	while (last && last->next)
		last = last->next;
	if (last) {
		last->next = p->chunk;
		p->chunk = h->chunk;
	}
	if (h->sorter && p->sorter)
		sorter_join(p->sorter, h->sorter);
	else if (h->sorter)
		p->sorter = h->sorter;
	buf_clear(&h->key);
	buf_clear(&h->load);
}

void
pool_lines(struct twice *t, const struct batch *b)
{
	while (t->lines <= b->index) {
		t->line = mem_grow(t->line, t->lines, &t->line_cap, sizeof *t->line);
		t->line[t->lines++] = (struct lines_batch){0};
	}
	t->line[b->index] = (struct lines_batch){b->file, b->file_line, batch_line(b, b->n)};
}

static void
twice_die(const struct twice *t, const char *what)
{
	size_t index = (size_t)(t->place >> 32), first = index;
	const char *file;
	uint64_t line;

	if (t->place == POOL_NOWHERE)
		return;
	file = t->line[index].file;
	while (first > 0 && (t->line[first - 1].file == NULL || t->line[first - 1].file == file))
		first--;
	line = t->line[index].first + (t->place & UINT32_MAX);
	for (; first < index; first++)
		line += t->line[first].lines;
	die("%s:%llu: the customer '%s' comes twice; expected one record a customer%s",
	    diag_file(file), (unsigned long long)line, diag_text(t->who), what);
}

void
pool_twice(const struct pool *p)
{
	twice_die(&p->people, "");
	twice_die(&p->lasting, " and kind");
}

void
pool_order(struct sense *s)
{
	if (s->pool->full)
		pool_merge(s);
	else
		pool_sort(s);
	pool_twice(s->pool);
	pool_free(s->pool);
	s->pool = NULL;
	s->crowds.blocks = (s->crowds.n + SENSE_BLOCK - 1) / SENSE_BLOCK;
}

void
pool_forget(struct pool *p)
{
	for (struct chunk *next; p->chunk; p->chunk = next) {
		next = p->chunk->next;
		free(p->chunk);
	}
	for (size_t c = 0; c < p->columns; c++) {
		free(p->column[c]);
		p->column[c] = NULL;
	}
	for (size_t i = 0; i < p->arenas; i++)
		arena_clear(&p->arena[i]);
	map_clear(&p->map);
	free(p->arena);
	free(p->since);
	free(p->place);
	free(p->last);
	free(p->last_place);
	p->arenas = 0;
	p->arena = NULL;
	p->since = NULL;
	p->place = p->last_place = NULL;
	p->last = NULL;
}

void
pool_free(struct pool *p)
{
	if (p == NULL)
		return;
	pool_forget(p);
	sorter_free(p->sorter);
	arena_clear(&p->names);
	free(p->people.line);
	free(p->lasting.line);
	free(p->column);
	pthread_mutex_destroy(&p->lock);
	free(p);
}
