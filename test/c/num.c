/* num: exact decimals, doubles, rounding and printing as the expression language defines them. */
#include "value/num.h"
#include "unit.h"
#include <math.h>
#include <stdint.h>

static char shown[4][400];
static int turn;

static const char *
text_of(struct num n)
{
	struct buf b = {0};
	char *out = shown[turn++ % 4];

	num_print(&b, n);
	snprintf(out, sizeof shown[0], "%.*s", (int)b.len, b.len ? b.at : "");
	buf_clear(&b);
	return n.kind == NUM_NULL ? "null" : out;
}

static const char *
fixed(struct num n, unsigned digits)
{
	struct buf b = {0};
	char *out = shown[turn++ % 4];

	num_print_digits(&b, n, digits);
	snprintf(out, sizeof shown[0], "%.*s", (int)b.len, b.len ? b.at : "");
	buf_clear(&b);
	return out;
}

static const char *
of_double(double x, unsigned digits)
{
	struct buf b = {0};
	char *out = shown[turn++ % 4];

	num_print_fixed(&b, x, digits);
	snprintf(out, sizeof shown[0], "%.*s", (int)b.len, b.len ? b.at : "");
	buf_clear(&b);
	return out;
}

static const char *
ratio(struct num a, struct num d, int digits)
{
	struct buf b = {0};
	char *out = shown[turn++ % 4];

	num_print_ratio(&b, a, d, digits);
	snprintf(out, sizeof shown[0], "%.*s", (int)b.len, b.len ? b.at : "");
	buf_clear(&b);
	return out;
}

/* Parsed, by either parser, to the same number; a text that is none becomes null. */
static struct num
N(const char *z) {
	struct num quick, slow;
	bool ok = num_parse(str_of(z), &quick);

	EXPECT(ok == num_parse_slow(str_of(z), &slow));
	EXPECT(quick.kind == slow.kind);
	if (ok && quick.kind != NUM_NULL)
		EXPECT(num_cmp(quick, slow) == 0);
	return quick;
}

static void
parsing(void)
{
	static const char *const bad[] = {"", "-", ".", ".5", "1.", "-.5", "+1", " 1", "1 ", "1e3",
	    "0x10", "1,234", "1_000", "--1", "1.2.3", "NaN", "inf", "１２", "12a", "1-",
	    "1234567890123456789012.", "123456789012345678x", "1234567890123456789.2.3", "-"};
	static const char *const same[] = {"0", "1", "-1", "0.5", "-12.75", "999999999999999999",
	    "9223372036854775807", "-9223372036854775808", "9223372036854775808",
	    "99999999999999999999999999999999999999", "-99999999999999999999999999999999999999",
	    "0.00000000000000000000000000000000000001", "1234567890123456789.0123456789012345678"};
	static const struct {
		const char *in, *out;
	} other[] = {
	    {"-0", "0"},
	    {"-0.00", "0"},
	    {"007", "7"},
	    {"1.50", "1.5"},
	    {"10.00", "10"},
	    {"00000000000000000000000000000000000000000000000012", "12"},
	    {"100000000000000000000000000000000000000", "null"},
	    {"99999999999999999999999999999999999999.4", "99999999999999999999999999999999999999"},
	    {"99999999999999999999999999999999999999.5", "null"},
	    {"9999999999999999999999999999999999999.95", "10000000000000000000000000000000000000"},
	    {"1.00000000000000000000000000000000000005", "1.0000000000000000000000000000000000001"},
	    {"-1.00000000000000000000000000000000000005",
		"-1.0000000000000000000000000000000000001"},
	    {"0.000000000000000000000000000000000000005",
		"0.00000000000000000000000000000000000001"},
	    {"0.0000000000000000000000000000000000000049", "0"},
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct num n;

		if (num_parse(str_of(bad[i]), &n))
			EXPECT_TEXT(bad[i], "a fault");
		N(bad[i]);
	}
	EXPECT(!num_parse((struct str){"1\0", 2}, &(struct num){0}));
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		EXPECT_TEXT(text_of(N(same[i])), same[i]);
	for (size_t i = 0; i < sizeof other / sizeof *other; i++)
		EXPECT_TEXT(text_of(N(other[i].in)), other[i].out);
}

