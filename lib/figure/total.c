/* total: subtotals, by merging the states of groups that agree in the columns that are left. */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/inner.h"
#include <stdlib.h>

void
key_parts(const struct figure *f, struct str key, uint32_t *summed, struct str *part)
{
	const char *at = key.at;
	uint32_t big;

	memcpy(&big, key.at + key.len - KEY_SUMMED, KEY_SUMMED);
	*summed = __builtin_bswap32(big);
	for (size_t g = 0; g < f->want.groups; g++) {
		part[g] = (struct str){at, strlen(at)};
		at += part[g].len + 1;
	}
}

/* The key of the group that `key` belongs to when the columns of summed are summed over. */
static void
key_without(const struct figure *f, struct str key, uint32_t summed, struct buf *out)
{
	struct str part[FIGURE_GROUPS_MAX];
	uint32_t none, big = __builtin_bswap32(summed);

	key_parts(f, key, &none, part);
	out->len = 0;
	for (size_t g = 0; g < f->want.groups; g++) {
		if (!(summed >> g & 1))
			buf_str(out, part[g]);
		buf_ch(out, '\0');
	}
	buf_add(out, &big, KEY_SUMMED);
}

bool
total_next(const struct figure *f, uint32_t *summed)
{
	uint32_t all = (uint32_t)((1ULL << f->want.groups) - 1);

	if (f->want.totals == TOTALS_NONE || f->want.partial || *summed == all)
		return false;
	/* cube: every set of columns; rollup: the last column, the last two ... all. */
	*summed =
	    f->want.totals == TOTALS_CUBE ? *summed + 1 : *summed >> 1 | 1U << (f->want.groups - 1);
	return true;
}

void
total_add(const struct figure *f, struct table *into, const struct table *from, uint32_t summed)
{
	size_t n = table_groups(from);
	uint32_t *target = mem_new(n + 1, sizeof *target);
	struct buf key = {0};

	for (size_t g = 0; g < n; g++) {
		key_without(f, table_key(from, g), summed, &key);
		target[g] = table_group(into, buf_slice(&key));
	}
	table_merge_as(into, from, target);
	buf_clear(&key);
	free(target);
}

void
figure_totals(struct figure *f)
{
	struct table *all = figure_table(f);
	uint32_t summed = 0;
	bool fits = true;

	/* Subtotals are of the groups, so they go into a table of their own. */
	while (fits && total_next(f, &summed)) {
		total_add(f, all, f->table, summed);
		fits = table_bytes(all) <= common.memory / 4;
	}
	if (fits)
		table_merge(f->table, all);
	else
		figure_spill(f);
	table_free(all);
}
