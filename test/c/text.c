/* text: characters of any script, folding, masks, columns. */
#include "value/text.h"
#include "unit.h"

static char room[4][300];
static int turn;

static const char *
z(struct str s)
{
	char *out = room[turn++ % 4];

	snprintf(out, sizeof room[0], "%.*s", (int)s.len, s.len ? s.at : "");
	return out;
}

#define MADE(call)                                                                                 \
	__extension__({                                                                            \
		struct buf b = {0};                                                                \
		buf_ch(&b, '>');                                                                   \
		call;                                                                              \
		const char *made = z((struct str){b.at + 1, b.len - 1});                           \
		buf_clear(&b);                                                                     \
		made;                                                                              \
	})
#define T(text) str_of(text)

static void
parts(void)
{
	struct str s = T("客户服务");

	EXPECT(text_length(s) == 4);
	EXPECT(text_length(T("")) == 0 && text_length(T("a😀b")) == 3);
	EXPECT_TEXT(z(text_sub(s, 2, 2)), "户服");
	EXPECT_TEXT(z(text_sub(s, 1, -1)), "客户服务");
	EXPECT_TEXT(z(text_sub(s, 4, 9)), "务");
	EXPECT_TEXT(z(text_sub(s, 5, -1)), "");
	EXPECT_TEXT(z(text_sub(s, 9, 1)), "");
	EXPECT_TEXT(z(text_sub(s, 0, -1)), "");
	EXPECT_TEXT(z(text_sub(s, -2, -1)), "服务");
	EXPECT_TEXT(z(text_sub(s, -4, 1)), "客");
	EXPECT_TEXT(z(text_sub(s, -5, -1)), "");
	EXPECT_TEXT(z(text_sub(s, 1, 0)), "");
	EXPECT_TEXT(z(text_sub(s, INT64_MIN, -1)), "");
	EXPECT_TEXT(z(text_sub(s, INT64_MAX, INT64_MAX)), "");
	EXPECT_TEXT(z(text_sub(s, 2, INT64_MAX)), "户服务");
	EXPECT_TEXT(z(text_left(T("客户"), 5)), "客户");
	EXPECT_TEXT(z(text_left(T("客户"), 1)), "客");
	EXPECT_TEXT(z(text_left(T("客户"), -1)), "");
	EXPECT_TEXT(z(text_right(s, 1)), "务");
	EXPECT_TEXT(z(text_right(s, 4)), "客户服务");
	EXPECT_TEXT(z(text_right(s, 5)), "客户服务");
	EXPECT_TEXT(z(text_right(s, 0)), "");
	EXPECT_TEXT(z(text_right(s, INT64_MIN)), "");
}

static void
splitting(void)
{
	EXPECT_TEXT(z(text_split(T("网络/信号/弱"), T("/"), 1)), "网络");
	EXPECT_TEXT(z(text_split(T("网络/信号/弱"), T("/"), 2)), "信号");
	EXPECT_TEXT(z(text_split(T("网络/信号/弱"), T("/"), 3)), "弱");
	EXPECT_TEXT(z(text_split(T("网络/信号/弱"), T("/"), 4)), "");
	EXPECT_TEXT(z(text_split(T("网络/信号/弱"), T("/"), -1)), "弱");
	EXPECT_TEXT(z(text_split(T("网络/信号/弱"), T("/"), -3)), "网络");
	EXPECT_TEXT(z(text_split(T("网络/信号/弱"), T("/"), -4)), "");
	EXPECT_TEXT(z(text_split(T("a"), T("/"), 2)), "");
	EXPECT_TEXT(z(text_split(T("a"), T("/"), 0)), "");
	EXPECT_TEXT(z(text_split(T("a"), T(""), 1)), "");
	EXPECT_TEXT(z(text_split(T("a::b::"), T("::"), 2)), "b");
	EXPECT_TEXT(z(text_split(T("a::b::"), T("::"), 3)), "");
	EXPECT_TEXT(z(text_split(T("a/b"), T("/"), INT64_MIN)), "");
	EXPECT_TEXT(z(text_split(T("a/b"), T("/"), INT64_MAX)), "");
	EXPECT_TEXT(z(text_split(T(""), T("/"), 1)), "");
}

static void
making(void)
{
	EXPECT_TEXT(MADE(text_pad(&b, T("75"), 5, T("0"))), "00075");
	EXPECT_TEXT(MADE(text_pad(&b, T("12345"), 3, T("0"))), "12345");
	EXPECT_TEXT(MADE(text_pad(&b, T("户"), 3, T("中"))), "中中户");
	EXPECT_TEXT(MADE(text_pad(&b, T("a"), -3, T("0"))), "a");
	EXPECT_TEXT(MADE(text_replace(&b, T("a-b-c"), T("-"), T("+="))), "a+=b+=c");
	EXPECT_TEXT(MADE(text_replace(&b, T("aaa"), T("aa"), T(""))), "a");
	EXPECT_TEXT(MADE(text_replace(&b, T("aaa"), T(""), T("x"))), "aaa");
	EXPECT_TEXT(MADE(text_replace(&b, T(""), T("a"), T("x"))), "");
	EXPECT_TEXT(z(text_trim(T("　 a b\t　"))), "a b");
	EXPECT_TEXT(z(text_trim(T("\xEF\xBB\xBF\xC2\xA0中\xC2\xA0"))), "中");
	EXPECT_TEXT(z(text_trim(T(" 　\t"))), "");
	EXPECT_TEXT(z(text_trim(T("а"))), "а");
	EXPECT_TEXT(z(text_trim(T(""))), "");
}

