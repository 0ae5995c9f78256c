/* table_inner: what a table is made of, for its own files alone. */
#ifndef GROUP_TABLE_INNER_H
#define GROUP_TABLE_INNER_H
#include "group/table.h"

/* The values of one state over all groups: key is the group's number and the value; finished: in order. */
struct values {
	struct map map;
	uint64_t *count;  /* by the map's numbers: NUMBERS, TEXTS */
	struct sum *sum;  /* STOCK */
	size_t cap;
	uint32_t *order;  /* the map's numbers by group and value */
	size_t *first;    /* of each group in order; first[groups] is the end */
};

/* Small whole numbers are counted in an array of the group; what is left in it at the end goes to the map. */
struct cell_numbers {
	uint32_t *count;
	uint32_t cap;
	uint32_t seen; /* saturating; an array may grow as long as it is not much larger than what it saw */
};
struct cell_text {
	char *at;
	uint32_t len, cap;
	bool any;
};
union cell {
	uint64_t count;
	struct sum sum;
	struct num number;
	struct cell_text text;
	struct cell_numbers numbers;
};

struct table {
	struct map map;
	enum state_kind *kind;
	size_t *offset; /* of each state in a group's record */
	size_t states, stride;
	char *record; /* of all groups */
	size_t cap;
	struct values *values; /* by state; used where state_has_values */
	struct arena texts;
	size_t dense; /* bytes of the arrays of small numbers */
	bool finished;
};

static inline union cell *
table_cell(const struct table *t, size_t s, size_t group)
{
	return (union cell *)(void *)(t->record + group * t->stride + t->offset[s]);
}

/* Brings a group's record on its way from memory: its first and its last byte, as most are no longer than a line of the cache or two. */
static inline void
table_approach_record(const struct table *t, size_t group)
{
	const char *at = t->record + group * t->stride;

	__builtin_prefetch(at);
	__builtin_prefetch(at + t->stride - 1);
}

/* table_values.c */
void values_count(struct values *, uint32_t group, struct str value, uint64_t n);
void values_number(struct values *, uint32_t group, struct num value, uint64_t n);
struct sum *values_sum(struct values *, uint32_t group, struct str period);
void values_merge(struct values *into, const struct values *from, enum state_kind, const uint32_t *target);
void values_finish(struct values *, enum state_kind, size_t groups);
void values_clear(struct values *);
uint32_t values_group(const struct values *, size_t number);
/* Without the group's number. */
struct str values_text(const struct values *, uint32_t number);
struct num values_of_number(const struct values *, uint32_t number);
void numbers_flush(struct table *, size_t s);

#endif
