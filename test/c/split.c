/* split: what a block becomes, by hand-made blocks; every fault to the letter. */
#include "record/split.h"
#include "base/mem.h"
#include "record/split_inner.h"
#include "unit.h"
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* What came of a block: "a|b;c|d;" and the counts. */
struct got {
	char cells[4096], lines[256];
	size_t repeated, newlines, n;
};

static char *
padded(struct str text)
{
	char *at = mem_new(text.len + 64, 1);

	if (text.len)
		memcpy(at, text.at, text.len);
	memset(at + text.len, '\n', 64); /* what stands behind must not count */
	return at;
}

static void
show(const struct batch *b, size_t columns, struct got *g)
{
	struct buf cells = {0}, lines = {0};

	for (size_t i = 0; i < b->n; i++) {
		for (size_t c = 0; c < columns; c++)
			buf_fmt(&cells, "%s%.*s", c ? "|" : "", STR_ARG(b->col[c][i]));
		buf_ch(&cells, ';');
		buf_fmt(&lines, "%zu ", batch_line(b, i));
		EXPECT(i == 0 || b->start[i] > b->start[i - 1]);
	}
	EXPECT(b->start[b->n] <= b->text.len + 1);
	snprintf(g->cells, sizeof g->cells, "%s", buf_cstr(&cells));
	snprintf(g->lines, sizeof g->lines, "%s", buf_cstr(&lines));
	g->n = b->n;
	buf_clear(&cells);
	buf_clear(&lines);
}

static void
cut(struct str text, const char *header, char delimiter, size_t columns, struct got *g,
    struct notes *notes)
{
	struct split *s = split_new(delimiter, columns);
	struct arena arena = {0};
	struct batch b = {.arena = &arena, .notes = notes};
	char *at = padded(text);

	for (size_t c = 0; c < columns; c++)
		EXPECT(split_use(s, c) == c);
	EXPECT(split_use(s, 0) == 0);
	split_block(s, (struct str){at, text.len}, str_of(header), &b, &g->repeated, &g->newlines);
	show(&b, columns, g);
	split_free(s);
	arena_clear(&arena);
	free(at);
}

static void
expect(struct str text, const char *header, size_t columns, const char *cells, const char *lines)
{
	struct got g;
	struct notes notes = {0};

	cut(text, header, ',', columns, &g, &notes);
	EXPECT_TEXT(g.cells, cells);
	EXPECT_TEXT(g.lines, lines);
	EXPECT(notes.kinds == 0);
	notes_clear(&notes);
}

/* The records before the fault, and the message. */
static void
expect_fault(struct str text, size_t columns, size_t before, const char *words)
{
	char got[1024];
	size_t n = 0;
	ssize_t more;
	int fd[2], status = 0;
	pid_t child;

	EXPECT(pipe(fd) == 0);
	child = fork();
	if (child == 0) {
		struct got g;
		struct notes notes = {0};

		dup2(fd[1], 2);
		cut(text, "h,h", ',', columns, &g, &notes);
		if (g.n != before)
			dprintf(2, "%zu records before\n", g.n);
		notes_say(&notes, "f", 2);
		_exit(0);
	}
	close(fd[1]);
	while ((more = read(fd[0], got + n, sizeof got - 1 - n)) > 0)
		n += (size_t)more;
	got[n] = '\0';
	close(fd[0]);
	waitpid(child, &status, 0);
	EXPECT_TEXT(got, words);
	EXPECT(WIFEXITED(status) && WEXITSTATUS(status) == 2);
}

static void
records(void)
{
	expect(STR(""), "a,b", 2, "", "");
	expect(STR("1,2\n3,4\n"), "a,b", 2, "1|2;3|4;", "0 1 ");
	expect(STR("1,2\n3,4"), "a,b", 2, "1|2;3|4;", "0 1 ");
	expect(STR("1,2\r\n3,4\r\n"), "a,b", 2, "1|2;3|4;", "0 1 ");
	expect(STR("1,\r\n,\r\n"), "a,b", 2, "1|;|;", "0 1 ");
	expect(STR("1,2\r\n3,4\n5,6\r"), "a,b", 2, "1|2;3|4;5|6;", "0 1 2 ");
	expect(STR(",\n"), "a,b", 2, "|;", "0 ");
	expect(STR(" 1 ,\t2\n"), "a,b", 2, " 1 |\t2;", "0 ");
	expect(STR("四,川\n"), "a,b", 2, "四|川;", "0 ");
}

