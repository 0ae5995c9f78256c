/* refine_rule: match, range, length, codes. */
#include "intake/refine_inner.h"

void
refine_match(struct refine *r, size_t c)
{
	const struct bind_column *col = &r->bind->column[c];

	for (size_t row = 0; row < r->fields.n; row++) {
		if (r->value[c][row].len == 0)
			continue;
		switch (match_test(r->matcher, col->match, r->value[c][row])) {
		case MATCH_YES:
			break;
		case MATCH_NO:
			refine_fail(r, c, row, RULE_MATCH, "does not match");
			break;
		case MATCH_LIMIT:
			notes_add(r->notes, "match limit", r->fields.line[row], true,
			    "%.*s: match limit of the pattern exceeded", STR_ARG(col->def->name));
			break;
		}
	}
}

static bool
text_outside(struct str s, struct str low, struct str high)
{
	return (low.len && str_cmp(s, low) < 0) || (high.len && str_cmp(s, high) > 0);
}

static bool
num_outside(struct num n, struct num low, struct num high)
{
	if (n.kind == NUM_NULL)
		return false;
	return (low.kind != NUM_NULL && num_cmp(n, low) < 0) ||
	       (high.kind != NUM_NULL && num_cmp(n, high) > 0);
}

static bool
outside(struct refine *r, size_t c, size_t row)
{
	const struct bind_column *col = &r->bind->column[c];
	const struct vec *low, *high;

	if (col->fixed_range)
		return col->type == TYPE_NUMBER
			   ? num_outside(r->num[c][row], col->low, col->high)
			   : text_outside(r->value[c][row], col->low_text, col->high_text);
	low = col->range_from < 0 ? NULL : eval_get(r->eval, col->range_from);
	high = col->range_to < 0 ? NULL : eval_get(r->eval, col->range_to);
	if (col->type == TYPE_NUMBER)
		return num_outside(r->num[c][row], low ? low->num[row] : NUM_NONE,
		    high ? high->num[row] : NUM_NONE);
	return text_outside(r->value[c][row], low ? low->text[row] : (struct str){0},
	    high ? high->text[row] : (struct str){0});
}

/* Characters are counted only where the number of bytes does not say enough. */
static bool
has_length(struct str s, uint64_t from, uint64_t to)
{
	size_t n;

	if (s.len <= to && (s.len + 3) / 4 >= from)
		return true;
	n = text_length(s);
	return n >= from && n <= to;
}

void
refine_bound(struct refine *r, size_t c)
{
	const struct bind_column *col = &r->bind->column[c];
	const struct schema_column *def = col->def;

	for (size_t row = 0; row < r->fields.n; row++) {
		if (r->value[c][row].len && col->has_range && outside(r, c, row))
			refine_fail(r, c, row, RULE_RANGE, "out of range");
		if (r->value[c][row].len && def->has_length &&
		    !has_length(r->value[c][row], def->length_from, def->length_to))
			refine_fail(r, c, row, RULE_LENGTH, "too short or too long");
		if (r->value[c][row].len && col->codes &&
		    !codelist_has(col->codes, r->value[c][row]))
			refine_fail(r, c, row, RULE_CODES, "not in the codelist");
	}
}
