/* right: the right stream read on every core and held. */
#include "join/right.h"
#include "base/mem.h"
#include "base/opt.h"
#include "join/spill.h"
#include "record/cols.h"
#include "value/match.h"
#include <stdlib.h>

struct hand {
	struct hold_log log;
	struct rows text;
	struct sorter *spilled;
	struct buf key;
};

static size_t
need(const struct header *in, const char *name)
{
	struct fault f;
	ptrdiff_t at = header_need(in, str_of(name), &f);

	if (at < 0)
		die("right: %s", f.msg);
	return (size_t)at;
}

static bool
is_key(const struct right *r, struct str name)
{
	for (size_t i = 0; i < r->rule.keys; i++)
		if (str_eq(name, str_of(r->key[i])))
			return true;
	return false;
}

static void
begin(void *arg, struct stream *s, const struct header *in, struct header *out)
{
	struct right *r = arg;
	struct cols cols = {0};
	struct fault f;

	(void)out;
	r->key_slot = mem_new(r->rule.keys + 1, sizeof *r->key_slot);
	r->out_slot = mem_new(in->n + 1, sizeof *r->out_slot);
	r->all_slot = mem_new(in->n + 1, sizeof *r->all_slot);
	for (size_t i = 0; i < r->rule.keys; i++)
		r->key_slot[i] = stream_use(s, need(in, r->key[i]));
	r->from_slot = r->from ? stream_use(s, need(in, r->from)) : 0;
	r->to_slot = r->to ? stream_use(s, need(in, r->to)) : 0;
	if (r->columns && !cols_find(&cols, str_of(r->columns), in, match_name, &f))
		die("--columns: %s", f.msg);
	for (size_t i = 0; i < (r->columns ? cols.n : in->n); i++) {
		size_t at = r->columns ? cols.at[i] : i;

		if (r->columns == NULL && is_key(r, in->name[at]))
			continue;
		r->out_slot[r->names.n] = stream_use(s, at);
		header_add(&r->names, in->name[at]);
	}
	for (size_t i = 0; i < in->n; i++) {
		header_add(&r->all, in->name[i]);
		if (r->whole)
			r->all_slot[i] = stream_use(s, i);
	}
	cols_clear(&cols);
}

static void *
worker(void *arg)
{
	struct right *r = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->log.hold = &r->held;
	h->text.delimiter = common.delimiter_out;
	return h;
}

/* The most that n fields take, quoted and with delimiters. */
static size_t
most(const struct batch *b, size_t row, const size_t *slot, size_t n)
{
	size_t bytes = 0;

	for (size_t i = 0; i < n; i++)
		bytes += 2 * b->col[slot[i]][row].len + 4;
	return bytes;
}

/* Appends fields as they go out; returns their bytes. */
static uint32_t
joined(struct rows *text, const struct batch *b, size_t row, const size_t *slot, size_t n)
{
	size_t begun = text->out.len;

	text->fields = 0;
	rows_cells(text, b, row, slot, n);
	return (uint32_t)(text->out.len - begun);
}

static uint32_t
added(struct rows *text, struct str s)
{
	buf_str(&text->out, s);
	return (uint32_t)s.len;
}

/* One record, written where it stays: there is room for the most it can take, so the buffer never
 * moves. */
static void
keep(const struct right *r, struct hand *h, const struct batch *b, size_t row)
{
	bool extras = r->held.extras;
	size_t n = sizeof(struct hold_extra) + most(b, row, r->key_slot, r->rule.keys) +
		   most(b, row, r->out_slot, r->names.n) +
		   (r->whole ? most(b, row, r->all_slot, r->all.n) : 0) +
		   (r->from ? b->col[r->from_slot][row].len : 0) +
		   (r->to ? b->col[r->to_slot][row].len : 0);
	struct hold_entry *e = hold_room(&h->log, n);
	struct hold_extra x = {0};
	struct buf *out = &h->text.out;

	*out = (struct buf){e->at, extras ? sizeof x : 0, n};
	e->place = hold_place(b, row);
	e->found = false;
	e->next = HOLD_NONE;
	e->null = !chain_key(b, r->key_slot, r->rule.keys, row, out);
	e->key = (uint32_t)(out->len - (extras ? sizeof x : 0));
	e->tail = joined(&h->text, b, row, r->out_slot, r->names.n);
	if (r->from)
		x.from = added(&h->text, b->col[r->from_slot][row]);
	if (r->to)
		x.to = added(&h->text, b->col[r->to_slot][row]);
	if (r->whole)
		x.whole = joined(&h->text, b, row, r->all_slot, r->all.n);
	if (extras)
		memcpy(e->at, &x, sizeof x);
	hold_keep(&h->log, e);
}

/* While the records go to their sorters they are still held, so a share is left for those. */
static bool
beyond(const struct right *r)
{
	return hold_full(&r->held, common.memory - spill_share()) ||
	       r->held.bytes + slots_bytes(r->records) > common.memory;
}

static void
spill(struct right *r, struct hand *h)
{
	if (h->spilled == NULL)
		h->spilled = spill_sorter();
	spill_right(&r->held, &h->log, h->spilled, &h->key);
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct right *r = arg;
	struct hand *h = state;

	(void)out;
	for (size_t row = 0; row < b->n; row++)
		keep(r, h, b, row);
	r->records += b->n;
	if (beyond(r))
		r->spilling = true;
	if (r->spilling)
		spill(r, h);
}

static void
done(void *arg, void *state)
{
	struct right *r = arg;
	struct hand *h = state;

	if (r->spilling)
		spill(r, h);
	if (r->spilled == NULL)
		r->spilled = h->spilled;
	else if (h->spilled)
		sorter_join(r->spilled, h->spilled);
	for (size_t i = 0; i < h->log.runs; i++) {
		r->run = mem_grow(r->run, r->runs, &r->cap, sizeof *r->run);
		r->run[r->runs++] = h->log.run[i];
	}
	buf_clear(&h->key);
	hold_log_clear(&h->log);
	free(h);
}

static void
first_line(void *arg, uint64_t index, uint64_t line)
{
	struct right *r = arg;

	hold_lines_add(&r->rule.lines, index, line);
}

static int
by_place(const void *a, const void *b)
{
	const struct hold_run *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

bool
right_open(struct right *r, const char *file)
{
	static const struct work work = {begin, worker, map, done};

	r->files[0] = (char *)(uintptr_t)file;
	r->rule.file = file;
	r->stream = (struct stream){
	    .files = r->files, .work = &work, .arg = r, .name = "right", .first_line = first_line};
	return stream_open(&r->stream);
}

void
right_read(struct right *r)
{
	hold_begin(&r->held, r->from || r->whole);
	stream_run(&r->stream);
	r->books = r->stream.books;
	if (r->spilled)
		return;
	if (r->runs)
		qsort(r->run, r->runs, sizeof *r->run, by_place);
	slots_build(&r->slots, &r->held, &r->rule, r->run, r->runs);
}

void
right_clear(struct right *r)
{
	stream_free(&r->stream);
	sorter_free(r->spilled);
	slots_clear(&r->slots);
	hold_clear(&r->held);
	header_clear(&r->names);
	header_clear(&r->all);
	free(r->run);
	free(r->rule.lines.at);
	free(r->key_slot);
	free(r->out_slot);
	free(r->all_slot);
}
