/*
 * special: functions that distributions are made of, to a relative error of 1e-12 or better, from any thread.
 *
 * Incomplete beta and gamma: power series and continued fractions (modified Lentz) as in Press et al., Numerical Recipes,
 * 6.2 and 6.4; what stands before them by the saddle-point form of Loader ("Fast and accurate computation of binomial
 * probabilities", 2000), for a difference of large lgamma loses digits.  Normal quantile: Wichura's AS 241 (Applied
 * Statistics 37, 1988).  Outside a function's domain the result is NaN.
 */
#ifndef STAT_SPECIAL_H
#define STAT_SPECIAL_H

double special_lgamma(double x); /* x > 0 */
double special_lbeta(double a, double b);
/* Regularised: I_x(a, b), 0 <= x <= 1; and 1 - I_x(a, b), exact where it is small. */
double special_beta(double a, double b, double x);
double special_beta_upper(double a, double b, double x);
double special_beta_inverse(double a, double b, double p);
/* Regularised: P(a, x) and Q(a, x) = 1 - P. */
double special_gamma(double a, double x);
double special_gamma_upper(double a, double x);
/* The standard normal distribution, its upper tail, its quantile. */
double special_normal(double z);
double special_normal_upper(double z);
double special_normal_quantile(double p);

#endif
