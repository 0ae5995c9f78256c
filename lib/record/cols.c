/* cols: a LIST of columns, item by item.  What kind an item is, its first character or its marks
 * say, never the header. */
#include "record/cols.h"
#include "base/mem.h"
#include "record/cols_item.h"
#include <stdlib.h>

/* A LIST being read; what was picked so far. */
struct reading {
	struct cols *cols;
	size_t cap;
	const struct header *header;
	cols_matches *matches;
	struct fault *f;
	struct str rest;
	bool *in; /* picked, by position */
};

static void
pick(struct reading *r, size_t at)
{
	if (r->in[at])
		return;
	r->in[at] = true;
	r->cols->at = mem_grow(r->cols->at, r->cols->n, &r->cap, sizeof *r->cols->at);
	r->cols->at[r->cols->n++] = at;
}

static void
drop(struct reading *r, size_t at)
{
	size_t n = 0;

	if (!r->in[at])
		return;
	r->in[at] = false;
	for (size_t i = 0; i < r->cols->n; i++)
		if (r->cols->at[i] != at)
			r->cols->at[n++] = r->cols->at[i];
	r->cols->n = n;
}

/* #3, #-1 */
static bool
find_position(const struct reading *r, struct str text, size_t *at)
{
	struct str digits = {text.at + 1, text.len - 1};
	bool back = str_starts(digits, STR("-"));
	uint64_t n;

	if (back)
		digits = (struct str){digits.at + 1, digits.len - 1};
	if (!str_uint(digits, &n) || n == 0)
		return fault(r->f, "'%s' is no position; they are #1, #2 ... or, from the end, #-1",
		    diag_text(text));
	if (n > r->header->n)
		return fault(r->f, "no column %s; there %s %zu", diag_text(text),
		    r->header->n == 1 ? "is" : "are", r->header->n);
	*at = back ? r->header->n - (size_t)n : (size_t)n - 1;
	return true;
}

static bool
find_name(const struct reading *r, const struct item *item, size_t *at)
{
	struct buf name = {0};
	ptrdiff_t found;

	for (size_t i = 0; i < item->text.len; i++) {
		buf_ch(&name, item->text.at[i]);
		i += item->ticks && item->text.at[i] == '`';
	}
	found = header_need(r->header, buf_slice(&name), r->f);
	buf_clear(&name);
	*at = (size_t)found;
	return found >= 0;
}

/* The one column an end of a range stands for. */
static bool
find_one(const struct reading *r, const struct item *item, size_t *at)
{
	if (item->kind == POSITION)
		return find_position(r, item->text, at);
	if (item->kind == NAME)
		return find_name(r, item, at);
	return fault(r->f, "'%s' cannot be the end of a range; it takes names and positions",
	    diag_text(item->text));
}

/* Bytes of the character at p. */
static size_t
character(struct str s, size_t at)
{
	size_t n = 1;

	while (at + n < s.len && ((unsigned char)s.at[at + n] & 0xC0) == 0x80)
		n++;
	return n;
}

/* `*` any characters, `?` one.  After a mismatch only the last `*` need take one more. */
static bool
glob(struct str pattern, struct str name)
{
	size_t p = 0, n = 0, star = pattern.len, from = 0;

	while (n < name.len) {
		if (p < pattern.len && pattern.at[p] == '*') {
			star = p++;
			from = n;
		} else if (p < pattern.len && pattern.at[p] == '?') {
			p++;
			n += character(name, n);
		} else if (p < pattern.len && pattern.at[p] == name.at[n]) {
			p++;
			n++;
		} else if (star < pattern.len) {
			p = star + 1;
			from += character(name, from);
			n = from;
		} else {
			return false;
		}
	}
	while (p < pattern.len && pattern.at[p] == '*')
		p++;
	return p == pattern.len;
}

static bool
find_all(struct reading *r, const struct item *item, void (*act)(struct reading *, size_t))
{
	bool any = false;

	if (item->kind == PATTERN && r->matches == NULL)
		return fault(r->f, "patterns are not taken here");
	r->f->msg[0] = '\0';
	for (size_t i = 0; i < r->header->n; i++) {
		struct str name = r->header->name[i];
		bool hit = item->kind == GLOB ? glob(item->text, name)
					      : r->matches(item->text, item->caseless, name, r->f);

		if (item->kind == PATTERN && !hit && r->f->msg[0] != '\0')
			return false;
		if (hit)
			act(r, i);
		any = any || hit;
	}
	return any || fault(r->f, "no column is like '%s'", diag_text(item->text));
}

static bool
find_range(struct reading *r, const struct item *first, const struct item *last,
    void (*act)(struct reading *, size_t))
{
	size_t from, to;

	if (!find_one(r, first, &from) || !find_one(r, last, &to))
		return false;
	if (from > to)
		return fault(r->f, "the range '%s:%s' runs backwards", diag_text(first->text),
		    diag_text(last->text));
	for (size_t i = from; i <= to; i++)
		act(r, i);
	return true;
}

/* [!] item [: item], and a comma if more follows. */
static bool
read_entry(struct reading *r)
{
	void (*act)(struct reading *, size_t) = pick;
	struct item first, last;
	bool range;

	item_blanks(&r->rest);
	if (item_peek(r->rest) == '!') {
		act = drop;
		item_step(&r->rest, 1);
	}
	if (!item_read(&r->rest, &first, r->f))
		return false;
	item_blanks(&r->rest);
	range = item_peek(r->rest) == ':';
	if (range) {
		item_step(&r->rest, 1);
		item_blanks(&r->rest);
		if (item_peek(r->rest) == ',' || item_peek(r->rest) == '\0')
			return fault(r->f, ITEM_HALF_RANGE);
		if (!item_read(&r->rest, &last, r->f))
			return false;
		item_blanks(&r->rest);
	}
	if (r->rest.len && item_peek(r->rest) != ',')
		return fault(r->f, "a comma should stand before '%s'", diag_text(r->rest));
	if (range)
		return find_range(r, &first, &last, act);
	if (first.kind == GLOB || first.kind == PATTERN)
		return find_all(r, &first, act);
	return find_range(r, &first, &first, act);
}

static bool
read_list(struct reading *r)
{
	if (item_peek(r->rest) == '!')
		for (size_t i = 0; i < r->header->n; i++)
			pick(r, i);
	for (;;) {
		if (!read_entry(r))
			return false;
		if (r->rest.len == 0)
			break;
		item_step(&r->rest, 1);
	}
	return r->cols->n > 0 || fault(r->f, "no column is left");
}

bool
cols_find(
    struct cols *c, struct str list, const struct header *h, cols_matches *matches, struct fault *f)
{
	struct reading r = {c, 0, h, matches, f, str_trim(list), mem_new(h->n + 1, sizeof(bool))};
	bool found;

	*c = (struct cols){0};
	found = read_list(&r);
	free(r.in);
	if (!found)
		cols_clear(c);
	return found;
}

void
cols_clear(struct cols *c)
{
	free(c->at);
	*c = (struct cols){0};
}
