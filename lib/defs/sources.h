/*
 * sources: the `source` statements of definition files of any kind, and the streams of the command line that feed them.
 */
#ifndef DEFS_SOURCES_H
#define DEFS_SOURCES_H
#include "defs/defs.h"
#include "record/header.h"
#include "record/inputs.h"

struct source_skip {
	struct str reason;
	const struct tree *tree;
};
struct source_link { /* rows of this source belong to a row of the main one where column equals tree (over the main row) */
	struct str column;
	const struct tree *tree;
};
struct source_def {
	struct str name;
	struct place place;
	const struct tree *time; /* the moment a row counts at; NULL: none */
	struct let *let;
	struct source_skip *skip;
	size_t skips;
	struct source_link *link;
	size_t links;
	struct str number, text; /* LISTs, as typed; len 0: not given */
};

/* The sources of definitions, in the arena; at least one, without a name if none is declared. */
size_t sources_take(const struct defs *, struct source_def **);
/*
 * Dies with an input that is no source's, with the nearest name, or with a main source that is given twice, with its name and
 * without.  has_main: a plain FILE is of the first source; otherwise it is something else (partials, say).
 */
void sources_check(const struct source_def *, size_t n, const struct inputs *, bool has_main);
/* The files of source[i]; NULL: none are given. */
const struct input_files *sources_input(const struct source_def *, size_t i, const struct inputs *, bool has_main);
/* Which columns of a header `number LIST` and `text LIST` of a source name, by position. */
struct source_types {
	bool *number, *text;
};
struct source_types sources_types(const struct source_def *, const struct header *, struct arena *); /* dies with the place */
/* A let of the source; NULL: none. */
const struct let *sources_let(const struct source_def *, struct str name);
/* A truth: no `skip` of the source holds (null is no); NULL: it has none. */
const struct tree *sources_keep(const struct source_def *, struct arena *);

#endif
