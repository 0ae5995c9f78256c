/* list: operands of several parts: lists of columns, links, header names, maps. */
#include "defs/loader.h"
#include <stdio.h>

/* NAME[.NAME] or glob, without backticks. */
static size_t
item_length(const struct loader *r)
{
	struct str s = loader_rest(r);
	size_t len = 0, n, dot;

	while (len < s.len && ((n = word_char((struct str){s.at + len, s.len - len})) ||
				  s.at[len] == '*' || s.at[len] == '?'))
		len += n ? n : 1;
	if (len == 0 || len == s.len || s.at[len] != '.')
		return len;
	dot = len++;
	while (len < s.len && (n = word_char((struct str){s.at + len, s.len - len})))
		len += n;
	return len > dot + 1 && (s.at[dot + 1] < '0' || s.at[dot + 1] > '9') ? len : dot;
}

/* One item of a LIST, kept as typed but for blanks; its operand has the name without backticks. */
static bool
read_item(struct loader *r, struct buf *list, struct operand *op)
{
	struct operand scratch = {0};
	size_t from;

	if (scan_char(&r->scan, "!"))
		buf_ch(list, '!');
	scan_blank(&r->scan, false);
	from = r->scan.at;
	op->kind = OPERAND_WORD;
	if (from < r->scan.end && *loader_rest(r).at == '/') {
		if (!operand_pattern(r, &scratch, "a pattern"))
			return false;
	} else if (from < r->scan.end && *loader_rest(r).at == '`') {
		if (!operand_name(r, op, "a name in backticks"))
			return false;
	} else if (!operand_take(
		       r, op, OPERAND_WORD, item_length(r), "a name, a glob or a pattern")) {
		return false;
	}
	if (op->text.len == 0)
		op->text = loader_slice(r, from);
	buf_str(list, loader_slice(r, from));
	return true;
}

bool
operand_list(struct loader *r, struct operand *op, const char *what)
{
	struct operand **item = &op->with;
	struct buf list = {0};
	size_t canon = r->canon.len;
	bool good, more = true;

	op->kind = OPERAND_LIST;
	if (scan_at_end(&r->scan))
		return scan_expected(&r->scan, r->scan.at, what);
	do {
		scan_blank(&r->scan, true);
		*item = operand_new(r);
		good = read_item(r, &list, *item);
		item = &(*item)->next;
		more = good && scan_char(&r->scan, ",");
		if (more)
			buf_ch(&list, ',');
	} while (more);
	op->text = arena_dup(r->defs->arena, buf_slice(&list));
	r->canon.len = canon;
	buf_str(&r->canon, op->text);
	buf_clear(&list);
	return good;
}

/* "NAME = E" of a link, as a column and what stands beside it. */
bool
operand_link(struct loader *r, struct operand *op, const char *what)
{
	if (!operand_name(r, op, what))
		return false;
	if (!scan_char(&r->scan, "="))
		return scan_expected(&r->scan, r->scan.at, "'='");
	buf_z(&r->canon, " = ");
	scan_blank(&r->scan, true);
	op->with = operand_new(r);
	return operand_expr(r, op->with, "an expression");
}

/* "W >= N" of a score's bands, as a word and the number beside it. */
bool
operand_band(struct loader *r, struct operand *op, const char *what)
{
	if (!operand_word(r, op, what))
		return false;
	if (!scan_char(&r->scan, ">") || !scan_char(&r->scan, "="))
		return scan_expected(&r->scan, r->scan.at, "'>='");
	buf_z(&r->canon, " >= ");
	scan_blank(&r->scan, true);
	op->with = operand_new(r);
	return operand_number(r, op->with, "a number");
}

/* "T + T": header names that are joined. */
bool
operand_from(struct loader *r, struct operand *op, const char *what)
{
	if (!operand_text(r, op, what))
		return false;
	while (scan_char(&r->scan, "+")) {
		buf_z(&r->canon, " + ");
		scan_blank(&r->scan, true);
		op = op->with = operand_new(r);
		if (!operand_text(r, op, what))
			return false;
	}
	return true;
}

/* What a value is mapped to. */
static bool
read_target(struct loader *r, struct operand *op)
{
	char c = r->scan.at < r->scan.end ? *loader_rest(r).at : '\0';

	if (c != '-' && (c < '0' || c > '9'))
		return operand_text(r, op, "a text or a number");
	if (!operand_number(r, op, "a number"))
		return false;
	struct buf b = {0};
	num_print(&b, op->number);
	op->text = arena_dup(r->defs->arena, buf_slice(&b));
	buf_clear(&b);
	return true;
}

bool
operand_declared(struct loader *r, const char *keyword, struct operand *op)
{
	char what[64];

	snprintf(what, sizeof(what), "a %s", keyword);
	if (!operand_name(r, op, what))
		return false;
	/* What another kind of file declares (the indicators that a layout shows) is looked up by
	 * its loader. */
	if (!vocabulary_find(r->defs->kind, str_of(keyword)) ||
	    defs_find(r->defs, keyword, op->text))
		return true;
	return misfit(r->misfit, op->place, "no %s '%s' is declared above%s", keyword,
	    diag_text(op->text), names_hint(r->defs, keyword, op->text));
}

/* "T = T|N, ..." or a codelist. */
bool
operand_map(struct loader *r, struct operand *op, const char *what)
{
	if (scan_is_name(&r->scan))
		return operand_declared(r, "codelist", op);
	for (;;) {
		if (!operand_text(r, op, what))
			return false;
		if (!scan_char(&r->scan, "="))
			return scan_expected(&r->scan, r->scan.at, "'='");
		buf_z(&r->canon, " = ");
		scan_blank(&r->scan, true);
		op->with = operand_new(r);
		if (!read_target(r, op->with))
			return false;
		if (!scan_char(&r->scan, ","))
			return true;
		buf_z(&r->canon, ", ");
		scan_blank(&r->scan, true);
		op = op->next = operand_new(r);
	}
}
