/* place: where something stands, and the line with a caret under it. */
#include "expr/place.h"
#include "value/text.h"
#include <stdarg.h>
#include <stdio.h>

enum { BEFORE = 100, AFTER = 60 }; /* characters shown of a long line, before and after the caret */

static bool
continues(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* The line that p stands in, without its line end. */
static struct str
line_of(struct place p)
{
	struct str text = p.in->text;
	size_t at = p.at < text.len ? p.at : text.len, from = at, to = at;

	while (from > 0 && text.at[from - 1] != '\n')
		from--;
	while (to < text.len && text.at[to] != '\n')
		to++;
	if (to > at && text.at[to - 1] == '\r')
		to--;
	return (struct str){text.at + from, to - from};
}

void
place_find(struct place p, size_t *line, size_t *position)
{
	*line = 0;
	*position = 0;
	if (p.in == NULL)
		return;
	*line = p.in->line0;
	*position = 1;
	for (size_t i = 0; i < p.at && i < p.in->text.len; i++) {
		if (p.in->text.at[i] == '\n') {
			(*line)++;
			*position = 1;
		} else if (!continues(p.in->text.at[i])) {
			(*position)++;
		}
	}
}

bool
misfit(struct misfit *m, struct place place, const char *fmt, ...)
{
	char what[2 * sizeof m->fault.msg];
	va_list ap;
	size_t line;

	m->place = place;
	va_start(ap, fmt);
	vsnprintf(what, sizeof what, fmt, ap);
	va_end(ap);
	fault(&m->fault, "%s", what);
	place_find(place, &line, &m->fault.at);
	return false;
}

/* Length of the character at s[i]; bytes that are no UTF-8 stand alone. */
static size_t
step(struct str s, size_t i)
{
	size_t n = 1;

	while (i + n < s.len && n < 4 && continues(s.at[i + n]))
		n++;
	return (unsigned char)s.at[i] < 0xC0 ? 1 : n;
}

/* One character of the line, and beneath it what takes as many columns.  Tabs are drawn as blanks.
 */
static void
show(struct buf *line, struct buf *under, struct str c, bool before)
{
	unsigned char first = (unsigned char)c.at[0];
	size_t from = line->len, width;

	if (first == '\t') {
		width = 8;
		buf_z(line, "        ");
	} else if (c.len == 1 && (first < 0x20 || first >= 0x7F)) {
		buf_fmt(line, "\\x%02X", first);
		width = line->len - from;
	} else {
		buf_str(line, c);
		width = text_width(c, 1);
	}
	for (size_t i = 0; before && i < width; i++)
		buf_ch(under, ' ');
}

/* The line and a caret under the place; of a long line what stands near. */
static void
draw(struct buf *out, struct place p)
{
	struct str line = line_of(p);
	size_t caret = (size_t)(p.in->text.at + p.at - line.at),
	       from = caret < line.len ? caret : line.len;
	struct buf under = {0};
	size_t shown = 0;

	for (size_t back = 0; from > 0 && back < BEFORE; back++)
		do
			from--;
		while (from > 0 && continues(line.at[from]));
	if (from > 0)
		show(out, &under, STR("…"), true);
	for (size_t i = from; i < line.len && shown < AFTER; i += step(line, i)) {
		show(out, &under, (struct str){line.at + i, step(line, i)}, i < caret);
		shown += i >= caret;
	}
	buf_ch(out, '\n');
	buf_str(out, buf_slice(&under));
	buf_ch(out, '^');
	buf_clear(&under);
}

void
misfit_draw(const struct misfit *m, struct buf *out)
{
	size_t line, position;

	if (m->place.in == NULL) {
		buf_z(out, m->fault.msg);
		return;
	}
	place_find(m->place, &line, &position);
	buf_fmt(out, "%s:%zu:%zu: %s\n", m->place.in->name, line, position, m->fault.msg);
	draw(out, m->place);
}

void
misfit_die(const struct misfit *m)
{
	struct buf out = {0};

	misfit_draw(m, &out);
	die("%s", buf_cstr(&out));
}
