/*
 * run: the parallel, ordered run.  One reader (the calling thread) makes blocks, workers map them in any order, results are
 * committed in the order of the blocks, by whoever completes the next one; nobody waits for his turn.  A ring of bounded
 * length keeps memory bounded.  With any number of jobs the commits come in the same order with the same content.
 * What is one block, or comes in drops (flush), is mapped on the calling thread, and no other is started.
 */
#ifndef RECORD_RUN_H
#define RECORD_RUN_H
#include "base/diag.h"
#include "record/rows.h"

enum { RUN_PAD = 64 }; /* readable bytes behind every block */
#ifndef CS_BLOCK
#define CS_BLOCK 131072 /* bytes of a block, a multiple of 4096; its columns should stay in the second cache; the small test build has 4096 */
#endif

struct block {
	char *at; /* belongs to the run; reused */
	size_t len, cap;
	uint64_t index;      /* 0, 1, 2 ... */
	uint64_t first_line; /* physical line of its first byte if the reader counts lines, else 0 */
	const char *file;
	size_t file_index;   /* which of the files */
	bool flush;          /* nothing more is waiting: what is committed goes out at once */
	void *extra;         /* the reader's own words to map; freed by neither */
	char *memory;        /* what at points into */
};

/* What map makes of a block; emptied by the run after commit, buffers are kept. */
struct part {
	struct rows rows;   /* main output and books; the delimiter is set by map */
	struct buf rejects; /* second output */
	struct notes notes;
	uint64_t first_line; /* as of the block, or filled by commit */
	size_t lines;        /* physical lines of the block, if map counted them */
	void *extra;         /* the program's own; lives from map to commit */
};

struct run {
	bool (*read)(void *arg, struct block *);                                   /* false at the end; calling thread */
	void *(*worker)(void *arg);                                                /* state of one worker; may be NULL */
	void (*map)(void *arg, void *state, struct block *, struct part *);        /* on any worker */
	void (*commit)(void *arg, const struct block *, struct part *);            /* in order, one at a time */
	void (*done)(void *arg, void *state);                                      /* after the end, worker by worker; may be NULL */
	void *arg;
};

/* Room for n bytes (and RUN_PAD) in a block; keeps its content and the place of at within a page. */
void block_room(struct block *, size_t n);
/*
 * Empties a block, with room for n bytes, and puts at so that at + ahead lies on a page: what was left of the block before
 * (ahead bytes) goes to at, and the next read behind it is aligned.
 */
void block_begin(struct block *, size_t ahead, size_t n);
void run_blocks(const struct run *, unsigned jobs);

#endif
