/* scan: tokens, places, and the errors that name them. */
#include "expr/scan.h"
#include "child.h"
#include "unit.h"

static struct arena arena;
static struct misfit m;
static struct script script;

static struct scan
on(const char *text)
{
	script = (struct script){"t.kpi", str_of(text), 1};
	m = (struct misfit){.fault = {.at = 0}};
	return (struct scan){.in = &script, .end = script.text.len, .arena = &arena, .misfit = &m};
}

static void
expect_text(const char *source, const char *want)
{
	struct scan s = on(source);
	struct str got;

	EXPECT(scan_text(&s, "a text", &got));
	EXPECT_TEXT(arena_z(&arena, got), want);
}

static void
expect_fault(bool ok, size_t at, const char *words)
{
	EXPECT(!ok);
	EXPECT(m.fault.at == at);
	EXPECT_TEXT(m.fault.msg, words);
}

static void
texts(void)
{
	static const char closing[] =
	    "expected a closing quote, or one of \\\\ \\\" \\' \\n \\t \\xHH \\u{H}";
	struct str got;
	struct scan s;
	char words[200];

	expect_text("'a'", "a");
	expect_text("\"it's\"", "it's");
	expect_text("'it\\'s'", "it's");
	expect_text("'\\\\\\\"\\n\\t\\x41\\u{4E2D}\\u{1F600}'", "\\\"\n\tA中😀");
	expect_text("''", "");
	s = on("'\\x80'");
	snprintf(words, sizeof words, "'\\' here; %s", closing);
	expect_fault(scan_text(&s, "a text", &got), 2, words);
	s = on("'ab\nc'");
	snprintf(words, sizeof words, "the end of the line here; %s", closing);
	expect_fault(scan_text(&s, "a text", &got), 4, words);
	s = on("'\\u{D800}'");
	expect_fault(scan_text(&s, "a text", &got), 2, "not a character; expected a code point");
	s = on("'\\u{110000}'");
	expect_fault(scan_text(&s, "a text", &got), 2, "not a character; expected a code point");
	s = on("'中\\u{0}'");
	expect_fault(scan_text(&s, "a text", &got), 3, "not a character; expected a code point");
	s = on("'\\u{1234567}'");
	EXPECT(!scan_text(&s, "a text", &got));
}

static void
numbers(void)
{
	struct num n;
	bool duration;
	struct scan s = on("1.5h");

	EXPECT(scan_number(&s, &n, &duration) && duration && num_cmp(n, NUM(5400)) == 0);
	s = on("5min");
	expect_fault(
	    scan_number(&s, &n, &duration), 2, "'min' here; expected a blank or an operator");
	s = on("00000000000000000000000000000000000000000000000001");
	EXPECT(scan_number(&s, &n, &duration) && !duration && num_cmp(n, NUM(1)) == 0);
	s = on("0.000000000000000000000000000000000000001");
	EXPECT(scan_number(&s, &n, &duration)); /* one significant digit */
	s = on(" 123456789012345678901234567890123456789");
	expect_fault(
	    scan_number(&s, &n, &duration), 2, "a number of more than 38 digits; expected fewer");
	s = on("x");
	expect_fault(scan_number(&s, &n, &duration), 1, "'x' here; expected a number");
}

static void
names(void)
{
	struct str name;
	struct scan s = on("地市_1 = 2");

	EXPECT(scan_name(&s, "a name", &name) && str_eq(name, STR("地市_1")));
	s = on("`a``b, c`");
	EXPECT(scan_name(&s, "a name", &name) && str_eq(name, STR("a`b, c")) && scan_at_end(&s));
	s = on("``");
	expect_fault(scan_name(&s, "a name", &name), 1, "'`' here; expected a name in backticks");
	s = on("`ab");
	EXPECT(!scan_name(&s, "a name", &name));
	s = on("  where");
	expect_fault(scan_name(&s, "a name", &name), 3,
	    "'where' is a keyword; expected a name (or `where`)");
	s = on("3a");
	expect_fault(scan_name(&s, "a name", &name), 1, "'3a' here; expected a name");
	s = on("\x01");
	expect_fault(scan_name(&s, "a name", &name), 1, "'\\x01' here; expected a name");
	EXPECT(scan_bare(STR("abc")) && !scan_bare(STR("a b")) && !scan_bare(STR("in")) &&
	       !scan_bare(STR("")) && !scan_bare(STR("（")));
	s = on("inner");
	EXPECT(!scan_word(&s, "in") && scan_is_name(&s) && scan_word(&s, "inner"));
}

