/*
 * pool: what was read of customers, before it is put in the order of their keys.  As long as all of it fits into --memory, and
 * can be sorted there, it is held by number of arrival; once it does not, what comes goes to sorters (one a worker), and what
 * is held follows at the end.  Either way pool_order makes the same crowds of it.
 */
#ifndef SENSE_POOL_H
#define SENSE_POOL_H
#include "group/sorter.h"
#include "sense/inner.h"
#include <stdatomic.h>

#define POOL_NOWHERE UINT64_MAX
enum { POOL_CHUNK = 65536 };

/* Where a record stood in its stream: number of the batch, line in it. */
static inline uint64_t
pool_place(const struct batch *b, size_t row)
{
	return b->index << 32 | (uint64_t)batch_line(b, row);
}

/* The earliest record of a stream that comes twice, of those seen so far: the second of its kind in the order of the input. */
struct twice {
	uint64_t place; /* POOL_NOWHERE: none */
	struct str who;
	struct lines_batch *line; /* of the stream's batches, so that a place becomes a line */
	size_t lines, line_cap;
};
struct chunk {
	struct chunk *next;
	size_t n;
	struct hit at[POOL_CHUNK];
};
struct pool {
	struct map map;
	int64_t *since;
	uint64_t *place;    /* of the list's record; POOL_NOWHERE: only events name the customer */
	struct str **column; /* [held column][who] */
	size_t columns, cap;
	struct last *last;  /* [who * scores + score] */
	uint64_t *last_place;
	size_t lasts;       /* scores, with a month before; 0: none */
	struct arena *arena; /* of the columns' texts, one a worker */
	size_t arenas;
	struct chunk *chunk;
	_Atomic uint64_t bytes; /* of chunks and texts, with what sorting them takes */
	_Atomic bool full;
	pthread_mutex_t lock; /* map and arrays */
	uint64_t share; /* memory of a sorter */
	struct sorter *sorter;
	struct twice people, lasting;
	struct arena names; /* of those */
};
/* What stands behind the customer in the key of a sorted record. */
enum pool_record { POOL_PERSON, POOL_HIT, POOL_LAST };
/* One worker's way into the pool. */
struct pool_hand {
	struct pool *pool;
	struct chunk *chunk;
	struct sorter *sorter;
	struct arena *arena;
	size_t arena_seen;
	struct buf key, load;
};

struct pool *pool_new(size_t columns, size_t lasts, size_t streams);
struct pool_hand pool_hand(struct pool *);
/* Whether from now on records go to the sorter: asked once a batch. */
bool pool_full(struct pool *);
/* A record of the list; twice in the list is found out, and told by pool_twice.  With the lock held, as long as it is not full. */
void pool_person(struct pool_hand *, struct str key, uint64_t hash, uint64_t place, int64_t since, const struct str *column);
void pool_spill_person(struct pool_hand *, struct str key, uint64_t place, int64_t since, const struct str *column);
/* The number of a customer whom an event names; with the lock held. */
uint32_t pool_who(struct pool *, struct str key, uint64_t hash);
void pool_hit(struct pool_hand *, struct hit);
/* first: the first hit of its record, which is left out if the customer is in no list. */
void pool_spill_hit(struct pool_hand *, struct str key, struct hit, bool first);
/* The score of the month before; with the lock held. */
void pool_last(struct pool *, uint32_t who, struct str key, size_t scored, uint64_t place, struct last);
void pool_spill_last(struct pool_hand *, struct str key, size_t scored, uint64_t place, struct last);
/* After each batch: the texts that were kept. */
void pool_count(struct pool_hand *);
void pool_done(struct pool_hand *);
/* Remembers the lines of a batch; with the lock held. */
void pool_lines(struct twice *, const struct batch *);
/* A record whose earliest so far is *held. */
void pool_again(struct pool *, struct twice *, uint64_t *held, uint64_t place, struct str who);
/* Dies with the record that came twice. */
void pool_twice(const struct pool *);
/* Everything into s->crowds; the pool is freed. */
void pool_order(struct sense *);
/* pool_merge.c, pool_sort.c: the two ways. */
void pool_sort(struct sense *);
void pool_merge(struct sense *);
void pool_forget(struct pool *); /* what is held, not what is sorted */
void pool_free(struct pool *);

#endif
