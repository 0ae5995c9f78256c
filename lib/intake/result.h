/*
 * result: what a worker hands to the commit with a block's output: flaws, and, where records must
 * be told from those of other blocks, where each row lies and the hashes of its unique columns and
 * key.
 */
#ifndef INTAKE_RESULT_H
#define INTAKE_RESULT_H
#include "intake/held.h"
#include "intake/refine.h"
#include "record/rows.h"

struct result {
	struct flaws flaws;
	size_t records, repeated;
	/* Only if records are told apart: */
	size_t n;      /* rows */
	uint32_t *end; /* of each row in the output */
	uint32_t *at, *len, *line;
	bool *bad;
	struct hash **unique;  /* [unique][row]; {0, 0}: null */
	struct str **taken;    /* [unique][row]: as read */
	struct hash *key;      /* {0, 0}: no key */
	struct str *key_taken; /* for keep none */
	struct version *version;
	struct arena arena;
	struct result *next; /* spare */
};

/* Writes the rows without a flaw, masked, to rows; fills the result. */
void result_make(struct result *, struct refine *, struct rows *, uint64_t seed, struct str text);

static inline bool
result_told_apart(const struct bind *b)
{
	return b->uniques > 0 || b->schema->keys > 0;
}

#endif
