/* stream: files, splitter and run put together; order, lines and books. */
#include "record/stream.h"
#include "base/mem.h"
#include "base/opt.h"
#include "record/files.h"
#include "record/progress.h"
#include "record/run.h"
#include "record/split.h"
#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>

struct stream_inner {
	struct files files;
	struct header out;
	size_t *use; /* columns asked for, by slot */
	size_t uses, uses_cap;
	/* Of the commits: where the next block begins. */
	size_t file;
	uint64_t line;
};

/* What one worker has for itself. */
struct hand {
	struct split *split;
	struct arena arena;
	const size_t *place; /* of the file its split is set for */
	size_t *column;	     /* of each slot in that file */
	void *state;	     /* the program's */
};

static struct stream_inner *
inner_of(struct stream *s)
{
	if (s->inner == NULL) {
		s->inner = mem_new(1, sizeof *s->inner);
		files_begin(&s->inner->files, s->files, common.delimiter);
	}
	return s->inner;
}

const struct header *
stream_header(struct stream *s)
{
	return &inner_of(s)->files.header;
}

size_t
stream_use(struct stream *s, size_t column)
{
	struct stream_inner *in = inner_of(s);

	assert(column < in->files.header.n);
	for (size_t i = 0; i < in->uses; i++)
		if (in->use[i] == column)
			return i;
	in->use = mem_grow(in->use, in->uses, &in->uses_cap, sizeof *in->use);
	in->use[in->uses] = column;
	return in->uses++;
}

bool
stream_open(struct stream *s)
{
	struct files *f = &inner_of(s)->files;

	files_ahead(f);
	return f->opened == f->n;
}

static bool
read_block(void *arg, struct block *b)
{
	struct stream *s = arg;

	return files_read(&s->inner->files, b);
}

static void *
new_hand(void *arg)
{
	struct stream *s = arg;
	struct stream_inner *in = s->inner;
	struct hand *h = mem_new(1, sizeof *h);

	h->split = split_new(common.delimiter, in->files.header.n);
	for (size_t i = 0; i < in->uses; i++)
		split_use(h->split, in->use[i]);
	h->column = mem_new(in->uses + 1, sizeof *h->column);
	h->state = s->work->worker ? s->work->worker(s->arg) : NULL;
	return h;
}

static void
end_hand(void *arg, void *state)
{
	struct stream *s = arg;
	struct hand *h = state;

	if (s->work->done)
		s->work->done(s->arg, h->state);
	split_free(h->split);
	arena_clear(&h->arena);
	free(h->column);
	free(h);
}

/* Sets a worker's splitter for the order of columns in a file. */
static void
turn_to(struct hand *h, const struct stream_inner *in, const struct file *f)
{
	if (h->place == f->place)
		return;
	h->place = f->place;
	for (size_t i = 0; i < in->uses; i++)
		h->column[i] = f->place ? f->place[in->use[i]] : in->use[i];
	split_places(h->split, h->column);
}

static void
map_block(void *arg, void *state, struct block *block, struct part *part)
{
	struct stream *s = arg;
	const struct file *f = &s->inner->files.at[block->file_index];
	struct hand *h = state;
	struct batch b = {.file = block->file,
	    .file_line = f->first_line,
	    .index = block->index,
	    .notes = &part->notes,
	    .arena = &h->arena};
	size_t repeated;

	arena_reset(&h->arena);
	turn_to(h, s->inner, f);
	split_block(
	    h->split, (struct str){block->at, block->len}, f->header, &b, &repeated, &part->lines);
	part->rows.delimiter = common.delimiter_out;
	part->rows.books.read = b.n;
	part->rows.books.repeated_headers = repeated;
	if (b.n && s->work->map)
		s->work->map(s->arg, h->state, &b, &part->rows);
}

static void
add_books(struct books *to, const struct books *b)
{
	to->read += b->read;
	to->left_out += b->left_out;
	to->rejected += b->rejected;
	to->merged += b->merged;
	to->written += b->written;
	to->repeated_headers += b->repeated_headers;
	to->used = to->read - to->left_out - to->rejected - to->merged;
}

static void
commit_block(void *arg, const struct block *block, struct part *part)
{
	struct stream *s = arg;
	struct stream_inner *in = s->inner;

	if (block->file_index != in->file || in->line == 0) {
		in->file = block->file_index;
		in->line = in->files.at[in->file].first_line;
	}
	if (s->first_line != NULL)
		s->first_line(s->arg, block->index, in->line);
	add_books(&s->books, &part->rows.books);
	if (s->out != NULL && part->rows.out.len)
		output_write(s->out, part->rows.out.at, part->rows.out.len);
	if (s->apart != NULL && part->rows.apart.len)
		output_write(s->apart, part->rows.apart.at, part->rows.apart.len);
	if (part->notes.kinds) {
		progress_erase();
		notes_say(&part->notes, block->file, in->line);
	}
	in->line += part->lines;
	if (s->out != NULL && block->flush)
		output_flush(s->out);
	progress_add(part->rows.books.read);
}

static void
say_repeated(const struct stream *s)
{
	uint64_t n = s->books.repeated_headers;

	if (n)
		inform("%s%s%" PRIu64 " repeated header line%s passed over", s->name ? s->name : "",
		    s->name ? ": " : "", n, n == 1 ? "" : "s");
}

void
stream_run(struct stream *s)
{
	const struct run run = {read_block, new_hand, map_block, commit_block, end_hand, s};
	struct stream_inner *in = inner_of(s);
	struct fault f;

	if (s->work->begin)
		s->work->begin(s->arg, s, &in->files.header, &in->out);
	if (!header_unique(&in->out, &f))
		die("output: %s", f.msg);
	files_ahead(&in->files);
	if (common.dry_run || common.explain)
		return;
	if (s->out != NULL && in->out.n)
		header_write(&in->out, common.delimiter_out, s->out);
	progress_begin();
	run_blocks(&run, common.jobs);
	progress_erase();
	say_repeated(s);
}

void
stream_free(struct stream *s)
{
	if (s->inner == NULL)
		return;
	files_clear(&s->inner->files);
	header_clear(&s->inner->out);
	free(s->inner->use);
	free(s->inner);
	s->inner = NULL;
}

void
stream_say_books(const char *name, const struct books *b, bool always)
{
	void (*say)(const char *fmt, ...) = always ? warn : inform;

	say("%s%s%" PRIu64 " read, %" PRIu64 " used, %" PRIu64 " left out, %" PRIu64
	    " rejected, %" PRIu64 " merged; %" PRIu64 " written",
	    name ? name : "", name ? ": " : "", b->read, b->used, b->left_out, b->rejected,
	    b->merged, b->written);
}
