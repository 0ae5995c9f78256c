/* catalogue: indicators and the sources they range over (design.md 4, Catalogue), for cs-kpi and cs-report. */
#ifndef DEFS_CATALOGUE_H
#define DEFS_CATALOGUE_H
#include "defs/sources.h"

enum relation { REL_NONE, REL_LT, REL_LE, REL_GT, REL_GE, REL_EQ };
struct kpi_def {
	struct str name;
	const struct statement *statement; /* what is printed for its fingerprint */
	struct place place;
	const struct tree *tree;
	struct saying label, unit, note, population;
	int digits; /* -1: not given */
	enum relation target_rel, warn_rel;
	struct num target, warn;
	int better; /* 1 higher, -1 lower, 0 unknown (from target where not given) */
	struct str source;      /* name; len 0: the first */
	const struct tree *time; /* or NULL: the source's */
	bool has_mature;
	struct num mature;      /* seconds */
	enum { STOCK_NO, STOCK_LAST, STOCK_MEAN } stock;
	struct str id, owner, version, norm, layer;
	struct num weight;
	bool hidden;
};
struct catalogue {
	struct defs *defs;
	struct shelf *shelf;
	struct source_def *source; /* at least one: without a `source` statement, one without a name */
	size_t sources;
	struct kpi_def *kpi;
	size_t kpis;
	struct str pack;
	struct saying pack_label;
};

struct catalogue *catalogue_read(const struct opt_list *files, const struct opt_list *set); /* dies with the place */
struct catalogue *catalogue_of(struct defs *);                     /* dies with the place */
struct catalogue *catalogue_try(struct defs *, struct misfit *); /* NULL and the misfit */
const struct kpi_def *catalogue_kpi(const struct catalogue *, struct str name);
int catalogue_source(const struct catalogue *, struct str name); /* -1 none */
const char *relation_text(enum relation); /* ">=" */

#endif
