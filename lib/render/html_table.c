/*
 * html_table: a table with a column for each aspect while there are few, else one for each
 * indicator with the lesser aspects in small under the value, so that a place stays one row.
 */
#include "render/cell.h"
#include "render/escape.h"
#include "render/html_inner.h"
#include "render/svg.h"

enum { FLAT = 9 }; /* columns that fit side by side */

static const char *const tone_class[] = {"", "good", "warn", "bad", "muted"};

void
html_spark(const struct doc *d, struct trend t, int digits, struct buf *b)
{
	struct num end[3];
	static const enum word said[] = {WORD_TREND, WORD_MIN, WORD_MAX};
	struct buf label = {0};

	if (!trend_ends(t, &end[0], &end[1], &end[2]))
		return;
	buf_str(&label, word(d->lang, said[0]));
	for (size_t i = 0; i < 2; i++) {
		buf_str(&label, word(d->lang, WORD_COMMA));
		buf_str(&label, word(d->lang, said[i + 1]));
		buf_ch(&label, ' ');
		cell_number(&label, end[i], digits, false, (struct figures_as){0});
	}
	svg_spark(b, t, buf_slice(&label));
	buf_clear(&label);
}

void
html_verdict(const struct doc *d, enum verdict v, struct buf *b)
{
	static const char *const class[] = {"", "good", "warn", "bad"};
	struct buf text = {0};
	struct str said, sign;

	if (v == VERDICT_NONE)
		return;
	/* Sign and word apart: where there is little room the word is for those who are read to. */
	cell_verdict(&text, v, d->lang, false, false);
	sign = str_cut(buf_slice(&text), ' ', &said);
	buf_fmt(b, "<span class=\"v %s\">%.*s<span> %.*s</span></span>", class[v], STR_ARG(sign),
	    STR_ARG(said));
	buf_clear(&text);
}

void
html_cell(const struct doc *d, const struct cell *c, struct buf *b)
{
	struct buf text = {0};
	bool toned = c->tone != TONE_PLAIN && c->is != CELL_VERDICT;

	if (c->is == CELL_VERDICT) {
		html_verdict(d, c->verdict, b);
		return;
	}
	if (c->is == CELL_TREND) {
		html_spark(d, c->trend, c->digits, b);
		return;
	}
	cell_print(&text, c, d->lang, (struct figures_as){0});
	if (c->link.len) {
		buf_z(b, "<a href=\"");
		escape_url(b, c->link);
		buf_z(b, "\">");
	}
	if (toned)
		buf_fmt(b, "<span class=\"%s\">", tone_class[c->tone]);
	escape_html(b, buf_slice(&text));
	buf_z(b, toned ? "</span>" : "");
	buf_z(b, c->link.len ? "</a>" : "");
	buf_clear(&text);
}

/* What the script sorts by: figures as plain numbers, none last; texts by themselves. */
static void
sort_value(const struct cell *c, struct buf *b)
{
	if (c->is == CELL_TEXT)
		return;
	buf_z(b, " data-v=\"");
	if (c->is == CELL_FIGURE && c->text.len == 0)
		num_print(b, num_decimal(c->value));
	else if (c->is == CELL_VERDICT && c->verdict != VERDICT_NONE)
		buf_fmt(b, "%d", (int)c->verdict);
	buf_ch(b, '"');
}

static void
label_of(const struct column *c, struct buf *b)
{
	escape_html(b, c->label);
	if (c->unit.len) {
		buf_z(b, " (");
		escape_html(b, c->unit);
		buf_ch(b, ')');
	}
}

static size_t
group_size(const struct table *t, size_t i)
{
	size_t n = 1;

	while (t->column[i].group && i + n < t->columns &&
	       t->column[i + n].group == t->column[i].group)
		n++;
	return n;
}

static bool
has_groups(const struct table *t)
{
	for (size_t i = 0; i < t->columns; i += group_size(t, i))
		if (group_size(t, i) > 1)
			return true;
	return false;
}

