/* text_case: letters in other forms: case, width, and folding for search. */
#include "base/mem.h"
#include "value/text.h"
#include <stdlib.h>
#include <utf8proc.h>

static void
add_char(struct buf *b, int32_t code)
{
	utf8proc_uint8_t bytes[4];

	buf_add(b, bytes, (size_t)utf8proc_encode_char(code, bytes));
}

/* ASCII letters from `from` on become those from `to` on. */
static void
each_char(struct buf *b, struct str s, char from, char to, int32_t (*turn)(int32_t))
{
	char *out = buf_room(b, s.len);
	size_t at = 0, n;

	for (; at < s.len && (unsigned char)s.at[at] < 0x80; at++)
		out[at] =
		    (unsigned)(s.at[at] - from) < 26 ? (char)(s.at[at] - from + to) : s.at[at];
	b->len += at;
	for (; at < s.len; at += n) {
		uint32_t code;

		n = str_char((struct str){s.at + at, s.len - at}, &code);
		if (n > 0)
			add_char(b, turn((int32_t)code));
		else
			buf_ch(b, s.at[at]);
		n = n ? n : 1;
	}
}

void
text_lower(struct buf *b, struct str s)
{
	each_char(b, s, 'A', 'a', utf8proc_tolower);
}

void
text_upper(struct buf *b, struct str s)
{
	each_char(b, s, 'a', 'A', utf8proc_toupper);
}

void
text_halfwidth(struct buf *b, struct str s)
{
	for (size_t at = 0, n; at < s.len; at += n) {
		const unsigned char *p = (const unsigned char *)s.at + at;

		n = 3;
		if (s.len - at >= 3 && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x81)
			buf_ch(b, (char)(p[2] - 0x60)); /* U+FF01..FF3F */
		else if (s.len - at >= 3 && p[0] == 0xEF && p[1] == 0xBD && p[2] <= 0x9E)
			buf_ch(b, (char)(p[2] - 0x20)); /* U+FF40..FF5E */
		else if (s.len - at >= 3 && p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
			buf_ch(b, ' ');
		else
			buf_add(b, p, n = 1);
	}
}

/* White space as Unicode has it, what NFKC leaves of it. */
static bool
is_blank(int32_t c)
{
	return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1C && c <= 0x1F) || c == 0x85 ||
	       c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
	       c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Runs of blanks become one, none at the ends. */
struct squeeze {
	struct buf *out;
	size_t start;
	bool gap;
};

static void
squeeze(struct squeeze *q, int32_t code)
{
	if (is_blank(code)) {
		q->gap = true;
		return;
	}
	if (q->gap && q->out->len > q->start)
		buf_ch(q->out, ' ');
	q->gap = false;
	if (code < 0x80)
		buf_ch(q->out, (char)code);
	else
		add_char(q->out, code);
}

/*
 * What most Chinese texts are made of folds character by character: ASCII, ideographs (which stay),
 * full-width forms of ASCII. -1: any other, which may combine with its neighbours.
 */
static int32_t
fold_plain(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFEE0;
	if (c < 0x80)
		return c - 'A' < 26 ? (int32_t)c | 32 : (int32_t)c;
	return (c >= 0x4E00 && c <= 0x9FA5) || (c >= 0x3000 && c <= 0x3002) ? (int32_t)c : -1;
}

static bool
fold_quick(struct squeeze *q, struct str s)
{
	uint32_t code = 0;
	int32_t folded;

	for (size_t at = 0, n; at < s.len; at += n) {
		n = str_char((struct str){s.at + at, s.len - at}, &code);
		if (n == 0 || (folded = fold_plain(code)) < 0)
			return false;
		squeeze(q, folded);
	}
	return true;
}

static __attribute__((noinline)) void
fold_slow(struct squeeze *q, struct str s)
{
	enum { NEAR = 512 };
	const utf8proc_option_t options =
	    UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE;
	int32_t near[NEAR], *code = near;
	ptrdiff_t n;

	n = utf8proc_decompose(
	    (const utf8proc_uint8_t *)s.at, (ptrdiff_t)s.len, code, NEAR, options);
	if (n > NEAR) {
		code = mem_new((size_t)n, sizeof *code);
		n = utf8proc_decompose(
		    (const utf8proc_uint8_t *)s.at, (ptrdiff_t)s.len, code, n, options);
	}
	n = n > 0 ? utf8proc_normalize_utf32(code, n, options) : n;
	for (ptrdiff_t i = 0; i < n; i++)
		squeeze(q, code[i]);
	if (n < 0) /* not UTF-8: as it is */
		buf_str(q->out, s);
	if (code != near)
		free(code);
}

void
text_fold(struct buf *b, struct str s)
{
	struct squeeze q = {b, b->len, false};

	if (fold_quick(&q, s))
		return;
	b->len = q.start;
	q.gap = false;
	fold_slow(&q, s);
}
