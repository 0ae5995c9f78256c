/*
 * split_lines: from offsets to cells.  As long as the r-th LF is the (r * columns)-th separator,
 * each line has as many fields as the header, and its cells are the spaces between: no byte is
 * looked at again.  Plain quotes, at both ends of a field, are left out of the cell.  A line that is
 * anything else is cut alone (split_line.c).
 */
#include "base/mem.h"
#include "record/split_inner.h"

static uint32_t
load4(const char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof x);
	return x;
}

void
cut_expect(struct cut *c)
{
	char z[8] = {0}, mask[4] = {0}, bom[8] = "\xEF\xBB\xBF";
	size_t n = c->header.len < 4 ? c->header.len : 4;

	c->head = 1; /* without a header nothing is like it */
	if (n == 0)
		return;
	memcpy(z, c->header.at, n);
	memset(mask, 0xFF, n);
	bom[3] = z[0];
	c->head = load4(z);
	c->head_mask = load4(mask);
	c->head_bom = load4(bom);
}

static bool
is_header(const struct cut *c, struct str line)
{
	if (c->header.len == 0)
		return false;
	if (line.len == c->header.len + 3 && memcmp(line.at, "\xEF\xBB\xBF", 3) == 0)
		line = (struct str){line.at + 3, line.len - 3};
	return str_eq(line, c->header);
}

static __attribute__((noinline)) bool
header_again(const struct cut *c, uint32_t at, uint32_t end)
{
	struct str line = {c->text.at + at, end - at};

	line.len -= line.len && line.at[line.len - 1] == '\r';
	return is_header(c, line);
}

/* How many of the lines that come next are plain: as many fields as the header has, nothing odd, no
 * header again. */
static size_t
plain_lines(const struct cut *c, uint32_t *start)
{
	const struct scan *scan = &c->s->scan;
	const char *text = c->text.at;
	const uint32_t *lf = scan->lf + c->lf;
	const size_t columns = c->s->columns;
	const uint32_t *sep = scan->sep + c->sep + columns - 1;
	size_t most = (scan->seps - c->sep) / columns, rows;
	uint32_t at = c->at, odd = c->odd < scan->odds ? scan->odd[c->odd] : UINT32_MAX;
	const uint32_t head = c->head, bom = c->head_bom, mask = c->head_mask;
	const bool lone = columns == 1;

	if (most > scan->lfs - c->lf)
		most = scan->lfs - c->lf;
	for (rows = 0; rows < most; rows++) {
		uint32_t end = lf[rows], first = load4(text + at);

		if (sep[rows * columns] != end || end >= odd || end - at > FIELD_MAX)
			break;
		if (((first & mask) == head || first == bom) && header_again(c, at, end))
			break;
		if (lone && (end == at || text[at] == '\r')) /* a blank line */
			break;
		start[rows] = at;
		at = end + 1;
	}
	return rows;
}

/* The cells of one column in n plain lines, whose first separator is sep[0]. */
static void
plain_cells(const struct cut *c, size_t slot, size_t n)
{
	const struct split *s = c->s;
	const size_t columns = s->columns, column = s->column[slot];
	const uint32_t *sep = s->scan.sep + c->sep + column, *start = s->start + c->rows;
	const char *text = c->text.at;
	struct str *to = s->col[slot] + c->rows;

	if (column == 0) {
		for (size_t i = 0; i < n; i++, sep += columns)
			to[i] = (struct str){text + start[i], sep[0] - start[i]};
	} else {
		for (size_t i = 0; i < n; i++, sep += columns)
			to[i] = (struct str){text + sep[-1] + 1, sep[0] - sep[-1] - 1};
	}
	/* In a plain line a CR stands before its LF, and a quote at both ends of its field. */
	for (size_t i = 0; i < n && s->scan.cr && column == columns - 1; i++)
		to[i].len -= to[i].len && to[i].at[to[i].len - 1] == '\r';
	for (size_t i = 0; i < n && s->scan.quoted; i++) {
		size_t quote = (to[i].len != 0) & (to[i].at[0] == '"');

		to[i] = (struct str){to[i].at + quote, to[i].len - 2 * quote};
	}
}

static void
take_plain(struct cut *c)
{
	size_t n = plain_lines(c, c->s->start + c->rows);

	if (n == 0)
		return;
	for (size_t slot = 0; slot < c->s->slots; slot++)
		plain_cells(c, slot, n);
	c->rows += n;
	c->lf += n;
	c->lines += n;
	c->sep += n * c->s->columns;
	c->at = c->s->scan.lf[c->lf - 1] + 1;
}

static void
pass_over(struct cut *c)
{
	struct split *s = c->s;

	s->skip = mem_grow(s->skip, s->skips, &s->skips_cap, sizeof *s->skip);
	s->skip[s->skips++] = (uint32_t)c->rows;
}

/* A line that is not plain: blank, a header again, with quotes inside fields, or at fault. */
bool
cut_line(struct cut *c, struct str line)
{
	struct split *s = c->s;
	struct fault f;

	if (line.len && line.at[line.len - 1] == '\r')
		line.len--;
	if (line.len == 0 || is_header(c, line)) {
		c->repeated += line.len > 0;
		pass_over(c);
		return true;
	}
	if (!line_cut(&s->line, line, c->b->arena, &f)) {
		notes_add(c->b->notes, "faulty record", c->lines, true, "%s", f.msg);
		return false;
	}
	s->start[c->rows] = c->at;
	for (size_t slot = 0; slot < s->slots; slot++)
		s->col[slot][c->rows] = s->line.cells[s->column[slot]];
	c->rows++;
	return true;
}

/* On to the line after the one that ends at lf. */
static void
next_line(struct cut *c)
{
	const struct scan *scan = &c->s->scan;
	uint32_t end = scan->lf[c->lf++];

	while (c->odd < scan->odds && scan->odd[c->odd] <= end)
		c->odd++;
	while (c->sep < scan->seps && scan->sep[c->sep] <= end)
		c->sep++;
	c->at = end + 1;
	c->lines++;
}

/* All whole lines that the scan has found. */
bool
cut_lines(struct cut *c)
{
	const struct scan *scan = &c->s->scan;

	split_room(c->s, c->rows + scan->lfs + 1);
	for (;;) {
		take_plain(c);
		if (c->lf == scan->lfs)
			return true;
		if (!cut_line(c, (struct str){c->text.at + c->at, scan->lf[c->lf] - c->at}))
			return false;
		next_line(c);
	}
}
