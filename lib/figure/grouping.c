/* grouping: rows to groups.  The groups of most rows came up not long ago; they are found again
 * without making a key. */
#include "figure/grouping.h"
#include "base/mem.h"
#include <stdlib.h>

enum { RECENT_BITS = 12 };

/* A group that came up; its key lasts as long as the table. */
struct recent {
	const char *key; /* the texts of it; NULL: none */
	uint32_t len, group;
};

struct grouping {
	struct table *table;
	struct buf key;
	struct recent recent[1 << RECENT_BITS]; /* by place */
};

struct grouping *
grouping_new(struct table *t)
{
	struct grouping *g = mem_new(1, sizeof *g);

	g->table = t;
	return g;
}

void
grouping_free(struct grouping *g)
{
	if (g == NULL)
		return;
	buf_clear(&g->key);
	free(g);
}

/* A key: columns' texts, a NUL behind each, and four bytes that say nothing is summed over. */
static uint32_t
by_key(struct grouping *g, const struct vec *const *part, size_t parts, uint32_t row)
{
	g->key.len = 0;
	for (size_t p = 0; p < parts; p++) {
		vec_print(part[p], row, &g->key);
		buf_ch(&g->key, '\0');
	}
	buf_add(&g->key, "\0\0\0\0", KEY_SUMMED);
	return table_group(g->table, buf_slice(&g->key));
}

static inline bool
is_key(const struct recent *r, const struct str *const *text, size_t parts, uint32_t row)
{
	const char *at = r->key, *end = at + r->len;

	for (size_t p = 0; p < parts; p++) {
		struct str s = text[p][row];

		if (s.len >= (size_t)(end - at) || at[s.len] != '\0' ||
		    !str_same(at, s.at, s.len))
			return false;
		at += s.len + 1;
	}
	return at == end;
}

/* Where the group of a row stands if it is a recent one: ends of texts tell groups apart well
 * enough. */
static inline size_t
place(const struct str *const *text, size_t parts, uint32_t row)
{
	uint64_t mix = 0, head = 0, tail = 0;

	for (size_t p = 0; p < parts; p++) {
		struct str s = text[p][row];

		if (s.len)
			str_words(s.at, s.len, &head, &tail);
		mix = (mix + head + s.len) * 0x9e3779b97f4a7c15;
		mix = ((mix ^ mix >> 32) + tail) * 0xbf58476d1ce4e5b9;
	}
	return mix >> (64 - RECENT_BITS);
}

static void
by_texts(struct grouping *g, const struct vec *const *part, size_t parts, size_t n,
    const uint32_t *rows, uint32_t *group)
{
	const struct str *text[FIGURE_GROUPS_MAX];

	for (size_t p = 0; p < parts; p++)
		text[p] = part[p]->text;
	for (size_t i = 0; i < n; i++) {
		struct recent *r = &g->recent[place(text, parts, rows[i])];

		if (r->key == NULL || !is_key(r, text, parts, rows[i])) {
			uint32_t found = by_key(g, part, parts, rows[i]);
			struct str key = table_key(g->table, found);

			*r = (struct recent){key.at, (uint32_t)(key.len - KEY_SUMMED), found};
		}
		group[i] = r->group;
	}
}

void
grouping_rows(struct grouping *g, struct eval *e, const struct view *v, size_t n,
    const uint32_t *rows, uint32_t *group)
{
	size_t parts = v->source->figure->want.groups;
	const struct vec *part[FIGURE_GROUPS_MAX];
	bool texts = true;

	for (size_t p = 0; p < parts; p++) {
		part[p] = eval_get(e, v->group[p]);
		texts &= part[p]->type == TYPE_TEXT || part[p]->type == TYPE_ANY;
	}
	if (texts) {
		by_texts(g, part, parts, n, rows, group);
		return;
	}
	for (size_t i = 0; i < n; i++)
		group[i] = by_key(g, part, parts, rows[i]);
}
