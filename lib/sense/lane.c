/* lane: one value a customer, in memory or in a scratch file, as the customers are. */
#include "base/mem.h"
#include "io/tmp.h"
#include "sense/inner.h"
#include <stdlib.h>

void
lane_open(struct lane *l, const struct sense *s, size_t size)
{
	*l = (struct lane){.size = size};
	if (s->crowds.tape)
		l->tmp = tmp_new();
	else
		l->at = mem_new(s->crowds.n + 1, size);
}

void
lane_put(struct lane *l, size_t block, const void *values, size_t n)
{
	if (l->tmp)
		tmp_write(l->tmp, values, n * l->size);
	else
		memcpy(l->at + block * SENSE_BLOCK * l->size, values, n * l->size);
}

void
lane_end(struct lane *l)
{
	if (l->tmp)
		tmp_rewind(l->tmp);
}

const void *
lane_get(const struct lane *l, size_t block, size_t n, struct arena *a)
{
	size_t at = block * SENSE_BLOCK * l->size;
	void *values;

	if (l->tmp == NULL)
		return l->at ? l->at + at : NULL;
	values = arena_take(a, n * l->size);
	tmp_read_at(l->tmp, at, values, n * l->size);
	return values;
}

void
lane_clear(struct lane *l)
{
	tmp_free(l->tmp);
	free(l->at);
	*l = (struct lane){0};
}
