/* html: one self-contained page, complete without its script. */
#include "render/cell.h"
#include "render/escape.h"
#include "render/html_inner.h"
#include "render/svg.h"

static void
element(struct buf *b, const char *open, struct str text, const char *close)
{
	if (text.len == 0)
		return;
	buf_z(b, open);
	escape_html(b, text);
	buf_z(b, close);
}

static void
head(const struct doc *d, const struct look *look, struct buf *b)
{
	buf_fmt(b, "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">\n",
	    lang_tag(d->lang));
	buf_z(b, "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
		 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		 "style-src 'unsafe-inline'; ");
	buf_z(b, look->script ? "script-src 'unsafe-inline'; " : "");
	buf_z(b, "img-src data:; base-uri 'none'; form-action 'none'\">\n<meta "
		 "name=\"color-scheme\" content=\"light dark\">\n");
	element(b, "<title>", d->title, "</title>\n");
	buf_z(b, "<style>\n");
	for (const char *const *part = html_style; *part; part++)
		buf_z(b, *part);
	buf_z(b, "</style></head>\n<body data-sort=\"");
	escape_html(b, word(d->lang, WORD_SORT_NOTE));
	buf_z(b, "\">\n<header>\n");
	element(b, "<h1>", d->title, "</h1>\n");
	element(b, "<p class=\"sub\">", d->subtitle, "</p>\n");
	element(b, "<p>", d->cover, "</p>\n");
	buf_z(b, "</header>\n<main>\n");
}

static void
tile_line(const struct doc *d, enum word w, const struct cell *c, struct buf *b)
{
	if (c->is == CELL_NONE && w == WORD_TARGET)
		return;
	buf_z(b, "<span class=\"d\">");
	buf_str(b, word(d->lang, w));
	buf_ch(b, ' ');
	html_cell(d, c, b);
	buf_z(b, "</span>\n");
}

static void
tiles(const struct doc *d, const struct tiles *tiles, struct buf *b)
{
	buf_z(b, "<ul class=\"tiles\">\n");
	for (size_t i = 0; i < tiles->n; i++) {
		const struct tile *t = &tiles->at[i];
		struct cell bare = t->value;

		bare.unit = STR("");
		element(b, "<li><span class=\"k\">", t->label, "</span>");
		buf_z(b, "<b>");
		html_cell(d, &bare, b);
		if (t->value.is == CELL_FIGURE && t->value.text.len == 0)
			element(b, "<small>", t->value.unit, "</small>");
		buf_z(b, "</b>\n");
		html_verdict(d, t->verdict, b);
		tile_line(d, WORD_TARGET, &t->target, b);
		tile_line(d, WORD_CHANGE, &t->change, b);
		tile_line(d, WORD_YOY, &t->yoy, b);
		html_spark(d, t->trend, t->value.digits, b);
		buf_z(b, "</li>\n");
	}
	buf_z(b, "</ul>\n");
}

static void
sentences(const struct sentences *list, bool links, struct buf *b)
{
	static const char *const class[] = {"muted", "good", "warn", "bad", "muted"};
	static const char *const sign[] = {"·", "✓", "!", "✗", "·"};

	buf_z(b, links ? "<ul class=\"links\">\n" : "<ul class=\"says\">\n");
	for (size_t i = 0; i < list->n; i++) {
		const struct sentence *s = &list->at[i];

		buf_z(b, "<li>");
		if (!links)
			buf_fmt(b, "<i class=\"%s\">%s</i>", class[s->tone], sign[s->tone]);
		if (s->link.len) {
			buf_z(b, "<a href=\"");
			escape_url(b, s->link);
			buf_z(b, "\">");
		}
		escape_html(b, s->text);
		buf_z(b, s->link.len ? "</a></li>\n" : "</li>\n");
	}
	buf_z(b, "</ul>\n");
}

