/* special: incomplete beta and gamma, the normal distribution. */
#include "stat/special.h"
#include <math.h>

static const double EPSILON = 1e-16, TINY = 1e-300, LN_SQRT_2PI = 0.918938533204672741780329736406;
enum { TERMS_MAX = 100000 };

double
special_lgamma(double x)
{
	int sign;

	return lgamma_r(x, &sign); /* lgamma keeps the sign in a global */
}

/* ln Gamma(x) - (x - 1/2) ln x + x - ln sqrt(2 pi): what Stirling's formula leaves. */
static double
stirling_rest(double x)
{
	double r = 1 / (x * x);

	if (x < 16)
		return special_lgamma(x) - (x - 0.5) * log(x) + x - LN_SQRT_2PI;
	return (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r / 1188)))) / x;
}

/* x ln(x/m) + m - x, without the cancellation near x = m. */
static double
deviance(double x, double m)
{
	double v = (x - m) / (x + m), s, term, next;

	if (x == 0)
		return m;
	if (fabs(x - m) >= 0.1 * (x + m))
		return x * log(x / m) + m - x;
	s = (x - m) * v;
	term = 2 * x * v;
	for (int j = 1; j < 1000; j++) {
		term *= v * v;
		next = s + term / (2 * j + 1);
		if (next == s)
			break;
		s = next;
	}
	return s;
}

double
special_lbeta(double a, double b)
{
	double small = a < b ? a : b, large = a < b ? b : a;

	if (large < 16)
		return special_lgamma(a) + special_lgamma(b) - special_lgamma(a + b);
	if (small < 16)
		return special_lgamma(small) + (large - 0.5) * -log1p(small / large) -
		       small * log(large + small) + small + stirling_rest(large) -
		       stirling_rest(large + small);
	return (small - 0.5) * log(small / (small + large)) + large * -log1p(small / large) -
	       0.5 * log(large) + LN_SQRT_2PI + stirling_rest(small) + stirling_rest(large) -
	       stirling_rest(small + large);
}

/* x^a (1-x)^b / B(a, b); y = 1 - x. */
static double
beta_front(double a, double b, double x, double y)
{
	double n = a + b;

	if (a < 16 || b < 16)
		return exp(a * log(x) + b * (x < 0.5 ? log1p(-x) : log(y)) - special_lbeta(a, b));
	return sqrt(a * b / n) / sqrt(2 * M_PI) *
	       exp(stirling_rest(n) - stirling_rest(a) - stirling_rest(b) - deviance(a, n * x) -
		   deviance(b, n * y));
}

static double
beta_fraction(double a, double b, double x)
{
	double c = 1, d = 1 - (a + b) * x / (a + 1), h;

	d = 1 / (fabs(d) < TINY ? TINY : d);
	h = d;
	for (int m = 1; m < TERMS_MAX; m++) {
		double t = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), change;

		d = 1 + t * d;
		c = 1 + t / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		h *= d * c;
		t = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
		d = 1 + t * d;
		c = 1 + t / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		change = d * c;
		h *= change;
		if (fabs(change - 1) < EPSILON)
			break;
	}
	return h;
}

/* The lower tail, or the upper one. */
static double
beta_tail(double a, double b, double x, double y, int upper)
{
	double part;

	if (!(a > 0 && b > 0 && x >= 0 && y >= 0))
		return NAN;
	if (x == 0 || y == 0)
		return (x == 0) == upper ? 1 : 0;
	if (x < (a + 1) / (a + b + 2)) {
		part = beta_front(a, b, x, y) * beta_fraction(a, b, x) / a;
		return upper ? 1 - part : part;
	}
	part = beta_front(b, a, y, x) * beta_fraction(b, a, y) / b;
	return upper ? part : 1 - part;
}

double
special_beta(double a, double b, double x)
{
	return beta_tail(a, b, x, 1 - x, 0);
}

double
special_beta_upper(double a, double b, double x)
{
	return beta_tail(a, b, x, 1 - x, 1);
}

double
special_beta_inverse(double a, double b, double p)
{
	double low = 0, high = 1, x = a / (a + b);

	if (!(a > 0 && b > 0 && p >= 0 && p <= 1))
		return NAN;
	if (p == 0 || p == 1)
		return p;
	/* Newton's steps, and halves where one would leave what is known to hold the root. */
	for (int i = 0; i < 200 && high - low > EPSILON * high; i++) {
		double miss = special_beta(a, b, x) - p, slope, next;

		if (miss == 0)
			break;
		if (miss > 0)
			high = x;
		else
			low = x;
		slope = beta_front(a, b, x, 1 - x) / (x * (1 - x));
		next = x - miss / slope;
		if (!(next > low && next < high))
			next = (low + high) / 2;
		if (fabs(next - x) <= EPSILON * x)
			break;
		x = next;
	}
	return x;
}

/* x^a e^-x / Gamma(a) */
static double
gamma_front(double a, double x)
{
	if (a < 16)
		return exp(a * log(x) - x - special_lgamma(a));
	return sqrt(a / (2 * M_PI)) * exp(-stirling_rest(a) - deviance(a, x));
}

static double
gamma_series(double a, double x)
{
	double term = 1 / a, sum = term;

	for (int n = 1; n < TERMS_MAX && fabs(term) > fabs(sum) * EPSILON; n++) {
		term *= x / (a + n);
		sum += term;
	}
	return sum;
}

static double
gamma_fraction(double a, double x)
{
	double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;

	for (int i = 1; i < TERMS_MAX; i++) {
		double an = -i * (i - a), change;

		b += 2;
		d = an * d + b;
		c = b + an / c;
		d = 1 / (fabs(d) < TINY ? TINY : d);
		c = fabs(c) < TINY ? TINY : c;
		change = d * c;
		h *= change;
		if (fabs(change - 1) < EPSILON)
			break;
	}
	return h;
}

double
special_gamma(double a, double x)
{
	if (!(a > 0 && x >= 0))
		return NAN;
	if (x == 0 || isinf(x))
		return x == 0 ? 0 : 1;
	return x < a + 1 ? gamma_front(a, x) * gamma_series(a, x)
			 : 1 - gamma_front(a, x) * gamma_fraction(a, x);
}

double
special_gamma_upper(double a, double x)
{
	if (!(a > 0 && x >= 0))
		return NAN;
	if (x == 0 || isinf(x))
		return x == 0 ? 1 : 0;
	return x < a + 1 ? 1 - gamma_front(a, x) * gamma_series(a, x)
			 : gamma_front(a, x) * gamma_fraction(a, x);
}

double
special_normal(double z)
{
	return erfc(-z * M_SQRT1_2) / 2;
}

double
special_normal_upper(double z)
{
	return erfc(z * M_SQRT1_2) / 2;
}
