/* refine_inner: what the parts of refine share.  Only they include it. */
#ifndef INTAKE_REFINE_INNER_H
#define INTAKE_REFINE_INNER_H
#include "intake/refine.h"

/* Cells of a column: trimmed, joined, null where a null word stands. */
void refine_take(struct refine *, size_t column);
/* A value that breaks a rule: the record goes, or the value, or neither, as `invalid` says. */
void refine_fail(struct refine *, size_t column, size_t row, enum rule, const char *what);
/* The first flaw of a row counts. */
void refine_flaw(
    struct refine *, enum rule, int column, size_t row, struct str value, const char *what);
void refine_null(struct refine *, size_t column, size_t row);
/* A value of the program into the column, or only where it is null. */
void refine_fill(struct refine *, size_t column, int value, bool only_nulls);
void refine_match(struct refine *, size_t column);
void refine_bound(struct refine *, size_t column); /* range, length, codes */

#endif
