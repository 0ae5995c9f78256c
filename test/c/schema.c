/* schema: what a schema file comes to, and what does not go together. */
#include "defs/schema.h"
#include "unit.h"
#include <stdlib.h>
#include <unistd.h>

static struct script script;

static struct schema *
schema_make(const char *text, struct misfit *m)
{
	struct defs *d;

	script = (struct script){.name = "x", .text = str_of(text), .line0 = 1};
	d = defs_of(DEFS_SCHEMA, &script, m);
	return d ? schema_of(d, m) : NULL;
}

static void
schema_drop(struct schema *s)
{
	shelf_free(s->shelf);
	defs_free(s->defs);
}

/* "" or "LINE:POSITION: what".  What is refused is not freed, so the leak checker is told nothing
 * of it. */
static const char *
fault_of(const char *text)
{
	static char said[1200];
	static struct defs *kept[200];
	static size_t n;
	struct misfit m;
	struct schema *s;
	size_t line, position;

	script = (struct script){.name = "x", .text = str_of(text), .line0 = 1};
	said[0] = '\0';
	kept[n] = defs_of(DEFS_SCHEMA, &script, &m);
	s = kept[n] ? schema_of(kept[n], &m) : NULL;
	n++;
	if (s) {
		shelf_free(s->shelf);
		return said;
	}
	place_find(m.place, &line, &position);
	snprintf(said, sizeof(said), "%zu:%zu: %s", line, position, m.fault.msg);
	return said;
}

#define EXPECT_STR(got, want) EXPECT(str_eq((got), str_of(want)))

static void
defaults(void)
{
	struct misfit m;
	struct schema *s = schema_make(
	    "column a text\ncolumn b text\n value upper(a)\ncolumn c text\n value upper(c)\n", &m);

	EXPECT(s->delimited == DELIMITER_DETECT && s->quotes == QUOTES_STRICT && s->header == 1);
	EXPECT(s->encoding.len == 0 && s->nulls == 0 && s->zone.len == 0 && s->footer == 0 &&
	       s->keep == KEEP_NONE);
	EXPECT_STR(s->linebreak, " ");
	EXPECT(s->columns == 3);
	/* A column is that of its own name, unless it is computed from others. */
	EXPECT(s->column[0].froms == 1 && s->column[0].from->parts == 1);
	EXPECT_STR(s->column[0].from->part[0], "a");
	EXPECT(s->column[1].froms == 0);
	EXPECT(s->column[2].froms == 1);
	EXPECT(s->column[0].mask == MASK_NONE && s->column[0].invalid == INVALID_REJECT &&
	       !s->column[0].has_length);
	schema_drop(s);
}

static void
everything(void)
{
	struct misfit m;
	struct schema *s = schema_make(
	    "delimiter \\x7C\nencoding GBK\nquotes lax\nheader 3\nnull 'N', \"\\\\N\"\nlinebreak ' "
	    "/ '\n"
	    "zone 'Asia/Shanghai'\nfooter 1\nfeed H01\n period D\n due 06:30\n rows at least 10\n"
	    "column id code\n from 'Id', 'id' + \"no\"\n required\n unique\n match /^[0-9]+$/i\n "
	    "length 3 to 9\n"
	    "column t time\n at 2\n format \"%Y-%m-%d\", '%d/%m/%Y'\n range '2020-01-01' to "
	    "'2021-01-01'\n invalid null\n"
	    "column n decimal\n clean width, number\n default 0\n value n * 2\n invalid keep\n"
	    "column p text\n private\n mask phone\n label 'x'\n"
	    "column k truth\n map 'a' = 1, 'b' = 0\n"
	    "check one = n > 0\ncheck two = k\n else warn\n"
	    "key i*, p\n keep first\n by t\n",
	    &m);

	EXPECT(s != NULL);
	if (s == NULL)
		return;
	EXPECT(s->delimited == DELIMITER_CHAR && s->delimiter == '|' && s->quotes == QUOTES_LAX &&
	       s->header == 3);
	EXPECT(s->nulls == 2 && str_eq(s->null[1], STR("\\N")) && s->footer == 1 &&
	       s->period == 'D' && s->rows_at_least == 10);
	EXPECT_STR(s->encoding, "GBK");
	EXPECT_STR(s->due, "06:30");
	EXPECT_STR(s->feed, "H01");
	EXPECT(s->columns == 5 && s->checks == 2 && !s->check[0].warn && s->check[1].warn);
	EXPECT(s->column[0].froms == 2 && s->column[0].from[1].parts == 2 &&
	       str_eq(s->column[0].from[1].part[1], STR("no")));
	EXPECT(s->column[0].required && s->column[0].unique &&
	       str_eq(s->column[0].match_flags, STR("i")));
	EXPECT(s->column[0].has_length && s->column[0].length_from == 3 &&
	       s->column[0].length_to == 9);
	EXPECT(s->column[1].at == 2 && s->column[1].to == 0 && s->column[1].formats == 2 &&
	       s->column[1].type == COL_TIME);
	EXPECT(s->column[1].froms == 0 && s->column[1].range_to &&
	       s->column[1].invalid == INVALID_NULL);
	EXPECT(s->column[2].clean_width && s->column[2].clean_number && !s->column[2].clean_case);
	EXPECT(s->column[2].fallback && s->column[2].value && s->column[2].invalid == INVALID_KEEP);
	EXPECT(
	    s->column[3].private && s->column[3].mask == MASK_PHONE && s->column[3].label.n == 1);
	EXPECT(s->column[4].maps == 2 && str_eq(s->column[4].map[1].to, STR("0")));
	EXPECT(s->keys == 2 && str_eq(s->key[0], STR("id")) && s->keep == KEEP_FIRST && s->by);
	schema_drop(s);
}

