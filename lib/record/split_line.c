/* split_line: one line into cells, with every check and the words for what is wrong with it. */
#include "io/encoding.h"
#include "record/split_inner.h"

bool
split_bytes(struct str line, struct fault *f)
{
	ptrdiff_t bad;

	if (line.len == 0)
		return true;
	if (memchr(line.at, '\0', line.len) != NULL)
		return fault(f, "NUL byte");
	if (memchr(line.at, '\r', line.len) != NULL)
		return fault(f, "a carriage return inside a record");
	bad = utf8_fault(line);
	if (bad >= 0)
		return fault(f, "not UTF-8: byte \\x%02X; cs-ingest reads other encodings", (unsigned char)line.at[bad]);
	return true;
}

/* Returns the number of fields; stores those that there is room for. */
static size_t
cut_plain(struct str line, char delimiter, struct str *cells, size_t max)
{
	size_t n = 0, from = 0;

	for (size_t i = 0; i <= line.len; i++) {
		if (i < line.len && line.at[i] != delimiter)
			continue;
		if (n < max)
			cells[n] = (struct str){line.at + from, i - from};
		n++;
		from = i + 1;
	}
	return n;
}

bool
line_fields(struct line_cutter *c, struct str line, size_t max, struct arena *arena, size_t *n,
    struct fault *f)
{
	const char *quote = line.len ? memchr(line.at, '"', line.len) : NULL;
	size_t from = quote ? (size_t)(quote - line.at) : 0, plain, more;
	enum quoted_fault bad;

	*n = 0;
	if (!split_bytes(line, f))
		return false;
	if (quote == NULL) {
		*n = cut_plain(line, c->delimiter, c->cells, max);
		return true;
	}
	/* The fields before the one with the first quote need no libcsv. */
	while (from > 0 && line.at[from - 1] != c->delimiter)
		from--;
	if (from > 0)
		*n = cut_plain((struct str){line.at, from - 1}, c->delimiter, c->cells, max);
	plain = *n < max ? *n : max;
	bad = quoted_cut(c->quoted, (struct str){line.at + from, line.len - from}, c->cells + plain,
	    max - plain, &more, arena);
	*n += more;
	if (bad == QUOTED_OPEN)
		return fault(f, "a quoted field is not closed on its line; only cs-ingest reads "
				"line breaks inside fields");
	return bad == QUOTED_FINE || fault(f, "%s", quoted_words(bad));
}

static bool
too_long(const struct line_cutter *c)
{
	for (size_t i = 0; i < c->columns; i++)
		if (c->cells[i].len > FIELD_MAX)
			return true;
	return false;
}

bool
line_cut(struct line_cutter *c, struct str line, struct arena *arena, struct fault *f)
{
	size_t n;

	if (line.len > RECORD_MAX)
		return fault(f, "a record of more than 64 MiB");
	if (!line_fields(c, line, c->columns, arena, &n, f))
		return false;
	if (n != c->columns)
		return fault(
		    f, "%zu field%s where the header has %zu", n, n == 1 ? "" : "s", c->columns);
	if (too_long(c))
		return fault(f, "a field of more than 16 MiB");
	return true;
}
