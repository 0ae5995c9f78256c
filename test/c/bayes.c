/* bayes: a case by hand (methods.md 7.1), folds, and what margins are worth. */
#include "stat/bayes.h"
#include "unit.h"
#include <math.h>
#include <stdlib.h>

/* A: "a b", "a c"; B: "b c", "c c" */
static uint32_t token[] = {0, 1, 0, 2, 1, 2, 2, 2}, class[] = {0, 0, 1, 1};
static size_t first[] = {0, 2, 4, 6, 8};
static const struct bayes_texts texts = {
    .token = token, .first = first, .class = class, .n = 4, .tokens = 3, .classes = 2};

static void
by_hand(void)
{
	static const uint32_t a_c[] = {0, 2};
	struct bayes b;
	struct bayes_guess g;
	double score[2];

	bayes_fit(&b, &texts, 1);
	EXPECT(b.total[0] == 4 && b.total[1] == 4 && b.texts[0] == 2);
	EXPECT(b.first[3] == 5 && b.count[0].class == 0 && b.count[0].n == 2);
	g = bayes_guess(&b, a_c, 2, score);
	EXPECT(g.class == 0 && !g.none);
	EXPECT(fabs(1 / (1 + exp(score[1] - score[0])) - 0.6) < 1e-12);
	EXPECT(fabs(g.margin - log(1.5) / 2) < 1e-12);
	EXPECT(bayes_guess(&b, a_c, 0, score).none);
	bayes_clear(&b);
}

/* Each guess is that of a model fitted to the other folds alone. */
static void
folds(void)
{
	static const uint32_t fold[] = {0, 1, 0, 1};
	static const double alpha[] = {1, 0.1};
	uint32_t other_token[] = {0, 2, 2, 2}, other_class[] = {0, 1};
	size_t other_first[] = {0, 2, 4};
	/* Without fold 0: "a c", "c c"; b is not known there. */
	const struct bayes_texts others = {.token = other_token,
	    .first = other_first,
	    .class = other_class,
	    .n = 2,
	    .tokens = 3,
	    .classes = 2};
	struct bayes_guess g[8], want;
	struct bayes b;
	double score[2];

	bayes_cross(&texts, fold, 2, alpha, 2, g);
	bayes_fit(&b, &others, 0.1);
	b.tokens = 2; /* of which it has seen two */
	want = bayes_guess(&b, (const uint32_t[]){0}, 1, score);
	EXPECT(g[4].class == want.class && fabs(g[4].margin - want.margin) < 1e-12);
	want = bayes_guess(&b, (const uint32_t[]){2}, 1, score);
	EXPECT(g[4 + 2].class == want.class && fabs(g[4 + 2].margin - want.margin) < 1e-12);
	b.tokens = 3;
	bayes_clear(&b);
}

static void
worth(void)
{
	enum { N = 1000 };
	static struct bayes_guess g[N];
	static uint32_t right[N];
	struct bayes_steps s;

	/* The larger the margin, the more are right; the last of all are wrong, and are pooled. */
	for (uint32_t i = 0; i < N; i++) {
		g[i] = (struct bayes_guess){.class = 1, .margin = i / 1000.0};
		right[i] = i >= N - 10 ? 0 : i * 7919 % 1000 < i;
	}
	bayes_calibrate(&s, g, right, N);
	EXPECT(s.n == BAYES_STEPS && s.step[0].margin == 0 && s.step[0].n == 50);
	for (size_t i = 1; i < s.n; i++)
		EXPECT(s.step[i].chance >= s.step[i - 1].chance &&
		       s.step[i].margin > s.step[i - 1].margin);
	EXPECT(bayes_chance(&s, 0.5) > 0.4 && bayes_chance(&s, 0.5) < 0.6);
	EXPECT(
	    bayes_chance(&s, -1) == s.step[0].chance && bayes_chance(&s, 9) == s.step[19].chance);
	EXPECT(bayes_cut(&s, 0) == 0);
	EXPECT(bayes_cut(&s, 0.8) > 0.4 && bayes_cut(&s, 0.8) < 0.8);
	EXPECT(isinf(bayes_cut(&s, 1)));
	/* All of one margin are one step. */
	for (uint32_t i = 0; i < N; i++)
		g[i].margin = 2;
	bayes_calibrate(&s, g, right, N);
	EXPECT(s.n == 1 && s.step[0].n == N);
	for (uint32_t i = 0; i < N; i++)
		g[i].none = true;
	bayes_calibrate(&s, g, right, N);
	EXPECT(s.n == 0 && isnan(bayes_chance(&s, 1)) && isinf(bayes_cut(&s, 0)));
}

int
main(void)
{
	by_hand();
	folds();
	worth();
	return unit_end();
}
