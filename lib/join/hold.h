/*
 * hold: records of the right side in memory, each as bytes in one piece: its key, then what goes out of it behind a left one.
 * Workers write each into chunks of their own; all read all.  A record's number says where it lies, in 32 bits.
 *
 *	struct hold_entry *e = hold_room(log, most);     room for so many bytes
 *	... e->key and the other lengths set, the bytes put at e->at ...
 *	hold_keep(log, e);
 */
#ifndef JOIN_HOLD_H
#define JOIN_HOLD_H
#include "record/batch.h"

enum { HOLD_NONE = 0 }; /* no record's number */

struct hold_entry {
	uint64_t place;     /* block and line in it: the order of the input (hold_line) */
	uint32_t next;      /* of the slots */
	uint32_t key, tail; /* bytes */
	bool null;          /* a part of its key is null: finds no partner */
	bool found;         /* set by workers: only ever to true */
	char at[];          /* lengths of extras, if kept; key; tail; extras */
};
/* Kept only where they are asked for. */
struct hold_extra {
	uint32_t from, to;
	uint32_t whole; /* the record as it goes to --unmatched-right */
};

/* Records one behind the other, in input order. */
struct hold_run {
	uint64_t place;
	uint32_t first; /* number */
	uint32_t n;
};

struct hold {
	bool extras;
	char **chunk; /* by its number; 0 is none.  A worker reads those of others when all have written theirs */
	_Atomic uint32_t chunks;
	_Atomic uint64_t bytes;
};

struct hold_chunk {
	uint32_t number;
	size_t size;
};
struct hold_log {
	struct hold *hold;
	char *at, *end;          /* free part of the newest chunk */
	struct hold_chunk *own;  /* its chunks; those from used on are numbers without memory */
	size_t used, owned, own_cap;
	struct hold_run *run;
	size_t runs, runs_cap;
};

void hold_begin(struct hold *, bool extras);
/* Whether chunks or, at that many bytes, memory run out. */
bool hold_full(const struct hold *, uint64_t bytes);
struct hold_entry *hold_room(struct hold_log *, size_t n);
uint32_t hold_keep(struct hold_log *, struct hold_entry *); /* its number */
/* The same of an entry that was elsewhere, as many bytes as hold_entry_bytes said; its number. */
uint32_t hold_copy(struct hold_log *, struct str bytes);
/* Forgets the records; one small chunk stays for the next. */
void hold_reset(struct hold_log *);
void hold_log_clear(struct hold_log *); /* frees what it has but the chunks */
void hold_clear(struct hold *);         /* and these */

size_t hold_entry_bytes(const struct hold *, const struct hold_entry *);

enum { HOLD_UNIT = 8, HOLD_UNIT_BITS = 18 }; /* a chunk is 2 MiB, or one giant */
static inline struct hold_entry *
hold_at(const struct hold *h, uint32_t number)
{
	size_t unit = number & ((1u << HOLD_UNIT_BITS) - 1);

	return (struct hold_entry *)(void *)(h->chunk[number >> HOLD_UNIT_BITS] + unit * HOLD_UNIT);
}
/* The number of the record behind one in its run. */
static inline uint32_t
hold_behind(const struct hold *h, uint32_t number)
{
	return number + (uint32_t)((hold_entry_bytes(h, hold_at(h, number)) + HOLD_UNIT - 1) / HOLD_UNIT);
}
static inline struct str
hold_key(const struct hold *h, const struct hold_entry *e)
{
	return (struct str){ e->at + (h->extras ? sizeof(struct hold_extra) : 0), e->key };
}
static inline struct str
hold_tail(const struct hold *h, const struct hold_entry *e)
{
	return (struct str){ hold_key(h, e).at + e->key, e->tail };
}
struct str hold_from(const struct hold *, const struct hold_entry *);
struct str hold_to(const struct hold *, const struct hold_entry *);
struct str hold_whole(const struct hold *, const struct hold_entry *);

/* Lines where the blocks of a stream begin, by their index; as they come from a stream's first_line. */
struct hold_lines {
	uint64_t *at;
	size_t n, cap;
};
void hold_lines_add(struct hold_lines *, uint64_t index, uint64_t line);
static inline uint64_t
hold_line(const struct hold_lines *lines, uint64_t place)
{
	return lines->at[place >> 32] + (uint32_t)place;
}
static inline uint64_t
hold_place(const struct batch *b, size_t row)
{
	return b->index << 32 | batch_line(b, row);
}

#endif