static void
quotes(void)
{
	expect(STR("\"1,1\",2\n3,\"4\"\n"), "a,b", 2, "1,1|2;3|4;", "0 1 ");
	expect(STR("0,0\n\"a\"\"b\",\"\"\"\"\nx,y\n"), "a,b", 2, "0|0;a\"b|\";x|y;", "0 1 2 ");
	expect(STR("\"\",\"\"\r\n1,2"), "a,b", 2, "|;1|2;", "0 1 ");
	expect(STR("\" a \",b"), "a,b", 2, " a |b;", "0 ");
}

static void
passed_over(void)
{
	struct got g;
	struct notes notes = {0};

	expect(STR("\n\n1,2\n\r\n3,4\n\n"), "a,b", 2, "1|2;3|4;", "2 4 ");
	cut(STR("a,b\n1,2\na,b\r\n\xEF\xBB\xBF"
		"a,b\na,bb\n\n3,4\na,b"),
	    "a,b", ',', 2, &g, &notes);
	EXPECT_TEXT(g.cells, "1|2;a|bb;3|4;");
	EXPECT_TEXT(g.lines, "1 4 6 ");
	EXPECT(g.repeated == 4);
	EXPECT(g.newlines == 7);
	cut(STR("\"x\",y\n1,2\n\"x\",y\nx,y\n"), "\"x\",y", ',', 2, &g, &notes);
	EXPECT_TEXT(g.cells, "1|2;x|y;");
	EXPECT(g.repeated == 2);
	expect(STR("name1,2\nname,x\n"), "name,y", 2, "name1|2;name|x;", "0 1 ");
}

static void
one_column(void)
{
	expect(STR("1\n\n\"\"\n2\r\n\r\n\"\"\r\n"), "a", 1, "1;;2;;", "0 2 3 5 ");
	expect(STR("a\nb\na"), "a", 1, "b;", "1 ");
}

static void
delimiters(void)
{
	struct got g;
	struct notes notes = {0};

	cut(STR("1\t2,2\n\"\t\"\t\n"), "a\tb", '\t', 2, &g, &notes);
	EXPECT_TEXT(g.cells, "1|2,2;\t|;");
	cut(STR("1\x01"
		"2\t\n"),
	    "a", '\x01', 2, &g, &notes);
	EXPECT_TEXT(g.cells, "1|2\t;");
	EXPECT(notes.kinds == 0);
}

static void
faults(void)
{
	expect_fault(STR("1,2\n3\n5,6\n"), 2, 1, "cs-tools: f:3: 1 field where the header has 2\n");
	expect_fault(STR("1,2,3\n"), 2, 0, "cs-tools: f:2: 3 fields where the header has 2\n");
	/* the third separator is an LF here too */
	expect_fault(STR("1,2,3\n4,5\n6\n7,8,9\n"), 3, 1,
	    "cs-tools: f:3: 2 fields where the header has 3\n");
	expect_fault(STR("1,2\n\n\"3\n4\",5\n"), 2, 1,
	    "cs-tools: f:4: a quoted field is not closed on its line; only cs-ingest reads line "
	    "breaks inside fields\n");
	expect_fault(STR("\"1,2"), 2, 0,
	    "cs-tools: f:2: a quoted field is not closed on its line; only cs-ingest reads line "
	    "breaks inside fields\n");
	expect_fault(STR("\"1\"x,2\n"), 2, 0, "cs-tools: f:2: text after a closing quote\n");
	expect_fault(STR("\"1\" ,2\n"), 2, 0, "cs-tools: f:2: text after a closing quote\n");
	expect_fault(STR("1\",2\n"), 2, 0,
	    "cs-tools: f:2: a quote inside a field that does not begin with one\n");
	expect_fault(STR("\"a\",2,3\n"), 2, 0, "cs-tools: f:2: 3 fields where the header has 2\n");
	expect_fault(STR("1,2\n1,\0\n"), 2, 1, "cs-tools: f:3: NUL byte\n");
	expect_fault(STR("1,\r2\n"), 2, 0, "cs-tools: f:2: a carriage return inside a record\n");
	expect_fault(STR("1,2\r\r\n"), 2, 0, "cs-tools: f:2: a carriage return inside a record\n");
	expect_fault(STR("\"\r\",2\n"), 2, 0, "cs-tools: f:2: a carriage return inside a record\n");
	expect_fault(STR("1,2\n\xC4\xE3,1\n"), 2, 1, "cs-tools: f:3: not UTF-8: byte \\xC4; cs-ingest reads other encodings\n");
	expect_fault(STR("1,2\n1,\xE4\xB8"), 2, 1, "cs-tools: f:3: not UTF-8: byte \\xE4; cs-ingest reads other encodings\n");
	/* the first fault counts, wherever the others are */
	expect_fault(STR("1\n1,\xFF\n"), 2, 0, "cs-tools: f:2: 1 field where the header has 2\n");
}

