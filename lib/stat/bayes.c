/* bayes: counting, guessing. */
#include "stat/bayes.h"
#include "base/mem.h"
#include "stat/bayes_inner.h"
#include <math.h>
#include <stdlib.h>

/* Tokens with their classes, sorted, are the counts. */
struct pair {
	uint32_t token, class;
};

static int
by_token(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;

	if (x->token != y->token)
		return x->token < y->token ? -1 : 1;
	return (x->class > y->class) - (x->class < y->class);
}

static struct pair *
pairs_of(const struct bayes_texts *t, size_t n)
{
	struct pair *pair = mem_new(n + 1, sizeof *pair);

	for (size_t i = 0; i < t->n; i++)
		for (size_t k = t->first[i]; k < t->first[i + 1]; k++)
			pair[k] = (struct pair){t->token[k], t->class[i]};
	qsort(pair, n, sizeof *pair, by_token);
	return pair;
}

void
bayes_fit(struct bayes *b, const struct bayes_texts *t, double alpha)
{
	size_t n = t->n ? t->first[t->n] : 0, counts = 0, at = 0;
	struct pair *pair = pairs_of(t, n);

	*b = (struct bayes){.alpha = alpha, .tokens = t->tokens, .classes = t->classes};
	b->texts = mem_new(t->classes + 1, sizeof *b->texts);
	b->total = mem_new(t->classes + 1, sizeof *b->total);
	b->first = mem_new(t->tokens + 1, sizeof *b->first);
	b->count = mem_new(n + 1, sizeof *b->count);
	for (size_t i = 0; i < t->n; i++) {
		b->texts[t->class[i]]++;
		b->total[t->class[i]] += t->first[i + 1] - t->first[i];
	}
	for (size_t w = 0; w < t->tokens; w++) {
		b->first[w] = counts;
		for (; at < n && pair[at].token == w; at++) {
			if (counts == b->first[w] || b->count[counts - 1].class != pair[at].class)
				b->count[counts++] = (struct bayes_count){pair[at].class, 0};
			b->count[counts - 1].n++;
		}
	}
	b->first[t->tokens] = counts;
	free(pair);
}

void
bayes_clear(struct bayes *b)
{
	free(b->texts);
	free(b->total);
	free(b->first);
	free(b->count);
	*b = (struct bayes){0};
}

struct bayes_guess
bayes_best(const double *score, size_t classes, size_t known)
{
	struct bayes_guess g = {.none = true};
	double next = -(double)INFINITY;

	for (size_t c = 0; c < classes && known > 0; c++) {
		if (score[c] == -(double)INFINITY)
			continue;
		if (g.none || score[c] > score[g.class]) {
			next = g.none ? next : score[g.class];
			g.class = (uint32_t)c;
			g.none = false;
		} else if (score[c] > next) {
			next = score[c];
		}
	}
	/* Where there is no other class there is no lead to speak of. */
	g.margin =
	    g.none || next == -(double)INFINITY ? 0 : (score[g.class] - next) / (double)known;
	return g;
}

struct bayes_guess
bayes_guess(const struct bayes *b, const uint32_t *token, size_t n, double *score)
{
	uint64_t texts = 0;

	for (size_t c = 0; c < b->classes; c++)
		texts += b->texts[c];
	for (size_t c = 0; c < b->classes; c++)
		score[c] = bayes_base(
		    b->texts[c], texts, b->total[c], b->alpha, (double)b->tokens, (double)n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = b->first[token[i]]; k < b->first[token[i] + 1]; k++)
			score[b->count[k].class] += log1p((double)b->count[k].n / b->alpha);
	return bayes_best(score, b->classes, n);
}
