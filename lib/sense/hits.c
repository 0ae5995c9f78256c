/* hits: event streams into the pool, as events of customers. */
#include "base/mem.h"
#include "base/opt.h"
#include "group/shards.h"
#include "sense/pool.h"
#include <stdlib.h>

/* One worker's. */
struct hand {
	struct origin *origin;
	struct eval *eval;
	struct vec *vec;
	struct pool_hand pool;
	struct kind *kind;     /* counts and starts, by kind of the sense */
	const uint8_t **holds; /* by event */
	struct hit *found;     /* of a batch: who is still a row */
	size_t room;
	uint64_t hash;
};

static void *
worker(void *arg)
{
	struct origin *o = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->origin = o;
	h->eval = eval_new(o->program);
	h->vec = mem_new(o->columns + 1, sizeof *h->vec);
	h->pool = pool_hand(o->sense->pool);
	h->kind = mem_new(o->sense->kinds + 1, sizeof *h->kind);
	h->holds = mem_new(o->sense->events + 1, sizeof *h->holds);
	for (size_t k = 0; k < o->sense->kinds; k++)
		h->kind[k].start = INT64_MAX;
	return h;
}

/* The first event of each kind that holds for the row. */
static size_t
row_hits(struct hand *h, size_t row, int64_t second, bool timed, size_t n)
{
	const struct sense *s = h->origin->sense;
	size_t origin = (size_t)(h->origin - s->origin), done = SIZE_MAX;

	for (size_t e = 0; e < s->events; e++) {
		const struct event *event = &s->event[e];
		struct kind *k = &h->kind[event->kind];

		if (event->origin != origin || (!timed && !event->timeless))
			continue;
		if (timed && second < k->start)
			k->start = second;
		if (event->kind == done || (h->holds[e] && h->holds[e][row] != TRUTH_YES))
			continue;
		done = event->kind; /* events are in the order of their kinds */
		if (timed && !s->want.partial && second > s->now) {
			k->future++;
			continue;
		}
		h->found[n++] =
		    (struct hit){(uint32_t)row, (uint16_t)event->kind, (uint16_t)e, second};
	}
	return n;
}

static void
room(struct hand *h, size_t n)
{
	if (n <= h->room)
		return;
	h->room = n;
	h->found = mem_resize(h->found, n, sizeof *h->found);
}

static size_t
find_hits(struct hand *h, const struct batch *b, struct books *books)
{
	const struct origin *o = h->origin;
	const struct str *time = o->time >= 0 ? eval_get(h->eval, o->time)->text : NULL;
	const uint8_t *keep = o->keep >= 0 ? eval_get(h->eval, o->keep)->truth : NULL;
	size_t n = 0;

	for (size_t e = 0; e < o->sense->events; e++) {
		const struct event *event = &o->sense->event[e];

		h->holds[e] = NULL;
		if (&o->sense->origin[event->origin] == o && event->condition >= 0)
			h->holds[e] = eval_get(h->eval, event->condition)->truth;
	}
	for (size_t row = 0; row < b->n; row++) {
		size_t before = n;
		int64_t second = SENSE_NEVER;
		bool timed = false;

		if (keep && keep[row] != TRUTH_YES) {
			books->left_out++;
			continue;
		}
		room(h, n + o->sense->events + 1);
		if (time && time[row].len && !(timed = moment_read(time[row], &second)))
			notes_add(b->notes, "not a time", batch_line(b, row), common.strict,
			    "%.*s: not a time: '%s'", STR_ARG(o->def->name), diag_text(time[row]));
		n = row_hits(h, row, second, timed, n);
		books->left_out += n == before;
	}
	return n;
}

/* What has no customer: no key, or none of the list. */
static void
left_out(struct hand *h, const struct hit *hit, uint32_t *last, struct books *books)
{
	h->kind[hit->kind].strangers++;
	books->left_out += hit->who != *last;
	*last = hit->who;
}

/* From rows to customers: those of the list, or whoever has an event. */
static void
place_hits(struct hand *h, const struct batch *b, size_t n, struct books *books)
{
	struct sense *s = h->origin->sense;
	struct pool *p = s->pool;
	const struct str *key = b->col[h->origin->slot[h->origin->key]];
	uint64_t *hash = arena_zero(b->arena, n + 1, sizeof *hash);
	uint32_t last = UINT32_MAX; /* row that was left out */

	for (size_t i = 0; i < n; i++)
		hash[i] = map_hash(key[h->found[i].who]);
	if (s->list == NULL)
		pthread_mutex_lock(&p->lock);
	for (size_t i = 0; i < n; i++) {
		struct str who = key[h->found[i].who];
		ptrdiff_t at = -1;

		if (i + 16 < n)
			map_prefetch(&p->map, hash[i + 16]);
		if (who.len && s->list)
			at = map_find(&p->map, who, hash[i]);
		else if (who.len)
			at = pool_who(p, who, hash[i]);
		if (at < 0) {
			left_out(h, &h->found[i], &last, books);
			continue;
		}
		h->found[i].who = (uint32_t)at;
		pool_hit(&h->pool, h->found[i]);
	}
	if (s->list == NULL)
		pthread_mutex_unlock(&p->lock);
}

/* The same, when who is in the list is seen at the end. */
static void
spill_hits(struct hand *h, const struct batch *b, size_t n, struct books *books)
{
	const struct str *key = b->col[h->origin->slot[h->origin->key]];
	uint32_t last = UINT32_MAX;

	for (size_t i = 0; i < n; i++) {
		const struct hit *hit = &h->found[i];
		struct str who = key[hit->who];

		if (who.len == 0)
			left_out(h, hit, &last, books);
		else
			pool_spill_hit(&h->pool, who, *hit, i == 0 || hit[-1].who != hit->who);
	}
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct origin *o = arg;
	struct hand *h = state;
	struct columns columns = columns_of(b, h->vec, o->slot, o->columns);
	size_t n;

	if (o->sense->want.partial)
		h->hash += shards_hash(b);
	eval_batch(h->eval, &columns);
	n = find_hits(h, b, &out->books);
	if (pool_full(o->sense->pool))
		spill_hits(h, b, n, &out->books);
	else
		place_hits(h, b, n, &out->books);
}

static void
done(void *arg, void *state)
{
	struct origin *o = arg;
	struct sense *s = o->sense;
	struct hand *h = state;

	for (size_t k = 0; k < s->kinds; k++) {
		s->kind[k].future += h->kind[k].future;
		s->kind[k].strangers += h->kind[k].strangers;
		if (s->want.from.len == 0 && h->kind[k].start < s->kind[k].start)
			s->kind[k].start = h->kind[k].start;
	}
	pool_done(&h->pool);
	o->hash += h->hash;
	eval_free(h->eval);
	free(h->vec);
	free(h->kind);
	free(h->holds);
	free(h->found);
	free(h);
}

void
hits_read(struct sense *s)
{
	static const struct work work = {origin_begin, worker, map, done};

	for (size_t i = 0; i < s->origins; i++) {
		struct origin *o = &s->origin[i];

		if (o->input == NULL || o == s->list)
			continue;
		origin_read(o, &work);
		s->read += o->stream.books.read;
		s->left_out += o->stream.books.left_out;
	}
}
