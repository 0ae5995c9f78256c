/* partial_read: streams of partials read back, shards held against what they say of themselves. */
#include "base/mem.h"
#include "figure/hoard.h"
#include "figure/partial.h"
#include "group/shards.h"
#include <stdlib.h>

struct reader { /* one worker's, and the sum of all */
	struct figure *f;
	struct hoard hoard;
	struct shards shards;
	struct buf key;
};

static void
partial_begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	struct figure *f = arg;
	size_t want = PARTIAL_HEAD + f->want.groups + PARTIAL_TAIL + f->states;
	struct str name;

	(void)out;
	if (in->n < PARTIAL_HEAD || !str_eq(in->name[0], STR("cs_partial")))
		die("not a partial: the header has no cs_partial; expected the output of "
		    "--partial");
	for (size_t i = 0; i < in->n && i < want; i++) {
		if (i < PARTIAL_HEAD)
			name = str_of(partial_head[i]);
		else if (i < PARTIAL_HEAD + f->want.groups)
			name = f->want.group[i - PARTIAL_HEAD].name;
		else if (i < PARTIAL_HEAD + f->want.groups + PARTIAL_TAIL)
			name = str_of(partial_tail[i - PARTIAL_HEAD - f->want.groups]);
		else
			name = f->state[i - PARTIAL_HEAD - f->want.groups - PARTIAL_TAIL].name;
		if (!str_eq(in->name[i], name))
			die("the partial is of other definitions: column %zu is '%.*s', expected "
			    "'%.*s'",
			    i + 1, STR_ARG(in->name[i]), STR_ARG(name));
		stream_use(stream, i);
	}
	if (in->n != want)
		die("the partial is of other definitions: %zu columns, expected %zu", in->n, want);
}

static void *
partial_worker(void *arg)
{
	struct figure *f = arg;
	struct reader *r = mem_new(1, sizeof *r);

	r->f = f;
	hoard_open(&r->hoard, f);
	return r;
}

static uint32_t
group_of(struct reader *r, const struct batch *b, size_t row)
{
	r->key.len = 0;
	for (size_t g = 0; g < r->f->want.groups; g++) {
		buf_str(&r->key, b->col[PARTIAL_HEAD + g][row]);
		buf_ch(&r->key, '\0');
	}
	buf_add(&r->key, "\0\0\0\0", KEY_SUMMED);
	return table_group(r->hoard.table, buf_slice(&r->key));
}

static bool
read_state(struct reader *r, const struct batch *b, size_t row, bool value, uint32_t group)
{
	for (size_t s = 0; s < r->f->states; s++) {
		struct str cell = b->col[PARTIAL_HEAD + r->f->want.groups + PARTIAL_TAIL + s][row],
			   rest;

		if (cell.len == 0)
			continue;
		if (!value) {
			if (state_has_values(r->f->state[s].kind) ||
			    !table_read(r->hoard.table, s, group, cell))
				return false;
			continue;
		}
		struct str count = str_cut(cell, ':', &rest);

		if (!state_has_values(r->f->state[s].kind) || rest.at == NULL ||
		    !table_read_value(r->hoard.table, s, group, rest, count))
			return false;
	}
	return true;
}

static void
read_record(struct reader *r, const struct batch *b, size_t row)
{
	const struct figure *f = r->f;
	struct str mark = b->col[0][row], kind = b->col[1][row];
	struct shard *shard = shards_at(&r->shards, b->col[2][row]);
	uint64_t rows = 0, left_out = 0;
	struct buf want = {0};
	bool fits;

	shards_mark(&want, f->fingerprint);
	if (!str_eq(mark, buf_slice(&want)))
		notes_add(b->notes, "other definitions", batch_line(b, row), true,
		    "cs_partial: the partial is of other definitions: '%.*s', expected '%.*s'",
		    STR_ARG(mark), STR_ARG(buf_slice(&want)));
	buf_clear(&want);
	fits = str_uint(b->col[PARTIAL_HEAD + f->want.groups][row], &rows);
	if (str_eq(kind, STR("end"))) {
		fits = fits && str_uint(b->col[PARTIAL_HEAD + f->want.groups + 1][row], &left_out);
		shard->ends++;
		shard->read += rows;
		shard->said += rows - left_out;
	} else if (str_eq(kind, STR("group"))) {
		shard->counted += rows;
		fits = fits && read_state(r, b, row, false, group_of(r, b, row));
	} else {
		fits =
		    str_eq(kind, STR("value")) && read_state(r, b, row, true, group_of(r, b, row));
	}
	if (!fits)
		notes_add(b->notes, "not a partial", batch_line(b, row), true,
		    "cs_kind: not a record of a partial: '%s'", diag_text(kind));
}

static void
partial_map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct reader *r = state;

	(void)arg;
	(void)out;
	for (size_t row = 0; row < b->n; row++)
		read_record(r, b, row);
	hoard_check(&r->hoard);
}

static void
partial_done(void *arg, void *state)
{
	struct figure *f = arg;
	struct reader *r = state;

	shards_merge(&f->merged->shards, &r->shards);
	hoard_done(&r->hoard);
	shards_clear(&r->shards);
	buf_clear(&r->key);
	free(r);
}

void
partial_read(struct figure *f)
{
	static const struct work work = {partial_begin, partial_worker, partial_map, partial_done};
	struct reader all = {.f = f};
	struct stream stream = {.files = f->want.inputs.at[0].files, .work = &work, .arg = f};

	f->merged = &all;
	stream_run(&stream);
	shards_check(&all.shards, f->want.shards);
	f->read = shards_read(&all.shards);
	f->source[0].hash =
	    shards_united(&all.shards); /* of --merge --partial: a shard made of shards */
	shards_clear(&all.shards);
}
