/*
 * map: the one hash map: a key of bytes to a small number 0, 1, 2 ... in order of arrival, by which users keep arrays
 * of their own.  Keys are copied and kept; the hash is seeded at random (hostile keys), so the order of arrival is the only order
 * there is.  `struct map m = { 0 };` is empty; map_clear frees.
 */
#ifndef GROUP_MAP_H
#define GROUP_MAP_H
#include "base/arena.h"
#include "base/str.h"

enum { MAP_MAX = 0x7fffffff }; /* keys; more is a named fault */

struct map {
	uint64_t *slot; /* by the uppermost bits of the hash: its upper half, and the number + 1; 0: free */
	struct str *key;
	size_t n, slots, cap;
	unsigned bits; /* of the hash that choose the slot */
	struct arena arena;
};

uint64_t map_hash(struct str key);
/* Brings the slot's cache line on its way: hash all keys of a batch, prefetch, then look them up. */
void map_prefetch(const struct map *, uint64_t hash);
/* The same for many keys: what a look-up takes from memory is on its way for all of them before the first is asked for. */
enum { MAP_ABREAST = 64 };
struct map_abreast {
	struct str key[MAP_ABREAST];
	uint64_t hash[MAP_ABREAST];
	ptrdiff_t likely[MAP_ABREAST]; /* the number it will most likely have, or -1 */
	size_t n;
};
void map_approach(const struct map *, struct map_abreast *);
/* The number of key, added if it is new (*added, which may be NULL, tells). */
size_t map_put(struct map *, struct str key, uint64_t hash, bool *added);
/* The number of key, or -1. */
ptrdiff_t map_find(const struct map *, struct str key, uint64_t hash);
/* The numbers of all keys in the order of the keys' bytes; the caller frees. */
uint32_t *map_order(const struct map *);
size_t map_bytes(const struct map *); /* held in memory */
void map_clear(struct map *);

#endif
