/* gzip_head: a member's head in its parts, in the order in which they lie there. */
#include "io/gzip_head.h"
#include <string.h>
#include <zlib.h>

enum { SUMMED = 2, EXTRA = 4, NAME = 8, COMMENT = 16, RESERVED = 0xE0 };
enum part { FIXED, EXTRA_SIZE, EXTRA_FIELD, NAME_TEXT, COMMENT_TEXT, SUM, END };

static uint32_t
low_first(const unsigned char *at, size_t n)
{
	uint32_t all = 0;

	while (n--)
		all = all << 8 | at[n];
	return all;
}

/* Our field or that of BGZF, alone; a size that cannot be is none. */
static void
take_extra(struct gzip_head *h)
{
	if (h->wanted == GZIP_EXTRA && memcmp(h->bytes, "CS\4\0", 4) == 0) {
		h->size = low_first(h->bytes + 4, 4);
		h->ours = true;
	} else if (h->wanted == 6 && memcmp(h->bytes, "BC\2\0", 4) == 0) {
		h->size = low_first(h->bytes + 4, 2) + 1;
	}
	if (h->size > GZIP_MEMBER_PACKED) {
		h->size = 0;
		h->ours = false;
	}
}

/* The next part there is, and how many bytes it has. */
static void
next_part(struct gzip_head *h)
{
	static const struct {
		unsigned flag, bytes;
	} parts[] = {[EXTRA_SIZE] = {EXTRA, 2},
	    [EXTRA_FIELD] = {EXTRA, 0},
	    [NAME_TEXT] = {NAME, 0},
	    [COMMENT_TEXT] = {COMMENT, 0},
	    [SUM] = {SUMMED, 2}};

	if (h->part == EXTRA_SIZE)
		h->wanted = low_first(h->bytes, 2);
	do
		h->part++;
	while (h->part != END && !(h->flags & parts[h->part].flag));
	h->have = 0;
	if (h->part != END && h->part != EXTRA_FIELD)
		h->wanted = parts[h->part].bytes;
}

/* Of the fixed part, what must be there: who is no head is told so at once. */
static bool
fixed_right(const struct gzip_head *h, unsigned char c)
{
	static const unsigned char magic[] = {0x1F, 0x8B, 8};

	return h->have < sizeof magic ? c == magic[h->have] : h->have > 3 || !(c & RESERVED);
}

/* One byte; false: it cannot be. */
static bool
take(struct gzip_head *h, unsigned char c)
{
	bool text = h->part == NAME_TEXT || h->part == COMMENT_TEXT;

	if (h->part == FIXED && !fixed_right(h, c))
		return false;
	if (h->part != SUM)
		h->sum = (uint32_t)crc32(h->sum, &c, 1);
	if (h->have < sizeof h->bytes)
		h->bytes[h->have] = c;
	h->have++;
	h->length++;
	if (text ? c != '\0' : h->have < h->wanted)
		return true;
	if (h->part == FIXED)
		h->flags = h->bytes[3];
	if (h->part == EXTRA_FIELD)
		take_extra(h);
	if (h->part == SUM && low_first(h->bytes, 2) != (h->sum & 0xFFFF))
		return false;
	next_part(h);
	return true;
}

enum gzip_head_step
gzip_head_step(struct gzip_head *h, const unsigned char **in, size_t *n)
{
	if (h->length == 0)
		h->wanted = sizeof h->bytes;
	/* An extra field may be empty: then it has no byte to end at. */
	while (*n && h->part != END) {
		if (!take(h, **in))
			return GZIP_HEAD_BAD;
		++*in;
		--*n;
		if (h->part == EXTRA_FIELD && h->wanted == 0)
			next_part(h);
	}
	return h->part == END ? GZIP_HEAD_END : GZIP_HEAD_MORE;
}
