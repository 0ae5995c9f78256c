/* header: the names of a stream's columns. */
#include "record/header.h"
#include "base/mem.h"
#include "record/rows.h"
#include "record/split.h"
#include "record/split_inner.h"
#include <stdlib.h>

size_t
header_add(struct header *h, struct str name)
{
	h->name = mem_grow(h->name, h->n, &h->cap, sizeof *h->name);
	h->name[h->n] = name.len ? arena_dup(&h->arena, name) : (struct str){"", 0};
	return h->n++;
}

void
header_write(const struct header *h, char delimiter, struct output *out)
{
	struct rows r = {.delimiter = delimiter};

	for (size_t i = 0; i < h->n; i++)
		rows_field(&r, h->name[i]);
	rows_end(&r);
	output_write(out, r.out.at, r.out.len);
	buf_clear(&r.out);
}

void
header_clear(struct header *h)
{
	free(h->name);
	arena_clear(&h->arena);
	*h = (struct header){0};
}

ptrdiff_t
header_find(const struct header *h, struct str name)
{
	for (size_t i = 0; i < h->n; i++)
		if (str_eq(h->name[i], name))
			return (ptrdiff_t)i;
	return -1;
}

/* A header that is one name holding what looks like a delimiter. */
static const char *
other_delimiter(struct str name)
{
	if (memchr(name.at, '\t', name.len))
		return "; the header is one column: is -d tab meant?";
	if (memchr(name.at, ';', name.len))
		return "; the header is one column: is -d semicolon meant?";
	if (memchr(name.at, '|', name.len))
		return "; the header is one column: is -d pipe meant?";
	return NULL;
}

ptrdiff_t
header_need(const struct header *h, struct str name, struct fault *f)
{
	ptrdiff_t at = header_find(h, name);

	if (at < 0)
		fault(f, "no column '%s'%s", diag_text(name),
		    h->n == 1 && other_delimiter(h->name[0]) ? other_delimiter(h->name[0])
							     : diag_hint(name, h->name, h->n));
	return at;
}

struct place {
	struct str name;
	size_t at;
};

static int
by_name(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = str_cmp(x->name, y->name);

	return c ? c : (x->at > y->at) - (x->at < y->at);
}

bool
header_unique(const struct header *h, struct fault *f)
{
	struct place *sorted = mem_new(h->n + 1, sizeof *sorted);
	const struct place *first = NULL, *again = NULL;
	struct str name = {0};
	size_t at = 0, doubled = 0;

	for (size_t i = 0; i < h->n; i++)
		sorted[i] = (struct place){h->name[i], i};
	qsort(sorted, h->n, sizeof *sorted, by_name);
	for (size_t i = 1; i < h->n; i++)
		if (str_eq(sorted[i - 1].name, sorted[i].name) &&
		    (again == NULL || sorted[i].at < again->at)) {
			first = &sorted[i - 1];
			again = &sorted[i];
		}
	if (again != NULL) {
		name = again->name;
		at = first->at + 1;
		doubled = again->at + 1;
	}
	free(sorted);
	if (doubled == 0)
		return true;
	return fault(f, "column '%s' stands at %zu and at %zu", diag_text(name), at, doubled);
}

static size_t
count(struct str line, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len; i++)
		n += line.at[i] == c;
	return n;
}

static bool
add_names(struct header *h, const struct str *cells, size_t n, struct fault *f)
{
	for (size_t i = 0; i < n; i++) {
		if (cells[i].len == 0)
			return fault(f, "column %zu has no name", i + 1);
		if (cells[i].len > NAME_MAX_BYTES)
			return fault(f, "column %zu has a name of more than 1 KiB", i + 1);
		header_add(h, cells[i]);
	}
	return header_unique(h, f);
}

bool
header_parse(struct header *h, struct str line, char delimiter, struct fault *f)
{
	struct line_cutter c = {.delimiter = delimiter};
	size_t most;
	bool fine;

	if (str_starts(line, STR("\xEF\xBB\xBF")))
		line = (struct str){line.at + 3, line.len - 3};
	most = count(line, delimiter) + 1;
	if (line.len > RECORD_MAX)
		return fault(f, "a record of more than 64 MiB");
	c.cells = mem_new(most, sizeof *c.cells);
	c.quoted = quoted_new(delimiter);
	fine = line_fields(&c, line, most, &h->arena, &c.columns, f);
	if (fine && c.columns > COLUMNS_MAX)
		fine = fault(f, "%zu columns; at most %d are possible", c.columns, COLUMNS_MAX);
	fine = fine && add_names(h, c.cells, c.columns, f);
	quoted_free(c.quoted);
	free(c.cells);
	return fine;
}
