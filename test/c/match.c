/* match: PCRE2 with bounds; quick byte tests held against it. */
#include "value/match.h"
#include "base/mem.h"
#include "unit.h"
#include "value/match_quick.h"
#include <stdlib.h>

static struct matcher *m;

static struct pattern *
P(const char *source, const char *flags)
{
	struct fault f;
	struct pattern *p = pattern_new(str_of(source), str_of(flags), &f);

	if (p == NULL)
		EXPECT_TEXT(source, f.msg);
	return p;
}

static enum matched
test(const char *source, const char *flags, const char *subject)
{
	struct pattern *p = P(source, flags);
	enum matched how = match_test(m, p, str_of(subject));

	pattern_free(p);
	return how;
}

static const char *
replace(const char *source, const char *subject, const char *by)
{
	static char out[4][300];
	static int turn;
	char *z = out[turn++ % 4];
	struct pattern *p = P(source, "");
	struct buf b = {0};

	buf_ch(&b, '>');
	if (match_replace(m, p, str_of(subject), str_of(by), &b) == MATCH_LIMIT)
		buf_z(&b, "limit");
	snprintf(z, sizeof out[0], "%.*s", (int)b.len - 1, b.at + 1);
	buf_clear(&b);
	pattern_free(p);
	return z;
}

static const char *
extract(const char *source, const char *subject, int group)
{
	static char out[4][300];
	static int turn;
	char *z = out[turn++ % 4];
	struct pattern *p = P(source, "");
	struct str found;

	match_extract(m, p, str_of(subject), group, &found);
	snprintf(
	    z, sizeof out[0], "%.*s", found.at ? (int)found.len : 4, found.at ? found.at : "none");
	pattern_free(p);
	return z;
}

static void
tests(void)
{
	EXPECT(test("b", "", "ABC") == MATCH_NO);
	EXPECT(test("b", "i", "ABC") == MATCH_YES);
	EXPECT(test("恢复", "", "已恢复信号") == MATCH_YES);
	EXPECT(test("^.复", "", "恢复") == MATCH_YES);
	EXPECT(test("É", "i", "é") == MATCH_YES);
	EXPECT(test("a b # c", "x", "ab") == MATCH_YES);
	EXPECT(test("A b", "ix", "aB") == MATCH_YES);
	EXPECT(test("\\d", "", "１") == MATCH_NO);
	EXPECT(test("^$", "", "") == MATCH_YES);
	EXPECT(test("x", "", "") == MATCH_NO);
	EXPECT(test("没有?信号", "", "没信号") == MATCH_YES);
}

static void
extracts(void)
{
	struct pattern *p = P("(?<day>[0-9]+)-(x)?(?<n>z)", "");

	EXPECT(pattern_groups(p) == 3);
	EXPECT(pattern_group(p, STR("day")) == 1);
	EXPECT(pattern_group(p, STR("n")) == 3);
	EXPECT(pattern_group(p, STR("m")) == -1);
	EXPECT(pattern_group(p, STR("")) == -1);
	pattern_free(p);
	EXPECT_TEXT(extract("[A-Z]([0-9]+)", "单号 K123 完", 0), "K123");
	EXPECT_TEXT(extract("[A-Z]([0-9]+)", "单号 K123 完", 1), "123");
	EXPECT_TEXT(extract("[A-Z]([0-9]+)", "单号 K123 完", 2), "none");
	EXPECT_TEXT(extract("(a)|(b)", "b", 1), "none");
	EXPECT_TEXT(extract("(a)|(b)", "b", 2), "b");
	EXPECT_TEXT(extract("(a*)b", "b", 1), "");
	EXPECT_TEXT(extract("[0-9]", "x", 0), "none");
	EXPECT_TEXT(extract("(1)(2)(3)(4)(5)(6)(7)(8)(9)(0)(1)(2)(3)(4)(5)(6)(7)(8)(9)(x)",
			"1234567890123456789x", 20),
	    "x");
}

