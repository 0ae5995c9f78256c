/* gather: records on their way in: a key that sorts as the cases and their records are to come out.
 */
#include "base/mem.h"
#include "base/opt.h"
#include "gather/inner.h"
#include <assert.h>
#include <stdlib.h>

struct gather_hand {
	struct gather *gather;
	struct sorter *sorter;
	struct buf key, load;
};

struct gather *
gather_new(size_t parts, const struct gather_source *source, size_t sources, uint64_t memory)
{
	struct gather *g = mem_new(1, sizeof *g);

	assert(parts > 0 && sources > 0);
	g->parts = parts;
	g->sources = sources;
	g->memory = memory;
	g->source = mem_new(sources, sizeof *source);
	memcpy(g->source, source, sources * sizeof *source);
	g->sorter = sorter_new(0); /* it takes over what the hands have */
	return g;
}

struct gather_hand *
gather_hand(struct gather *g)
{
	struct gather_hand *h = mem_new(1, sizeof *h);

	h->gather = g;
	h->sorter = sorter_new(g->memory / common.jobs);
	return h;
}

void
gather_give(struct gather_hand *h)
{
	sorter_join(h->gather->sorter, h->sorter);
	buf_clear(&h->key);
	buf_clear(&h->load);
	free(h);
}

/* What follows the key of the case in h->key, and the record itself. */
static void
add(struct gather_hand *h, size_t source, struct str time, uint64_t order, const struct vec *cell,
    size_t row)
{
	size_t cells = h->gather->source[source].cells;

	sorter_key_number(&h->key, source);
	sorter_key_text(&h->key, time);
	sorter_key_number(&h->key, order);
	h->load.len = 0;
	for (size_t i = 0; i < cells; i++)
		cell_pack(&h->load, &cell[i], row);
	sorter_add(h->sorter, buf_slice(&h->key), buf_slice(&h->load));
}

bool
gather_put(struct gather_hand *h, size_t source, const struct str *part, struct str time,
    uint64_t order, const struct vec *cell, size_t row)
{
	for (size_t i = 0; i < h->gather->parts; i++)
		if (part[i].len == 0)
			return false;
	h->key.len = 0;
	buf_ch(&h->key, GATHER_KEYED);
	for (size_t i = 0; i < h->gather->parts; i++)
		sorter_key_text(&h->key, part[i]);
	add(h, source, time, order, cell, row);
	return true;
}

void
gather_put_alone(struct gather_hand *h, size_t source, struct str time, uint64_t order,
    const struct vec *cell, size_t row)
{
	h->key.len = 0;
	buf_ch(&h->key, GATHER_ALONE);
	sorter_key_number(&h->key, source);
	sorter_key_number(&h->key, order);
	add(h, source, time, order, cell, row);
}

struct str
gather_place(uint64_t order, char room[GATHER_PLACE])
{
	for (size_t i = GATHER_PLACE; i-- > 0; order >>= 4)
		room[i] = "0123456789abcdef"[order & 15];
	return (struct str){room, GATHER_PLACE};
}

uint64_t
gather_records(const struct gather *g)
{
	return sorter_records(g->sorter);
}

void
gather_free(struct gather *g)
{
	if (g == NULL)
		return;
	sorter_free(g->sorter);
	free(g->source);
	free(g);
}
