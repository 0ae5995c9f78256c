/* agreement: kappa of a square table. */
#include "stat/agreement.h"
#include "base/mem.h"
#include <math.h>
#include <stdlib.h>

/* The terms of the variance in braces, before the factor. */
static double
spread(const uint64_t *cell, size_t k, const double *row, const double *column, double equal,
    double expected, double n)
{
	double on = 0, off = 0, rest = equal * expected - 2 * expected + equal;

	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++) {
			double p = (double)cell[i * k + j] / n;
			double both = i == j ? (1 - expected) - (row[i] + column[i]) * (1 - equal)
					     : column[i] + row[j];

			if (i == j)
				on += p * both * both;
			else
				off += p * both * both;
		}
	return on + (1 - equal) * (1 - equal) * off - rest * rest;
}

void
agreement_of(const uint64_t *cell, size_t k, struct agreement *a)
{
	double *row = mem_new(k + 1, sizeof *row), *column = mem_new(k + 1, sizeof *column);
	double n, equal, variance;

	*a = (struct agreement){.expected = (double)NAN, .kappa = (double)NAN, .se = (double)NAN};
	for (size_t i = 0; i < k; i++)
		for (size_t j = 0; j < k; j++) {
			a->n += cell[i * k + j];
			a->equal += i == j ? cell[i * k + j] : 0;
			row[i] += (double)cell[i * k + j];
			column[j] += (double)cell[i * k + j];
		}
	if (a->n > 0) {
		n = (double)a->n;
		equal = (double)a->equal / n;
		a->expected = 0;
		for (size_t i = 0; i < k; i++) {
			row[i] /= n;
			column[i] /= n;
			a->expected += row[i] * column[i];
		}
		if (a->expected < 1) {
			a->kappa = (equal - a->expected) / (1 - a->expected);
			variance = spread(cell, k, row, column, equal, a->expected, n) /
				   (n * pow(1 - a->expected, 4));
			a->se = variance > 0 ? sqrt(variance) : 0;
		}
	}
	free(row);
	free(column);
}