/* Two lines of header if an indicator has several columns. */
static void
flat_head(const struct doc *d, const struct table *t, struct buf *b)
{
	bool two = has_groups(t);

	buf_z(b, two ? "<thead><tr class=\"g\">" : "<thead><tr>");
	for (size_t i = 0, n; i < t->columns; i += n) {
		bool single = i == 0 || t->column[i].group == 0;

		n = group_size(t, i);
		if (two && single)
			buf_fmt(b, "<th scope=\"col\" rowspan=\"2\" data-c=\"%zu\"%s>", i,
			    t->column[i].figures ? "" : " class=\"t\"");
		else if (two)
			buf_fmt(b, "<th scope=\"colgroup\" colspan=\"%zu\" class=\"gr first\">", n);
		else
			buf_fmt(b, "<th scope=\"col\" data-c=\"%zu\"%s>", i,
			    t->column[i].figures ? "" : " class=\"t\"");
		label_of(&t->column[i], b);
		buf_z(b, "</th>");
	}
	buf_z(b, "</tr>\n");
	if (two) {
		buf_z(b, "<tr>");
		for (size_t i = 1; i < t->columns; i++)
			if (t->column[i].group) {
				bool first = t->column[i].group != t->column[i - 1].group;

				buf_fmt(b, "<th scope=\"col\" data-c=\"%zu\" class=\"%s%s\">", i,
				    first ? "first" : "", t->column[i].figures ? "" : " t");
				buf_str(b, word(d->lang, aspect_word(t->column[i].aspect)));
				buf_z(b, "</th>");
			}
		buf_z(b, "</tr>");
	}
	buf_z(b, "</thead>\n");
}

static void
row_head(const struct doc *d, const struct table *t, const struct row *row, struct buf *b)
{
	buf_fmt(b, "<tr%s><th scope=\"row\">", row->is == ROW_OWN ? " class=\"own\"" : "");
	buf_z(b, t->column[0].code ? "<code>" : "");
	html_cell(d, &row->cell[0], b);
	buf_z(b, t->column[0].code ? "</code></th>" : "</th>");
}

static void
flat_row(const struct doc *d, const struct table *t, const struct row *row, struct buf *b)
{
	bool two = has_groups(t);

	row_head(d, t, row, b);
	for (size_t i = 1; i < t->columns; i++) {
		const struct column *c = &t->column[i];
		bool first = two && c->group && c->group != t->column[i - 1].group;

		buf_z(b, "<td");
		if (first || !c->figures)
			buf_fmt(b, " class=\"%s%s\"", first ? "first" : "",
			    c->figures ? ""
			    : first    ? " t"
				       : "t");
		sort_value(&row->cell[i], b);
		buf_ch(b, '>');
		buf_z(b, c->code ? "<code>" : "");
		html_cell(d, &row->cell[i], b);
		buf_z(b, c->code ? "</code>" : "");
		buf_z(b, "</td>");
	}
	buf_z(b, "</tr>\n");
}

/* Whether an aspect stands in small under the value, in a stacked cell. */
static bool
is_small(enum aspect a)
{
	return a == ASPECT_CHANGE || a == ASPECT_YOY || a == ASPECT_RANK || a == ASPECT_SHARE ||
	       a == ASPECT_N;
}

/* The unit that a column's cells have, for the header: " pp". */
static struct str
unit_of(const struct table *t, size_t column)
{
	for (size_t r = 0; r < t->rows; r++)
		if (t->row[r].cell[column].is == CELL_FIGURE)
			return t->row[r].cell[column].unit;
	return STR("");
}

static void
stacked_head(const struct doc *d, const struct table *t, struct buf *b)
{
	size_t at = 0;

	buf_z(b, "<thead><tr>");
	for (size_t i = 0, n; i < t->columns; i += n, at++) {
		bool any = false;

		n = group_size(t, i);
		buf_fmt(b, "<th scope=\"col\" data-c=\"%zu\"%s>", at,
		    i && t->column[i].figures ? "" : " class=\"t\"");
		label_of(&t->column[i], b);
		for (size_t k = i; k < i + n; k++) {
			enum aspect a = t->column[k].aspect;

			if (a == ASPECT_TARGET && t->rows && t->row[0].cell[k].is != CELL_NONE) {
				buf_z(b, "<small>");
				buf_str(b, word(d->lang, WORD_TARGET));
				buf_ch(b, ' ');
				html_cell(d, &t->row[0].cell[k], b);
				buf_z(b, "</small>");
			}
		}
		for (size_t k = i; k < i + n; k++)
			if (is_small(t->column[k].aspect)) {
				buf_z(b, any ? " · " : "<small>");
				buf_str(b, word(d->lang, aspect_word(t->column[k].aspect)));
				escape_html(b, unit_of(t, k));
				any = true;
			}
		buf_z(b, any ? "</small></th>" : "</th>");
	}
	buf_z(b, "</tr></thead>\n");
}

