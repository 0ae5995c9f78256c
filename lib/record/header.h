/*
 * header: the names of a stream's columns and where they stand (conventions.md 1.6).
 * Names compare byte for byte.  A header owns its names, to the end of the run.
 */
#ifndef RECORD_HEADER_H
#define RECORD_HEADER_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "io/output.h"

struct header {
	struct str *name;
	size_t n;
	struct arena arena;
	size_t cap;
};

/*
 * Reads a header line (without its line end; a BOM is passed over).  A duplicate ("column 'a' stands at 2 and at 5"), an empty
 * name ("column 3 has no name") or a fault of quoting: false.  cs-ingest's raw headers do not come through here.
 */
bool header_parse(struct header *, struct str line, char delimiter, struct fault *);
/* Copies name; returns its position. */
size_t header_add(struct header *, struct str name);
/* Position of name, or -1. */
ptrdiff_t header_find(const struct header *, struct str name);
/* The same; not there: -1 and "no column 'regoin'; did you mean 'region'?" */
ptrdiff_t header_need(const struct header *, struct str name, struct fault *);
/* No name twice; else false and "column 'a' stands at 2 and at 5". */
bool header_unique(const struct header *, struct fault *);
/* As a record of names, quoted where needed. */
void header_write(const struct header *, char delimiter, struct output *);
void header_clear(struct header *);

#endif
