/*
 * codelist: a small stream held in memory for lookup() and for `codes` and `map` of schemas (design.md 4).
 * Its file is a stream with commas, whatever -d says: it belongs to the definitions, not to the data.
 */
#ifndef EXPR_CODELIST_H
#define EXPR_CODELIST_H
#include "base/diag.h"
#include "base/str.h"

struct codelist;
struct misfit;
struct tree;

/*
 * Reads the stream file.  key, value: columns; without value (len 0) it is the key.  from, to: the `valid` columns or len 0.  Rows
 * are kept by key; without valid a key that comes twice is a fault naming it.
 */
struct codelist *codelist_read(const char *path, struct str key, struct str value, struct str from, struct str to, struct fault *);
/* The same of those rows for which `where` (NULL: all), a condition over the columns of the file, holds. */
struct codelist *codelist_read_where(const char *path, struct str key, struct str value, struct str from, struct str to,
    const struct tree *where, struct misfit *);
bool codelist_timed(const struct codelist *);
const struct str *codelist_columns(const struct codelist *, size_t *n);
int codelist_column(const struct codelist *, struct str name); /* -1 none; -1 is also what lookup takes for `value` */
/*
 * Empty if there is none.  time: for timed ones, else empty: the row with from <= time <= to, a null being open; of several the
 * one with the latest from.
 */
struct str codelist_lookup(const struct codelist *, struct str key, int column, struct str time);
bool codelist_has(const struct codelist *, struct str key);
void codelist_free(struct codelist *);

#endif
