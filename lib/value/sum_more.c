/* sum_more: registers of any length for sums. */
#include "value/sum_more.h"
#include "base/mem.h"
#include "value/num_wide.h"
#include <math.h>
#include <stdlib.h>

static struct sum_more *
more(struct sum *s)
{
	if (s->more == NULL)
		s->more = mem_new(1, sizeof *s->more);
	return s->more;
}

/* Makes the register reach from low up to high, and one limb further if its highest is more than a
 * sign. */
static void
span(struct sum_register *r, int32_t low, int32_t high)
{
	uint32_t top = r->n > 0 ? r->limb[r->n - 1] : 0, sign = top >> 31 ? UINT32_MAX : 0, below,
		 n;
	int32_t end = r->low + (int32_t)r->n + (top != sign);

	if (r->n == 0) {
		r->low = low;
		end = high;
	}
	low = low < r->low ? low : r->low;
	high = high > end ? high : end;
	n = (uint32_t)(high - low);
	if (n == r->n)
		return;
	below = (uint32_t)(r->low - low);
	r->limb = mem_resize(r->limb, n, sizeof *r->limb);
	memmove(r->limb + below, r->limb, r->n * sizeof *r->limb);
	memset(r->limb, 0, below * sizeof *r->limb);
	for (uint32_t i = below + r->n; i < n; i++)
		r->limb[i] = sign;
	r->n = n;
	r->low = low;
}

/*
 * With the highest limb a mere sign and the addend all below it, the result needs at most one bit
 * of that limb: a carry out of the top is only the wrapping of two's complement.
 */
static void
add(struct sum_register *r, bool neg, const uint32_t *limb, uint32_t n, int32_t low)
{
	uint32_t at;
	int64_t carry = 0;

	while (n > 0 && limb[n - 1] == 0)
		n--;
	if (n == 0)
		return;
	span(r, low, low + (int32_t)n + 1);
	at = (uint32_t)(low - r->low);
	for (uint32_t i = 0; at + i < r->n && (i < n || carry != 0); i++) {
		int64_t more = i < n ? limb[i] : 0;

		carry += r->limb[at + i] + (neg ? -more : more);
		r->limb[at + i] = (uint32_t)carry;
		carry >>= 32;
	}
}

void
sum_more_big(struct sum *s, struct big *m, unsigned scale)
{
	big_ten(m, SUM_SCALE - scale);
	add(&more(s)->decimal, m->neg, m->limb, m->n, 0);
}

void
sum_more_decimal(struct sum *s, i128 m, unsigned scale)
{
	struct big big;

	big_set(&big, m);
	sum_more_big(s, &big, scale);
}

void
sum_more_real(struct sum *s, double x, int power)
{
	int exponent, low;
	unsigned shift;
	uint32_t limb[5];
	u128 m = (u128)ldexp(fabs(frexp(x, &exponent)), 53), over;

	exponent -= 53;
	if (power == 2) {
		m *= m;
		exponent *= 2;
	}
	low = exponent >= 0 ? exponent / 32 : -((31 - exponent) / 32);
	shift = (unsigned)(exponent - low * 32);
	over = shift > 0 ? m >> (128 - shift) : 0;
	m <<= shift;
	for (int i = 0; i < 4; i++, m >>= 32)
		limb[i] = (uint32_t)m;
	limb[4] = (uint32_t)over;
	more(s)->reals = true;
	add(&s->more->real, x < 0 && power == 1, limb, 5, low);
}

void
sum_more_bits(struct sum *s, const struct big *m, int low)
{
	more(s)->reals = true;
	add(&s->more->real, m->neg, m->limb, m->n, low);
}

void
sum_register_big(const struct sum_register *r, struct big *b)
{
	bool neg = r->n > 0 && r->limb[r->n - 1] >> 31;
	uint64_t carry = neg;

	big_limbs(b, false, r->limb, 0);
	for (uint32_t i = 0; i < r->n; i++) {
		carry += neg ? ~r->limb[i] : r->limb[i];
		b->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	big_limbs(b, neg, b->limb, r->n);
}

void
sum_more_merge(struct sum *into, const struct sum_more *from)
{
	struct big b;

	sum_register_big(&from->decimal, &b);
	if (b.n > 0)
		add(&more(into)->decimal, b.neg, b.limb, b.n, 0);
	if (from->reals) {
		sum_register_big(&from->real, &b);
		sum_more_bits(into, &b, from->real.low);
	}
}

void
sum_more_free(struct sum_more *m)
{
	if (m != NULL) {
		free(m->decimal.limb);
		free(m->real.limb);
		free(m);
	}
}

bool
sum_is_real(const struct sum *s)
{
	return s->more != NULL && s->more->reals;
}

int
sum_decimals(const struct sum *s, struct big *m)
{
	struct big register_part;

	big_set(m, (i128)((u128)(uint64_t)s->hi << 64 | s->lo));
	if (s->more == NULL)
		return s->scale;
	big_ten(m, SUM_SCALE - (unsigned)s->scale);
	sum_register_big(&s->more->decimal, &register_part);
	big_add(m, &register_part);
	return SUM_SCALE;
}

void
sum_exact(const struct sum *s, struct big *numerator, struct big *denominator)
{
	int scale = sum_decimals(s, numerator), low;
	unsigned down;
	struct big real;

	big_set(denominator, 1);
	big_ten(denominator, (unsigned)scale);
	if (!sum_is_real(s))
		return;
	low = s->more->real.low;
	down = low < 0 ? (unsigned)-low * 32 : 0;
	sum_register_big(&s->more->real, &real);
	big_ten(&real, (unsigned)scale);
	big_shift(&real, low > 0 ? (unsigned)low * 32 : 0);
	big_shift(numerator, down);
	big_shift(denominator, down);
	big_add(numerator, &real);
}
