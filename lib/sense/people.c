/* people: the customers, by number as they come, then by place in the order of their keys. */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/inner.h"
#include <stdlib.h>

/* One worker's. */
struct hand {
	struct origin *origin;
	struct eval *eval;
	struct vec *vec;
	struct arena *arena;
	uint64_t *hash;
	int64_t *since;
	size_t room;
};

uint32_t
people_put(struct people *p, struct str key, uint64_t hash, bool *added)
{
	size_t who = map_put(&p->map, key, hash, added);

	if (who >= p->cap) {
		p->cap = p->cap ? p->cap * 2 : 1024;
		p->since = mem_resize(p->since, p->cap, sizeof *p->since);
		for (size_t c = 0; c < p->columns; c++)
			p->column[c] = mem_resize(p->column[c], p->cap, sizeof **p->column);
	}
	if (*added) {
		p->since[who] = SENSE_NEVER;
		for (size_t c = 0; c < p->columns; c++)
			p->column[c][who] = (struct str){0};
	}
	return (uint32_t)who;
}

static void
begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	struct origin *o = arg;

	(void)in;
	(void)out;
	o->slot = arena_zero(&o->sense->arena, o->columns + 1, sizeof *o->slot);
	for (size_t i = 0; i < o->columns; i++)
		o->slot[i] = stream_use(stream, o->column[i]);
}

static void *
worker(void *arg)
{
	struct origin *o = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->origin = o;
	h->eval = eval_new(o->program);
	h->vec = mem_new(o->columns + 1, sizeof *h->vec);
	h->arena = mem_new(1, sizeof *h->arena);
	return h;
}

static void
room(struct hand *h, size_t n)
{
	if (n <= h->room)
		return;
	h->room = n;
	h->hash = mem_resize(h->hash, n, sizeof *h->hash);
	h->since = mem_resize(h->since, n, sizeof *h->since);
}

/* What needs no lock: hashes, moments, copies of the columns that are kept. */
static struct str *
prepare(struct hand *h, const struct batch *b, const struct str *key)
{
	const struct origin *o = h->origin;
	const struct str *time = o->time >= 0 ? eval_get(h->eval, o->time)->text : NULL;
	size_t columns = o->sense->people.columns;
	struct str *kept = arena_zero(b->arena, b->n * columns + 1, sizeof *kept);

	room(h, b->n);
	for (size_t row = 0; row < b->n; row++) {
		h->hash[row] = map_hash(key[row]);
		h->since[row] = SENSE_NEVER;
		if (time && time[row].len && !moment_read(time[row], &h->since[row]))
			notes_add(b->notes, "not a time", batch_line(b, row), common.strict,
			    "%.*s: not a time: '%s'; the start of the data is taken",
			    STR_ARG(o->def->name), diag_text(time[row]));
		for (size_t c = 0; c < columns; c++) {
			struct str cell = b->col[o->slot[o->sense->held[c]]][row];

			if (cell.len)
				kept[row * columns + c] = arena_dup(h->arena, cell);
		}
	}
	return kept;
}

static void
put_batch(struct hand *h, const struct batch *b, const struct str *key, const uint8_t *keep,
    const struct str *kept, struct books *books)
{
	struct people *p = &h->origin->sense->people;
	bool added;

	pthread_mutex_lock(&p->lock);
	for (size_t row = 0; row < b->n; row++) {
		uint32_t who;

		if (row + 16 < b->n)
			map_prefetch(&p->map, h->hash[row + 16]);
		if (key[row].len == 0 || (keep && keep[row] != TRUTH_YES)) {
			books->left_out++;
			h->origin->nobody += key[row].len == 0;
			continue;
		}
		who = people_put(p, key[row], h->hash[row], &added);
		if (!added)
			notes_add(b->notes, "repeated customer", batch_line(b, row), true,
			    "the customer '%s' comes twice; expected one record a customer",
			    diag_text(key[row]));
		p->since[who] = h->since[row];
		for (size_t c = 0; c < p->columns; c++)
			p->column[c][who] = kept[row * p->columns + c];
	}
	pthread_mutex_unlock(&p->lock);
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct origin *o = arg;
	struct hand *h = state;
	struct columns columns = columns_of(b, h->vec, o->slot, o->columns);
	const struct str *key = b->col[o->slot[o->key]];

	eval_batch(h->eval, &columns);
	put_batch(h, b, key, o->keep >= 0 ? eval_get(h->eval, o->keep)->truth : NULL,
	    prepare(h, b, key), &out->books);
}

