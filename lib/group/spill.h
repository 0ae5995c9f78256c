/*
 * spill: the groups of tables as records of a sorter, and back, group by group in the order of their keys: however many groups
 * there are, and however many values one of them has.  What comes back is what merging the tables would have given.
 *
 *	table_spill(t, sorter);                        any number of tables of the same states
 *	struct spill *p = spill_new(sorter, kind, n);  after sorter_finish
 *	while (spill_group(p, t, &group))              into a table that takes some groups at a time
 *		while (spill_value(p, &v)) ...
 *
 * No key may begin another one.
 */
#ifndef GROUP_SPILL_H
#define GROUP_SPILL_H
#include "group/sorter.h"
#include "group/table.h"

void table_spill(const struct table *, struct sorter *);

/* A value of a group: those of a state in rising order, each once, state after state. */
struct spill_value {
	size_t state;
	struct str text;       /* TEXTS, STOCK: the period */
	struct num number;     /* NUMBERS */
	uint64_t count;        /* NUMBERS, TEXTS: how often it came */
	const struct sum *sum; /* STOCK */
};

struct spill;
struct spill *spill_new(struct sorter *, const enum state_kind *, size_t n); /* borrows the sorter */
/*
 * The next group, added to a table with the states that have no values; what values of the group before were not asked for
 * are passed over.  false: there is none.
 */
bool spill_group(struct spill *, struct table *, uint32_t *group);
/* How many values state s of the group has, repeats counted: of NUMBERS and TEXTS. */
uint64_t spill_values(const struct spill *, size_t s);
/* The next value of the group, or false; lasts until the next call. */
bool spill_value(struct spill *, struct spill_value *);
void spill_free(struct spill *);

#endif
