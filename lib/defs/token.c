/* token: operands that are one token, and what all operands are read with. */
#include "defs/loader.h"
#include "value/when.h"
#include <stdio.h>
#include <utf8proc.h>

size_t
word_char(struct str text)
{
	utf8proc_int32_t c;
	utf8proc_ssize_t n;

	if (text.len == 0)
		return 0;
	n = utf8proc_iterate((const utf8proc_uint8_t *)text.at, (utf8proc_ssize_t)text.len, &c);
	if (n < 1)
		return 0;
	switch (utf8proc_category(c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return (size_t)n;
	default:
		return c == '_';
	}
}

struct place
loader_place(const struct loader *r)
{
	return (struct place){r->scan.in, r->scan.at};
}

struct str
loader_rest(const struct loader *r)
{
	return (struct str){r->scan.in->text.at + r->scan.at, r->scan.end - r->scan.at};
}

struct str
loader_slice(const struct loader *r, size_t from)
{
	return (struct str){r->scan.in->text.at + from, r->scan.at - from};
}

struct str
loader_word(const struct loader *r)
{
	struct str s = loader_rest(r);
	size_t len = 0, n;

	while ((n = word_char((struct str){s.at + len, s.len - len})))
		len += n;
	return (struct str){s.at, len};
}

/* Whether no letter, digit or _ follows the n bytes from here. */
static bool
ends_word(const struct loader *r, size_t n)
{
	struct str s = loader_rest(r);

	return word_char((struct str){s.at + n, s.len - n}) == 0;
}

bool
loader_end(struct loader *r)
{
	if (r->scan.at < r->scan.end && r->scan.in->text.at[r->scan.at] == '\n')
		return true;
	return scan_at_end(&r->scan) || scan_expected(&r->scan, r->scan.at, "the end of the line");
}

bool
loader_expr(struct loader *r, const struct tree **tree)
{
	scan_blank(&r->scan, true);
	*tree = tree_read(&r->scan);
	if (*tree)
		names_note(r, *tree);
	return *tree != NULL;
}

struct operand *
operand_new(struct loader *r)
{
	struct operand *op = arena_zero(r->defs->arena, 1, sizeof(*op));

	scan_blank(&r->scan, false);
	op->place = loader_place(r);
	return op;
}

/* The beginnings of tokens that look like: d a digit, anything else itself.  Returns how many bytes
 * fit, 0 if not all do. */
static size_t
shape(struct str s, const char *form)
{
	size_t n = strlen(form);

	if (s.len < n)
		return 0;
	for (size_t i = 0; i < n; i++)
		if (form[i] == 'd' ? s.at[i] < '0' || s.at[i] > '9' : s.at[i] != form[i])
			return 0;
	return n;
}

bool
operand_take(
    struct loader *r, struct operand *op, enum operand_kind kind, size_t n, const char *what)
{
	if (n == 0)
		return scan_expected(&r->scan, r->scan.at, what);
	op->kind = kind;
	op->text = (struct str){loader_rest(r).at, n};
	r->scan.at += n;
	buf_str(&r->canon, op->text);
	return true;
}

bool
operand_word(struct loader *r, struct operand *op, const char *what)
{
	struct str s = loader_rest(r);
	size_t n = 0;

	while (n < s.len && !memchr(" \t\r\n\f\v,=()\"'`", s.at[n], 13))
		n++;
	return operand_take(r, op, OPERAND_WORD, n, what);
}

bool
operand_number(struct loader *r, struct operand *op, const char *what)
{
	bool negative = scan_char(&r->scan, "-"), duration = false;
	size_t from;
	struct num n;

	scan_blank(&r->scan, false);
	from = r->scan.at;
	op->kind = OPERAND_NUMBER;
	if (shape(loader_rest(r), "d") == 0)
		return scan_expected(&r->scan, from, what);
	if (!scan_number(&r->scan, &n, &duration))
		return false;
	if (duration)
		return scan_expected(&r->scan, r->scan.at - 1, "a blank");
	op->number = num_normal(negative ? num_neg(n) : n);
	num_print(&r->canon, op->number);
	return true;
}

bool
operand_duration(struct loader *r, struct operand *op, const char *what)
{
	struct str s = loader_rest(r);
	size_t n = 0;
	bool duration = false;

	while (n < s.len && ((s.at[n] >= '0' && s.at[n] <= '9') || s.at[n] == '.'))
		n++;
	if (n == 0 || n == s.len || !memchr("smhd", s.at[n], 4) || !ends_word(r, n + 1))
		return scan_expected(&r->scan, r->scan.at, what);
	op->kind = OPERAND_NUMBER;
	if (!scan_number(&r->scan, &op->number, &duration))
		return false;
	op->number = num_normal(op->number);
	num_print(&r->canon, op->number);
	buf_ch(&r->canon, 's');
	return true;
}

bool
operand_percent(struct loader *r, struct operand *op, const char *what)
{
	struct str s = loader_rest(r);
	size_t n = 0;

	while (n < s.len && ((s.at[n] >= '0' && s.at[n] <= '9') || (s.at[n] == '.' && n)))
		n++;
	if (n == s.len || s.at[n] != '%' || !num_parse((struct str){s.at, n}, &op->number))
		return scan_expected(&r->scan, r->scan.at, what);
	r->scan.at += n + 1;
	op->kind = OPERAND_PERCENT;
	num_print(&r->canon, op->number);
	buf_ch(&r->canon, '%');
	return true;
}

bool
operand_clock(struct loader *r, struct operand *op, const char *what)
{
	struct str s = loader_rest(r);
	size_t n = shape(s, "dd:dd");

	if (n && (s.at[0] > '2' || (s.at[0] == '2' && s.at[1] > '3') || s.at[3] > '5' ||
		     !ends_word(r, n)))
		n = 0;
	return operand_take(r, op, OPERAND_CLOCK, n, what);
}

bool
operand_moment(struct loader *r, struct operand *op, const char *what)
{
	size_t n = shape(loader_rest(r), "dddd-dd-dd dd:dd:dd");
	struct when w;

	if (n == 0)
		n = shape(loader_rest(r), "dddd-dd-dd");
	if (!operand_take(r, op, OPERAND_MOMENT, n, what))
		return false;
	if (!when_parse(op->text, &w))
		return misfit(r->misfit, op->place,
		    "no such moment; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS");
	return true;
}

bool
operand_relation(struct loader *r, struct operand *op, const char *what)
{
	static const char *const sign[] = {"<=", ">=", "<", ">", "="};

	op->kind = OPERAND_WORD;
	for (size_t i = 0; i < 5; i++)
		if (scan_char(&r->scan, sign[i])) {
			op->text = str_of(sign[i]);
			buf_str(&r->canon, op->text);
			return true;
		}
	return scan_expected(&r->scan, r->scan.at, what);
}

static bool
is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* A delimiter as for -d: one of the named ones, \t, \xHH or a sign. */
bool
operand_char(struct loader *r, struct operand *op, const char *what)
{
	static const char *const word[] = {"comma", "tab", "semicolon", "pipe", "space", "soh"};
	struct str s = loader_rest(r);
	size_t n = 0;

	for (size_t i = 0; i < 6 && n == 0; i++)
		if (str_eq(loader_word(r), str_of(word[i])))
			n = strlen(word[i]);
	if (n == 0 && str_starts(s, STR("\\t")))
		n = 2;
	else if (n == 0 && str_starts(s, STR("\\x")) && s.len >= 4 && is_hex(s.at[2]) &&
		 is_hex(s.at[3]))
		n = 4;
	else if (n == 0 && s.len && s.at[0] > ' ' && s.at[0] < 0x7f && !memchr("\"'", s.at[0], 2) &&
		 !word_char(s))
		n = 1;
	return operand_take(r, op, OPERAND_WORD, n, what);
}

bool
operand_pattern(struct loader *r, struct operand *op, const char *what)
{
	if (loader_rest(r).len == 0 || *loader_rest(r).at != '/')
		return scan_expected(&r->scan, r->scan.at, what);
	op->kind = OPERAND_PATTERN;
	if (!scan_pattern(&r->scan, &op->text, &op->flags))
		return false;
	buf_fmt(&r->canon, "/%.*s/%.*s", STR_ARG(op->text), STR_ARG(op->flags));
	return true;
}
