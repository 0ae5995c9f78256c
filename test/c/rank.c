/* rank: orders, ties, the area under the curve, lift. */
#include "stat/rank.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>

static void
orders(void)
{
	static const double v[] = {3, -1, 3, 0, -0.0, -INFINITY, 1e300};
	uint32_t order[7];
	double rank[7], pct[7];

	rank_order(v, order, 7);
	EXPECT(order[0] == 5 && order[1] == 1 && order[2] == 3 && order[3] == 4 && order[4] == 0 &&
	       order[5] == 2 && order[6] == 6);
	rank_mid(v, order, rank, 7);
	EXPECT(rank[5] == 1 && rank[3] == 3.5 && rank[4] == 3.5 && rank[0] == 5.5 && rank[6] == 7);
	rank_percentiles(v, order, pct, 7);
	EXPECT(fabs(pct[0] - 100 * 5.0 / 7) < 1e-12 && fabs(pct[6] - 100 * 6.5 / 7) < 1e-12);
	rank_order_down(v, order, 7);
	EXPECT(order[0] == 6 && order[1] == 0 && order[2] == 2 && order[3] == 3 && order[6] == 5);
	rank_order(v, order, 0);
}

/* The area by counting pairs, on many small draws. */
static void
areas(void)
{
	double v[40];
	bool yes[40];
	unsigned seed = 1;

	for (int round = 0; round < 200; round++) {
		double won = 0, pairs = 0;

		for (int i = 0; i < 40; i++) {
			seed = seed * 1103515245 + 12345;
			v[i] = seed >> 16 & 7;
			yes[i] = seed >> 20 & 1;
		}
		for (int i = 0; i < 40; i++)
			for (int j = 0; j < 40; j++)
				if (yes[i] && !yes[j]) {
					pairs++;
					won += v[i] > v[j] ? 1 : v[i] == v[j] ? 0.5 : 0;
				}
		EXPECT(pairs == 0 || fabs(rank_auc(v, yes, 40) - won / pairs) < 1e-12);
	}
	EXPECT(isnan(rank_auc(v, yes, 0)));
	yes[0] = true;
	EXPECT(isnan(rank_auc(v, yes, 1)));
}

static void
tops(void)
{
	static const double v[] = {5, 1, 5, 2, 5, 0, 4, 3, 2, 1};
	static const bool yes[] = {1, 0, 0, 0, 1, 0, 1, 0, 0, 0};
	static const bool never[10];
	uint32_t down[10], up[10];
	struct rank_top top;

	rank_order_down(v, down, 10);
	top = rank_highest(down, yes, 10, 0.1);
	EXPECT(top.units == 1 && top.positives == 1 && fabs(top.capture - 1.0 / 3) < 1e-12 &&
	       fabs(top.lift - 10.0 / 3) < 1e-12);
	top = rank_highest(down, yes, 10, 0.25); /* rounded up to 3: 0, 2, 4 */
	EXPECT(top.units == 3 && top.positives == 2);
	top = rank_highest(down, never, 10, 0.1);
	EXPECT(isnan(top.capture) && isnan(top.lift));
	rank_order(v, up, 10);
	EXPECT(rank_quantile(v, up, 10, 0) == 0 && rank_quantile(v, up, 10, 1) == 5);
	EXPECT(fabs(rank_quantile(v, up, 10, 0.5) - 2.5) < 1e-12);
	EXPECT(isnan(rank_quantile(v, up, 0, 0.5)));
}

/* A large one, over several digits of the sort. */
static void
large(void)
{
	enum { N = 20000 };
	double *v = malloc(N * sizeof *v);
	uint32_t *order = malloc(N * sizeof *order);
	uint64_t seed = 7;
	int sorted = 1;

	for (int i = 0; i < N; i++) {
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		v[i] = (double)(int64_t)seed / (double)(1 + (seed >> 50));
	}
	rank_order(v, order, N);
	for (int i = 1; i < N; i++)
		sorted = sorted && v[order[i - 1]] <= v[order[i]];
	EXPECT(sorted);
	free(v);
	free(order);
}

int
main(void)
{
	static const double x[] = {1, 2, 3, 4}, y[] = {2, 4, 6, 8}, flat[] = {1, 1, 1, 1};

	orders();
	areas();
	tops();
	large();
	EXPECT(fabs(rank_correlation(x, y, 4) - 1) < 1e-12);
	EXPECT(isnan(rank_correlation(x, flat, 4)));
	return unit_end();
}
