/*
 * chain: the records of one key, in input order, or where there are times in the order of `from` (of equal ones in input
 * order): which of them is a left record's partner.
 */
#ifndef JOIN_CHAIN_H
#define JOIN_CHAIN_H
#include "base/buf.h"
#include "join/hold.h"

enum chain_time { CHAIN_PLAIN, CHAIN_AS_OF, CHAIN_BETWEEN };

struct chain_rule {
	enum chain_time time;
	bool many; /* several partners are meant, or only asked whether there is one */
	size_t keys; /* columns of the key */
	const char *file; /* of the right, for messages */
	struct hold_lines lines;
};
struct chain {
	const uint32_t *at; /* records' numbers; NULL: none */
	uint32_t n;
};
/* The record of a key that stands a second time; of several the one that comes first. */
struct chain_twice {
	uint64_t place;
	struct buf said; /* len 0: there is none */
};

/* Puts a chain that was gathered into order; *twice is told of a record that makes partners doubtful. */
void chain_settle(const struct chain_rule *, const struct hold *, uint32_t *at, uint32_t n, struct chain_twice *twice);
/* Keeps the earlier. */
void chain_twice_merge(struct chain_twice *into, struct chain_twice *from);
/* The position of the first record that fits time; c.n: none. */
uint32_t chain_first(const struct chain_rule *, const struct hold *, struct chain c, struct str time);
uint32_t chain_next(const struct chain_rule *, const struct hold *, struct chain c, uint32_t i, struct str time);

/* A key of several columns: lengths before parts, so that no two keys look alike; false: a part is null (a key all the same). */
bool chain_key(const struct batch *, const size_t *slot, size_t n, size_t row, struct buf *key);
/* Part i of a key of n columns. */
struct str chain_key_part(struct str key, size_t n, size_t i);
/* 'a', 'b': for messages. */
void chain_key_say(struct buf *, struct str key, size_t n);

#endif
