/*
 * num: numbers as design.md 5 defines them: exact decimals of up to 38 significant digits, doubles
 * where a quotient, root, power or logarithm made one, and null.  Passed by value; owns nothing.
 * Small decimals (64-bit mantissa) are the fast path, the rest goes through 128 bits and big
 * (rounded to 38 digits, half away from zero).
 */
#ifndef VALUE_NUM_H
#define VALUE_NUM_H
#include "base/buf.h"
#include "base/str.h"

enum num_kind { NUM_NULL, NUM_SMALL, NUM_WIDE, NUM_REAL };
enum { NUM_DIGITS = 38 };

struct num {
	union {
		int64_t small; /* NUM_SMALL: small * 10^-scale */
		double real;   /* NUM_REAL: finite, never -0 */
		struct {
			uint64_t lo;
			int64_t hi;
		} wide; /* NUM_WIDE: a 128-bit mantissa that does not fit 64 bits */
	};
	uint8_t kind;
	uint8_t scale; /* 0..38; a normal form is not required: 1.0 and 1 are equal by num_cmp */
};

#define NUM(i) ((struct num){.small = (i), .kind = NUM_SMALL})
#define NUM_NONE ((struct num){.kind = NUM_NULL})

/*
 * -?digits[.digits], all of s or nothing (false; hardening.md: no strtod).  Leading zeros pass.
 * More than 38 significant digits are rounded there, if before the point: *n is null and the result
 * true.
 */
static inline bool num_parse(struct str s, struct num *n);
bool num_parse_long(struct str s, struct num *n); /* the same for any length */
bool num_parse_slow(struct str s, struct num *n); /* and for any but speed */
struct num num_real(double);   /* null if not finite; -0 becomes 0 */
double num_double(struct num); /* nearest double; null: NaN, callers check first */
/* As a decimal: a double with its 15 significant digits (shortest form of %.15g). */
struct num num_decimal(struct num);

/* Null in, null out, for all of these (num_add: below). */
struct num num_add_slow(struct num, struct num);
struct num num_sub(struct num, struct num);
struct num num_mul(struct num, struct num);
struct num num_div(struct num, struct num); /* a double; x/0 null */
struct num num_rem(struct num, struct num); /* sign of the left; x%0 null */
struct num num_neg(struct num);
struct num num_abs(struct num);
/* digits may be negative; half away from zero, of the 15 digits of a double; gives a decimal.
 * digits is clamped to -38..38. */
struct num num_round(struct num, int digits);
struct num num_floor(struct num);
struct num num_ceil(struct num);
struct num num_sqrt(struct num); /* outside the domain null */
struct num num_exp(struct num);
struct num num_ln(struct num);
struct num num_pow(struct num, struct num);
int num_cmp_slow(struct num, struct num);
/* A whole number within int64: true and *i. */
bool num_int(struct num, int64_t *i);

/* Without trailing zeros, no exponent, never -0; null: nothing. */
void num_print(struct buf *, struct num);
/* With exactly that many digits after the point, rounded half away from zero. */
void num_print_digits(struct buf *, struct num, unsigned digits);
/* The same of the double itself, not of its 15 digits: x * 10^digits + 1/2, cut.  digits at most 6; NaN: nothing. */
void num_print_fixed(struct buf *, double x, unsigned digits);
/* numerator / denominator divided exactly and rounded once to digits (digits < 0: 15 significant,
 * trailing zeros dropped); den 0 or a null: nothing.  A double in either: division of doubles. */
void num_print_ratio(struct buf *, struct num numerator, struct num denominator, int digits);
/* The same as a decimal. */
struct num num_ratio(struct num numerator, struct num denominator, int digits);

/* For keys of maps and for partials: equal numbers give equal bytes ("1.50" -> 1.5 without trailing
 * zeros). */
struct num num_normal(struct num);

/* Up to three digits, as most counts, codes and seconds have, without a loop: how many they are cannot
 * be foretold. */
static inline bool
num_parse(struct str s, struct num *n)
{
	static const uint8_t worth[4][2] = { { 0, 0 }, { 0, 0 }, { 10, 0 }, { 100, 10 } };

	if (s.len - 1 < 3) {
		unsigned first = (unsigned)(unsigned char)s.at[0] - '0';
		unsigned middle = (unsigned)(unsigned char)s.at[s.len / 2] - '0';
		unsigned last = (unsigned)(unsigned char)s.at[s.len - 1] - '0';

		if (first <= 9 && middle <= 9 && last <= 9) {
			*n = NUM(first * worth[s.len][0] + middle * worth[s.len][1] + last);
			return true;
		}
	}
	return num_parse_long(s, n);
}

static inline struct num
num_add(struct num a, struct num b)
{
	int64_t sum;

	if (a.kind == NUM_SMALL && b.kind == NUM_SMALL && a.scale == b.scale &&
	    !__builtin_add_overflow(a.small, b.small, &sum))
		return (struct num){.small = sum, .kind = NUM_SMALL, .scale = a.scale};
	return num_add_slow(a, b);
}

/* <0, 0, >0; a decimal beside a double becomes one.  Neither is null. */
static inline int
num_cmp(struct num a, struct num b)
{
	if (a.kind == NUM_SMALL && b.kind == NUM_SMALL && a.scale == b.scale)
		return (a.small > b.small) - (a.small < b.small);
	return num_cmp_slow(a, b);
}

#endif
