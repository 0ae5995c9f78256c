/*
 * agreement: how far two codings of the same records agree beyond chance: Cohen's kappa (1960) with the large-sample standard
 * error of Fleiss, Cohen and Everitt (1969), which is for intervals, not for testing kappa = 0.
 */
#ifndef STAT_AGREEMENT_H
#define STAT_AGREEMENT_H
#include <stddef.h>
#include <stdint.h>

struct agreement {
	uint64_t n, equal;
	double expected;  /* share that would agree by chance, from the totals of both */
	double kappa, se; /* NaN where n is 0 or chance alone agrees always */
};

/* cell[i * k + j]: records that the one calls i and the other j. */
void agreement_of(const uint64_t *cell, size_t k, struct agreement *);

#endif
