/* cols: a LIST of columns, every kind of item, and every fault. */
#include "record/cols.h"
#include "unit.h"

/* Stands in for PCRE2: the pattern is a text that a name begins with; "(" is no pattern. */
static bool
begins(struct str pattern, bool caseless, struct str name, struct fault *f)
{
	if (str_eq(pattern, STR("(")))
		return fault(f, "not a pattern");
	if (name.len < pattern.len)
		return false;
	return caseless ? strncasecmp(name.at, pattern.at, pattern.len) == 0
			: memcmp(name.at, pattern.at, pattern.len) == 0;
}

/* The names picked, joined by blanks; or the fault. */
static const char *
find(const char *list, cols_matches *matches)
{
	static char got[sizeof(struct fault)];
	struct header h = {0};
	struct cols c;
	struct fault f = {0};
	size_t n = 0;

	EXPECT(header_parse(
	    &h, STR("id,bill_a,bill_b,\"a,b\",地市,\"t`k\",Bill_c,x:y,q1,a*"), ',', &f));
	got[0] = '\0';
	if (!cols_find(&c, str_of(list), &h, matches, &f)) {
		EXPECT(c.at == NULL && c.n == 0);
		snprintf(got, sizeof got, "%s", f.msg);
	} else {
		for (size_t i = 0; i < c.n; i++)
			n += (size_t)snprintf(got + n, sizeof got - n, "%s%.*s", i ? " " : "",
			    STR_ARG(h.name[c.at[i]]));
		cols_clear(&c);
	}
	header_clear(&h);
	return got;
}

static void
items(void)
{
	EXPECT_TEXT(find("q1,id", NULL), "q1 id");
	EXPECT_TEXT(find(" q1 , id ", NULL), "q1 id");
	EXPECT_TEXT(find("id,id,#1", NULL), "id");
	EXPECT_TEXT(find("`a,b`,`t``k`,`id`", NULL), "a,b t`k id");
	EXPECT_TEXT(find("`x:y`,`a*`", NULL), "x:y a*");
	EXPECT_TEXT(find("地市", NULL), "地市");
	EXPECT_TEXT(find("#2,#-1,#-10", NULL), "bill_a a* id");
	EXPECT_TEXT(find("id:bill_b", NULL), "id bill_a bill_b");
	EXPECT_TEXT(find("#2:#3", NULL), "bill_a bill_b");
	EXPECT_TEXT(find("`t``k` : #-3", NULL), "t`k Bill_c x:y");
	EXPECT_TEXT(find("bill_*", NULL), "bill_a bill_b");
	EXPECT_TEXT(find("?1", NULL), "q1");
	EXPECT_TEXT(find("??", NULL), "id 地市 q1 a*");
	EXPECT_TEXT(find("*_?", NULL), "bill_a bill_b Bill_c");
	EXPECT_TEXT(find("*l*_*a*", NULL), "bill_a");
	EXPECT_TEXT(find("/bill/", begins), "bill_a bill_b");
	EXPECT_TEXT(find("/bill/i,id", begins), "bill_a bill_b Bill_c id");
	EXPECT_TEXT(find("!bill_*,!#-1", NULL), "id a,b 地市 t`k Bill_c x:y q1");
	EXPECT_TEXT(find("*,!id:x:y", NULL), "a comma should stand before ':y'");
	EXPECT_TEXT(find("id:地市,!`a,b`,!#1", NULL), "bill_a bill_b 地市");
	EXPECT_TEXT(find("bill_*,!bill_a,bill_a", NULL), "bill_b bill_a");
}

static void
faults(void)
{
	EXPECT_TEXT(find("", NULL), "an empty item");
	EXPECT_TEXT(find("id,,q1", NULL), "an empty item");
	EXPECT_TEXT(find("id,", NULL), "an empty item");
	EXPECT_TEXT(find("!", NULL), "an empty item");
	EXPECT_TEXT(find("bill_x", NULL), "no column 'bill_x'; did you mean 'bill_a'?");
	EXPECT_TEXT(find("!bill_x", NULL), "no column 'bill_x'; did you mean 'bill_a'?");
	EXPECT_TEXT(find("zz*", NULL), "no column is like 'zz*'");
	EXPECT_TEXT(find("/zz/", begins), "no column is like 'zz'");
	EXPECT_TEXT(find("/(/", begins), "not a pattern");
	EXPECT_TEXT(find("/a/", NULL), "patterns are not taken here");
	EXPECT_TEXT(find("/a", begins), "a pattern is not closed; it ends with '/'");
	EXPECT_TEXT(find("/a\\/", begins), "a pattern is not closed; it ends with '/'");
	EXPECT_TEXT(find("/a\\", begins), "a pattern is not closed; it ends with '/'");
	EXPECT_TEXT(find("//", begins), "an empty pattern");
	EXPECT_TEXT(find("`id", NULL), "a backtick is not closed");
	EXPECT_TEXT(find("`id``", NULL), "a backtick is not closed");
	EXPECT_TEXT(find("`id`x", NULL), "a comma should stand before 'x'");
	EXPECT_TEXT(find("#11", NULL), "no column #11; there are 10");
	EXPECT_TEXT(find("#-11", NULL), "no column #-11; there are 10");
	EXPECT_TEXT(
	    find("#0", NULL), "'#0' is no position; they are #1, #2 ... or, from the end, #-1");
	EXPECT_TEXT(
	    find("#", NULL), "'#' is no position; they are #1, #2 ... or, from the end, #-1");
	EXPECT_TEXT(find("#99999999999999999999", NULL),
	    "'#999****9999' is no position; they are #1, #2 ... or, from the end, #-1");
	EXPECT_TEXT(find("q1:id", NULL), "the range 'q1:id' runs backwards");
	EXPECT_TEXT(find("id:", NULL), "a range needs both ends, as in a:d");
	EXPECT_TEXT(find(":id", NULL), "a range needs both ends, as in a:d");
	EXPECT_TEXT(
	    find("id:b*", NULL), "'b*' cannot be the end of a range; it takes names and positions");
	EXPECT_TEXT(find("*,!*", NULL), "no column is left");
}

int
main(void)
{
	items();
	faults();
	return unit_end();
}
