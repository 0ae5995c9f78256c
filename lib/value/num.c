/* num: adding, comparing, multiplying; the small and equal scale first, then 128 bits, then what is
 * wider. */
#include "value/num.h"
#include "value/num_wide.h"
#include <math.h>

struct num
num_real(double x)
{
	if (!isfinite(x))
		return NUM_NONE;
	return (struct num){.real = x + 0.0, .kind = NUM_REAL}; /* -0 + 0 is 0 */
}

static BIG_APART double
double_slow(struct num n)
{
	struct big m, d;

	num_to_big(&m, n);
	big_set(&d, (i128)num_ten(n.scale));
	return big_double(&m, &d);
}

double
num_double(struct num n)
{
	static const double ten[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

	if (n.kind == NUM_REAL)
		return n.real;
	if (n.kind == NUM_NULL)
		return NAN;
	if (n.kind == NUM_SMALL && n.scale == 0)
		return (double)n.small;
	/* Both exact as doubles, so one division rounds once. */
	if (n.kind == NUM_SMALL && n.scale <= 22 && n.small >> 53 == n.small >> 63)
		return (double)n.small / ten[n.scale];
	return double_slow(n);
}

struct num
num_decimal(struct num n)
{
	uint64_t m;
	i128 wide;
	int e;

	if (n.kind != NUM_REAL)
		return n;
	e = num_digits15(n.real, &m);
	while (e < 0 && m % 10 == 0 && m > 0) {
		m /= 10;
		e++;
	}
	wide = n.real < 0 ? -(i128)m : (i128)m;
	return m == 0 ? NUM(0) : num_make(wide, -e);
}

struct num
num_normal(struct num n)
{
	struct num decimal = num_decimal(n);
	i128 m;

	/* Beyond what a decimal can hold a double stays one. */
	if (n.kind == NUM_NULL || decimal.kind == NUM_NULL ||
	    (n.kind == NUM_REAL && fabs(n.real) < 1e-20))
		return n.kind == NUM_REAL && n.real == 0 ? NUM(0) : n;
	if (decimal.kind == NUM_SMALL) {
		while (decimal.scale > 0 && decimal.small % 10 == 0) {
			decimal.small /= 10;
			decimal.scale--;
		}
		return decimal;
	}
	for (m = num_mantissa(decimal); decimal.scale > 0 && m % 10 == 0; m /= 10)
		decimal.scale--;
	return num_make(m, decimal.scale);
}

/* Both mantissas at the larger scale; false if 128 bits are too few. */
static bool
align(struct num a, struct num b, i128 *x, i128 *y)
{
	*x = num_mantissa(a);
	*y = num_mantissa(b);
	if (a.scale < b.scale)
		return !__builtin_mul_overflow(*x, (i128)num_ten((unsigned)(b.scale - a.scale)), x);
	return !__builtin_mul_overflow(*y, (i128)num_ten((unsigned)(a.scale - b.scale)), y);
}

static int
larger_scale(struct num a, struct num b)
{
	return a.scale > b.scale ? a.scale : b.scale;
}

static void
align_big(struct num a, struct num b, struct big *x, struct big *y)
{
	num_to_big(x, a);
	num_to_big(y, b);
	if (a.scale < b.scale)
		big_ten(x, (unsigned)(b.scale - a.scale));
	else
		big_ten(y, (unsigned)(a.scale - b.scale));
}

static bool
either(struct num a, struct num b, enum num_kind kind)
{
	return a.kind == kind || b.kind == kind;
}

static BIG_APART struct num
add_big(struct num a, struct num b)
{
	struct big p, q;

	align_big(a, b, &p, &q);
	big_add(&p, &q);
	return num_of_big(&p, larger_scale(a, b));
}

/* a's mantissa at a finer scale, if 64 bits are enough. */
static inline bool
refine(struct num a, int scale, int64_t *m)
{
	return scale <= a.scale + 18 &&
	       !__builtin_mul_overflow(a.small, (int64_t)num_tens[scale - a.scale], m);
}

/* Both small ones at the larger of their scales. */
static inline bool
align_small(struct num a, struct num b, int64_t *x, int64_t *y)
{
	int scale = larger_scale(a, b);

	return a.kind == NUM_SMALL && b.kind == NUM_SMALL && refine(a, scale, x) &&
	       refine(b, scale, y);
}

struct num
num_add_slow(struct num a, struct num b)
{
	i128 x, y, wide;
	int64_t m, n, sum;

	if (align_small(a, b, &m, &n) && !__builtin_add_overflow(m, n, &sum))
		return (struct num){
		    .small = sum, .kind = NUM_SMALL, .scale = (uint8_t)larger_scale(a, b)};
	if (either(a, b, NUM_NULL))
		return NUM_NONE;
	if (either(a, b, NUM_REAL))
		return num_real(num_double(a) + num_double(b));
	if (align(a, b, &x, &y) && !__builtin_add_overflow(x, y, &wide))
		return num_make(wide, larger_scale(a, b));
	return add_big(a, b);
}

struct num
num_neg(struct num n)
{
	if (n.kind == NUM_SMALL && n.small != INT64_MIN)
		n.small = -n.small;
	else if (n.kind == NUM_REAL)
		n.real = 0 - n.real;
	else if (n.kind != NUM_NULL)
		return num_make(-num_mantissa(n), n.scale);
	return n;
}

struct num
num_abs(struct num n)
{
	bool neg = n.kind == NUM_REAL ? n.real < 0 : n.kind != NUM_NULL && num_mantissa(n) < 0;

	return neg ? num_neg(n) : n;
}

struct num
num_sub(struct num a, struct num b)
{
	return num_add(a, num_neg(b));
}

static BIG_APART struct num
mul_big(struct num a, struct num b)
{
	struct big x, y, product;

	num_to_big(&x, a);
	num_to_big(&y, b);
	big_mul(&product, &x, &y);
	return num_of_big(&product, a.scale + b.scale);
}

struct num
num_mul(struct num a, struct num b)
{
	struct num small = {.kind = NUM_SMALL, .scale = (uint8_t)(a.scale + b.scale)};

	if (either(a, b, NUM_NULL))
		return NUM_NONE;
	if (either(a, b, NUM_REAL))
		return num_real(num_double(a) * num_double(b));
	if (either(a, b, NUM_WIDE))
		return mul_big(a, b);
	if (small.scale <= NUM_DIGITS && !__builtin_mul_overflow(a.small, b.small, &small.small))
		return small;
	return num_make((i128)a.small * b.small, a.scale + b.scale);
}

static BIG_APART struct num
rem_big(struct num a, struct num b)
{
	struct big p, q, quotient, rest;

	align_big(a, b, &p, &q);
	big_divide(&quotient, &rest, &p, &q);
	return num_of_big(&rest, larger_scale(a, b));
}

struct num
num_rem(struct num a, struct num b)
{
	i128 x, y;

	if (either(a, b, NUM_NULL))
		return NUM_NONE;
	if (either(a, b, NUM_REAL))
		return num_real(fmod(num_double(a), num_double(b)));
	if (num_mantissa(b) == 0)
		return NUM_NONE;
	return align(a, b, &x, &y) ? num_make(x % y, larger_scale(a, b)) : rem_big(a, b);
}

static BIG_APART int
cmp_big(struct num a, struct num b)
{
	struct big p, q;

	align_big(a, b, &p, &q);
	big_sub(&p, &q);
	return p.n == 0 ? 0 : p.neg ? -1 : 1;
}

int
num_cmp_slow(struct num a, struct num b)
{
	double u, v;
	i128 x, y;
	int64_t m, n;

	if (align_small(a, b, &m, &n))
		return (m > n) - (m < n);
	if (either(a, b, NUM_REAL)) {
		u = num_double(a);
		v = num_double(b);
		return (u > v) - (u < v);
	}
	return align(a, b, &x, &y) ? (x > y) - (x < y) : cmp_big(a, b);
}

bool
num_int(struct num n, int64_t *i)
{
	if (n.kind == NUM_REAL)
		n = num_decimal(n);
	if (n.kind != NUM_NULL && n.scale > 0)
		n = num_normal(n);
	if (n.kind != NUM_SMALL || n.scale != 0)
		return false;
	*i = n.small;
	return true;
}