/* A line goes on in an indented one while a parenthesis is open or an operand must follow. */
static void
blanks(void)
{
	struct scan s = on("a # words\n  b\nc");

	s.at = 1;
	EXPECT(scan_at_end(&s));
	scan_blank(&s, true);
	EXPECT(script.text.at[s.at] == 'b');
	s.at++;
	scan_blank(&s, true);
	EXPECT(script.text.at[s.at] == '\n');
	s = on("(\r\n\n# words\n\tb");
	s.at = 1;
	EXPECT(scan_at_end(&s));
	s.at = 1;
	s.open = 1;
	EXPECT(scan_char(&s, "b"));
	s = on("a#b");
	s.at = 1;
	EXPECT(!scan_at_end(&s));
}

static void
patterns(void)
{
	struct str source, flags;
	struct scan s = on(" /a\\/[/]b/");
	char big[5000];

	EXPECT(scan_pattern(&s, &source, &flags)); /* a / in [ ] needs its backslash too */
	EXPECT(str_eq(source, STR("a\\/[")));
	s = on(" /a\\/b/ix ");
	EXPECT(scan_pattern(&s, &source, &flags));
	EXPECT(str_eq(source, STR("a\\/b")) && str_eq(flags, STR("ix")));
	s = on("/a/xi");
	expect_fault(
	    scan_pattern(&s, &source, &flags), 5, "'i' here; expected a blank or an operator");
	s = on("/a\\");
	expect_fault(scan_pattern(&s, &source, &flags), 1,
	    "a pattern that is empty or not closed; expected /…/");
	memset(big, 'a', sizeof big - 1);
	big[0] = big[sizeof big - 2] = '/';
	big[sizeof big - 1] = '\0';
	s = on(big);
	expect_fault(
	    scan_pattern(&s, &source, &flags), 1, "a pattern of more than 4 KiB; expected less");
}

static void
die_at(void *text)
{
	static struct script in;

	in = (struct script){"x.kpi", str_of(text), 5};
	misfit(&m, (struct place){&in, (size_t)(strchr(text, '!') - (char *)text)}, "wrong");
	misfit_die(&m);
}

/* The caret stands under the character by columns, not bytes or characters. */
static void
places(void)
{
	struct child c;
	size_t line, position;
	char text[600];

	script = (struct script){"f", STR("ab\n中文x"), 7};
	place_find((struct place){&script, 9}, &line, &position);
	EXPECT(line == 8 && position == 3);
	child_run(&c, die_at, "let a = 1\r\nlet 地市 = !\r\nlet b");
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, "cs-tools: x.kpi:6:10: wrong\nlet 地市 = !\n           ^\n");
	child_run(&c, die_at, "\ta\x01!");
	EXPECT_TEXT(c.out, "cs-tools: x.kpi:5:4: wrong\n        a\\x01!\n             ^\n");
	memset(text, 'a', sizeof text);
	text[300] = '!';
	text[599] = '\0';
	child_run(&c, die_at, text);
	EXPECT(c.status == 2 && c.len < 400);
	misfit(&m, (struct place){NULL, 0}, "nowhere");
	EXPECT(m.fault.at == 0);
}

int
main(void)
{
	texts();
	numbers();
	names();
	blanks();
	patterns();
	places();
	arena_clear(&arena);
	return unit_end();
}
