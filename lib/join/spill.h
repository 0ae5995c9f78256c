/*
 * spill: a join whose right side is more than memory.  Both sides go to sorters by the hash of their key, and come back side by side,
 * key by key; what is written goes through a third sorter into the order it has without all this.  Only the right records of one key
 * must be held at a time.
 */
#ifndef JOIN_SPILL_H
#define JOIN_SPILL_H
#include "group/sorter.h"
#include "join/inner.h"

/* The share of each of: the right's sorter, the left's, the output's, the records of one key. */
uint64_t spill_share(void);
struct sorter *spill_sorter(void); /* one worker's, of a share */
/* The records of a log go to the sorter, the log is empty; key is scratch. */
void spill_right(const struct hold *, struct hold_log *, struct sorter *, struct buf *key);
/* A left record whose columns, as they go out, are text. */
void spill_left(struct sorter *, const struct pair_left *, bool null, uint64_t hash, struct buf *key, struct buf *load);
/* Both merged; writes everything, header lines apart, and counts. */
void spill_join(struct join *);

#endif
