/* slots: built by all threads at once. */
#include "join/slots.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include "base/tasks.h"
#include "group/map.h"
#include <stdlib.h>

#define SEVERAL ((uint64_t)1 << 32)
enum { AHEAD = 16, LEAST = 64, LARGE = 2 << 20 };

static size_t
slots_for(uint64_t records)
{
	size_t slots = LEAST;

	while (slots / 3 * 2 < records)
		slots *= 2;
	return slots;
}

uint64_t
slots_bytes(uint64_t records)
{
	return slots_for(records) * sizeof(uint64_t);
}

static uint32_t
number_of(uint64_t slot)
{
	return (uint32_t)slot;
}

static bool
is_key(const struct hold *h, uint64_t slot, uint64_t hash, struct str key)
{
	struct str there;

	if ((slot ^ hash) >> 33)
		return false;
	there = hold_key(h, hold_at(h, number_of(slot)));
	return there.len == key.len && str_same(there.at, key.at, key.len);
}

/*
 * A free slot is taken, or a key's slot comes to name its newest record, which names the one
 * before.  A slot never changes its key, so whoever loses the race looks at the same slot again.
 */
static void
put(struct slots *s, const struct hold *h, uint32_t number, uint64_t hash)
{
	struct hold_entry *e = hold_at(h, number);
	struct str key = hold_key(h, e);
	uint64_t mine = (hash >> 33 << 33) | number;
	size_t at = hash & s->mask;

	for (;;) {
		uint64_t slot = __atomic_load_n(&s->slot[at], __ATOMIC_ACQUIRE);
		bool other = slot != 0;

		if (other && !is_key(h, slot, hash, key)) {
			at = (at + 1) & s->mask;
			continue;
		}
		e->next = number_of(slot);
		if (__atomic_compare_exchange_n(&s->slot[at], &slot, mine | (other ? SEVERAL : 0),
			false, __ATOMIC_RELEASE, __ATOMIC_RELAXED)) {
			if (other)
				s->several = true;
			return;
		}
	}
}

struct building {
	struct slots *slots;
	const struct hold *hold;
	const struct hold_run *run;
};

/* Hashes some, whose slots come meanwhile, then puts them in. */
static void
put_run(void *arg, size_t i)
{
	const struct building *b = arg;
	uint32_t number = b->run[i].first, at[AHEAD];
	uint64_t hash[AHEAD];

	for (uint32_t left = b->run[i].n, n; left > 0; left -= n) {
		uint32_t keyed = 0;

		for (n = 0; n < AHEAD && n < left; n++) {
			const struct hold_entry *e = hold_at(b->hold, number);

			if (!e->null) {
				hash[keyed] = map_hash(hold_key(b->hold, e));
				slots_prefetch(b->slots, hash[keyed]);
				at[keyed++] = number;
			}
			number = hold_behind(b->hold, number);
		}
		for (uint32_t k = 0; k < keyed; k++)
			put(b->slots, b->hold, at[k], hash[k]);
	}
}

/* Chains of several become runs of s->order; room is made for one more than all the records. */
static void
settle(struct slots *s, const struct hold *h, const struct chain_rule *rule, uint64_t records)
{
	struct chain_twice twice = {0};
	uint32_t end = 1;

	s->order = mem_resize(NULL, records + records / 2 + 2, sizeof *s->order);
	for (size_t at = 0; at <= s->mask; at++) {
		uint32_t *chain = &s->order[end + 1], n = 0;

		if (!(s->slot[at] & SEVERAL))
			continue;
		for (uint32_t r = number_of(s->slot[at]); r != HOLD_NONE; r = hold_at(h, r)->next)
			chain[n++] = r;
		chain_settle(rule, h, chain, n, &twice);
		s->order[end] = n;
		hold_at(h, chain[0])->next = end;
		s->slot[at] = (s->slot[at] >> 32 << 32) | chain[0];
		end += n + 1;
	}
	if (twice.said.len)
		die("%s", buf_cstr(&twice.said));
}

static void
empty(void *arg, size_t i)
{
	uint64_t *slot = arg;

	memset(&slot[i * (LARGE / sizeof *slot)], 0, LARGE);
}

void
slots_build(struct slots *s, const struct hold *h, const struct chain_rule *rule,
    const struct hold_run *run, size_t runs)
{
	struct building b = {s, h, run};
	uint64_t n = 0;
	size_t bytes;

	for (size_t i = 0; i < runs; i++)
		n += run[i].n;
	bytes = slots_bytes(n);
	s->mask = bytes / sizeof *s->slot - 1;
	if (bytes < LARGE) {
		s->slot = mem_new(bytes, 1);
	} else {
		s->slot = mem_large(bytes);
		tasks_run(common.jobs, bytes / LARGE, empty, s->slot);
	}
	tasks_run(common.jobs, runs, put_run, &b);
	if (s->several)
		settle(s, h, rule, n);
}

void
slots_prefetch_entry(const struct slots *s, const struct hold *h, uint64_t hash)
{
	uint64_t slot = slots_near(s, hash);
	const char *e;

	if (slot == 0)
		return;
	e = (const char *)hold_at(h, number_of(slot));
	__builtin_prefetch(e);
	__builtin_prefetch(e + sizeof(struct hold_entry) + HOLD_UNIT * 3);
}

struct chain
slots_find(
    const struct slots *s, const struct hold *h, struct str key, uint64_t hash, uint32_t *one)
{
	size_t at = hash & s->mask;
	uint64_t slot;

	for (; (slot = s->slot[at]) != 0; at = (at + 1) & s->mask)
		if (is_key(h, slot, hash, key))
			break;
	if (slot == 0)
		return (struct chain){0};
	if (slot & SEVERAL) {
		const uint32_t *order = &s->order[hold_at(h, number_of(slot))->next];

		return (struct chain){order + 1, *order};
	}
	*one = number_of(slot);
	return (struct chain){one, 1};
}

void
slots_clear(struct slots *s)
{
	free(s->slot);
	free(s->order);
}
