/*
 * cols_item: one item of a LIST of columns, read but not yet looked up.  What kind it is, its first character or its marks say, never
 * the header.  Only cols.c includes this.
 */
#ifndef RECORD_COLS_ITEM_H
#define RECORD_COLS_ITEM_H
#include "base/diag.h"
#include "base/str.h"

#define ITEM_HALF_RANGE "a range needs both ends, as in a:d"

struct item {
	enum { NAME, POSITION, GLOB, PATTERN } kind;
	struct str text; /* of a name in backticks: what is between them, still doubled */
	bool ticks, caseless;
};

/* Each takes what it reads off the front of rest. */
bool item_read(struct str *rest, struct item *, struct fault *);
void item_blanks(struct str *rest);
void item_step(struct str *rest, size_t n);
char item_peek(struct str rest); /* NUL at the end */
#endif