static void
done(void *arg, void *state)
{
	struct people *p = &((struct origin *)arg)->sense->people;
	struct hand *h = state;

	p->arena = mem_resize(p->arena, p->arenas + 1, sizeof *p->arena);
	p->arena[p->arenas++] = *h->arena;
	free(h->arena);
	eval_free(h->eval);
	free(h->vec);
	free(h->hash);
	free(h->since);
	free(h);
}

void
people_read(struct sense *s)
{
	static const struct work work = {begin, worker, map, done};
	struct people *p = &s->people;

	p->columns = s->helds;
	p->column = mem_new(p->columns + 1, sizeof *p->column);
	origin_read(s->list, &work);
}

static int
by_key(const void *a, const void *b, void *arg)
{
	const struct str *key = arg;

	return str_cmp(key[*(const uint32_t *)a], key[*(const uint32_t *)b]);
}

/* The eight bytes after what all keys begin with, as a number in the order of the bytes. */
static uint64_t
head_of(struct str key, size_t common_part)
{
	uint64_t head = 0;

	for (size_t i = 0; i < 8; i++)
		head = head << 8 |
		       (common_part + i < key.len ? (unsigned char)key.at[common_part + i] : 0);
	return head;
}

struct head {
	uint64_t head;
	uint32_t who;
};

static void
sort_heads(struct head *at, struct head *other, size_t n)
{
	for (unsigned shift = 0; shift < 64; shift += 8) {
		size_t start[257] = {0};

		for (size_t i = 0; i < n; i++)
			start[(at[i].head >> shift & 255) + 1]++;
		for (size_t b = 0; b < 256; b++)
			start[b + 1] += start[b];
		for (size_t i = 0; i < n; i++)
			other[start[at[i].head >> shift & 255]++] = at[i];
		memcpy(at, other, n * sizeof *at);
	}
}

static uint32_t *
key_order(const struct map *m)
{
	struct head *at = mem_new(m->n + 1, sizeof *at), *other = mem_new(m->n + 1, sizeof *other);
	uint32_t *order = mem_new(m->n + 1, sizeof *order);
	size_t shared = m->n ? m->key[0].len : 0;

	for (size_t i = 1; i < m->n; i++) {
		size_t k = 0;

		while (k < shared && k < m->key[i].len && m->key[i].at[k] == m->key[0].at[k])
			k++;
		shared = k;
	}
	for (size_t i = 0; i < m->n; i++)
		at[i] = (struct head){head_of(m->key[i], shared), (uint32_t)i};
	sort_heads(at, other, m->n);
	for (size_t i = 0; i < m->n; i++)
		order[i] = at[i].who;
	for (size_t i = 0, end; i < m->n; i = end) {
		for (end = i + 1; end < m->n && at[end].head == at[i].head; end++)
			;
		if (end - i > 1)
			qsort_r(order + i, end - i, sizeof *order, by_key, m->key);
	}
	free(at);
	free(other);
	return order;
}

void
people_sort(struct sense *s)
{
	struct people *p = &s->people;
	uint32_t *order = key_order(&p->map);
	int64_t *since = mem_new(p->map.n + 1, sizeof *since);

	p->n = p->map.n;
	p->key = mem_new(p->n + 1, sizeof *p->key);
	p->position = mem_new(p->n + 1, sizeof *p->position);
	for (size_t i = 0; i < p->n; i++) {
		p->key[i] = p->map.key[order[i]];
		p->position[order[i]] = (uint32_t)i;
		since[i] = p->since[order[i]];
	}
	free(p->since);
	p->since = since;
	for (size_t c = 0; c < p->columns; c++) {
		struct str *sorted = mem_new(p->n + 1, sizeof *sorted);

		for (size_t i = 0; i < p->n; i++)
			sorted[i] = p->column[c][order[i]];
		free(p->column[c]);
		p->column[c] = sorted;
	}
	free(order);
}

void
people_clear(struct people *p)
{
	for (size_t c = 0; c < p->columns; c++)
		free(p->column[c]);
	for (size_t i = 0; i < p->arenas; i++)
		arena_clear(&p->arena[i]);
	free(p->column);
	free(p->arena);
	free(p->since);
	free(p->key);
	free(p->position);
	map_clear(&p->map);
	pthread_mutex_destroy(&p->lock);
}
