/* sum: exact whatever the order and the cut; variances against the NIST certified values. */
#include "value/sum.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>

static char room[4][6000];
static int turn;

static const char *
z(struct buf *b)
{
	char *out = room[turn++ % 4];

	snprintf(out, sizeof room[0], "%.*s", (int)b->len, b->len ? b->at : "");
	buf_clear(b);
	return out;
}

static const char *
shown(struct num n)
{
	struct buf b = {0};

	num_print(&b, n);
	return n.kind == NUM_NULL ? "null" : z(&b);
}

static const char *
written(const struct sum *s)
{
	struct buf b = {0};

	sum_write(s, &b);
	return z(&b);
}

static struct num
N(const char *text) {
	struct num n;

	EXPECT(num_parse(str_of(text), &n));
	return n;
}

static uint64_t seed = 88172645463325252U;

static uint64_t
dice(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Numbers of every kind and size, most of them plain. */
static struct num
any_number(int kinds)
{
	char text[100];
	int whole = (int)(dice() % 38), behind = (int)(dice() % 39), n = 0;
	struct num out;

	switch (dice() % (uint64_t)kinds) {
	case 0:
		return NUM((int64_t)(dice() % 2000) - 1000);
	case 1:
		return (struct num){
		    .small = (int64_t)(dice() % 200000) - 100000, .kind = NUM_SMALL, .scale = 2};
	case 2:
		return (struct num){
		    .small = (int64_t)dice(), .kind = NUM_SMALL, .scale = (uint8_t)(dice() % 39)};
	case 3:
		text[n++] = dice() % 2 ? '-' : '0';
		for (int i = 0; i <= whole; i++)
			text[n++] = (char)('0' + dice() % 10);
		text[n++] = '.';
		for (int i = 0; i <= behind; i++)
			text[n++] = (char)('0' + dice() % 10);
		EXPECT(num_parse((struct str){text, (size_t)n}, &out));
		return out;
	case 4:
		return num_real(ldexp((double)(int64_t)dice(), (int)(dice() % 200) - 150));
	case 5:
		return num_real(ldexp((double)(int64_t)dice(), (int)(dice() % 900) - 500));
	default:
		return NUM_NONE;
	}
}

/* The numbers in any order, cut anywhere, merged in any order, through text or not: the same text.
 */
static void
any_cut(int kinds)
{
	enum { COUNT = 300, PARTS = 7 };
	struct num x[COUNT];
	struct sum whole = {0}, squares = {0};

	for (int i = 0; i < COUNT; i++) {
		x[i] = any_number(kinds);
		sum_add(&whole, x[i]);
		sum_add_square(&squares, x[i]);
	}
	for (int round = 0; round < 20; round++) {
		struct sum part[PARTS] = {0}, square[PARTS] = {0}, all = {0}, all_squares = {0};

		for (int i = COUNT - 1; i > 0; i--) {
			int j = (int)(dice() % (uint64_t)(i + 1));
			struct num t = x[i];

			x[i] = x[j];
			x[j] = t;
		}
		for (int i = 0; i < COUNT; i++) {
			int p = (int)(dice() % PARTS);

			sum_add(&part[p], x[i]);
			sum_add_square(&square[p], x[i]);
		}
		for (int p = PARTS; p-- > 0;) {
			struct sum copy = {0};

			if (dice() % 2) {
				EXPECT(sum_read(&copy, str_of(written(&part[p]))));
				EXPECT_TEXT(written(&copy), written(&part[p]));
				sum_merge(&all, &copy);
			} else {
				sum_merge(&all, &part[p]);
			}
			sum_merge(&all_squares, &square[p]);
			sum_clear(&copy);
			sum_clear(&part[p]);
			sum_clear(&square[p]);
		}
		EXPECT_TEXT(written(&all), written(&whole));
		EXPECT_TEXT(written(&all_squares), written(&squares));
		EXPECT_TEXT(shown(sum_value(&all)), shown(sum_value(&whole)));
		EXPECT_TEXT(shown(sum_sd(COUNT, &all, &all_squares)),
		    shown(sum_sd(COUNT, &whole, &squares)));
		sum_clear(&all);
		sum_clear(&all_squares);
	}
	sum_clear(&whole);
	sum_clear(&squares);
}

/* a + b - a is b, even where 128 bits or 53 are far too few. */
static void
cancelling(void)
{
	static const char *const rows[][2] = {
	    {"99999999999999999999999999999999999999", "0.00000000000000000000000000000000000001"},
	    {"0.1", "0.25"}, {"9223372036854775807", "0.00000000000000000001"}};

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sum s = {0};

		for (int k = 0; k < 1000; k++)
			sum_add(&s, N(rows[i][0]));
		sum_add(&s, N(rows[i][1]));
		for (int k = 0; k < 1000; k++)
			sum_add(&s, num_neg(N(rows[i][0])));
		EXPECT_TEXT(written(&s), rows[i][1]);
		EXPECT_TEXT(shown(sum_value(&s)), rows[i][1]);
		sum_clear(&s);
	}
}

