/*
 * sum_more: the part of a sum that outgrew 128 bits, for sum.c and sum_stat.c.  Two registers that
 * grow at both ends: decimals in units of 10^-76, and doubles as they are.  Both are exact, so
 * nothing depends on the order.
 */
#ifndef VALUE_SUM_MORE_H
#define VALUE_SUM_MORE_H
#include "value/big.h"
#include "value/sum.h"

enum { SUM_SCALE = 2 * NUM_DIGITS }; /* of the square of the finest decimal */

/* A two's complement number of n limbs, lowest first, times 2^(32 * low). */
struct sum_register {
	uint32_t *limb;
	uint32_t n;
	int32_t low;
};

struct sum_more {
	struct sum_register decimal, real;
	bool reals; /* a double was added, even if they come to 0 */
};

void sum_more_decimal(struct sum *, i128 m, unsigned scale);
void sum_more_big(struct sum *, struct big *m, unsigned scale); /* changes m */
void sum_more_real(struct sum *, double x, int power);		/* x or, with power 2, its square */
void sum_more_bits(struct sum *, const struct big *m, int low); /* doubles: m * 2^(32 * low) */
void sum_more_merge(struct sum *into, const struct sum_more *from);
void sum_more_free(struct sum_more *);
/* The register's magnitude and sign, without its power of two. */
void sum_register_big(const struct sum_register *, struct big *);
/* The decimals alone; returns the scale. */
int sum_decimals(const struct sum *, struct big *m);
bool sum_is_real(const struct sum *);
/* All of it, as a quotient of whole numbers. */
void sum_exact(const struct sum *, struct big *numerator, struct big *denominator);

#endif