static void
too_long(void)
{
	enum { MANY = 100000 };
	struct buf a = {0}, out = {0};

	for (int i = 0; i < MANY; i++)
		buf_ch(&a, 'a');
	buf_ch(&out, '>');
	EXPECT(!text_pad(&out, T("a"), INT64_MAX, T("0")) && out.len == 1);
	EXPECT(!text_replace(&out, buf_slice(&a), T("a"), (struct str){a.at, 300}) && out.len == 1);
	EXPECT(text_replace(&out, buf_slice(&a), T("a"), (struct str){a.at, 3}) &&
	       out.len == 3 * MANY + 1);
	buf_clear(&a);
	buf_clear(&out);
}

static void
cases(void)
{
	EXPECT_TEXT(MADE(text_lower(&b, T("ABC中ÉZ@[`{"))), "abc中éz@[`{");
	EXPECT_TEXT(MADE(text_upper(&b, T("abc中éz@[`{"))), "ABC中ÉZ@[`{");
	EXPECT_TEXT(MADE(text_upper(&b, T(""))), "");
	EXPECT_TEXT(MADE(text_fold(&b, T("ＡＢＣ　１２３"))), "abc 123");
	EXPECT_TEXT(MADE(text_fold(&b, T("  A  b\t\nC "))), "a b c");
	EXPECT_TEXT(MADE(text_fold(&b, T("　Ａ 　é　"))), "a é");
	EXPECT_TEXT(MADE(text_fold(&b, T("e\xCC\x81"))), "é");
	EXPECT_TEXT(MADE(text_fold(&b, T("Straße ﬁ ㎡"))), "strasse fi m2");
	EXPECT_TEXT(MADE(text_fold(&b, T("ｶﾞ"))), "ガ");
	EXPECT_TEXT(MADE(text_fold(&b, T("　"))), "");
	EXPECT_TEXT(MADE(text_fold(&b, T("@[`{"))), "@[`{");
	EXPECT_TEXT(MADE(text_halfwidth(&b, T("！～＠＿｀ａＺ０　中①"))), "!~@_`aZ0 中①");
	EXPECT_TEXT(MADE(text_halfwidth(&b, T("\xEF\xBC"))), "\xEF\xBC");
	EXPECT_TEXT(MADE(text_halfwidth(&b, T("＀｟"))), "＀｟");
	{
		struct buf wide = {0}, out = {0};

		for (int i = 0; i < 3000; i++)
			buf_z(&wide, "Ａ");
		text_fold(&out, buf_slice(&wide));
		EXPECT(out.len == 3000 && out.at[0] == 'a' && out.at[2999] == 'a');
		buf_clear(&wide);
		buf_clear(&out);
	}
}

static void
masks(void)
{
	static const char *const rows[][3] = {{"phone", "13812348475", "138****8475"},
	    {"phone", "8613812348475", "861****8475"}, {"phone", "1381234847", "**********"},
	    {"phone", "", ""}, {"id", "430102199001011234", "430***********1234"},
	    {"id", "43010219900", "430****9900"}, {"id", "4301021990", "**********"},
	    {"name", "张三丰", "张**"}, {"name", "张三", "张*"}, {"name", "张", "*"},
	    {"name", "O'Neil", "O*****"}, {"all", "任何 x", "****"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_TEXT(
		    MADE(text_mask(&b, T(rows[i][1]), mask_kind(T(rows[i][0])))), rows[i][2]);
	EXPECT(mask_kind(T("phones")) == MASK_NONE && mask_kind(T("")) == MASK_NONE);
	EXPECT_TEXT(MADE(text_mask(&b, T("x"), MASK_NONE)), "x");
}

static void
columns(void)
{
	EXPECT(text_width(T("客户a"), 1) == 5);
	EXPECT(text_width(T("e\xCC\x81"), 1) == 1);
	EXPECT(text_width(T("\x1B\x7F\xC2\x80"), 1) == 0);
	EXPECT(text_width(T("①…—×"), 1) == 4);
	EXPECT(text_width(T("①…—×"), 2) == 8);
	EXPECT(text_width(T("！😀ｱ"), 1) == 5);
	EXPECT_TEXT(z(text_fit(T("客户a"), 3, 1)), "客");
	EXPECT_TEXT(z(text_fit(T("客户a"), 4, 1)), "客户");
	EXPECT_TEXT(z(text_fit(T("客户a"), 99, 1)), "客户a");
	EXPECT_TEXT(z(text_fit(T("e\xCC\x81x"), 1, 1)), "e\xCC\x81");
	EXPECT_TEXT(z(text_fit(T("abc"), 0, 1)), "");
}

int
main(void)
{
	parts();
	splitting();
	making();
	too_long();
	cases();
	masks();
	columns();
	return unit_end();
}
