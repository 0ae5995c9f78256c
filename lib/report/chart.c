/* chart: the charts of a layout as series of figures. */
#include "render/cell.h"
#include "report/axis.h"

enum { LINES = 8, PARTS = 12, CELLS = 16 };

static const char *const kind_name[] = {
    "line", "bar", "stack", "pareto", "heat", "flow", "waterfall", "fan", "control", "scatter"};

/* `x E` and `by E` name columns. */
static struct str
column_of(const struct tree *t, struct str otherwise)
{
	return t ? t->text : otherwise;
}

void
build_check_chart(const struct element *e)
{
	const struct tree *axis[] = {e->x, e->by_tree};
	struct misfit m;

	if (e->chart > CHART_FLOW) {
		misfit(&m, e->place,
		    "chart kind %s is not drawn by this build; expected line, bar, stack, pareto, "
		    "heat or flow",
		    kind_name[e->chart]);
		misfit_die(&m);
	}
	for (size_t i = 0; i < 2; i++)
		if (axis[i] && (axis[i]->op != T_NAME || axis[i]->source.len)) {
			misfit(&m, axis[i]->place, "expected the name of a column");
			misfit_die(&m);
		}
	if (e->chart == CHART_HEAT && (!e->x || !e->by_tree)) {
		misfit(&m, e->place, "a heat chart needs x and by");
		misfit_die(&m);
	}
	if ((e->chart == CHART_PARETO && !e->x) || (e->chart == CHART_STACK && !e->by_tree)) {
		misfit(&m, e->place, "a %s chart needs %s", kind_name[e->chart],
		    e->chart == CHART_STACK ? "by" : "x");
		misfit_die(&m);
	}
}

static struct series *
new_series(struct build *b, struct chart *c, struct str name)
{
	struct series *s = &c->series[c->n++];

	s->name = name;
	s->value = arena_zero(&b->doc->arena, c->categories + 1, sizeof *s->value);
	return s;
}

/* The chart's title, or the label of what it shows. */
static void
entitle(struct build *b, const struct element *e, const struct indicator *k, struct chart *c)
{
	struct str title = scene_say(&b->scene, &e->title, b->focus);

	c->title = title.len && e->shows == 1 ? title : k->label;
	if (title.len && e->chart == CHART_LINE)
		c->title = title;
	c->unit = k->unit;
	c->digits = k->digits;
	c->own = -1;
	c->number = b->charts + 1;
	if (e->target && k->target_rel != REL_NONE) {
		struct buf text = {0};

		c->target = k->target;
		buf_str(&text, word(b->judge.lang, WORD_TARGET));
		buf_ch(&text, ' ');
		buf_str(&text, judge_target_text(&b->judge, k));
		c->target_text = arena_dup(&b->doc->arena, buf_slice(&text));
		buf_clear(&text);
	}
}

/* Leading categories in which no series has a figure are left out: a stream may be shorter than the
 * span. */
static void
trim_front(struct chart *c)
{
	size_t empty = 0;

	for (bool any = false; empty < c->categories; empty++) {
		for (size_t i = 0; i < c->n; i++)
			any |= c->series[i].is != SERIES_LASTYEAR &&
			       c->series[i].value[empty].kind != NUM_NULL;
		if (any)
			break;
	}
	c->category += empty;
	c->categories -= empty;
	for (size_t i = 0; i < c->n; i++)
		c->series[i].value += empty;
}

static bool
has_data(const struct chart *c)
{
	if (c->arcs)
		return true;
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->categories; k++)
			if (c->series[i].value[k].kind != NUM_NULL)
				return true;
	return false;
}

