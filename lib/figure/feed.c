/* feed: a source read from its files into the feeders of the workers, straight or by way of a store. */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/feeder.h"
#include "figure/store.h"
#include "group/shards.h"
#include "record/stream.h"
#include <stdlib.h>

/* One worker's: a feeder for rows that are judged one by one, or rows held until all are there. */
struct hand {
	struct source *source;
	struct feeder *feeder;
	struct store held;
	struct vec *vec;
	size_t *slot;
	uint64_t hash;
};

static void
begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	struct source *s = arg;

	(void)in;
	(void)out;
	for (size_t i = 0; i < s->columns; i++)
		if (s->column[i].header != SIZE_MAX)
			s->column[i].slot = stream_use(stream, s->column[i].header);
}

static void *
worker(void *arg)
{
	struct source *s = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->source = s;
	h->feeder = s->store ? NULL : feeder_new(s);
	if (s->store)
		store_init(&h->held);
	h->vec = mem_new(s->columns + 1, sizeof *h->vec);
	h->slot = mem_new(s->columns + 1, sizeof *h->slot);
	for (size_t i = 0; i < s->columns; i++)
		h->slot[i] = s->column[i].header == SIZE_MAX ? SIZE_MAX : s->column[i].slot;
	return h;
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct source *s = arg;
	struct hand *h = state;
	struct columns columns;

	if (s->figure->want.partial)
		h->hash += shards_hash(b);
	if (s->store) {
		store_add(&h->held, b, h->slot, s->columns);
		return;
	}
	columns = columns_of(b, h->vec, h->slot, s->columns);
	feeder_columns(h->feeder, &columns, &out->books);
}

static void
done(void *arg, void *state)
{
	struct source *s = arg;
	struct hand *h = state;

	s->hash += h->hash;
	if (h->feeder)
		feeder_merge(h->feeder);
	else
		store_merge(s->store, &h->held);
	free(h->vec);
	free(h->slot);
	free(h);
}

/* Everything is held: the columns that need all rows of a key, then the rows as any others. */
static void
replay(struct source *s)
{
	struct notes notes = {0};
	struct cursor cursor;
	struct feeder *f;

	store_run(s);
	f = feeder_new(s);
	for (cursor_open(&cursor, s->store, s, &notes); cursor_next(&cursor);) {
		feeder_columns(f, &cursor.columns, &s->stream.books);
		notes_say(&notes, cursor.chunk->file, cursor.chunk->first_line);
		notes_clear(&notes);
	}
	cursor_close(&cursor);
	feeder_merge(f);
	store_clear(s->store, s);
	s->stream.books.used = s->stream.books.read - s->stream.books.left_out;
}

void
feed_source(struct source *s)
{
	static const struct work work = { begin, worker, map, done };
	struct store held = { 0 };

	if (s->keyeds)
		s->store = &held;
	s->stream.work = &work;
	s->stream.arg = s;
	stream_run(&s->stream);
	if (s->store)
		replay(s);
	s->store = NULL;
}
