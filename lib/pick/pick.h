/*
 * pick: what cs-select does: records kept by a condition, columns chosen, renamed and derived.  Names in conditions and derived
 * columns are those of the input and of columns derived before; --columns and --rename see both.
 */
#ifndef PICK_PICK_H
#define PICK_PICK_H
#include "base/opt.h"
#include "io/output.h"

struct pick_wants {
	const char *where, *columns; /* NULL: not given */
	const struct opt_list *exprs, *rename;
	struct str now;
	uint64_t seed;
};

/* Everything is checked against the header before a record is read; faults end the program. */
void pick_run(const struct pick_wants *, char *const *files, struct output *);

#endif
