/* rank: orders, mid-ranks and what follows from them. */
#include "stat/rank.h"
#include "base/mem.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11, DIGITS = 6, BUCKETS = 1 << DIGIT };

uint64_t
rank_bits(double x)
{
	uint64_t bits;

	x += 0.0;
	memcpy(&bits, &x, sizeof bits);
	return bits >> 63 ? ~bits : bits | (uint64_t)1 << 63;
}

struct item {
	uint64_t key;
	uint32_t at;
};

/* A stable pass over one digit; false if all have the same, and nothing was moved. */
static bool
radix_pass(const struct item *from, struct item *to, size_t n, unsigned shift)
{
	size_t start[BUCKETS + 1] = {0};

	for (size_t i = 0; i < n; i++)
		start[(from[i].key >> shift & (BUCKETS - 1)) + 1]++;
	if (start[(from[0].key >> shift & (BUCKETS - 1)) + 1] == n)
		return false;
	for (size_t b = 0; b < BUCKETS; b++)
		start[b + 1] += start[b];
	for (size_t i = 0; i < n; i++)
		to[start[from[i].key >> shift & (BUCKETS - 1)]++] = from[i];
	return true;
}

static void
sort(const double *value, uint32_t *order, size_t n, bool down)
{
	struct item *from = mem_new(n + 1, sizeof *from), *to = mem_new(n + 1, sizeof *to), *swap;

	for (size_t i = 0; i < n; i++)
		from[i] =
		    (struct item){down ? ~rank_bits(value[i]) : rank_bits(value[i]), (uint32_t)i};
	for (unsigned d = 0; d < DIGITS && n; d++)
		if (radix_pass(from, to, n, d * DIGIT)) {
			swap = from;
			from = to;
			to = swap;
		}
	for (size_t i = 0; i < n; i++)
		order[i] = from[i].at;
	free(from);
	free(to);
}

void
rank_order(const double *value, uint32_t *order, size_t n)
{
	sort(value, order, n, false);
}

void
rank_order_down(const double *value, uint32_t *order, size_t n)
{
	sort(value, order, n, true);
}

/* The end of the run of equal values that begins at i. */
static size_t
run_end(const double *value, const uint32_t *order, size_t i, size_t n)
{
	size_t end = i + 1;

	while (end < n && value[order[end]] == value[order[i]])
		end++;
	return end;
}

void
rank_mid(const double *value, const uint32_t *order, double *rank, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		end = run_end(value, order, i, n);
		for (size_t k = i; k < end; k++)
			rank[order[k]] = (double)(i + 1 + end) / 2;
	}
}

void
rank_percentiles(const double *value, const uint32_t *order, double *pct, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		end = run_end(value, order, i, n);
		for (size_t k = i; k < end; k++)
			pct[order[k]] = 100 * ((double)(i + end) / 2) / (double)n;
	}
}

/* Twice the sum of ranks is a whole number, so the sum is exact. */
double
rank_auc(const double *value, const bool *positive, size_t n)
{
	uint32_t *order = mem_new(n + 1, sizeof *order);
	uint64_t twice = 0; /* at most 2 n^2, and n has 31 bits */
	double yes = 0, no;

	rank_order(value, order, n);
	for (size_t i = 0, end; i < n; i = end) {
		size_t found = 0;

		end = run_end(value, order, i, n);
		for (size_t k = i; k < end; k++)
			found += positive[order[k]];
		twice += (uint64_t)found * (i + 1 + end);
		yes += (double)found;
	}
	free(order);
	no = (double)n - yes;
	return yes > 0 && no > 0 ? ((double)twice / 2 - yes * (yes + 1) / 2) / (yes * no)
				 : (double)NAN;
}

struct rank_top
rank_highest(const uint32_t *down, const bool *positive, size_t n, double share)
{
	struct rank_top top = {.units = (size_t)ceil(share * (double)n - 1e-9)};
	size_t all = 0;

	for (size_t i = 0; i < n; i++)
		all += positive[down[i]];
	for (size_t i = 0; i < top.units; i++)
		top.positives += positive[down[i]];
	top.capture = all ? (double)top.positives / (double)all : (double)NAN;
	top.lift = all ? top.capture * (double)n / (double)top.units : (double)NAN;
	return top;
}

double
rank_quantile(const double *value, const uint32_t *order, size_t n, double p)
{
	double g = (double)(n - 1) * p, low = floor(g);
	size_t i = (size_t)low;

	if (n == 0)
		return NAN;
	return i + 1 < n ? value[order[i]] + (g - low) * (value[order[i + 1]] - value[order[i]])
			 : value[order[n - 1]];
}

double
rank_correlation(const double *x, const double *y, size_t n)
{
	double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;

	for (size_t i = 0; i < n; i++) {
		mx += x[i] / (double)n;
		my += y[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		xx += (x[i] - mx) * (x[i] - mx);
		yy += (y[i] - my) * (y[i] - my);
		xy += (x[i] - mx) * (y[i] - my);
	}
	return xx > 0 && yy > 0 ? xy / sqrt(xx * yy) : (double)NAN;
}
