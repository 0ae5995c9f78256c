/* optimise: known minima, bounded steps, the same bytes twice. */
#include "stat/optimise.h"
#include "unit.h"
#include <math.h>

static double
banana(void *arg, const double *x)
{
	++*(int *)arg;
	return 100 * pow(x[1] - x[0] * x[0], 2) + pow(1 - x[0], 2) + 1;
}

static double
bowl(void *arg, const double *x)
{
	double sum = 0;

	(void)arg;
	for (int i = 0; i < 4; i++)
		sum += (i + 1) * pow(x[i] - i, 2);
	return sum + 3;
}

static double
two_valleys(void *arg, const double *x)
{
	(void)arg;
	return pow(x[0] * x[0] - 1, 2) + 0.1 * x[0];
}

static double
half_plane(void *arg, const double *x)
{
	(void)arg;
	return x[0] <= 0 ? (double)NAN : x[0] - log(x[0]);
}

static double
flat(void *arg, const double *x)
{
	(void)arg;
	(void)x;
	return 7;
}

static double
endless(void *arg, const double *x)
{
	++*(int *)arg;
	return -x[0];
}

int
main(void)
{
	double x[4] = {-1.2, 1}, again[2] = {-1.2, 1}, four[4] = {9, -9, 9, -9}, one[1] = {3};
	double start[] = {1.5, -1.5}, tie[] = {2, -2};
	int calls = 0;

	EXPECT(fabs(optimise(banana, &calls, x, 2) - 1) < 1e-8);
	EXPECT(fabs(x[0] - 1) < 1e-3 && fabs(x[1] - 1) < 2e-3);
	EXPECT(calls < 1000);
	optimise(banana, &calls, again, 2);
	EXPECT(memcmp(x, again, sizeof again) == 0);
	EXPECT(fabs(optimise(bowl, NULL, four, 4) - 3) < 1e-7);
	for (int i = 0; i < 4; i++)
		EXPECT(fabs(four[i] - i) < 1e-3);
	/* What is no number is as bad as can be; a start there finds out. */
	EXPECT(fabs(optimise(half_plane, NULL, one, 1) - 1) < 1e-8 && fabs(one[0] - 1) < 1e-3);
	/* The lower of two valleys, whichever start leads there. */
	EXPECT(optimise_from(two_valleys, NULL, start, 2, one, 1) < 0 && one[0] < 0);
	EXPECT(optimise_from(flat, NULL, tie, 2, one, 1) == 7);
	EXPECT(fabs(one[0] - 2) < 1);
	/* No minimum: it ends. */
	calls = 0;
	one[0] = 0;
	EXPECT(optimise(endless, &calls, one, 1) < -1e3);
	EXPECT(calls < 20000);
	return unit_end();
}
