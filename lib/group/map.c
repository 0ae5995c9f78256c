/* map: open addressing with linear probing over 64-bit slots, keys in an arena. */
#define XXH_INLINE_ALL
#include "group/map.h"
#include "base/diag.h"
#include "base/mem.h"
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <xxhash.h>

/* One seed for the process: tables of different workers must agree on hashes when they merge. */
static uint64_t
seed(void)
{
	static uint64_t chosen;
	uint64_t now = __atomic_load_n(&chosen, __ATOMIC_RELAXED), fresh = 0;

	if (now)
		return now;
	if (getrandom(&fresh, sizeof fresh, 0) != (ssize_t)sizeof fresh)
		fresh = 0x9e3779b97f4a7c15; /* early in boot: worse protection, same results */
	fresh |= 1;
	return __atomic_compare_exchange_n(
		   &chosen, &now, fresh, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)
	    ? fresh
	    : now;
}

uint64_t
map_hash(struct str key)
{
	return XXH3_64bits_withSeed(key.at, key.len, seed());
}

/* The slot's upper half is the hash's, so most unequal keys are told apart without touching them. */
static inline uint64_t
slot_of(uint64_t hash, size_t number)
{
	return (hash & 0xffffffff00000000) | (number + 1);
}

static inline size_t
number_of(uint64_t slot)
{
	return (size_t)(slot & 0xffffffff) - 1;
}

void
map_prefetch(const struct map *m, uint64_t hash)
{
	if (m->slots)
		__builtin_prefetch(&m->slot[hash & (m->slots - 1)]);
}

static void
resize(struct map *m, size_t slots)
{
	uint64_t *slot = mem_new(slots, sizeof *slot);

	/* Low bits of the hash choose the slot and are not in it, so keys are hashed again. */
	for (size_t i = 0; i < m->n; i++) {
		uint64_t hash = map_hash(m->key[i]);
		size_t at = hash & (slots - 1);

		while (slot[at])
			at = (at + 1) & (slots - 1);
		slot[at] = slot_of(hash, i);
	}
	free(m->slot);
	m->slot = slot;
	m->slots = slots;
}

ptrdiff_t
map_find(const struct map *m, struct str key, uint64_t hash)
{
	if (m->slots == 0)
		return -1;
	for (size_t at = hash & (m->slots - 1); m->slot[at]; at = (at + 1) & (m->slots - 1)) {
		uint64_t slot = m->slot[at];

		if ((slot ^ hash) >> 32 == 0 && str_eq(m->key[number_of(slot)], key))
			return (ptrdiff_t)number_of(slot);
	}
	return -1;
}

size_t
map_put(struct map *m, struct str key, uint64_t hash, bool *added)
{
	ptrdiff_t found = map_find(m, key, hash);
	size_t at;

	if (added)
		*added = found < 0;
	if (found >= 0)
		return (size_t)found;
	if (m->n >= MAP_MAX)
		die("more than %d different keys", MAP_MAX);
	if ((m->n + 1) * 3 > m->slots * 2)
		resize(m, m->slots ? m->slots * 2 : 64);
	m->key = mem_grow(m->key, m->n, &m->cap, sizeof *m->key);
	m->key[m->n] = arena_dup(&m->arena, key);
	for (at = hash & (m->slots - 1); m->slot[at];)
		at = (at + 1) & (m->slots - 1);
	m->slot[at] = slot_of(hash, m->n);
	return m->n++;
}

size_t
map_bytes(const struct map *m)
{
	return m->slots * sizeof *m->slot + m->cap * sizeof *m->key + m->arena.bytes;
}

void
map_clear(struct map *m)
{
	free(m->slot);
	free(m->key);
	arena_clear(&m->arena);
	*m = (struct map){ 0 };
}
