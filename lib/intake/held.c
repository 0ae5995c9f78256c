/* held: records in one buffer, the dropped ones marked. */
#include "intake/held.h"
#include "base/mem.h"
#include <stdlib.h>

struct record {
	uint64_t at;
	uint32_t len;
	bool dropped;
	struct version version;
};

struct held {
	bool last;
	struct once keys; /* numbers: records */
	struct record *record;
	size_t n, cap;
	struct buf text;
	struct arena arena; /* versions */
};

struct held *
held_new(bool last)
{
	struct held *h = mem_new(1, sizeof *h);

	h->last = last;
	return h;
}

static int
compare(const struct version *a, const struct version *b)
{
	if (a->numeric) {
		if (a->num.kind == NUM_NULL || b->num.kind == NUM_NULL)
			return (a->num.kind != NUM_NULL) - (b->num.kind != NUM_NULL);
		return num_cmp(a->num, b->num);
	}
	return str_cmp(a->text, b->text);
}

static void
append(struct held *h, const struct version *v, struct str text)
{
	struct record *r;

	h->record = mem_grow(h->record, h->n, &h->cap, sizeof *h->record);
	r = &h->record[h->n++];
	*r = (struct record){.at = h->text.len, .len = (uint32_t)text.len};
	if (v != NULL) {
		r->version = *v;
		r->version.text = arena_dup(&h->arena, v->text);
	}
	buf_str(&h->text, text);
}

bool
held_add(struct held *h, struct hash key, const struct version *v, struct str text)
{
	bool fresh;
	uint64_t *number = once_number(&h->keys, key, &fresh);
	struct record *old;
	int order;

	if (!fresh) {
		old = &h->record[*number];
		order = compare(v, &old->version);
		if (h->last ? order < 0 : order >= 0)
			return true;
		old->dropped = true;
	}
	*number = h->n;
	append(h, v, text);
	return !fresh;
}

void
held_add_single(struct held *h, struct str text)
{
	append(h, NULL, text);
}

size_t
held_bytes(const struct held *h)
{
	return once_bytes(&h->keys) + h->cap * sizeof *h->record + h->text.cap + h->arena.bytes;
}

bool
held_next(const struct held *h, size_t *i, struct str *record)
{
	while (*i < h->n && h->record[*i].dropped)
		++*i;
	if (*i >= h->n)
		return false;
	*record = (struct str){h->text.at + h->record[*i].at, h->record[*i].len};
	++*i;
	return true;
}

void
held_free(struct held *h)
{
	once_clear(&h->keys);
	free(h->record);
	buf_clear(&h->text);
	arena_clear(&h->arena);
	free(h);
}
