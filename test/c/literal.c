/*
 * literal, needles: what patterns need, many texts sought at once, and both held against PCRE2: no
 * text in which a pattern matches may be passed over.
 */
#include "value/literal.h"
#include "base/mem.h"
#include "unit.h"
#include "value/match.h"
#include "value/needles.h"
#include <stdlib.h>

/* "a|b & c", with ! before it if the texts are all of it; "-": nothing is known */
static const char *
needs(const char *source, const char *flags)
{
	static struct buf b;
	struct arena arena = {0};
	struct literals l;

	b.len = 0;
	literal_read(&l, str_of(source), str_of(flags), &arena);
	if (l.sets == 0)
		buf_ch(&b, '-');
	if (l.whole)
		buf_ch(&b, '!');
	for (size_t s = 0; s < l.sets; s++)
		for (size_t i = 0; i < l.set[s].n; i++) {
			buf_z(&b, i ? "|" : s ? " & " : "");
			buf_str(&b, l.set[s].text[i]);
		}
	arena_clear(&arena);
	return buf_cstr(&b);
}

static void
reading(void)
{
	EXPECT_TEXT(needs("信号", ""), "!信号");
	EXPECT_TEXT(needs("没有?信号", ""), "!没有信号|没信号");
	EXPECT_TEXT(needs("没有?信号|搜不到网", ""), "!没有信号|没信号|搜不到网");
	EXPECT_TEXT(needs("(没|无)信号", ""), "!没信号|无信号");
	EXPECT_TEXT(needs("[没无]信号", ""), "!没信号|无信号");
	EXPECT_TEXT(needs("(?<place>[^，。]{2,8})(没|无)信号", ""), "没信号|无信号");
	EXPECT_TEXT(needs("(没|未)(订|开通).{0,8}(扣|收)", ""), "没订|没开通|未订|未开通 & 扣|收");
	EXPECT_TEXT(needs("Bill", ""), "bill"); /* the case is still to be seen to */
	EXPECT_TEXT(needs("Bill", "i"), "!bill");
	EXPECT_TEXT(needs("over-?charg|unauthori[sz]ed charge", "i"),
	    "!over-charg|overcharg|unauthorised charge|unauthorized charge");
	EXPECT_TEXT(needs("\\bdata\\s+caps?\\b|封顶", "i"), "data|封顶 & caps|cap|封顶");
	EXPECT_TEXT(needs("^abc$", "i"), "abc");
	EXPECT_TEXT(needs("ab(cd)*ef", "i"), "ab & ef");
	EXPECT_TEXT(needs("ab(cd)+efg", "i"), "efg & ab & cd");
	EXPECT_TEXT(needs("ab.cd|xyz", ""), "ab|xyz & cd|xyz");
	EXPECT_TEXT(needs("aa.bb.cc.ddd", ""), "ddd & aa & bb");
	EXPECT_TEXT(needs("(ab){2}c", "i"), "!ababc");
	EXPECT_TEXT(needs("(ab|c){2,3}d", "i"), "-");
	EXPECT_TEXT(needs("a b # c\n|de", "ix"), "!ab|de");
	EXPECT_TEXT(needs("(?=.*foo)ba", "i"), "foo & ba");
	EXPECT_TEXT(needs("(?!foo)ba", "i"), "ba");
	EXPECT_TEXT(needs("x\\x{4fe1}\\.\\t", "i"), "!x信.\t");
	EXPECT_TEXT(needs("caf\xc3\xa9 ab", "i"), "caf &  ab"); /* it has another case */
	EXPECT_TEXT(needs("caf\xc3\xa9 ab", ""), "caf\xc3\xa9 ab");
}

static void
unknown(void)
{
	static const char *const none[] = {"a", ".*", "abc|.", "(abc)?", "a*", "(?i)abc",
	    "\\Qabc\\E", "(?|ab|cd)", "(ab)\\1", "[[:alpha:]]ab", "(?(?=a)ab|cd)", "(*UCP)abc",
	    "(?#abc)de", "ab|", "\\d+", "[^a]", "[\\d]bb?", "ab|c", "\\Kab\\g1"};

	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		EXPECT_TEXT(needs(none[i], ""), "-");
	EXPECT_TEXT(needs("ab c\xc2\x85 d", "x"), "-");
}

static void
seeking(void)
{
	struct needles *n = needles_new();
	struct needles_seen seen;
	struct buf low = {0};

	needles_add(n, STR("ab"), 0, false);
	needles_add(n, STR("信号"), 1, false);
	needles_add(n, STR("没信号"), 1, true);
	needles_add(n, STR("xyz"), 2, false);
	needles_add(n, STR("abcdefgh"), 3, false);
	needles_ready(n);
	needles_seen_new(&seen, n);
	needles_find(n, STR(""), &seen);
	needles_find(n, STR("a"), &seen);
	EXPECT(seen.n == 0);
	needles_lower(&low, STR("AB 信号"));
	needles_find(n, buf_slice(&low), &seen);
	EXPECT(seen.n == 2 && seen.state[0] == NEEDLES_SEEN && seen.state[1] == NEEDLES_SEEN);
	needles_find(n, STR("没信号 abcdefg"), &seen);
	EXPECT(seen.n == 2 && seen.state[1] == NEEDLES_SURE && seen.state[3] == NEEDLES_NO);
	needles_seen_reset(&seen);
	EXPECT(seen.n == 0 && seen.state[1] == NEEDLES_NO);
	needles_find(n, STR("xabcdefgh"), &seen);
	EXPECT(seen.n == 2 && seen.state[3] == NEEDLES_SEEN);
	needles_seen_clear(&seen);
	needles_free(n);
	buf_clear(&low);
}

