/*
 * shards: what streams of partials say of the data they were made of (conventions.md 10), so that one that was cut short, one
 * that comes twice and one of other definitions are refused.
 *
 * A shard's name is a hash of the records it was made of, in whatever order, and of --shard NAME.  Its records add up to a
 * number (of rows, of events) that its `end` record states, too.
 */
#ifndef GROUP_SHARDS_H
#define GROUP_SHARDS_H
#include "base/buf.h"
#include "group/map.h"
#include "record/batch.h"

struct shard {
	uint64_t counted; /* what its records add up to */
	uint64_t said;    /* what its end says they do */
	uint64_t read;    /* records it was made of */
	uint64_t ends;    /* end records */
};
/* `struct shards all = {0};` is none; shards_clear frees. */
struct shards {
	struct map names;
	struct shard *at;
	size_t cap;
};

/* A sum over the batch's records that depends neither on their order nor on blocks; sums of sums name a shard. */
uint64_t shards_hash(const struct batch *);
/* "1:" and the fingerprint of the definitions: cs_partial. */
void shards_mark(struct buf *, const char *fingerprint);
/* The name of a shard from its hash and --shard NAME (len 0: none). */
void shards_name(struct buf *, uint64_t hash, struct str name);
/* The shard of that name, empty when it is new; until the next call. */
struct shard *shards_at(struct shards *, struct str name);
void shards_merge(struct shards *into, const struct shards *from);
/* Dies with the first shard that was cut short or comes twice, or if there are not `want` shards (0: any number). */
void shards_check(const struct shards *, uint64_t want);
uint64_t shards_read(const struct shards *);   /* records, of all */
uint64_t shards_united(const struct shards *); /* the hash of a shard made of them */
void shards_clear(struct shards *);

#endif
