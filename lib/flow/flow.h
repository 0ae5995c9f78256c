/*
 * flow: the paths that cases take: from the events of a log to counts and times of steps, variants, activities, hand-overs,
 * rework and departures from the allowed path (domain.md 3.8).
 *
 *	struct flow *f = flow_new(&want);            options and names are checked, the header is read
 *	flow_run(f, out);                            or flow_explain
 *
 * A case is the records with equal keys, in order of time, then of input; with a `gap`, a new one begins where more time than
 * that has passed since the end of all before.  It is closed if it ends with one of `ends`, or if no
 * ends are given; what is said of whole cases (variants, durations, ends) is said of closed ones, and how many are open is told.
 */
#ifndef FLOW_FLOW_H
#define FLOW_FLOW_H
#include "defs/audit.h"
#include "io/output.h"
#include "record/inputs.h"

enum flow_show {
	FLOW_ARCS,       /* activity to activity: count, time between, its share */
	FLOW_VARIANTS,   /* paths of closed cases, most frequent first */
	FLOW_ACTIVITIES, /* counts, beginnings and ends, work, rework */
	FLOW_HANDOVERS,  /* unit to unit */
	FLOW_CASES,      /* a record a case */
	FLOW_DEVIATIONS, /* steps that are not allowed */
	FLOW_STEPS,      /* the steps of the variants that cover a share of the cases: what --allow reads */
	FLOW_SUMMARY,    /* figure by figure */
	FLOW_DOT,        /* a picture for Graphviz */
	FLOW_SHOWS
};
struct flow_also { /* a further stream of the same run */
	enum flow_show show;
	struct output *out;
};
struct flow_expr {
	struct str name;
	const struct tree *tree;
};
struct flow_wants {
	const struct audit_defs *defs; /* source, lets, stages; without files: one source without a name */
	struct inputs inputs;
	struct str keys;               /* LIST; len 0: the columns that `link` of the source names */
	const struct tree *activity;
	const struct tree *time;       /* NULL: the source's `time` */
	const struct tree *unit;       /* who did it; NULL: nothing is said of hand-overs */
	const struct tree *until;      /* when it ended; NULL: work cannot be told from waiting */
	const struct tree *where;      /* which events count; NULL: all */
	const struct flow_expr *group; /* of a case: taken from its first event */
	size_t groups;
	const struct str *ends;        /* activities that close a case; n 0: all cases are closed */
	size_t n_ends;
	bool judged;                   /* steps must be allowed or not: something must say what is allowed */
	const char *allow;             /* FILE of from,to: allowed steps; NULL: none */
	struct str calendar;           /* waiting in its working time too; len 0: none */
	struct num gap;                /* seconds; null: none */
	struct num cover;              /* FLOW_STEPS: per cent of the cases */
	struct str now;                /* len 0: none */
	enum flow_show show;
	const struct flow_also *also;
	size_t alsos;
};

struct flow *flow_new(const struct flow_wants *); /* want must last; dies with what is wrong and where */
void flow_run(struct flow *, struct output *);
void flow_explain(const struct flow *, struct buf *);
void flow_say_books(const struct flow *);
bool flow_deviates(const struct flow *); /* after the run: a step that is not allowed was found */
void flow_free(struct flow *);
/* "arcs", "variants" ...; false: no such word.  flow_shows: all of them. */
bool flow_show_of(struct str word, enum flow_show *);
const struct str *flow_shows(size_t *n);

#endif
