/*
 * text_table: a table in the width there is.  What does not fit is left out, an aspect at a time
 * (trend first), and said; if the values alone are too wide, they go on in a second panel.  No line
 * is ever wrapped.
 */
#include "render/text_panel.h"

static bool
has_aspect(const struct table *t, enum aspect a)
{
	for (size_t i = 0; i < t->columns; i++)
		if (t->column[i].aspect == a)
			return true;
	return false;
}

static void
put_cell(struct panel *p, const struct row *row, size_t column)
{
	const struct column *col = &p->t->column[column];
	const struct cell *c = &row->cell[column];
	enum tone tone = c->tone;
	struct buf raw = {0}, text = {0};

	cell_print(&raw, c, p->d->lang, text_figures(p->look));
	escape_terminal(&text, buf_slice(&raw));
	if (p->sign && col->aspect == ASPECT_VALUE && column + 1 < p->t->columns &&
	    p->t->column[column + 1].aspect == ASPECT_LIGHT) {
		const struct cell *light = &row->cell[column + 1];

		buf_ch(&text, ' ');
		if (light->verdict == VERDICT_NONE)
			buf_ch(&text, ' ');
		cell_verdict(&text, light->verdict, p->d->lang, text_figures(p->look).ascii, true);
		tone = light->verdict == VERDICT_NONE ? tone : light->tone;
	}
	if (!col->figures)
		while (text.len && text.at[text.len - 1] == ' ')
			text.len--;
	grid_put(&p->g, buf_slice(&text), tone, col->figures, p->look->ambiguous);
	buf_clear(&raw);
	buf_clear(&text);
}

static bool
shown(const struct panel *p, size_t column)
{
	return !(p->dropped & 1u << p->t->column[column].aspect);
}

static void
layout(struct panel *p, struct arena *arena)
{
	p->n = 0;
	p->at = arena_zero(arena, p->t->columns, sizeof *p->at);
	for (size_t i = 0; i < p->t->columns; i++)
		if (i == 0 || (i >= p->from && i < p->to && shown(p, i)))
			p->at[p->n++] = i;
	grid_start(&p->g, p->n);
	for (size_t k = 1; k < p->n; k++) /* indicators of several columns stand further apart */
		p->g.gap[k] =
		    p->t->column[p->at[k]].aspect == ASPECT_VALUE && panel_span(p, k) > 1 ? 3 : 2;
	for (size_t r = 0; r < p->t->rows; r++)
		for (size_t k = 0; k < p->n; k++)
			put_cell(p, &p->t->row[r], p->at[k]);
	grid_measure(&p->g, p->t->list ? p->look : &(struct look){0});
}

static void
print_panel(struct panel *p, struct arena *arena, struct buf *b)
{
	bool total = false;

	panel_heads(p, arena, b);
	grid_rule(grid_width(&p->g), p->look, b);
	for (size_t r = 0; r < p->t->rows; r++) {
		if (p->t->row[r].is == ROW_TOTAL && !total && r > 0)
			grid_rule(grid_width(&p->g), p->look, b);
		total = p->t->row[r].is == ROW_TOTAL;
		grid_line(&p->g, r, p->look, b);
	}
}

/* What is dropped, in this order, until the line fits.  LIGHT becomes a sign behind the value. */
static const enum aspect expendable[] = {ASPECT_TREND, ASPECT_SHARE, ASPECT_N, ASPECT_RANK,
    ASPECT_YOY, ASPECT_LIGHT, ASPECT_TARGET, ASPECT_CHANGE};
enum { EXPENDABLE = sizeof expendable / sizeof *expendable };

static bool
fits(struct panel *p, struct arena *arena)
{
	grid_clear(&p->g);
	layout(p, arena);
	panel_fit_heads(p, arena);
	return p->look->width == 0 || p->t->list || grid_width(&p->g) <= p->look->width;
}

static void
say_dropped(const struct panel *p, struct buf *b)
{
	struct buf text = {0};

	for (size_t i = 0; i < EXPENDABLE; i++) {
		if (!(p->dropped & 1u << expendable[i]) || expendable[i] == ASPECT_LIGHT)
			continue;
		buf_str(&text, word(p->d->lang, text.len ? WORD_AND : WORD_DROPPED));
		buf_str(&text, word(p->d->lang, aspect_word(expendable[i])));
	}
	if (text.len)
		wrap_text(b, buf_slice(&text), 0, 0, p->look);
	buf_clear(&text);
}

/* The widest panel from p->from on that fits: at least one column.  Its heads take no more lines
 * than they must. */
static void
shorten(struct panel *p, struct arena *arena)
{
	p->to = p->t->columns;
	p->anyhow = false;
	p->lines = HEAD_LINES;
	while (!fits(p, arena) && p->to > p->from + 1)
		p->to--;
	p->anyhow = !fits(p, arena);
	for (p->lines = 1; !fits(p, arena) && p->lines < HEAD_LINES; p->lines++)
		;
}

/* Leaves out an aspect, or takes it back. */
static void
drop(struct panel *p, enum aspect a, bool out)
{
	p->dropped = out ? p->dropped | 1u << a : p->dropped & ~(1u << a);
	p->sign = p->dropped & 1u << ASPECT_LIGHT;
}

/* What is dropped until the line fits; then what fits after all comes back, the best first. */
static void
choose_aspects(struct panel *p, struct arena *arena)
{
	size_t next = 0;

	while (!fits(p, arena) && next < EXPENDABLE)
		if (has_aspect(p->t, expendable[next++]))
			drop(p, expendable[next - 1], true);
	for (size_t i = next; i-- > 0 && fits(p, arena);) {
		if (!(p->dropped & 1u << expendable[i]))
			continue;
		drop(p, expendable[i], false);
		if (!fits(p, arena))
			drop(p, expendable[i], true);
	}
}

void
text_table(const struct doc *d, const struct table *t, const struct look *look, struct buf *b)
{
	struct panel p = {
	    .d = d, .t = t, .look = look, .from = 1, .to = t->columns, .lines = HEAD_LINES};
	struct arena arena = {0};
	struct buf title = {0};

	buf_str(&title, word(d->lang, WORD_TABLE));
	buf_fmt(&title, " %u  ", t->number);
	escape_terminal(&title, t->title);
	wrap_text(b, buf_slice(&title), 0, 0, look);
	choose_aspects(&p, &arena);
	for (; p.from < t->columns || t->columns == 1; p.from = p.to) {
		if (p.from > 1)
			buf_ch(b, '\n');
		shorten(&p, &arena);
		print_panel(&p, &arena, b);
		if (t->columns == 1)
			break;
	}
	grid_clear(&p.g);
	say_dropped(&p, b);
	if (t->note.len) {
		title.len = 0;
		escape_terminal(&title, t->note);
		wrap_text(b, buf_slice(&title), 0, 0, look);
	}
	buf_clear(&title);
	arena_clear(&arena);
}
