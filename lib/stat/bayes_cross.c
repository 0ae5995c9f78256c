/* bayes_cross: cross-validation by taking one fold's counts away from those of all. */
#include "base/mem.h"
#include "stat/bayes_inner.h"
#include <stdlib.h>

struct cross {
	const struct bayes_texts *t;
	const uint32_t *fold;
	struct bayes all;
	uint32_t *out;		 /* by count of all: what the fold left out has of it */
	uint64_t *texts, *total; /* of the others, by class */
	uint64_t *seen;		 /* by token: how often the others have it */
	size_t vocabulary;
	uint64_t n;
	const double *alpha;
	size_t alphas;
	double *gain;  /* by count of all, alpha: what a token adds to the score of its class */
	double *score; /* by class, alpha */
	double *one;   /* of one alpha, by class */
	uint32_t *known;
};

static size_t
count_of(const struct bayes *b, uint32_t token, uint32_t class)
{
	size_t low = b->first[token], high = b->first[token + 1];

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (b->count[mid].class < class)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* What is left of the counts without fold f. */
static void
leave_out(struct cross *x, uint32_t f)
{
	const struct bayes_texts *t = x->t;
	const struct bayes *b = &x->all;

	for (size_t k = 0; k < b->first[t->tokens]; k++)
		x->out[k] = 0;
	for (size_t c = 0; c < t->classes; c++) {
		x->texts[c] = b->texts[c];
		x->total[c] = b->total[c];
	}
	x->n = t->n;
	for (size_t i = 0; i < t->n; i++) {
		if (x->fold[i] != f)
			continue;
		x->n--;
		x->texts[t->class[i]]--;
		x->total[t->class[i]] -= t->first[i + 1] - t->first[i];
		for (size_t k = t->first[i]; k < t->first[i + 1]; k++)
			x->out[count_of(b, t->token[k], t->class[i])]++;
	}
	for (size_t k = 0; k < b->first[t->tokens]; k++)
		for (size_t a = 0; a < x->alphas; a++)
			x->gain[k * x->alphas + a] =
			    log1p((double)(b->count[k].n - x->out[k]) / x->alpha[a]);
	x->vocabulary = 0;
	for (size_t w = 0; w < t->tokens; w++) {
		x->seen[w] = 0;
		for (size_t k = b->first[w]; k < b->first[w + 1]; k++)
			x->seen[w] += b->count[k].n - x->out[k];
		x->vocabulary += x->seen[w] > 0;
	}
}

/* The scores of all alphas at once, for the counts are the same. */
static size_t
score(struct cross *x, size_t i)
{
	const struct bayes_texts *t = x->t;
	const struct bayes *b = &x->all;
	size_t known = 0;

	for (size_t k = t->first[i]; k < t->first[i + 1]; k++)
		if (x->seen[t->token[k]] > 0)
			x->known[known++] = t->token[k];
	for (size_t c = 0; c < t->classes; c++)
		for (size_t a = 0; a < x->alphas; a++)
			x->score[c * x->alphas + a] = bayes_base(x->texts[c], x->n, x->total[c],
			    x->alpha[a], (double)x->vocabulary, (double)known);
	for (size_t w = 0; w < known; w++)
		for (size_t k = b->first[x->known[w]]; k < b->first[x->known[w] + 1]; k++) {
			double *to = x->score + b->count[k].class * x->alphas;
			const double *gain = x->gain + k * x->alphas;

			for (size_t a = 0; a < x->alphas; a++)
				to[a] += gain[a];
		}
	return known;
}

static struct bayes_guess
guess(struct cross *x, size_t alpha, size_t known)
{
	for (size_t c = 0; c < x->t->classes; c++)
		x->one[c] = x->score[c * x->alphas + alpha];
	return bayes_best(x->one, x->t->classes, known);
}

static size_t
longest(const struct bayes_texts *t)
{
	size_t most = 0;

	for (size_t i = 0; i < t->n; i++)
		if (t->first[i + 1] - t->first[i] > most)
			most = t->first[i + 1] - t->first[i];
	return most;
}

void
bayes_cross(const struct bayes_texts *t, const uint32_t *fold, uint32_t folds, const double *alpha,
    size_t alphas, struct bayes_guess *guesses)
{
	struct cross x = {.t = t, .fold = fold, .alpha = alpha, .alphas = alphas};

	bayes_fit(&x.all, t, 1);
	x.out = mem_new(x.all.first[t->tokens] + 1, sizeof *x.out);
	x.texts = mem_new(t->classes + 1, sizeof *x.texts);
	x.total = mem_new(t->classes + 1, sizeof *x.total);
	x.seen = mem_new(t->tokens + 1, sizeof *x.seen);
	x.gain = mem_new(x.all.first[t->tokens] * alphas + 1, sizeof *x.gain);
	x.score = mem_new(t->classes * alphas + 1, sizeof *x.score);
	x.one = mem_new(t->classes + 1, sizeof *x.one);
	x.known = mem_new(longest(t) + 1, sizeof *x.known);
	for (uint32_t f = 0; f < folds; f++) {
		leave_out(&x, f);
		for (size_t i = 0; i < t->n; i++) {
			size_t known = fold[i] == f ? score(&x, i) : 0;

			for (size_t a = 0; a < alphas && fold[i] == f; a++)
				guesses[a * t->n + i] = guess(&x, a, known);
		}
	}
	bayes_clear(&x.all);
	free(x.out);
	free(x.texts);
	free(x.total);
	free(x.seen);
	free(x.gain);
	free(x.score);
	free(x.one);
	free(x.known);
}