static void
replaces(void)
{
	EXPECT_TEXT(replace("\\.0$", "210.0", ""), "210");
	EXPECT_TEXT(replace("(.)-(.)", "张-王", "$2-$1"), "王-张");
	EXPECT_TEXT(
	    replace("(?<x>.)-(.)", "张-王", "${2}${x}${9}${y}[$0]$$ $x$"), "王张[张-王]$ $x$");
	EXPECT_TEXT(replace("(a)", "a", "$10$2"), "a0");
	EXPECT_TEXT(replace("x*", "abxd", "-"), "-a-b--d-");
	EXPECT_TEXT(replace("", "中a", "."), ".中.a.");
	EXPECT_TEXT(replace("z", "abc", "-"), "abc");
	EXPECT_TEXT(replace("^", "", "-"), "-");
	EXPECT_TEXT(replace("(?<=a)b", "abab", "-"), "a-a-");
	EXPECT_TEXT(replace("b\\K", "ab", "-"), "ab-");
	EXPECT_TEXT(replace("(a)|b", "ab", "[$1]"), "[a][]");
	EXPECT_TEXT(replace("a", "a", "${1"), "${1");
}

static void
faults(void)
{
	static const struct {
		const char *source, *flags, *word;
		size_t at;
	} rows[] = {{"a(", "", "parenthesis", 3}, {"中[", "", "]", 3},
	    {"((a{1,100}){1,100}){1,100}", "", "too large", 0}, {"\\C", "", "\\C", 0},
	    {"a", "g", "no 'g'", 0}, {"a**", "", "quantifier", 3}, {"a{,3}{x", "", NULL, 0},
	    {"(?<n>a)(?<n>b)", "", "name", 0}, {"\xFF", "", "UTF-8", 1}};
	char deep[3000];
	struct pattern *p;
	struct fault f;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		p = pattern_new(str_of(rows[i].source), str_of(rows[i].flags), &f);
		EXPECT((p == NULL) == (rows[i].word != NULL));
		if (p == NULL) {
			if (rows[i].word == NULL || strstr(f.msg, rows[i].word) == NULL)
				EXPECT_TEXT(f.msg, rows[i].word ? rows[i].word : "");
			EXPECT(rows[i].at == 0 || f.at == rows[i].at);
		}
		pattern_free(p);
	}
	memset(deep, '(', sizeof deep);
	EXPECT(pattern_new((struct str){deep, sizeof deep}, STR(""), &f) == NULL);
	memset(deep, 'a', sizeof deep);
	p = pattern_new((struct str){deep, sizeof deep}, STR(""), &f);
	EXPECT(p != NULL);
	pattern_free(p);
}

