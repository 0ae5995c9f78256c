/*
 * flaw: why a record is rejected: the rule it breaks, where, and what is said of it.  A worker
 * notes the first flaw of each record of its block; they are put into words and rows in input order
 * (reject.h).
 */
#ifndef INTAKE_FLAW_H
#define INTAKE_FLAW_H
#include "base/arena.h"

/* In the order in which flaws of one column are looked for; what concerns the whole record stands
 * first, checks last. */
enum rule {
	RULE_FIELDS,
	RULE_QUOTES,
	RULE_ENCODING,
	RULE_NUL,
	RULE_SIZE,
	RULE_TYPE,
	RULE_FORMAT,
	RULE_ZONE,
	RULE_REQUIRED,
	RULE_UNIQUE,
	RULE_MATCH,
	RULE_RANGE,
	RULE_LENGTH,
	RULE_CODES,
	RULE_CHECK,
	RULE_KEY,
	RULES
};

struct flaw {
	enum rule rule;
	int column; /* of the schema, the number of the check; -1 where the whole record is meant */
	uint32_t at, len; /* the record in its block, without its line end */
	uint32_t line;	  /* from the block's first */
	struct str value; /* as it was read */
	const char *what; /* "not a number"; in the arena or constant */
};

struct flaws {
	struct flaw *at;
	size_t n, cap;
	struct arena arena; /* values and words, which outlive the worker's block */
};

/* Adds one; copies value.  Returns it, for the rest to be filled in. */
struct flaw *flaw_add(struct flaws *, enum rule, int column, struct str value, const char *what);
/* Into the order of the input. */
void flaw_sort(struct flaws *);
void flaw_clear(struct flaws *);
/* The rule as a rejects file names it; checks get their name behind it. */
const char *flaw_rule(enum rule);

#endif
