/*
 * big: whole numbers of up to 16 000 bits on the stack, for what outgrows 128 bits: exact products,
 * quotients and roots of decimals and of sums.  Nothing is allocated; every caller's operands are
 * bounded, a result past the end is our fault (assert). A struct big has to be set before it is
 * read; it is large, so it is passed by address.
 */
#ifndef VALUE_BIG_H
#define VALUE_BIG_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

enum { BIG_LIMBS = 512, BIG_TEXT = BIG_LIMBS * 10 };

struct big {
	uint32_t n;		  /* limbs in use, the highest is not 0; none for 0 */
	bool neg;		  /* never for 0 */
	uint32_t limb[BIG_LIMBS]; /* lowest first */
};

/* For functions with a struct big of their own beside a quick way: callers must not pay for clearing its stack. */
#define BIG_APART __attribute__((noinline))

void big_set(struct big *, i128);
void big_copy(struct big *, const struct big *);
/* From limbs, lowest first, which may end in zeros. */
void big_limbs(struct big *, bool neg, const uint32_t *limb, size_t n);
/* All digits of s; false if there are other characters or too many. */
bool big_parse(struct big *, const char *s, size_t n);
/* Decimal digits of the magnitude into out[BIG_TEXT], without NUL; returns how many (0 gives "0").
 */
size_t big_digits(const struct big *, char *out);

void big_add(struct big *, const struct big *);
void big_sub(struct big *, const struct big *);
void big_mul(struct big *out, const struct big *, const struct big *); /* out is neither */
void big_ten(struct big *, unsigned k);				       /* times 10^k */
void big_shift(struct big *, unsigned bits);			       /* times 2^bits */
int big_cmp_abs(const struct big *, const struct big *);
unsigned big_bits(const struct big *); /* of the magnitude; 0 for 0 */

/* Truncated quotient and remainder (with the sign of a); q and r are not a or b; b is not 0. */
void big_divide(struct big *q, struct big *r, const struct big *a, const struct big *b);
/* The same quotient, rounded half away from zero. */
void big_divide_round(struct big *q, const struct big *a, const struct big *b);
/* Whole part of the square root of a, which is not negative. */
void big_root(struct big *root, const struct big *a);
/* a / b as the nearest double (ties to even), infinity if out of range; b is positive. */
double big_double(const struct big *a, const struct big *b);

#endif