static void
exact(void)
{
	EXPECT_TEXT(text_of(num_add(N("0.1"), N("0.2"))), "0.3");
	EXPECT(num_cmp(num_add(N("0.1"), N("0.2")), N("0.3")) == 0);
	EXPECT_TEXT(text_of(num_mul(N("1.10"), N("1.10"))), "1.21");
	EXPECT_TEXT(
	    text_of(num_add(N("12345678901234567890.5"), N("0.25"))), "12345678901234567890.75");
	EXPECT_TEXT(text_of(num_mul(N("10000000000000000000"), N("10000000000000000000"))), "null");
	EXPECT_TEXT(text_of(num_mul(N("9999999999999999999"), N("9999999999999999999"))),
	    "99999999999999999980000000000000000001");
	EXPECT_TEXT(
	    text_of(num_mul(N("0.00000000000000000001"), N("0.00000000000000000001"))), "0");
	EXPECT_TEXT(text_of(num_mul(N("0.0000000000000000005"), N("0.00000000000000000001"))),
	    "0.00000000000000000000000000000000000001");
	EXPECT_TEXT(text_of(num_sub(N("99999999999999999999999999999999999999"), N("0.1"))),
	    "99999999999999999999999999999999999999");
	EXPECT_TEXT(
	    text_of(num_add(N("99999999999999999999999999999999999999"), N("0.5"))), "null");
	EXPECT_TEXT(text_of(num_sub(
			num_add(N("1"), N("0.00000000000000000000000000000000000001")), N("1"))),
	    "0");
	EXPECT_TEXT(text_of(num_add(N("9223372036854775807"), N("1"))), "9223372036854775808");
	EXPECT_TEXT(text_of(num_sub(N("-9223372036854775808"), N("1"))), "-9223372036854775809");
	EXPECT_TEXT(text_of(num_sub(N("9223372036854775808"), N("1"))), "9223372036854775807");
	EXPECT_TEXT(text_of(num_neg(NUM(INT64_MIN))), "9223372036854775808");
	EXPECT_TEXT(text_of(num_abs(NUM(INT64_MIN))), "9223372036854775808");
	EXPECT_TEXT(text_of(num_abs(N("-0.25"))), "0.25");
	EXPECT_TEXT(text_of(num_neg(NUM_NONE)), "null");
	EXPECT_TEXT(text_of(num_abs(NUM_NONE)), "null");
	EXPECT_TEXT(text_of(num_add(NUM_NONE, NUM(1))), "null");
	EXPECT_TEXT(text_of(num_mul(NUM(1), NUM_NONE)), "null");
	EXPECT(num_cmp(N("1.0"), N("1")) == 0);
	EXPECT(num_cmp(N("-1"), N("0.00000000000000000000000000000000000001")) < 0);
	EXPECT(num_cmp(N("99999999999999999999999999999999999999"),
		   N("0.00000000000000000000000000000000000001")) > 0);
	EXPECT(num_cmp(N("99999999999999999999999999999999999999"),
		   N("99999999999999999999999999999999999998")) > 0);
}

