/* bayes_inner: what guessing and cross-validation share. */
#ifndef STAT_BAYES_INNER_H
#define STAT_BAYES_INNER_H
#include "stat/bayes.h"
#include <math.h>

/* The score of a class for n tokens none of which it has; what it has of them is added as ln(1 + n_cw / alpha). */
static inline double
bayes_base(uint64_t texts_c, uint64_t texts, uint64_t total, double alpha, double vocabulary, double n)
{
	if (texts_c == 0)
		return -(double)INFINITY;
	return log((double)texts_c / (double)texts) + n * log(alpha / ((double)total + alpha * vocabulary));
}

struct bayes_guess bayes_best(const double *score, size_t classes, size_t known);

#endif
