/*
 * bind: a schema made ready: formats, patterns, codelists and zone found, expressions checked and
 * turned into one program.  Shared by all workers; each has an eval of the program.
 *
 * Expressions see two vectors of each column: as read (bind_read) and final (bind_final).
 */
#ifndef INTAKE_BIND_H
#define INTAKE_BIND_H
#include "defs/schema.h"
#include "expr/eval.h"
#include "value/match.h"
#include "value/pseudonym.h"
#include "value/when.h"

struct bind_column {
	const struct schema_column *def;
	enum type type; /* what expressions see: number, truth or text */
	struct when_format **format;
	const char *unformatted; /* "fits no format (%Y-%m-%d, %d/%m/%Y)" */
	bool
	    canonical; /* the first format is the canonical form: what is canonical needs no work */
	const struct codelist *map_list, *codes;
	struct pattern *match;
	int fallback, value; /* values of the program, -1: none */
	int range_from, range_to;
	bool has_range, fixed_range; /* fixed: bounds are constants, here: */
	struct num low, high;
	struct str low_text, high_text; /* len 0: no bound */
	bool numbers;			/* its numbers or truths are wanted, not only its text */
	bool hidden;			/* masked or a pseudonym on output */
	int unique;			/* which of the unique columns, -1: none */
};

struct bind {
	const struct schema *schema;
	struct bind_column *column;
	size_t columns;
	struct program *program;
	int *check;		 /* values of the program */
	const char **check_rule; /* "check NAME", to the end of the run */
	int by;			 /* -1: none */
	enum type by_type;
	size_t *key; /* columns */
	size_t uniques;
	struct zone *zone; /* or NULL */
	struct pseudonym *pseudonym;
	struct arena arena;
};

/* key_file: for pseudonym columns, or NULL.  What is wrong ends the program with its place in the
 * schema. */
struct bind *bind_new(const struct schema *, const char *key_file);
void bind_free(struct bind *);

static inline int
bind_read(size_t column)
{
	return 2 * (int)column;
}

static inline int
bind_final(size_t column)
{
	return 2 * (int)column + 1;
}

#endif
