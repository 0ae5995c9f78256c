/* num_print: numbers to digits, by whole numbers only. */
#include "value/num_wide.h"
#include <math.h>

enum { ROOM = 40 }; /* for the 39 digits of 128 bits */

static const char pairs[] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
    "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
    "8081828384858687888990919293949596979899";

/* Backwards from end, two digits a step; returns the first. */
static char *
digits_before(char *end, uint64_t m)
{
	for (; m >= 100; m /= 100)
		memcpy(end -= 2, pairs + m % 100 * 2, 2);
	if (m >= 10)
		return memcpy(end - 2, pairs + m * 2, 2);
	*--end = (char)('0' + m);
	return end;
}

static char *
wide_before(char *end, u128 m)
{
	char *low;

	if (m <= UINT64_MAX)
		return digits_before(end, (uint64_t)m);
	low = digits_before(end, (uint64_t)(m % num_tens[19]));
	while (low > end - 19)
		*--low = '0';
	return wide_before(low, m / num_tens[19]);
}

static char *
zeros(char *at, size_t n)
{
	memset(at, '0', n);
	return at + n;
}

void
num_lay_out(struct buf *b, bool neg, const char *digits, size_t n, int scale, unsigned pad)
{
	size_t behind = scale > 0 ? (size_t)scale : 0, whole = n > behind ? n - behind : 0;
	size_t ahead = scale < 0 ? (size_t)-scale : 0;
	char *start = buf_room(b, n + behind + ahead + pad + 3), *p = start;

	if (neg)
		*p++ = '-';
	if (whole == 0)
		*p++ = '0';
	memcpy(p, digits, whole);
	p = zeros(p + whole, ahead);
	if (behind + pad > 0) {
		*p++ = '.';
		if (behind > n)
			p = zeros(p, behind - n);
		memcpy(p, digits + whole, n - whole);
		p = zeros(p + n - whole, pad);
	}
	b->len += (size_t)(p - start);
}

static void
print_real(struct buf *b, double x)
{
	char room[ROOM], *end = room + ROOM, *digits;
	uint64_t m;
	int e = num_digits15(x, &m);

	for (; e < 0 && m % 10 == 0 && m > 0; m /= 10)
		e++;
	digits = digits_before(end, m);
	num_lay_out(b, x < 0, digits, (size_t)(end - digits), -e, 0);
}

static void
print_wide(struct buf *b, struct num n, unsigned pad)
{
	char room[ROOM], *end = room + ROOM, *digits;
	i128 m = num_mantissa(n);

	digits = wide_before(end, m < 0 ? -(u128)m : (u128)m);
	num_lay_out(b, m < 0, digits, (size_t)(end - digits), n.scale, pad);
}

static void
print_decimal(struct buf *b, struct num n, unsigned pad)
{
	char room[ROOM], *end = room + ROOM, *digits;
	uint64_t abs = n.small < 0 ? -(uint64_t)n.small : (uint64_t)n.small;

	if (n.kind == NUM_WIDE) {
		print_wide(b, n, pad);
		return;
	}
	digits = digits_before(end, abs);
	num_lay_out(b, n.small < 0, digits, (size_t)(end - digits), n.scale, pad);
}

void
num_print(struct buf *b, struct num n)
{
	if (n.kind == NUM_REAL) {
		print_real(b, n.real);
	} else if (n.kind == NUM_SMALL) {
		for (; n.scale > 0 && n.small % 10 == 0; n.scale--)
			n.small /= 10;
		print_decimal(b, n, 0);
	} else if (n.kind == NUM_WIDE) {
		print_decimal(b, num_normal(n), 0);
	}
}

void
num_print_digits(struct buf *b, struct num n, unsigned digits)
{
	struct num shown = num_round(n, digits > NUM_DIGITS ? NUM_DIGITS : (int)digits);

	if (shown.kind != NUM_NULL) {
		print_decimal(b, shown, digits - shown.scale);
	} else if (n.kind == NUM_REAL) { /* 10^38 or more: whole */
		print_real(b, n.real);
		if (digits > 0)
			buf_ch(b, '.');
		zeros(buf_room(b, digits), digits);
		b->len += digits;
	}
}

/* m in exactly so many digits; returns where they end. */
static char *
digits_at(char *at, uint64_t m, unsigned width)
{
	unsigned i = width;

	for (; i >= 2; m /= 100)
		memcpy(at + (i -= 2), pairs + m % 100 * 2, 2);
	if (i)
		*at = (char)('0' + m % 10);
	return at + width;
}

void
num_print_fixed(struct buf *b, double x, unsigned digits)
{
	uint64_t m, whole;
	unsigned width = 1;
	char *at;

	if (isnan(x))
		return;
	if (fabs(x) > 1e9) {
		num_print_digits(b, num_real(x), digits);
		return;
	}
	m = (uint64_t)(fabs(x) * (double)num_tens[digits] + 0.5);
	whole = m / num_tens[digits];
	at = buf_room(b, ROOM);
	if (x < 0 && m != 0)
		*at++ = '-';
	for (uint64_t ten = 10; ten <= whole; ten *= 10)
		width++;
	at = digits_at(at, whole, width);
	if (digits) {
		*at++ = '.';
		at = digits_at(at, m - whole * num_tens[digits], digits);
	}
	b->len = (size_t)(at - b->at);
}

void
num_print_ratio(struct buf *b, struct num numerator, struct num denominator, int digits)
{
	struct num ratio = num_ratio(numerator, denominator, digits);

	if (digits < 0)
		num_print(b, ratio);
	else
		num_print_digits(b, ratio, (unsigned)digits);
}
