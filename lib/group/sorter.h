/*
 * sorter: records of bytes in the order of their keys, however many they are.  What exceeds its share of --memory goes to
 * scratch files as sorted runs and comes back merged; what fits never leaves memory.
 *
 *	struct sorter *s = sorter_new(common.memory / common.jobs);       one a worker
 *	sorter_add(s, key, load);
 *	sorter_join(all, s);                                              worker by worker
 *	for (sorter_finish(all); sorter_next(all, &key, &load);) ...
 *
 * Keys compare as bytes (a shorter one before a longer one it begins), equal keys by what they carry, so the order that
 * comes out depends on the records alone: not on who added which when, nor on the memory.  Who needs the order of the
 * input within a key puts a number at its end (sorter_key_number).
 */
#ifndef GROUP_SORTER_H
#define GROUP_SORTER_H
#include "base/buf.h"
#include "base/str.h"

struct sorter;

/* memory: bytes that may be held before a run is written; small values are raised to what one run needs. */
struct sorter *sorter_new(uint64_t memory);
/* Copies both; together at most 1 GiB.  A full disk ends the program with status 2 and the directory named (io/tmp.h). */
void sorter_add(struct sorter *, struct str key, struct str load);
/* All records of from become into's, its memory too; from is freed. */
void sorter_join(struct sorter *into, struct sorter *from);
/* After the last record, once: what is in memory is sorted, the runs are opened for merging. */
void sorter_finish(struct sorter *);
/* The next record, or false at the end.  The slices last until the next call. */
bool sorter_next(struct sorter *, struct str *key, struct str *load);
uint64_t sorter_records(const struct sorter *);
uint64_t sorter_spilled(const struct sorter *); /* bytes written to scratch files */
void sorter_free(struct sorter *);

/* Parts of a key that compare as what they stand for: a text (without NUL, as all texts of streams), a whole number. */
void sorter_key_text(struct buf *key, struct str text);
void sorter_key_number(struct buf *key, uint64_t number);
/* The parts again; *key moves behind them. */
struct str sorter_take_text(struct str *key);
uint64_t sorter_take_number(struct str *key);

#endif
