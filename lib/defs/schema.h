/* schema: the definition of a raw extract (design.md 4, Schema), as cs-ingest needs it. */
#ifndef DEFS_SCHEMA_H
#define DEFS_SCHEMA_H
#include "defs/defs.h"
#include "value/text.h"

enum column_type { COL_TEXT, COL_CODE, COL_INTEGER, COL_DECIMAL, COL_TIME, COL_DATE, COL_MONTH, COL_DURATION, COL_TRUTH };

struct from { /* one way to take the column: header names joined with a blank */
	struct str *part;
	size_t parts;
	struct place place;
};
struct mapping {
	struct str from, to;
};
struct schema_column {
	struct str name;
	enum column_type type;
	struct place place;
	struct saying label;
	struct from *from; /* not given: its own name; none (0) if there is `at`, or a `value` that does not name the column itself */
	size_t froms;
	size_t at, to; /* `at N [to M]`; 0: not given */
	struct str *format;
	struct place *format_place;
	size_t formats;
	bool clean_width, clean_space, clean_case, clean_phone, clean_number, clean_percent;
	struct mapping *map;
	size_t maps;
	struct str map_list; /* `map W`: a codelist */
	struct str codes;    /* a codelist */
	const struct tree *fallback, *value; /* `default`, `value` */
	bool required, unique, private;
	struct str match, match_flags;
	struct place match_place;
	const struct tree *range_from, *range_to;
	bool has_length;
	uint64_t length_from, length_to; /* characters */
	enum { INVALID_REJECT, INVALID_NULL, INVALID_KEEP } invalid;
	enum mask mask; /* MASK_NONE: none */
	bool pseudonym;
};
struct schema_check {
	struct str name;
	const struct tree *tree;
	bool warn; /* `else warn`: else the record is rejected */
	struct place place;
};
struct schema {
	struct defs *defs;
	struct shelf *shelf;
	enum { DELIMITER_DETECT, DELIMITER_CHAR, DELIMITER_BLANKS, DELIMITER_NONE } delimited; /* not given: detect */
	char delimiter;
	struct str encoding; /* len 0: detect */
	enum { QUOTES_STRICT, QUOTES_LAX, QUOTES_NONE } quotes;
	size_t header;       /* its line; 0: none (header none) */
	struct str *null;
	size_t nulls;
	struct str linebreak; /* " " */
	struct str zone;      /* len 0: none */
	uint64_t footer;      /* lines at the end that are no records */
	struct str feed;
	char period;          /* D M R, 0: not given */
	struct str due;
	uint64_t rows_at_least;
	struct schema_column *column;
	size_t columns;
	struct schema_check *check;
	size_t checks;
	struct str *key;
	size_t keys;
	enum { KEEP_NONE, KEEP_LAST, KEEP_FIRST } keep; /* last, if there is a key that says nothing */
	const struct tree *by;
};

/*
 * Checked here is what needs no file: what goes together, formats, patterns, the zone, codelists, the key.  Names and types in
 * expressions are left to the program that runs them.
 */
/* Dies with the place of the first fault. */
struct schema *schema_read(const char *path, const struct opt_list *set);

/* The same from definitions: NULL and the misfit. */
struct schema *schema_of(struct defs *, struct misfit *);

#endif
