/* files: opening, headers, and cutting at line ends. */
#include "record/files.h"
#include "base/mem.h"
#include "record/split_inner.h"
#include <stdlib.h>

enum { HEAD_READ = CS_BLOCK < 65536 ? CS_BLOCK : 65536, OPEN_AHEAD = 64 };

/* Length up to and with the last LF of at[from, to); 0 if there is none. */
static size_t
whole_lines(const char *at, size_t from, size_t to)
{
	const char *last = to > from ? memrchr(at + from, '\n', to - from) : NULL;

	return last ? (size_t)(last - at) + 1 : 0;
}

/* The first line that is not blank, without its end; what is behind it is *next.  False: not all of
 * it is there yet. */
static bool
head_line(struct str head, bool all, struct str *line, size_t *next, uint64_t *blank)
{
	size_t at = str_starts(head, STR("\xEF\xBB\xBF")) ? 3 : 0;

	*line = STR("");
	*next = head.len;
	*blank = 0;
	if (head.len == 0)
		return all;
	for (;; ++*blank) {
		const char *from = head.at + at;
		const char *stop = at < head.len ? memchr(from, '\n', head.len - at) : NULL;

		if (stop == NULL && !all)
			return false;
		*line = (struct str){from, stop ? (size_t)(stop - from) : head.len - at};
		*next = stop ? at + line->len + 1 : head.len;
		if (line->len && line->at[line->len - 1] == '\r')
			line->len--;
		if (line->len || stop == NULL)
			return true;
		at = *next;
	}
}

/* Reads until the header line is there.  No bytes, or blank lines only: no header. */
static void
read_header(struct files *fs, struct file *f, struct header *h)
{
	struct str line;
	size_t next, got = 1;
	uint64_t blank;
	struct fault fault;

	while (!head_line(buf_slice(&f->rest), got == 0, &line, &next, &blank)) {
		size_t n = f->rest.len > HEAD_READ ? f->rest.len : HEAD_READ;

		if (f->rest.len > RECORD_MAX)
			die("%s:1: a record of more than 64 MiB", diag_file(f->name));
		got = input_read(f->in, buf_room(&f->rest, n), n);
		f->rest.len += got;
	}
	if (line.len == 0)
		die("%s: no header: the file is empty", diag_file(f->name));
	if (!header_parse(h, line, fs->delimiter, &fault))
		die("%s:%llu: %s", diag_file(f->name), (unsigned long long)blank + 1, fault.msg);
	f->header = arena_dup(&fs->arena, line);
	f->first_line = blank + 2;
	f->rest.len -= next;
	memmove(f->rest.at, f->rest.at + next, f->rest.len);
}

/* The order of columns is mostly the same, or nearly: the search begins behind the last one found.
 */
static ptrdiff_t
find_from(const struct header *h, struct str name, size_t from)
{
	for (size_t i = 0; i < h->n; i++) {
		size_t at = from + i < h->n ? from + i : from + i - h->n;

		if (str_eq(h->name[at], name))
			return (ptrdiff_t)at;
	}
	return -1;
}

/* Same names in any order. */
static void
compare_header(struct files *fs, struct file *f, const struct header *h)
{
	const struct header *first = &fs->header;
	size_t from = 0;
	bool moved = false;

	f->place = mem_new(first->n, sizeof *f->place);
	for (size_t i = 0; i < first->n; i++) {
		ptrdiff_t at = find_from(h, first->name[i], from);

		if (at < 0)
			die("%s: column '%s' is missing", diag_file(f->name),
			    diag_text(first->name[i]));
		f->place[i] = (size_t)at;
		moved = moved || f->place[i] != i;
		from = (size_t)at + 1;
	}
	for (size_t i = 0; h->n > first->n && i < h->n; i++)
		if (header_find(first, h->name[i]) < 0)
			die("%s: column '%s' is not in %s", diag_file(f->name),
			    diag_text(h->name[i]), diag_file(fs->at[0].name));
	if (!moved) {
		free(f->place);
		f->place = NULL;
	}
}

