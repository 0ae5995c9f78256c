/* tree: reads operands and calls. */
#include "expr/reader.h"
#include <stdlib.h>

bool
reader_at_word(struct scan *s, const char *word)
{
	size_t from = s->at;
	bool here = scan_word(s, word);

	s->at = from;
	return here;
}

static bool
at_char(struct scan *s, const char *token)
{
	size_t from = s->at;
	bool here = scan_char(s, token);

	s->at = from;
	return here;
}

/* [ expr { "," expr } ] [ "where" expr ] [ "per" expr { "," expr } ] */
static bool
read_arguments(struct reader *r, struct tree *call)
{
	struct scan *s = r->s;
	struct reader_list args = {0}, per = {0};
	bool ok = at_char(s, ")") || reader_at_word(s, "where") || reader_at_word(s, "per") ||
		  reader_list(r, &args);

	if (ok && scan_word(s, "where")) {
		call->where = reader_expr(r, true);
		ok = call->where != NULL;
	}
	if (ok && scan_word(s, "per"))
		ok = reader_list(r, &per);
	call->kid = ok ? reader_kept(r, args.at, args.n) : NULL;
	call->kids = args.n;
	call->per = ok ? reader_kept(r, per.at, per.n) : NULL;
	call->pers = per.n;
	free(args.at);
	free(per.at);
	return ok;
}

/* NAME "(" ... ")", after the name. */
static struct tree *
read_call(struct reader *r, size_t at, struct str name)
{
	struct tree *t = reader_node(r, T_CALL, at);

	if (t == NULL || !reader_enter(r))
		return NULL;
	t->text = name;
	return read_arguments(r, t) && reader_leave(r) ? t : NULL;
}

/* [ NAME "." ] NAME, or a call. */
static struct tree *
read_name(struct reader *r)
{
	struct scan *s = r->s;
	size_t at = s->at;
	struct str name;
	struct tree *t;

	if (!scan_name(s, "an operand", &name))
		return NULL;
	if (s->in->text.at[at] != '`' && !(s->at < s->end && s->in->text.at[s->at] == '.') &&
	    at_char(s, "("))
		return read_call(r, at, name);
	t = reader_node(r, T_NAME, at);
	if (t == NULL)
		return NULL;
	t->text = name;
	if (s->at >= s->end || s->in->text.at[s->at] != '.')
		return t;
	s->at++;
	t->source = name;
	if (s->at < s->end && strchr(" \t\r\n", s->in->text.at[s->at]) != NULL) {
		scan_expected(s, s->at, "a name");
		return NULL;
	}
	return scan_name(s, "a name", &t->text) ? t : NULL;
}

static struct tree *
read_pattern(struct reader *r)
{
	size_t at = r->s->at;
	struct str source, flags;
	struct tree *t;

	if (!scan_pattern(r->s, &source, &flags) || (t = reader_node(r, T_PATTERN, at)) == NULL)
		return NULL;
	t->text = source;
	t->flags = flags;
	return t;
}

static struct tree *
read_number(struct reader *r)
{
	size_t at = r->s->at;
	struct num n;
	bool duration;
	struct tree *t;

	if (!scan_number(r->s, &n, &duration) || (t = reader_node(r, T_NUMBER, at)) == NULL)
		return NULL;
	t->number = n;
	return t;
}

/* The empty text is null. */
static struct tree *
read_text(struct reader *r)
{
	size_t at = r->s->at;
	struct str text;
	struct tree *t;

	if (!scan_text(r->s, "a text", &text) || (t = reader_node(r, T_TEXT, at)) == NULL)
		return NULL;
	t->op = text.len ? T_TEXT : T_NULL;
	t->text = text;
	return t;
}

struct tree *
reader_atom(struct reader *r)
{
	struct scan *s = r->s;
	struct tree *t;
	size_t at;
	char c;

	scan_blank(s, true);
	at = s->at;
	c = at < s->end ? s->in->text.at[at] : '\0';
	if (c >= '0' && c <= '9')
		return read_number(r);
	if (c == '"' || c == '\'')
		return read_text(r);
	if (c == '/')
		return read_pattern(r);
	if (c == '(') {
		if (!reader_enter(r) || (t = reader_expr(r, false)) == NULL)
			return NULL;
		return reader_leave(r) ? t : NULL;
	}
	if (scan_word(s, "true"))
		return reader_node(r, T_TRUE, at);
	if (scan_word(s, "false"))
		return reader_node(r, T_FALSE, at);
	if (scan_word(s, "null"))
		return reader_node(r, T_NULL, at);
	return read_name(r);
}
