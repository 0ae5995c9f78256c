/*
 * text_head: the header of a panel.  Labels may take three lines, so that a column is no wider than
 * its figures need; the unit is never cut.
 */
#include "render/text_panel.h"
#include "value/text.h"

struct head {
	struct str line[HEAD_LINES];
	size_t n;
};

size_t
panel_span(const struct panel *p, size_t k)
{
	size_t n = 1;
	unsigned group = p->t->column[p->at[k]].group;

	while (group && k + n < p->n && p->t->column[p->at[k + n]].group == group)
		n++;
	return n;
}

static size_t
span_width(const struct panel *p, size_t k)
{
	size_t sum = 0;

	for (size_t i = k; i < k + panel_span(p, k); i++)
		sum += p->g.width[i] + (i > k ? p->g.gap[i] : 0);
	return sum;
}

static size_t
most_lines(const struct panel *p)
{
	return p->look->width && !p->t->list ? p->lines : 1;
}

static struct str
harmless(struct str s, const char *before, const char *after, struct arena *arena)
{
	struct buf b = {0};
	struct str copy;

	if (s.len == 0)
		return s;
	buf_z(&b, before);
	escape_terminal(&b, s);
	buf_z(&b, after);
	copy = arena_dup(arena, buf_slice(&b));
	buf_clear(&b);
	return copy;
}

static struct str
joined(struct str a, struct str b, struct arena *arena)
{
	char *at = arena_take(arena, a.len + b.len + 1);

	memcpy(at, a.at, a.len);
	memcpy(at + a.len, b.at, b.len);
	return (struct str){at, a.len + b.len};
}

/* Whether a break there would part a word; wide characters are words of their own. */
static bool
in_word(struct str s, size_t n)
{
	struct str rest = {s.at + n, s.len - n};
	size_t before = n;

	if (n == 0 || n >= s.len || s.at[n] == ' ' || strchr(" -/", s.at[n - 1]))
		return false;
	do
		before--;
	while (before && ((unsigned char)s.at[before] & 0xC0) == 0x80);
	return text_width((struct str){s.at + before, n - before}, 1) < 2 &&
	       text_fit(rest, 1, 1).len > 0;
}

/* The label in lines of that width, the unit behind it or on a line of its own; false: it needs
 * more lines. */
static bool
split(const struct panel *p, size_t k, size_t width, struct arena *arena, struct head *h)
{
	const struct column *c = &p->t->column[p->at[k]];
	struct str label = harmless(c->label, "", "", arena),
		   unit = harmless(c->unit, "(", ")", arena);
	size_t most = most_lines(p);

	h->n = 0;
	while (label.len) {
		size_t n = line_break(label, width, p->look->ambiguous);

		if (h->n == most || n == 0 || (!p->anyhow && in_word(label, n)))
			return false;
		h->line[h->n++] = str_trim((struct str){label.at, n});
		label = str_trim((struct str){label.at + n, label.len - n});
	}
	if (unit.len == 0)
		return true;
	if (h->n && text_width(h->line[h->n - 1], p->look->ambiguous) +
			    text_width(unit, p->look->ambiguous) <=
			width) {
		h->line[h->n - 1] = joined(h->line[h->n - 1], unit, arena);
		return true;
	}
	if (h->n == most || text_width(unit, p->look->ambiguous) > width)
		return false;
	h->line[h->n++] = unit;
	return true;
}

void
panel_fit_heads(struct panel *p, struct arena *arena)
{
	struct head h;

	for (size_t k = 0; k < p->n; k += panel_span(p, k)) {
		size_t n = panel_span(p, k);

		for (size_t i = k; n > 1 && i < k + n; i++) {
			struct str s = word(p->d->lang, aspect_word(p->t->column[p->at[i]].aspect));
			size_t wide = text_width(s, p->look->ambiguous);

			if (p->g.width[i] < wide)
				p->g.width[i] = wide;
		}
		while (!(p->t->list && p->look->width) && !split(p, k, span_width(p, k), arena, &h))
			p->g.width[k]++;
	}
}

static void
trim_line(struct buf *b)
{
	while (b->len && b->at[b->len - 1] == ' ')
		b->len--;
	buf_ch(b, '\n');
}

static void
gap(const struct panel *p, size_t k, struct buf *b)
{
	for (size_t i = 0; i < p->g.gap[k]; i++)
		buf_ch(b, ' ');
}

static void
aspects(const struct panel *p, struct buf *b)
{
	for (size_t k = 0; k < p->n; k++) {
		const struct column *c = &p->t->column[p->at[k]];

		gap(p, k, b);
		pad_text(b, c->group ? word(p->d->lang, aspect_word(c->aspect)) : STR(""),
		    p->g.width[k], c->figures, p->look);
	}
	trim_line(b);
}

void
panel_heads(const struct panel *p, struct arena *arena, struct buf *b)
{
	struct head *h = arena_zero(arena, p->n + 1, sizeof *h);
	size_t lines = 1;
	bool several = false;

	for (size_t k = 0; k < p->n; k += panel_span(p, k)) {
		/* A list's label that is too long is cut with its column. */
		if (!split(p, k, span_width(p, k), arena, &h[k]))
			h[k] = (struct head){
			    .line = {harmless(p->t->column[p->at[k]].label, "", "", arena)},
			    .n = 1};
		lines = h[k].n > lines ? h[k].n : lines;
		several |= panel_span(p, k) > 1;
	}
	for (size_t line = 0; line < lines; line++) {
		for (size_t k = 0; k < p->n; k += panel_span(p, k)) {
			size_t above = lines - h[k].n; /* labels stand on the last line */
			bool right = p->t->column[p->at[k]].figures && panel_span(p, k) == 1;

			gap(p, k, b);
			pad_text(b, line < above ? STR("") : h[k].line[line - above],
			    span_width(p, k), right, p->look);
		}
		trim_line(b);
	}
	if (several)
		aspects(p, b);
}
