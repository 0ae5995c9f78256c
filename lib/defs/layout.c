/* layout: what a report shows, as structs. */
#include "defs/layout.h"
#include "base/mem.h"
#include "defs/layout_inner.h"
#include "defs/take.h"
#include <stdlib.h>

enum { HISTORY = 13 };

const struct kpi_def *
layout_kpi(const struct layout *l, struct str name)
{
	const struct kpi_def *kpi = NULL;

	for (size_t i = 0; i < l->catalogues && !kpi; i++)
		kpi = catalogue_kpi(l->catalogue[i], name);
	return kpi;
}

/* An indicator may stand in one catalogue only: else a name would be two figures. */
static bool
no_doubles(const struct layout *l, const struct catalogue *c, struct place at, struct misfit *m)
{
	for (size_t i = 0; i < c->kpis; i++)
		if (layout_kpi(l, c->kpi[i].name))
			return misfit(m, at,
			    "kpi '%s' stands in two catalogues; expected it in one",
			    diag_text(c->kpi[i].name));
	return true;
}

static bool
catalogues_take(struct layout_reader *r, const struct operand *first, struct misfit *m)
{
	struct layout *l = r->layout;
	size_t n = 0;

	for (const struct operand *op = first; op; op = op->next)
		n++;
	l->catalogue = arena_zero(l->defs->arena, n + 1, sizeof(struct catalogue *));
	for (const struct operand *op = first; op; op = op->next) {
		const char *path = defs_path(l->defs, op->place, op->text);
		struct opt_list files = {&path, 1};
		struct catalogue *c;

		if (path == NULL)
			return misfit(m, op->place,
			    "no file '%s'; expected a catalogue beside this one or along CS_PATH",
			    diag_text(op->text));
		c = catalogue_try(defs_read_part(DEFS_CATALOGUE, &files, r->set, r->taken), m);
		if (c == NULL || !no_doubles(l, c, op->place, m))
			return false;
		l->catalogue[l->catalogues++] = c;
	}
	return true;
}

static bool
report_take(struct layout_reader *r, const struct statement *st, struct misfit *m)
{
	static const char *const periods[] = {"month", "quarter", "week", "day"};
	struct layout *l = r->layout;
	int period = take_choice(take_text(st, "period"), periods, 4);

	if (l->name.len)
		return misfit(m, st->place, "a second report; expected one in a layout");
	l->name = st->name;
	l->title = take_saying(st, "title");
	l->total = take_saying(st, "total");
	l->cover = take_saying(st, "cover");
	l->by = take_text(st, "by");
	l->period = period == 1	  ? PERIOD_QUARTER
		    : period == 2 ? PERIOD_WEEK
		    : period == 3 ? PERIOD_DAY
				  : PERIOD_MONTH;
	return take_whole(take_operand(st, "history", 0), 1, 10000, &l->history, m) &&
	       take_whole(take_operand(st, "small", 0), 0, INT64_MAX, &l->small, m) &&
	       catalogues_take(r, take_operand(st, "catalogue", 0), m);
}

static void
section_take(struct layout_reader *r, const struct statement *st)
{
	struct section *s = arena_zero(r->layout->defs->arena, 1, sizeof(*s));

	*s = (struct section){.name = st->name,
	    .place = st->place,
	    .title = take_saying(st, "title"),
	    .when = take_tree(st, "when")};
	*r->last_section = s;
	r->last_section = &s->next;
	r->section = s;
	r->last_element = &s->element;
}

static int
yes_no(struct str word)
{
	return word.len == 0 ? -1 : str_eq(word, STR("yes"));
}

static void
preset_take(struct layout *l, const struct statement *st)
{
	struct preset *p = &l->preset[l->presets++];

	*p = (struct preset){.name = st->name,
	    .charts = yes_no(take_text(st, "charts")),
	    .definitions = yes_no(take_text(st, "definitions")),
	    .lang = take_text(st, "lang"),
	    .format = take_text(st, "format")};
	p->sections = take_list(take_operand(st, "sections", 0), &p->section, l->defs->arena);
}

static bool
statement_take(struct layout_reader *r, const struct statement *st, struct misfit *m)
{
	if (str_eq(st->keyword, STR("report")))
		return report_take(r, st, m);
	if (str_eq(st->keyword, STR("section")))
		return section_take(r, st), true;
	if (str_eq(st->keyword, STR("preset")))
		return preset_take(r->layout, st), true;
	if (str_eq(st->keyword, STR("source")) || str_eq(st->keyword, STR("codelist")) ||
	    str_eq(st->keyword, STR("calendar")))
		return true;
	return element_take(r, st, m);
}

struct layout *
layout_of(struct defs *d, const struct opt_list *set, bool *taken, struct misfit *m)
{
	struct layout *l = arena_zero(d->arena, 1, sizeof(*l));
	struct layout_reader r = {
	    .layout = l, .set = set, .taken = taken, .last_section = &l->section};
	size_t n = 0;

	l->defs = d;
	l->history = HISTORY;
	for (const struct statement *st = d->first; st; st = st->next)
		n++;
	l->preset = arena_zero(d->arena, n + 1, sizeof(*l->preset));
	for (const struct statement *st = d->first; st; st = st->next)
		if (!statement_take(&r, st, m))
			return NULL;
	if (l->name.len == 0) {
		misfit(m, d->first ? d->first->place : (struct place){0},
		    "a layout without a report; expected `report NAME`");
		return NULL;
	}
	l->shelf = shelf_try(d, m);
	return l->shelf ? l : NULL;
}

struct layout *
layout_read(const char *path, const struct opt_list *set)
{
	struct opt_list files = {&path, 1};
	bool *taken = mem_new(set->n + 1, sizeof(*taken));
	struct defs *d = defs_read_part(DEFS_LAYOUT, &files, set, taken);
	const struct defs **all;
	struct misfit m;
	struct layout *l = layout_of(d, set, taken, &m);

	if (l == NULL)
		misfit_die(&m);
	all = mem_new(l->catalogues + 1, sizeof(*all));
	all[0] = d;
	for (size_t i = 0; i < l->catalogues; i++)
		all[i + 1] = l->catalogue[i]->defs;
	defs_untaken(all, l->catalogues + 1, set, taken);
	free(all);
	free(taken);
	return l;
}
