/* publish: reports written: one, or one for each place with an index over them. */
#ifndef REPORT_PUBLISH_H
#define REPORT_PUBLISH_H
#include "io/output.h"
#include "render/format.h"
#include "report/report.h"

/* Builds and writes; the output is not committed. */
void publish_one(
    const struct report_wants *, const struct format *, const struct look *, struct output *);
/*
 * Into dir: 01-NAME.html, 02-... in order of the places' names, and index.html, the report of all
 * places, which links to them.  Each file is replaced in one step; the index comes last.  Returns
 * how many files.
 */
size_t publish_split(
    const struct report_wants *, const struct format *, const struct look *, const char *dir);

#endif
