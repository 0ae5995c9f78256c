/*
 * tally: counts and times by a key of texts: rows are gathered while cases are looked at and go into a table (group/table.h)
 * a batch at a time.  Tallies of workers merge in any order to the same table.
 */
#ifndef FLOW_TALLY_H
#define FLOW_TALLY_H
#include "base/buf.h"
#include "group/table.h"

enum { TALLY_STATES = 10 };

/* A state and which number (or text) of a row feeds it; rows are counted whatever `from` says. */
struct tally_state {
	enum state_kind kind;
	size_t from;
};
struct tally {
	struct table *table;
	const struct tally_state *state;
	size_t states;
	struct buf key;
	uint32_t *group, *row;
	struct num *number[TALLY_STATES];
	struct str *text;
	size_t n, cap;
};

void tally_begin(struct tally *, const struct tally_state *, size_t n);
/* The key of the next row: texts (without NUL), each ended. */
void tally_key(struct tally *, struct str part);
/* The next row, under the key that was built: number[0..numbers-1], and a text that lasts until tally_flush. */
void tally_row(struct tally *, const struct num *number, size_t numbers, struct str text);
#define TALLY_ROW(t, text, ...) tally_row(t, (struct num[]){__VA_ARGS__}, sizeof((struct num[]){__VA_ARGS__}) / sizeof(struct num), text)
void tally_flush(struct tally *); /* rows into the table */
void tally_merge(struct tally *into, struct tally *from); /* from is cleared */
void tally_clear(struct tally *);
/* Groups in the order of their keys; free() it. */
size_t *tally_order(const struct tally *);
/* Part i of a group's key, and what follows the first n parts; tally_next takes one off it. */
struct str tally_part(const struct tally *, size_t group, size_t i);
struct str tally_rest(const struct tally *, size_t group, size_t n);
struct str tally_next(struct str *rest);

#endif
