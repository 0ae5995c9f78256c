/* special: incomplete beta and gamma, the normal distribution, to 1e-12; reference values have 17
 * digits (50 carried). */
#include "stat/special.h"
#include "unit.h"
#include <math.h>

static const double DIGITS = 1e-12;

static int
close_to(double got, double want)
{
	int good = want == 0 ? fabs(got) < 1e-300 : fabs(got - want) <= DIGITS * fabs(want);

	if (!good)
		fprintf(stderr, "got %.17g, want %.17g, off by %.2g\n", got, want,
		    fabs(got / want - 1));
	return good;
}

static void
beta(void)
{
	static const struct {
		double a, b, x, lower, upper;
	} t[] = {
	    {2.0, 3.0, 0.4, 0.52480000000000004, 0.47519999999999996},
	    {20.0, 30.0, 0.45, 0.76711139321343094, 0.23288860678656906},
	    {150.5, 3.0, 0.9, 1.6889646110646708e-5, 0.99998311035388935},
	    {1000.0, 2000.0, 0.3, 4.0738279160507715e-5, 0.99995926172083949},
	    {1000.0, 2000.0, 0.36, 0.99890949694075015, 0.0010905030592498493},
	    {2.5, 10000.0, 0.0001, 0.15088955846985197, 0.84911044153014803},
	    {30.0, 0.3, 0.7, 1.5366283586676327e-6, 0.99999846337164133},
	    {0.5, 0.5, 0.1, 0.20483276469913346, 0.79516723530086654},
	    {0.01, 5.0, 0.001, 0.95279588000707724, 0.047204119992922764},
	};

	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		EXPECT(close_to(special_beta(t[i].a, t[i].b, t[i].x), t[i].lower));
		EXPECT(close_to(special_beta_upper(t[i].a, t[i].b, t[i].x), t[i].upper));
		EXPECT(fabs(special_beta_inverse(t[i].a, t[i].b, t[i].lower) / t[i].x - 1) < 1e-10);
	}
	EXPECT(special_beta(2, 3, 0) == 0 && special_beta(2, 3, 1) == 1);
	EXPECT(special_beta_upper(2, 3, 0) == 1 && special_beta_upper(2, 3, 1) == 0);
	EXPECT(isnan(special_beta(0, 3, 0.5)) && isnan(special_beta(2, 3, 1.5)) &&
	       isnan(special_beta(2, 3, NAN)));
	EXPECT(close_to(special_lbeta(0.5, 0.5), 1.1447298858494002));
	EXPECT(close_to(special_lbeta(3, 40), -10.446973958541667));
	EXPECT(close_to(special_lbeta(20, 20), -27.951991886244471));
	EXPECT(close_to(special_lbeta(1e5, 2.5), -28.497649541827653));
	EXPECT(close_to(special_lbeta(1e6, 2e6), -1909548.290968533));
}

static void
gamma_(void)
{
	static const struct {
		double a, x, lower, upper;
	} t[] = {
	    {0.5, 0.1, 0.34527915398142298, 0.65472084601857702},
	    {3.0, 2.0, 0.32332358381693654, 0.67667641618306346},
	    {3.0, 9.0, 0.99376780489362268, 0.0062321951063773172},
	    {0.01, 0.001, 0.93857065252612899, 0.061429347473871015},
	    {50.0, 60.0, 0.91559331890630817, 0.08440668109369183},
	    {1000.0, 950.0, 0.055054686230738034, 0.94494531376926197},
	    {1000.0, 1100.0, 0.99894067674607002, 0.0010593232539299773},
	    {100000.0, 100100.0, 0.6244451307044055, 0.3755548692955945},
	};

	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		EXPECT(close_to(special_gamma(t[i].a, t[i].x), t[i].lower));
		EXPECT(close_to(special_gamma_upper(t[i].a, t[i].x), t[i].upper));
	}
	EXPECT(special_gamma(2, 0) == 0 && special_gamma_upper(2, INFINITY) == 0);
	EXPECT(isnan(special_gamma(-1, 2)) && isnan(special_gamma(2, -1)));
	EXPECT(close_to(special_lgamma(0.5), 0.57236494292470009));
}

static void
normal(void)
{
	static const double z[][2] = {{0, 0.5}, {1, 0.84134474606854295},
	    {1.959963984540054, 0.975}, {-3, 0.0013498980316300945}, {-10, 7.6198530241605261e-24},
	    {-30, 4.9067139271481871e-198}, {5, 0.99999971334842812}};
	static const double p[][2] = {{0.975, 1.9599639845400539}, {0.9, 1.2815515655446006},
	    {0.1, -1.2815515655446004}, {1e-5, -4.2648907939228246}, {1e-20, -9.2623400897984076},
	    {1e-300, -37.047096299361199}, {0.07, -1.4757910281791707}, {0.5, 0}};

	for (size_t i = 0; i < sizeof z / sizeof *z; i++) {
		EXPECT(close_to(special_normal(z[i][0]), z[i][1]));
		EXPECT(close_to(special_normal_upper(-z[i][0]), z[i][1]));
	}
	for (size_t i = 0; i < sizeof p / sizeof *p; i++)
		EXPECT(close_to(special_normal_quantile(p[i][0]), p[i][1]));
	EXPECT(special_normal_quantile(0) == -INFINITY && special_normal_quantile(1) == INFINITY);
	EXPECT(isnan(special_normal_quantile(-0.1)) && isnan(special_normal_quantile(NAN)));
}

int
main(void)
{
	beta();
	gamma_();
	normal();
	return unit_end();
}