/* A text of n bytes, then an end. */
static struct str
long_text(struct buf *b, const char *begin, size_t n, char c, const char *end)
{
	b->len = 0;
	buf_z(b, begin);
	memset(buf_room(b, n), c, n);
	b->len += n;
	buf_z(b, end);
	return buf_slice(b);
}

static void
bounds(void)
{
	struct buf b = {0};

	expect_fault(long_text(&b, "1,2\n3,", FIELD_MAX + 1, 'x', "\n"), 2, 1,
	    "cs-tools: f:3: a field of more than 16 MiB\n");
	expect_fault(long_text(&b, "1,2\n3,\"", FIELD_MAX + 1, 'x', "\"\n"), 2, 1,
	    "cs-tools: f:3: a field of more than 16 MiB\n");
	expect_fault(long_text(&b, "1,2\n\n\n", RECORD_MAX + 1, 'x', ""), 2, 1,
	    "cs-tools: f:5: a record of more than 64 MiB\n");
	expect_fault(long_text(&b, "1,2\n", (size_t)1 << 20, ',', "\n"), 2, 1,
	    "cs-tools: f:3: 1048577 fields where the header has 2\n");
	buf_clear(&b);
}

static void
many_columns(void)
{
	struct buf b = {0};
	struct arena arena = {0};
	struct notes notes = {0};
	struct batch batch = {.arena = &arena, .notes = &notes};
	struct split *s = split_new(',', COLUMNS_MAX);
	size_t repeated, lines;

	for (unsigned row = 0; row < 3; row++)
		for (unsigned c = 0; c < COLUMNS_MAX; c++)
			buf_fmt(&b, "%u%c", c + row, c + 1 < COLUMNS_MAX ? ',' : '\n');
	buf_room(&b, 64);
	EXPECT(split_use(s, COLUMNS_MAX - 1) == 0);
	EXPECT(split_use(s, 7) == 1);
	split_block(s, buf_slice(&b), STR("x"), &batch, &repeated, &lines);
	EXPECT(batch.n == 3 && lines == 3 && notes.kinds == 0);
	EXPECT(batch.n == 3 && str_eq(batch.col[0][2], STR("65537")));
	EXPECT(batch.n == 3 && str_eq(batch.col[1][1], STR("8")));
	split_places(s, (const size_t[]){0, 1});
	split_block(s, buf_slice(&b), STR("x"), &batch, &repeated, &lines);
	EXPECT(batch.n == 3 && str_eq(batch.col[0][2], STR("2")));
	split_free(s);
	arena_clear(&arena);
	buf_clear(&b);
}

static void
quoted_alone(void)
{
	struct str cells[2];
	struct arena arena = {0};
	struct fault f;
	size_t n;

	EXPECT(split_quoted(STR("\"a\nb\",c,d"), ',', cells, 2, &n, &arena, &f));
	EXPECT(n == 3 && str_eq(cells[0], STR("a\nb")) && str_eq(cells[1], STR("c")));
	EXPECT(split_quoted(STR(""), ',', cells, 2, &n, &arena, &f) && n == 1);
	EXPECT(split_quoted(STR("a;"), ';', cells, 2, &n, &arena, &f) && n == 2);
	EXPECT(!split_quoted(STR("\"a\nb,c"), ',', cells, 2, &n, &arena, &f));
	EXPECT_TEXT(f.msg, "a quoted field is not closed");
	arena_clear(&arena);
}

int
main(void)
{
	records();
	quotes();
	passed_over();
	one_column();
	delimiters();
	faults();
	bounds();
	many_columns();
	quoted_alone();
	return unit_end();
}
