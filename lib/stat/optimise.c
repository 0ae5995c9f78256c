/* optimise: Nelder and Mead's simplex. */
#include "stat/optimise.h"
#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

static const double SPREAD = 1e-9, SIZE = 1e-7, STEP = 0.25;
static const double ROUNDING = 1e-15; /* below it, differences of values are none */
enum { STEPS_MAX = 2000 };	      /* a flat or endless valley ends somewhere */

struct simplex {
	optimise_fn *fn;
	void *arg;
	size_t n;
	double at[OPTIMISE_MAX + 1][OPTIMISE_MAX], value[OPTIMISE_MAX + 1];
};

static double
value_at(const struct simplex *s, const double *x)
{
	double v = s->fn(s->arg, x);

	return isnan(v) ? INFINITY : v;
}

/* A point and its value to its place among those before it; equals stay in order. */
static void
settle(struct simplex *s, size_t i)
{
	double x[OPTIMISE_MAX], v = s->value[i];

	memcpy(x, s->at[i], sizeof x);
	for (; i > 0 && s->value[i - 1] > v; i--) {
		memcpy(s->at[i], s->at[i - 1], sizeof x);
		s->value[i] = s->value[i - 1];
	}
	memcpy(s->at[i], x, sizeof x);
	s->value[i] = v;
}

static void
begin(struct simplex *s, const double *x)
{
	for (size_t i = 0; i <= s->n; i++) {
		memcpy(s->at[i], x, s->n * sizeof *x);
		if (i)
			s->at[i][i - 1] += STEP;
		s->value[i] = value_at(s, s->at[i]);
		settle(s, i);
	}
}

/* The point on the line from the worst through the middle of the others: -1 mirrors the worst. */
static double
try_at(const struct simplex *s, const double *middle, double along, double *x)
{
	for (size_t j = 0; j < s->n; j++)
		x[j] = middle[j] + along * (s->at[s->n][j] - middle[j]);
	return value_at(s, x);
}

static void
replace_worst(struct simplex *s, const double *x, double v)
{
	memcpy(s->at[s->n], x, s->n * sizeof *x);
	s->value[s->n] = v;
	settle(s, s->n);
}

static void
shrink(struct simplex *s)
{
	for (size_t i = 1; i <= s->n; i++) {
		for (size_t j = 0; j < s->n; j++)
			s->at[i][j] = s->at[0][j] + 0.5 * (s->at[i][j] - s->at[0][j]);
		s->value[i] = value_at(s, s->at[i]);
	}
	for (size_t i = 1; i <= s->n; i++)
		settle(s, i);
}

static void
step(struct simplex *s)
{
	double middle[OPTIMISE_MAX] = {0}, mirrored[OPTIMISE_MAX], other[OPTIMISE_MAX];
	double worst = s->value[s->n], v, w;

	for (size_t i = 0; i < s->n; i++)
		for (size_t j = 0; j < s->n; j++)
			middle[j] += s->at[i][j] / (double)s->n;
	v = try_at(s, middle, -1, mirrored);
	if (v < s->value[0]) {
		w = try_at(s, middle, -2, other);
		replace_worst(s, w < v ? other : mirrored, w < v ? w : v);
	} else if (v < s->value[s->n - 1]) {
		replace_worst(s, mirrored, v);
	} else {
		w = try_at(s, middle, v < worst ? -0.5 : 0.5, other);
		if (w < (v < worst ? v : worst))
			replace_worst(s, other, w);
		else
			shrink(s);
	}
}

static bool
done(const struct simplex *s)
{
	double low = s->value[0], high = s->value[s->n], spread, size = 0;

	if (isinf(low) || isinf(high))
		return isinf(low);
	spread = 2 * (high - low) / (fabs(low) + fabs(high) + 1e-300);
	for (size_t i = 1; i <= s->n; i++)
		for (size_t j = 0; j < s->n; j++)
			size = fmax(size, fabs(s->at[i][j] - s->at[0][j]));
	return spread < ROUNDING || (spread < SPREAD && size < SIZE);
}

double
optimise(optimise_fn *fn, void *arg, double *x, size_t n)
{
	struct simplex s = {.fn = fn, .arg = arg, .n = n};

	assert(n > 0 && n <= OPTIMISE_MAX);
	for (int round = 0; round < 2; round++) {
		begin(&s, x);
		for (int i = 0; i < STEPS_MAX && !done(&s); i++)
			step(&s);
		memcpy(x, s.at[0], n * sizeof *x);
	}
	return s.value[0];
}

double
optimise_from(optimise_fn *fn, void *arg, const double *start, size_t starts, double *x, size_t n)
{
	double best = INFINITY, here[OPTIMISE_MAX];

	for (size_t i = 0; i < starts; i++) {
		double v;

		memcpy(here, start + i * n, n * sizeof *here);
		v = optimise(fn, arg, here, n);
		if (i == 0 || v < best) {
			best = v;
			memcpy(x, here, n * sizeof *x);
		}
	}
	return best;
}
