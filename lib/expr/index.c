/* index: an open-addressed set of numbers. */
#include "base/mem.h"
#include "expr/program.h"
#include <stdlib.h>

bool
index_find(const struct index *x, uint64_t hash,
    bool (*same)(const void *arg, const void *key, uint32_t at), const void *arg, const void *key,
    uint32_t *at)
{
	if (x->cap == 0)
		return false;
	for (size_t i = hash & (x->cap - 1); x->at[i] != 0; i = (i + 1) & (x->cap - 1)) {
		if (x->hash[i] == hash && same(arg, key, x->at[i] - 1)) {
			*at = x->at[i] - 1;
			return true;
		}
	}
	return false;
}

static void
place_in(struct index *x, uint64_t hash, uint32_t at)
{
	size_t i = hash & (x->cap - 1);

	while (x->at[i] != 0)
		i = (i + 1) & (x->cap - 1);
	x->hash[i] = hash;
	x->at[i] = at + 1;
}

void
index_add(struct index *x, uint64_t hash, uint32_t at)
{
	if (2 * (x->n + 1) > x->cap) {
		struct index old = *x;

		x->cap = old.cap ? 2 * old.cap : 64;
		x->hash = mem_new(x->cap, sizeof *x->hash);
		x->at = mem_new(x->cap, sizeof *x->at);
		for (size_t i = 0; i < old.cap; i++)
			if (old.at[i] != 0)
				place_in(x, old.hash[i], old.at[i] - 1);
		index_clear(&old);
	}
	place_in(x, hash, at);
	x->n++;
}

void
index_clear(struct index *x)
{
	free(x->hash);
	free(x->at);
	*x = (struct index){0};
}
