/* total: subtotals, by merging the states of groups that agree in the columns that are left. */
#include "base/mem.h"
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

static void
add_totals(struct figure *f, const struct table *from, uint32_t summed)
{
	size_t n = table_groups(from);
	uint32_t *target = mem_new(n + 1, sizeof *target);
	struct buf key = {0};

	for (size_t g = 0; g < n; g++) {
		key_without(f, table_key(from, g), summed, &key);
		target[g] = table_group(f->table, buf_slice(&key));
	}
	table_merge_as(f->table, from, target);
	buf_clear(&key);
	free(target);
}

void
figure_totals(struct figure *f)
{
	uint32_t all = (uint32_t)((1ull << f->want.groups) - 1);
	struct table *groups = f->table;
	enum state_kind *kind;

	if (f->want.totals == TOTALS_NONE || f->want.groups == 0)
		return;
	kind = mem_new(f->states + 1, sizeof *kind);
	for (size_t s = 0; s < f->states; s++)
		kind[s] = f->state[s].kind;
	f->table = table_new(kind, f->states);
	free(kind);
	add_totals(f, groups, 0);
	/* rollup: the last column, the last two ... all; cube: every set of columns. */
	if (f->want.totals == TOTALS_CUBE)
		for (uint64_t summed = 1; summed <= all; summed++)
			add_totals(f, groups, (uint32_t)summed);
	else
		for (size_t keep = f->want.groups; keep-- > 0;)
			add_totals(f, groups, all & ~(uint32_t)((1ull << keep) - 1));
	table_free(groups);
}
