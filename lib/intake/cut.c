/* cut: records and fields with quotation marks, by hops from mark to mark. */
#include "intake/cut.h"

static const char *
find(struct str text, size_t from, char c)
{
	return from < text.len ? memchr(text.at + from, c, text.len - from) : NULL;
}

/* Behind the next line end, or the end of the text. */
static size_t
next_line(struct str text, size_t from)
{
	const char *lf = find(text, from, '\n');

	return lf ? (size_t)(lf - text.at) + 1 : text.len;
}

static bool
field_begins(struct str text, size_t record, size_t at, const struct dialect *d)
{
	return at == record || dialect_separates(d, text.at[at - 1]);
}

/* Where the quoted field that begins at from ends: the place of its closing mark, or text.len. */
static size_t
closing(struct str text, size_t from)
{
	const char *mark;

	for (size_t at = from + 1; (mark = find(text, at, '"')) != NULL; at += 2) {
		at = (size_t)(mark - text.at);
		if (at + 1 >= text.len || text.at[at + 1] != '"')
			return at;
	}
	return text.len;
}

/* Whether a quoted field may end before at: there is a delimiter, a line end or the end. */
static bool
ends_field(struct str text, size_t at, const struct dialect *d)
{
	if (at >= text.len || text.at[at] == '\n' || dialect_separates(d, text.at[at]))
		return true;
	return text.at[at] == '\r' && (at + 1 >= text.len || text.at[at + 1] == '\n');
}

enum cut
cut_record(struct str text, size_t from, const struct dialect *d, size_t *next)
{
	size_t at = from, end;

	*next = next_line(text, from);
	for (;;) {
		const char *mark;

		end = next_line(text, at);
		mark = d->quotes == DIALECT_PLAIN ? NULL : memchr(text.at + at, '"', end - at);
		if (mark == NULL) {
			*next = end;
			return CUT_WHOLE;
		}
		at = (size_t)(mark - text.at);
		if (!field_begins(text, from, at, d)) {
			if (d->quotes == DIALECT_STRICT)
				return CUT_STRAY;
			at++;
			continue;
		}
		at = closing(text, at);
		if (at == text.len)
			return CUT_OPEN;
		at++;
		if (!ends_field(text, at, d))
			return CUT_AFTER;
	}
}

static size_t
last_line_end(struct str text, size_t from, size_t to)
{
	const char *lf = to > from ? memrchr(text.at + from, '\n', to - from) : NULL;

	return lf ? (size_t)(lf - text.at) + 1 : from;
}

size_t
cut_last(struct str text, const struct dialect *d, bool last)
{
	size_t at = 0, next;
	const char *mark;

	if (last)
		return text.len;
	if (d->quotes == DIALECT_PLAIN)
		return last_line_end(text, 0, text.len);
	while ((mark = find(text, at, '"')) != NULL) {
		at = last_line_end(text, at, (size_t)(mark - text.at));
		if (cut_record(text, at, d, &next) == CUT_OPEN || text.at[next - 1] != '\n')
			return at;
		at = next;
	}
	return last_line_end(text, at, text.len);
}

static bool
quoted_field(struct str record, const struct dialect *d, size_t *at, struct str *field)
{
	size_t end = closing(record, *at);

	*field = (struct str){record.at + *at + 1, end - *at - 1};
	*at = end + 1;
	if (*at >= record.len)
		*at = record.len + 1;
	else if (d->kind == DIALECT_CHAR)
		++*at;
	return true;
}

static size_t
field_end(struct str record, const struct dialect *d, size_t at)
{
	if (d->kind == DIALECT_CHAR) {
		const char *c = find(record, at, d->delimiter);

		return c ? (size_t)(c - record.at) : record.len;
	}
	while (at < record.len && !dialect_separates(d, record.at[at]))
		at++;
	return at;
}

bool
cut_field(struct str record, const struct dialect *d, size_t *at, struct str *field, bool *quoted)
{
	size_t end;

	if (d->kind == DIALECT_BLANKS) {
		while (*at < record.len && dialect_separates(d, record.at[*at]))
			++*at;
		if (*at >= record.len)
			return false;
	}
	if (*at > record.len)
		return false;
	*quoted = d->quotes != DIALECT_PLAIN && *at < record.len && record.at[*at] == '"';
	if (*quoted)
		return quoted_field(record, d, at, field);
	end = field_end(record, d, *at);
	*field = (struct str){record.at + *at, end - *at};
	*at = end + 1;
	return true;
}

size_t
cut_unquote(struct str field, char *to)
{
	char *begin = to;

	for (size_t i = 0; i < field.len; i++) {
		*to++ = field.at[i];
		if (field.at[i] == '"')
			i++;
	}
	return (size_t)(to - begin);
}
