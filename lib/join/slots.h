/*
 * slots: from a key to its records: open addressing over 64 bits, half of them the hash's and half a record's number.  Many
 * threads put records in at once; nothing is removed, and nothing moves.
 */
#ifndef JOIN_SLOTS_H
#define JOIN_SLOTS_H
#include "join/chain.h"

struct slots {
	uint64_t *slot; /* 0: free.  Upper half of the hash but its last bit, which says: several; number */
	size_t mask;
	_Atomic bool several; /* somewhere */
	uint32_t *order;      /* chains of several, in order, each after its length; a first record's next is where */
};

uint64_t slots_bytes(uint64_t records); /* what a table of so many takes */
/* All records of the runs but those with a null in their key.  A key that must not come twice and does ends the program. */
void slots_build(struct slots *, const struct hold *, const struct chain_rule *, const struct hold_run *, size_t runs);
void slots_clear(struct slots *);

static inline void
slots_prefetch(const struct slots *s, uint64_t hash)
{
	__builtin_prefetch(&s->slot[hash & s->mask]);
}
/* The slot, or that of another key's like hash, or 0 for none. */
static inline uint64_t
slots_near(const struct slots *s, uint64_t hash)
{
	size_t at = hash & s->mask;

	while (s->slot[at] && (s->slot[at] ^ hash) >> 33)
		at = (at + 1) & s->mask;
	return s->slot[at];
}
/* Brings on its way what slots_find will look at. */
void slots_prefetch_entry(const struct slots *, const struct hold *, uint64_t hash);
/* one: room for a chain of one. */
struct chain slots_find(const struct slots *, const struct hold *, struct str key, uint64_t hash, uint32_t *one);

#endif
