/* rows: quoting only where needed, for every length and place; and read back by libcsv. */
#include "record/rows.h"
#include "base/mem.h"
#include "record/split.h"
#include "unit.h"
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *
quoted(struct str field, char delimiter)
{
	static struct buf b;

	b.len = 0;
	rows_quote(&b, field, delimiter);
	return buf_cstr(&b);
}

static void
fields(void)
{
	EXPECT_TEXT(quoted(STR(""), ','), "");
	EXPECT_TEXT(quoted(STR("a b"), ','), "a b");
	EXPECT_TEXT(quoted(STR(" "), ','), "\" \"");
	EXPECT_TEXT(quoted(STR(" a"), ','), "\" a\"");
	EXPECT_TEXT(quoted(STR("a "), ','), "\"a \"");
	EXPECT_TEXT(quoted(STR("\ta"), ','), "\ta");
	EXPECT_TEXT(quoted(STR("a\tb"), '\t'), "\"a\tb\"");
	EXPECT_TEXT(quoted(STR("a,b"), ','), "\"a,b\"");
	EXPECT_TEXT(quoted(STR("a,b"), ';'), "a,b");
	EXPECT_TEXT(quoted(STR("\""), ','), "\"\"\"\"");
	EXPECT_TEXT(quoted(STR("5\" pipe"), ','), "\"5\"\" pipe\"");
	EXPECT_TEXT(quoted(STR("四川, 省"), ','), "\"四川, 省\"");
	EXPECT_TEXT(
	    quoted(STR("\x01\x02 and \x0B are no reason"), ','), "\x01\x02 and \x0B are no reason");
}

static void
records(void)
{
	struct rows r = {.delimiter = ','};

	rows_field(&r, STR(""));
	rows_field(&r, STR(""));
	rows_end(&r);
	rows_plain(&r, STR("12"));
	rows_field(&r, STR("a\"b"));
	rows_plain(&r, STR(""));
	rows_end(&r);
	rows_field(&r, STR("")); /* one column, null */
	rows_end(&r);
	rows_plain(&r, STR(""));
	rows_end(&r);
	rows_field(&r, STR("x"));
	rows_end(&r);
	EXPECT_TEXT(buf_cstr(&r.out), ",\n12,\"a\"\"b\",\n\"\"\n\"\"\nx\n");
	EXPECT(r.books.written == 5);
	EXPECT(r.begun == r.out.len && r.fields == 0);
	buf_clear(&r.out);
}

/* Each byte that matters at each place of fields up to 70 bytes, in memory of exactly that size. */
static void
every_place(void)
{
	static const char marks[] = {',', '"', ' ', '\t', '\x01', 'x', '\xE5'};

	for (size_t len = 1; len <= 70; len++)
		for (size_t at = 0; at < len; at++)
			for (size_t k = 0; k < sizeof marks; k++) {
				char *field = mem_new(len, 1);
				struct buf b = {0};
				struct str cell[2];
				struct arena arena = {0};
				struct fault f;
				size_t n = 0;
				bool ends = at == 0 || at + 1 == len;

				memset(field, 'x', len);
				field[at] = marks[k];
				rows_quote(&b, (struct str){field, len}, ',');
				EXPECT((b.at[0] == '"') == (k < 2 || (marks[k] == ' ' && ends)));
				EXPECT(split_quoted(buf_slice(&b), ',', cell, 2, &n, &arena, &f));
				EXPECT(n == 1 && str_eq(cell[0], (struct str){field, len}));
				arena_clear(&arena);
				buf_clear(&b);
				free(field);
			}
}

/* What a stream must never hold ends the program. */
static void
refused(struct str field)
{
	int status = 0;
	pid_t child = fork();

	if (child == 0) {
		close(2);
		quoted(field, ',');
		_exit(0);
	}
	waitpid(child, &status, 0);
	EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 2);
}

/* Cells of a block, in any order, go out as they would one by one. */
static void
cells(char delimiter, char delimiter_out)
{
	static const char *const piece[] = {
	    "", "a", " ", "x y", "四川", " z", "z ", "12", "\"q\"", "\"a,b\"", "\"\"\"\"", ";"};
	enum { COLUMNS = 5 };
	struct split *s = split_new(delimiter, COLUMNS);
	struct arena arena = {0};
	struct notes notes = {0};
	struct batch b = {.notes = &notes, .arena = &arena};
	struct rows one = {.delimiter = delimiter_out}, all = one;
	struct buf text = {0};
	size_t repeated, lines, slot[COLUMNS];
	uint32_t seed = 1;

	for (size_t i = 0; i < COLUMNS; i++)
		split_use(s, i);
	for (size_t i = 0; i < 2000 * COLUMNS; i++) {
		const char *z =
		    piece[(seed = seed * 1664525 + 1013904223) >> 20 & 15U ? (seed >> 8) % 8
									   : (seed >> 8) % 12];

		buf_z(&text, *z == ';' && delimiter == ';' ? "" : z);
		buf_ch(&text, (i + 1) % COLUMNS ? delimiter : '\n');
	}
	memset(buf_room(&text, 64), 0, 64);
	split_block(s, buf_slice(&text), (struct str){0}, &b, &repeated, &lines);
	EXPECT(b.n == 2000 && notes.kinds == 0);
	for (size_t row = 0; row < b.n; row++) {
		size_t from = row % COLUMNS, n = row / COLUMNS % (COLUMNS - from) + 1;

		for (size_t i = 0; i < n; i++)
			slot[i] = row % 3 ? from + i : from + n - 1 - i;
		rows_cells(&all, &b, row, slot, n);
		for (size_t i = 0; i < n; i++)
			rows_field(&one, b.col[slot[i]][row]);
		rows_end(&all);
		rows_end(&one);
	}
	EXPECT(str_eq(buf_slice(&all.out), buf_slice(&one.out)));
	buf_clear(&all.out);
	buf_clear(&one.out);
	buf_clear(&text);
	arena_clear(&arena);
	notes_clear(&notes);
	split_free(s);
}

int
main(void)
{
	cells(',', ',');
	cells(',', ';');
	cells(';', ';');
	cells(';', ',');
	fields();
	records();
	every_place();
	refused(STR("a\nb"));
	refused(STR("0123456789\r0123456789"));
	refused(STR("\0"));
	return unit_end();
}
