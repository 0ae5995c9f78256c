/* tree: the canonical form, and walks that do not recurse along chains of operators. */
#include "base/mem.h"
#include "expr/tree.h"
#include <stdlib.h>

static const char *const aggregates[] = {"count", "distinct", "earliest", "latest", "max", "mean",
    "median", "min", "mode", "quantile", "sd", "share", "sum", "var"};

static const char *const signs[] = {[T_AND] = "and",
    [T_OR] = "or",
    [T_EQ] = "=",
    [T_NE] = "!=",
    [T_LT] = "<",
    [T_LE] = "<=",
    [T_GT] = ">",
    [T_GE] = ">=",
    [T_ADD] = "+",
    [T_SUB] = "-",
    [T_MUL] = "*",
    [T_DIV] = "/",
    [T_REM] = "%"};

bool
tree_is_aggregate(struct str function)
{
	for (size_t i = 0; i < sizeof aggregates / sizeof *aggregates; i++)
		if (str_eq(function, str_of(aggregates[i])))
			return true;
	return false;
}

bool
tree_is_pair(const struct tree *t)
{
	return t->op >= T_AND && t->op <= T_REM;
}

const struct tree **
tree_spine(const struct tree *t, size_t *n)
{
	const struct tree **spine = NULL;
	size_t cap = 0;

	for (*n = 0; tree_is_pair(t); t = t->kid[0]) {
		spine = mem_grow(spine, *n, &cap, sizeof *spine);
		spine[(*n)++] = t;
	}
	return spine;
}

static void
print_text(struct str s, struct buf *b)
{
	buf_ch(b, '\'');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c == '\\' || c == '\'')
			buf_ch(b, '\\');
		if (c == '\n')
			buf_z(b, "\\n");
		else if (c == '\t')
			buf_z(b, "\\t");
		else if (c < 0x20 || c == 0x7F)
			buf_fmt(b, "\\x%02X", c);
		else
			buf_ch(b, (char)c);
	}
	buf_ch(b, '\'');
}

static void
print_name(struct str name, struct buf *b)
{
	if (scan_bare(name)) {
		buf_str(b, name);
		return;
	}
	buf_ch(b, '`');
	for (size_t i = 0; i < name.len; i++) {
		if (name.at[i] == '`')
			buf_ch(b, '`');
		buf_ch(b, name.at[i]);
	}
	buf_ch(b, '`');
}

static void
print_pattern(const struct tree *t, struct buf *b)
{
	buf_fmt(b, "/%.*s/%.*s", STR_ARG(t->text), STR_ARG(t->flags));
}

static void
print_list(struct tree *const *t, size_t n, struct buf *b)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_z(b, ", ");
		tree_print(t[i], b);
	}
}

static void
print_call(const struct tree *t, struct buf *b)
{
	buf_str(b, t->text);
	buf_ch(b, '(');
	print_list(t->kid, t->kids, b);
	if (t->where != NULL) {
		buf_z(b, t->kids ? " where " : "where ");
		tree_print(t->where, b);
	}
	if (t->pers) {
		buf_z(b, t->kids || t->where != NULL ? " per " : "per ");
		print_list(t->per, t->pers, b);
	}
	buf_ch(b, ')');
}

/* Chains of operators, however long: all opening parentheses, the first operand, then the rest. */
static void
print_chain(const struct tree *t, struct buf *b)
{
	size_t n;
	const struct tree **spine = tree_spine(t, &n);

	for (size_t i = 0; i < n; i++)
		buf_ch(b, '(');
	tree_print(spine[n - 1]->kid[0], b);
	while (n--) {
		buf_fmt(b, " %s ", signs[spine[n]->op]);
		tree_print(spine[n]->kid[1], b);
		buf_ch(b, ')');
	}
	free(spine);
}

/* in, between, is and ~: the operand, the words, what follows. */
static void
print_test(const struct tree *t, struct buf *b)
{
	const char *not = t->negated ? "not " : "";

	buf_ch(b, '(');
	tree_print(t->kid[0], b);
	if (t->op == T_IN) {
		buf_fmt(b, " %sin (", not );
		print_list(t->kid + 1, t->kids - 1, b);
		buf_ch(b, ')');
	} else if (t->op == T_BETWEEN) {
		buf_fmt(b, " %sbetween ", not );
		tree_print(t->kid[1], b);
		buf_z(b, " and ");
		tree_print(t->kid[2], b);
	} else if (t->op == T_MATCH) {
		buf_z(b, t->negated ? " !~ " : " ~ ");
		print_pattern(t, b);
	} else {
		buf_fmt(b, " is %s%s", not,
		    t->op == T_IS_NULL	 ? "null"
		    : t->op == T_IS_TRUE ? "true"
					 : "false");
	}
	buf_ch(b, ')');
}

void
tree_print(const struct tree *t, struct buf *b)
{
	switch (t->op) {
	case T_NUMBER:
		num_print(b, t->number);
		break;
	case T_TEXT:
		print_text(t->text, b);
		break;
	case T_PATTERN:
		print_pattern(t, b);
		break;
	case T_TRUE:
	case T_FALSE:
	case T_NULL:
		buf_z(b, t->op == T_TRUE ? "true" : t->op == T_FALSE ? "false" : "null");
		break;
	case T_NAME:
		if (t->source.len) {
			print_name(t->source, b);
			buf_ch(b, '.');
		}
		print_name(t->text, b);
		break;
	case T_CALL:
		print_call(t, b);
		break;
	case T_NEG:
	case T_NOT:
		buf_z(b, t->op == T_NEG ? "(-" : "(not ");
		tree_print(t->kid[0], b);
		buf_ch(b, ')');
		break;
	case T_IN:
	case T_BETWEEN:
	case T_IS_NULL:
	case T_IS_TRUE:
	case T_IS_FALSE:
	case T_MATCH:
		print_test(t, b);
		break;
	default:
		print_chain(t, b);
	}
}
