/* codelist_rows: reads a small stream, and filters it by a condition. */
#include "expr/codelist_rows.h"
#include "base/mem.h"
#include "expr/eval.h"
#include "io/encoding.h"
#include "io/input.h"
#include "record/split.h"
#include <stdlib.h>

enum { PIECE = 64 << 10 };

static void
read_all(struct buf *b, const char *path)
{
	struct input *in = input_open(path);
	size_t n;

	while ((n = input_read(in, buf_room(b, PIECE), PIECE)) > 0)
		b->len += n;
	input_close(in);
}

/* The next line without its end; false at the end of the text. */
static bool
next_line(struct str *rest, struct str *line)
{
	if (rest->len == 0)
		return false;
	*line = str_cut(*rest, '\n', rest);
	if (line->len > 0 && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

static bool
add_row(struct codelist_rows *r, struct str line, size_t number, struct fault *f)
{
	size_t columns = r->header.n, n;
	struct fault why = {.at = 0};

	while (r->cell_cap < (r->n + 1) * columns)
		r->cell = mem_grow(r->cell, r->cell_cap, &r->cell_cap, sizeof *r->cell);
	r->line = mem_grow(r->line, r->n, &r->line_cap, sizeof *r->line);
	if (!split_quoted(line, ',', r->cell + r->n * columns, columns, &n, &r->arena, &why))
		return fault(f, "line %zu: %s", number, why.msg);
	if (n != columns)
		return fault(
		    f, "line %zu: %zu fields where the header has %zu", number, n, columns);
	r->line[r->n++] = number;
	return true;
}

bool
codelist_rows_read(struct codelist_rows *r, const char *path, struct fault *f)
{
	struct str rest, line, header;
	size_t number = 1;

	read_all(&r->text, path);
	rest = buf_slice(&r->text);
	if (utf8_fault(rest) >= 0)
		return fault(f, "not UTF-8");
	if (rest.len > 0 && memchr(rest.at, '\0', rest.len) != NULL)
		return fault(f, "a NUL");
	if (!next_line(&rest, &header))
		return fault(f, "no header");
	if (!header_parse(&r->header, header, ',', f))
		return false;
	while (next_line(&rest, &line)) {
		number++;
		if (line.len > 0 && !str_eq(line, header) && !add_row(r, line, number, f))
			return false;
	}
	return true;
}

void
codelist_rows_clear(struct codelist_rows *r)
{
	header_clear(&r->header);
	free(r->cell);
	free(r->line);
	buf_clear(&r->text);
	arena_clear(&r->arena);
	*r = (struct codelist_rows){.n = 0};
}

static bool
name(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	const struct codelist_rows *r = arg;
	ptrdiff_t at = t->source.len ? -1 : header_need(&r->header, t->text, f);

	if (t->source.len)
		return fault(f, "another source's column; expected a column of the codelist");
	if (at < 0)
		return false;
	*named = (struct named){.is = NAMED_COLUMN, .column = (int)at, .label = r->header.name[at]};
	return true;
}

static size_t
line_of(const void *arg, size_t row)
{
	const struct codelist_rows *r = arg;

	return r->line[row] - 1;
}

/* The cells column by column, as eval takes them. */
static struct vec *
columns(const struct codelist_rows *r, struct arena *arena)
{
	struct vec *v = arena_zero(arena, r->header.n, sizeof *v);

	for (size_t c = 0; c < r->header.n; c++) {
		struct str *text = arena_zero(arena, r->n + 1, sizeof *text);

		for (size_t i = 0; i < r->n; i++)
			text[i] = codelist_cell(r, i, c);
		v[c] = (struct vec){.type = TYPE_ANY, .text = text};
	}
	return v;
}

static void
keep(struct codelist_rows *r, const uint32_t *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		memmove(r->cell + i * r->header.n, r->cell + rows[i] * r->header.n,
		    r->header.n * sizeof *r->cell);
		r->line[i] = r->line[rows[i]];
	}
	r->n = n;
}

bool
codelist_rows_where(
    struct codelist_rows *r, const char *path, const struct tree *where, struct misfit *m)
{
	struct scope scope = {.arg = r, .name = name};
	struct program *p = program_new();
	int value = program_add(p, where, &scope, TYPE_TRUTH, m);
	struct notes notes = {0};
	struct arena arena = {0};

	if (value >= 0) {
		struct columns in = {.n = r->n,
		    .col = columns(r, &arena),
		    .cols = r->header.n,
		    .notes = &notes,
		    .line = line_of,
		    .arg = r};
		struct eval *e = eval_new(p);
		uint32_t *rows = arena_zero(&arena, r->n + 1, sizeof *rows);

		eval_batch(e, &in);
		keep(r, rows, eval_rows(e, value, rows));
		eval_free(e);
		notes_say(&notes, path, 1);
	}
	notes_clear(&notes);
	arena_clear(&arena);
	program_free(p);
	return value >= 0;
}
