/* sum_stat: value, mean, variance and deviation of exact sums, rounded once. */
#include "value/num_wide.h"
#include "value/sum_more.h"
#include <math.h>

void
sum_clear(struct sum *s)
{
	sum_more_free(s->more);
	*s = (struct sum){0};
}

static struct num
rounded(const struct big *numerator, const struct big *denominator, bool real)
{
	if (real)
		return num_real(big_double(numerator, denominator));
	return num_normal(num_of_quotient(numerator, denominator, 0, NUM_DIGITS));
}

static BIG_APART struct num
value_slow(const struct sum *s)
{
	struct big numerator, denominator;
	int scale;

	if (sum_is_real(s)) {
		sum_exact(s, &numerator, &denominator);
		return rounded(&numerator, &denominator, true);
	}
	scale = sum_decimals(s, &numerator);
	return num_of_big(&numerator, scale);
}

struct num
sum_value(const struct sum *s)
{
	if (s->more != NULL)
		return value_slow(s);
	return num_make((i128)((u128)(uint64_t)s->hi << 64 | s->lo), s->scale);
}

static void
times(struct big *a, const struct big *b)
{
	struct big product;

	big_mul(&product, a, b);
	big_copy(a, &product);
}

struct num
sum_mean(uint64_t n, const struct sum *s)
{
	struct big numerator, denominator, count;

	if (n == 0)
		return NUM_NONE;
	sum_exact(s, &numerator, &denominator);
	big_set(&count, (i128)n);
	times(&denominator, &count);
	return rounded(&numerator, &denominator, sum_is_real(s));
}

/* s = a/b, q = c/e: (n*c*b*b - a*a*e) / (e*b*b*n*(n-1)). */
static void
variance(uint64_t n, const struct sum *s, const struct sum *q, struct big *numerator,
    struct big *denominator)
{
	struct big a, b, e, count;

	sum_exact(s, &a, &b);
	sum_exact(q, numerator, &e);
	times(&b, &b);
	times(&a, &a);
	times(&a, &e);
	big_set(&count, (i128)n);
	times(numerator, &count);
	times(numerator, &b);
	big_sub(numerator, &a);
	big_set(denominator, (i128)n * (i128)(n - 1));
	times(denominator, &e);
	times(denominator, &b);
}

struct num
sum_var(uint64_t n, const struct sum *s, const struct sum *q)
{
	struct big numerator, denominator;

	if (n < 2)
		return NUM_NONE;
	variance(n, s, q, &numerator, &denominator);
	if (numerator.neg) /* no numbers have these sums */
		return NUM_NONE;
	return rounded(&numerator, &denominator, sum_is_real(s) || sum_is_real(q));
}

struct num
sum_sd(uint64_t n, const struct sum *s, const struct sum *q)
{
	struct big numerator, denominator, quotient, rest;
	int places;

	if (n < 2)
		return NUM_NONE;
	if (sum_is_real(s) || sum_is_real(q))
		return num_sqrt(sum_var(n, s, q));
	variance(n, s, q, &numerator, &denominator);
	if (numerator.neg)
		return NUM_NONE;
	/* The root of a whole number of some 400 bits has 60 digits. */
	places = (400 - (int)big_bits(&numerator) + (int)big_bits(&denominator)) * 30103 / 200000;
	big_ten(
	    places > 0 ? &numerator : &denominator, 2 * (unsigned)(places > 0 ? places : -places));
	big_divide(&quotient, &rest, &numerator, &denominator);
	big_root(&rest, &quotient);
	return num_normal(num_of_big(&rest, places));
}
