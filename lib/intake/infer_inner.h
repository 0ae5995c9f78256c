/* infer_inner: what the parts of infer share.  Only they include it. */
#ifndef INTAKE_INFER_INNER_H
#define INTAKE_INFER_INNER_H
#include "intake/fields.h"
#include "intake/guess.h"
#include "intake/source.h"
#include "io/output.h"

struct infer {
	struct source *source;
	struct fields fields;
	struct flaws flaws;
	struct guesser guesser;
	struct guess *guess;
	struct str *name; /* in the header */
	size_t columns, records;
	uint64_t header; /* its line, 0: none */
	size_t repeated; /* records equal to it */
	bool head;	 /* there is more than was looked at */
	bool lax;	 /* marks stand inside fields */
	struct arena arena;
};

/* A file whose lines are equally long and have no delimiter: its schema is written, and true. */
bool infer_fixed(struct source *, struct output *);
/* The schema, from what was found. */
void infer_write(struct infer *, struct output *);

#endif
