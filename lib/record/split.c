/*
 * split: lines into column slices, a stretch of text at a time: the scan gives the offsets of all
 * its separators and, apart, those of the LFs; split_lines.c makes cells of them.
 */
#include "record/split.h"
#include "base/mem.h"
#include "io/encoding.h"
#include "record/split_inner.h"
#include <assert.h>
#include <stdlib.h>

enum { STRETCH = 16384 }; /* a multiple of 64; its offsets stay in the nearest cache */

struct split *
split_new(char delimiter, size_t columns)
{
	struct split *s = mem_new(1, sizeof *s);
	size_t room = STRETCH + columns + SCAN_SLACK;

	assert(columns > 0);
	s->columns = columns;
	s->line = (struct line_cutter){
	    delimiter, columns, mem_new(columns, sizeof *s->line.cells), quoted_new(delimiter)};
	s->scan.delimiter = delimiter;
	s->scan.quoting = true;
	s->scan.sep = mem_new(room, sizeof *s->scan.sep);
	s->scan.lf = mem_new(room, sizeof *s->scan.lf);
	s->scan.odd = mem_new(room, sizeof *s->scan.odd);
	return s;
}

void
split_free(struct split *s)
{
	if (s == NULL)
		return;
	quoted_free(s->line.quoted);
	free(s->line.cells);
	free(s->scan.sep);
	free(s->scan.lf);
	free(s->scan.odd);
	for (size_t i = 0; i < s->slots; i++)
		free(s->col[i]);
	free(s->col);
	free(s->column);
	free(s->start);
	free(s->skip);
	free(s);
}

size_t
split_use(struct split *s, size_t column)
{
	size_t cap = s->slots_cap;

	assert(column < s->columns);
	for (size_t i = 0; i < s->slots; i++)
		if (s->column[i] == column)
			return i;
	s->column = mem_grow(s->column, s->slots, &s->slots_cap, sizeof *s->column);
	s->col = mem_grow(s->col, s->slots, &cap, sizeof *s->col);
	s->col[s->slots] = s->rows_cap ? mem_new(s->rows_cap, sizeof **s->col) : NULL;
	s->column[s->slots] = column;
	return s->slots++;
}

void
split_places(struct split *s, const size_t *column)
{
	for (size_t i = 0; i < s->slots; i++) {
		assert(column[i] < s->columns);
		s->column[i] = column[i];
	}
}

void
split_room(struct split *s, size_t n)
{
	if (n < s->rows_cap)
		return;
	s->rows_cap = n + n / 2 + 256;
	s->start = mem_resize(s->start, s->rows_cap, sizeof *s->start);
	for (size_t i = 0; i < s->slots; i++)
		s->col[i] = mem_resize(s->col[i], s->rows_cap, sizeof **s->col);
}

/* What belongs to the line begun goes to the front of the lists; of too many fields, as many as
 * show it. */
static void
keep_rest(struct cut *c)
{
	struct scan *scan = &c->s->scan;
	size_t rest = scan->seps - c->sep;

	if (rest > c->s->columns)
		rest = c->s->columns;
	memmove(scan->sep, scan->sep + c->sep, rest * sizeof *scan->sep);
	scan->seps = rest;
	scan->lfs = 0;
	if (c->odd < scan->odds)
		scan->odd[0] = scan->odd[c->odd];
	scan->odds = c->odd < scan->odds;
	c->sep = c->lf = c->odd = 0;
}

/* The scan is not sure about the UTF-8: if there is a fault, the text ends before the line it is
 * in. */
static void
check_text(struct cut *c)
{
	struct scan *scan = &c->s->scan;
	ptrdiff_t bad = utf8_fault(c->text);

	c->checked = true;
	if (bad < 0)
		return;
	c->end = (size_t)bad;
	while (c->end > 0 && c->text.at[c->end - 1] != '\n')
		c->end--;
	while (scan->seps && scan->sep[scan->seps - 1] >= c->end)
		scan->seps--;
	while (scan->lfs && scan->lf[scan->lfs - 1] >= c->end)
		scan->lfs--;
	while (scan->odds && scan->odd[scan->odds - 1] >= c->end)
		scan->odds--;
}

static bool
cut_all(struct cut *c)
{
	struct scan *scan = &c->s->scan;
	size_t at = 0;

	while (at < c->end) {
		size_t to = c->end - at > STRETCH ? at + STRETCH : c->end;

		split_scan(scan, c->text.at, at, to, c->end);
		if (scan->doubt && !c->checked)
			check_text(c);
		if (to == c->end && c->text.at[to - 1] != '\n') {
			scan->sep[scan->seps++] = scan->lf[scan->lfs++] = (uint32_t)to;
			if (scan->open)
				scan->odd[scan->odds++] = (uint32_t)to;
		}
		if (!cut_lines(c))
			return false;
		keep_rest(c);
		at = to;
	}
	return true;
}

/* The line in which a byte is not UTF-8 is the next one; what is wrong with it, line_cut says. */
static void
cut_faulty(struct cut *c)
{
	const char *at = c->text.at + c->at;
	const char *stop = memchr(at, '\n', c->text.len - c->at);
	size_t len = stop ? (size_t)(stop - at) : c->text.len - c->at;
	bool fine;

	split_room(c->s, c->rows + 2);
	fine = cut_line(c, (struct str){at, len});
	assert(!fine);
	(void)fine;
}

static void
scan_begin(struct scan *s)
{
	s->cr = s->quoted = s->doubt = false;
	s->open = s->closed = 0;
	s->begun = 1;
	s->carry = 0;
	s->seps = s->lfs = s->odds = 0;
}

void
split_block(struct split *s, struct str text, struct str header_line, struct batch *b,
    size_t *repeated, size_t *lines)
{
	struct cut c = {.s = s, .text = text, .header = header_line, .b = b, .end = text.len};

	assert(text.len < UINT32_MAX - STRETCH);
	s->skips = 0;
	scan_begin(&s->scan);
	cut_expect(&c);
	split_room(s, 1);
	if (cut_all(&c) && c.end < text.len)
		cut_faulty(&c);
	s->start[c.rows] = c.at;
	b->n = c.rows;
	b->col = s->col;
	b->start = s->start;
	b->text = text;
	b->skip = s->skip;
	b->skips = s->skips;
	*repeated = c.repeated;
	*lines = c.lines - (text.len && text.at[text.len - 1] != '\n');
}