static void
chart(const struct doc *d, const struct chart *c, struct buf *b)
{
	buf_z(b, c->drawing == DRAW_FLOW ? "<figure class=\"full tall\">"
		 : svg_is_wide(c)	 ? "<figure class=\"full\">"
					 : "<figure>");
	buf_z(b, "<figcaption>");
	buf_str(b, word(d->lang, WORD_FIGURE));
	buf_fmt(b, " %u　", c->number);
	escape_html(b, c->title);
	element(b, " <small>(", c->unit, ")</small>");
	buf_z(b, "</figcaption>\n");
	svg_chart(b, c, d->lang);
	buf_z(b, "</figure>\n");
}

static void
definition_part(const struct doc *d, enum word w, struct str s, bool code, struct buf *b)
{
	if (s.len == 0)
		return;
	buf_z(b, "<dd><span>");
	buf_str(b, word(d->lang, w));
	buf_str(b, word(d->lang, WORD_COLON));
	buf_z(b, code ? "</span><code>" : "</span>");
	escape_html(b, s);
	buf_z(b, code ? "</code></dd>\n" : "</dd>\n");
}

static void
definitions(const struct doc *d, const struct block *block, struct buf *b)
{
	buf_z(b, "<details open><summary>");
	buf_str(b, word(d->lang, WORD_DEFINITIONS));
	buf_z(b, "</summary>\n<dl class=\"def\">\n");
	for (size_t i = 0; i < block->definitions.n; i++) {
		const struct definition *k = &block->definitions.at[i];

		element(b, "<div><dt>", k->label, "</dt>\n");
		definition_part(d, WORD_FORMULA, k->formula, true, b);
		definition_part(d, WORD_UNIT, k->unit, false, b);
		definition_part(d, WORD_TARGET, k->target, false, b);
		definition_part(d, WORD_BETTER, k->better, false, b);
		definition_part(d, WORD_SOURCE, k->source, false, b);
		definition_part(d, WORD_TIME, k->time, true, b);
		definition_part(d, WORD_POPULATION, k->population, false, b);
		definition_part(d, WORD_NORM, k->norm, false, b);
		definition_part(d, WORD_NOTE, k->note, false, b);
		buf_z(b, "</div>\n");
	}
	buf_z(b, "</dl></details>\n");
}

static void
block_html(const struct doc *d, const struct block *block, struct buf *b)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		element(b, "<h2>", block->text, "</h2>\n");
		break;
	case BLOCK_TEXT:
		element(b, "<p>", block->text, "</p>\n");
		break;
	case BLOCK_SENTENCES:
		sentences(&block->sentences, false, b);
		break;
	case BLOCK_LINKS:
		element(b, "<h2>", word(d->lang, WORD_PLACES_REPORTS), "</h2>\n");
		sentences(&block->sentences, true, b);
		break;
	case BLOCK_TILES:
		tiles(d, &block->tiles, b);
		break;
	case BLOCK_TABLE:
		html_table(d, &block->table, b);
		break;
	case BLOCK_CHART:
		chart(d, &block->chart, b);
		break;
	case BLOCK_DEFINITIONS:
		definitions(d, block, b);
		break;
	}
}

void
render_html(const struct doc *d, const struct look *look, struct buf *b)
{
	bool figures = false; /* charts in a row stand side by side where there is room */

	head(d, look, b);
	for (const struct block *block = d->first; block; block = block->next) {
		bool chart = block->kind == BLOCK_CHART;

		if (chart && !figures)
			buf_z(b, "<div class=\"figures\">\n");
		else if (!chart && figures)
			buf_z(b, "</div>\n");
		figures = chart;
		block_html(d, block, b);
	}
	buf_z(b, figures ? "</div>\n" : "");
	buf_z(b, "</main>\n<footer>\n");
	for (size_t i = 0; i < d->footers; i++)
		element(b, "<p>", d->footer[i], "</p>\n");
	buf_z(b, "</footer>\n");
	if (look->script) {
		buf_z(b, "<script>\n");
		buf_z(b, html_script);
		buf_z(b, "</script>\n");
	}
	buf_z(b, "</body></html>\n");
}
