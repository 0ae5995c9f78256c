/* people: the list of customers into the pool. */
#include "base/mem.h"
#include "base/opt.h"
#include "sense/pool.h"
#include <stdlib.h>

/* One worker's. */
struct hand {
	struct origin *origin;
	struct eval *eval;
	struct vec *vec;
	struct pool_hand pool;
};
/* A batch, as far as it needs no lock. */
struct listed {
	const struct str *key;
	uint64_t *hash;
	int64_t *since;
	struct str *column; /* [row * columns + column] */
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
	return h;
}

/* keep: the texts must outlive the batch. */
static struct listed
prepare(struct hand *h, const struct batch *b, bool keep)
{
	const struct origin *o = h->origin;
	const struct str *time = o->time >= 0 ? eval_get(h->eval, o->time)->text : NULL;
	size_t columns = o->sense->helds;
	struct listed l = {.key = b->col[o->slot[o->key]],
	    .hash = arena_zero(b->arena, b->n + 1, sizeof *l.hash),
	    .since = arena_zero(b->arena, b->n + 1, sizeof *l.since),
	    .column = arena_zero(b->arena, b->n * columns + 1, sizeof *l.column)};

	for (size_t row = 0; row < b->n; row++) {
		l.hash[row] = map_hash(l.key[row]);
		l.since[row] = SENSE_NEVER;
		if (time && time[row].len && !moment_read(time[row], &l.since[row]))
			notes_add(b->notes, "not a time", batch_line(b, row), common.strict,
			    "%.*s: not a time: '%s'; the start of the data is taken",
			    STR_ARG(o->def->name), diag_text(time[row]));
		for (size_t c = 0; c < columns; c++) {
			struct str cell = b->col[o->slot[o->sense->held[c]]][row];

			if (cell.len)
				l.column[row * columns + c] =
				    keep ? arena_dup(h->pool.arena, cell) : cell;
		}
	}
	return l;
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct origin *o = arg;
	struct hand *h = state;
	struct pool *p = o->sense->pool;
	struct columns columns = columns_of(b, h->vec, o->slot, o->columns);
	size_t held = o->sense->helds;
	bool full = pool_full(p);
	const uint8_t *keep;
	struct listed l;

	eval_batch(h->eval, &columns);
	keep = o->keep >= 0 ? eval_get(h->eval, o->keep)->truth : NULL;
	l = prepare(h, b, !full);
	pthread_mutex_lock(&p->lock);
	pool_lines(&p->people, b);
	if (full)
		pthread_mutex_unlock(&p->lock);
	for (size_t row = 0; row < b->n; row++) {
		uint64_t place = pool_place(b, row);

		if (!full && row + 16 < b->n)
			map_prefetch(&p->map, l.hash[row + 16]);
		if (l.key[row].len == 0 || (keep && keep[row] != TRUTH_YES))
			out->books.left_out++;
		else if (full)
			pool_spill_person(
			    &h->pool, l.key[row], place, l.since[row], l.column + row * held);
		else
			pool_person(&h->pool, l.key[row], l.hash[row], place, l.since[row],
			    l.column + row * held);
	}
	if (!full)
		pthread_mutex_unlock(&p->lock);
	pool_count(&h->pool);
}

static void
done(void *arg, void *state)
{
	struct hand *h = state;

	(void)arg;
	pool_done(&h->pool);
	eval_free(h->eval);
	free(h->vec);
	free(h);
}

void
people_read(struct sense *s)
{
	static const struct work work = {origin_begin, worker, map, done};

	origin_read(s->list, &work);
	pool_twice(s->pool);
}
