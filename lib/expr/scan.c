/* scan: tokens of definition files and expressions. */
#include "expr/scan.h"
#include "base/buf.h"
#include <utf8proc.h>

enum { SEEN_MAX = 40 };

static const char *const keywords[] = {
    "and", "or", "not", "in", "between", "is", "null", "true", "false", "where", "per"};

bool
scan_keyword(struct str word)
{
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (str_eq(word, str_of(keywords[i])))
			return true;
	return false;
}

/* The byte i places on; NUL at the end, which is in no script. */
static char
peek(const struct scan *s, size_t i)
{
	return s->at + i < s->end ? s->in->text.at[s->at + i] : '\0';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

/* Length of the character at `at` if it may stand in a name (first: at its beginning), else 0. */
static size_t
name_char(struct str text, size_t at, bool first)
{
	unsigned char c = at < text.len ? (unsigned char)text.at[at] : 0;
	utf8proc_int32_t code;
	utf8proc_ssize_t n;

	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
		       (!first && c >= '0' && c <= '9');
	n = utf8proc_iterate(
	    (const utf8proc_uint8_t *)text.at + at, (utf8proc_ssize_t)(text.len - at), &code);
	if (n <= 0)
		return 0;
	switch (utf8proc_category(code)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_NL:
		return (size_t)n;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NO:
		return first ? 0 : (size_t)n;
	default:
		return 0;
	}
}

/* Length of the run of letters, digits and _ at `at`. */
static size_t
run_length(struct str text, size_t at, bool first)
{
	size_t from = at, n;

	while ((n = name_char(text, at, first)) > 0) {
		at += n;
		first = false;
	}
	return at - from;
}

static struct str
bounded(const struct scan *s)
{
	return (struct str){s->in->text.at, s->end};
}

bool
scan_bare(struct str name)
{
	return name.len > 0 && run_length(name, 0, true) == name.len && !scan_keyword(name);
}

static struct place
here(const struct scan *s, size_t at)
{
	return (struct place){s->in, at};
}

/* Whether the line end at s->at is followed by more of the same: an indented, blank or comment
 * line. */
static bool
goes_on(const struct scan *s)
{
	char next = peek(s, 1);

	return next == ' ' || next == '\t' || next == '#' || next == '\n' ||
	       (next == '\r' && peek(s, 2) == '\n');
}

void
scan_blank(struct scan *s, bool go_on)
{
	const char *text = s->in->text.at;

	while (s->at < s->end) {
		char c = text[s->at];

		if (c == ' ' || c == '\t' || c == '\r' ||
		    (c == '\n' && (go_on || s->open) && goes_on(s))) {
			s->at++;
		} else if (c == '#' && (s->at == 0 || is_space(text[s->at - 1]))) {
			while (s->at < s->end && text[s->at] != '\n')
				s->at++;
		} else {
			return;
		}
	}
}

bool
scan_at_end(struct scan *s)
{
	scan_blank(s, false);
	return s->at >= s->end || s->in->text.at[s->at] == '\n';
}

bool
scan_char(struct scan *s, const char *token)
{
	size_t n = strlen(token);

	scan_blank(s, false);
	if (s->end - s->at < n || memcmp(s->in->text.at + s->at, token, n) != 0)
		return false;
	s->at += n;
	return true;
}

bool
scan_word(struct scan *s, const char *keyword)
{
	if (!scan_char(s, keyword))
		return false;
	if (name_char(bounded(s), s->at, false) == 0)
		return true;
	s->at -= strlen(keyword);
	return false;
}

/* What stands at `at`, as a message shows it: a whole word or one character. */
static void
seen(const struct scan *s, size_t at, struct buf *b)
{
	struct str text = bounded(s);
	size_t n, shown = 0;

	if (at >= s->end || text.at[at] == '\n') {
		buf_z(b, "the end of the line");
		return;
	}
	buf_ch(b, '\'');
	if (run_length(text, at, false) == 0) {
		unsigned char c = (unsigned char)text.at[at];

		for (n = 1; at + n < s->end && ((unsigned char)text.at[at + n] & 0xC0) == 0x80;)
			n++;
		if (c < 0x20 || c == 0x7F)
			buf_fmt(b, "\\x%02X", c);
		else
			buf_add(b, text.at + at, n);
	}
	while ((n = name_char(text, at, false)) > 0 && shown++ < SEEN_MAX) {
		buf_add(b, text.at + at, n);
		at += n;
	}
	buf_z(b, n > 0 && shown > SEEN_MAX ? "…'" : "'");
}

bool
scan_expected(struct scan *s, size_t at, const char *what)
{
	struct buf b = {0};

	seen(s, at, &b);
	misfit(s->misfit, here(s, at), "%s here; expected %s", buf_cstr(&b), what);
	buf_clear(&b);
	return false;
}

bool
scan_sticks(const struct scan *s, size_t at)
{
	return name_char(bounded(s), at, false) > 0;
}

bool
scan_whole(struct scan *s)
{
	if (name_char(bounded(s), s->at, false) > 0)
		return scan_expected(s, s->at, "a blank or an operator");
	return true;
}

bool
scan_is_name(struct scan *s)
{
	scan_blank(s, false);
	return peek(s, 0) == '`' || name_char(bounded(s), s->at, true) > 0;
}

/* `any characters`, a backtick doubled. */
static bool
quoted_name(struct scan *s, struct str *name)
{
	size_t from = s->at, n = 0;
	char *out;

	for (s->at++; s->at < s->end && peek(s, 0) != '\n'; s->at++) {
		if (peek(s, 0) == '`') {
			if (peek(s, 1) != '`')
				break;
			s->at++;
		}
		n++;
	}
	if (peek(s, 0) != '`' || n == 0) {
		s->at = from;
		return scan_expected(s, from, "a name in backticks");
	}
	out = arena_take(s->arena, n);
	*name = (struct str){out, n};
	for (size_t i = from + 1; i < s->at; i++) {
		*out++ = s->in->text.at[i];
		i += s->in->text.at[i] == '`';
	}
	s->at++;
	return true;
}

bool
scan_name(struct scan *s, const char *what, struct str *name)
{
	size_t n;

	scan_blank(s, false);
	if (peek(s, 0) == '`')
		return quoted_name(s, name);
	n = run_length(bounded(s), s->at, true);
	if (n == 0)
		return scan_expected(s, s->at, what);
	*name = (struct str){s->in->text.at + s->at, n};
	if (scan_keyword(*name))
		return misfit(s->misfit, here(s, s->at),
		    "'%.*s' is a keyword; expected %s (or `%.*s`)", STR_ARG(*name), what,
		    STR_ARG(*name));
	s->at += n;
	return true;
}
