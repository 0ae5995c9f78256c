/*
 * sense: how likely each customer is to come back with a contact of a kind, from the contacts there were (cs-sensitivity).
 *
 *	struct sense *s = sense_new(&wants);    definitions and headers are resolved: every name, before a record is read
 *	sense_run(s);                           customers, then events, each stream once, on every core; the fit; the scores
 *	sense_write(s, out);                    a record per customer and score, or one a customer
 *
 * Method: decayed intensity and exposure, Gamma-Poisson shrinkage (stat/empirical.h), half-life and prior chosen by
 * foretelling the latest window from what preceded it.  Nothing depends on the order of events, on blocks or on threads:
 * events are sorted by customer and time before anything is added up.
 */
#ifndef SENSE_SENSE_H
#define SENSE_SENSE_H
#include "defs/score.h"
#include "io/output.h"

enum { SENSE_HALF_LIVES = 32 };

struct sense_wants {
	struct scores *scores;
	struct inputs inputs; /* borrowed; with merge the main one are the partials */
	struct str now, backtest, from; /* moments; len 0: not given */
	double horizon, window;         /* days ahead that are scored, that the fit foretells */
	double half_life[SENSE_HALF_LIVES]; /* days, rising; INFINITY: no decay */
	size_t half_lives;
	double medium, high; /* percentiles from which a level holds */
	uint64_t min_n;
	bool fixed; /* a and b are given */
	double a, b;
	bool marginal; /* fit what was, not what came after */
	bool partial, merge, parts;
	const char *columns; /* LIST of those that go out (conventions.md 3.4), or NULL: the usual ones */
	bool wide;           /* one record a customer */
	bool summary;        /* sense_summary or sense_drift will be asked for */
	struct str shard;
	uint64_t shards;
	const char *previous; /* last month's scores, or NULL */
	const char *lang;
	uint64_t seed;
	const char *const *outputs; /* files that will be written, for the sandbox */
	size_t n_outputs;
};

/* Options as they were typed; NULL: not given. */
struct sense_words {
	const char *horizon, *window, *half_life, *cuts, *prior, *fit;
};
void sense_parameters(struct sense_wants *, const struct sense_words *); /* dies with the option */

struct sense;
struct sense *sense_new(const struct sense_wants *); /* dies with the place of the first fault */
void sense_explain(const struct sense *, struct buf *);
void sense_run(struct sense *);
void sense_write(struct sense *, struct output *);
void sense_summary(struct sense *, struct output *);  /* the population, the parameters, the books: kind, measure, value */
void sense_backtest(struct sense *, struct output *); /* after a run with wants.backtest */
void sense_drift(struct sense *, struct output *);    /* kind, from, to, customers, mean_change; with wants.previous */
void sense_partial(struct sense *, struct output *);
void sense_say_books(const struct sense *); /* with -v */
void sense_free(struct sense *);

#endif
