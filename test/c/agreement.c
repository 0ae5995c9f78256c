/* agreement, keyness: figures known from elsewhere. */
#include "stat/agreement.h"
#include "stat/keyness.h"
#include "unit.h"
#include <math.h>
#include <stdbool.h>

static bool
near(double a, double b, double within)
{
	return fabs(a - b) <= within;
}

int
main(void)
{
	/* Two film critics (Agresti 1996): kappa 0.389, standard error 0.060. */
	static const uint64_t critics[] = {24, 8, 13, 8, 13, 11, 10, 9, 64};
	static const uint64_t all[] = {5, 0, 0, 7}, chance[] = {5, 5, 5, 5}, one[] = {9, 0, 0, 0};
	struct agreement a;

	agreement_of(critics, 3, &a);
	EXPECT(a.n == 160 && a.equal == 101);
	EXPECT(near(a.kappa, 0.3888, 0.00005) && near(a.se, 0.0598, 0.00005));
	agreement_of(all, 2, &a);
	EXPECT(a.kappa == 1 && a.se == 0);
	agreement_of(chance, 2, &a);
	EXPECT(near(a.kappa, 0, 1e-15));
	agreement_of(one, 2, &a);
	EXPECT(isnan(a.kappa) && isnan(a.se) && a.expected == 1);
	agreement_of(one, 0, &a);
	EXPECT(a.n == 0 && isnan(a.kappa));

	/* Titles of complaints without and with a word of bills (methods.md 7.2). */
	EXPECT(near(keyness_z(439, 6570, 92, 3553), 8.5659, 0.00005));
	EXPECT(near(keyness_z(195, 6570, 23, 3553), 6.9902, 0.00005));
	EXPECT(near(keyness_z(74, 6570, 4, 3553), 4.5738, 0.00005));
	EXPECT(near(keyness_z(0, 6570, 292, 3553), -8.9798, 0.00005));
	EXPECT(keyness_z(0, 10, 0, 10) == 0);
	/* 10 of 100 against 30 of 100: 2 (10 ln(10/20) + 30 ln(30/20) + 90 ln(90/80) + 70
	 * ln(70/80)) */
	EXPECT(near(keyness_g2(30, 100, 10, 100), 12.9715, 0.00005));
	EXPECT(near(keyness_g2(10, 100, 30, 100), -12.9715, 0.00005));
	EXPECT(keyness_g2(5, 10, 5, 10) == 0 && keyness_g2(1, 1, 0, 0) == 0);
	EXPECT(keyness_g2(10, 10, 0, 10) > 27.7 && keyness_g2(10, 10, 0, 10) < 27.8);
	return unit_end();
}
