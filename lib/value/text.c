/* text: characters, parts, padding, masks. */
#include "value/text.h"

/* Nothing longer is a field, so nothing longer is made. */
enum { MOST = 16 << 20 };

static bool
begins_char(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

size_t
text_length(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += begins_char(s.at[i]);
	return n;
}

/* Offset of the nth character (from 0), or the end. */
static size_t
offset(struct str s, uint64_t n)
{
	size_t at = 0;

	for (; at < s.len; at++)
		if (begins_char(s.at[at]) && n-- == 0)
			break;
	return at;
}

static struct str
from_char(struct str s, uint64_t n)
{
	size_t at = offset(s, n);

	return (struct str){s.at + at, s.len - at};
}

struct str
text_left(struct str s, int64_t n)
{
	return (struct str){s.at, n <= 0 ? 0 : offset(s, (uint64_t)n)};
}

struct str
text_right(struct str s, int64_t n)
{
	size_t length = text_length(s);

	if (n <= 0)
		return (struct str){s.at, 0};
	return (uint64_t)n >= length ? s : from_char(s, length - (uint64_t)n);
}

struct str
text_sub(struct str s, int64_t from, int64_t n)
{
	uint64_t back = -(uint64_t)from, length;

	if (from > 0) {
		s = from_char(s, (uint64_t)from - 1);
	} else {
		length = text_length(s);
		s = from_char(s, from == 0 || back > length ? length : length - back);
	}
	return n < 0 ? s : text_left(s, n);
}

static size_t
count_parts(struct str s, struct str sep)
{
	size_t n = 1;

	for (ptrdiff_t at; (at = str_find(s, sep)) >= 0; n++)
		s = (struct str){s.at + at + sep.len, s.len - (size_t)at - sep.len};
	return n;
}

struct str
text_split(struct str s, struct str sep, int64_t i)
{
	struct str none = {s.at, 0};
	uint64_t nth = (uint64_t)i;
	ptrdiff_t at;

	if (i == 0 || sep.len == 0)
		return none;
	if (i < 0) {
		size_t parts = count_parts(s, sep);

		if (-nth > parts)
			return none;
		nth = parts + 1 - -nth;
	}
	while ((at = str_find(s, sep)) >= 0) {
		if (--nth == 0)
			return (struct str){s.at, (size_t)at};
		s = (struct str){s.at + at + sep.len, s.len - (size_t)at - sep.len};
	}
	return nth == 1 ? s : none;
}

bool
text_pad(struct buf *b, struct str s, int64_t n, struct str fill)
{
	size_t length = text_length(s);

	if (n > MOST)
		return false;
	for (; n > 0 && (size_t)n > length; n--)
		buf_str(b, fill);
	buf_str(b, s);
	return true;
}

/* Bytes of the blank that s begins with, if it does. */
static size_t
blank_ahead(struct str s)
{
	static const char *const wide[] = {"\xE3\x80\x80", "\xC2\xA0", "\xEF\xBB\xBF"};

	if (s.len > 0 && (*s.at == ' ' || *s.at == '\t'))
		return 1;
	for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
		if (str_starts(s, str_of(wide[i])))
			return strlen(wide[i]);
	return 0;
}

struct str
text_trim(struct str s)
{
	size_t n;

	while ((n = blank_ahead(s)) > 0)
		s = (struct str){s.at + n, s.len - n};
	while (s.len > 0) {
		for (n = 1; n < s.len && !begins_char(s.at[s.len - n]); n++)
			continue;
		if (blank_ahead((struct str){s.at + s.len - n, n}) != n)
			break;
		s.len -= n;
	}
	return s;
}

bool
text_replace(struct buf *b, struct str s, struct str what, struct str by)
{
	size_t start = b->len;
	ptrdiff_t at;

	while (what.len > 0 && (at = str_find(s, what)) >= 0) {
		buf_add(b, s.at, (size_t)at);
		buf_str(b, by);
		s = (struct str){s.at + at + what.len, s.len - (size_t)at - what.len};
		if (b->len - start > MOST) {
			b->len = start;
			return false;
		}
	}
	buf_str(b, s);
	return true;
}

enum mask
mask_kind(struct str word)
{
	static const char *const kinds[] = {"phone", "name", "id", "all"};

	for (enum mask kind = MASK_PHONE; kind < MASK_NONE; kind++)
		if (str_eq(word, str_of(kinds[kind])))
			return kind;
	return MASK_NONE;
}

static void
stars(struct buf *b, size_t n)
{
	memset(buf_room(b, n), '*', n);
	b->len += n;
}

/* A name keeps one character, or it would be hidden whole: most have three or two. */
void
text_mask(struct buf *b, struct str s, enum mask kind)
{
	enum { HEAD = 3, TAIL = 4, HIDDEN = 4 };
	size_t n = text_length(s);

	if (kind == MASK_NONE) {
		buf_str(b, s);
	} else if (kind == MASK_NAME && n > 1) {
		buf_str(b, text_left(s, 1));
		stars(b, n - 1);
	} else if ((kind == MASK_PHONE || kind == MASK_ID) && n >= HEAD + HIDDEN + TAIL) {
		buf_str(b, text_left(s, HEAD));
		stars(b, kind == MASK_PHONE ? HIDDEN : n - HEAD - TAIL);
		buf_str(b, text_right(s, TAIL));
	} else {
		stars(b, n);
	}
}
