/*
 * intake: the run of cs-ingest: files in, clean stream out, on every core, in input order.  Workers
 * cut, convert and check blocks; what depends on the order of records (unique, keys, rejects) is
 * done when a block's turn comes.
 */
#ifndef INTAKE_INTAKE_H
#define INTAKE_INTAKE_H
#include "intake/control.h"
#include "intake/held.h"
#include "intake/reject.h"
#include "intake/source.h"
#include "intake/stats.h"
#include <pthread.h>
#include <stdatomic.h>

struct intake {
	const struct schema *schema;
	struct bind *bind;
	struct source *
	    *source; /* opened in order; the first at once, others when their header was checked */
	size_t sources, at;
	char *const *files;
	struct output *out;
	struct output *stats_out; /* or NULL */
	struct reject reject;
	struct control *control; /* or NULL */
	bool unfit;		 /* the control file says otherwise, or there are too few rows */
	struct books books;
	uint64_t *rows; /* read of each file */
	/* of the commit */
	struct once *unique;
	struct once keys;
	struct held *held;
	struct stats stats;
	uint64_t seed;
	/* held by workers and commit together, within --memory; the commit's and the sum's shares
	 */
	_Atomic size_t in_memory;
	size_t commit_share, stats_share;
	/* parts of blocks, used again */
	struct result *spare;
	pthread_mutex_t lock;
};

/* Opens the files and checks every header against the schema.  files: at least one. */
void intake_open(struct intake *, char *const *files);
/* Whether every file is open; of very many the rest is opened in its turn. */
bool intake_all_open(const struct intake *);
/* Reads, converts, writes; the outputs are left to be committed. */
void intake_run(struct intake *);
/* One budget for all: *share becomes what its owner holds now.  false: together it is more than
 * --memory. */
bool intake_hold(struct intake *, size_t *share, size_t now);
/* What would be done, for --dry-run and --explain. */
void intake_explain(const struct intake *, struct buf *);
void intake_free(struct intake *);

#endif