/* No text makes a pattern run long, and what was not finished is never "no". */
static void
limits(void)
{
	enum { LONG = 65536 };
	char *text = mem_new(LONG + 1, 1);
	static const char *const hard[] = {
	    "(a+)+$", "(a|aa)+$", "(a*)*b", "^(?:a?){40}a{40}$|(?:a|a)*b"};
	struct pattern *p;
	struct buf b = {0};

	memset(text, 'a', LONG + 1);
	text[100] = '!';
	for (size_t i = 0; i < sizeof hard / sizeof *hard; i++) {
		p = P(hard[i], "");
		EXPECT(match_test(m, p, (struct str){text, 101}) != MATCH_YES || i > 2);
		pattern_free(p);
	}
	EXPECT(test("(a+)+$", "",
		   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") ==
	       MATCH_LIMIT);
	EXPECT(test("(*LIMIT_MATCH=4000000000)(a+)+$", "",
		   "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!") == MATCH_LIMIT);
	text[100] = 'a';
	p = P("a", "");
	EXPECT(match_test(m, p, (struct str){text, LONG}) == MATCH_YES);
	EXPECT(match_test(m, p, (struct str){text, LONG + 1}) == MATCH_LIMIT);
	EXPECT(match_replace(m, p, (struct str){text, LONG}, STR("bb"), &b) == MATCH_YES &&
	       b.len == 2 * LONG);
	b.len = 3;
	EXPECT(match_replace(m, p, (struct str){text, LONG}, (struct str){text, 1000}, &b) ==
		   MATCH_LIMIT &&
	       b.len == 3);
	pattern_free(p);
	p = P("(?:(a)|(b))*", "");
	EXPECT(match_test(m, p, (struct str){text, LONG}) != MATCH_NO);
	pattern_free(p);
	buf_clear(&b);
	free(text);
}

/* Random patterns of the simple kind on random texts: byte tests and PCRE2 agree. */
static void
quick_is_pcre2(void)
{
	static const char *const words[] = {"^", "1", "[38]", "[0-9]", "{2}", "{3}", "$", "a", "信",
	    "\\.", "+", "[a\\]b]", "-", "{", "}", "[1a-c]", "x*", "?", ".", "[^1]", "\\d", "(", "|",
	    "{1,2}", "]", "{0}", "\n", "[\\-1]"};
	static const char *const pieces[] = {
	    "1", "3", "8", "a", "b", "信", ".", "\n", "-", "]", "13", "0", "{"};
	uint64_t seed = 20240507;
	int quick = 0;

	for (int round = 0; round < 20000; round++) {
		struct buf source = {0};
		struct quick q;
		struct pattern *p;
		struct fault f;

#define DICE(n) ((seed = seed * 6364136223846793005U + 1442695040888963407U) >> 33) % (n)
		buf_z(&source, DICE(3) ? "^" : "");
		for (uint64_t i = 0, n = DICE(6); i < n; i++)
			buf_z(&source, words[DICE(sizeof words / sizeof *words)]);
		buf_z(&source, DICE(3) ? "" : "$");
		quick_read(&q, buf_slice(&source));
		/* Caseless patterns never go the quick way; these have no letters that differ on
		 * these texts. */
		p = q.known ? pattern_new(buf_slice(&source), STR("i"), &f) : NULL;
		if (q.known && p == NULL)
			EXPECT_TEXT(buf_cstr(&source), "no fault");
		for (int i = 0; p != NULL && i < 20; i++) {
			struct buf text = {0};

			for (uint64_t k = 0, n = DICE(6); k < n; k++)
				buf_z(&text, pieces[DICE(sizeof pieces / sizeof *pieces)]);
			if (quick_test(&q, buf_slice(&text)) !=
			    (match_test(m, p, buf_slice(&text)) == MATCH_YES))
				EXPECT_TEXT(buf_cstr(&text), buf_cstr(&source));
			buf_clear(&text);
			quick++;
		}
		pattern_free(p);
		buf_clear(&source);
	}
	EXPECT(quick > 20000);
}

static void
quick_ones(void)
{
	static const char *const yes[] = {
	    "^1[38]", "^[0-9]{5}$", "^1[3-9][0-9]{9}$", "信号", "10086", "^[0-9]+$", "a\\.b", "^K"};
	static const char *const no[] = {"", "^", "$", "^$", "a$", "a+", "^a*", "^a?", "^[^a]",
	    "^[[:alpha:]]", "a|b", "(a)", "^a.b", "^a{1,2}", "^a{0}", "^a{99}", "^(*UTF)a",
	    "(*UCP)a", "\\d", "^\\d", "^信", "^a++", "^a+b", "^a{2}{3}", "^[b-a]", "^[a", "a\\",
	    "信{2}"};
	struct quick q;

	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		quick_read(&q, str_of(yes[i]));
		if (!q.known)
			EXPECT_TEXT(yes[i], "quick");
	}
	for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
		quick_read(&q, str_of(no[i]));
		if (q.known)
			EXPECT_TEXT(no[i], "not quick");
	}
	quick_read(&q, STR("^1[38]"));
	EXPECT(quick_test(&q, STR("138")) && quick_test(&q, STR("18")) &&
	       !quick_test(&q, STR("1")) && !quick_test(&q, STR("113")));
	quick_read(&q, STR("^[0-9]{5}$"));
	EXPECT(quick_test(&q, STR("10086")) && !quick_test(&q, STR("1008")) &&
	       !quick_test(&q, STR("100866")));
}

int
main(void)
{
	m = matcher_new();
	tests();
	extracts();
	replaces();
	faults();
	limits();
	quick_ones();
	quick_is_pcre2();
	matcher_free(m);
	return unit_end();
}
