/* hold: the right side in memory. */
#include "join/hold.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include <stdlib.h>

bool
hold_key(const struct batch *b, const size_t *slot, size_t n, size_t row, struct buf *key)
{
	bool whole = true;

	key->len = 0;
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
hold_key_part(struct str key, size_t n, size_t i)
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

static _Noreturn void
twice(const char *file, const struct hold_record *a, const struct hold_record *b, size_t keys,
    bool timed)
{
	struct buf at = {0}, key = {0};

	for (size_t i = 0; i < keys; i++) {
		buf_z(&key, i ? ", '" : "'");
		diag_quote(&key, hold_key_part(b->key, keys, i));
		buf_ch(&key, '\'');
	}
	if (timed)
		buf_fmt(&at, " from '%s'",
		    b->more->from.len ? diag_text(b->more->from) : "the beginning");
	die("%s:%llu: the key %s stands a second time on the right%s (first in %s:%llu), so "
	    "records would be doubled; "
	    "--many allows it",
	    file, (unsigned long long)b->line, buf_cstr(&key), at.len ? buf_cstr(&at) : "", file,
	    (unsigned long long)a->line);
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
by_from(const void *a, const void *b, void *arg)
{
	const struct hold *h = arg;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	int c = time_cmp(h->record[x].more->from, h->record[y].more->from);

	return c ? c : (x > y) - (x < y);
}

/* Links the records of one key, already gathered, in order; checks that they are told apart. */
static void
chain(struct hold *h, uint32_t *at, size_t n, size_t keys, bool many)
{
	if (h->time != HOLD_PLAIN)
		qsort_r(at, n, sizeof *at, by_from, h);
	for (size_t i = 0; i < n; i++) {
		h->record[at[i]].next = i + 1 < n ? at[i + 1] : HOLD_END;
		if (i && !many && h->time != HOLD_BETWEEN &&
		    (h->time == HOLD_PLAIN || time_cmp(h->record[at[i]].more->from,
						  h->record[at[i - 1]].more->from) == 0))
			twice(h->file, &h->record[at[i - 1]], &h->record[at[i]], keys,
			    h->time != HOLD_PLAIN);
	}
}

void
hold_ready(struct hold *h, const uint32_t *keyed, size_t n, size_t keys, bool many)
{
	uint32_t *number = mem_new(n + 1, sizeof *number), *at = mem_new(n + 1, sizeof *at);
	uint32_t *count;
	size_t kinds;

	for (size_t i = 0; i < n; i++) {
		struct str key = h->record[keyed[i]].key;

		number[i] = (uint32_t)map_put(&h->keys, key, map_hash(key), NULL);
	}
	kinds = h->keys.n;
	count = mem_new(kinds + 2, sizeof *count);
	for (size_t i = 0; i < n; i++)
		count[number[i] + 1]++;
	for (size_t k = 0; k < kinds; k++)
		count[k + 1] += count[k];
	/* count[k + 1] runs down to the beginning of k: equal keys keep their order. */
	for (size_t i = n; i-- > 0;)
		at[--count[number[i] + 1]] = keyed[i];
	for (size_t k = 0; k < kinds; k++)
		chain(h, at + count[k + 1], (k + 1 < kinds ? count[k + 2] : n) - count[k + 1], keys,
		    many);
	count[kinds + 1] = (uint32_t)n;
	h->order = at;
	h->begin = count; /* of key k at k + 1 */
	free(number);
}

static bool
covers(const struct hold *h, const struct hold_record *r, struct str time)
{
	return h->time == HOLD_PLAIN ||
	       (time_cmp(r->more->from, time) <= 0 &&
		   (r->more->to.len == 0 || time_cmp(time, r->more->to) < 0));
}

static struct str
from_at(const struct hold *h, uint32_t position)
{
	return h->record[h->order[position]].more->from;
}

/* The version valid at that time: of those that began by then the latest; of several that began
 * together the first. */
static uint32_t
latest(const struct hold *h, uint32_t begin, uint32_t end, struct str time)
{
	uint32_t low = begin, high = end; /* all before low began by then, none from high on */

	while (low < high) {
		uint32_t half = low + (high - low) / 2;

		if (time_cmp(from_at(h, half), time) <= 0)
			low = half + 1;
		else
			high = half;
	}
	if (low == begin)
		return HOLD_END;
	while (--low > begin && time_cmp(from_at(h, low - 1), from_at(h, low)) == 0)
		;
	return h->order[low];
}

uint32_t
hold_first(const struct hold *h, struct str key, uint64_t hash, struct str time)
{
	ptrdiff_t k = map_find(&h->keys, key, hash);

	if (k < 0 || (h->time != HOLD_PLAIN && time.len == 0))
		return HOLD_END;
	if (h->time != HOLD_AS_OF) {
		uint32_t r = h->order[h->begin[k + 1]];

		return covers(h, &h->record[r], time) ? r : hold_next(h, r, time);
	}
	return latest(h, h->begin[k + 1], h->begin[k + 2], time);
}

uint32_t
hold_next(const struct hold *h, uint32_t record, struct str time)
{
	uint32_t r = h->record[record].next;

	if (h->time == HOLD_AS_OF) /* with --many: versions that began at the same time */
		return r != HOLD_END &&
			       time_cmp(h->record[r].more->from, h->record[record].more->from) == 0
			   ? r
			   : HOLD_END;
	while (r != HOLD_END && !covers(h, &h->record[r], time))
		r = h->record[r].next;
	return r;
}

void
hold_clear(struct hold *h)
{
	map_clear(&h->keys);
	free(h->begin);
	free(h->order);
	free(h->record);
}
