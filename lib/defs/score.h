/*
 * score: how sensitive customers are (design.md 4, Scores), for cs-sensitivity.
 *
 * An event belongs to the source above it; the moment of that source says when it happened.  Of the events of one kind the
 * first that holds for a record counts.
 */
#ifndef DEFS_SCORE_H
#define DEFS_SCORE_H
#include "defs/catalogue.h"

struct event_def {
	struct str name, kind; /* without `kind`: the name */
	struct place place;
	size_t source;
	const struct tree *tree;
	struct num weight; /* 1 */
};
struct band {
	struct str level;
	struct num least;
};
struct score_def {
	struct str name;
	struct place place;
	const struct tree *tree;
	struct band *band; /* first that fits; 0: by percentile */
	size_t bands;
	bool lower_is_worse;
};
struct veto_def {
	struct str name, level;
	struct place place;
	const struct tree *tree;
};
struct advice_def {
	struct str name, kind; /* len 0: of every kind */
	struct place place;
	const struct tree *tree;
	struct saying say;
};
struct scores {
	struct defs *defs;
	struct shelf *shelf;
	struct source_def *source;
	size_t sources;
	ptrdiff_t customers; /* the source that lists them; -1: none */
	struct event_def *event;
	struct score_def *score;
	struct veto_def *veto;
	struct advice_def *advice;
	size_t events, scores, vetoes, advices;
};

struct scores *scores_read(const struct opt_list *files, const struct opt_list *set); /* dies with the place */
struct scores *scores_try(struct defs *, struct misfit *);                            /* NULL and the misfit */
bool scores_has_kind(const struct scores *, struct str kind);                         /* an event has it */

#endif
