/*
 * cols: a LIST of columns as users write it (conventions.md 3.4) and what it means in a header: names, `a name, with comma`,
 * positions #3 #-1, ranges a:d #2:#5, globs bill_*, patterns /^q[0-9]+$/, and !item to take out.
 */
#ifndef RECORD_COLS_H
#define RECORD_COLS_H
#include "record/header.h"

struct cols {
	size_t *at; /* positions in the header, in the order asked; each once */
	size_t n;
};

/*
 * An item that matches nothing, a syntax fault: false.  A list that begins with !item starts from all columns.
 * matches decides a /pattern/ (the value layer's PCRE2, passed in since it lies above); NULL: patterns are refused.
 */
typedef bool cols_matches(struct str pattern, bool caseless, struct str name, struct fault *);
bool cols_find(struct cols *, struct str list, const struct header *, cols_matches *, struct fault *);
void cols_clear(struct cols *);

#endif
