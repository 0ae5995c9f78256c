/* feed_run: the records of a stream into gathers. */
#include "base/mem.h"
#include "base/opt.h"
#include "gather/feed_inner.h"
#include "value/when.h"
#include <inttypes.h>
#include <stdlib.h>

/* One worker's. */
struct hand {
	struct feed *feed;
	struct eval *eval;
	struct vec *column, *cell;
	struct gather_hand **into;
	struct str *part;
	char place[GATHER_PLACE];
	const uint8_t *only;
	uint64_t late, keyless, passed, *skips;
};

static void
begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	struct feed *f = arg;

	(void)in;
	(void)out;
	f->inner->slot = mem_new(f->inner->columns + 1, sizeof *f->inner->slot);
	for (size_t i = 0; i < f->inner->columns; i++)
		f->inner->slot[i] = stream_use(stream, f->inner->column[i]);
}

static void *
worker(void *arg)
{
	struct feed *f = arg;
	struct hand *h = mem_new(1, sizeof *h);
	size_t parts = 1;

	h->feed = f;
	h->eval = eval_new(f->program);
	h->column = mem_new(f->inner->columns + 1, sizeof *h->column);
	h->cell = mem_new(f->cells + 1, sizeof *h->cell);
	h->skips = mem_new(f->def->skips + 1, sizeof *h->skips);
	h->into = mem_new(f->inner->intos + 1, sizeof *h->into);
	for (size_t i = 0; i < f->inner->intos; i++) {
		h->into[i] = gather_hand(f->inner->into[i].gather);
		if (f->inner->into[i].parts > parts)
			parts = f->inner->into[i].parts;
	}
	h->part = mem_new(parts, sizeof *h->part);
	return h;
}

static bool
skipped(struct hand *h, size_t row)
{
	const struct feed *f = h->feed;

	for (size_t i = 0; i < f->def->skips; i++)
		if (eval_get(h->eval, f->inner->skip[i])->truth[row] == TRUTH_YES) {
			h->skips[i]++;
			return true;
		}
	return false;
}

/* Whether a record is of after --now: a day as a whole is past when it begins. */
static bool
late(const struct feed *f, struct str time)
{
	return f->now.len && time.len && str_cmp(time, f->now) > 0;
}

static bool
put(struct hand *h, const struct feed_into *into, struct gather_hand *g, struct str time,
    uint64_t order, size_t row)
{
	if (into->order) {
		h->part[0] = gather_place(order, h->place);
	}
	for (size_t p = 0; p < into->parts && !into->order; p++)
		h->part[p] = h->cell[into->part[p]].text[row];
	if (gather_put(g, into->source, h->part, time, order, h->cell, row))
		return true;
	if (into->alone)
		gather_put_alone(g, into->source, time, order, h->cell, row);
	return into->alone;
}

static void
put_row(struct hand *h, const struct batch *b, size_t row, struct str time, struct books *books)
{
	const struct feed *f = h->feed;
	bool placed = f->each != NULL;

	if (h->only && h->only[row] != TRUTH_YES) {
		h->passed++;
		books->left_out++;
		return;
	}
	if (skipped(h, row)) {
		books->left_out++;
		return;
	}
	if (late(f, time)) {
		h->late++;
		books->left_out++;
		return;
	}
	for (size_t i = 0; i < f->inner->intos; i++)
		placed |=
		    put(h, &f->inner->into[i], h->into[i], time, gather_order(b->index, row), row);
	if (f->each) {
		pthread_mutex_lock(&f->inner->each);
		f->each(f->arg, time, gather_order(b->index, row), h->cell, row);
		pthread_mutex_unlock(&f->inner->each);
	}
	h->keyless += !placed;
	books->left_out += !placed;
}

/* of: what the user wrote; the time of a source of definitions goes by the source's name. */
static void
say_no_time(
    const struct batch *b, size_t row, struct str name, const struct tree *of, struct str time)
{
	struct buf what = {0};

	if (name.len)
		buf_str(&what, name);
	else
		tree_print(of, &what);
	notes_add(b->notes, "not a time", batch_line(b, row), common.strict,
	    "%.*s: not a time: '%s'", STR_ARG(buf_slice(&what)), diag_text(time));
	buf_clear(&what);
}

/* What is no time becomes null. */
static void
check_moments(struct vec *v, const struct batch *b, const struct tree *of)
{
	struct str *text = NULL;

	for (size_t row = 0; row < b->n; row++) {
		if (v->text[row].len == 0 || when_valid(v->text[row], (struct str){0}))
			continue;
		say_no_time(b, row, (struct str){0}, of, v->text[row]);
		if (text == NULL) {
			text = arena_take(b->arena, b->n * sizeof *text);
			memcpy(text, v->text, b->n * sizeof *text);
			v->text = text;
		}
		text[row] = (struct str){0};
	}
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct feed *f = arg;
	struct hand *h = state;
	const struct str *time = NULL;
	struct columns columns = columns_of(b, h->column, f->inner->slot, f->inner->columns);

	eval_batch(h->eval, &columns);
	for (size_t i = 0; i < f->cells; i++) {
		h->cell[i] = *eval_get(h->eval, f->cell[i].value);
		if (f->cell[i].moment)
			check_moments(&h->cell[i], b, f->cell[i].tree);
	}
	h->only = f->inner->only < 0 ? NULL : eval_get(h->eval, f->inner->only)->truth;
	if (f->inner->time >= 0)
		time = eval_get(h->eval, f->inner->time)->text;
	for (size_t row = 0; row < b->n; row++) {
		struct str t = time ? time[row] : (struct str){0};

		if (t.len && !when_valid(t, (struct str){0})) {
			say_no_time(b, row, f->def->name, f->def->time, t);
			t = (struct str){0};
		}
		put_row(h, b, row, t, &out->books);
	}
}

static void
done(void *arg, void *state)
{
	struct feed *f = arg;
	struct hand *h = state;

	f->late += h->late;
	f->keyless += h->keyless;
	f->passed += h->passed;
	for (size_t i = 0; i < f->def->skips; i++) {
		f->skips[i] += h->skips[i];
		f->skipped += h->skips[i];
	}
	for (size_t i = 0; i < f->inner->intos; i++)
		gather_give(h->into[i]);
	eval_free(h->eval);
	free(h->column);
	free(h->cell);
	free(h->skips);
	free(h->into);
	free(h->part);
	free(h);
}

void
feed_run(struct feed *f)
{
	static const struct work work = {begin, worker, map, done};

	f->stream.work = &work;
	f->stream.arg = f;
	stream_run(&f->stream);
}

void
feed_say(const struct feed *f)
{
	const char *name = f->stream.name ? f->stream.name : "input";

	for (size_t i = 0; i < f->def->skips; i++)
		if (f->skips[i])
			inform("%s: %" PRIu64 " left out: %s", name, f->skips[i],
			    diag_text(f->def->skip[i].reason));
	if (f->passed)
		inform("%s: %" PRIu64 " left out: not asked for", name, f->passed);
	if (f->late)
		inform("%s: %" PRIu64 " left out: after --now", name, f->late);
	if (f->keyless)
		inform("%s: %" PRIu64 " left out: without a key", name, f->keyless);
}
