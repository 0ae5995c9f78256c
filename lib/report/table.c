/* table: figures by place (or by another column), and rows of evidence. */
#include "base/mem.h"
#include "report/build.h"
#include <inttypes.h>
#include <stdlib.h>

/* What a layout calls an aspect, in the order columns stand. */
static const struct {
	unsigned with;
	enum aspect aspect;
} aspects[] = {{WITH_VALUE, ASPECT_VALUE}, {WITH_LIGHT, ASPECT_LIGHT}, {WITH_CHANGE, ASPECT_CHANGE},
    {WITH_YOY, ASPECT_YOY}, {WITH_RANK, ASPECT_RANK}, {WITH_TARGET, ASPECT_TARGET},
    {WITH_SHARE, ASPECT_SHARE}, {WITH_N, ASPECT_N}, {WITH_SPARK, ASPECT_TREND}};

enum { ASPECTS_SHOWN = sizeof aspects / sizeof *aspects };

/* One line of a table on its way: a spot, and what it is sorted by. */
struct line {
	struct spot at;
	struct num key;
	struct str text;
	size_t order;
	int is; /* ROW_... */
};

struct making {
	struct build *b;
	const struct element *e;
	struct table *t;
	const struct indicator **of; /* of each column */
	struct str rows_by;
	uint32_t split;
	struct line *line;
	size_t lines;
};

/* An indicator without target has no light, and so on: a column that could only be empty is left
 * out. */
static bool
says_something(const struct indicator *k, enum aspect a, bool split)
{
	switch (a) {
	case ASPECT_LIGHT:
	case ASPECT_TARGET:
		return k->target_rel != REL_NONE;
	case ASPECT_RANK:
		return k->better != 0 && !split;
	case ASPECT_SHARE:
		return k->additive;
	default:
		return true;
	}
}

static void
columns(struct making *m)
{
	struct arena *arena = &m->b->doc->arena;
	size_t most = 1 + m->e->shows * ASPECTS_SHOWN;
	struct table *t = m->t;
	bool by_place = str_eq(m->rows_by, m->b->layout->by);

	t->column = arena_zero(arena, most, sizeof *t->column);
	m->of = arena_zero(arena, most, sizeof *m->of);
	t->column[t->columns++] = (struct column){.aspect = ASPECT_HEAD,
	    .label = by_place ? word(m->b->judge.lang, WORD_PLACE)
			      : judge_label(&m->b->judge, STR("column"), m->rows_by)};
	for (size_t i = 0; i < m->e->shows; i++) {
		const struct indicator *k = build_show(m->b, m->e, i);

		for (size_t a = 0; a < ASPECTS_SHOWN; a++) {
			enum aspect aspect = aspects[a].aspect;

			if (aspect != ASPECT_VALUE &&
			    (!(m->e->with & aspects[a].with) ||
				!says_something(k, aspect, m->split != SPLIT_NONE)))
				continue;
			m->of[t->columns] = k;
			t->column[t->columns++] = (struct column){.aspect = aspect,
			    .label = k->label,
			    .unit = k->unit,
			    .group = (unsigned)i + 1,
			    .figures = aspect != ASPECT_LIGHT && aspect != ASPECT_TREND};
		}
	}
}

static struct cell
fill(struct making *m, const struct line *l, size_t column)
{
	struct build *b = m->b;
	const struct indicator *k = m->of[column];
	struct cell c = {.is = CELL_NONE};
	size_t rank;

	switch (m->t->column[column].aspect) {
	case ASPECT_VALUE:
		return build_value(b, k, l->at);
	case ASPECT_LIGHT:
		return build_verdict(b, k, l->at);
	case ASPECT_CHANGE:
	case ASPECT_YOY:
		return build_change(b, k, l->at, m->t->column[column].aspect == ASPECT_YOY);
	case ASPECT_RANK:
		rank = judge_rank(&b->judge, k, l->at.place);
		if (l->is == ROW_TOTAL)
			c = (struct cell){
			    .is = CELL_TEXT}; /* a total has no rank: that is no missing figure */
		if (rank)
			c = (struct cell){.is = CELL_FIGURE, .value = NUM((int64_t)rank)};
		return c;
	case ASPECT_TARGET:
		return build_target(b, k);
	case ASPECT_SHARE:
		c.value = judge_share(&b->judge, k, l->at);
		if (c.value.kind != NUM_NULL)
			c = (struct cell){
			    .is = CELL_FIGURE, .value = c.value, .digits = 1, .unit = STR("%")};
		return c;
	case ASPECT_N:
		return build_n(b, k, l->at);
	case ASPECT_TREND:
		return (struct cell){.is = CELL_TREND,
		    .digits = k->digits,
		    .trend = build_trend(b, k, l->at, b->layout->history)};
	default:
		return c;
	}
}

