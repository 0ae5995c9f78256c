/*
 * convert: one value to its type and canonical text.
 *
 *	integer   [+-] digits; written without plus and leading zeros
 *	decimal   [+-] digits and a point; .5 is 0.5; trailing zeros stay; 5.4e-05 is 0.000054
 *	time ...  by the column's formats alone, or, if it has none, canonical already; instants in
 *	          the schema's zone
 *	duration  by the formats alone, or, if it has none, seconds; written in seconds
 *	truth     1 0 Y N yes no true false 是 否 in any case; written 1 or 0
 *
 * No separators, no full-width digits (that is clean's work), no nan; an exponent in decimals only;
 *not more than 38 digits written out.
 */
#ifndef INTAKE_CONVERT_H
#define INTAKE_CONVERT_H
#include "intake/bind.h"
#include "intake/flaw.h"

struct converted {
	struct str text;
	struct num num; /* of number types, if c->numbers */
	uint8_t truth;
	enum rule rule; /* where it failed */
	const char *what;
};

/* text is not null.  false: rule and what are filled.  Text that had to be made is in the arena. */
bool convert_value(const struct bind *, const struct bind_column *, struct str text,
    struct converted *, struct arena *, struct buf *scratch);
/* The canonical form of a number; false: not one.  integer: no point. */
bool convert_number(struct str, bool integer, struct str *canonical, struct arena *);
bool convert_truth(struct str, uint8_t *truth);
/* YYYY-MM-DD, YYYY-MM-DD HH:MM:SS[.fff] or YYYY-MM, with days the calendar has. */
bool convert_is_canonical(struct str, enum column_type);

/* In convert_misfit.c.  Why a text that is no time is none: NULL, or "no such day" and the like
 * where it has the form. */
const char *convert_misfit(struct str text, const struct str *formats, size_t n, enum column_type);

#endif
