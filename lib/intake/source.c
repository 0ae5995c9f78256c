/* source: bytes to text, text to blocks. */
#include "intake/source.h"
#include "base/mem.h"
#include "intake/cut.h"
#include "intake/window.h"
#include "io/encoding.h"
#include "value/text.h"
#include <stdlib.h>

enum {
	BLOCK = CS_BLOCK,
	RECORD_BOUND = 64 << 20,
	OVERSIZE_HEAD =
	    64 << 10 /* of a record beyond all bounds, this much is kept for the rejects */
};

static struct str
first_line(struct str text)
{
	const char *lf = text.len ? memchr(text.at, '\n', text.len) : NULL;

	return lf ? (struct str){text.at, (size_t)(lf - text.at) + 1} : text;
}

/* Text for sniffing: the head, or all there is. */
static struct str
head_of(struct window *w)
{
	while (window_text(w).len < SOURCE_HEAD && window_fill(w, false))
		;
	return window_text(w);
}

/* Lines before the header are passed over. */
static void
skip_lines(struct source *s, struct window *w, size_t lines)
{
	for (size_t i = 0; i < lines; i++) {
		struct str line = first_line(window_text(w));

		while ((line.len == 0 || line.at[line.len - 1] != '\n') &&
		       line.len <= RECORD_BOUND && window_fill(w, false))
			line = first_line(window_text(w));
		window_take(w, line.len);
		s->line++;
	}
}

/* The header record; more is read until it is whole. */
static struct str
header_record(struct source *s, struct window *w, enum cut *cut, size_t *next)
{
	for (;;) {
		struct str text = window_text(w);

		*cut = cut_record(text, 0, &s->plan.dialect, next);
		if (*cut != CUT_OPEN && *next && *next <= text.len && text.len &&
		    text.at[*next - 1] == '\n')
			return (struct str){text.at, *next};
		if (text.len > RECORD_BOUND || !window_fill(w, false))
			return (struct str){text.at, *next};
	}
}

static void
read_names(struct source *s, struct str record)
{
	struct str field;
	size_t cap = 0, at = 0;
	bool quoted;

	if (s->plan.dialect.kind == DIALECT_WHOLE) {
		s->field = mem_new(1, sizeof *s->field);
		s->field[s->plan.fields++] = text_trim(record);
		return;
	}
	while (cut_field(record, &s->plan.dialect, &at, &field, &quoted)) {
		if (s->plan.fields == PLAN_FIELDS_MAX)
			die("%s:%llu: more than %d columns", diag_file(s->name),
			    (unsigned long long)s->line, PLAN_FIELDS_MAX);
		s->field = mem_grow(s->field, s->plan.fields, &cap, sizeof *s->field);
		if (quoted) {
			char *to = arena_take(&s->arena, field.len);

			field = (struct str){to, cut_unquote(field, to)};
		}
		s->field[s->plan.fields++] = text_trim(field);
	}
}

static void
read_header(struct source *s, struct window *w)
{
	enum cut cut;
	size_t next;
	struct str record = header_record(s, w, &cut, &next);
	size_t lines = window_lines(record);

	while (record.len && strchr("\r\n", record.at[record.len - 1]))
		record.len--;
	if (cut != CUT_WHOLE)
		die("%s:%llu: the header has %s; say `quotes lax` or `quotes none` if that is how "
		    "it is meant",
		    diag_file(s->name), (unsigned long long)s->line,
		    cut == CUT_OPEN ? "a quotation mark left open" : "a stray quotation mark");
	if (record.len == 0)
		die("%s:%llu: no header", diag_file(s->name), (unsigned long long)s->line);
	if (utf8_fault(record) >= 0)
		die("%s:%llu: the header is not %s; say which `encoding` it is", diag_file(s->name),
		    (unsigned long long)s->line, s->encoding);
	s->plan.header = arena_dup(&s->arena, record);
	s->plan.header_said = true;
	read_names(s, s->plan.header);
	window_take(w, next);
	s->line += lines;
}

