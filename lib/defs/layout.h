/* layout: what a report shows and in which order (design.md 4, Cards and reports), for cs-report. */
#ifndef DEFS_LAYOUT_H
#define DEFS_LAYOUT_H
#include "defs/catalogue.h"

enum element_kind { ELEMENT_TILES, ELEMENT_TEXT, ELEMENT_LIST, ELEMENT_TABLE, ELEMENT_CHART, ELEMENT_READING };
enum { WITH_VALUE = 1, WITH_N = 2, WITH_CHANGE = 4, WITH_YOY = 8, WITH_RANK = 16, WITH_TARGET = 32, WITH_LIGHT = 64, WITH_SPARK = 128, WITH_SHARE = 256 };
enum chart_kind { CHART_LINE, CHART_BAR, CHART_STACK, CHART_PARETO, CHART_HEAT, CHART_FLOW, CHART_WATERFALL, CHART_FAN, CHART_CONTROL, CHART_SCATTER };

/* What a flow chart reads of a list= stream: the arcs of cs-flow. */
#define FLOW_COLUMNS "from,to,n,median_s,sum_s"

struct element {
	enum element_kind kind;
	struct str name; /* table, chart, reading */
	struct place place;
	struct saying title, text; /* text: `text T` of a report, `say T` of a reading */
	struct str *show;          /* indicators of tiles, table, chart */
	size_t shows;
	struct str list;           /* LIST of list, as typed; columns of a flow chart: FLOW_COLUMNS */
	const struct tree *by_tree; /* list ... by E; chart `by E` */
	const struct tree *where, *x, *sort;
	bool down;
	struct str rows_by;        /* table `rows L` */
	uint64_t rows, top, span;  /* list `rows N`, table and flow chart `top N`, chart `span N`; 0: not given */
	struct str drill;
	unsigned with;             /* WITH_... */
	enum chart_kind chart;
	bool lastyear, target;
	const struct tree *when;   /* reading NAME = C */
	enum { LEVEL_INFO, LEVEL_GOOD, LEVEL_WARN, LEVEL_RED } level;
	struct element *next;
};
struct section {
	struct str name;
	struct place place;
	struct saying title;
	const struct tree *when;
	struct element *element;
	struct section *next;
};
struct preset {
	struct str name;
	struct str *section; /* in this order; 0: all */
	size_t sections;
	int charts, definitions; /* 1 yes, 0 no, -1 not given */
	struct str lang, format;
};
struct layout {
	struct defs *defs;
	struct shelf *shelf;
	struct str name;
	struct saying title, total, cover;
	struct str by;     /* the column of places */
	enum { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_WEEK, PERIOD_DAY } period;
	uint64_t history;  /* periods; default 13 */
	uint64_t small;    /* n below this is suppressed; 0: none */
	struct catalogue **catalogue;
	size_t catalogues;
	struct section *section;
	struct preset *preset;
	size_t presets;
};

/* Dies with the place.  --set names a constant of the layout or of one of its catalogues. */
struct layout *layout_read(const char *path, const struct opt_list *set);
/* From definitions: NULL and the misfit (catalogues that cannot be read end the program).  taken: as for defs_read_part. */
struct layout *layout_of(struct defs *, const struct opt_list *set, bool *taken, struct misfit *);
const struct kpi_def *layout_kpi(const struct layout *, struct str name); /* over all its catalogues; NULL none */

#endif
