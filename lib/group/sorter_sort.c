/* sorter_sort: records in memory into order: by radix on eight bytes of the key at a time. */
#include "base/mem.h"
#include "group/sorter_inner.h"
#include <stdlib.h>

enum {
	HEAD = sizeof(uint64_t),
	BYTE = 256,
	FEW = 128,  /* records for which tables of counts do not pay */
	DEEP = 512, /* bytes: longer beginnings in common are compared plainly, so the stack stays
		       small */
};

/* The first of n bytes as a number that compares as they do; missing ones as NUL. */
static inline uint64_t
head_of(const char *at, size_t n)
{
	uint64_t head = 0;

	if (n >= HEAD)
		memcpy(&head, at, HEAD);
	else if (n)
		memcpy(&head, at, n);
	return __builtin_bswap64(head);
}

uint64_t
record_head(const char *record)
{
	return head_of(record + sizeof(struct lengths), record_lengths(record).key);
}

int
record_compare(const char *a, const char *b)
{
	struct lengths x = record_lengths(a), y = record_lengths(b);
	int c = str_cmp((struct str){a + sizeof x, x.key}, (struct str){b + sizeof y, y.key});

	return c ? c
		 : str_cmp((struct str){a + sizeof x + x.key, x.load},
		       (struct str){b + sizeof y + y.key, y.load});
}

static int
by_record(const void *a, const void *b)
{
	return record_compare(((const struct entry *)a)->record, ((const struct entry *)b)->record);
}

/* By head: one pass for each of its bytes that is not the same in all. */
static void
radix(struct entry *entry, size_t n)
{
	struct entry *other = mem_resize(NULL, n, sizeof *other), *from = entry, *to = other;
	size_t(*count)[BYTE] = mem_new(HEAD, sizeof *count);

	for (size_t i = 0; i < n; i++)
		for (size_t b = 0; b < HEAD; b++)
			count[b][entry[i].head >> 8 * b & 0xff]++;
	for (size_t b = 0; b < HEAD; b++) {
		size_t sum = 0;

		if (count[b][entry[0].head >> 8 * b & 0xff] == n)
			continue;
		for (size_t v = 0; v < BYTE; v++) {
			size_t here = count[b][v];

			count[b][v] = sum;
			sum += here;
		}
		for (size_t i = 0; i < n; i++)
			to[count[b][from[i].head >> 8 * b & 0xff]++] = from[i];
		to = from;
		from = to == entry ? other : entry;
	}
	if (from != entry)
		memcpy(entry, from, n * sizeof *entry);
	free(count);
	free(other);
}

/*
 * What is compared now: the keys, or the loads of records whose keys are the same.  A key that ends
 * within a head looks like one that goes on with NULs; such a mixture is left to plain comparison.
 */
struct stretch {
	size_t depth; /* bytes that are known to be equal */
	bool load;
};

static struct str
rest_of(const char *record, struct stretch s)
{
	struct lengths n = record_lengths(record);
	const char *at = record + sizeof n + (s.load ? n.key : 0);
	size_t len = s.load ? n.load : n.key;

	return s.depth < len ? (struct str){at + s.depth, len - s.depth} : (struct str){at, 0};
}

static void sort_from(struct entry *, size_t n, struct stretch);

/* Records whose heads at s are the same. */
static void
sort_equal(struct entry *entry, size_t n, struct stretch s)
{
	size_t first = rest_of(entry[0].record, s).len;
	bool on = true, same = true;

	for (size_t i = 0; i < n; i++) {
		size_t len = rest_of(entry[i].record, s).len;

		on &= len >= HEAD;
		same &= len == first;
	}
	if (same && first <= HEAD && s.load)
		return;
	if (same && first <= HEAD)
		sort_from(entry, n, (struct stretch){0, true});
	else if (on && s.depth < DEEP)
		sort_from(entry, n, (struct stretch){s.depth + HEAD, s.load});
	else
		qsort(entry, n, sizeof *entry, by_record);
}

static void
sort_from(struct entry *entry, size_t n, struct stretch s)
{
	size_t from = 0;

	if (n <= FEW) {
		qsort(entry, n, sizeof *entry, by_record);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		struct str rest = rest_of(entry[i].record, s);

		entry[i].head = head_of(rest.at, rest.len);
	}
	radix(entry, n);
	for (size_t i = 1; i <= n; i++)
		if (i == n || entry[i].head != entry[from].head) {
			if (i - from > 1)
				sort_equal(entry + from, i - from, s);
			from = i;
		}
}

void
entries_sort(struct entry *entry, size_t n)
{
	if (n > 1)
		sort_from(entry, n, (struct stretch){0, false});
}
