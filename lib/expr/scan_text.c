/* scan: texts and their escapes. */
#include "expr/scan.h"
#include <utf8proc.h>

enum { TEXT_MAX = 64 << 10, NO_CODE = -1, HALF = 0xD800, WHOLE = 0xE000, LAST = 0x10FFFF };

static const char closing[] = "a closing quote, or one of \\\\ \\\" \\' \\n \\t \\xHH \\u{H}";

static int
hex(char c)
{
	return c >= '0' && c <= '9'   ? c - '0'
	       : c >= 'a' && c <= 'f' ? c - 'a' + 10
	       : c >= 'A' && c <= 'F' ? c - 'A' + 10
				      : -1;
}

/* The code point of the escape after a backslash; *used: its bytes.  NO_CODE: it is none. */
static int32_t
escape(struct str s, size_t *used)
{
	char c = s.len ? s.at[0] : '\0';
	int32_t code = 0;
	size_t i;

	*used = 1;
	if (c == '\\' || c == '"' || c == '\'')
		return c;
	if (c == 'n' || c == 't')
		return c == 'n' ? '\n' : '\t';
	if (c == 'x' && s.len > 2 && s.at[1] >= '0' && s.at[1] <= '7' && hex(s.at[2]) >= 0) {
		*used = 3;
		return hex(s.at[1]) * 16 + hex(s.at[2]);
	}
	if (c != 'u' || s.len < 2 || s.at[1] != '{')
		return NO_CODE;
	for (i = 2; i < s.len && i < 8 && hex(s.at[i]) >= 0; i++)
		code = code * 16 + hex(s.at[i]);
	if (i == 2 || i >= s.len || s.at[i] != '}')
		return NO_CODE;
	*used = i + 1;
	return code;
}

/* One escape, s->at at its backslash. */
static bool
decode(struct scan *s, struct buf *b)
{
	size_t used;
	struct str rest = {s->in->text.at + s->at + 1, s->end - s->at - 1};
	int32_t code = escape(rest, &used);

	if (code == NO_CODE)
		return scan_expected(s, s->at, closing);
	if (code == 0 || (code >= HALF && code < WHOLE) || code > LAST)
		return misfit(s->misfit, (struct place){s->in, s->at},
		    "not a character; expected a code point");
	s->at += 1 + used;
	b->len += (size_t)utf8proc_encode_char(code, (utf8proc_uint8_t *)buf_room(b, 4));
	return true;
}

static bool
read_text(struct scan *s, char quote, struct buf *b)
{
	size_t from = s->at;

	for (s->at++; s->at < s->end; s->at++) {
		char c = s->in->text.at[s->at];

		if (c == quote) {
			s->at++;
			if (b->len > TEXT_MAX)
				return misfit(s->misfit, (struct place){s->in, from},
				    "a text of more than 64 KiB; expected less");
			return true;
		}
		if (c == '\n' || c == '\0')
			break;
		if (c != '\\') {
			buf_ch(b, c);
			continue;
		}
		if (!decode(s, b))
			return false;
		s->at--;
	}
	return scan_expected(s, s->at, closing);
}

bool
scan_text(struct scan *s, const char *what, struct str *text)
{
	struct buf b = {0};
	char quote;
	bool ok;

	scan_blank(s, false);
	quote = s->at < s->end ? s->in->text.at[s->at] : '\0';
	if (quote != '"' && quote != '\'')
		return scan_expected(s, s->at, what);
	ok = read_text(s, quote, &b);
	if (ok)
		*text = arena_dup(s->arena, buf_slice(&b));
	buf_clear(&b);
	return ok;
}