/* In a sentence what the eye would see first: the ends of the first series. */
static void
describe(struct build *b, struct chart *c)
{
	static const enum word said[] = {WORD_MAX, WORD_MIN};
	struct buf text = {0};
	const struct series *s = &c->series[0];

	for (int w = 0; w < 2; w++) {
		ptrdiff_t edge = -1;

		for (size_t k = 0; k < c->categories; k++)
			if (s->value[k].kind != NUM_NULL &&
			    (edge < 0 || num_cmp(s->value[k], s->value[edge]) * (w ? -1 : 1) > 0))
				edge = (ptrdiff_t)k;
		if (edge < 0)
			continue;
		if (w)
			buf_str(&text, word(b->judge.lang, WORD_COMMA));
		buf_str(&text, word(b->judge.lang, said[w]));
		buf_ch(&text, ' ');
		buf_str(&text, c->category[edge]);
		buf_ch(&text, ' ');
		cell_number(&text, s->value[edge], c->digits, false, (struct figures_as){0});
	}
	c->about = arena_dup(&b->doc->arena, buf_slice(&text));
	buf_clear(&text);
}

void
build_add_chart(struct build *b, const struct chart *c)
{
	struct buf text = {0};

	if (has_data(c)) {
		struct chart *added = &doc_add(b->doc, BLOCK_CHART)->chart;

		*added = *c;
		added->number = ++b->charts;
		if (added->about.len == 0)
			describe(b, added);
		return;
	}
	buf_str(&text, c->title);
	buf_str(&text, word(b->judge.lang, WORD_COLON));
	buf_str(&text, word(b->judge.lang, WORD_UNKNOWN));
	buf_str(&text, word(b->judge.lang, WORD_STOP));
	doc_add(b->doc, BLOCK_TEXT)->text = arena_dup(&b->doc->arena, buf_slice(&text));
	buf_clear(&text);
}

static void
fill_places(struct build *b, struct chart *c, const struct indicator *k, const struct axis *time)
{
	for (size_t i = 0; i < b->judge.places && c->n < LINES; i++) {
		struct axis one = {.is = AXIS_PLACES, .n = 1, .at = &b->judge.place[i]};
		struct series *s =
		    new_series(b, c, judge_place_label(&b->judge, b->judge.place[i]));

		for (size_t p = 0; p < time->n; p++)
			s->value[p] = axis_value(b, k, time, p, &one, 0);
	}
}

static void
fill_line(struct build *b, struct chart *c, const struct indicator *k, const struct axis *time,
    uint32_t place, struct str name)
{
	uint32_t at = place;
	struct axis one = {.is = AXIS_PLACES, .n = 1, .at = &at};
	struct series *s = new_series(b, c, name);

	for (size_t p = 0; p < time->n; p++)
		s->value[p] = axis_value(b, k, time, p, &one, 0);
}

static void
last_year(struct build *b, struct chart *c, const struct indicator *k, const struct axis *time)
{
	struct series *s = new_series(b, c, word(b->judge.lang, WORD_LAST_YEAR));

	s->is = SERIES_LASTYEAR;
	for (size_t p = 0; p < time->n; p++) {
		int32_t before;

		s->value[p] = NUM_NONE;
		if (period_year_before(b->wants->ledger->period, time->period[p], &before))
			s->value[p] = judge_value(&b->judge, k, spot_of(build_place(b)), before);
	}
}

static void
line(struct build *b, const struct element *e)
{
	const struct indicator *k = build_show(b, e, 0);
	size_t span = e->span ? e->span : b->layout->history;
	struct axis time = axis_of(b, k, period_column(b->wants->ledger->period), span);
	struct chart c = {
	    .drawing = DRAW_LINE, .times = true, .category = time.name, .categories = time.n};
	uint32_t here = build_place(b);

	c.series = arena_zero(&b->doc->arena, e->shows + LINES + 2, sizeof *c.series);
	entitle(b, e, k, &c);
	if (str_eq(column_of(e->by_tree, STR("")), b->layout->by)) {
		fill_places(b, &c, k, &time);
	} else if (e->shows > 1) {
		for (size_t i = 0; i < e->shows; i++)
			fill_line(
			    b, &c, build_show(b, e, i), &time, here, build_show(b, e, i)->label);
	} else {
		fill_line(b, &c, k, &time, here, judge_place_label(&b->judge, here));
		if (here != PLACE_TOTAL)
			fill_line(b, &c, k, &time, PLACE_TOTAL,
			    judge_place_label(&b->judge, PLACE_TOTAL));
	}
	if (e->lastyear && e->shows == 1)
		last_year(b, &c, k, &time);
	trim_front(&c);
	build_add_chart(b, &c);
}

