/* infer_fixed: is this a file of fixed places?  Where its fields begin, only a reader can tell. */
#include "base/diag.h"
#include "intake/infer_inner.h"
#include "value/text.h"

enum { LINES = 200, LEAST_LINES = 3, LEAST_LENGTH = 12, PERCENT = 90 };

struct lines {
	size_t length[LINES]; /* in characters, as `at` counts */
	size_t n, parted;     /* lines with the delimiter as often as most */
	bool blanks;
};

static size_t
delimiters(struct str line, char delimiter)
{
	size_t n = 0;

	for (size_t i = 0; i < line.len; i++)
		n += line.at[i] == delimiter;
	return n;
}

/* The whole lines of the head. */
static void
measure(struct str head, char delimiter, size_t fields, struct lines *lines)
{
	while (lines->n < LINES && head.len) {
		const char *lf = memchr(head.at, '\n', head.len);
		struct str line = {head.at, lf ? (size_t)(lf - head.at) : head.len};

		head = lf ? (struct str){lf + 1, head.len - line.len - 1} : (struct str){0};
		while (line.len && line.at[line.len - 1] == '\r')
			line.len--;
		if (line.len == 0)
			continue;
		lines->parted += delimiters(line, delimiter) + 1 == fields;
		lines->blanks = lines->blanks || memchr(line.at, ' ', line.len) != NULL;
		lines->length[lines->n++] = text_length(line);
	}
}

/* The length of most lines, and of how many. */
static size_t
usual_length(const struct lines *lines, size_t *same)
{
	size_t best = 0;

	*same = 0;
	for (size_t i = 0; i < lines->n; i++) {
		size_t n = 0;

		for (size_t k = 0; k < lines->n; k++)
			n += lines->length[k] == lines->length[i];
		if (n > *same) {
			*same = n;
			best = lines->length[i];
		}
	}
	return best;
}

bool
infer_fixed(struct source *s, struct output *out)
{
	struct lines lines = {.n = 0};
	struct buf b = {0};
	size_t same, length;

	if (s->plan.dialect.kind != DIALECT_CHAR)
		return false;
	measure(source_peek(s), s->plan.dialect.delimiter, s->plan.fields, &lines);
	length = usual_length(&lines, &same);
	if (lines.n < LEAST_LINES || length < LEAST_LENGTH || same * 100 < lines.n * PERCENT ||
	    (s->plan.fields > 1 && lines.parted * 100 >= lines.n * PERCENT) ||
	    (s->plan.fields <= 1 && !lines.blanks))
		return false;
	buf_fmt(&b,
	    "# Proposed by cs-ingest --infer from %s; read it before you use it.\n"
	    "# It looks like fixed width: %zu of the first %zu lines have %zu characters and no "
	    "delimiter parts them.\n"
	    "# Cut it yourself: a column for each field, with its place as `at N to M`, in "
	    "characters.\n"
	    "delimiter none\nencoding %s\nheader none\n\ncolumn record text\n    at 1 to %zu\n",
	    diag_file(s->name), same, lines.n, length, s->encoding, length);
	output_write(out, b.at, b.len);
	buf_clear(&b);
	return true;
}
