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
	uint32_t mark; /* of the texts, to tell without the key that it is another */
};

/* A row whose group is looked up in the table, along with that of other ones. */
struct late {
	uint32_t *group;
	struct recent *recent; /* or NULL */
	size_t key;	       /* where it begins in the keys */
};

struct grouping {
	struct table *table;
	struct buf key; /* of those that are late */
	struct late late[MAP_ABREAST + 1];
	struct map_abreast abreast;
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

/* The groups of the rows that are late. */
static void
settle(struct grouping *g)
{
	struct map_abreast *a = &g->abreast;
	uint32_t group[MAP_ABREAST];

	g->late[a->n].key = g->key.len;
	for (size_t i = 0; i < a->n; i++)
		a->key[i] =
		    (struct str){g->key.at + g->late[i].key, g->late[i + 1].key - g->late[i].key};
	table_abreast(g->table, a, group);
	for (size_t i = 0; i < a->n; i++) {
		*g->late[i].group = group[i];
		if (g->late[i].recent) {
			struct str key = table_key(g->table, group[i]);

			g->late[i].recent->key = key.at;
			g->late[i].recent->len = (uint32_t)(key.len - KEY_SUMMED);
			g->late[i].recent->group = group[i];
		}
	}
	g->key.len = a->n = 0;
}

/* A key: columns' texts, a NUL behind each, and four bytes that say nothing is summed over. */
static void
by_key(
    struct grouping *g, const struct vec *const *part, size_t parts, uint32_t row, struct late late)
{
	late.key = g->key.len;
	for (size_t p = 0; p < parts; p++) {
		vec_print(part[p], row, &g->key);
		buf_ch(&g->key, '\0');
	}
	buf_add(&g->key, "\0\0\0\0", KEY_SUMMED);
	g->late[g->abreast.n++] = late;
	if (g->abreast.n == MAP_ABREAST)
		settle(g);
}

static inline bool
is_key(const struct recent *r, const struct str *const *text, size_t parts, uint32_t row)
{
	const char *at = r->key, *end = at + r->len;

	for (size_t p = 0; p < parts; p++) {
		struct str s = text[p][row];

		if (s.len >= (size_t)(end - at) || at[s.len] != '\0' || !str_same(at, s.at, s.len))
			return false;
		at += s.len + 1;
	}
	return at == end;
}

/* By which recent groups are found: the ends of texts tell groups apart well enough. */
static inline uint64_t
mix_of(const struct str *const *text, size_t parts, uint32_t row)
{
	uint64_t mix = 0, head = 0, tail = 0;

	for (size_t p = 0; p < parts; p++) {
		struct str s = text[p][row];

		if (s.len)
			str_words(s.at, s.len, &head, &tail);
		mix = (mix + head + s.len) * 0x9e3779b97f4a7c15;
		mix = ((mix ^ mix >> 32) + tail) * 0xbf58476d1ce4e5b9;
	}
	return mix;
}

static void
by_texts(struct grouping *g, const struct vec *const *part, size_t parts, size_t n,
    const uint32_t *rows, uint32_t *group)
{
	const struct str *text[FIGURE_GROUPS_MAX];

	for (size_t p = 0; p < parts; p++)
		text[p] = part[p]->text;
	for (size_t i = 0; i < n; i++) {
		uint64_t mix = mix_of(text, parts, rows[i]);
		struct recent *r = &g->recent[mix >> (64 - RECENT_BITS)];
		uint32_t mark = (uint32_t)(mix >> 20);

		if (r->key && r->mark == mark && is_key(r, text, parts, rows[i])) {
			group[i] = r->group;
			continue;
		}
		r->key = NULL; /* until it is known */
		r->mark = mark;
		by_key(g, part, parts, rows[i], (struct late){.group = &group[i], .recent = r});
	}
	settle(g);
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
		by_key(g, part, parts, rows[i], (struct late){.group = &group[i]});
	settle(g);
}