/* What is beyond the first parts becomes one, where parts add up. */
static void
fold_rest(struct build *b, struct chart *c, const struct indicator *k, size_t most)
{
	struct num *v = c->series[0].value, rest = NUM(0);

	if (c->categories <= most || !k->additive)
		return;
	for (size_t i = most - 1; i < c->categories; i++)
		if (v[i].kind != NUM_NULL)
			rest = num_add(rest, v[i]);
	v[most - 1] = rest;
	c->category[most - 1] = word(b->judge.lang, WORD_OTHERS);
	c->categories = most;
}

static void
bar(struct build *b, const struct element *e, size_t show)
{
	const struct indicator *k = build_show(b, e, show);
	size_t span = e->span ? e->span : b->layout->history;
	struct axis a = axis_of(b, k, column_of(e->x, column_of(e->by_tree, b->layout->by)), span);
	struct chart c = {.drawing = e->chart == CHART_PARETO ? DRAW_PARETO : DRAW_BAR};

	if (e->chart == CHART_PARETO)
		a.bins = false; /* causes stand by size, whatever they are called */
	if (a.is != AXIS_PERIODS)
		axis_sort(b, k, &a);
	c.category = a.name;
	c.categories = a.n;
	c.series = arena_zero(&b->doc->arena, 1, sizeof *c.series);
	entitle(b, e, k, &c);
	new_series(b, &c, k->label);
	for (size_t i = 0; i < a.n; i++) {
		c.series[0].value[i] = axis_value(b, k, &a, i, NULL, 0);
		if (a.is == AXIS_PLACES && b->focus != SCENE_TOTAL && a.at[i] == build_place(b))
			c.own = (ptrdiff_t)i;
	}
	if (a.is == AXIS_PARTS && !a.bins)
		fold_rest(b, &c, k, PARTS);
	build_add_chart(b, &c);
}

/* Figures of two dimensions: series by `by`, categories by `x` (the period, if it is not given). */
static void
crossed(struct build *b, const struct element *e, size_t show)
{
	const struct indicator *k = build_show(b, e, show);
	size_t span = e->span ? e->span : b->layout->history;
	struct axis x =
	    axis_of(b, k, column_of(e->x, period_column(b->wants->ledger->period)), span);
	struct axis by = axis_of(b, k, column_of(e->by_tree, b->layout->by), span);
	struct chart c = {.drawing = e->chart == CHART_STACK ? DRAW_STACK : DRAW_HEAT,
	    .times = x.is == AXIS_PERIODS};
	size_t most = e->chart == CHART_STACK ? LINES : CELLS;

	if (x.is == AXIS_PARTS)
		axis_sort(b, k, &x);
	if (by.is == AXIS_PARTS)
		axis_sort(b, k, &by);
	if (x.is == AXIS_PARTS && x.n > CELLS)
		x.n = CELLS;
	if (by.is == AXIS_PARTS && by.n > most)
		by.n = most;
	c.category = x.name;
	c.categories = x.n;
	c.series = arena_zero(&b->doc->arena, by.n + 1, sizeof *c.series);
	entitle(b, e, k, &c);
	for (size_t i = 0; i < by.n; i++) {
		struct series *s = new_series(b, &c, by.name[i]);

		for (size_t n = 0; n < x.n; n++)
			s->value[n] = axis_value(b, k, &x, n, &by, i);
	}
	if (x.is == AXIS_PERIODS)
		trim_front(&c);
	build_add_chart(b, &c);
}

void
build_chart(struct build *b, const struct element *e)
{
	if (e->chart == CHART_FLOW) {
		build_flow(b, e);
		return;
	}
	if (e->chart == CHART_LINE) {
		line(b, e);
		return;
	}
	for (size_t i = 0; i < e->shows; i++)
		if (e->chart == CHART_BAR || e->chart == CHART_PARETO)
			bar(b, e, i);
		else
			crossed(b, e, i);
}