static void
settle_dialect(struct source *s, struct window *w, const struct wish *wish)
{
	s->plan.dialect = wish->dialect;
	s->plan.linebreak = wish->linebreak;
	if (s->plan.dialect.kind == DIALECT_WHOLE)
		s->plan.dialect.quotes = DIALECT_PLAIN;
	if (!wish->sniff)
		return;
	s->plan.dialect.kind = DIALECT_CHAR;
	s->plan.dialect.delimiter = dialect_sniff(head_of(w), wish->dialect.quotes);
	s->sniffed_delimiter = true;
}

struct source *
source_open(const char *path, size_t index, const struct wish *wish)
{
	struct source *s = mem_new(1, sizeof *s);
	struct window *w;

	s->name = path;
	s->index = index;
	s->line = 1;
	s->in = input_open(path);
	w = s->text = window_new(s->in, wish->encoding, wish->footer);
	s->encoding = window_encoding(w, &s->sniffed_encoding);
	s->plan.encoding = s->encoding;
	skip_lines(s, w, wish->header > 1 ? wish->header - 1 : 0);
	settle_dialect(s, w, wish);
	if (wish->header) {
		if (window_text(w).len == 0 && !window_fill(w, false))
			die("%s: no header", diag_file(path));
		read_header(s, w);
	} else {
		bool whole = s->plan.dialect.kind == DIALECT_WHOLE;

		s->plan.fields = whole ? 1 : dialect_fields(head_of(w), &s->plan.dialect);
	}
	return s;
}

struct str
source_peek(struct source *s)
{
	return head_of(s->text);
}

/* How much of what is there goes into the next block: whole records, about BLOCK bytes; 0: more
 * must be read. */
static size_t
share(struct source *s, struct str text, bool end)
{
	for (size_t n = BLOCK;; n *= 2) {
		bool all = n >= text.len;
		struct str part = {text.at, all ? text.len : n};
		size_t got = cut_last(part, &s->plan.dialect, all && end);

		if (got > 0 || all)
			return got;
	}
}

static void
give(struct source *s, struct block *b, size_t n, struct plan *plan)
{
	struct str text = window_text(s->text);

	block_room(b, n);
	memcpy(b->at, text.at, n);
	b->len = n;
	b->file = s->name;
	b->file_index = s->index;
	b->first_line = s->line;
	b->extra = plan;
	b->flush = !window_waiting(s->text);
	s->line += window_lines((struct str){b->at, n});
	window_take(s->text, n);
}

/*
 * A record over the bound: if its first line ends somewhere, a quotation mark was left open there,
 * and that line goes alone.  Else its head goes and the rest of the line is passed over.
 */
static void
give_oversize(struct source *s, struct block *b)
{
	struct str text = window_text(s->text), line = first_line(text);
	size_t n = OVERSIZE_HEAD;

	if (line.at[line.len - 1] == '\n') {
		give(s, b, line.len, &s->plan);
		return;
	}
	while (n > 0 && ((unsigned char)text.at[n] & 0xC0) == 0x80)
		n--;
	if (!s->oversize.oversize) { /* workers may be reading it already */
		s->oversize = s->plan;
		s->oversize.oversize = true;
	}
	give(s, b, n, &s->oversize);
	do {
		line = first_line(window_text(s->text));
		window_take(s->text, line.len);
	} while ((line.len == 0 || line.at[line.len - 1] != '\n') && window_fill(s->text, false));
	s->line++;
}

bool
source_next(struct source *s, struct block *b)
{
	size_t want = BLOCK;

	if (s->in == NULL)
		return false;
	for (;;) {
		struct str text = window_text(s->text);
		bool end = window_ended(s->text);
		size_t n =
		    text.len >= want || end || !window_waiting(s->text) ? share(s, text, end) : 0;

		if (n > 0) {
			give(s, b, n, &s->plan);
			return true;
		}
		if (end)
			break;
		if (text.len > RECORD_BOUND) {
			give_oversize(s, b);
			return true;
		}
		if (text.len >= want)
			want = 2 * text.len;
		window_fill(s->text, true);
	}
	s->bytes = input_raw_bytes(s->in);
	input_close(s->in);
	s->in = NULL;
	return false;
}

void
source_free(struct source *s)
{
	if (s->in)
		input_close(s->in);
	window_free(s->text);
	free(s->field);
	arena_clear(&s->arena);
	free(s);
}