static void
open_next(struct files *fs)
{
	struct file *f = &fs->at[fs->opened];
	struct header h = {0};

	f->in = input_open(f->name);
	if (fs->opened++ == 0) {
		read_header(fs, f, &fs->header);
		return;
	}
	read_header(fs, f, &h);
	compare_header(fs, f, &h);
	header_clear(&h);
}

void
files_begin(struct files *fs, char *const *names, char delimiter)
{
	size_t n = 0;

	while (names != NULL && names[n] != NULL)
		n++;
	*fs = (struct files){.delimiter = delimiter, .unflushed = true};
	fs->n = n ? n : 1;
	fs->at = mem_new(fs->n, sizeof *fs->at);
	for (size_t i = 0; i < fs->n; i++)
		fs->at[i].name = n ? names[i] : "-";
	open_next(fs);
}

void
files_ahead(struct files *fs)
{
	while (fs->opened < fs->n && fs->opened - fs->current < OPEN_AHEAD)
		open_next(fs);
}

static void
file_end(struct file *f)
{
	input_close(f->in);
	f->in = NULL;
	buf_clear(&f->rest);
}

/* At most one block's worth; the record that fills a block and has no end yet gets a larger one. */
static size_t
read_more(struct file *f, struct block *b)
{
	size_t room;

	if (b->len == b->cap)
		block_room(b, 2 * b->cap);
	room = b->cap - b->len;
	return input_read(f->in, b->at + b->len, room < CS_BLOCK ? room : CS_BLOCK);
}

/*
 * Fills a block that begins with what was left over, until it is full of whole lines or nothing
 * more is waiting.  Returns the length to give out.  *end: the file has no more.
 */
static size_t
fill(struct files *fs, struct file *f, struct block *b, bool *end)
{
	size_t whole = whole_lines(b->at, 0, b->len), got, last;

	for (;;) {
		if (whole && b->len >= CS_BLOCK)
			return whole;
		if ((whole || fs->unflushed) && !input_waiting(f->in)) {
			b->flush = true;
			return whole;
		}
		if (!whole &&
		    b->len > RECORD_MAX) { /* the splitter says so, for it knows the line */
			fs->ended = true;
			return b->len;
		}
		got = read_more(f, b);
		if (got == 0) {
			*end = true;
			return b->len;
		}
		last = whole_lines(b->at, b->len, b->len + got);
		whole = last ? last : whole;
		b->len += got;
	}
}

static void
begin_block(struct files *fs, struct file *f, struct block *b)
{
	block_begin(b, f->rest.len, f->rest.len + CS_BLOCK);
	b->file = f->name;
	b->file_index = fs->current;
	b->flush = false;
	if (f->rest.len)
		memcpy(b->at, f->rest.at, f->rest.len);
	b->len = f->rest.len;
	f->rest.len = 0;
}

bool
files_read(struct files *fs, struct block *b)
{
	while (fs->current < fs->n && !fs->ended) {
		struct file *f = &fs->at[fs->current];
		bool end = false;
		size_t give;

		if (fs->opened == fs->current)
			open_next(fs);
		begin_block(fs, f, b);
		give = fill(fs, f, b, &end);
		buf_add(&f->rest, b->at + give, b->len - give);
		b->len = give;
		if (end) {
			file_end(f);
			fs->current++;
		}
		if (give || b->flush) {
			fs->unflushed = !b->flush;
			return true;
		}
	}
	return false;
}

void
files_clear(struct files *fs)
{
	for (size_t i = 0; i < fs->n; i++) {
		if (fs->at[i].in != NULL)
			file_end(&fs->at[i]);
		buf_clear(&fs->at[i].rest);
		free(fs->at[i].place);
	}
	free(fs->at);
	header_clear(&fs->header);
	arena_clear(&fs->arena);
	*fs = (struct files){0};
}
