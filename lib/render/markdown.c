/* markdown: pipe tables, lists, and charts as figures; whatever comes from data is escaped. */
#include "render/cell.h"
#include "render/escape.h"
#include "render/format.h"

static const struct figures_as AS = {0};

static void
put(struct buf *b, struct str s)
{
	escape_markdown(b, s);
}

static void
put_cell(const struct doc *d, const struct cell *c, struct buf *b)
{
	struct buf text = {0};

	cell_print(&text, c, d->lang, AS);
	if (c->link.len)
		buf_ch(b, '[');
	if (text.len)
		put(b, buf_slice(&text));
	if (c->link.len) {
		buf_z(b, "](");
		escape_url(b, c->link);
		buf_ch(b, ')');
	}
	buf_clear(&text);
}

static void
caption(const struct doc *d, enum word w, unsigned number, struct str title, struct str unit,
    struct buf *b)
{
	buf_z(b, "**");
	buf_str(b, word(d->lang, w));
	buf_fmt(b, " %u** ", number);
	put(b, title);
	if (unit.len) {
		buf_z(b, " (");
		put(b, unit);
		buf_ch(b, ')');
	}
	buf_z(b, "\n\n");
}

static void
column_head(const struct doc *d, const struct table *t, size_t i, struct buf *b)
{
	const struct column *c = &t->column[i];
	bool begins = i == 0 || c->group == 0 || t->column[i - 1].group != c->group;

	if (!begins) {
		buf_str(b, word(d->lang, aspect_word(c->aspect)));
		return;
	}
	put(b, c->label);
	if (c->unit.len) {
		buf_z(b, " (");
		put(b, c->unit);
		buf_ch(b, ')');
	}
}

static void
table(const struct doc *d, const struct table *t, struct buf *b)
{
	caption(d, WORD_TABLE, t->number, t->title, STR(""), b);
	for (size_t i = 0; i < t->columns; i++) {
		buf_z(b, "| ");
		column_head(d, t, i, b);
		buf_ch(b, ' ');
	}
	buf_z(b, "|\n");
	for (size_t i = 0; i < t->columns; i++)
		buf_z(b, t->column[i].figures ? "|--:" : "|---");
	buf_z(b, "|\n");
	for (size_t r = 0; r < t->rows; r++) {
		const char *strong = t->row[r].is == ROW_TOTAL ? "**" : "";

		for (size_t i = 0; i < t->columns; i++) {
			buf_z(b, "| ");
			buf_z(b, i == 0 ? strong : "");
			put_cell(d, &t->row[r].cell[i], b);
			buf_z(b, i == 0 ? strong : "");
			buf_ch(b, ' ');
		}
		buf_z(b, "|\n");
	}
	if (t->note.len) {
		buf_ch(b, '\n');
		put(b, t->note);
		buf_ch(b, '\n');
	}
}

static void
tiles(const struct doc *d, const struct tiles *tiles, struct buf *b)
{
	static const enum word head[] = {
	    WORD_INDICATOR, WORD_VALUE, WORD_LIGHT, WORD_CHANGE, WORD_YOY, WORD_TARGET, WORD_TREND};

	for (size_t k = 0; k < 7; k++) {
		buf_z(b, "| ");
		buf_str(b, word(d->lang, head[k]));
		buf_ch(b, ' ');
	}
	buf_z(b, "|\n|---|--:|---|--:|--:|--:|---|\n");
	for (size_t i = 0; i < tiles->n; i++) {
		const struct tile *t = &tiles->at[i];
		struct cell label = {.is = CELL_TEXT, .text = t->label};
		struct cell verdict = {.is = CELL_VERDICT, .verdict = t->verdict};
		struct cell trend = {.is = CELL_TREND, .trend = t->trend};
		const struct cell *part[] = {
		    &label, &t->value, &verdict, &t->change, &t->yoy, &t->target, &trend};

		for (size_t k = 0; k < 7; k++) {
			buf_z(b, "| ");
			put_cell(d, part[k], b);
			buf_ch(b, ' ');
		}
		buf_z(b, "|\n");
	}
}

static void
put_figure(const struct chart *c, struct num n, struct buf *b)
{
	if (n.kind == NUM_NULL)
		buf_z(b, "—");
	else
		cell_number(b, n, c->digits, false, AS);
}

static void
steps(const struct doc *d, const struct chart *c, struct buf *b)
{
	struct buf text = {0};

	buf_z(b, "| ");
	buf_str(b, word(d->lang, WORD_STEP));
	buf_z(b, " | ");
	buf_str(b, word(d->lang, WORD_TIMES));
	buf_z(b, " | ");
	buf_str(b, word(d->lang, c->means ? WORD_MEAN : WORD_MEDIAN));
	buf_z(b, " | |\n|---|--:|--:|---|\n");
	for (size_t i = 0; i < c->arcs; i++) {
		text.len = 0;
		cell_step(&text, &c->arc[i], false);
		buf_z(b, "| ");
		put(b, buf_slice(&text));
		buf_z(b, " | ");
		put_figure(c, c->arc[i].n, b);
		buf_z(b, " | ");
		cell_duration(b, c->arc[i].time, d->lang, AS);
		buf_z(b, " | ");
		if (c->arc[i].slow) {
			buf_z(b, "**!** ");
			buf_str(b, word(d->lang, WORD_SLOW));
			buf_ch(b, ' ');
		}
		buf_z(b, "|\n");
	}
	buf_clear(&text);
}

