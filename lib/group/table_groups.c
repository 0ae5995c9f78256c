/* table_groups: keys to groups; many at a time, so that they wait for memory together. */
#include "base/mem.h"
#include "group/table_inner.h"

size_t
table_groups(const struct table *t)
{
	return t->map.n;
}

struct str
table_key(const struct table *t, size_t group)
{
	return t->map.key[group];
}

static uint32_t
group_of(struct table *t, struct str key, uint64_t hash)
{
	bool added;
	size_t group = map_put(&t->map, key, hash, &added);

	if (added) {
		t->record = mem_grow(t->record, group, &t->cap, t->stride);
		memset(t->record + group * t->stride, 0, t->stride);
	}
	return (uint32_t)group;
}

uint32_t
table_group(struct table *t, struct str key)
{
	return group_of(t, key, map_hash(key));
}

void
table_abreast(struct table *t, struct map_abreast *a, uint32_t *group)
{
	map_approach(&t->map, a);
	for (size_t i = 0; i < a->n; i++)
		if (a->likely[i] >= 0)
			table_approach_record(t, (size_t)a->likely[i]);
	for (size_t i = 0; i < a->n; i++)
		group[i] = group_of(t, a->key[i], a->hash[i]);
}

void
table_approach(const struct table *t, const uint32_t *group, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		table_approach_record(t, group[i]);
		__builtin_prefetch(&t->map.key[group[i]]);
	}
	for (size_t i = 0; i < n; i++)
		__builtin_prefetch(t->map.key[group[i]].at);
}

uint32_t *
table_order(const struct table *t)
{
	return map_order(&t->map);
}
