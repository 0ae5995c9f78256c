/* build: what the parts of a report share while it is built (report.c, table.c, chart.c, define.c).
 */
#ifndef REPORT_BUILD_H
#define REPORT_BUILD_H
#include "report/report.h"

struct build {
	const struct report_wants *wants;
	const struct layout *layout;
	struct doc *doc;
	struct judge judge;
	struct scene scene;
	size_t focus;			/* the scene's row that titles and tiles are about */
	struct str section;		/* the heading above */
	unsigned tables, charts;	/* numbered so far */
	const struct indicator **shown; /* for the definitions, in order */
	size_t showns, cap;
};

/* The indicator of a `show`.  Dies, with the place, if there is none. */
const struct indicator *build_show(struct build *, const struct element *, size_t i);
/* The place that the report is about; PLACE_TOTAL for all. */
static inline uint32_t
build_place(const struct build *b)
{
	return scene_place(&b->scene, b->focus);
}

/* Cells of an indicator. */
struct cell build_value(struct build *, const struct indicator *, struct spot);
struct cell build_change(struct build *, const struct indicator *, struct spot, bool yoy);
struct cell build_verdict(struct build *, const struct indicator *, struct spot);
struct cell build_target(struct build *, const struct indicator *);
struct cell build_n(struct build *, const struct indicator *, struct spot);
/* Values of the last n periods. */
struct trend build_trend(struct build *, const struct indicator *, struct spot, size_t n);

void build_table(struct build *, const struct element *);
void build_list(struct build *, const struct element *);
void build_chart(struct build *, const struct element *);
void build_flow(struct build *, const struct element *);
/* Numbers the chart and adds it; without any figures, a sentence that says so. */
void build_add_chart(struct build *, const struct chart *);
void build_definitions(struct build *);
/* Refuses charts that this build cannot draw, and axes that are no columns. */
void build_check_chart(const struct element *);

#endif
