/* ledger: figures by indicator, place, period and part. */
#include "report/ledger.h"

#include "base/mem.h"
#include "report/bin.h"
#include <stdlib.h>

/* Keys that no column can hold, for fields of a stream have no control characters to begin with
 * this. */
static const struct str TOTAL_KEY = {"\x01total", 6};
static const struct str NULL_KEY = {"\x01null", 5};

void
ledger_start(struct ledger *l, const struct layout *layout)
{
	*l = (struct ledger){.by = layout->by, .period = (enum period)layout->period};
	pthread_mutex_init(&l->lock, NULL);
	map_put(&l->place, TOTAL_KEY, map_hash(TOTAL_KEY), NULL);
	map_put(&l->split, STR(""), map_hash(STR("")), NULL);
	map_put(&l->part, STR(""), map_hash(STR("")), NULL);
}

static struct str
key_text(const struct figure_key *k)
{
	return (struct str){(const char *)k, sizeof *k};
}

const struct entry *
ledger_get(const struct ledger *l, struct figure_key k)
{
	ptrdiff_t at = map_find(&l->figure, key_text(&k), map_hash(key_text(&k)));

	return at < 0 ? NULL : &l->entry[at];
}

static ptrdiff_t
find(const struct map *m, struct str name)
{
	return map_find(m, name, map_hash(name));
}

ptrdiff_t
ledger_kpi(const struct ledger *l, struct str name)
{
	return find(&l->kpi, name);
}

ptrdiff_t
ledger_place(const struct ledger *l, struct str name)
{
	return find(&l->place, name);
}

ptrdiff_t
ledger_split(const struct ledger *l, struct str column)
{
	return column.len ? find(&l->split, column) : -1;
}

struct str
ledger_place_name(const struct ledger *l, size_t place)
{
	return place == PLACE_TOTAL ? STR("") : l->place.key[place];
}

struct str
ledger_part_name(const struct ledger *l, size_t part)
{
	return str_eq(l->part.key[part], NULL_KEY) ? STR("") : l->part.key[part];
}

static int
by_key(const void *a, const void *b, void *map)
{
	const struct map *m = map;

	return bin_compare(m->key[*(const uint32_t *)a], m->key[*(const uint32_t *)b]);
}

size_t
ledger_places(struct ledger *l, uint32_t **places)
{
	size_t n = l->place.n - 1;

	*places = arena_zero(&l->arena, n + 1, sizeof **places);
	for (size_t i = 0; i < n; i++)
		(*places)[i] = (uint32_t)(i + 1);
	qsort_r(*places, n, sizeof **places, by_key, &l->place);
	return n;
}

size_t
ledger_parts(struct ledger *l, uint32_t kpi, uint32_t split, int32_t period, uint32_t **parts)
{
	bool *seen = mem_new(l->part.n, sizeof *seen);
	size_t n = 0;

	for (size_t i = 0; i < l->entries; i++)
		if (l->key[i].kpi == kpi && l->key[i].split == split && l->key[i].period == period)
			seen[l->key[i].part] = true;
	*parts = arena_zero(&l->arena, l->part.n, sizeof **parts);
	for (size_t i = 0; i < l->part.n; i++)
		if (seen[i])
			(*parts)[n++] = (uint32_t)i;
	qsort_r(*parts, n, sizeof **parts, by_key, &l->part);
	free(seen);
	return n;
}

bool
ledger_bins(const struct ledger *l, const uint32_t *parts, size_t n)
{
	size_t labels = 0;

	for (size_t i = 0; i < n; i++) {
		struct str name = ledger_part_name(l, parts[i]);

		if (name.len && !bin_label(name))
			return false;
		labels += name.len > 0;
	}
	return labels > 0;
}

bool
ledger_has_period(const struct ledger *l, int32_t period)
{
	for (size_t i = 0; i < l->entries; i++)
		if (l->key[i].period == period && l->entry[i].value.kind != NUM_NULL)
			return true;
	return false;
}

void
ledger_finish(struct ledger *l)
{
	if (l->clash.msg[0])
		die("%s", l->clash.msg);
}

void
ledger_clear(struct ledger *l)
{
	map_clear(&l->kpi);
	map_clear(&l->place);
	map_clear(&l->split);
	map_clear(&l->part);
	map_clear(&l->figure);
	free(l->key);
	free(l->entry);
	free(l->spoken);
	pthread_mutex_destroy(&l->lock);
	arena_clear(&l->arena);
	*l = (struct ledger){0};
}
