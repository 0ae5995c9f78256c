/* schema_format: the forms in which a column's times come, each of which can be read by some text.
 */
#include "defs/schema_inner.h"
#include "defs/take.h"
#include "value/when.h"

/* Whether any of the fields named by letters stands in a format; letters NULL: any field at all. */
static bool
format_has(struct str format, const char *letters)
{
	for (size_t i = 0; i + 1 < format.len; i++)
		if (format.at[i] == '%') {
			char c = format.at[++i];

			if (c != '%' && (letters == NULL || strchr(letters, c) != NULL))
				return true;
		}
	return false;
}

/* What can never be read: words without fields, a time without a year. */
static bool
format_check(const struct operand *op, enum column_type type, struct misfit *m)
{
	const char *example = type == COL_DURATION ? "%H:%M:%S"
			      : type == COL_MONTH  ? "%Y-%m"
						   : "%Y-%m-%d";

	if (!format_has(op->text, NULL))
		return misfit(m, op->place, "no %% in the format; expected e.g. %s", example);
	if (type != COL_DURATION && !format_has(op->text, "YyFDs"))
		return misfit(m, op->place, "no year in the format; expected e.g. %s", example);
	return true;
}

bool
schema_format_read(
    const struct schema *s, const struct statement *st, struct schema_column *c, struct misfit *m)
{
	struct arena *arena = s->defs->arena;
	const struct operand *op = take_operand(st, "format", 0);

	c->formats = take_list(op, &c->format, arena);
	c->format_place =
	    c->formats ? arena_zero(arena, c->formats, sizeof(*c->format_place)) : NULL;
	for (size_t i = 0; op; op = op->next, i++) {
		struct when_format *f = when_format_new(op->text, &m->fault);

		c->format_place[i] = op->place;
		if (f == NULL) {
			struct fault why = m->fault;

			return misfit(m, take_inside(op->place, why.at), "%s", why.msg);
		}
		when_format_free(f);
		if (!format_check(op, c->type, m))
			return false;
	}
	return true;
}
