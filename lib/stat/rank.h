/*
 * rank: scores held against what happened, and places in a population.  Nothing depends on the order in which units come:
 * ties have mid-ranks, or are broken by the unit's number, which is its place in the order of keys.
 */
#ifndef STAT_RANK_H
#define STAT_RANK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A value as a whole number in the same order; 0 and -0 are one. */
uint64_t rank_bits(double);
/* Units by rising value; equal values by rising number.  order: room for n.  Values are no NaN. */
void rank_order(const double *value, uint32_t *order, size_t n);
void rank_order_down(const double *value, uint32_t *order, size_t n); /* by falling value, equal ones still by rising number */
/* Mid-ranks, from 1: the mean of the places that equal values share. */
void rank_mid(const double *value, const uint32_t *order, double *rank, size_t n);
/* 100 * (below + half of the equal ones) / n */
void rank_percentiles(const double *value, const uint32_t *order, double *pct, size_t n);
/*
 * Area under the ROC curve, ties as half (Mann and Whitney): (R+ - n+(n+1)/2) / (n+ n-).  NaN if one of the classes is empty.
 */
double rank_auc(const double *value, const bool *positive, size_t n);
/*
 * The share of the positives (capture) that is found among the first `share` of the units of an order (the highest first), and
 * how many times more it is than among as many by chance (lift).  The number of units is rounded up.
 */
struct rank_top {
	size_t units, positives;
	double capture, lift; /* NaN without positives */
};
struct rank_top rank_highest(const uint32_t *down, const bool *positive, size_t n, double share);
/* R type 7 of values in rising order. */
double rank_quantile(const double *value, const uint32_t *order, size_t n, double p);
/* Pearson's; NaN where one does not vary. */
double rank_correlation(const double *x, const double *y, size_t n);

#endif