static void
fixed_width(void)
{
	struct misfit m;
	struct schema *s = schema_make(
	    "delimiter none\nheader none\ncolumn a text\n at 1 to 4\ncolumn b text\n at 5\n", &m);

	EXPECT(s && s->column[0].at == 1 && s->column[0].to == 4 && s->column[1].at == 5 &&
	       s->column[1].to == 5);
	if (s)
		schema_drop(s);
	EXPECT_TEXT(fault_of("column a text\n at 1 to 4"),
	    "2:10: a run of characters needs `delimiter none`; expected one field number");
	EXPECT_TEXT(fault_of("delimiter none\ncolumn a text\n at 4 to 2"),
	    "3:10: not fit here; expected a whole number, 4 or more");
}

static void
together(void)
{
	EXPECT_TEXT(
	    fault_of("delimiter tab"), "1:1: a schema without a column; expected one at least");
	EXPECT_TEXT(fault_of("delimiter \\x22\ncolumn a text"),
	    "1:11: no delimiter; expected one character or comma tab semicolon pipe space soh");
	EXPECT_TEXT(fault_of("header 0\ncolumn a text"),
	    "1:8: not fit here; expected a whole number, 1 or more");
	EXPECT_TEXT(
	    fault_of("header none\ncolumn a text"), "2:8: column 'a' has no place; expected at");
	EXPECT_TEXT(fault_of("header none\ncolumn a text\n from 'x'"),
	    "3:2: from, where the file has no header; expected at");
	EXPECT_TEXT(fault_of("delimiter none\ncolumn a text\n from 'x'"),
	    "3:2: from, where the file has no delimiter; expected at");
	EXPECT_TEXT(fault_of("column a text\n at 0"),
	    "2:5: not fit here; expected a whole number from 1 to 65536");
	EXPECT_TEXT(fault_of("column a text\n at 1.5"),
	    "2:5: not fit here; expected a whole number from 1 to 65536");
	EXPECT_TEXT(fault_of("column a text\n at 2\n from 'x', 'y'"),
	    "3:2: several names at one place; expected one, which the header bears there");
	EXPECT_TEXT(fault_of("column a text\n format '%Y'"),
	    "2:2: format on a column of type text; expected time, date, month or duration");
	EXPECT_TEXT(fault_of("column a truth\n range 0 to 1"),
	    "2:2: range on a column of type truth; expected any type but truth");
	EXPECT_TEXT(fault_of("column a time\n clean width, number"),
	    "2:15: number on a column of type time; expected integer, decimal or duration");
	EXPECT_TEXT(fault_of("column a text\n clean width, width"),
	    "2:15: 'width' twice; expected it once");
	EXPECT_TEXT(fault_of("column a integer\n mask all"),
	    "2:2: mask on a column of type integer; expected text or code");
	EXPECT_TEXT(fault_of("column a text\n mask id\n pseudonym"),
	    "3:2: mask and pseudonym on one column; expected one of them");
	EXPECT_TEXT(fault_of("column a text\n map 'x' = 'y', 'x' = 'z'"),
	    "2:17: 'x' is mapped twice; expected it once");
	EXPECT_TEXT(fault_of("column a text\n length 5 to 4"),
	    "2:14: not fit here; expected a whole number, 5 or more");
	EXPECT_TEXT(fault_of("column cs_a text"),
	    "1:8: names beginning with cs_ belong to the toolkit; expected another name");
	EXPECT_TEXT(fault_of("column a text\nkey b"), "2:5: no column 'b'; there is 'a'");
	EXPECT_TEXT(fault_of("column a text\nkey a\n keep none\n by a"),
	    "4:2: by has no effect with `keep none`; expected last or first");
	EXPECT_TEXT(fault_of("column a text\nlinebreak 'a\\n'"),
	    "2:11: a line break in what stands for it; expected a text on one line");
	EXPECT_TEXT(fault_of("codelist c 'nowhere.csv'\n key k\ncolumn a text\n codes c"),
	    "1:12: no file 'nowhere.csv'; expected it beside this one or along CS_PATH");
	EXPECT_TEXT(fault_of("codelist c 'nowhere.csv'\ncolumn a text\n codes c"),
	    "1:1: codelist 'c' has no key; expected `key COLUMN`");
	EXPECT(strncmp(fault_of("zone 'Mars/Base'\ncolumn a text"), "1:6: ", 5) == 0);
}

/* A fault inside a format or pattern is placed inside its text. */
static void
inside(void)
{
	const char *said = fault_of("column a time\n format \"%Y\", \"年%Q\"");

	EXPECT(strncmp(said, "2:17: ", 6) == 0 || strncmp(said, "2:18: ", 6) == 0);
	if (strncmp(said, "2:1", 3) != 0)
		fprintf(stderr, "%s\n", said);
	said = fault_of("column a text\n match /ab(c/");
	EXPECT(strncmp(said, "2:1", 3) == 0);
	EXPECT(fault_of("column a text\n match /(a|b)+/")[0] == '\0');
}

int
main(void)
{
	defaults();
	everything();
	fixed_width();
	together();
	inside();
	return unit_end();
}
