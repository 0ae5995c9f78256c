/*
 * literal_sets: what is known of a part of a pattern: the texts that it matches, if they are few, or sets of texts of each of which every
 * match holds one.  For literal.c alone.
 */
#ifndef VALUE_LITERAL_SETS_H
#define VALUE_LITERAL_SETS_H
#include "value/literal.h"

enum { LITERAL_PRODUCT = 32, LITERAL_MOST = 256, LITERAL_SHORTEST = 2 };

struct part {
	bool exact; /* it matches these texts alone: */
	struct literal_set all;
	struct literal_set need[LITERAL_SETS]; /* else: the most telling first */
	size_t needs;
};

struct part part_unknown(void);
struct part part_nothing(void); /* no text at all, to begin part_either with */
struct part part_text(struct arena *, struct str); /* copied */
struct part part_loose(const struct part *);       /* around the texts, more may stand */
/* *p or other; false: nothing is known any more. */
bool part_either(struct arena *, struct part *p, const struct part *other);
struct part part_repeat(struct arena *, const struct part *, unsigned least, unsigned most);

/* Parts one after the other: run is what they have matched exactly since something unknown stood between. */
struct chain {
	struct arena *arena;
	struct part run, found;
	bool broken;
};
struct chain chain_begin(struct arena *);
void chain_add(struct chain *, const struct part *);
struct part chain_end(struct chain *);

#endif
