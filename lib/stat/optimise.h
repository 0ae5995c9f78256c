/*
 * optimise: the lowest value of a function of a few variables, without derivatives (Nelder and Mead, "A simplex method
 * for function minimization", Computer Journal 7, 1965).
 *
 *	double x[2] = { log(a), log(b) };
 *	double low = optimise(minus_log_likelihood, &data, x, 2);
 *
 * Reflection 1, expansion 2, contraction 1/2, shrink 1/2; the end is a relative spread of the simplex's values below 1e-9
 * and a simplex smaller than 1e-7 (a value is flat at its lowest, and the variables would keep four digits alone); then
 * once more from the result.  No randomness: the same function gives the same bytes.  Keep positive variables as
 * logarithms.  A value that is not a number counts as infinitely high.
 */
#ifndef STAT_OPTIMISE_H
#define STAT_OPTIMISE_H
#include <stddef.h>

enum { OPTIMISE_MAX = 8 }; /* variables */

typedef double optimise_fn(void *arg, const double *x);
/* x: from where, and what was found.  Returns the value there. */
double optimise(optimise_fn *, void *arg, double *x, size_t n);
/* From each of the starts (rows of n); the lowest wins, of equals the first. */
double optimise_from(optimise_fn *, void *arg, const double *start, size_t starts, double *x, size_t n);

#endif
