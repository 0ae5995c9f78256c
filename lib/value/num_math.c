/* num_math: rounding, ratios, quotients, powers. */
#include "value/num_wide.h"
#include <math.h>

enum cut { NEAREST, DOWN, UP }; /* half away from zero; towards minus, towards plus infinity */

/* m / unit, a whole number again; unit is at most 10^38, so twice the rest fits without its sign.
 */
static i128
divide(i128 m, i128 unit, enum cut how)
{
	i128 q = m / unit, rest = m % unit;
	u128 twice = 2 * (u128)(rest < 0 ? -rest : rest);

	if (how == NEAREST)
		return twice < (u128)unit ? q : m < 0 ? q - 1 : q + 1;
	return q - (how == DOWN && rest < 0) + (how == UP && rest > 0);
}

static struct num
cut_at(struct num n, int digits, enum cut how)
{
	int drop;
	i128 m;

	n = num_decimal(n);
	digits = digits < -NUM_DIGITS ? -NUM_DIGITS : digits;
	if (n.kind == NUM_NULL || digits >= n.scale)
		return n;
	drop = n.scale - digits;
	m = num_mantissa(n);
	if (drop > NUM_DIGITS) /* below a tenth of the unit; floor and ceil never come here */
		return NUM(0);
	return num_make(divide(m, (i128)num_ten((unsigned)drop), how), digits);
}

struct num
num_round(struct num n, int digits)
{
	return cut_at(n, digits, NEAREST);
}

struct num
num_floor(struct num n)
{
	return cut_at(n, 0, DOWN);
}

struct num
num_ceil(struct num n)
{
	return cut_at(n, 0, UP);
}

struct num
num_div(struct num a, struct num b)
{
	double y = num_double(b);

	if (a.kind == NUM_NULL || b.kind == NUM_NULL || y == 0)
		return NUM_NONE;
	return num_real(num_double(a) / y);
}

struct num
num_sqrt(struct num n)
{
	return num_real(
	    sqrt(num_double(n))); /* NaN, from null or outside the domain, is null again */
}

struct num
num_exp(struct num n)
{
	return num_real(exp(num_double(n)));
}

struct num
num_ln(struct num n)
{
	return num_real(log(num_double(n)));
}

struct num
num_pow(struct num x, struct num y)
{
	if (x.kind == NUM_NULL || y.kind == NUM_NULL) /* pow(1, NaN) is 1 */
		return NUM_NONE;
	return num_real(pow(num_double(x), num_double(y)));
}

/* In 128 bits where they suffice, which is nearly always. */
static bool
ratio_quick(i128 a, i128 b, int shift, int digits, struct num *out)
{
	i128 q, rest;

	if (shift > NUM_DIGITS || shift < -NUM_DIGITS)
		return false;
	if (shift >= 0 ? __builtin_mul_overflow(a, (i128)num_ten((unsigned)shift), &a)
		       : __builtin_mul_overflow(b, (i128)num_ten((unsigned)-shift), &b))
		return false;
	q = a / b;
	rest = a % b;
	if (rest != 0) {
		rest = rest < 0 ? -rest : rest;
		if (rest >= (b < 0 ? -b : b) - rest)
			q += (a < 0) == (b < 0) ? 1 : -1;
	}
	*out = num_make(q, digits);
	return true;
}

static BIG_APART struct num
ratio_big(struct num numerator, struct num denominator, int shift, int digits)
{
	struct big a, b, q;

	num_to_big(&a, numerator);
	num_to_big(&b, denominator);
	a.neg = a.n > 0 && a.neg != b.neg;
	b.neg = false;
	if (digits < 0)
		return num_normal(num_of_quotient(&a, &b, numerator.scale - denominator.scale, 15));
	big_ten(shift > 0 ? &a : &b, (unsigned)(shift > 0 ? shift : -shift));
	big_divide_round(&q, &a, &b);
	return num_of_big(&q, digits);
}

struct num
num_ratio(struct num numerator, struct num denominator, int digits)
{
	struct num out;
	int shift;

	if (numerator.kind == NUM_REAL || denominator.kind == NUM_REAL) {
		out = num_div(numerator, denominator);
		return digits < 0 ? num_decimal(out) : num_round(out, digits);
	}
	if (numerator.kind == NUM_NULL || denominator.kind == NUM_NULL ||
	    num_mantissa(denominator) == 0)
		return NUM_NONE;
	digits = digits > NUM_DIGITS ? NUM_DIGITS : digits;
	shift = digits + denominator.scale - numerator.scale;
	if (digits >= 0 &&
	    ratio_quick(num_mantissa(numerator), num_mantissa(denominator), shift, digits, &out))
		return out;
	return ratio_big(numerator, denominator, shift, digits);
}
