/* render: figures, escapes and grids as people and programs meet them. */
#include "render/cell.h"
#include "render/escape.h"
#include "render/grid.h"
#include "unit.h"

static struct num
number(const char *text)
{
	struct num n = NUM_NONE;

	EXPECT(num_parse(str_of(text), &n));
	return n;
}

static void
expect_number(const char *value, int digits, bool plus, struct figures_as as, const char *want)
{
	struct buf b = {0};

	cell_number(&b, number(value), digits, plus, as);
	EXPECT_TEXT(buf_cstr(&b), want);
	buf_clear(&b);
}

static void
numbers(void)
{
	struct figures_as people = {0}, plain = {.plain = true};

	expect_number("1234567.891", 2, false, people, "1,234,567.89");
	expect_number("999", 0, false, people, "999");
	expect_number("-1234", 0, false, people, "\u22121,234");
	expect_number("-1234.5", 1, true, plain, "-1234.5");
	expect_number("3.95", 1, true, people, "+4.0");
	expect_number("3.95", 1, true, plain, "4.0");
	expect_number("0.04", 1, true, people, "0.0");	/* written as 0: no sign */
	expect_number("-0.04", 1, true, people, "0.0"); /* never -0.0 */
	expect_number("0.5", 0, false, people, "1");	/* half away from zero */
	expect_number("12.50", -1, false, people, "12.5");
}

static void
expect_escaped(void (*escape)(struct buf *, struct str), const char *text, const char *want)
{
	struct buf b = {0};

	escape(&b, str_of(text));
	EXPECT_TEXT(buf_cstr(&b), want);
	buf_clear(&b);
}

static void
escapes(void)
{
	expect_escaped(escape_html, "<a href=\"x\" onclick='y'>&</a>",
	    "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
	expect_escaped(escape_html,
	    "a\x01"
	    "b\x1b[2J\xff",
	    "a\uFFFDb\uFFFD[2J\uFFFD");
	expect_escaped(escape_html,
	    "\u202E"
	    "abc",
	    "\uFFFD"
	    "abc");
	expect_escaped(escape_markdown, "a|b\\c\n<b>*x*", "a\\|b\\\\c &lt;b&gt;\\*x\\*");
	expect_escaped(escape_markdown, "http://x [a](b)", "http\\://x \\[a\\](b)");
	expect_escaped(escape_terminal, "\x1b]0;x\x07\x7f", "\\x1B]0;x\\x07\\x7F");
	expect_escaped(escape_terminal,
	    "\xC2\x9B"
	    "31m",
	    "\\x9B31m");
	expect_escaped(escape_terminal, "\u202E", "\\u{202E}");
	expect_escaped(escape_terminal, "\x80", "\\x80");
	expect_escaped(escape_spreadsheet, "=1+1", "\"'=1+1\"");
	expect_escaped(escape_spreadsheet,
	    "\uFF1D"
	    "1",
	    "\"'\uFF1D1\"");
	expect_escaped(escape_spreadsheet, "+86", "\"'+86\"");
	expect_escaped(escape_spreadsheet, "@x", "\"'@x\"");
	expect_escaped(escape_spreadsheet, "\tx", "\"' x\"");
	expect_escaped(escape_spreadsheet, "-12.5", "-12.5"); /* a number is none */
	expect_escaped(escape_spreadsheet, "a,\"b\"", "\"a,\"\"b\"\"\"");
	expect_escaped(escape_file, "../a b/\u202E云州", "___a_b__云州");
	expect_escaped(escape_url, "01-云 x", "01-%E4%BA%91%20x");
}

static void
sparks(void)
{
	struct num v[] = {NUM(1), NUM(8), NUM_NONE, NUM(4)}, min, max, last;
	struct buf b = {0};

	cell_spark(&b, (struct trend){v, 4}, false);
	EXPECT_TEXT(buf_cstr(&b), "▁█ ▄");
	b.len = 0;
	cell_spark(&b, (struct trend){v, 4}, true);
	EXPECT_TEXT(buf_cstr(&b), "_# :");
	b.len = 0;
	cell_spark(&b, (struct trend){v + 2, 1}, false); /* nothing but a gap */
	EXPECT_TEXT(buf_cstr(&b), "");
	EXPECT(trend_ends((struct trend){v, 4}, &min, &max, &last));
	EXPECT(
	    num_cmp(min, NUM(1)) == 0 && num_cmp(max, NUM(8)) == 0 && num_cmp(last, NUM(4)) == 0);
	EXPECT(!trend_ends((struct trend){v, 0}, &min, &max, &last));
	buf_clear(&b);
}

static void
cells(void)
{
	struct buf b = {0};
	struct cell none = {.is = CELL_NONE}, few = {.is = CELL_FIGURE, .text = STR("n=3")};
	struct cell verdict = {.is = CELL_VERDICT, .verdict = VERDICT_MISSED};

	cell_print(&b, &none, LANG_ZH, (struct figures_as){0});
	cell_print(&b, &few, LANG_ZH, (struct figures_as){0});
	cell_print(&b, &verdict, LANG_ZH, (struct figures_as){0});
	cell_print(&b, &verdict, LANG_EN, (struct figures_as){.ascii = true});
	EXPECT_TEXT(buf_cstr(&b), "—n=3✗ 未达标x missed");
	buf_clear(&b);
}

static void
grids(void)
{
	struct look look = {.ambiguous = 1}, narrow = {.ambiguous = 1, .width = 20};
	struct grid g;
	struct buf b = {0};

	grid_start(&g, 2);
	grid_put(&g, STR("云州市"), TONE_PLAIN, false, 1);
	grid_put(&g, STR("1"), TONE_PLAIN, true, 1);
	grid_put(&g, STR("a"), TONE_PLAIN, false, 1);
	grid_put(&g, STR("22"), TONE_PLAIN, true, 1);
	grid_measure(&g, &look);
	grid_line(&g, 0, &look, &b);
	grid_line(&g, 1, &look, &b);
	EXPECT_TEXT(buf_cstr(&b), "云州市   1\na       22\n");
	grid_clear(&g);
	b.len = 0;
	pad_text(&b, STR("一二三四五"), 6, false, &look);
	EXPECT_TEXT(buf_cstr(&b), "一二… ");
	b.len = 0;
	wrap_text(&b, STR("一二三四五六七八九十，再来一遍。"), 2, 2, &narrow);
	EXPECT_TEXT(buf_cstr(&b), "一二三四五六七八九\n  十，再来一遍。\n");
	b.len = 0;
	wrap_text(&b, STR("words are broken at blanks"), 0, 0, &narrow);
	EXPECT_TEXT(buf_cstr(&b), "words are broken at\nblanks\n");
	buf_clear(&b);
}

int
main(void)
{
	numbers();
	escapes();
	sparks();
	cells();
	grids();
	EXPECT(format_find(STR("html"))->render == render_html);
	EXPECT(format_find(STR("xlsx"))->render == NULL);
	EXPECT(format_find(STR("pdf")) == NULL);
	return unit_end();
}
