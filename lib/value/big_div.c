/* big: division, roots, and the nearest double of a quotient. */
#include "value/big.h"
#include <assert.h>
#include <math.h>
#include <string.h>

static void
divide_by_limb(struct big *q, struct big *r, const struct big *a, uint32_t d)
{
	uint64_t left = 0;

	big_copy(q, a);
	for (uint32_t i = q->n; i-- > 0;) {
		left = left << 32 | q->limb[i];
		q->limb[i] = (uint32_t)(left / d);
		left %= d;
	}
	big_limbs(q, q->neg, q->limb, q->n);
	big_set(r, (i128)left);
}

/* Subtracts q times d from the limbs of u; returns whether that went below zero. */
static bool
take_multiple(uint32_t *u, const struct big *d, uint64_t q)
{
	uint64_t carry = 0;
	int64_t borrow = 0;

	for (uint32_t i = 0; i < d->n; i++) {
		carry += q * d->limb[i];
		borrow += (int64_t)u[i] - (int64_t)(uint32_t)carry;
		u[i] = (uint32_t)borrow;
		borrow >>= 32;
		carry >>= 32;
	}
	borrow += (int64_t)u[d->n] - (int64_t)carry;
	u[d->n] = (uint32_t)borrow;
	return borrow < 0;
}

static void
put_back(uint32_t *u, const struct big *d)
{
	uint64_t carry = 0;

	for (uint32_t i = 0; i < d->n; i++) {
		carry += (uint64_t)u[i] + d->limb[i];
		u[i] = (uint32_t)carry;
		carry >>= 32;
	}
	u[d->n] += (uint32_t)carry;
}

/* Schoolbook division (Knuth, volume 2, 4.3.1 D): u has d->n limbs and m more, the highest of d has
 * its top bit set. */
static void
long_division(uint32_t *quotient, uint32_t *u, const struct big *d, uint32_t m)
{
	uint64_t high = d->limb[d->n - 1], next = d->limb[d->n - 2];

	for (uint32_t j = m; j-- > 0;) {
		uint64_t top = (uint64_t)u[j + d->n] << 32 | u[j + d->n - 1];
		uint64_t q = top / high, left = top % high;

		/* From its first two limbs the guess is at most 2 too large; the third mends nearly
		 * all of that. */
		while (q >> 32 || q * next > (left << 32 | u[j + d->n - 2])) {
			q--;
			left += high;
			if (left >> 32)
				break;
		}
		if (take_multiple(u + j, d, q)) {
			q--;
			put_back(u + j, d);
		}
		quotient[j] = (uint32_t)q;
	}
}

void
big_divide(struct big *q, struct big *r, const struct big *a, const struct big *b)
{
	uint32_t u[BIG_LIMBS + 1], quotient[BIG_LIMBS + 1];
	struct big d, n;
	unsigned shift;

	assert(b->n > 0);
	if (big_cmp_abs(a, b) < 0) {
		big_copy(r, a);
		big_set(q, 0);
		return;
	}
	if (b->n == 1) {
		divide_by_limb(q, r, a, b->limb[0]);
	} else {
		shift = (unsigned)__builtin_clz(b->limb[b->n - 1]);
		big_copy(&d, b);
		big_shift(&d, shift);
		big_copy(&n, a);
		big_shift(&n, shift);
		memcpy(u, n.limb, n.n * sizeof *u);
		u[n.n] = 0;
		long_division(quotient, u, &d, n.n - d.n + 1);
		big_limbs(q, false, quotient, n.n - d.n + 1);
		for (uint32_t i = 0; shift > 0 && i < d.n; i++)
			u[i] = u[i] >> shift | u[i + 1] << (32 - shift);
		big_limbs(r, false, u, d.n);
	}
	q->neg = q->n > 0 && a->neg != b->neg;
	r->neg = r->n > 0 && a->neg;
}

void
big_divide_round(struct big *q, const struct big *a, const struct big *b)
{
	struct big r, one;

	big_divide(q, &r, a, b);
	big_shift(&r, 1);
	if (big_cmp_abs(&r, b) < 0)
		return;
	big_set(&one, a->neg != b->neg ? -1 : 1);
	big_add(q, &one);
}

void
big_root(struct big *root, const struct big *a)
{
	struct big next, rest, half;

	big_set(root, a->n > 0);
	if (a->n == 0)
		return;
	/* Newton from above: falls until it stands at the whole part. */
	big_shift(root, (big_bits(a) + 1) / 2);
	big_set(&half, 2);
	for (;;) {
		big_divide(&next, &rest, a, root);
		big_add(&next, root);
		big_copy(&rest, &next);
		big_divide(&next, &(struct big){0}, &rest, &half);
		if (big_cmp_abs(&next, root) >= 0)
			return;
		big_copy(root, &next);
	}
}

/* The 64 highest bits of q, the lowest one set if anything follows (sticky); q has 64 bits or more.
 */
static uint64_t
top_bits(const struct big *q, bool more)
{
	unsigned drop = big_bits(q) - 64, limb = drop / 32, part = drop % 32;
	u128 top = 0;

	for (uint32_t i = q->n; i-- > limb;)
		top = top << 32 | q->limb[i];
	more |= (top & (((u128)1 << part) - 1)) != 0;
	for (unsigned i = 0; i < limb; i++)
		more |= q->limb[i] != 0;
	return (uint64_t)(top >> part) | more;
}

/* Rounds bits * 2^exponent to a double, ties to even; bits has its top bit set, its lowest is
 * sticky. */
static double
round_double(uint64_t bits, int exponent)
{
	int keep = 53;
	uint64_t rest, half;

	if (exponent + 64 > 1024)
		return INFINITY;
	if (exponent + 64 - 53 < -1074) /* subnormal: fewer bits are left */
		keep = exponent + 64 + 1074;
	if (keep < 0)
		return 0;
	rest = keep == 0 ? bits : bits << keep;
	half = (uint64_t)1 << 63;
	bits = keep == 0 ? 0 : bits >> (64 - keep);
	if (rest > half || (rest == half && bits & 1))
		bits++;
	return ldexp((double)bits, exponent + 64 - keep);
}

double
big_double(const struct big *a, const struct big *b)
{
	struct big n, d, q, r;
	int shift;
	double x;

	if (a->n == 0)
		return 0;
	/* Shifted so that the quotient has 65 or 66 bits. */
	shift = 65 + (int)big_bits(b) - (int)big_bits(a);
	big_copy(&n, a);
	big_copy(&d, b);
	big_shift(shift > 0 ? &n : &d, (unsigned)(shift > 0 ? shift : -shift));
	big_divide(&q, &r, &n, &d);
	x = round_double(top_bits(&q, r.n > 0), (int)big_bits(&q) - 64 - shift);
	return a->neg ? -x : x;
}
