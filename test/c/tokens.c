/* tokens: what texts are made of. */
#include "classify/tokens.h"
#include "unit.h"

static void
add(void *arg, struct str token)
{
	struct buf *b = arg;

	if (b->len)
		buf_ch(b, '|');
	buf_str(b, token);
}

/* The tokens of up to two columns, with | between. */
static const char *
tokens(const char *first, const char *second)
{
	static struct buf b;
	struct buf text = {0}, scratch = {0};
	struct units u = {0};

	b.len = 0;
	tokens_text(&text, str_of(first));
	if (second)
		tokens_text(&text, str_of(second));
	units_read(&u, buf_slice(&text));
	tokens_each(&u, &scratch, add, &b);
	units_clear(&u);
	buf_clear(&text);
	buf_clear(&scratch);
	return buf_cstr(&b);
}

static void
phrases(void)
{
	struct units u = {0};
	struct buf b = {0};

	units_read(&u, STR("没有信号 at all, 5g"));
	EXPECT(u.n == 7);
	EXPECT(units_phrase(&u, 0, 4, &b) && str_eq(buf_slice(&b), STR("没有信号")));
	EXPECT(units_phrase(&u, 4, 3, &b) && str_eq(buf_slice(&b), STR("at all 5g")));
	EXPECT(!units_phrase(&u, 3, 2, &b) && !units_phrase(&u, 6, 2, &b));
	units_clear(&u);
	buf_clear(&b);
}

int
main(void)
{
	EXPECT_TEXT(tokens("", NULL), "");
	EXPECT_TEXT(tokens("  ,.! ", NULL), "");
	EXPECT_TEXT(tokens("Slow Internet", NULL), "slow|slow internet|internet");
	/* Signs part ideographs, not words; an ideograph parts words. */
	EXPECT_TEXT(tokens("a, b", NULL), "a|a b|b");
	EXPECT_TEXT(tokens("网速慢", NULL), "网|网速|速|速慢|慢");
	EXPECT_TEXT(tokens("网,速", NULL), "网|速");
	EXPECT_TEXT(tokens("a 网 b", NULL), "a|网|b");
	EXPECT_TEXT(tokens("a网b", NULL), "a|网|b");
	/* Full width, case. */
	EXPECT_TEXT(tokens("ＷｉＦｉ５", NULL), "wifi5");
	/* Columns stay apart. */
	EXPECT_TEXT(tokens("a", "b"), "a|b");
	EXPECT_TEXT(tokens("网", "速"), "网|速");
	EXPECT_TEXT(tokens("", "b c"), "b|b c|c");
	/* Other alphabets are words. */
	EXPECT_TEXT(tokens("Größe да", NULL), "grösse|grösse да|да");
	EXPECT(tokens_tell_person(STR("call 13800138000")) && tokens_tell_person(STR("1234567")));
	EXPECT(!tokens_tell_person(STR("123456 7890")) && !tokens_tell_person(STR("")));
	phrases();
	return unit_end();
}
