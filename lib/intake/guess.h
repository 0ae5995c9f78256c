/*
 * guess: what the values of one column of a raw extract allow to say of it: type, formats, whether
 * it is ever empty, ever twice.
 *
 *	guess_value for every value, guess_settle, guess_nulls over all columns, guess_write
 *
 * A type is proposed only where every value but words for null has it: what is proposed rejects
 * nothing of what was seen.  What has a type but for a few values stays text, and a comment says
 * so.
 */
#ifndef INTAKE_GUESS_H
#define INTAKE_GUESS_H
#include "base/arena.h"
#include "base/buf.h"
#include "defs/schema.h"
#include "intake/once.h"
#include "value/when.h"

enum {
	GUESS_FORMATS = 42, /* of times; fewer than 64 */
	GUESS_CLOCKS = 5,
	GUESS_WORDS = 26,
	GUESS_STRONG = 10, /* the first of the words: null wherever they stand */
	GUESS_CODES = 12,
	GUESS_SETS = 16,
	GUESS_ODD = 4,
	GUESS_MIXED = 4
};

/* Values that no reading of a kind takes. */
struct guess_odd {
	struct str value[GUESS_ODD]; /* the first different ones */
	uint64_t times[GUESS_ODD];
	size_t values;
	uint64_t n;
};

struct guess {
	uint64_t rows, empty;
	uint64_t integers, decimals, truths, binaries; /* as they stand */
	uint64_t cleaned, cleaned_integers;	       /* numbers when cleaned, by: */
	uint64_t wide, percents, grouped;
	uint64_t phones, ids;
	uint64_t canonical[3]; /* time, date, month */
	/* Which formats read a value, as bits: the different sets and how many values have each. */
	struct guess_set {
		uint64_t formats, n;
	} set[GUESS_SETS];
	size_t sets;
	bool more_sets;
	uint64_t clock[GUESS_CLOCKS], in_day;
	uint64_t word[GUESS_WORDS]; /* values that are a word for null */
	struct guess_odd no_number, no_time;
	struct once seen;
	struct str code[GUESS_CODES]; /* the first different values */
	size_t codes;
	struct str offset; /* of the first time that has one */
	/* settled: */
	bool typed;
	enum column_type type;
	uint64_t n; /* values: neither empty nor a word for null */
	size_t format[GUESS_MIXED], formats;
	size_t clock_form;
};

/* What all columns share. */
struct guesser {
	struct when_format *format[GUESS_FORMATS], *clock[GUESS_CLOCKS];
	uint64_t seed;
	struct arena arena;
	struct buf scratch;
};

void guesser_new(struct guesser *);
void guess_value(struct guess *, struct guesser *, struct str value); /* trimmed */
/* Decides; before it is written. */
void guess_settle(struct guess *);
/* Which words the schema as a whole takes for null: null[GUESS_WORDS]. */
void guess_nulls(const struct guess *, size_t columns, bool *null);
/* The attributes under "column NAME ": the type and the lines below it.  head: only the head of the
 * file was looked at. */
void guess_write(const struct guess *, struct buf *, const bool *null, bool head);
/* "…" with what a schema's TEXT needs escaped. */
void guess_text(struct buf *, struct str);
/* A word for null, a form of time. */
const char *guess_word(size_t i);
const char *guess_format(size_t i);
bool guess_format_is_date(size_t i);
bool guess_format_has_zone(size_t i);
const char *guess_clock(size_t i);
void guess_clear(struct guess *);
void guesser_clear(struct guesser *);

#endif
