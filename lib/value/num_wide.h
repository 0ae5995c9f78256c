/*
 * num_wide: what the parts of num and sum share and no one else needs: the mantissa of a decimal in
 * 128 bits, and the way back from any whole number and scale to a num of 38 digits.
 */
#ifndef VALUE_NUM_WIDE_H
#define VALUE_NUM_WIDE_H
#include "value/big.h"
#include "value/num.h"

extern const uint64_t num_tens[20]; /* 10^0 .. 10^19 */
u128 num_ten(unsigned k);	    /* 10^k, k at most 38 */

static inline i128
num_mantissa(struct num n) /* of a decimal */
{
	return n.kind == NUM_SMALL ? n.small : (i128)((u128)(uint64_t)n.wide.hi << 64 | n.wide.lo);
}

/* m * 10^-scale; rounded to 38 digits, null if more than 38 stand before the point.  num_of_big
 * changes m. */
struct num num_make(i128 m, int scale);
struct num num_of_big(struct big *m, int scale);
void num_to_big(struct big *, struct num);
/* a / b * 10^-scale, once rounded to that many significant digits (and never beyond scale 38); b is
 * positive. */
struct num num_of_quotient(const struct big *a, const struct big *b, int scale, int significant);
/* |x| as *m * 10^e with at most 15 digits, as printf's %.15g has them; returns e. */
int num_digits15(double x, uint64_t *m);
/* digits * 10^-scale, with pad zeros more behind.  A scale below 0 puts zeros before the point. */
void num_lay_out(struct buf *, bool neg, const char *digits, size_t n, int scale, unsigned pad);

#endif
