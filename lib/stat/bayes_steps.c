/* bayes_steps: what a margin is worth. */
#include "base/mem.h"
#include "stat/bayes.h"
#include <math.h>
#include <stdlib.h>

struct trial {
	double margin;
	bool right;
};

static int
by_margin(const void *a, const void *b)
{
	const struct trial *x = a, *y = b;

	return (x->margin > y->margin) - (x->margin < y->margin);
}

/* Neighbours where the higher step was less often right share their chance. */
void
bayes_pool(struct bayes_steps *s)
{
	double right[BAYES_STEPS], of[BAYES_STEPS];
	size_t width[BAYES_STEPS], n = 0, at = 0;

	for (size_t i = 0; i < s->n; i++) {
		right[n] = (double)s->step[i].right;
		of[n] = (double)s->step[i].n;
		width[n++] = 1;
		for (; n > 1 && right[n - 2] * of[n - 1] >= right[n - 1] * of[n - 2]; n--) {
			right[n - 2] += right[n - 1];
			of[n - 2] += of[n - 1];
			width[n - 2] += width[n - 1];
		}
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < width[i]; k++)
			s->step[at++].chance = right[i] / of[i];
}

void
bayes_calibrate(struct bayes_steps *s, const struct bayes_guess *g, const uint32_t *class, size_t n)
{
	struct trial *t = mem_new(n + 1, sizeof *t);
	size_t m = 0;

	*s = (struct bayes_steps){.n = 0};
	for (size_t i = 0; i < n; i++)
		if (!g[i].none)
			t[m++] = (struct trial){g[i].margin, g[i].class == class[i]};
	qsort(t, m, sizeof *t, by_margin);
	for (size_t i = 0; i < m; i++) {
		/* Equal margins stay in one step; a step begins half-way from the one before. */
		bool begins =
		    s->n == 0 || (i * BAYES_STEPS / m >= s->n && t[i].margin > t[i - 1].margin);

		if (begins && s->n < BAYES_STEPS) {
			s->step[s->n].margin =
			    i ? (t[i].margin + t[i - 1].margin) / 2 : t[i].margin;
			s->n++;
		}
		s->step[s->n - 1].n++;
		s->step[s->n - 1].right += t[i].right;
	}
	bayes_pool(s);
	free(t);
}

double
bayes_chance(const struct bayes_steps *s, double margin)
{
	size_t at = 0;

	if (s->n == 0)
		return (double)NAN;
	while (at + 1 < s->n && s->step[at + 1].margin <= margin)
		at++;
	return s->step[at].chance;
}

double
bayes_cut(const struct bayes_steps *s, double precision)
{
	double right = 0, of = 0, cut = (double)INFINITY;

	for (size_t i = s->n; i-- > 0;) {
		right += (double)s->step[i].right;
		of += (double)s->step[i].n;
		if (right >= precision * of)
			cut = i == 0 ? 0 : s->step[i].margin;
	}
	return cut;
}
