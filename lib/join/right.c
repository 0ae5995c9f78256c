/* right: the right stream read on every core, then put in the order of its input and held. */
#include "join/right.h"
#include "base/mem.h"
#include "base/opt.h"
#include "record/cols.h"
#include "value/match.h"
#include <stdlib.h>

/* The records of one batch. */
struct right_part {
	uint64_t index;
	const char *file;
	size_t n, lines;
	uint64_t first_line;	    /* of the file's first record */
	struct hold_record *record; /* line: from the batch's first */
	bool *null;
	struct arena arena;
};
struct hand {
	struct right_part *part;
	size_t n, cap;
	struct buf key, text;
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
	for (size_t i = 0; i < r->keys; i++)
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
	r->key_slot = mem_new(r->keys + 1, sizeof *r->key_slot);
	r->out_slot = mem_new(in->n + 1, sizeof *r->out_slot);
	r->all_slot = mem_new(in->n + 1, sizeof *r->all_slot);
	for (size_t i = 0; i < r->keys; i++)
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
	(void)arg;
	return mem_new(1, sizeof(struct hand));
}

static struct str
joined(const struct batch *b, size_t row, const size_t *slot, size_t n, struct buf *text,
    struct arena *a)
{
	text->len = 0;
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_ch(text, common.delimiter_out);
		rows_quote(text, b->col[slot[i]][row], common.delimiter_out);
	}
	return arena_dup(a, buf_slice(text));
}

/* What is kept of a record for times, and if it may go out whole. */
static const struct hold_more *
more(const struct right *r, struct hand *h, const struct batch *b, size_t row, struct arena *a)
{
	struct hold_more *m = arena_zero(a, 1, sizeof *m);

	if (r->whole)
		m->whole = joined(b, row, r->all_slot, r->all.n, &h->text, a);
	if (r->from)
		m->from = arena_dup(a, b->col[r->from_slot][row]);
	if (r->to)
		m->to = arena_dup(a, b->col[r->to_slot][row]);
	return m;
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct right *r = arg;
	struct hand *h = state;
	struct right_part *p;

	(void)out;
	h->part = mem_grow(h->part, h->n, &h->cap, sizeof *h->part);
	p = &h->part[h->n++];
	*p = (struct right_part){.index = b->index, .file = b->file, .n = b->n};
	p->record = mem_new(b->n + 1, sizeof *p->record);
	p->null = mem_new(b->n + 1, sizeof *p->null);
	for (size_t row = 0; row < b->n; row++) {
		struct hold_record *rec = &p->record[row];

		p->null[row] = !hold_key(b, r->key_slot, r->keys, row, &h->key);
		rec->key = arena_dup(&p->arena, buf_slice(&h->key));
		rec->tail = joined(b, row, r->out_slot, r->names.n, &h->text, &p->arena);
		rec->more = r->whole || r->from ? more(r, h, b, row, &p->arena) : NULL;
		rec->line = batch_line(b, row);
		rec->next = HOLD_END;
	}
	p->lines = b->n + b->skips;
	p->first_line = b->file_line;
	if (__atomic_add_fetch(&r->bytes, p->arena.bytes + 2 * b->n * sizeof *p->record,
		__ATOMIC_RELAXED) > common.memory)
		die("the right side needs more than --memory; put the smaller stream on the right, "
		    "choose its columns with -c, or raise --memory");
}

static void
done(void *arg, void *state)
{
	struct right *r = arg;
	struct hand *h = state;

	for (size_t i = 0; i < h->n; i++) {
		r->part = mem_grow(r->part, r->parts, &r->cap, sizeof *r->part);
		r->part[r->parts++] = h->part[i];
	}
	buf_clear(&h->key);
	buf_clear(&h->text);
	free(h->part);
	free(h);
}

static int
by_index(const void *a, const void *b)
{
	const struct right_part *x = a, *y = b;

	return (x->index > y->index) - (x->index < y->index);
}

bool
right_open(struct right *r, const char *file)
{
	static const struct work work = {begin, worker, map, done};

	r->files[0] = (char *)(uintptr_t)file;
	r->stream = (struct stream){.files = r->files, .work = &work, .arg = r, .name = "right"};
	return stream_open(&r->stream);
}

void
right_read(struct right *r)
{
	size_t n = 0, k = 0, at = 0;
	uint64_t line;
	uint32_t *keyed;

	stream_run(&r->stream);
	r->books = r->stream.books;
	if (r->parts)
		qsort(r->part, r->parts, sizeof *r->part, by_index);
	for (size_t i = 0; i < r->parts; i++)
		n += r->part[i].n;
	if (n >= HOLD_END)
		die("right: more than %u records", HOLD_END - 1);
	r->held.record = mem_new(n + 1, sizeof *r->held.record);
	line = r->parts ? r->part[0].first_line : 0;
	r->held.file = r->parts ? r->part[0].file : "";
	keyed = mem_new(n + 1, sizeof *keyed);
	for (size_t i = 0; i < r->parts; i++) {
		struct right_part *p = &r->part[i];

		for (size_t row = 0; row < p->n; row++, at++) {
			r->held.record[at] = p->record[row];
			r->held.record[at].line += line;
			if (!p->null[row])
				keyed[k++] = (uint32_t)at;
		}
		line += p->lines;
		free(p->record);
		free(p->null);
	}
	r->held.n = n;
	hold_ready(&r->held, keyed, k, r->keys, r->many);
	free(keyed);
}

void
right_clear(struct right *r)
{
	stream_free(&r->stream);
	hold_clear(&r->held);
	for (size_t i = 0; i < r->parts; i++)
		arena_clear(&r->part[i].arena);
	free(r->part);
	header_clear(&r->names);
	header_clear(&r->all);
	free(r->key_slot);
	free(r->out_slot);
	free(r->all_slot);
}
