/*
 * model: a naive Bayes classifier as a readable stream, and from it again.
 *
 *	kind,class,token,n,of,value
 *	about,,texts,5444,,        what it was fitted to, with what, and how well it did; the columns searched
 *	class,HUM,,1223,19841,     its texts, and tokens in them
 *	step,,,131,223,0.04        of so many guesses with this margin or more, how many were right, lowest step first
 *	count,HUM,who was,310,,    how often the class's texts have the token
 *	end,,,45121,,              the records before this one
 *
 * Counts are sums, so a reader can check or add them up.
 */
#ifndef CLASSIFY_MODEL_H
#define CLASSIFY_MODEL_H
#include "classify/tokens.h"
#include "group/map.h"
#include "io/output.h"
#include "stat/agreement.h"
#include "stat/bayes.h"

struct model {
	struct bayes bayes;
	struct bayes_steps steps;
	struct map token, class; /* their names, by number */
	struct buf text;     /* LIST of the columns that it was fitted to */
	char fingerprint[17];
};

struct model *model_read(const char *path); /* dies with the place */
/* seed: of the folds.  The names of the columns go along. */
void model_write(const struct model *, const struct agreement *cross, uint64_t folds, uint64_t seed, struct output *);
void model_free(struct model *);

/* What one worker needs to guess. */
struct model_asker {
	const struct model *model;
	struct units units;
	struct buf buf;
	uint32_t *token;
	size_t tokens, cap;
	double *score;
};
void model_asker_new(struct model_asker *, const struct model *);
void model_asker_clear(struct model_asker *);
/* text as of tokens_text. */
struct bayes_guess model_ask(struct model_asker *, struct str text);

#endif
