/* map_order: the keys of a map in the order of their bytes, eight at a time by radix. */
#include "base/mem.h"
#include "group/map.h"
#include <stdlib.h>

enum {
	DIGIT = 11,
	BUCKETS = 1 << DIGIT,
	FEW = 256,  /* keys for which tables of counts do not pay */
	DEEP = 512, /* bytes: longer beginnings in common are compared plainly */
};

/* Eight bytes of a key as a number in the order of the bytes. */
struct head {
	uint64_t head;
	uint32_t number;
};

struct order {
	const struct str *key;
	struct head *other; /* as many as there are keys */
};

static uint64_t
head_of(struct str key, size_t depth)
{
	uint64_t head = 0;

	if (key.len >= depth + 8)
		memcpy(&head, key.at + depth, 8);
	else if (key.len > depth)
		memcpy(&head, key.at + depth, key.len - depth);
	return __builtin_bswap64(head);
}

/* How many bytes all keys begin with. */
static size_t
shared_by(const struct str *key, size_t n)
{
	size_t shared = n ? key[0].len : 0;

	for (size_t i = 1; i < n; i++) {
		size_t k = 0, most = shared < key[i].len ? shared : key[i].len;

		if (most == shared && memcmp(key[i].at, key[0].at, shared) == 0)
			continue;
		while (k < most && key[i].at[k] == key[0].at[k])
			k++;
		shared = k;
	}
	return shared;
}

/* A stable pass over one digit; false if all have the same, and nothing was moved. */
static bool
radix_pass(const struct head *from, struct head *to, size_t n, unsigned shift)
{
	size_t start[BUCKETS + 1] = {0};

	for (size_t i = 0; i < n; i++)
		start[(from[i].head >> shift & (BUCKETS - 1)) + 1]++;
	if (start[(from[0].head >> shift & (BUCKETS - 1)) + 1] == n)
		return false;
	for (size_t b = 0; b < BUCKETS; b++)
		start[b + 1] += start[b];
	for (size_t i = 0; i < n; i++)
		to[start[from[i].head >> shift & (BUCKETS - 1)]++] = from[i];
	return true;
}

static int
by_key(const void *a, const void *b, void *arg)
{
	const struct str *key = arg;

	return str_cmp(
	    key[((const struct head *)a)->number], key[((const struct head *)b)->number]);
}

/* Those that have the first `depth` bytes in common. */
static void
order_from(const struct order *o, struct head *at, size_t n, size_t depth)
{
	struct head *from = at, *to = o->other, *swap;

	if (n <= FEW || depth > DEEP) {
		qsort_r(at, n, sizeof *at, by_key, (void *)(uintptr_t)o->key);
		return;
	}
	for (size_t i = 0; i < n; i++)
		at[i].head = head_of(o->key[at[i].number], depth);
	for (unsigned shift = 0; shift < 64; shift += DIGIT)
		if (radix_pass(from, to, n, shift)) {
			swap = from;
			from = to;
			to = swap;
		}
	if (from != at)
		memcpy(at, from, n * sizeof *at);
	for (size_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && at[end].head == at[i].head; end++)
			;
		if (end - i > 1)
			order_from(o, at + i, end - i, depth + sizeof at->head);
	}
}

uint32_t *
map_order(const struct map *m)
{
	struct order o = {m->key, mem_new(m->n + 1, sizeof *o.other)};
	struct head *at = mem_new(m->n + 1, sizeof *at);
	uint32_t *order = mem_new(m->n + 1, sizeof *order);

	for (size_t i = 0; i < m->n; i++)
		at[i].number = (uint32_t)i;
	order_from(&o, at, m->n, shared_by(m->key, m->n));
	for (size_t i = 0; i < m->n; i++)
		order[i] = at[i].number;
	free(at);
	free(o.other);
	return order;
}