static void
remainders(void)
{
	static const char *const rows[][3] = {{"7", "3", "1"}, {"-7", "3", "-1"}, {"7", "-3", "1"},
	    {"-5.5", "2", "-1.5"}, {"1", "0", "null"}, {"1", "0.00", "null"},
	    {"-9223372036854775808", "-1", "0"}, {"5.25", "0.1", "0.05"},
	    {"99999999999999999999999999999999999999", "0.00000000000000000000000000000000000007",
		"0.00000000000000000000000000000000000002"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_TEXT(text_of(num_rem(N(rows[i][0]), N(rows[i][1]))), rows[i][2]);
	EXPECT_TEXT(text_of(num_rem(num_real(5.5), NUM(2))), "1.5");
	EXPECT_TEXT(text_of(num_rem(num_real(5.5), NUM(0))), "null");
}

static void
doubles(void)
{
	EXPECT_TEXT(text_of(num_div(NUM(1), NUM(3))), "0.333333333333333");
	EXPECT_TEXT(text_of(num_div(NUM(10), NUM(4))), "2.5");
	EXPECT_TEXT(text_of(num_div(NUM(1), NUM(0))), "null");
	EXPECT_TEXT(text_of(num_div(NUM(0), num_real(-0.0))), "null");
	EXPECT_TEXT(text_of(num_div(NUM(0), NUM(-3))), "0");
	EXPECT(num_cmp(num_add(num_div(NUM(1), NUM(10)), num_div(NUM(2), NUM(10))), N("0.3")) != 0);
	EXPECT(num_cmp(num_real(0.1), N("0.1")) == 0);
	EXPECT(num_cmp(num_real(0.1), N("0.10000000000000000001")) == 0);
	EXPECT_TEXT(text_of(num_real(-0.0)), "0");
	EXPECT(!signbit(num_real(-0.0).real) && !signbit(num_neg(num_real(0)).real));
	EXPECT_TEXT(text_of(num_real(NAN)), "null");
	EXPECT_TEXT(text_of(num_real(INFINITY)), "null");
	EXPECT_TEXT(text_of(num_mul(num_real(1e200), num_real(1e200))), "null");
	EXPECT_TEXT(text_of(num_real(1e20)), "100000000000000000000");
	EXPECT_TEXT(text_of(num_real(1234567890123456.7)), "1234567890123460");
	EXPECT_TEXT(text_of(num_real(-1e-9)), "-0.000000001");
	EXPECT_TEXT(text_of(num_real(0.1 + 0.2)), "0.3");
	EXPECT_TEXT(text_of(num_real(999999999999999.9)), "1000000000000000");
	EXPECT_TEXT(text_of(num_real(0.999999999999999944)), "1");
	EXPECT_TEXT(text_of(num_decimal(num_real(1e38))), "null");
	EXPECT_TEXT(text_of(num_decimal(num_real(1e37))), "10000000000000000000000000000000000000");
	EXPECT(num_decimal(num_real(2.5)).kind == NUM_SMALL);
	EXPECT_TEXT(text_of(num_sqrt(NUM(-1))), "null");
	EXPECT_TEXT(text_of(num_sqrt(NUM(2))), "1.4142135623731");
	EXPECT_TEXT(text_of(num_ln(NUM(0))), "null");
	EXPECT_TEXT(text_of(num_exp(NUM(0))), "1");
	EXPECT_TEXT(text_of(num_exp(NUM(1000))), "null");
	EXPECT_TEXT(text_of(num_exp(NUM_NONE)), "null");
	EXPECT_TEXT(text_of(num_pow(NUM(0), NUM(-1))), "null");
	EXPECT_TEXT(text_of(num_pow(NUM(1), NUM_NONE)), "null");
	EXPECT_TEXT(text_of(num_pow(NUM(2), NUM(10))), "1024");
	/* 2^63 - 1 and a half have to round once: to even, not twice. */
	EXPECT(num_double(N("9007199254740993")) == 9007199254740992.0);
	EXPECT(num_double(N("9007199254740993.0000000000000001")) == 9007199254740994.0);
	EXPECT(num_double(N("0.1")) == 0.1);
	EXPECT(num_double(N("123456789012345678.123456789")) == 123456789012345678.123456789);
	EXPECT(num_double(N("0.00000000000000000000000000000000000001")) == 1e-38);
	EXPECT(num_double(N("-99999999999999999999999999999999999999")) == -1e38);
	EXPECT(isnan(num_double(NUM_NONE)));
}

static void
rounding(void)
{
	static const struct {
		const char *x;
		int digits;
		const char *round, *floor, *ceil;
	} rows[] = {
	    {"0.5", 0, "1", "0", "1"},
	    {"-0.5", 0, "-1", "-1", "0"},
	    {"2.5", 0, "3", "2", "3"},
	    {"-2.5", 0, "-3", "-3", "-2"},
	    {"2.4999", 0, "2", "2", "3"},
	    {"2.675", 2, "2.68", "2", "3"},
	    {"1250", -2, "1300", "1250", "1250"},
	    {"-1250", -2, "-1300", "-1250", "-1250"},
	    {"1.5", 2, "1.5", "1", "2"},
	    {"-1.5", 0, "-2", "-2", "-1"},
	    {"49", -2, "0", "49", "49"},
	    {"50", -2, "100", "50", "50"},
	    {"1", -38, "0", "1", "1"},
	    {"-0.04", 1, "0", "-1", "0"},
	    {"99999999999999999999999999999999999999", -1, "null",
		"99999999999999999999999999999999999999", "99999999999999999999999999999999999999"},
	    {"0.99999999999999999999999999999999999999", 0, "1", "0", "1"},
	    {"-123456789012345678901234.5", 0, "-123456789012345678901235",
		"-123456789012345678901235", "-123456789012345678901234"},
	    {"9223372036854775807", -1, "9223372036854775810", "9223372036854775807",
		"9223372036854775807"},
	    {"0.5", -50, "0", "0", "1"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		EXPECT_TEXT(text_of(num_round(N(rows[i].x), rows[i].digits)), rows[i].round);
		EXPECT_TEXT(text_of(num_floor(N(rows[i].x))), rows[i].floor);
		EXPECT_TEXT(text_of(num_ceil(N(rows[i].x))), rows[i].ceil);
	}
	EXPECT_TEXT(text_of(num_round(num_div(N("5.35"), NUM(2)), 2)), "2.68");
	EXPECT_TEXT(text_of(num_floor(num_div(N("0.3"), N("0.1")))), "3");
	EXPECT_TEXT(text_of(num_round(num_real(1e300), 0)), "null");
	EXPECT_TEXT(text_of(num_round(NUM_NONE, 0)), "null");
	EXPECT_TEXT(fixed(N("1.005"), 2), "1.01");
	EXPECT_TEXT(fixed(N("-0.004"), 2), "0.00");
	EXPECT_TEXT(fixed(N("5"), 3), "5.000");
	EXPECT_TEXT(fixed(N("0.05"), 0), "0");
	EXPECT_TEXT(fixed(num_real(2.5), 0), "3");
	EXPECT_TEXT(of_double(0, 6), "0.000000");
	EXPECT_TEXT(of_double(-0.04, 1), "0.0");
	EXPECT_TEXT(of_double(-0.05, 1), "-0.1");
	EXPECT_TEXT(of_double(0.5, 0), "1");
	EXPECT_TEXT(of_double(9.9999995, 6), "10.000000");
	EXPECT_TEXT(of_double(12.034, 3), "12.034");
	EXPECT_TEXT(of_double(999999999.125, 6), "999999999.125000");
	EXPECT_TEXT(of_double(-12345678901.5, 2), "-12345678901.50");
	EXPECT_TEXT(of_double((double)NAN, 2), "");
	EXPECT_TEXT(fixed(num_real(1e39), 1), "1000000000000000000000000000000000000000.0");
	EXPECT_TEXT(fixed(NUM_NONE, 2), "");
	EXPECT_TEXT(fixed(NUM(1), 40), "1.0000000000000000000000000000000000000000");
}

static void
ratios(void)
{
	static const struct {
		const char *a, *b;
		int digits;
		const char *out;
	} rows[] = {
	    {"1", "3", 2, "0.33"},
	    {"2", "3", 2, "0.67"},
	    {"1", "8", 2, "0.13"},
	    {"-1", "8", 2, "-0.13"},
	    {"1", "-8", 2, "-0.13"},
	    {"1", "1000", 2, "0.00"},
	    {"-1", "1000", 2, "0.00"},
	    {"1", "0", 2, ""},
	    {"0", "5", 1, "0.0"},
	    {"1", "3", -1, "0.333333333333333"},
	    {"2", "3", -1, "0.666666666666667"},
	    {"10", "4", -1, "2.5"},
	    {"-10", "4", -1, "-2.5"},
	    {"999999999999999.9", "1", -1, "1000000000000000"},
	    {"1", "99999999999999999999999999999999999999", -1,
		"0.00000000000000000000000000000000000001"},
	    {"99999999999999999999999999999999999999", "0.1", 0, ""},
	    {"12345678901234567890123456789012345678", "3", 0,
		"4115226300411522630041152263004115226"},
	    {"12345678901234567890123456789012345678", "30000000000000000000", 30,
		"411522630041152263.004115226300411522600000000000"},
	    {"0.5", "0.25", 0, "2"},
	    {"1.15", "1", 1, "1.2"},
	    {"100", "3", 20, "33.33333333333333333333"},
	    {"9223372036854775807", "0.00000000000000000001", 0, ""},
	    {"0", "7", -1, "0"},
	};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_TEXT(ratio(N(rows[i].a), N(rows[i].b), rows[i].digits), rows[i].out);
	EXPECT_TEXT(ratio(num_real(1), NUM(3), 3), "0.333");
	EXPECT_TEXT(ratio(num_real(1), NUM(3), -1), "0.333333333333333");
	EXPECT_TEXT(ratio(num_real(1), NUM(0), -1), "");
	EXPECT_TEXT(ratio(NUM_NONE, NUM(3), 3), "");
}

static void
whole(void)
{
	int64_t i = 5;

	EXPECT(num_int(N("3.00"), &i) && i == 3);
	EXPECT(num_int(num_real(4.0), &i) && i == 4);
	EXPECT(num_int(N("-9223372036854775808"), &i) && i == INT64_MIN);
	EXPECT(num_int(N("10000000000000000000000000000000000.000"), &i) == false);
	EXPECT(num_int(N("1.00000000000000000000000000000000000"), &i) && i == 1);
	EXPECT(!num_int(N("3.5"), &i) && !num_int(num_real(1e30), &i) && !num_int(NUM_NONE, &i));
	EXPECT(num_normal(N("1.500")).small == 15 && num_normal(N("1.500")).scale == 1);
	EXPECT(num_normal(num_real(0.5)).small == 5 && num_normal(num_real(0.5)).kind == NUM_SMALL);
	EXPECT(num_normal(N("0.000")).scale == 0);
	EXPECT(num_normal(N("1.0000000000000000000000000000000000000")).kind == NUM_SMALL);
	EXPECT(num_normal(num_real(1e300)).kind == NUM_REAL);
}

int
main(void)
{
	parsing();
	exact();
	remainders();
	doubles();
	rounding();
	ratios();
	whole();
	return unit_end();
}
