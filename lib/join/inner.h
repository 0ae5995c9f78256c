/* inner: what a join is made of, for the files of this folder alone. */
#ifndef JOIN_INNER_H
#define JOIN_INNER_H
#include "join/join.h"
#include "join/right.h"

/* What is counted on the way, by each worker. */
struct pair_count {
	uint64_t unmatched; /* left records that found no partner */
	uint64_t found;     /* right records that found one */
};

struct join {
	const struct join_wants *want;
	struct right right;
	struct stream left;
	struct arena arena;
	const char **left_key;
	size_t *key_slot, time_slot, *column, columns; /* of the left */
	const char *time;
	bool *left_is_key; /* by column of the left: which of the keys, below */
	size_t *left_key_of;
	struct output *out;
	struct sorter *spilled;  /* its records, if those of the right are */
	struct hold_lines lines; /* and where they were */
	struct pair_count count;
};

/* A left record on its way to its partners. */
struct pair_left {
	struct str key, time;
	const struct batch *batch; /* NULL: its columns are text, as they go out */
	size_t row;
	struct str text;
	uint64_t place; /* set if batch is not */
};
/*
 * pair.c: writes what becomes of a left record with that chain of the same key (n 0: none), to unmatched (which may be NULL) if it
 * finds no partner.  False: it finds several and must not; it was written with the first.
 */
bool pair(const struct join *, const struct pair_left *, struct chain, struct rows *out, struct rows *unmatched, struct pair_count *);
/* A right record that found no partner: to out, if the kind of join wants that, and to apart, if not NULL. */
void pair_rest(const struct join *, const struct hold_entry *, struct rows *out, struct rows *apart);
/* "the key 'a' has several partners at '2024-01-01', ..." */
void pair_say_several(const struct join *, const struct pair_left *, struct buf *);
bool pair_right_goes_out(const struct join *); /* without a partner */
bool pair_shows_right(const struct join *);

/* left.c: how the left stream runs by what is held. */
extern const struct work left_work;

#endif
