/*
 * judge: what a report says of a figure: the change on the period and the year before, the rank
 * among the places, whether the target is met.  No data, and rates on too few cases, are null,
 * never 0.
 */
#ifndef REPORT_JUDGE_H
#define REPORT_JUDGE_H
#include "render/doc.h"
#include "report/ledger.h"

/* What is known of an indicator, from the catalogue, else from the streams. */
struct indicator {
	struct str name, label, unit;
	int digits; /* as printed */
	int better; /* 1, -1, 0 unknown */
	enum relation target_rel, warn_rel;
	struct num target, warn;
	bool rate;     /* its change is a difference of points */
	bool additive; /* a count or a sum: places add up to the total */
	bool rests;    /* a ratio, a mean or a quantile: worth what its cases are */
	/* It is c_num / c_den times num / den in every row of a place, and these add up; null: it
	 * is not, or not known (total.h). */
	struct num c_num, c_den;
	ptrdiff_t number; /* in the ledger; -1: no figures */
	const struct kpi_def *def;
	struct num *now; /* judge_value of each place, in the judge's order */
};

/* Where a figure stands beside its period: a place, or a value of a further column at a place. */
struct spot {
	uint32_t place, split, part;
};
static inline struct spot
spot_of(uint32_t place)
{
	return (struct spot){place, SPLIT_NONE, PART_NONE};
}

struct judge {
	const struct layout *layout;
	struct ledger *ledger;
	enum lang lang;
	int32_t period;
	uint32_t *place; /* all, in order of their names */
	size_t places;
	struct indicator **indicator; /* those asked for so far */
	size_t indicators, cap;
	struct arena *arena;
};

/* After the ledger is filled (or empty, to check names). */
void judge_start(struct judge *, const struct layout *, struct ledger *, enum lang, int32_t period,
    struct arena *);
void judge_clear(struct judge *);
/* NULL: no catalogue and no stream has it. */
const struct indicator *judge_indicator(struct judge *, struct str name);
/* Names of all indicators that catalogues have, for "did you mean". */
size_t judge_names(const struct judge *, struct str **names);
/* What people call a value of a column, by the layout's codelist of that name: its column of the
 * language, else its `value`; itself without one.  Columns are the values of `column`. */
struct str judge_label(const struct judge *, struct str column, struct str value);
struct str judge_place_label(const struct judge *, uint32_t place);
struct str judge_part_label(const struct judge *, struct str column, uint32_t part);

/* The entry as it is; a total that no stream has is made of the places', where that is exact
 * (total.h).  false: none. */
bool judge_entry(
    const struct judge *, const struct indicator *, struct spot, int32_t period, struct entry *);
/* Too few cases: n of a ratio, a mean or a quantile below the layout's `small`. */
bool judge_small(const struct judge *, const struct indicator *, const struct entry *);
/* The value of the report's period, or of another; null if there is none or it is suppressed. */
struct num judge_value(const struct judge *, const struct indicator *, struct spot, int32_t period);
/* The difference to the period before, to the same one last year, in the unit of the figure. */
struct num judge_change(const struct judge *, const struct indicator *, struct spot);
struct num judge_yoy(const struct judge *, const struct indicator *, struct spot);
/* The same as people read it: points for rates, else percent of the earlier figure. */
struct num judge_shown_change(
    const struct judge *, const struct indicator *, struct num difference, struct num now);
int judge_change_digits(const struct indicator *);
/* 1 is best; ties share; 0: none. */
size_t judge_rank(const struct judge *, const struct indicator *, uint32_t place);
enum verdict judge_verdict(const struct indicator *, struct num value);
/* A spot's part of the total of its column, in percent; null unless the indicator adds up. */
struct num judge_share(const struct judge *, const struct indicator *, struct spot);
/* Names of the best (worst) places, "、" between; len 0: none. */
struct str judge_extreme(const struct judge *, const struct indicator *, bool best);
/* "≥ 85"; len 0: no target. */
struct str judge_target_text(const struct judge *, const struct indicator *);

#endif
