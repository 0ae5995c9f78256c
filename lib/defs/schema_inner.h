/* schema_inner: what schema.c (the file's own statements) and schema_column.c share. */
#ifndef DEFS_SCHEMA_INNER_H
#define DEFS_SCHEMA_INNER_H
#include "defs/schema.h"

enum { SCHEMA_COLUMNS = 65536, SCHEMA_NAME = 1024 };

/* Fills the column from its statement; the schema's delimiter and header are known by then. */
bool schema_column_read(const struct schema *, const struct statement *, struct schema_column *, struct misfit *);
/* Its `format` lines; the column's type is known by then. */
bool schema_format_read(const struct schema *, const struct statement *, struct schema_column *, struct misfit *);

#endif
