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
	double *score;
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
	x->vocabulary = 0;
	for (size_t w = 0; w < t->tokens; w++) {
		x->seen[w] = 0;
		for (size_t k = b->first[w]; k < b->first[w + 1]; k++)
			x->seen[w] += b->count[k].n - x->out[k];
		x->vocabulary += x->seen[w] > 0;
	}
}

static struct bayes_guess
guess(struct cross *x, size_t i, double alpha)
{
	const struct bayes_texts *t = x->t;
	const struct bayes *b = &x->all;
	size_t known = 0;

	for (size_t k = t->first[i]; k < t->first[i + 1]; k++)
		if (x->seen[t->token[k]] > 0)
			x->known[known++] = t->token[k];
	for (size_t c = 0; c < t->classes; c++)
		x->score[c] = bayes_base(
		    x->texts[c], x->n, x->total[c], alpha, (double)x->vocabulary, (double)known);
	for (size_t i_known = 0; i_known < known; i_known++)
		for (size_t k = b->first[x->known[i_known]]; k < b->first[x->known[i_known] + 1];
		     k++)
			if (b->count[k].n > x->out[k])
				x->score[b->count[k].class] +=
				    log1p((double)(b->count[k].n - x->out[k]) / alpha);
	return bayes_best(x->score, t->classes, known);
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
	struct cross x = {.t = t, .fold = fold};

	bayes_fit(&x.all, t, 1);
	x.out = mem_new(x.all.first[t->tokens] + 1, sizeof *x.out);
	x.texts = mem_new(t->classes + 1, sizeof *x.texts);
	x.total = mem_new(t->classes + 1, sizeof *x.total);
	x.seen = mem_new(t->tokens + 1, sizeof *x.seen);
	x.score = mem_new(t->classes + 1, sizeof *x.score);
	x.known = mem_new(longest(t) + 1, sizeof *x.known);
	for (uint32_t f = 0; f < folds; f++) {
		leave_out(&x, f);
		for (size_t i = 0; i < t->n; i++)
			for (size_t a = 0; a < alphas && fold[i] == f; a++)
				guesses[a * t->n + i] = guess(&x, i, alpha[a]);
	}
	bayes_clear(&x.all);
	free(x.out);
	free(x.texts);
	free(x.total);
	free(x.seen);
	free(x.score);
	free(x.known);
}
