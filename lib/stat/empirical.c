/* empirical: Gamma-Poisson empirical Bayes. */
#include "stat/empirical.h"
#include "stat/optimise.h"
#include "stat/special.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/*
 * A shape beyond these says no more: units are all alike, or all events come from a few.  Where
 * events are as even as chance makes them the likelihood has no maximum, and rises for ever with
 * both parameters.
 */
static const double SHAPE_MIN = 1e-6, SHAPE_MAX = EMPIRICAL_EVEN;

/* lgamma(x + y) - lgamma(x): for few whole events a product, which is faster and loses nothing. */
enum { PRODUCT_MAX = 12 };

static double
lgamma_step(double x, double y)
{
	double product = 1;

	if (y == 0)
		return 0;
	if (y > PRODUCT_MAX || y != floor(y))
		return special_lgamma(x + y) - special_lgamma(x);
	for (int i = 0; i < (int)y; i++)
		product *= x + i;
	return log(product);
}

static int
by_value(const void *a, const void *b)
{
	const struct empirical_group *x = a, *y = b;

	if (x->e != y->e)
		return x->e < y->e ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return (x->y > y->y) - (x->y < y->y);
}

size_t
empirical_group(struct empirical_group *g, size_t n)
{
	size_t kept = 0;

	if (n == 0)
		return 0;
	qsort(g, n, sizeof *g, by_value);
	for (size_t i = 1; i < n; i++)
		if (by_value(&g[kept], &g[i]) == 0)
			g[kept].count += g[i].count;
		else
			g[++kept] = g[i];
	return kept + 1;
}

double
empirical_marginal_at(const struct empirical_group *g, size_t n, double a, double b)
{
	double sum = 0, lb = log(b), le = 0, last = -1;

	for (size_t i = 0; i < n; i++) {
		if (g[i].e != last) /* sorted by E: most logarithms are the one before */
			le = log(b + g[i].e);
		last = g[i].e;
		sum += g[i].count * (lgamma_step(a, g[i].n) + a * lb - (a + g[i].n) * le);
	}
	return sum;
}

double
empirical_predictive_at(
    const struct empirical_group *g, size_t n, double window, double a, double b)
{
	double sum = 0, stay = 0, come = 0, last = -1;

	for (size_t i = 0; i < n; i++) {
		if (g[i].e != last) {
			stay = -log1p(window / (b + g[i].e));
			come = log(window / (b + g[i].e + window));
		}
		last = g[i].e;
		sum += g[i].count * (lgamma_step(a + g[i].n, g[i].y) - lgamma_step(1, g[i].y) +
					(a + g[i].n) * stay + g[i].y * come);
	}
	return sum;
}

struct data {
	const struct empirical_group *group;
	size_t n;
	double window;
	bool predictive;
};

static double
minus_value(void *arg, const double *x)
{
	const struct data *d = arg;
	double a = exp(x[0]), b = exp(x[1]);

	if (!(a >= SHAPE_MIN && a <= SHAPE_MAX))
		return INFINITY;
	return d->predictive ? -empirical_predictive_at(d->group, d->n, d->window, a, b)
			     : -empirical_marginal_at(d->group, d->n, a, b);
}

/* Exposure per event; all of it where there is none. */
static double
mean_exposure(const struct empirical_group *g, size_t n)
{
	double events = 0, exposure = 0;

	for (size_t i = 0; i < n; i++) {
		events += g[i].count * g[i].n;
		exposure += g[i].count * g[i].e;
	}
	return exposure > 0 ? exposure / (events > 0 ? events : 1) : 1;
}

struct empirical_fit
empirical_marginal(const struct empirical_group *g, size_t n)
{
	static const double shape[] = {0.3, 1, 3};
	struct data d = {.group = g, .n = n};
	double mean = mean_exposure(g, n), start[6], x[2], value;
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any = any || (g[i].n > 0 && g[i].e > 0);
	/* Nothing happened, or nobody was there: any shape is as good; one that says "rarely". */
	if (!any)
		return (struct empirical_fit){1, mean, 0};
	for (size_t i = 0; i < 3; i++) {
		start[2 * i] = log(shape[i]);
		start[2 * i + 1] = log(shape[i] * mean);
	}
	value = optimise_from(minus_value, &d, start, 3, x, 2);
	return (struct empirical_fit){exp(x[0]), exp(x[1]), -value};
}

/*
 * Decayed counts vary less than whole ones, so the marginal fit may run off to where all units are
 * alike, on ground too flat to come back from: a second start is the usual one in between, a = 1.
 */
struct empirical_fit
empirical_predictive(
    const struct empirical_group *g, size_t n, double window, struct empirical_fit from)
{
	struct data d = {.group = g, .n = n, .window = window, .predictive = true};
	double start[4] = {log(from.a), log(from.b), 0, log(mean_exposure(g, n))}, x[2], value;

	value = optimise_from(minus_value, &d, start, 2, x, 2);
	return (struct empirical_fit){exp(x[0]), exp(x[1]), -value};
}

double
empirical_rate(const struct empirical_fit *f, double n, double e)
{
	return (f->a + n) / (f->b + e);
}

double
empirical_chance(const struct empirical_fit *f, double n, double e, double ahead)
{
	return -expm1(-(f->a + n) * log1p(ahead / (f->b + e)));
}