static struct cell
head_cell(struct making *m, const struct line *l)
{
	struct build *b = m->b;
	struct cell c = {.is = CELL_TEXT};

	if (l->at.split != SPLIT_NONE) {
		c.text = judge_part_label(&b->judge, m->rows_by, l->at.part);
		return c;
	}
	c.text = judge_place_label(&b->judge, l->at.place);
	for (size_t i = 0; b->wants->link && i < b->judge.places; i++)
		if (b->judge.place[i] == l->at.place)
			c.link = b->wants->link[i];
	return c;
}

static int
compare(const void *x, const void *y, void *arg)
{
	const struct line *a = x, *b = y;
	const struct element *e = arg;
	int c = (a->key.kind == NUM_NULL && a->text.len == 0) -
		(b->key.kind == NUM_NULL && b->text.len == 0);

	if (c)
		return c; /* no data is last, up or down */
	if (a->key.kind != NUM_NULL && b->key.kind != NUM_NULL)
		c = num_cmp(a->key, b->key);
	else
		c = str_cmp(a->text, b->text);
	if (e->down)
		c = -c;
	return c ? c : (a->order > b->order) - (a->order < b->order);
}

/* Places are sorted by any expression. */
static void
sort_places(struct making *m)
{
	struct vec v;

	if (m->e->sort == NULL)
		return;
	v = scene_values(&m->b->scene, m->e->sort, TYPE_ANY);
	for (size_t i = 0; i < m->lines; i++) {
		size_t row = i + 1; /* of the scene: places in the judge's order */

		m->line[i].key = v.type == TYPE_NUMBER ? v.num[row] : NUM_NONE;
		m->line[i].text = v.type == TYPE_TEXT || v.type == TYPE_ANY ? v.text[row] : STR("");
		if (v.type == TYPE_TRUTH && v.truth[row] != TRUTH_NULL)
			m->line[i].key = NUM(v.truth[row]);
	}
	qsort_r(m->line, m->lines, sizeof *m->line, compare, (void *)m->e);
}

static void
place_lines(struct making *m)
{
	struct build *b = m->b;

	m->line = arena_zero(&b->doc->arena, b->judge.places + 2, sizeof *m->line);
	for (size_t i = 0; i < b->judge.places; i++)
		m->line[m->lines++] =
		    (struct line){.at = spot_of(b->judge.place[i]), .key = NUM_NONE, .order = i};
	sort_places(m);
	if (b->focus == SCENE_TOTAL)
		return;
	for (size_t i = 0; i < m->lines; i++)
		if (m->line[i].at.place == build_place(b)) {
			m->line[0] = m->line[i];
			m->line[0].is = ROW_OWN;
		}
	m->lines = 1;
}

/* Other columns are sorted by an indicator of the table; without one by their first, the largest
 * above; labels of bin() by their edges. */
static void
part_lines(struct making *m)
{
	struct build *b = m->b;
	const struct indicator *k = build_show(b, m->e, 0);
	struct element order = *m->e;
	uint32_t *part = NULL;
	size_t n = 0;

	if (m->e->sort && m->e->sort->op == T_NAME)
		k = judge_indicator(&b->judge, m->e->sort->text);
	order.down = m->e->sort ? m->e->down : true;
	if (k && k->number >= 0)
		n = ledger_parts(
		    b->wants->ledger, (uint32_t)k->number, m->split, b->judge.period, &part);
	m->line = arena_zero(&b->doc->arena, n + 1, sizeof *m->line);
	for (size_t i = 0; i < n; i++) {
		struct line *l = &m->line[m->lines++];

		*l = (struct line){.at = {build_place(b), m->split, part[i]}, .order = i};
		l->key = judge_value(&b->judge, k, l->at, b->judge.period);
	}
	if (m->e->sort == NULL && ledger_bins(b->wants->ledger, part, n))
		return;
	if (m->lines)
		qsort_r(m->line, m->lines, sizeof *m->line, compare, &order);
}

static void
add_note(struct buf *b, struct str s, enum lang lang)
{
	if (b->len && lang == LANG_EN)
		buf_ch(b, ' ');
	buf_str(b, s);
}

/* A dash for want of records: a place without any figure of the period, or a count that is not
 * there. */
static bool
no_records(const struct making *m, const struct row *row, size_t column)
{
	const struct table *t = m->t;

	if (t->column[column].aspect == ASPECT_VALUE && m->of[column]->additive)
		return true;
	for (size_t i = 1; i < t->columns; i++)
		if (t->column[i].aspect == ASPECT_VALUE && row->cell[i].is != CELL_NONE)
			return false;
	return true;
}

