/* fuzz record: the splitter over any bytes gives what libcsv gives line by line, and refuses what is not a stream. */
#include "base/mem.h"
#include "fuzz.h"
#include "io/encoding.h"
#include "record/run.h"
#include "record/split.h"
#include "record/split_inner.h"

static const char delimiters[] = ",\t;|";
static char header[8192]; /* longer than any input, so that no record is it */

/* A line by the slow way: its checks and libcsv. */
static bool
slowly(struct str line, char delimiter, size_t columns, struct str *cells, struct arena *arena)
{
	struct fault f;
	size_t n;

	return split_bytes(line, &f) && split_quoted(line, delimiter, cells, columns, &n, arena, &f) && n == columns;
}

static bool
next_line(struct str *rest, struct str *line)
{
	const char *lf;

	if (rest->len == 0)
		return false;
	lf = memchr(rest->at, '\n', rest->len);
	line->at = rest->at;
	line->len = lf ? (size_t)(lf - rest->at) : rest->len;
	rest->at += line->len + (lf != NULL);
	rest->len -= line->len + (lf != NULL);
	if (line->len && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

static void
compare(const struct batch *b, struct str text, char delimiter, size_t columns, bool refused)
{
	struct arena arena = { 0 };
	struct str line, cells[16];
	size_t row = 0;

	while (next_line(&text, &line)) {
		if (line.len == 0)
			continue;
		if (row == b->n) {
			CLAIM(refused);
			CLAIM(!slowly(line, delimiter, columns, cells, &arena));
			break;
		}
		CLAIM(slowly(line, delimiter, columns, cells, &arena));
		for (size_t c = 0; c < columns; c++)
			CLAIM(str_eq(b->col[c][row], cells[c]));
		row++;
	}
	CLAIM(row == b->n);
	arena_clear(&arena);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	unsigned how = choice(&text);
	char delimiter = delimiters[how & 3], *at = mem_new(text.len + RUN_PAD, 1);
	size_t columns = 1 + (how >> 2) % 8, repeated, lines;
	struct notes notes = { 0 };
	struct arena arena = { 0 };
	struct batch b = { .file = "x", .notes = &notes, .arena = &arena };
	struct split *s = split_new(delimiter, columns);

	memset(header, 'h', sizeof header);
	for (size_t c = 0; c < columns; c++)
		split_use(s, c);
	if (text.len)
		memcpy(at, text.at, text.len);
	text.at = at;
	split_block(s, text, (struct str){ header, sizeof header }, &b, &repeated, &lines);
	/* A BOM may stand before a repeated header only; it is text elsewhere. */
	compare(&b, text, delimiter, columns, notes.kinds > 0);
	CLAIM(repeated == 0);
	split_free(s);
	notes_clear(&notes);
	arena_clear(&arena);
	free(at);
	return 0;
}