/* A trend a line for lines; for the rest a table of the figures drawn. */
static void
chart(const struct doc *d, const struct chart *c, struct buf *b)
{
	caption(d, WORD_FIGURE, c->number, c->title, c->unit, b);
	if (c->drawing == DRAW_FLOW) {
		steps(d, c, b);
		return;
	}
	if (c->drawing == DRAW_LINE) {
		for (size_t i = 0; i < c->n; i++) {
			struct trend t = {c->series[i].value, c->categories};
			struct num min, max, last;

			trend_ends(t, &min, &max, &last);
			buf_z(b, "- ");
			put(b, c->series[i].name);
			buf_ch(b, ' ');
			cell_spark(b, t, false);
			buf_ch(b, ' ');
			put_figure(c, last, b);
			buf_ch(b, '\n');
		}
		return;
	}
	buf_z(b, "| ");
	for (size_t i = 0; i < c->n; i++) {
		buf_z(b, "| ");
		put(b, c->series[i].name);
		buf_ch(b, ' ');
	}
	buf_z(b, "|\n|---");
	for (size_t i = 0; i < c->n; i++)
		buf_z(b, "|--:");
	buf_z(b, "|\n");
	for (size_t k = 0; k < c->categories; k++) {
		buf_z(b, "| ");
		put(b, c->category[k]);
		for (size_t i = 0; i < c->n; i++) {
			buf_z(b, " | ");
			put_figure(c, c->series[i].value[k], b);
		}
		buf_z(b, " |\n");
	}
}

static void
definitions(const struct doc *d, const struct block *block, struct buf *b)
{
	buf_z(b, "## ");
	buf_str(b, word(d->lang, WORD_DEFINITIONS));
	buf_z(b, "\n\n");
	for (size_t i = 0; i < block->definitions.n; i++) {
		const struct definition *k = &block->definitions.at[i];
		const struct str part[] = {k->formula, k->unit, k->target, k->better, k->source,
		    k->time, k->population, k->norm, k->note};
		static const enum word head[] = {WORD_FORMULA, WORD_UNIT, WORD_TARGET, WORD_BETTER,
		    WORD_SOURCE, WORD_TIME, WORD_POPULATION, WORD_NORM, WORD_NOTE};

		buf_z(b, "- **");
		put(b, k->label);
		buf_z(b, "**");
		for (size_t n = 0; n < sizeof part / sizeof *part; n++)
			if (part[n].len) {
				buf_z(b, "; ");
				buf_str(b, word(d->lang, head[n]));
				buf_str(b, word(d->lang, WORD_COLON));
				put(b, part[n]);
			}
		buf_ch(b, '\n');
	}
}

static void
sentences(const struct sentences *list, struct buf *b)
{
	static const char *const sign[] = {"", "✓ ", "\\! ", "✗ ", ""};

	for (size_t i = 0; i < list->n; i++) {
		const struct sentence *s = &list->at[i];

		buf_z(b, "- ");
		buf_z(b, sign[s->tone]);
		buf_z(b, s->link.len ? "[" : "");
		put(b, s->text);
		if (s->link.len) {
			buf_z(b, "](");
			escape_url(b, s->link);
			buf_ch(b, ')');
		}
		buf_ch(b, '\n');
	}
}

static void
paragraph(struct str s, struct buf *b)
{
	if (s.len == 0)
		return;
	put(b, s);
	buf_z(b, "\n\n");
}

static void
block_markdown(const struct doc *d, const struct block *block, struct buf *b)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		buf_z(b, "## ");
		put(b, block->text);
		buf_ch(b, '\n');
		break;
	case BLOCK_TEXT:
		put(b, block->text);
		buf_ch(b, '\n');
		break;
	case BLOCK_SENTENCES:
	case BLOCK_LINKS:
		sentences(&block->sentences, b);
		break;
	case BLOCK_TILES:
		tiles(d, &block->tiles, b);
		break;
	case BLOCK_TABLE:
		table(d, &block->table, b);
		break;
	case BLOCK_CHART:
		chart(d, &block->chart, b);
		break;
	case BLOCK_DEFINITIONS:
		definitions(d, block, b);
		break;
	}
	buf_ch(b, '\n');
}

void
render_markdown(const struct doc *d, const struct look *look, struct buf *b)
{
	(void)look;
	buf_z(b, "# ");
	put(b, d->title);
	buf_z(b, "\n\n");
	paragraph(d->subtitle, b);
	paragraph(d->cover, b);
	for (const struct block *block = d->first; block; block = block->next)
		block_markdown(d, block, b);
	buf_z(b, "---\n\n");
	for (size_t i = 0; i < d->footers; i++)
		paragraph(d->footer[i], b);
}
