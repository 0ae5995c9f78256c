/*
 * bayes: multinomial naive Bayes with Lidstone smoothing over texts as numbered tokens.
 *
 * The score of class c for a text is ln(texts_c / texts) + sum over its tokens of ln((n_cw + alpha) / (n_c + alpha V)); tokens that the
 * model has not seen are passed over.  How sure it is, is told by the margin: the lead of the best class over the next, per token.
 */
#ifndef STAT_BAYES_H
#define STAT_BAYES_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bayes_texts {
	uint32_t *token; /* of all texts, one after the other; a token that comes twice stands twice */
	size_t *first;   /* by text; first[n]: the end */
	uint32_t *class; /* by text */
	size_t n, tokens, classes; /* tokens, classes: how many there are */
};
struct bayes_count {
	uint32_t class;
	uint32_t n;
};
struct bayes {
	double alpha;
	size_t tokens, classes;
	uint64_t *texts, *total; /* by class: texts, tokens in them */
	size_t *first;           /* by token, in count; first[tokens]: the end */
	struct bayes_count *count; /* by token, then class */
};
struct bayes_guess {
	uint32_t class;
	double margin; /* 0 or more */
	bool none;     /* no token is known: no class */
};

/* Counts the texts; bayes_clear frees. */
void bayes_fit(struct bayes *, const struct bayes_texts *, double alpha);
void bayes_clear(struct bayes *);
/* score: room for the scores of all classes.  Equal scores: the smaller class. */
struct bayes_guess bayes_guess(const struct bayes *, const uint32_t *token, size_t n, double *score);
/*
 * Each text guessed by a model of the texts of the other folds (fold[i] < folds), for each of alphas; guess[a * n + i].
 */
void bayes_cross(const struct bayes_texts *, const uint32_t *fold, uint32_t folds, const double *alpha, size_t alphas,
    struct bayes_guess *guess);

/*
 * What margins are worth: guesses in BAYES_STEPS steps of equal size by margin, and how many of each were right, smoothed so that
 * it never falls as the margin rises (pool adjacent violators).
 */
enum { BAYES_STEPS = 20 };
struct bayes_step {
	double margin; /* from which the step goes */
	uint64_t n, right;
	double chance; /* of being right */
};
struct bayes_steps {
	struct bayes_step step[BAYES_STEPS];
	size_t n;
};
void bayes_calibrate(struct bayes_steps *, const struct bayes_guess *, const uint32_t *class, size_t n);
/* Sets the chances of steps that are known by n and right. */
void bayes_pool(struct bayes_steps *);
double bayes_chance(const struct bayes_steps *, double margin);
/* The smallest margin from which so large a share of the guesses was right; infinity: there is none. */
double bayes_cut(const struct bayes_steps *, double precision);

#endif
