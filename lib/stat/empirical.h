/*
 * empirical: rates of rare events, shrunk towards what is usual: Gamma-Poisson empirical Bayes (Robbins 1955; the negative
 * binomial of Greenwood and Yule 1920).  Events of a unit come at a rate that is Gamma(a, b) over the units.
 *
 *	fit = empirical_marginal(group, n);                  from N events in exposure E
 *	fit = empirical_predictive(group, n, window, fit);   by how well N, E foretell y, the events of the window after
 *	rate = empirical_rate(&fit, N, E)                    (a + N) / (b + E)
 *
 * N and y need not be whole (weights, decay).  Units with equal (N, E, y) are one group with a count: group them first
 * (empirical_group).  A fit adds up in the order of the groups, on one thread.
 */
#ifndef STAT_EMPIRICAL_H
#define STAT_EMPIRICAL_H
#include <stddef.h>

/* The largest shape: units do not differ, as far as the events tell. */
#define EMPIRICAL_EVEN 1e5

struct empirical_group {
	double n, e, y; /* events, exposure, events of the window after (predictive fit alone) */
	double count;   /* units */
};
struct empirical_fit {
	double a, b;  /* shape; rate, in units of exposure */
	double value; /* the log-likelihood */
};

/* Sorts by (E, N, y) and puts equal ones together; returns how many are left. */
size_t empirical_group(struct empirical_group *, size_t n);
/* Maximum of sum(lgamma(a+N) - lgamma(a) + a ln b - (a+N) ln(b+E)), from a = 0.3, 1 and 3 with b = a sum(E)/sum(N). */
struct empirical_fit empirical_marginal(const struct empirical_group *, size_t n);
/*
 * Maximum of the log-likelihood of y given N, E: negative binomial with a+N, b+E over the window, from the parameters given.
 */
struct empirical_fit empirical_predictive(const struct empirical_group *, size_t n, double window, struct empirical_fit from);
/* Those log-likelihoods at given parameters. */
double empirical_marginal_at(const struct empirical_group *, size_t n, double a, double b);
double empirical_predictive_at(const struct empirical_group *, size_t n, double window, double a, double b);

/* Of one unit: events per unit of exposure; the chance of one event or more in the exposure to come. */
double empirical_rate(const struct empirical_fit *, double n, double e);
double empirical_chance(const struct empirical_fit *, double n, double e, double ahead);

#endif