/* Without its unit, which the header has; a rank says that it is one. */
static void
small_cell(const struct doc *d, enum aspect a, const struct cell *c, struct buf *b)
{
	struct cell bare = *c;

	bare.unit = STR("");
	if (a == ASPECT_RANK && c->is == CELL_FIGURE)
		buf_z(b, d->lang == LANG_ZH ? "第" : "#");
	if (a == ASPECT_N && c->is == CELL_FIGURE)
		buf_z(b, "n=");
	html_cell(d, &bare, b);
}

static void
stacked_cell(
    const struct doc *d, const struct table *t, const struct row *row, size_t i, struct buf *b)
{
	size_t n = group_size(t, i);
	bool any = false;

	buf_z(b, "<td");
	sort_value(&row->cell[i], b);
	buf_ch(b, '>');
	/* The verdict first, so that figures end under each other. */
	for (size_t k = i; k < i + n; k++)
		if (t->column[k].aspect == ASPECT_LIGHT && row->cell[k].verdict != VERDICT_NONE) {
			html_cell(d, &row->cell[k], b);
			buf_ch(b, ' ');
		}
	html_cell(d, &row->cell[i], b);
	for (size_t k = i; k < i + n; k++)
		if (is_small(t->column[k].aspect) &&
		    !(row->cell[k].is == CELL_TEXT && row->cell[k].text.len == 0)) {
			buf_z(b, any ? " <span>" : "<small><span>");
			small_cell(d, t->column[k].aspect, &row->cell[k], b);
			buf_z(b, "</span>");
			any = true;
		}
	buf_z(b, any ? "</small>" : "");
	for (size_t k = i; k < i + n; k++)
		if (t->column[k].aspect == ASPECT_TREND)
			html_cell(d, &row->cell[k], b);
	buf_z(b, "</td>");
}

static void
write_row(
    const struct doc *d, const struct table *t, const struct row *row, bool flat, struct buf *b)
{
	if (flat) {
		flat_row(d, t, row, b);
		return;
	}
	row_head(d, t, row, b);
	for (size_t i = 1; i < t->columns; i += group_size(t, i))
		stacked_cell(d, t, row, i, b);
	buf_z(b, "</tr>\n");
}

static void
caption(
    const struct doc *d, const struct table *t, const char *open, const char *close, struct buf *b)
{
	buf_z(b, open);
	buf_str(b, word(d->lang, WORD_TABLE));
	buf_fmt(b, " %u　", t->number);
	escape_html(b, t->title);
	buf_z(b, close);
}

void
html_table(const struct doc *d, const struct table *t, struct buf *b)
{
	bool flat = t->list || t->columns <= FLAT || !has_groups(t);
	size_t r = 0;

	/* On paper a caption would stay behind on the page before: there a paragraph stands for it.
	 */
	caption(d, t, "<p class=\"cap\" aria-hidden=\"true\">", "</p>\n", b);
	buf_z(b, flat ? "<div class=\"scroll\"><table>"
		      : "<div class=\"scroll over\"><table class=\"wide\">");
	caption(d, t, "<caption>", "</caption>\n", b);
	if (flat)
		flat_head(d, t, b);
	else
		stacked_head(d, t, b);
	buf_z(b, "<tbody>\n");
	for (; r < t->rows && t->row[r].is != ROW_TOTAL; r++)
		write_row(d, t, &t->row[r], flat, b);
	buf_z(b, "</tbody>\n");
	if (r < t->rows) {
		buf_z(b, "<tfoot>\n");
		for (; r < t->rows; r++)
			write_row(d, t, &t->row[r], flat, b);
		buf_z(b, "</tfoot>\n");
	}
	buf_z(b, "</table></div>\n");
	if (t->note.len) {
		buf_z(b, "<p class=\"note\">");
		escape_html(b, t->note);
		buf_z(b, "</p>\n");
	}
}
