/* operand: operands by their kind. */
#include "defs/loader.h"
#include <stdio.h>

bool
operand_name(struct loader *r, struct operand *op, const char *what)
{
	op->kind = OPERAND_WORD;
	if (!scan_name(&r->scan, what, &op->text))
		return false;
	canon_name(&r->canon, op->text);
	return true;
}

bool
operand_path(struct loader *r, struct operand *op, const char *what)
{
	struct buf path = {0};
	bool good = operand_name(r, op, what);

	buf_str(&path, op->text);
	while (good && r->scan.at < r->scan.end && *loader_rest(r).at == '/') {
		r->scan.at++;
		buf_ch(&r->canon, '/');
		buf_ch(&path, '/');
		good = operand_name(r, op, what);
		buf_str(&path, op->text);
	}
	op->text = arena_dup(r->defs->arena, buf_slice(&path));
	buf_clear(&path);
	return good;
}

bool
operand_text(struct loader *r, struct operand *op, const char *what)
{
	op->kind = OPERAND_TEXT;
	if (!scan_text(&r->scan, what, &op->text))
		return false;
	canon_text(&r->canon, op->text);
	return true;
}

bool
operand_saying(struct loader *r, struct operand *op, const char *what)
{
	(void)what;
	op->kind = OPERAND_SAYING;
	return saying_read(r, &op->saying);
}

bool
operand_expr(struct loader *r, struct operand *op, const char *what)
{
	op->kind = OPERAND_EXPR;
	/* On the line of its attribute, unless something before it (`=`) says that more must
	 * follow. */
	if (scan_at_end(&r->scan))
		return scan_expected(&r->scan, r->scan.at, what);
	if (!loader_expr(r, &op->tree))
		return false;
	tree_print(op->tree, &r->canon);
	return true;
}

static const struct kind {
	const char *name, *what;
	bool (*read)(struct loader *, struct operand *, const char *what);
} kinds[] = {
    {"BAND", "a level", operand_band},
    {"C", "a condition", operand_expr},
    {"CHAR", "a delimiter", operand_char},
    {"CLOCK", "a clock time, HH:MM", operand_clock},
    {"COL", "a column", operand_name},
    {"E", "an expression", operand_expr},
    {"FROM", "a text", operand_from},
    {"H", "a text", operand_saying},
    {"L", "a list", operand_list},
    {"LINK", "a column", operand_link},
    {"MAP", "a text or a codelist", operand_map},
    {"MOMENT", "a moment, YYYY-MM-DD or YYYY-MM-DD HH:MM:SS", operand_moment},
    {"N", "a number", operand_number},
    {"NAME", "a name", operand_name},
    {"P", "a pattern", operand_pattern},
    {"PATH", "a name", operand_path},
    {"PERCENT", "a percentage", operand_percent},
    {"REL", "a relation", operand_relation},
    {"S", "a duration", operand_duration},
    {"T", "a text", operand_text},
    {"W", "a word", operand_word},
};

static const struct kind *
kind_find(struct str word)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (str_eq(word, str_of(kinds[i].name)))
			return &kinds[i];
	return NULL;
}

bool
operand_is_kind(struct str word)
{
	return kind_find(word) != NULL;
}

bool
operand_read(struct loader *r, struct str kind, const char *what, struct operand *op)
{
	const struct kind *k = kind_find(kind);
	char keyword[32];

	scan_blank(&r->scan, false);
	op->place = loader_place(r);
	if (r->canon.len && !memchr(" ", r->canon.at[r->canon.len - 1], 1))
		buf_ch(&r->canon, ' ');
	if (k)
		return k->read(r, op, what ? what : k->what);
	snprintf(keyword, sizeof(keyword), "%.*s", (int)kind.len - 1, kind.at + 1);
	return operand_declared(r, keyword, op);
}
