/* chain: order within a key, and times. */
#include "join/chain.h"
#include "base/diag.h"
#include <stdlib.h>

bool
chain_key(const struct batch *b, const size_t *slot, size_t n, size_t row, struct buf *key)
{
	bool whole = true;

	for (size_t i = 0; i < n; i++) {
		struct str part = b->col[slot[i]][row];
		uint32_t len = (uint32_t)part.len;

		whole &= part.len != 0;
		if (n > 1)
			buf_add(key, &len, sizeof len);
		buf_str(key, part);
	}
	return whole;
}

struct str
chain_key_part(struct str key, size_t n, size_t i)
{
	uint32_t len;

	if (n == 1)
		return key;
	for (;; i--) {
		memcpy(&len, key.at, sizeof len);
		key.at += sizeof len;
		if (i == 0)
			return (struct str){key.at, len};
		key.at += len;
	}
}

void
chain_key_say(struct buf *say, struct str key, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_z(say, i ? ", '" : "'");
		diag_quote(say, chain_key_part(key, n, i));
		buf_ch(say, '\'');
	}
}

static void
say_twice(const struct chain_rule *r, const struct hold *h, const struct hold_entry *a,
    const struct hold_entry *b, struct chain_twice *twice)
{
	struct buf *say = &twice->said;

	if (say->len && twice->place < b->place)
		return;
	twice->place = b->place;
	say->len = 0;
	buf_fmt(say, "%s:%llu: the key ", diag_file(r->file),
	    (unsigned long long)hold_line(&r->lines, b->place));
	chain_key_say(say, hold_key(h, b), r->keys);
	buf_z(say, " stands a second time on the right");
	if (r->time != CHAIN_PLAIN) {
		struct str from = hold_from(h, b);

		buf_fmt(say, " from '%s'", from.len ? diag_text(from) : "the beginning");
	}
	buf_fmt(say, " (first in %s:%llu), so records would be doubled; --many allows it",
	    diag_file(r->file), (unsigned long long)hold_line(&r->lines, a->place));
}

void
chain_twice_merge(struct chain_twice *into, struct chain_twice *from)
{
	if (from->said.len && (into->said.len == 0 || from->place < into->place)) {
		struct chain_twice later = *into;

		*into = *from;
		*from = later;
	}
	buf_clear(&from->said);
}

/* As times compare: a date is its midnight. */
static int
time_cmp(struct str a, struct str b)
{
	enum { DATE = 10 };
	static const struct str midnight = STR_INIT(" 00:00:00");
	struct str rest = STR("");
	int c;

	if (a.len == b.len || (a.len != DATE && b.len != DATE))
		return str_cmp(a, b);
	if (b.len == DATE)
		return -time_cmp(b, a);
	c = b.len > DATE ? memcmp(a.at, b.at, DATE) : str_cmp(a, b);
	if (b.len > DATE)
		rest = (struct str){b.at + DATE, b.len - DATE};
	return c ? c : b.len > DATE ? str_cmp(midnight, rest) : c;
}

static int
from_cmp(const struct hold *h, uint32_t a, uint32_t b)
{
	return time_cmp(hold_from(h, hold_at(h, a)), hold_from(h, hold_at(h, b)));
}

static int
by_place(const void *a, const void *b, void *arg)
{
	uint64_t x = hold_at(arg, *(const uint32_t *)a)->place;
	uint64_t y = hold_at(arg, *(const uint32_t *)b)->place;

	return (x > y) - (x < y);
}

static int
by_from(const void *a, const void *b, void *arg)
{
	int c = from_cmp(arg, *(const uint32_t *)a, *(const uint32_t *)b);

	return c ? c : by_place(a, b, arg);
}

void
chain_settle(const struct chain_rule *r, const struct hold *h, uint32_t *at, uint32_t n,
    struct chain_twice *twice)
{
	qsort_r(
	    at, n, sizeof *at, r->time == CHAIN_PLAIN ? by_place : by_from, (void *)(uintptr_t)h);
	if (r->many || r->time == CHAIN_BETWEEN)
		return;
	for (uint32_t i = 1; i < n; i++)
		if (r->time == CHAIN_PLAIN || from_cmp(h, at[i - 1], at[i]) == 0)
			say_twice(r, h, hold_at(h, at[i - 1]), hold_at(h, at[i]), twice);
}

static bool
covers(const struct hold *h, uint32_t number, struct str time)
{
	const struct hold_entry *e = hold_at(h, number);
	struct str to = hold_to(h, e);

	return time_cmp(hold_from(h, e), time) <= 0 && (to.len == 0 || time_cmp(time, to) < 0);
}

/* The version valid at that time: of those that began by then the latest; of several that began
 * together the first. */
static uint32_t
latest(const struct hold *h, struct chain c, struct str time)
{
	uint32_t low = 0, high = c.n; /* all before low began by then, none from high on */

	while (low < high) {
		uint32_t half = low + (high - low) / 2;

		if (time_cmp(hold_from(h, hold_at(h, c.at[half])), time) <= 0)
			low = half + 1;
		else
			high = half;
	}
	if (low == 0)
		return c.n;
	while (--low > 0 && from_cmp(h, c.at[low - 1], c.at[low]) == 0)
		;
	return low;
}

static uint32_t
covering(const struct hold *h, struct chain c, uint32_t i, struct str time)
{
	while (i < c.n && !covers(h, c.at[i], time))
		i++;
	return i;
}

uint32_t
chain_first(const struct chain_rule *r, const struct hold *h, struct chain c, struct str time)
{
	if (r->time == CHAIN_PLAIN)
		return 0;
	if (time.len == 0)
		return c.n;
	return r->time == CHAIN_AS_OF ? latest(h, c, time) : covering(h, c, 0, time);
}

uint32_t
chain_next(
    const struct chain_rule *r, const struct hold *h, struct chain c, uint32_t i, struct str time)
{
	i++;
	if (r->time == CHAIN_BETWEEN)
		return covering(h, c, i, time);
	/* With --many: versions that began at the same time. */
	if (r->time == CHAIN_AS_OF && i < c.n && from_cmp(h, c.at[i - 1], c.at[i]) != 0)
		return c.n;
	return i;
}
