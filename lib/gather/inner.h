/* inner: what gather.c (in) and cases.c (out) share.  Private. */
#ifndef GATHER_INNER_H
#define GATHER_INNER_H
#include "gather/gather.h"
#include "group/sorter.h"

struct gather {
	size_t parts, sources;
	struct gather_source *source;
	struct sorter *sorter;
	uint64_t memory;
	struct str waiting_key, waiting_load; /* read, and not yet in a block */
	bool begun, ended;
};

/* A key: GATHER_KEYED and the parts, or GATHER_ALONE, source and order; then source, time, order of the record. */
enum { GATHER_KEYED = 'k', GATHER_ALONE = 'n' };

/* One value as it travels: null is nothing. */
void cell_pack(struct buf *, const struct vec *, size_t row);
/* Sets row of room, which has the type's elements; *load moves on.  Texts point into load. */
void cell_unpack(struct str *load, enum type, void *room, size_t row);

#endif
