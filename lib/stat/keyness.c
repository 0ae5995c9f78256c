/* keyness: two measures of the same question. */
#include "stat/keyness.h"
#include <math.h>

static double
term(double seen, double expected)
{
	return seen > 0 ? seen * log(seen / expected) : 0;
}

double
keyness_g2(uint64_t a, uint64_t of_a, uint64_t b, uint64_t of_b)
{
	double x = (double)a, n = (double)of_a, y = (double)b, m = (double)of_b;
	double share = (x + y) / (n + m), g;

	if (of_a == 0 || of_b == 0)
		return 0;
	g = 2 * (term(x, n * share) + term(y, m * share) + term(n - x, n * (1 - share)) +
		    term(m - y, m * (1 - share)));
	return x * m < y * n ? -g : g;
}

double
keyness_z(uint64_t a, uint64_t of_a, uint64_t b, uint64_t of_b)
{
	enum { MASS = 100 };
	double x = (double)a, n = (double)of_a, y = (double)b, m = (double)of_b;
	double prior = MASS * (x + y) / (n + m);
	double delta;

	if (a + b == 0 || n + MASS - x - prior <= 0 || m + MASS - y - prior <= 0)
		return 0;
	delta =
	    log((x + prior) / (n + MASS - x - prior)) - log((y + prior) / (m + MASS - y - prior));
	return delta / sqrt(1 / (x + prior) + 1 / (y + prior));
}
