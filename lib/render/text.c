/* text: a doc for a terminal, or for a mail that is not HTML. */
#include "value/text.h"
#include "render/text_inner.h"

static void
bold_line(const struct look *look, struct str s, struct buf *b)
{
	buf_z(b, look->color ? "\033[1m" : "");
	escape_terminal(b, s);
	buf_z(b, look->color ? "\033[0m\n" : "\n");
}

static void
paragraph(const struct look *look, struct str s, size_t indent, struct buf *b)
{
	struct buf text = {0};

	escape_terminal(&text, s);
	wrap_text(b, buf_slice(&text), indent, indent, look);
	buf_clear(&text);
}

static void
sentences(const struct look *look, const struct sentences *list, struct buf *b)
{
	static const char *const sign[] = {"· ", "✓ ", "! ", "✗ ", "· "};
	static const char *const ascii[] = {"- ", "+ ", "! ", "x ", "- "};
	bool narrow = look->ascii || look->ambiguous != 1; /* · is ambiguous */

	for (size_t i = 0; i < list->n; i++) {
		const struct sentence *s = &list->at[i];

		tone_on(b, s->tone, look);
		buf_z(b, narrow ? ascii[s->tone] : sign[s->tone]);
		tone_off(b, s->tone, look);
		paragraph(look, s->text, 2, b);
		if (s->link.len) {
			buf_z(b, "  ");
			paragraph(look, s->link, 2, b);
		}
	}
}

/* Head figures as lines: label, value, verdict, change, on year, target, trend. */
static void
tiles(const struct doc *d, const struct look *look, const struct tiles *tiles, struct buf *b)
{
	enum { PARTS = 7 };
	static const enum word head[PARTS] = {
	    WORD_INDICATOR, WORD_VALUE, WORD_LIGHT, WORD_CHANGE, WORD_YOY, WORD_TARGET, WORD_TREND};
	struct grid g;
	struct buf text = {0};
	size_t shown = PARTS;

	for (bool fits = false; !fits; shown--) {
		grid_start(&g, shown);
		for (size_t k = 0; k < shown; k++)
			grid_put(&g, k ? word(d->lang, head[k]) : STR(""), TONE_MUTED,
			    k != 0 && k != 2 && k != 6, look->ambiguous);
		for (size_t i = 0; i < tiles->n; i++) {
			const struct tile *t = &tiles->at[i];
			struct cell verdict = {.is = CELL_VERDICT, .verdict = t->verdict};
			struct cell trend = {.is = CELL_TREND, .trend = t->trend};
			struct cell label = {.is = CELL_TEXT, .text = t->label};
			const struct cell *part[PARTS] = {
			    &label, &t->value, &verdict, &t->change, &t->yoy, &t->target, &trend};

			for (size_t k = 0; k < shown; k++) {
				struct buf raw = {0};

				text.len = 0;
				cell_print(&raw, part[k], d->lang, text_figures(look));
				escape_terminal(&text, buf_slice(&raw));
				grid_put(&g, buf_slice(&text),
				    k == 2 && t->verdict == VERDICT_MISSED ? TONE_BAD
									   : part[k]->tone,
				    k != 0 && k != 2 && k != 6, look->ambiguous);
				buf_clear(&raw);
			}
		}
		grid_measure(&g, &(struct look){0});
		fits = look->width == 0 || shown <= 3 || grid_width(&g) <= look->width;
		if (!fits)
			grid_clear(&g);
	}
	for (size_t row = 0; row < g.rows; row++)
		grid_line(&g, row, look, b);
	grid_clear(&g);
	buf_clear(&text);
}

static void
definition_part(
    const struct doc *d, const struct look *look, enum word w, struct str what, struct buf *b)
{
	struct buf text = {0};

	if (what.len == 0)
		return;
	buf_str(&text, word(d->lang, w));
	buf_str(&text, word(d->lang, WORD_COLON));
	buf_str(&text, what);
	buf_z(b, "    ");
	paragraph(look, buf_slice(&text), 4, b);
	buf_clear(&text);
}

static void
definitions(const struct doc *d, const struct look *look, const struct block *block, struct buf *b)
{
	bold_line(look, word(d->lang, WORD_DEFINITIONS), b);
	for (size_t i = 0; i < block->definitions.n; i++) {
		const struct definition *k = &block->definitions.at[i];

		buf_z(b, "  ");
		paragraph(look, k->label, 2, b);
		definition_part(d, look, WORD_FORMULA, k->formula, b);
		definition_part(d, look, WORD_UNIT, k->unit, b);
		definition_part(d, look, WORD_TARGET, k->target, b);
		definition_part(d, look, WORD_BETTER, k->better, b);
		definition_part(d, look, WORD_SOURCE, k->source, b);
		definition_part(d, look, WORD_TIME, k->time, b);
		definition_part(d, look, WORD_POPULATION, k->population, b);
		definition_part(d, look, WORD_NORM, k->norm, b);
		definition_part(d, look, WORD_NOTE, k->note, b);
	}
}

static void
block_text(const struct doc *d, const struct block *block, const struct look *look, struct buf *b)
{
	buf_ch(b, '\n');
	switch (block->kind) {
	case BLOCK_HEADING:
		bold_line(look, block->text, b);
		grid_rule(text_width(block->text, look->ambiguous), look, b);
		break;
	case BLOCK_TEXT:
		paragraph(look, block->text, 0, b);
		break;
	case BLOCK_SENTENCES:
	case BLOCK_LINKS:
		sentences(look, &block->sentences, b);
		break;
	case BLOCK_TILES:
		tiles(d, look, &block->tiles, b);
		break;
	case BLOCK_TABLE:
		text_table(d, &block->table, look, b);
		break;
	case BLOCK_CHART:
		text_chart(d, &block->chart, look, b);
		break;
	case BLOCK_DEFINITIONS:
		definitions(d, look, block, b);
		break;
	}
}

void
render_text(const struct doc *d, const struct look *look, struct buf *b)
{
	bold_line(look, d->title, b);
	if (d->subtitle.len)
		paragraph(look, d->subtitle, 0, b);
	if (d->cover.len)
		paragraph(look, d->cover, 0, b);
	for (const struct block *block = d->first; block; block = block->next)
		block_text(d, block, look, b);
	buf_ch(b, '\n');
	for (size_t i = 0; i < d->footers; i++)
		paragraph(look, d->footer[i], 0, b);
}
