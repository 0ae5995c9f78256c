/*
 * gather: records of several sources that belong together (a ticket, its events, its visits), brought together by key, case
 * by case.  Records go in from any worker; they come out as cases in the order of their keys, each source's records of a
 * case by time, then in input order, many cases side by side in one batch, so that expressions run over whole columns.
 * What exceeds its memory waits in scratch files (group/sorter.h); only one case must fit.
 *
 *	struct gather *g = gather_new(1, sources, 2, common.memory / 2);
 *	struct gather_hand *h = gather_hand(g);                      one a worker
 *	gather_put(h, 0, &key, time, order, vec, cells, row);
 *	gather_give(h);                                             worker by worker
 *	gather_run(g, &(struct gather_work){ ... }, &job);
 *	gather_free(g);
 *
 * feed.h fills it from the streams that definitions name.  The result depends on the records alone, not on --jobs or --memory.
 */
#ifndef GATHER_GATHER_H
#define GATHER_GATHER_H
#include "base/arena.h"
#include "expr/eval.h"
#include "record/run.h"

struct gather;
struct gather_hand;

/* What the records of a source carry: type[0..cells-1], TYPE_ANY being text of a stream. */
struct gather_source {
	const enum type *type;
	size_t cells;
};

/*
 * parts: texts a key is made of, 1 or more.  source is copied, the types must last.  memory: bytes for all hands together.
 */
struct gather *gather_new(size_t parts, const struct gather_source *source, size_t sources, uint64_t memory);
struct gather_hand *gather_hand(struct gather *);
/*
 * Copies a record: row `row` of cell[0..cells-1], vectors of the source's types.  part: its key; false, and nothing is put, if
 * one of them is null: it belongs to no case.  time: canonical, or empty (first).  order: different for each record of a
 * source and rising in input order, for equal times (gather_order).
 */
bool gather_put(struct gather_hand *, size_t source, const struct str *part, struct str time, uint64_t order,
    const struct vec *cell, size_t row);
/* The same as a case of its own, after all that have a key. */
void gather_put_alone(struct gather_hand *, size_t source, struct str time, uint64_t order, const struct vec *cell, size_t row);
static inline uint64_t
gather_order(uint64_t block, size_t row)
{
	return block << 32 | (uint32_t)row;
}
void gather_give(struct gather_hand *); /* frees it; one at a time */
/* An order as a key that compares as it does: cases come out in input order. */
enum { GATHER_PLACE = 16 };
struct str gather_place(uint64_t order, char room[GATHER_PLACE]);

/* Records of one source in a batch of cases. */
struct gather_rows {
	size_t n;
	const uint32_t *first; /* first[case] .. first[case + 1] - 1 are those of a case */
	const uint32_t *in;    /* the case of each */
	const struct str *time;
	const uint64_t *order;
	const struct vec *cell; /* cell[k]: n values */
};
struct cases {
	size_t n;
	const struct str *key; /* part p of a case: key[case * parts + p] */
	const bool *alone;     /* without a key */
	const struct gather_rows *rows; /* by source */
	struct arena *arena;   /* the batch's */
};
struct gather_work {
	void *(*worker)(void *arg);                                       /* state of one worker; may be NULL */
	void (*map)(void *arg, void *state, const struct cases *, struct part *); /* on any worker, in any order */
	void (*commit)(void *arg, struct part *);                         /* in the order of the cases; may be NULL */
	void (*done)(void *arg, void *state);                             /* worker by worker; may be NULL */
};
/*
 * After the last gather_give, once.  What part->notes holds is said with `name` in the file's place.  A case whose records
 * exceed --memory ends the program with its key named.
 */
void gather_run(struct gather *, const struct gather_work *, void *arg, const char *name);
uint64_t gather_records(const struct gather *);
void gather_free(struct gather *);

#endif
