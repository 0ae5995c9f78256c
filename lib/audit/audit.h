/*
 * audit: cases and what happened to them, held against the standards of an .audit file (design.md 4), for cs-audit.
 *
 * The main source has a record for each case.  Records of other sources belong to it by their links; they are gathered by key
 * (lib/gather), so that memory stays bounded, and every value that needs more than the case's own record (a limit's state, a
 * count of visits, a quantile over a unit) becomes a column of the case.  What comes out is in the order of the main source.
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H
#include "defs/audit.h"
#include "io/output.h"
#include "record/inputs.h"
#include "record/rows.h"

struct audit_wants {
	const struct audit_defs *defs;
	struct inputs inputs;
	struct str now;     /* the moment of audit */
	uint64_t seed;
	struct str columns; /* -c: LIST of columns of the case that go out beside its key; len 0: none */
	struct str trace;   /* --trace: the one case whose path is wanted, and no violations; len 0: none */
	bool text;          /* --text: the path for people to read */
	struct str key;     /* -k: the column that names a case; len 0: what the events are linked by */
	struct output *out;    /* violations */
	struct output *limits; /* a record for each case and limit; NULL: not wanted */
	struct output *owners; /* a record for each case, limit and owner; NULL: not wanted */
	struct output *cases;  /* a record for each case; NULL: not wanted */
};

struct audit;
/* Everything that can be checked before a record is read; what is wrong ends the program. */
struct audit *audit_new(const struct audit_wants *);
void audit_explain(const struct audit *, struct buf *);
void audit_run(struct audit *);
void audit_say_books(const struct audit *);
/* How many violations of that severity or a higher one there were. */
uint64_t audit_found(const struct audit *, enum severity);
void audit_free(struct audit *);

#endif
