/* sum: adding up in 128 bits at one scale; what does not fit there goes to sum_more. */
#include "value/sum.h"
#include "value/num_wide.h"
#include "value/sum_more.h"

/* The fast part stays below 2^126, so that 2^60 small numbers can be added before anyone has to
 * look. */
#define FULL ((i128)1 << 126)

static i128
fast(const struct sum *s)
{
	return (i128)((u128)(uint64_t)s->hi << 64 | s->lo);
}

static void
put_fast(struct sum *s, i128 m)
{
	s->lo = (uint64_t)(u128)m;
	s->hi = (int64_t)(m >> 64);
}

/* Adds m * 10^-scale (scale at most 76) beside what is there, at the larger of the two scales. */
static void
add_fast(struct sum *s, i128 m, unsigned scale)
{
	i128 have = fast(s), both, scaled;
	bool finer = scale > s->scale;
	unsigned diff = finer ? scale - s->scale : s->scale - scale;

	if (!finer && diff < 19 &&
	    m == (int64_t)m) { /* by far the most: nothing can overflow before FULL */
		m *= (i128)num_tens[diff];
	} else if (have == 0) {
		s->scale = (uint8_t)scale;
	} else if (diff > 0) {
		if (diff > NUM_DIGITS ||
		    __builtin_mul_overflow(finer ? have : m, (i128)num_ten(diff), &scaled)) {
			sum_more_decimal(s, m, scale);
			return;
		}
		*(finer ? &have : &m) = scaled;
		s->scale = finer ? (uint8_t)scale : s->scale;
	}
	if (!__builtin_add_overflow(have, m, &both) && both < FULL && both > -FULL) {
		put_fast(s, both);
		return;
	}
	sum_more_decimal(s, have, s->scale);
	sum_more_decimal(s, m, s->scale);
	put_fast(s, 0);
}

void
sum_add_slow(struct sum *s, struct num n)
{
	if (n.kind == NUM_REAL)
		sum_more_real(s, n.real, 1);
	else if (n.kind != NUM_NULL)
		add_fast(s, num_mantissa(n), n.scale);
}

static BIG_APART void
add_wide_square(struct sum *s, struct num n)
{
	struct big m, square;

	num_to_big(&m, n);
	big_mul(&square, &m, &m);
	sum_more_big(s, &square, 2U * n.scale);
}

void
sum_add_square(struct sum *s, struct num n)
{
	if (n.kind == NUM_SMALL)
		add_fast(s, (i128)n.small * n.small, 2U * n.scale);
	else if (n.kind == NUM_WIDE)
		add_wide_square(s, n);
	else if (n.kind == NUM_REAL)
		sum_more_real(s, n.real, 2);
}

void
sum_merge(struct sum *into, const struct sum *from)
{
	if (from->lo != 0 || from->hi != 0)
		add_fast(into, fast(from), from->scale);
	if (from->more != NULL)
		sum_more_merge(into, from->more);
}