static uint32_t dice = 7;

static unsigned throw(unsigned n)
{
	dice = dice * 1664525u + 1013904223u;
	return (dice >> 8) % n;
}

static void
write_pattern(struct buf *b, int deep)
{
	static const char *const atoms[] = {"a", "b", "c", "K", "s", "信", "号", "é", ".", "\\d",
	    "[ab]", "[a-c信]", "[^a]", "\\b", "^", "$", "\\x61", "(?=b)", "(?<!a)", "(?i)", "\\.",
	    "[s]"};
	static const char *const repeats[] = {
	    "", "", "", "", "", "?", "*", "+", "{2}", "{1,2}", "{0,3}", "??"};
	unsigned n = 1 + throw(4);

	for (unsigned i = 0; i < n; i++) {
		if (deep > 0 && throw(4) == 0) {
			buf_z(b, throw(2) ? "(" : "(?:");
			write_pattern(b, deep - 1);
			buf_ch(b, ')');
		} else {
			buf_z(b, atoms[throw(sizeof atoms / sizeof *atoms)]);
		}
		buf_z(b, repeats[throw(sizeof repeats / sizeof *repeats)]);
		if (throw(6) == 0)
			buf_ch(b, '|');
	}
}

static void
write_text(struct buf *b)
{
	static const char *const signs[] = {"a", "b", "c", "A", "B", "k", "S", "\u017f", "\u212a",
	    "信", "号", "é", "É", ".", "1", " "};

	for (unsigned n = throw(12); n > 0; n--)
		buf_z(b, signs[throw(sizeof signs / sizeof *signs)]);
}

static unsigned passed_over, sure, tried;

static bool
agrees(const struct pattern *p, struct matcher *m, const struct needles *n,
    const struct literals *l, bool caseless, struct str text)
{
	bool matches = match_test(m, p, text) == MATCH_YES, odd = false;
	struct needles_seen seen;
	struct buf low = {0};
	size_t found = 0;
	bool whole = false;

	needles_lower(&low, text);
	needles_seen_new(&seen, n);
	needles_find(n, buf_slice(&low), &seen);
	for (size_t i = 0; i < l->sets; i++) {
		found += seen.state[i] != NEEDLES_NO;
		whole |= seen.state[i] == NEEDLES_SURE;
	}
	needles_seen_clear(&seen);
	buf_clear(&low);
	for (size_t i = 0; i < LITERAL_ODD; i++)
		odd |= caseless && str_find(text, literal_odd[i]) >= 0;
	if (l->sets == 0 || odd)
		return true;
	tried++;
	passed_over += found < l->sets;
	sure += whole;
	return whole ? matches : found == l->sets || !matches;
}

static void
random_ones(void)
{
	struct matcher *m = matcher_new();
	struct buf source = {0}, text = {0};

	for (int i = 0; i < 4000; i++) {
		bool caseless = throw(2) == 0;
		struct str flags = caseless ? STR("i") : STR("");
		struct arena arena = {0};
		struct literals l;
		struct fault f;
		struct needles *n = needles_new();
		struct pattern *p;

		source.len = 0;
		write_pattern(&source, 2);
		p = pattern_new(buf_slice(&source), flags, &f);
		if (p != NULL) {
			literal_read(&l, buf_slice(&source), flags, &arena);
			for (uint32_t k = 0; k < l.sets; k++)
				for (size_t w = 0; w < l.set[k].n; w++)
					needles_add(n, l.set[k].text[w], k, l.whole);
			needles_add(n, STR("never there"), LITERAL_SETS, false);
			needles_ready(n);
			for (int t = 0; t < 40; t++) {
				text.len = 0;
				write_text(&text);
				if (!agrees(p, m, n, &l, caseless, buf_slice(&text))) {
					fprintf(stderr, "/%s/%s", buf_cstr(&source),
					    caseless ? "i" : "");
					fprintf(stderr, " in '%s'\n", buf_cstr(&text));
					EXPECT(!"the same");
				}
			}
		}
		pattern_free(p);
		needles_free(n);
		arena_clear(&arena);
	}
	EXPECT(tried > 10000 && passed_over > 5000 && sure > 200);
	matcher_free(m);
	buf_clear(&source);
	buf_clear(&text);
}

int
main(void)
{
	reading();
	unknown();
	seeking();
	random_ones();
	return unit_end();
}