/* What the signs in a table mean, and what it does not show. */
static void
add_notes(struct making *m, size_t all)
{
	struct table *t = m->t;
	enum lang lang = m->b->judge.lang;
	bool provisional = false, small = false, none = false, records = false;
	struct buf text = {0};

	for (size_t r = 0; r < t->rows; r++)
		for (size_t i = 0; i < t->columns; i++) {
			const struct cell *c = &t->row[r].cell[i];

			provisional |= c->provisional;
			small |= c->is == CELL_FIGURE && c->text.len;
			if (c->is != CELL_NONE)
				continue;
			if (no_records(m, &t->row[r], i))
				records = true;
			else
				none = true;
		}
	if (all > m->lines) {
		buf_str(&text, word(lang, WORD_TOP));
		buf_fmt(&text, "%zu/%zu", m->lines, all);
		buf_str(&text, word(lang, WORD_STOP));
	}
	if (provisional)
		add_note(&text, word(lang, WORD_PROVISIONAL_NOTE), lang);
	if (small)
		add_note(&text, word(lang, WORD_SMALL_NOTE), lang);
	if (none)
		add_note(&text, word(lang, WORD_NO_DATA_NOTE), lang);
	if (records)
		add_note(&text, word(lang, WORD_NO_RECORDS_NOTE), lang);
	t->note = arena_dup(&m->b->doc->arena, buf_slice(&text));
	buf_clear(&text);
}

static void
rows(struct making *m)
{
	struct arena *arena = &m->b->doc->arena;
	struct table *t = m->t;
	struct spot total = spot_of(m->split == SPLIT_NONE ? PLACE_TOTAL : build_place(m->b));
	size_t all = m->lines;

	if (m->e->top && m->lines > m->e->top)
		m->lines = m->e->top;
	t->row = arena_zero(arena, m->lines + 1, sizeof *t->row);
	for (size_t i = 0; i <= m->lines; i++) {
		struct line last = {.at = total, .is = ROW_TOTAL};
		const struct line *l = i < m->lines ? &m->line[i] : &last;
		struct row *row = &t->row[t->rows++];

		*row = (struct row){.cell = arena_zero(arena, t->columns, sizeof *row->cell)};
		row->is = l->is == ROW_TOTAL ? ROW_TOTAL : l->is == ROW_OWN ? ROW_OWN : ROW_PLAIN;
		row->cell[0] = head_cell(m, l);
		for (size_t k = 1; k < t->columns; k++)
			row->cell[k] = fill(m, l, k);
	}
	add_notes(m, all);
}

static struct table *
new_table(struct build *b, const struct element *e)
{
	struct str title = scene_say(&b->scene, &e->title, b->focus);
	struct table *t = &doc_add(b->doc, BLOCK_TABLE)->table;

	t->title = title.len ? title : b->section;
	t->section = b->section;
	t->number = ++b->tables;
	return t;
}

void
build_table(struct build *b, const struct element *e)
{
	struct making m = {.b = b, .e = e};
	ptrdiff_t split;

	m.rows_by = e->rows_by.len ? e->rows_by : b->layout->by;
	if (!str_eq(m.rows_by, b->layout->by)) {
		split = ledger_split(b->wants->ledger, m.rows_by);
		if (split < 0)
			warn("table '%.*s': no kpi= stream has a column '%.*s'", STR_ARG(e->name),
			    STR_ARG(m.rows_by));
		m.split = split < 0 ? UINT32_MAX : (uint32_t)split;
	}
	m.t = new_table(b, e);
	columns(&m);
	if (m.split == SPLIT_NONE)
		place_lines(&m);
	else
		part_lines(&m);
	rows(&m);
}

void
build_list(struct build *b, const struct element *e)
{
	const struct listing *l = b->wants->listings ? listings_of(b->wants->listings, e) : NULL;
	struct str place = ledger_place_name(b->wants->ledger, build_place(b));
	struct arena *arena = &b->doc->arena;
	struct buf text = {0};
	uint64_t all = 0;
	struct table *t;

	if (l == NULL)
		return;
	t = new_table(b, e);
	t->list = true;
	t->columns = l->columns;
	t->column = arena_zero(arena, l->columns, sizeof *t->column);
	for (size_t i = 0; i < l->columns; i++)
		t->column[i] = (struct column){.aspect = i ? ASPECT_PLAIN : ASPECT_HEAD,
		    .label = judge_label(&b->judge, STR("column"), l->column[i]),
		    .code = i >= l->columns - l->drills};
	t->row = arena_zero(arena, l->rows + 1, sizeof *t->row);
	for (size_t i = 0; i < l->rows; i++) {
		struct row *row = &t->row[t->rows];

		if (b->focus != SCENE_TOTAL && l->has_place && !str_eq(l->row[i].place, place))
			continue;
		all++;
		if (e->rows && t->rows >= e->rows)
			continue;
		row->cell = arena_zero(arena, l->columns, sizeof *row->cell);
		for (size_t k = 0; k < l->columns; k++)
			row->cell[k] = (struct cell){
			    .is = l->row[i].cell[k].len ? CELL_TEXT : CELL_NONE,
			    .text = l->row[i].cell[k].len
					? judge_label(&b->judge, l->column[k], l->row[i].cell[k])
					: l->row[i].cell[k]};
		t->rows++;
	}
	all = b->focus == SCENE_TOTAL ? l->all : all;
	if (all > t->rows) {
		buf_str(&text, word(b->judge.lang, WORD_TOP));
		buf_fmt(&text, "%zu/%" PRIu64, t->rows, all);
		buf_str(&text, word(b->judge.lang, WORD_STOP));
		t->note = arena_dup(arena, buf_slice(&text));
		buf_clear(&text);
	}
}
