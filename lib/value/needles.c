/* needles: a table of bits, and buckets behind it. */
#include "value/needles.h"
#include "base/mem.h"
#include <stdlib.h>

enum { BITS = 16, SLOTS = 1 << BITS, LONG = 4, SHORT = 2 };

struct needle {
	struct str text;
	uint32_t owner, slot;
	uint32_t before; /* bytes of it before those it is known by */
	bool sure;
};
/* Needles known by so many bytes. */
struct table {
	struct needle *needle; /* once ready, by slot */
	size_t n, cap;
	uint32_t *first; /* by slot; first[SLOTS]: the end */
	uint8_t *bit;
};
struct needles {
	struct table longer, shorter;
	uint32_t owners;
};

static inline uint32_t
slot_long(const char *at)
{
	uint32_t word;

	memcpy(&word, at, sizeof word);
	return word * 0x9E3779B1u >> (32 - BITS);
}

static inline uint32_t
slot_short(const char *at)
{
	uint16_t word;

	memcpy(&word, at, sizeof word);
	return word;
}

struct needles *
needles_new(void)
{
	struct needles *n = mem_new(1, sizeof *n);

	for (int i = 0; i < 2; i++) {
		struct table *t = i ? &n->longer : &n->shorter;

		t->first = mem_new(SLOTS + 1, sizeof *t->first);
		t->bit = mem_new(SLOTS / 8, 1);
	}
	return n;
}

void
needles_free(struct needles *n)
{
	if (n == NULL)
		return;
	for (int i = 0; i < 2; i++) {
		struct table *t = i ? &n->longer : &n->shorter;

		free(t->needle);
		free(t->first);
		free(t->bit);
	}
	free(n);
}

/* The place whose slot has the fewest needles so far (first[] counts them until all is ready). */
static uint32_t
place_of(const struct table *t, struct str text, bool longer)
{
	size_t width = longer ? LONG : SHORT;
	uint32_t best = 0, fewest = UINT32_MAX;

	for (size_t i = 0; i + width <= text.len; i++) {
		uint32_t n = t->first[longer ? slot_long(text.at + i) : slot_short(text.at + i)];

		if (n < fewest) {
			fewest = n;
			best = (uint32_t)i;
		}
	}
	return best;
}

void
needles_add(struct needles *n, struct str text, uint32_t owner, bool sure)
{
	bool longer = text.len >= LONG;
	struct table *t = longer ? &n->longer : &n->shorter;
	uint32_t before = place_of(t, text, longer);
	uint32_t slot = longer ? slot_long(text.at + before) : slot_short(text.at + before);

	t->needle = mem_grow(t->needle, t->n, &t->cap, sizeof *t->needle);
	t->needle[t->n++] = (struct needle){text, owner, slot, before, sure};
	t->first[slot]++;
	t->bit[slot / 8] |= (uint8_t)(1 << slot % 8);
	if (owner >= n->owners)
		n->owners = owner + 1;
}

void
needles_ready(struct needles *n)
{
	for (int i = 0; i < 2; i++) {
		struct table *t = i ? &n->longer : &n->shorter;
		struct needle *sorted = mem_new(t->n + 1, sizeof *sorted);
		uint32_t sum = 0;

		for (size_t s = 0; s <= SLOTS; s++) {
			uint32_t here = s < SLOTS ? t->first[s] : 0;

			t->first[s] = sum += here; /* the end of the slot, for now */
		}
		for (size_t k = t->n; k-- > 0;)
			sorted[--t->first[t->needle[k].slot]] = t->needle[k];
		free(t->needle);
		t->needle = sorted;
	}
}

void
needles_seen_new(struct needles_seen *s, const struct needles *n)
{
	s->n = 0;
	s->owner = mem_new(n->owners + 1, sizeof *s->owner);
	s->state = mem_new(n->owners + 1, 1);
}

void
needles_seen_reset(struct needles_seen *s)
{
	while (s->n > 0)
		s->state[s->owner[--s->n]] = NEEDLES_NO;
}

void
needles_seen_clear(struct needles_seen *s)
{
	free(s->owner);
	free(s->state);
	*s = (struct needles_seen){0};
}

void
needles_lower(struct buf *b, struct str s)
{
	char *to = s.len ? buf_room(b, s.len) : NULL;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		to[i] = (char)(c + (((unsigned)c - 'A' < 26) << 5));
	}
	b->len += s.len;
}

static void
mark(struct needles_seen *s, const struct needle *n)
{
	if (s->state[n->owner] == NEEDLES_NO)
		s->owner[s->n++] = n->owner;
	if (n->sure || s->state[n->owner] == NEEDLES_NO)
		s->state[n->owner] = n->sure ? NEEDLES_SURE : NEEDLES_SEEN;
}

/* The needles of a slot that stand here. */
static __attribute__((noinline)) void
compare(const struct table *t, uint32_t slot, struct str s, size_t at, struct needles_seen *seen)
{
	for (uint32_t i = t->first[slot]; i < t->first[slot + 1]; i++) {
		const struct needle *n = &t->needle[i];

		if (n->before <= at && n->text.len - n->before <= s.len - at &&
		    memcmp(s.at + at - n->before, n->text.at, n->text.len) == 0)
			mark(seen, n);
	}
}

void
needles_find(const struct needles *n, struct str s, struct needles_seen *seen)
{
	if (n->longer.n)
		for (size_t i = 0; i + LONG <= s.len; i++) {
			uint32_t slot = slot_long(s.at + i);

			if (n->longer.bit[slot / 8] >> slot % 8 & 1)
				compare(&n->longer, slot, s, i, seen);
		}
	if (n->shorter.n)
		for (size_t i = 0; i + SHORT <= s.len; i++) {
			uint32_t slot = slot_short(s.at + i);

			if (n->shorter.bit[slot / 8] >> slot % 8 & 1)
				compare(&n->shorter, slot, s, i, seen);
		}
}
