/*
 * clean: the forms people and systems give to one value brought to one form (`clean W, …` of a
 *schema), in this order:
 *
 *	width    full-width letters, digits, signs and blanks to half width
 *	space    runs of blanks inside to one blank
 *	case     to upper case
 *	phone    without blanks, hyphens and parentheses; without +86, 0086, and 86 before an
 *eleven-digit mobile number percent  without the sign at the end number   without thousands
 *separators (commas between groups of three), without a currency sign; (5) is -5
 *
 * What is not in such a form stays as it is, for type and match to judge.
 */
#ifndef INTAKE_CLEAN_H
#define INTAKE_CLEAN_H
#include "base/arena.h"
#include "base/buf.h"
#include "defs/schema.h"

static inline bool
clean_wanted(const struct schema_column *c)
{
	return c->clean_width || c->clean_space || c->clean_case || c->clean_phone ||
	       c->clean_number || c->clean_percent;
}

/* A slice of value, or text in the arena. */
struct str clean_value(
    const struct schema_column *, struct str value, struct arena *, struct buf *scratch);

#endif
