/* grid: cells in columns of display width. */
#include "render/grid.h"

#include "base/mem.h"
#include "value/text.h"
#include <stdlib.h>

enum { NARROWEST = 8 };

void
grid_start(struct grid *g, size_t columns)
{
	*g = (struct grid){.columns = columns};
	g->width = arena_zero(&g->arena, columns, sizeof *g->width);
	g->gap = arena_zero(&g->arena, columns, sizeof *g->gap);
	for (size_t i = 1; i < columns; i++)
		g->gap[i] = 2;
}

void
grid_put(struct grid *g, struct str text, enum tone tone, bool right, int ambiguous)
{
	if (g->cells == g->cap)
		g->cell = mem_grow(g->cell, g->cells, &g->cap, sizeof *g->cell);
	g->cell[g->cells++] = (struct grid_cell){
	    arena_dup(&g->arena, text), text_width(text, ambiguous), tone, right};
	g->rows = g->cells / g->columns;
}

size_t
grid_width(const struct grid *g)
{
	size_t sum = 0;

	for (size_t i = 0; i < g->columns; i++)
		sum += g->width[i] + g->gap[i];
	return sum;
}

void
grid_measure(struct grid *g, const struct look *look)
{
	for (size_t i = 0; i < g->cells; i++)
		if (g->cell[i].width > g->width[i % g->columns])
			g->width[i % g->columns] = g->cell[i].width;
	while (look->width && grid_width(g) > look->width) {
		size_t widest = 0;

		for (size_t i = 1; i < g->columns; i++)
			if (g->width[i] > g->width[widest])
				widest = i;
		if (g->columns == 0 || g->width[widest] <= NARROWEST)
			return;
		g->width[widest]--;
	}
}

void
grid_line(const struct grid *g, size_t row, const struct look *look, struct buf *b)
{
	for (size_t i = 0; i < g->columns; i++) {
		const struct grid_cell *c = &g->cell[row * g->columns + i];

		for (size_t k = 0; k < g->gap[i]; k++)
			buf_ch(b, ' ');
		tone_on(b, c->tone, look);
		pad_text(b, c->text, g->width[i], c->right, look);
		tone_off(b, c->tone, look);
	}
	while (b->len && b->at[b->len - 1] == ' ')
		b->len--;
	buf_ch(b, '\n');
}

void
grid_rule(size_t width, const struct look *look, struct buf *b)
{
	for (size_t i = 0; i < width; i += look->ascii || look->ambiguous == 1 ? 1 : 2)
		buf_z(b, look->ascii ? "-" : "─");
	buf_ch(b, '\n');
}

void
grid_clear(struct grid *g)
{
	free(g->cell);
	arena_clear(&g->arena);
	*g = (struct grid){0};
}

void
pad_text(struct buf *b, struct str text, size_t width, bool right, const struct look *look)
{
	size_t wide = text_width(text, look->ambiguous), rest;
	bool cut = wide > width;

	if (cut) {
		size_t mark = look->ascii ? 3 : look->ambiguous == 1 ? 1 : 2;

		text = text_fit(text, width > mark ? width - mark : 0, look->ambiguous);
		wide = text_width(text, look->ambiguous) + mark;
	}
	rest = width > wide ? width - wide : 0;
	for (size_t i = 0; right && i < rest; i++)
		buf_ch(b, ' ');
	buf_str(b, text);
	if (cut)
		buf_z(b, look->ascii ? "..." : "…");
	for (size_t i = 0; !right && i < rest; i++)
		buf_ch(b, ' ');
}

void
tone_on(struct buf *b, enum tone tone, const struct look *look)
{
	static const char *const code[] = {NULL, NULL, "33", "31", "2"};

	if (look->color && code[tone])
		buf_fmt(b, "\033[%sm", code[tone]);
}

void
tone_off(struct buf *b, enum tone tone, const struct look *look)
{
	if (look->color && tone != TONE_PLAIN && tone != TONE_GOOD)
		buf_z(b, "\033[0m");
}

/* Where a line of at most `room` columns may end: after a blank, or between characters but not
 * before a closing mark. */
size_t
line_break(struct str s, size_t room, int ambiguous)
{
	size_t n = text_fit(s, room, ambiguous).len, blank = n;

	if (n == s.len)
		return n;
	while (n && ((unsigned char)s.at[n] & 0xC0) == 0x80)
		n--;
	for (blank = n; blank && s.at[blank] != ' ' && (unsigned char)s.at[blank - 1] < 0x80;)
		blank--;
	if (blank)
		n = blank;
	for (int tries = 0; tries < 2 && n; tries++) {
		struct str rest = {s.at + n, s.len - n};

		if (!str_starts(rest, STR("，")) && !str_starts(rest, STR("。")) &&
		    !str_starts(rest, STR("、")) && !str_starts(rest, STR("）")) &&
		    !str_starts(rest, STR("；")) && !str_starts(rest, STR("%")))
			break;
		do
			n--;
		while (n && ((unsigned char)s.at[n] & 0xC0) == 0x80);
	}
	return n;
}

void
wrap_text(struct buf *b, struct str s, size_t used, size_t indent, const struct look *look)
{
	while (look->width > indent + NARROWEST && s.len) {
		size_t n =
		    line_break(s, look->width > used ? look->width - used : 0, look->ambiguous);

		if (n == 0 || n == s.len)
			break;
		buf_add(b, s.at, n);
		buf_ch(b, '\n');
		s = str_trim((struct str){s.at + n, s.len - n});
		for (size_t i = 0; s.len && i < indent; i++)
			buf_ch(b, ' ');
		used = indent;
	}
	buf_str(b, s);
	buf_ch(b, '\n');
}
