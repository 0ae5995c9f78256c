/* num_wide: decimals beyond 64 bits, and quotients rounded once. */
#include "value/num_wide.h"
#include <math.h>
#include <stdio.h>

const uint64_t num_tens[20] = {1U, 10U, 100U, 1000U, 10000U, 100000U, 1000000U, 10000000U,
    100000000U, 1000000000U, 10000000000U, 100000000000U, 1000000000000U, 10000000000000U,
    100000000000000U, 1000000000000000U, 10000000000000000U, 100000000000000000U,
    1000000000000000000U, 10000000000000000000U};

u128
num_ten(unsigned k)
{
	return k < 20 ? num_tens[k] : (u128)num_tens[19] * num_tens[k - 19];
}

void
num_to_big(struct big *b, struct num n)
{
	big_set(b, num_mantissa(n));
}

static BIG_APART struct num
make_rounded(i128 m, int scale)
{
	struct big big;

	big_set(&big, m);
	return num_of_big(&big, scale);
}

struct num
num_make(i128 m, int scale)
{
	u128 abs = m < 0 ? -(u128)m : (u128)m;
	struct num n = {.kind = NUM_SMALL, .scale = (uint8_t)scale};

	if (scale < 0 || scale > NUM_DIGITS || abs >= num_ten(NUM_DIGITS))
		return make_rounded(m, scale);
	if (m >= INT64_MIN && m <= INT64_MAX) {
		n.small = (int64_t)m;
		return n;
	}
	n.kind = NUM_WIDE;
	n.wide.lo = (uint64_t)(u128)m;
	n.wide.hi = (int64_t)(m >> 64);
	return n;
}

static int
digits_of(const struct big *m)
{
	unsigned most = (unsigned)(big_bits(m) * 30103ULL / 100000);
	struct big ten;

	big_set(&ten, 1);
	big_ten(&ten, most);
	return (int)most + (big_cmp_abs(m, &ten) >= 0);
}

/* m fits 128 bits. */
static i128
narrow(const struct big *m)
{
	u128 abs = 0;

	for (uint32_t i = m->n; i-- > 0;)
		abs = abs << 32 | m->limb[i];
	return m->neg ? -(i128)abs : (i128)abs;
}

struct num
num_of_big(struct big *m, int scale)
{
	struct big ten, q;
	int digits, drop;

	if (m->n == 0)
		return NUM(0);
	digits = digits_of(m);
	if (digits - scale > NUM_DIGITS)
		return NUM_NONE;
	if (scale < 0) {
		big_ten(m, (unsigned)-scale);
		return num_make(narrow(m), 0);
	}
	drop = (digits > scale ? digits : scale) - NUM_DIGITS;
	if (drop <= 0)
		return num_make(narrow(m), scale);
	if (drop > digits)
		return NUM(0);
	big_set(&ten, 1);
	big_ten(&ten, (unsigned)drop);
	big_divide_round(&q, m, &ten);
	if (digits_of(&q) > NUM_DIGITS) /* 99…9.5 became 10^38: one digit less says the same */
		return scale > drop ? num_make(narrow(&q) / 10, scale - drop - 1) : NUM_NONE;
	return num_make(narrow(&q), scale - drop);
}

struct num
num_of_quotient(const struct big *a, const struct big *b, int scale, int significant)
{
	struct big n, d, q;
	int shift = significant - digits_of(a) + digits_of(b);

	if (a->n == 0)
		return NUM(0);
	/* So shifted, the quotient has `significant` digits or one more; in that case one step less
	 * is right. */
	for (;; shift--) {
		if (shift > NUM_DIGITS - scale)
			shift = NUM_DIGITS - scale;
		big_copy(&n, a);
		big_copy(&d, b);
		big_ten(shift > 0 ? &n : &d, (unsigned)(shift > 0 ? shift : -shift));
		big_divide_round(&q, &n, &d);
		if (q.n == 0)
			return NUM(0);
		if (digits_of(&q) <= significant)
			return num_of_big(&q, scale + shift);
	}
}

static int
digits15_by_printf(double x, uint64_t *m)
{
	char text[32];
	int e = 0;

	snprintf(text, sizeof text, "%.14e", x); /* d.dddddddddddddde±ddd */
	*m = (uint64_t)(text[0] - '0');
	for (int i = 2; i < 16; i++)
		*m = *m * 10 + (uint64_t)(text[i] - '0');
	for (const char *p = text + 18; *p != '\0'; p++)
		e = e * 10 + (*p - '0');
	return (text[17] == '-' ? -e : e) - 14;
}

int
num_digits15(double x, uint64_t *m)
{
	int exponent, k;
	uint64_t bits;

	x = fabs(x);
	if (x < 1e15 && x == (double)(uint64_t)x) {
		*m = (uint64_t)x;
		return 0;
	}
	bits = (uint64_t)ldexp(frexp(x, &exponent), 53);
	exponent -= 53;
	k = 14 - (exponent + 52) * 30103 / 100000 + (exponent + 52 < 0);
	if (x >= 1e15 || x < 1e-6)
		return digits15_by_printf(x, m);
	/* bits * 10^k / 2^-exponent exactly in 128 bits: k is at most 21, the shift at most 72. */
	for (; k >= 0; k--) {
		u128 product = (u128)bits * num_ten((unsigned)k), half = (u128)1 << (-exponent - 1);
		u128 whole = product >> -exponent, rest = product - (whole << -exponent);

		whole += rest > half || (rest == half && (whole & 1));
		if (whole < num_tens[15]) {
			*m = (uint64_t)whole;
			return -k;
		}
	}
	return digits15_by_printf(x, m); /* just below 10^15 */
}
