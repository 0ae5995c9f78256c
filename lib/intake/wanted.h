/*
 * wanted: which fields of a file the columns of a schema are made of: header names in order of
 * trial, joined ones, field numbers, positions.
 */
#ifndef INTAKE_WANTED_H
#define INTAKE_WANTED_H
#include "intake/refine.h"
#include "intake/source.h"

/* The wish a schema has for every file. */
struct wish wanted_wish(const struct schema *);
/*
 * Fills plan.want and plan.takes of a source just opened.  A name that is not there or stands
 * twice, a field beyond the last, end the program with file and line.
 */
void wanted_make(struct source *, const struct bind *);
void wanted_free(struct source *);

#endif
