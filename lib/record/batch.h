/*
 * batch: the records of one block as column slices, only the columns asked for.
 * Everything in it lasts until the program's map returns.
 */
#ifndef RECORD_BATCH_H
#define RECORD_BATCH_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

struct batch {
	size_t n;              /* records */
	struct str *const *col; /* col[slot][row]; slots are what header_use (stream.h) returned */
	const uint32_t *start; /* offset of each record in text; start[n]: where the next one would begin */
	struct str text;       /* the block */
	const char *file;      /* its name for messages */
	uint64_t file_line;    /* line of the file's first record: the one after its header */
	uint64_t index;        /* 0, 1, 2 ... over the run: the input order of blocks */
	struct notes *notes;   /* where a worker puts what it has to say */
	struct arena *arena;   /* scratch with the batch's lifetime */
	const uint32_t *skip;  /* lines passed over: for each the row that follows, rising; NULL: every line is a record */
	size_t skips;
};

/* Lines from the block's first line to row's, for notes_add. */
size_t batch_line(const struct batch *, size_t row);

#endif
