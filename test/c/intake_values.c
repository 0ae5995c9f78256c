/* intake_values: conversions and cleaning of single values. */
#include "intake/clean.h"
#include "intake/convert.h"
#include "unit.h"

static struct arena arena;
static struct buf scratch;

static const char *
number(const char *text, bool integer)
{
	struct str s;

	return convert_number(str_of(text), integer, &s, &arena) ? arena_z(&arena, s) : "-";
}

static void
numbers(void)
{
	static const char *const cases[][3] = {
	    /* as read, as integer, as decimal */
	    {"0", "0", "0"},
	    {"-0", "0", "0"},
	    {"007", "7", "7"},
	    {"+5", "5", "5"},
	    {"-12", "-12", "-12"},
	    {"1.50", "-", "1.50"},
	    {"01.50", "-", "1.50"},
	    {".5", "-", "0.5"},
	    {"-.5", "-", "-0.5"},
	    {"5.", "-", "-"},
	    {".", "-", "-"},
	    {"-", "-", "-"},
	    {"+", "-", "-"},
	    {"", "-", "-"},
	    {"-0.00", "-", "0.00"},
	    {"00.10", "-", "0.10"},
	    {"1e3", "-", "1000"},
	    {"1.25E1", "-", "12.5"},
	    {"5.40080330220545e-05", "-", "0.0000540080330220545"},
	    {"-1.5e-1", "-", "-0.15"},
	    {"1e309", "-", "-"},
	    {"1e", "-", "-"},
	    {"e5", "-", "-"},
	    {"1e+", "-", "-"},
	    {"nan", "-", "-"},
	    {"0x10", "-", "-"},
	    {"1 2", "-", "-"},
	    {"1,2", "-", "-"},
	    {"12345678901234567890123456789012345678", "12345678901234567890123456789012345678",
		"12345678901234567890123456789012345678"},
	    {"123456789012345678901234567890123456789", "-", "-"},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		EXPECT_TEXT(number(cases[i][0], true), cases[i][1]);
		EXPECT_TEXT(number(cases[i][0], false), cases[i][2]);
	}
}

static void
truths(void)
{
	static const char *const yes[] = {"1", "Y", "y", "Yes", "TRUE", "\xE6\x98\xAF"};
	static const char *const no[] = {"0", "N", "no", "False", "\xE5\x90\xA6"};
	uint8_t t;

	for (size_t i = 0; i < 6; i++)
		EXPECT(convert_truth(str_of(yes[i]), &t) && t == 1);
	for (size_t i = 0; i < 5; i++)
		EXPECT(convert_truth(str_of(no[i]), &t) && t == 0);
	EXPECT(!convert_truth(STR("2"), &t) && !convert_truth(STR("ye"), &t) &&
	       !convert_truth(STR("yess"), &t));
}

static void
canonical(void)
{
	EXPECT(convert_is_canonical(STR("2024-02-29"), COL_DATE));
	EXPECT(!convert_is_canonical(STR("2023-02-29"), COL_DATE));
	EXPECT(!convert_is_canonical(STR("2023-00-10"), COL_DATE));
	EXPECT(!convert_is_canonical(STR("0000-01-10"), COL_DATE));
	EXPECT(convert_is_canonical(STR("0001-12-31"), COL_DATE));
	EXPECT(!convert_is_canonical(STR("2023-1-10"), COL_DATE));
	EXPECT(convert_is_canonical(STR("2024-12-31 23:59:59"), COL_TIME));
	EXPECT(convert_is_canonical(STR("2024-12-31 23:59:59.5"), COL_TIME));
	EXPECT(!convert_is_canonical(STR("2024-12-31 23:59:59."), COL_TIME));
	EXPECT(!convert_is_canonical(STR("2024-12-31 24:00:00"), COL_TIME));
	EXPECT(!convert_is_canonical(STR("2024-12-31 23:60:00"), COL_TIME));
	EXPECT(!convert_is_canonical(STR("2024-12-31"), COL_TIME));
	EXPECT(convert_is_canonical(STR("2024-12"), COL_MONTH));
	EXPECT(!convert_is_canonical(STR("2024-13"), COL_MONTH));
}

static const char *
cleaned(const struct schema_column *c, const char *text)
{
	return arena_z(&arena, clean_value(c, str_of(text), &arena, &scratch));
}

static void
cleaning(void)
{
	const struct schema_column phone = {.clean_phone = true}, num = {.clean_number = true};
	const struct schema_column percent = {.clean_percent = true}, space = {.clean_space = true};

	EXPECT_TEXT(cleaned(&phone, "+86 138-0013-8000"), "13800138000");
	EXPECT_TEXT(cleaned(&phone, "0086(0)2887654321"), "02887654321");
	EXPECT_TEXT(cleaned(&phone, "8613800138000"), "13800138000");
	EXPECT_TEXT(cleaned(&phone, "8687654321"), "8687654321");
	EXPECT_TEXT(cleaned(&phone, "028-87654321"), "02887654321");
	EXPECT_TEXT(cleaned(&phone, "\xEF\xBC\x91\xEF\xBC\x93"), "13");
	EXPECT_TEXT(cleaned(&num, "1,234,567.5"), "1234567.5");
	EXPECT_TEXT(cleaned(&num, "-1,234"), "-1234");
	EXPECT_TEXT(cleaned(&num, "1,23"), "1,23");
	EXPECT_TEXT(cleaned(&num, "12,34,567"), "12,34,567");
	EXPECT_TEXT(cleaned(&num, ",123"), ",123");
	EXPECT_TEXT(cleaned(&num, "(1,000)"), "-1000");
	EXPECT_TEXT(cleaned(&num, "-\xC2\xA5"
				  "5"),
	    "-5");
	EXPECT_TEXT(cleaned(&num, "$ 5.10"), "5.10");
	EXPECT_TEXT(cleaned(&num, "5\xE5\x85\x83"), "5");
	EXPECT_TEXT(cleaned(&num, "()"), "()");
	EXPECT_TEXT(cleaned(&num, "-"), "-");
	EXPECT_TEXT(cleaned(&percent, "12.5 %"), "12.5");
	EXPECT_TEXT(cleaned(&percent, "%"), "");
	EXPECT_TEXT(cleaned(&space, "a \t\xE3\x80\x80 b"), "a b");
}

int
main(void)
{
	numbers();
	truths();
	canonical();
	cleaning();
	arena_clear(&arena);
	buf_clear(&scratch);
	return unit_end();
}
