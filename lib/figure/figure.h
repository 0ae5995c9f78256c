/*
 * figure: indicators of a catalogue computed over streams, by group and period (cs-kpi).
 *
 *	struct figure *f = figure_new(&wants);        sources, groups and indicators are resolved: every name, before a record is read
 *	figure_run(f);                                each source once, on every core; states, then subtotals
 *	figure_print(f, out);                         wide, long or as partials
 *
 * An indicator is evaluated once, on merged states: a ratio of sums, never a mean of ratios.
 */
#ifndef FIGURE_FIGURE_H
#define FIGURE_FIGURE_H
#include "defs/catalogue.h"
#include "io/output.h"
#include "record/rows.h"

/* -e NAME=EXPR, -g NAME or NAME=EXPR, -w EXPR */
struct figure_expr {
	struct str name;
	const struct tree *tree;
};
enum figure_totals { TOTALS_NONE, TOTALS_ROLLUP, TOTALS_CUBE };

struct figure_wants {
	struct catalogue *catalogue;    /* sources, kpis, lets */
	const struct str *only;         /* -i: names of indicators, in this order; 0: all that are not hidden */
	size_t onlys;
	const struct figure_expr *group;
	size_t groups;
	const struct tree *where;       /* NULL: all records */
	struct inputs inputs;           /* borrowed; with merge the main one are the partials */
	enum figure_totals totals;
	struct str now;                 /* len 0: not given */
	uint64_t seed;
	bool long_form, parts, partial, merge, fingerprint;
	struct str shard;
	uint64_t shards;                /* --shards N, 0: any number */
};

/* Adds an indicator of the command line to a catalogue: no label, no unit, digits as computed. */
void figure_define(struct catalogue *, struct str name, const struct tree *);

/* Of the catalogue or added; NULL none. */
const struct kpi_def *figure_kpi(const struct catalogue *, struct str name);

struct figure;
struct figure *figure_new(const struct figure_wants *); /* dies with the place of the first fault */
void figure_explain(const struct figure *, struct buf *);
void figure_run(struct figure *);
void figure_print(struct figure *, struct output *);
void figure_say_books(struct figure *); /* with -v */
void figure_free(struct figure *);

#endif
