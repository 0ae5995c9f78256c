/* escape: what comes from data on its way into a format. */
#include "render/escape.h"

#include "value/num.h"
#include <utf8proc.h>

static const struct str UNKNOWN = {"\xEF\xBF\xBD", 3};

/* The next character of s: its code point (-1: not UTF-8) and how many bytes it takes. */
static utf8proc_int32_t
next(struct str s, size_t *bytes)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n = utf8proc_iterate(
	    (const utf8proc_uint8_t *)s.at, (utf8proc_ssize_t)(s.len < 4 ? s.len : 4), &c);

	*bytes = n > 0 ? (size_t)n : 1;
	return n > 0 ? c : -1;
}

static bool
is_control(utf8proc_int32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* Embeddings, overrides, isolates and marks, which make text read as another. */
static bool
is_bidi(utf8proc_int32_t c)
{
	return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
	       (c >= 0x2066 && c <= 0x2069);
}

static const char *
html_entity(utf8proc_int32_t c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
escape_html(struct buf *b, struct str s)
{
	for (size_t n; s.len; s.at += n, s.len -= n) {
		utf8proc_int32_t c = next(s, &n);
		const char *entity = html_entity(c);

		if (entity)
			buf_z(b, entity);
		else if (c == '\t' || c == '\n' || c == '\r')
			buf_ch(b, ' ');
		else if (is_control(c) || is_bidi(c) || c == 0xFFFE || c == 0xFFFF)
			buf_str(b, UNKNOWN);
		else
			buf_add(b, s.at, n);
	}
}

void
escape_markdown(struct buf *b, struct str s)
{
	for (size_t n; s.len; s.at += n, s.len -= n) {
		utf8proc_int32_t c = next(s, &n);

		if (c == '\t' || c == '\n' || c == '\r')
			buf_ch(b, ' ');
		else if (is_control(c) || is_bidi(c))
			buf_str(b, UNKNOWN);
		else if (c == '<' || c == '>' || c == '&')
			buf_z(b, html_entity(c));
		else if ((c > 0 && c < 0x80 && strchr("\\`*_{}[]#|~!", (int)c)) ||
			 str_starts(s, STR("://"))) /* which would become a link by itself */
			buf_fmt(b, "\\%c", (char)c);
		else
			buf_add(b, s.at, n);
	}
}

void
escape_terminal(struct buf *b, struct str s)
{
	for (size_t n; s.len; s.at += n, s.len -= n) {
		utf8proc_int32_t c = next(s, &n);

		if (c < 0)
			buf_fmt(b, "\\x%02X", (unsigned char)*s.at);
		else if (is_control(c))
			buf_fmt(b, "\\x%02X", (unsigned)c);
		else if (is_bidi(c) || c == 0x2028 || c == 0x2029)
			buf_fmt(b, "\\u{%X}", (unsigned)c);
		else
			buf_add(b, s.at, n);
	}
}

static bool
formula_like(struct str s)
{
	size_t n;
	struct num number;
	utf8proc_int32_t c;

	if (s.len == 0 || num_parse(s, &number))
		return false;
	c = next(s, &n);
	return c == '=' || c == '+' || c == '-' || c == '@' || c == '\t' || c == '\r' ||
	       c == '\n' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
}

void
escape_spreadsheet(struct buf *b, struct str s)
{
	bool guard = formula_like(s), quote = guard;

	for (size_t i = 0; i < s.len && !quote; i++)
		quote = memchr(",\"\r\n\t", s.at[i], 5) != NULL;
	if (quote)
		buf_ch(b, '"');
	if (guard)
		buf_ch(b, '\'');
	for (size_t n; s.len; s.at += n, s.len -= n) {
		utf8proc_int32_t c = next(s, &n);

		if (c == '"')
			buf_z(b, "\"\"");
		else if (c == '\t' || c == '\n' || c == '\r')
			buf_ch(b, ' ');
		else if (is_control(c))
			buf_str(b, UNKNOWN);
		else
			buf_add(b, s.at, n);
	}
	if (quote)
		buf_ch(b, '"');
}

static bool
file_safe(utf8proc_int32_t c)
{
	if (c < 0x80)
		return c == '-' || c == '_' || (c >= '0' && c <= '9') ||
		       ((c | 32) >= 'a' && (c | 32) <= 'z');
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

void
escape_file(struct buf *b, struct str s)
{
	size_t begun = b->len;

	for (size_t n; s.len; s.at += n, s.len -= n) {
		utf8proc_int32_t c = next(s, &n);

		if (b->len - begun + n > 100)
			return;
		if (file_safe(c))
			buf_add(b, s.at, n);
		else
			buf_ch(b, '_');
	}
}

void
escape_url(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c < 0x80 && (file_safe(c) || c == '.'))
			buf_ch(b, (char)c);
		else
			buf_fmt(b, "%%%02X", c);
	}
}
