/* refine_value: what an expression gives becomes the column's value (default, value). */
#include "intake/convert.h"
#include "intake/refine_inner.h"

/* No line break comes out of an expression. */
static struct str
one_line(struct refine *r, struct str s)
{
	bool broken = false;
	char *to;

	for (size_t i = 0; i < s.len && !broken; i++)
		broken = s.at[i] == '\n' || s.at[i] == '\r' || s.at[i] == '\0';
	if (!broken)
		return s;
	to = arena_take(&r->arena, s.len);
	for (size_t i = 0; i < s.len; i++)
		to[i] = s.at[i] == '\n' || s.at[i] == '\r' || s.at[i] == '\0' ? ' ' : s.at[i];
	return (struct str){to, s.len};
}

/* Row of an expression's result becomes the value. */
static void
put(struct refine *r, size_t c, size_t row, const struct vec *vec)
{
	struct str s;

	if (vec->type == TYPE_TEXT || vec->type == TYPE_ANY) {
		s = one_line(r, vec->text[row]);
	} else {
		r->scratch.len = 0;
		vec_print(vec, row, &r->scratch);
		s = arena_dup(&r->arena, buf_slice(&r->scratch));
	}
	r->value[c][row] = s;
	if (vec->type == TYPE_NUMBER && r->num[c])
		r->num[c][row] = vec->num[row];
	if (vec->type == TYPE_TRUTH && r->truth[c])
		r->truth[c][row] = vec->truth[row];
	if (s.len == 0)
		refine_null(r, c, row);
}

/* What an expression gave must be of the column's type as well. */
static void
check_made(struct refine *r, size_t c, size_t row)
{
	enum column_type type = r->bind->column[c].def->type;
	struct str s = r->value[c][row];

	if (s.len == 0 || r->bad[row])
		return;
	if (type == COL_INTEGER && memchr(s.at, '.', s.len) != NULL)
		refine_fail(r, c, row, RULE_TYPE, "not an integer");
	else if (type >= COL_TIME && type <= COL_MONTH && !convert_is_canonical(s, type))
		refine_fail(r, c, row, RULE_TYPE,
		    type == COL_TIME   ? "not a time"
		    : type == COL_DATE ? "not a date"
				       : "not a month");
}

void
refine_fill(struct refine *r, size_t c, int value, bool only_nulls)
{
	const struct vec *vec = eval_get(r->eval, value);

	/* The column's own vector lies where the result goes: the whole result exists before the
	 * first is put. */
	for (size_t row = 0; row < r->fields.n; row++) {
		if (only_nulls && r->value[c][row].len)
			continue;
		put(r, c, row, vec);
		check_made(r, c, row);
	}
}