static void
plain(void)
{
	struct sum s = {0}, tenth = {0};

	EXPECT_TEXT(written(&s), "0");
	EXPECT_TEXT(shown(sum_value(&s)), "0");
	sum_add(&s, NUM_NONE);
	sum_add_square(&s, NUM_NONE);
	EXPECT_TEXT(written(&s), "0");
	for (int i = 0; i < 1000000; i++)
		sum_add(&tenth, N("0.1"));
	EXPECT_TEXT(written(&tenth), "100000");
	EXPECT_TEXT(shown(sum_mean(1000000, &tenth)), "0.1");
	sum_add(&s, N("99999999999999999999999999999999999999"));
	sum_add(&s, N("1"));
	EXPECT_TEXT(written(&s), "100000000000000000000000000000000000000");
	EXPECT_TEXT(shown(sum_value(&s)), "null");
	sum_add(&s, N("-1"));
	EXPECT_TEXT(shown(sum_value(&s)), "99999999999999999999999999999999999999");
	sum_add(&s, N("0.4"));
	EXPECT_TEXT(written(&s), "99999999999999999999999999999999999999.4");
	EXPECT_TEXT(shown(sum_value(&s)), "99999999999999999999999999999999999999");
	sum_clear(&s);
	sum_add_square(&s, N("-99999999999999999999999999999999999999"));
	EXPECT_TEXT(written(&s),
	    "9999999999999999999999999999999999999800000000000000000000000000000000000001");
	sum_clear(&s);
	sum_add_square(&s, N("0.00000000000000000000000000000000000001"));
	EXPECT_TEXT(written(&s),
	    "0.0000000000000000000000000000000000000000000000000000000000000000000000000001");
	sum_clear(&s);
	sum_add_square(&s, NUM(INT64_MIN));
	sum_add_square(&s, NUM(INT64_MIN));
	sum_add_square(&s, NUM(INT64_MIN));
	EXPECT_TEXT(written(&s), "255211775190703847597530955573826158592");
	sum_clear(&s);
}

static void
doubles(void)
{
	struct sum s = {0};

	sum_add(&s, num_real(1e300));
	sum_add(&s, num_real(0.1));
	sum_add(&s, num_real(-1e300));
	sum_add(&s, num_real(5e-324));
	sum_add(&s, num_real(-5e-324));
	EXPECT(sum_value(&s).kind == NUM_REAL && sum_value(&s).real == 0.1);
	EXPECT_TEXT(written(&s), "0+r:1999999999999ap-56");
	sum_add(&s, N("0.2"));
	EXPECT(sum_value(&s).real == 0.30000000000000000555 || sum_value(&s).real == 0.3);
	EXPECT_TEXT(written(&s), "0.2+r:1999999999999ap-56");
	sum_add(&s, num_real(-0.1));
	EXPECT_TEXT(written(&s), "0.2+r:0");
	EXPECT(sum_value(&s).kind == NUM_REAL && sum_value(&s).real == 0.2);
	sum_clear(&s);
	for (int i = 0; i < 4; i++)
		sum_add(&s, num_real(1.7e308));
	EXPECT_TEXT(shown(sum_value(&s)), "null");
	EXPECT(sum_mean(4, &s).real == 1.7e308);
	sum_clear(&s);
	sum_add_square(&s, num_real(-1.5));
	sum_add_square(&s, num_real(1e-300));
	EXPECT(sum_value(&s).real == 2.25);
	sum_clear(&s);
	sum_add(&s, num_real(5e-324));
	EXPECT(sum_value(&s).real == 5e-324);
	EXPECT(sum_mean(2, &s).real == 0);
	sum_clear(&s);
}

