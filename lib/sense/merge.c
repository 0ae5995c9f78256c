/* merge: partials read back, each shard held against what it says of itself. */
#include "sense/merge.h"
#include "base/mem.h"
#include "base/opt.h"
#include "group/shards.h"
#include "sense/pool.h"
#include <stdlib.h>

enum { COPIES_MAX = 1 << 24 }; /* of one event at one moment */

/* All under the lock of the people: partials are small beside what they were made of. */
struct merge {
	struct sense *sense;
	struct stream stream;
	struct shards shards;
	struct map events;
	struct pool_hand pool;
	bool full; /* of the batch under way */
	struct buf mark;
};

static void
begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	(void)arg;
	(void)out;
	for (size_t i = 0; i < in->n && i < MERGE_COLUMNS; i++)
		stream_use(stream, i);
}

static void
check_header(const struct header *in)
{
	bool good = in->n == MERGE_COLUMNS;

	for (size_t i = 0; i < MERGE_COLUMNS && good; i++)
		good = str_eq(in->name[i], str_of(merge_names[i]));
	if (!good)
		die("not a partial of cs-sensitivity: expected the output of its --partial");
}

static bool
take_start(struct merge *m, const struct batch *b, size_t row, uint64_t nobody)
{
	struct sense *s = m->sense;
	struct str name = b->col[MERGE_EVENT][row], time = b->col[MERGE_TIME][row];
	int64_t second = INT64_MAX;

	if (time.len && !moment_read(time, &second))
		return false;
	for (size_t k = 0; k < s->kinds; k++) {
		if (!str_eq(s->kind[k].name, name))
			continue;
		s->kind[k].strangers += nobody;
		if (s->want.from.len == 0 && second < s->kind[k].start)
			s->kind[k].start = second;
		return true;
	}
	return false;
}

static bool
take_event(struct merge *m, const struct batch *b, size_t row, uint64_t n)
{
	struct sense *s = m->sense;
	struct str who = b->col[MERGE_CUSTOMER][row], time = b->col[MERGE_TIME][row];
	struct str name = b->col[MERGE_EVENT][row];
	ptrdiff_t event = map_find(&m->events, name, map_hash(name)), at;
	int64_t second = SENSE_NEVER;
	struct kind *k;
	struct hit hit;

	/* A count that only another language's advice shows. */
	if (event < 0 && str_starts(name, STR(SENSE_COUNT)))
		return true;
	if (event < 0 || n == 0 || n > COPIES_MAX || (time.len && !moment_read(time, &second)))
		return false;
	k = &s->kind[s->event[event].kind];
	if (!s->want.partial && second > s->now) {
		k->future += n;
		return true;
	}
	hit = (struct hit){
	    .kind = (uint16_t)s->event[event].kind, .event = (uint16_t)event, .second = second};
	if (m->full) {
		for (uint64_t i = 0; i < n; i++)
			pool_spill_hit(&m->pool, who, hit, false);
		return true;
	}
	at = s->list ? map_find(&s->pool->map, who, map_hash(who))
		     : (ptrdiff_t)pool_who(s->pool, who, map_hash(who));
	if (at < 0)
		k->strangers += n;
	hit.who = (uint32_t)at;
	for (uint64_t i = 0; i < n && at >= 0; i++)
		pool_hit(&m->pool, hit);
	return true;
}

static void
take(struct merge *m, const struct batch *b, size_t row)
{
	struct str kind = b->col[MERGE_KIND][row];
	struct shard *shard = shards_at(&m->shards, b->col[MERGE_SHARD][row]);
	uint64_t events = 0, read = 0, left_out = 0;
	bool good = str_uint(b->col[MERGE_EVENTS][row], &events);

	if (!str_eq(b->col[MERGE_MARK][row], buf_slice(&m->mark)))
		notes_add(b->notes, "other definitions", batch_line(b, row), true,
		    "cs_partial: the partial is of other definitions: '%s', expected '%s'",
		    diag_text(b->col[MERGE_MARK][row]), buf_cstr(&m->mark));
	if (str_eq(kind, STR("start"))) {
		good = good && take_start(m, b, row, events);
	} else if (str_eq(kind, STR("event"))) {
		good = good && take_event(m, b, row, events);
		shard->counted += events;
	} else {
		good = good && str_eq(kind, STR("end")) &&
		       str_uint(b->col[MERGE_ROWS][row], &read) &&
		       str_uint(b->col[MERGE_LEFT_OUT][row], &left_out);
		shard->ends++;
		shard->said += events;
		shard->read += read;
		m->sense->read += read;
		m->sense->left_out += left_out;
	}
	if (!good)
		notes_add(b->notes, "not a partial", batch_line(b, row), true,
		    "cs_kind: not a record of a partial: '%s'", diag_text(kind));
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct merge *m = arg;
	bool full;

	(void)state;
	(void)out;
	full = pool_full(m->sense->pool);
	pthread_mutex_lock(&m->sense->pool->lock);
	m->full = full;
	for (size_t row = 0; row < b->n; row++)
		take(m, b, row);
	pthread_mutex_unlock(&m->sense->pool->lock);
}

void
merge_open(struct sense *s)
{
	struct merge *m = s->merge = mem_new(1, sizeof *m);
	const struct input_files *partials = inputs_find(&s->want.inputs, (struct str){0});

	m->sense = s;
	m->stream.name = "partials";
	if (partials)
		m->stream.files = partials->files;
	check_header(stream_header(&m->stream));
	for (size_t e = 0; e < s->events; e++)
		map_put(&m->events, s->event[e].name, map_hash(s->event[e].name), NULL);
	shards_mark(&m->mark, s->want.scores->defs->fingerprint);
}

struct stream *
merge_stream(struct sense *s)
{
	return &s->merge->stream;
}

void
merge_read(struct sense *s)
{
	static const struct work work = {begin, NULL, map, NULL};
	struct merge *m = s->merge;

	m->pool = pool_hand(s->pool);
	m->stream.work = &work;
	m->stream.arg = m;
	stream_run(&m->stream);
	pool_done(&m->pool);
	if (!common.dry_run)
		shards_check(&m->shards, s->want.shards);
	s->merged_hash = shards_united(&m->shards);
	stream_say_books("partials", &m->stream.books, false);
}

void
merge_clear(struct sense *s)
{
	struct merge *m = s->merge;

	if (m == NULL)
		return;
	stream_free(&m->stream);
	shards_clear(&m->shards);
	map_clear(&m->events);
	buf_clear(&m->mark);
	free(m);
}
