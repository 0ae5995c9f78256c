/* num_order: bytes that compare as numbers do, and back. */
#include "value/num_order.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>

static uint64_t
draw(uint64_t *seed, uint64_t below)
{
	*seed = *seed * 6364136223846793005 + 1442695040888963407;
	return (*seed >> 33) % below;
}

/* Decimals of up to 38 digits, short ones often, and doubles of all sizes. */
static struct num
number(uint64_t *seed)
{
	char text[64];
	size_t n = 0, digits = 1 + draw(seed, draw(seed, 2) ? 3 : 37),
	       point = draw(seed, 2) ? digits : draw(seed, digits + 1);
	struct num x;

	if (draw(seed, 4) == 0)
		return num_real(ldexp((double)draw(seed, 1000) - 500, (int)draw(seed, 400) - 200));
	if (draw(seed, 2))
		text[n++] = '-';
	if (point == 0)
		text[n++] = '0';
	for (size_t i = 0; i < digits; i++) {
		if (i == point)
			text[n++] = '.';
		text[n++] = (char)('0' + (draw(seed, 3) ? draw(seed, 10) : i + 4 < digits ? 0 : 9));
	}
	EXPECT(num_parse((struct str){text, n}, &x));
	return x;
}

static bool
same(struct num a, struct num b)
{
	return a.kind == b.kind && a.scale == b.scale && a.wide.lo == b.wide.lo &&
	       (a.kind != NUM_WIDE || a.wide.hi == b.wide.hi);
}

static void
pairs(const struct num *x, size_t n)
{
	struct buf a = {0}, b = {0};

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			struct num u = num_normal(x[i]), v = num_normal(x[k]), back;
			int want = num_cmp(u, v), got;

			a.len = b.len = 0;
			num_order(&a, x[i]);
			num_order(&b, x[k]);
			got = str_cmp(buf_slice(&a), buf_slice(&b));
			/* Where num_cmp compares doubles, bytes tell more apart. */
			EXPECT(want == 0 || (got > 0) == (want > 0));
			EXPECT(got != 0 || same(u, v));
			EXPECT(!same(u, v) || got == 0);
			EXPECT(num_of_order(buf_slice(&a), &back) && same(back, u));
		}
	buf_clear(&a);
	buf_clear(&b);
}

int
main(void)
{
	static const char *const texts[] = {"0", "-0.0", "1", "1.00", "10", "100", "99", "9.9",
	    "-1", "-10", "-1.1", "-1.01", "-100", "0.1", "0.01", "-0.01", "0.00000000000000000001",
	    "0.000000000000000000009", "0.00000000000000000000000000000000000001",
	    "-0.00000000000000000000000000000000000001", "99999999999999999999999999999999999999",
	    "-99999999999999999999999999999999999999", "9223372036854775807",
	    "-9223372036854775808", "9223372036854775808"};
	enum { TEXTS = sizeof texts / sizeof *texts, DOUBLES = 8, MANY = 400 };
	static const double doubles[DOUBLES] = {
	    1e300, -1e300, 1e38, -1e38, 1e-21, -1e-21, 5e-324, 1e-20};
	struct num x[TEXTS + DOUBLES], many[MANY];
	struct buf b = {0};
	uint64_t seed = 7;

	for (size_t i = 0; i < TEXTS; i++)
		EXPECT(num_parse(str_of(texts[i]), &x[i]));
	for (size_t i = 0; i < DOUBLES; i++)
		x[TEXTS + i] = num_real(doubles[i]);
	pairs(x, TEXTS + DOUBLES);
	for (size_t i = 0; i < MANY; i++)
		many[i] = number(&seed);
	pairs(many, MANY);
	num_order(&b, NUM(345));
	EXPECT(b.len == 4);
	EXPECT(!num_of_order(STR(""), &x[0]) && !num_of_order(STR("\x03"), &x[0]) &&
	       !num_of_order(STR("\x02 0"), &x[0]) && !num_of_order(STR("\x09 012345678"), &x[0]));
	buf_clear(&b);
	return unit_end();
}
