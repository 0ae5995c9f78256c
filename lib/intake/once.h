/*
 * once: a set of texts by their 128-bit hash, keyed at random: which values were seen before.
 * Sixteen bytes a value, whatever its length; that two values of one set meet is less likely than a
 * failure of the machine's memory.
 */
#ifndef INTAKE_ONCE_H
#define INTAKE_ONCE_H
#include "base/str.h"

struct hash {
	uint64_t lo, hi;
};

struct once {
	struct hash *slot;
	uint64_t *number; /* of each, if they are numbered */
	size_t n, cap;
	bool numbered;
};

uint64_t once_seed(void); /* at random, one a run */
struct hash once_hash(struct str, uint64_t seed);
/* Of several: the hash of their hashes. */
struct hash once_hashes(const struct hash *, size_t n, uint64_t seed);
bool once_has(const struct once *, struct hash);
/* Whether it is new. */
bool once_add(struct once *, struct hash);
/* A place for the number that belongs to it; *fresh: it was not there. */
uint64_t *once_number(struct once *, struct hash, bool *fresh);
void once_prefetch(const struct once *, struct hash);
size_t once_bytes(const struct once *);
void once_clear(struct once *);

#endif
