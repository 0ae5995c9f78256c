/*
 * table: groups and the exact states of their aggregates (design.md 3): update by batches, merge in any order, finish.
 *
 * A state is one of a few kinds; what users call an aggregate is made of one to three of them (mean: a sum and a count).  Whatever
 * the cut of the input and the order of merging, the states, and what is written of them, are the same.
 */
#ifndef GROUP_TABLE_H
#define GROUP_TABLE_H
#include "group/map.h"
#include "value/sum.h"

enum state_kind {
	STATE_COUNT,   /* rows */
	STATE_FILLED,  /* numbers that are not null */
	STATE_SUM,     /* exact sum of numbers */
	STATE_SQUARES, /* exact sum of their squares */
	STATE_MIN, STATE_MAX,           /* of numbers */
	STATE_EARLIEST, STATE_LATEST,   /* of texts */
	STATE_NUMBERS, /* every number and how often it came: quantiles */
	STATE_TEXTS,   /* every text and how often it came: mode, distinct */
	STATE_STOCK,   /* a sum for each period: levels, of which the last or mean counts */
};

struct table;

/* kind[0..n-1]: the states every group has. */
struct table *table_new(const enum state_kind *kind, size_t n);
void table_free(struct table *);
size_t table_groups(const struct table *);
struct str table_key(const struct table *, size_t group);
size_t table_bytes(const struct table *);

/* The group of key, made with empty states if it is new. */
uint32_t table_group(struct table *, struct str key);
/* The groups of several keys, found abreast; what is kept of them is on its way from memory, too. */
void table_abreast(struct table *, struct map_abreast *, uint32_t *group);
/* Brings keys and states of groups that will be asked for on their way from memory. */
void table_approach(const struct table *, const uint32_t *group, size_t n);
/* All groups in the order of their keys' bytes; the caller frees. */
uint32_t *table_order(const struct table *);

/*
 * Updates state s with n rows: row[k] is a row of the vectors, group[k] its group.  A null number or text is passed over.
 * period: of STATE_STOCK, a text for each row.
 */
void table_count(struct table *, size_t s, const uint32_t *group, size_t n);
void table_numbers(struct table *, size_t s, const uint32_t *group, const uint32_t *row, size_t n, const struct num *);
void table_texts(struct table *, size_t s, const uint32_t *group, const uint32_t *row, size_t n, const struct str *);
void table_stock(struct table *, size_t s, const uint32_t *group, const uint32_t *row, size_t n, const struct num *, const struct str *period);

/* Adds the states of another table, group by group of equal keys. */
void table_merge(struct table *into, const struct table *from);
/*
 * The same, group by group: target[g] is the group of `into` that group g of `from` goes to, or TABLE_NONE.
 */
#define TABLE_NONE UINT32_MAX
void table_merge_as(struct table *into, const struct table *from, const uint32_t *target);

/* After the last update: sorts what quantiles and modes need.  No update after it. */
void table_finish(struct table *);
uint64_t table_count_of(const struct table *, size_t s, size_t group);
const struct sum *table_sum_of(const struct table *, size_t s, size_t group);
struct num table_number_of(const struct table *, size_t s, size_t group);  /* MIN, MAX; null if none */
struct str table_text_of(const struct table *, size_t s, size_t group);    /* EARLIEST, LATEST */
uint64_t table_values_of(const struct table *, size_t s, size_t group);    /* NUMBERS, TEXTS: how many, repeats counted */
struct num table_quantile(const struct table *, size_t s, size_t group, struct num p); /* R type 7, exact; null if none */
struct str table_mode(const struct table *, size_t s, size_t group);       /* ties to the first by code point */
uint64_t table_distinct(const struct table *, size_t s, size_t group);
/* STOCK: the sum of the last period, or the mean of the periods' sums. */
struct num table_last(const struct table *, size_t s, size_t group);
struct num table_mean_period(const struct table *, size_t s, size_t group);

/* Partials (conventions.md 10): the state of a group as text, and back (false: not such a text). */
void table_write(const struct table *, size_t s, size_t group, struct buf *);
bool table_read(struct table *, size_t s, size_t group, struct str);
/*
 * The values of NUMBERS, TEXTS and STOCK of a group, one by one, after table_finish: calls each(arg, value, count-or-sum text) in
 * rising order.
 */
void table_each(const struct table *, size_t s, size_t group, void (*each)(void *arg, struct str value, struct str count), void *arg);
bool table_read_value(struct table *, size_t s, size_t group, struct str value, struct str count);
bool state_has_values(enum state_kind);
/* Exact text of a number in partials, doubles included. */
void number_write(struct buf *, struct num);
bool number_read(struct str, struct num *);

#endif
