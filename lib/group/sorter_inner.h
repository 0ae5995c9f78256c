/* sorter_inner: what a sorter is made of, for its own files alone. */
#ifndef GROUP_SORTER_INNER_H
#define GROUP_SORTER_INNER_H
#include "group/sorter.h"
#include "io/tmp.h"

/* A record, in memory and in scratch files: the lengths, the key's bytes, the load's. */
struct lengths {
	uint32_t key, load;
};
/* Where a record is, and the bytes of it that are being compared, as a number that compares as they do. */
struct entry {
	uint64_t head;
	const char *record;
};

struct piece {
	char *at;
	size_t cap;
};
/* Records in memory: those of one sorter before it was joined to others. */
struct part {
	struct entry *entry;
	size_t n, cap;
	struct piece *piece;
	size_t pieces, piece_cap, now; /* now: how many are in use */
};
/* Sorted records in a scratch file. */
struct extent {
	const struct tmp *tmp;
	uint64_t at, end;
};

struct sorter {
	struct part *part; /* the first is added to */
	struct tmp **tmp;
	struct extent *extent;
	size_t parts, part_cap, tmps, tmp_cap, extents, extent_cap;
	struct tmp *out; /* the scratch file of runs, one of tmp */
	char *at, *end;	 /* free part of the newest piece */
	size_t piece;	 /* usual size of one */
	uint64_t memory, held, records, spilled;
	struct merge *merge;
};

static inline struct lengths
record_lengths(const char *record)
{
	struct lengths n;

	memcpy(&n, record, sizeof n);
	return n;
}

static inline size_t
record_size(const char *record)
{
	struct lengths n = record_lengths(record);

	return sizeof n + n.key + (size_t)n.load;
}

/* sorter_sort.c */
void entries_sort(struct entry *, size_t n);
/* Of two records, by key, then by load. */
int record_compare(const char *, const char *);
/* The first eight bytes of a key, missing ones as NUL. */
uint64_t record_head(const char *);
/* sorter_merge.c */
struct merge;
struct merge *merge_new(uint64_t memory, size_t sources);
void merge_part(struct merge *, const struct part *);
void merge_extent(struct merge *, struct extent);
/* The next record of all, or NULL at the end; lasts until the next call. */
const char *merge_next(struct merge *);
void merge_free(struct merge *);

#endif
