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

/* Of a free slot: -1. */
static inline size_t
number_of(uint64_t slot)
{
	return (size_t)(slot & 0xffffffff) - 1;
}

/* Of a hash, or of a slot, which begins with the same bits. */
static inline size_t
place(uint64_t hash, unsigned bits)
{
	return hash >> (64 - bits);
}

void
map_prefetch(const struct map *m, uint64_t hash)
{
	if (m->slots)
		__builtin_prefetch(&m->slot[place(hash, m->bits)]);
}

void
map_approach(const struct map *m, struct map_abreast *a)
{
	for (size_t i = 0; i < a->n; i++) {
		a->hash[i] = map_hash(a->key[i]);
		a->likely[i] = -1;
		map_prefetch(m, a->hash[i]);
	}
	for (size_t i = 0; i < a->n && m->slots; i++) {
		uint64_t slot = m->slot[place(a->hash[i], m->bits)];

		if (slot == 0)
			continue;
		a->likely[i] = (ptrdiff_t)number_of(slot);
		__builtin_prefetch(&m->key[a->likely[i]]);
	}
	for (size_t i = 0; i < a->n; i++)
		if (a->likely[i] >= 0)
			__builtin_prefetch(m->key[a->likely[i]].at);
}

/* Where the key is, or the free slot where it would be. */
static inline size_t
seek(const struct map *m, struct str key, uint64_t hash)
{
	size_t at = place(hash, m->bits);

	for (uint64_t slot; (slot = m->slot[at]) != 0; at = (at + 1) & (m->slots - 1))
		if ((slot ^ hash) >> 32 == 0) {
			struct str other = m->key[number_of(slot)];

			if (other.len == key.len && str_same(other.at, key.at, key.len))
				break;
		}
	return at;
}

/* What a slot holds of the hash tells its place in a larger table too. */
static void
resize(struct map *m, unsigned bits)
{
	size_t slots = (size_t)1 << bits;
	uint64_t *slot = mem_new(slots, sizeof *slot);

	for (size_t i = 0; i < m->slots; i++) {
		size_t at = place(m->slot[i], bits);

		if (m->slot[i] == 0)
			continue;
		while (slot[at])
			at = (at + 1) & (slots - 1);
		slot[at] = m->slot[i];
	}
	free(m->slot);
	m->slot = slot;
	m->slots = slots;
	m->bits = bits;
}

ptrdiff_t
map_find(const struct map *m, struct str key, uint64_t hash)
{
	return m->slots ? (ptrdiff_t)number_of(m->slot[seek(m, key, hash)]) : -1;
}

size_t
map_put(struct map *m, struct str key, uint64_t hash, bool *added)
{
	size_t at = m->slots ? seek(m, key, hash) : 0;
	bool found = m->slots && m->slot[at];

	if (added)
		*added = !found;
	if (found)
		return number_of(m->slot[at]);
	if (m->n >= MAP_MAX)
		die("more than %d different keys", MAP_MAX);
	if ((m->n + 1) * 3 > m->slots * 2) {
		resize(m, m->slots ? m->bits + 1 : 6);
		at = seek(m, key, hash);
	}
	m->key = mem_grow(m->key, m->n, &m->cap, sizeof *m->key);
	m->key[m->n] = arena_dup(&m->arena, key);
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