static void
reading(void)
{
	static const char *const bad[] = {"", "-", "x", "1.", ".5", "1.2.3", "1+", "1+r",
	    "1+r:", "1+r:-", "1+r:g", "1+r:1p", "1+r:1p-", "1+r:1p9999", "1+r:1p-9999",
	    "1+r:1p99999999999999999999", "1+r:fp2175", "1+q:1", "+r:1", "1+r:1p1x", "1e5", " 1",
	    "1.00000000000000000000000000000000000000000000000000000000000000000000000000001"};
	static const char *const good[] = {"0", "-1.5",
	    "12345678901234567890123456789012345678901234567890.5",
	    "-0.0000000000000000000000000000000000000000000000000000000000000000000000000001",
	    "0+r:0", "0+r:1p0", "-3+r:-fp-52", "1.5+r:1p-2176", "0+r:1p2172"};
	struct sum s = {0};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (sum_read(&s, str_of(bad[i])))
			EXPECT_TEXT(bad[i], "a fault");
		EXPECT(s.more == NULL && s.lo == 0);
	}
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		EXPECT(sum_read(&s, str_of(good[i])));
		EXPECT_TEXT(written(&s), good[i]);
		/* What no numbers can add up to is no number, and no crash. */
		EXPECT(sum_var(3, &s, &s).kind <= NUM_REAL);
		EXPECT(sum_sd(3, &s, &s).kind <= NUM_REAL);
		EXPECT(sum_mean(UINT32_MAX, &s).kind <= NUM_REAL);
	}
	EXPECT(sum_read(&s, STR("0010.500")));
	EXPECT_TEXT(written(&s), "10.5");
	sum_clear(&s);
}

static void
spread(void)
{
	struct sum s = {0}, q = {0};

	for (int i = 1; i <= 4; i++) {
		sum_add(&s, NUM(i));
		sum_add_square(&q, NUM(i));
	}
	EXPECT_TEXT(shown(sum_mean(4, &s)), "2.5");
	EXPECT_TEXT(shown(sum_var(4, &s, &q)), "1.6666666666666666666666666666666666667");
	EXPECT_TEXT(shown(sum_sd(4, &s, &q)), "1.2909944487358056283930884665941332036");
	EXPECT_TEXT(shown(sum_var(1, &s, &q)), "null");
	EXPECT_TEXT(shown(sum_sd(1, &s, &q)), "null");
	EXPECT_TEXT(shown(sum_mean(0, &s)), "null");
	EXPECT_TEXT(shown(sum_mean(3, &s)), "3.3333333333333333333333333333333333333");
	sum_clear(&s);
	sum_clear(&q);
	for (int i = 0; i < 3; i++) {
		sum_add(&s, num_real(0.1));
		sum_add_square(&q, num_real(0.1));
	}
	EXPECT(sum_var(3, &s, &q).real == 0);
	sum_clear(&s);
	sum_clear(&q);
}

/* Agreement in significant digits; exact is 17. */
static double
agreement(struct num got, double want)
{
	double x = num_double(got);

	return x == want ? 17 : -log10(fabs(x - want) / fabs(want));
}

static void
nist(const char *folder, const char *name, bool as_doubles)
{
	char path[1000], line[300];
	double mean = NAN, sd = NAN;
	struct sum s = {0}, q = {0};
	uint64_t n = 0;
	FILE *f;

	snprintf(path, sizeof path, "%s/nist-strd/NIST_StRD_%s.dat", folder, name);
	if ((f = fopen(path, "r")) == NULL) {
		fprintf(stderr, "%s is not there: passed over\n", path);
		return;
	}
	for (int at = 1; fgets(line, sizeof line, f) != NULL; at++) {
		struct num x;

		if (at == 41)
			mean = atof(strchr(line, ':') + 1);
		else if (at == 42)
			sd = atof(strchr(line, ':') + 1);
		else if (at > 60 &&
			 num_parse(str_trim((struct str){line, strcspn(line, "\r\n")}), &x)) {
			x = as_doubles ? num_real(num_double(x)) : x;
			sum_add(&s, x);
			sum_add_square(&q, x);
			n++;
		}
	}
	fclose(f);
	EXPECT(n > 2);
	EXPECT(agreement(sum_mean(n, &s), mean) >= 14);
	EXPECT(agreement(sum_sd(n, &s, &q), sd) >= (as_doubles ? 8 : 14));
	sum_clear(&s);
	sum_clear(&q);
}

int
main(void)
{
	static const char *const sets[] = {"Lew", "Lottery", "Mavro", "Michelso", "NumAcc1",
	    "NumAcc2", "NumAcc3", "NumAcc4", "PiDigits"};
	const char *folder = getenv("CS_DATA") ? getenv("CS_DATA") : "../shared/data";

	plain();
	doubles();
	cancelling();
	for (int kinds = 2; kinds <= 7; kinds++)
		any_cut(kinds);
	reading();
	spread();
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
		nist(folder, sets[i], false);
		nist(folder, sets[i], true);
	}
	return unit_end();
}
