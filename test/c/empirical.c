/* empirical: Gamma-Poisson fits against methods' figures; the telecom tickets if the data is there.
 */
#include "stat/empirical.h"
#include "stat/rank.h"
#include "unit.h"
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <zlib.h>

static int
near(double got, double want, double digits)
{
	int good = fabs(got - want) <= digits;

	if (!good)
		fprintf(stderr, "got %.12g, want %.12g\n", got, want);
	return good;
}

static void
small(void)
{
	static const double n[] = {0, 0, 0, 0, 0, 1, 1, 2, 3, 7},
			    e[] = {10, 20, 30, 40, 50, 10, 20, 30, 40, 50};
	struct empirical_group g[10], twice[20];
	struct empirical_fit f, again;

	for (size_t i = 0; i < 10; i++)
		g[i] = twice[i] = twice[19 - i] = (struct empirical_group){n[i], e[i], 0, 1};
	EXPECT(empirical_group(g, 10) == 10);
	f = empirical_marginal(g, 10);
	EXPECT(near(f.a, 0.881726, 2e-6));
	EXPECT(near(f.b, 19.984941, 5e-5));
	EXPECT(near(f.value, -54.609868, 1e-6));
	EXPECT(near(empirical_marginal_at(g, 10, f.a, f.b), f.value, 1e-12));
	/* Two of each: the same parameters, twice the value, in groups of two. */
	EXPECT(empirical_group(twice, 20) == 10 && twice[0].count == 2);
	again = empirical_marginal(twice, 10);
	EXPECT(near(again.a, f.a, 1e-4) && near(again.value, 2 * f.value, 1e-5));
}

static void
rates(void)
{
	struct empirical_fit f = {0.5, 100, 0};

	EXPECT(near(empirical_rate(&f, 1.698294, 122.033954), 0.00990071, 1e-8));
	EXPECT(near(empirical_chance(&f, 1.698294, 122.033954, 90), 0.526706, 1e-6));
	EXPECT(near(empirical_chance(&f, 0, 122.033954, 90), 0.156454, 1e-6));
	EXPECT(near(empirical_chance(&f, 0.890899, 51.136797, 90), 0.477849, 1e-6));
}

static void
edges(void)
{
	struct empirical_group none[1] = {{0, 10, 0, 5}},
			       even[2] = {{1, 10, 1, 100}, {1, 10, 1, 100}};
	struct empirical_fit f = empirical_marginal(none, 1);

	EXPECT(empirical_group(none, 0) == 0);
	EXPECT(f.a > 0 && f.b > 0 && isfinite(f.a) && isfinite(f.b));
	f = empirical_predictive(none, 1, 30, f);
	EXPECT(isfinite(f.a) && isfinite(f.b) && isfinite(f.value));
	f = empirical_marginal(none, 0);
	EXPECT(f.a > 0 && f.b > 0);
	/* All alike: the shape stops at its bound, the rate is the mean. */
	f = empirical_marginal(even, 2);
	EXPECT(f.a <= EMPIRICAL_EVEN && f.a > 100 && near(f.a / f.b, 0.1, 1e-3));
	/* Fractional weights are fine. */
	even[0].n = 0.25;
	even[1].y = 1.5;
	EXPECT(isfinite(empirical_predictive_at(even, 2, 30, 1, 10)));
}

/* Field `at` of a line whose commas are none in quotes. */
static const char *
field(const char *line, int at)
{
	while (at-- > 0 && line)
		line = (line = strchr(line, ',')) ? line + 1 : NULL;
	return line ? line : "";
}

enum { TENURE = 5, TECH = 21, CHURN = 22, MOST = 8000 };

static void
telco(void)
{
	static struct empirical_group g[MOST], all[MOST];
	static double value[MOST], count[MOST], raw[MOST], tenure[MOST];
	static bool churned[MOST];
	const char *data = getenv("CS_DATA");
	struct empirical_fit f;
	char path[4096], line[4096];
	gzFile file;
	size_t n = 0;

	snprintf(path, sizeof path, "%s/telco-churn/telco-churn-tickets.csv.gz", data ? data : "");
	if ((file = gzopen(path, "rb")) == NULL)
		return;
	gzgets(file, line, sizeof line);
	for (; gzgets(file, line, sizeof line) && n < MOST; n++) {
		tenure[n] = strtod(field(line, TENURE), NULL);
		all[n] = (struct empirical_group){
		    strtod(field(line, TECH), NULL), fmax(tenure[n], 0.5), 0, 1};
		churned[n] = *field(line, CHURN) == 'Y';
	}
	gzclose(file);
	EXPECT(n == 7043);
	memcpy(g, all, sizeof g);
	f = empirical_marginal(g, empirical_group(g, n));
	EXPECT(near(f.a, 0.118115, 1e-6));
	EXPECT(near(f.b, 8.772271, 2e-4));
	EXPECT(near(f.value, -13418.3333, 1e-4));
	for (size_t i = 0; i < n; i++) {
		value[i] = empirical_rate(&f, all[i].n, all[i].e);
		count[i] = all[i].n;
		raw[i] = all[i].n / all[i].e;
	}
	EXPECT(near(value[0], 0.012087, 1e-6));
	EXPECT(near(rank_auc(value, churned, n), 0.8695, 5e-5));
	EXPECT(near(rank_auc(count, churned, n), 0.6530, 5e-5));
	EXPECT(near(rank_auc(raw, churned, n), 0.6591, 5e-5));
	EXPECT(near(1 - rank_auc(tenure, churned, n), 0.7399, 5e-5));
}

int
main(void)
{
	small();
	rates();
	edges();
	telco();
	return unit_end();
}
