/*
 * sum: exact, order-independent accumulators.  Decimals add up exactly whatever their number and
 * scale (128-bit fast path, big beyond); doubles exactly in a long fixed-point accumulator
 * (Kulisch).  So any cut of the input and any order of merging give the same state and the same
 * text.  `struct sum s = { 0 };` is empty; sum_clear frees.
 */
#ifndef VALUE_SUM_H
#define VALUE_SUM_H
#include "value/num.h"

struct sum {
	uint64_t lo; /* fast part: a 128-bit sum of mantissas at scale */
	int64_t hi;
	struct sum_more *more; /* what outgrew it: wide decimals, doubles; NULL mostly */
	uint8_t scale;
};

void sum_add_slow(struct sum *, struct num);
void sum_add_square(struct sum *, struct num); /* x * x, exactly */
void sum_merge(struct sum *into, const struct sum *);
/* The sum rounded to 38 digits (null if it needs more before the point); a double if a double was
 * added. */
struct num sum_value(const struct sum *);
/*
 * Exact text for partials, and back (what s held before is forgotten; false: s is empty).  Decimals
 * as decimals without trailing zeros; doubles behind, if there were any, as "+r:" and a whole
 * number in hex times a power of two: "12.5+r:-1fp-52".
 */
void sum_write(const struct sum *, struct buf *);
bool sum_read(struct sum *, struct str);
void sum_clear(struct sum *);

/* Null is passed over. */
static inline void
sum_add(struct sum *s, struct num n)
{
	/* The sum is far from 128 bits: see sum.c. */
	if (n.kind == NUM_SMALL && n.scale == s->scale)
		s->hi += (n.small >> 63) + __builtin_add_overflow(s->lo, (uint64_t)n.small, &s->lo);
	else
		sum_add_slow(s, n);
}

/*
 * From n, sum of x and sum of x squared, exactly: mean = s/n; var = (n*q - s*s) / (n*(n-1)), sample
 * form; sd its root; computed in 60 digits, given as a decimal of 30 significant digits or more
 * rounded to fit 38.  n < 2: null for var and sd.
 */
struct num sum_mean(uint64_t n, const struct sum *s);
struct num sum_var(uint64_t n, const struct sum *s, const struct sum *q);
struct num sum_sd(uint64_t n, const struct sum *s, const struct sum *q);

#endif
