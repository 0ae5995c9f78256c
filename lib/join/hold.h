/* hold: the right side in memory: for each key its records, with the text that goes out behind a left one. */
#ifndef JOIN_HOLD_H
#define JOIN_HOLD_H
#include "group/map.h"
#include "record/batch.h"

enum hold_time { HOLD_PLAIN, HOLD_AS_OF, HOLD_BETWEEN };

/* A record of the right; records of one key are a chain in input order (by `from` where there are times). */
struct hold_record {
	struct str tail;    /* its columns as they go out, quoted where needed; without the first delimiter */
	struct str key;     /* as hold_key makes it */
	const struct hold_more *more; /* NULL: not asked for */
	uint64_t line;
	uint32_t next;      /* in the chain; HOLD_END */
	bool found;         /* set by workers: only ever to true */
};
struct hold_more {
	struct str whole; /* the record as it goes to --unmatched-right; len 0 if not kept */
	struct str from, to;
};
#define HOLD_END UINT32_MAX

struct hold {
	struct map keys;
	uint32_t *order; /* records by key, then as a chain goes */
	uint32_t *begin; /* of the map's key k in order: begin[k + 1] up to begin[k + 2] */
	struct hold_record *record;
	size_t n;
	const char *file; /* for messages */
	enum hold_time time;
};

/* A key of several columns: lengths before parts, so that no two keys look alike; false: a part is null (a key all the same). */
bool hold_key(const struct batch *, const size_t *slot, size_t n, size_t row, struct buf *key);
/* Part i of a key of n columns. */
struct str hold_key_part(struct str key, size_t n, size_t i);
/* After the last record: chains of the n that have a key; a key that comes twice (at one time) ends the program and is named, unless many. */
void hold_ready(struct hold *, const uint32_t *keyed, size_t n, size_t keys, bool many);
/* The first record of the chain for key that fits time, at or after `from` in the chain; HOLD_END: none. */
uint32_t hold_first(const struct hold *, struct str key, uint64_t hash, struct str time);
uint32_t hold_next(const struct hold *, uint32_t record, struct str time);
void hold_clear(struct hold *);

#endif
