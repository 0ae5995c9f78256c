/*
 * classify: texts to the classes of a scheme, for cs-classify.
 *
 *	struct classify *c = classify_new(&want);
 *	classify_run(c, files, out);     records with their classes
 *	classify_stats(c, stats);        what each class came to
 *	classify_compare(c, confusion);  held against a column of theirs
 *
 * With another work, classify_run keeps the texts, and suggest_write or learn_write follows.
 */
#ifndef CLASSIFY_CLASSIFY_H
#define CLASSIFY_CLASSIFY_H
#include "defs/rules.h"
#include "io/output.h"

struct model;

struct classify_wants {
	enum { CLASSIFY_RECORDS, CLASSIFY_SUGGEST, CLASSIFY_LEARN } work;
	const struct rules *rules; /* NULL: the model alone */
	const char *text;          /* LIST of columns searched; NULL: the scheme's, else the model's */
	const char *columns;       /* LIST of the input's columns that go out; NULL: all */
	const char *lang;          /* of ask and say: "zh", "en" */
	struct str now;
	uint64_t seed;
	bool all;                  /* a record for each class that holds */
	const char *compare;       /* "COLUMN[=OURS]"; NULL: none */
	const struct model *model; /* for what no rule matches; NULL: none */
	double precision;          /* how many of its classes must be right, 0 to 1 */
	const char *label;         /* --learn: LIST of columns that are the class; NULL: what the rules say */
	const char *id;            /* --suggest: column for the examples; NULL: the record's number */
	uint64_t min_n, top;       /* --suggest: texts that a phrase is in, at least; phrases shown, at most */
	uint64_t folds;            /* --learn: 2 or more */
	const char *const *outputs; /* files that are written, for the sandbox; NULLs among them */
	size_t n_outputs;
};

struct classify;
struct classify *classify_new(const struct classify_wants *); /* wants are borrowed */
/* The whole run; with --dry-run or --explain the plan. */
void classify_run(struct classify *, char *const *files, struct output *);
void classify_stats(const struct classify *, struct output *);
void classify_compare(const struct classify *, struct output *);
/* Phrases that set the texts without a class apart. */
void suggest_write(const struct classify *, struct output *);
/* A model of the texts with a class, and to out how well it does. */
void learn_write(const struct classify *, struct output *out, struct output *model);
void classify_free(struct classify *);

#endif
