/* codelist: reads a small stream and finds rows by key. */
#include "expr/codelist.h"
#include "base/mem.h"
#include "expr/codelist_rows.h"
#include <stdlib.h>
#include <sys/random.h>
#include <xxhash.h>

/* Rows in the order of keys and, within one, of the beginning of their time. */
struct entry {
	struct str key, from;
	uint32_t row;
};

struct codelist {
	struct codelist_rows rows;
	size_t key, value;
	ptrdiff_t from, to; /* -1: not timed */
	struct entry *entry;
	uint32_t *slot; /* first entry of a key, plus one */
	size_t slots;
	uint64_t seed;
};

static int
by_key(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int c = str_cmp(x->key, y->key);

	if (c == 0)
		c = str_cmp(x->from, y->from);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

/* Where key is or would be in the hash table. */
static size_t
slot_of(const struct codelist *l, struct str key)
{
	size_t i = XXH3_64bits_withSeed(key.at, key.len, l->seed) & (l->slots - 1);

	while (l->slot[i] != 0 && !str_eq(l->entry[l->slot[i] - 1].key, key))
		i = (i + 1) & (l->slots - 1);
	return i;
}

/* Sorts the rows and finds doubled keys. */
static bool
entries(struct codelist *l, struct fault *f)
{
	const struct codelist_rows *r = &l->rows;

	l->entry = mem_new(r->n + 1, sizeof *l->entry);
	for (size_t i = 0; i < r->n; i++) {
		struct str from =
		    l->from < 0 ? (struct str){0} : codelist_cell(r, i, (size_t)l->from);

		l->entry[i] = (struct entry){codelist_cell(r, i, l->key), from, (uint32_t)i};
		if (l->entry[i].key.len == 0)
			return fault(f, "line %zu: no key", r->line[i]);
	}
	qsort(l->entry, r->n, sizeof *l->entry, by_key);
	for (size_t i = 1; i < r->n && l->from < 0; i++)
		if (str_eq(l->entry[i].key, l->entry[i - 1].key))
			return fault(f, "the key '%s' stands at line %zu and at line %zu",
			    diag_text(l->entry[i].key), r->line[l->entry[i - 1].row],
			    r->line[l->entry[i].row]);
	return true;
}

static void
hash_keys(struct codelist *l)
{
	for (l->slots = 16; l->slots < 2 * l->rows.n;)
		l->slots *= 2;
	l->slot = mem_new(l->slots, sizeof *l->slot);
	if (getrandom(&l->seed, sizeof l->seed, 0) != (ssize_t)sizeof l->seed)
		l->seed = (uint64_t)(uintptr_t)l;
	for (size_t i = 0; i < l->rows.n; i++) {
		size_t at = slot_of(l, l->entry[i].key);

		if (l->slot[at] == 0)
			l->slot[at] = (uint32_t)i + 1;
	}
}

/* Position of a column that may have been left out. */
static bool
find(const struct codelist *l, struct str name, ptrdiff_t *at, struct fault *f)
{
	*at = name.len ? header_need(&l->rows.header, name, f) : -1;
	return name.len == 0 || *at >= 0;
}

static bool
columns(struct codelist *l, struct str key, struct str value, struct str from, struct str to,
    struct fault *f)
{
	ptrdiff_t k, v;

	if (!find(l, key, &k, f) || !find(l, value, &v, f) || !find(l, from, &l->from, f) ||
	    !find(l, to, &l->to, f))
		return false;
	if (k < 0)
		return fault(f, "a codelist without key");
	l->key = (size_t)k;
	l->value = v < 0 ? l->key : (size_t)v;
	return true;
}

struct codelist *
codelist_read_where(const char *path, struct str key, struct str value, struct str from,
    struct str to, const struct tree *where, struct misfit *m)
{
	struct codelist *l = mem_new(1, sizeof *l);
	struct fault f = {.at = 0};
	bool ok = codelist_rows_read(&l->rows, path, &f) && columns(l, key, value, from, to, &f);

	m->place.in = NULL;
	if (ok && where != NULL && !codelist_rows_where(&l->rows, path, where, m)) {
		codelist_free(l);
		return NULL;
	}
	if (!ok || !entries(l, &f)) {
		misfit(m, (struct place){NULL, 0}, "%s: %s", path, f.msg);
		codelist_free(l);
		return NULL;
	}
	hash_keys(l);
	return l;
}

struct codelist *
codelist_read(const char *path, struct str key, struct str value, struct str from, struct str to,
    struct fault *f)
{
	struct misfit m;
	struct codelist *l = codelist_read_where(path, key, value, from, to, NULL, &m);

	if (l == NULL)
		*f = m.fault;
	return l;
}

void
codelist_free(struct codelist *l)
{
	if (l == NULL)
		return;
	codelist_rows_clear(&l->rows);
	free(l->entry);
	free(l->slot);
	free(l);
}

bool
codelist_timed(const struct codelist *l)
{
	return l->from >= 0;
}

const struct str *
codelist_columns(const struct codelist *l, size_t *n)
{
	*n = l->rows.header.n;
	return l->rows.header.name;
}

int
codelist_column(const struct codelist *l, struct str name)
{
	return (int)header_find(&l->rows.header, name);
}

/* The last row of the key whose time holds `time`. */
static const struct entry *
valid_entry(const struct codelist *l, size_t first, struct str time)
{
	const struct entry *found = NULL;

	for (size_t i = first; i < l->rows.n && str_eq(l->entry[i].key, l->entry[first].key); i++) {
		struct str to = l->to < 0 ? (struct str){0}
					  : codelist_cell(&l->rows, l->entry[i].row, (size_t)l->to);

		if (str_cmp(l->entry[i].from, time) <= 0 && (to.len == 0 || str_cmp(time, to) <= 0))
			found = &l->entry[i];
	}
	return found;
}

struct str
codelist_lookup(const struct codelist *l, struct str key, int column, struct str time)
{
	uint32_t first = l->slot[slot_of(l, key)];
	const struct entry *e;

	if (first == 0 || (l->from >= 0 && time.len == 0))
		return (struct str){0};
	e = l->from < 0 ? &l->entry[first - 1] : valid_entry(l, first - 1, time);
	if (e == NULL)
		return (struct str){0};
	return codelist_cell(&l->rows, e->row, column < 0 ? l->value : (size_t)column);
}

bool
codelist_has(const struct codelist *l, struct str key)
{
	return l->slot[slot_of(l, key)] != 0;
}
