/*
 * num_order: a byte for the range, then a decimal as its exponent and its digits by pairs, a double
 * as its bits.
 *
 * In normal form only doubles beyond the range of decimals are left, and those next to 0; there
 * decimals compare with them as doubles (num_cmp), so there the double goes first.
 */
#include "value/num_order.h"
#include "value/num_wide.h"

enum {
	RANGE_BELOW, /* doubles below all decimals */
	RANGE_NEGATIVE,
	RANGE_TINY, /* below 1e-20: 0, decimals and doubles */
	RANGE_POSITIVE,
	RANGE_ABOVE,
	TINY = -20,  /* 10 to this */
	ZERO = 128,  /* added to an exponent */
	LAST = 0xff, /* ends the digits of a negative: fewer digits are greater */
	PAIRS = NUM_DIGITS / 2 + 1,
};

/* Bits of a double in the order of doubles. */
static void
put_real(struct buf *b, double x)
{
	uint64_t bits;

	memcpy(&bits, &x, sizeof bits);
	bits = __builtin_bswap64(bits >> 63 ? ~bits : bits | 1ULL << 63);
	buf_add(b, &bits, sizeof bits);
}

static double
take_real(const char *at)
{
	uint64_t bits;
	double x;

	memcpy(&bits, at, sizeof bits);
	bits = __builtin_bswap64(bits);
	bits = bits >> 63 ? bits & ~(1ULL << 63) : ~bits;
	memcpy(&x, &bits, sizeof x);
	return x;
}

/* Digits of m as pairs, the first pair's tens never 0; returns how many digits there are. */
static unsigned
pairs_of(u128 m, unsigned char *pair, size_t *n)
{
	unsigned digits = 0;
	char text[2 * PAIRS];

	for (; m > UINT64_MAX; m /= 10)
		text[digits++] = (char)(m % 10);
	for (uint64_t small = (uint64_t)m; small; small /= 10)
		text[digits++] = (char)(small % 10);
	*n = 0;
	for (unsigned i = digits; i > 0; i -= i > 1 ? 2 : 1)
		pair[(*n)++] = (unsigned char)(text[i - 1] * 10 + (i > 1 ? text[i - 2] : 0));
	while (*n && pair[*n - 1] == 0)
		--*n;
	return digits;
}

/* Magnitude m * 10^-scale: the exponent of its first digit, the digits by pairs from 1 on. */
static void
put_decimal(struct buf *b, bool negative, int exponent, const unsigned char *pair, size_t n)
{
	unsigned char flip = negative ? LAST : 0;

	buf_ch(b, (char)((exponent + ZERO) ^ flip));
	for (size_t i = 0; i < n; i++)
		buf_ch(b, (char)((pair[i] + 1) ^ flip));
	if (negative)
		buf_ch(b, (char)LAST);
}

void
num_order(struct buf *b, struct num value)
{
	struct num x = num_normal(value);
	unsigned char pair[PAIRS];
	i128 m;
	size_t n;
	int exponent;

	if (x.kind == NUM_REAL) {
		bool tiny = x.real < 1e-20 && x.real > -1e-20;

		buf_ch(b, (char)(tiny ? RANGE_TINY : x.real < 0 ? RANGE_BELOW : RANGE_ABOVE));
		put_real(b, x.real);
		return;
	}
	m = num_mantissa(x);
	exponent = (int)pairs_of(m < 0 ? -(u128)m : (u128)m, pair, &n) - x.scale;
	if (m == 0 || exponent <= TINY) {
		buf_ch(b, RANGE_TINY);
		put_real(b, num_double(x));
	} else {
		buf_ch(b, (char)(m < 0 ? RANGE_NEGATIVE : RANGE_POSITIVE));
	}
	if (m != 0)
		put_decimal(b, m < 0, exponent, pair, n);
}

static bool
take_decimal(struct str s, bool negative, struct num *x)
{
	unsigned char flip = negative ? LAST : 0;
	int exponent, digits = 0;
	i128 m = 0;

	if (s.len < 2U + negative || s.len > 1U + PAIRS + negative)
		return false;
	exponent = ((unsigned char)s.at[0] ^ flip) - ZERO;
	for (size_t i = 1; i < s.len - negative; i++) {
		int pair = ((unsigned char)s.at[i] ^ flip) - 1;

		if (pair < 0 || pair > 99)
			return false;
		/* The last pair may be half a one: 39 digits would not fit. */
		if (i + 1 == s.len - negative && pair % 10 == 0) {
			m = m * 10 + pair / 10;
			digits++;
		} else {
			m = m * 100 + pair;
			digits += 2;
		}
	}
	*x = num_make(negative ? -m : m, digits - exponent);
	return true;
}

bool
num_of_order(struct str s, struct num *x)
{
	unsigned range = s.len ? (unsigned char)s.at[0] : LAST;
	struct str rest = {s.at + 1, s.len - (s.len > 0)};
	double real = 0;

	if (range == RANGE_NEGATIVE || range == RANGE_POSITIVE)
		return take_decimal(rest, range == RANGE_NEGATIVE, x);
	if (range > RANGE_ABOVE || rest.len < sizeof real)
		return false;
	real = take_real(rest.at);
	if (rest.len > sizeof real)
		return take_decimal(
		    (struct str){rest.at + sizeof real, rest.len - sizeof real}, real < 0, x);
	*x = real == 0 ? NUM(0) : num_real(real);
	return true;
}
