/* element: what stands in a section of a report. */
#include "base/mem.h"
#include "defs/layout_inner.h"
#include "defs/take.h"
#include <stdlib.h>

static const char *const keywords[] = {"tiles", "text", "list", "table", "chart", "reading"};
static const char *const withs[] = {
    "value", "n", "change", "yoy", "rank", "target", "light", "spark", "share"};
static const char *const charts[] = {
    "line", "bar", "stack", "pareto", "heat", "flow", "waterfall", "fan", "control", "scatter"};
static const char *const levels[] = {"info", "good", "warn", "red"};

static const char *
kpi_hint(const struct layout *l, struct str name)
{
	struct str *all;
	const char *hint;
	size_t n = 0, i = 0;

	for (size_t c = 0; c < l->catalogues; c++)
		n += l->catalogue[c]->kpis;
	all = mem_new(n + 1, sizeof(*all));
	for (size_t c = 0; c < l->catalogues; c++)
		for (size_t k = 0; k < l->catalogue[c]->kpis; k++)
			all[i++] = l->catalogue[c]->kpi[k].name;
	hint = diag_hint(name, all, n);
	free(all);
	return *hint ? hint : "; expected one of the report's catalogues";
}

/* The indicators of a list; each must stand in a catalogue named above. */
static bool
shows_take(const struct layout *l, const struct operand *first, struct element *e, struct misfit *m)
{
	for (const struct operand *op = first; op; op = op->next)
		if (!layout_kpi(l, op->text))
			return misfit(m, op->place, "no kpi '%s' is declared above%s",
			    diag_text(op->text), kpi_hint(l, op->text));
	e->shows = take_list(first, &e->show, l->defs->arena);
	return true;
}

static bool
shows_need(const struct statement *st, const struct element *e, struct misfit *m)
{
	return e->shows ||
	       misfit(m, st->place, "%s '%s' shows nothing; expected `show INDICATOR, ...`",
		   keywords[e->kind], diag_text(st->name));
}

static bool
list_take(const struct statement *st, struct element *e, struct misfit *m)
{
	e->list = st->operand[0].text;
	e->by_tree = st->operand[1].tree;
	e->where = take_tree(st, "where");
	e->drill = take_text(st, "drill");
	return take_whole(take_operand(st, "rows", 0), 1, INT64_MAX, &e->rows, m);
}

static bool
table_take(const struct layout *l, const struct statement *st, struct element *e, struct misfit *m)
{
	const struct attribute *sort = attribute_find(st, "sort");

	e->rows_by = take_text(st, "rows");
	e->sort = take_tree(st, "sort");
	e->down = sort && sort->operands > 1;
	for (const struct operand *op = take_operand(st, "with", 0); op; op = op->next) {
		unsigned bit = 1U << take_choice(op->text, withs, 9);

		if (e->with & bit)
			return misfit(
			    m, op->place, "'%s' twice; expected it once", diag_text(op->text));
		e->with |= bit;
	}
	return shows_take(l, take_operand(st, "show", 0), e, m) && shows_need(st, e, m) &&
	       take_whole(take_operand(st, "top", 0), 1, INT64_MAX, &e->top, m);
}

/* The first of the attributes that is given does not go with the kind of the chart. */
static bool
chart_refuse(
    const struct statement *st, const char *const *word, const char *kind, struct misfit *m)
{
	for (; *word; word++) {
		const struct attribute *a = attribute_find(st, *word);

		if (a)
			return misfit(m, a->place, "`%s` is not for %s", *word, kind);
	}
	return true;
}

/* A flow chart shows rows of a stream, all others indicators. */
static bool
flow_take(const struct statement *st, struct element *e, struct misfit *m)
{
	static const char *const not_for[] = {
	    "show", "x", "by", "span", "lastyear", "target", NULL};

	e->list = STR(FLOW_COLUMNS);
	e->where = take_tree(st, "where");
	e->top = 20;
	return chart_refuse(
		   st, not_for, "a flow chart, which shows the steps of a list= stream", m) &&
	       take_whole(take_operand(st, "top", 0), 1, 60, &e->top, m);
}

static bool
chart_take(const struct layout *l, const struct statement *st, struct element *e, struct misfit *m)
{
	static const char *const not_for[] = {"where", "top", NULL};
	int kind = take_choice(take_text(st, "kind"), charts, sizeof charts / sizeof *charts);

	e->chart = kind < 0 ? CHART_LINE : (enum chart_kind)kind;
	if (e->chart == CHART_FLOW)
		return flow_take(st, e, m);
	if (!chart_refuse(st, not_for, "a chart of indicators; only a flow chart has it", m))
		return false;
	e->x = take_tree(st, "x");
	e->by_tree = take_tree(st, "by");
	e->lastyear = take_has(st, "lastyear");
	e->target = take_has(st, "target");
	return shows_take(l, take_operand(st, "show", 0), e, m) && shows_need(st, e, m) &&
	       take_whole(take_operand(st, "span", 0), 1, INT64_MAX, &e->span, m);
}

static bool
reading_take(const struct statement *st, struct element *e, struct misfit *m)
{
	int level = take_choice(take_text(st, "level"), levels, 4);

	e->when = st->tree;
	e->text = take_saying(st, "say");
	e->level = level == 1	? LEVEL_GOOD
		   : level == 2 ? LEVEL_WARN
		   : level == 3 ? LEVEL_RED
				: LEVEL_INFO;
	return e->text.n || misfit(m, st->place, "reading '%s' says nothing; expected `say TEXT`",
				diag_text(st->name));
}

static bool
content_take(
    const struct layout *l, const struct statement *st, struct element *e, struct misfit *m)
{
	switch (e->kind) {
	case ELEMENT_TILES:
		return shows_take(l, &st->operand[0], e, m);
	case ELEMENT_TEXT:
		e->text = st->operand[0].saying;
		return true;
	case ELEMENT_LIST:
		return list_take(st, e, m);
	case ELEMENT_TABLE:
		return table_take(l, st, e, m);
	case ELEMENT_CHART:
		return chart_take(l, st, e, m);
	default:
		return reading_take(st, e, m);
	}
}

bool
element_take(struct layout_reader *r, const struct statement *st, struct misfit *m)
{
	struct element *e = arena_zero(r->layout->defs->arena, 1, sizeof(*e));

	if (r->section == NULL)
		return misfit(m, st->place,
		    "%.*s before any section; expected `section NAME` above it",
		    STR_ARG(st->keyword));
	e->kind = (enum element_kind)take_choice(st->keyword, keywords, 6);
	e->name = st->name;
	e->place = st->place;
	e->title = take_saying(st, "title");
	*r->last_element = e;
	r->last_element = &e->next;
	return content_take(r->layout, st, e, m);
}
