/* once: open addressing over 128-bit hashes; {0, 0} is an empty slot. */
#include "intake/once.h"
#include "base/diag.h"
#include "base/mem.h"
#include <stdlib.h>
#include <sys/random.h>
#include <xxhash.h>

uint64_t
once_seed(void)
{
	uint64_t seed;

	if (getrandom(&seed, sizeof seed, 0) != sizeof seed)
		die("no random numbers");
	return seed;
}

static struct hash
made(XXH128_hash_t x)
{
	return (struct hash){x.low64, x.high64 | (x.low64 == 0)};
}

struct hash
once_hash(struct str s, uint64_t seed)
{
	return made(XXH3_128bits_withSeed(s.at, s.len, seed));
}

struct hash
once_hashes(const struct hash *h, size_t n, uint64_t seed)
{
	return n == 1 ? *h : made(XXH3_128bits_withSeed(h, n * sizeof *h, seed));
}

/* The slot of h, or the empty one where it would be. */
static size_t
find(const struct once *o, struct hash h)
{
	size_t i = (size_t)h.lo & (o->cap - 1);

	while ((o->slot[i].lo | o->slot[i].hi) != 0 &&
	       (o->slot[i].lo != h.lo || o->slot[i].hi != h.hi))
		i = (i + 1) & (o->cap - 1);
	return i;
}

static void
grow(struct once *o)
{
	struct once bigger = {
	    .cap = o->cap ? 2 * o->cap : 1024, .n = o->n, .numbered = o->numbered};

	bigger.slot = mem_new(bigger.cap, sizeof *bigger.slot);
	if (o->numbered)
		bigger.number = mem_new(bigger.cap, sizeof *bigger.number);
	for (size_t i = 0; i < o->cap; i++) {
		size_t to;

		if ((o->slot[i].lo | o->slot[i].hi) == 0)
			continue;
		to = find(&bigger, o->slot[i]);
		bigger.slot[to] = o->slot[i];
		if (o->numbered)
			bigger.number[to] = o->number[i];
	}
	once_clear(o);
	*o = bigger;
}

bool
once_has(const struct once *o, struct hash h)
{
	size_t i;

	if (o->cap == 0)
		return false;
	i = find(o, h);
	return (o->slot[i].lo | o->slot[i].hi) != 0;
}

static size_t
place(struct once *o, struct hash h, bool *fresh)
{
	size_t i;

	if (4 * (o->n + 1) > 3 * o->cap)
		grow(o);
	i = find(o, h);
	*fresh = (o->slot[i].lo | o->slot[i].hi) == 0;
	o->n += *fresh;
	o->slot[i] = h;
	return i;
}

bool
once_add(struct once *o, struct hash h)
{
	bool fresh;

	place(o, h, &fresh);
	return fresh;
}

uint64_t *
once_number(struct once *o, struct hash h, bool *fresh)
{
	size_t i;

	o->numbered = true;
	i = place(o, h, fresh);
	return &o->number[i];
}

void
once_prefetch(const struct once *o, struct hash h)
{
	if (o->cap)
		__builtin_prefetch(&o->slot[h.lo & (o->cap - 1)]);
}

size_t
once_bytes(const struct once *o)
{
	return o->cap * (sizeof *o->slot + (o->numbered ? sizeof *o->number : 0));
}

void
once_clear(struct once *o)
{
	free(o->slot);
	free(o->number);
	*o = (struct once){0};
}
