/*
 * feed: a source of definitions (`source NAME` with its time, lets, skips, number and text lists) over its stream: which
 * expressions of its rows are wanted, and a run that puts them into gathers.  Expressions are evaluated while the stream is
 * read, so only their values travel, and what is no number is named with its line.
 *
 *	struct feed f = { .def = &source[i], .defs = defs, .shelf = shelf, .files = files, .now = now };
 *	feed_open(&f);                                          reads the header
 *	int org = feed_cell(&f, tree, TYPE_TEXT, &misfit);      a value each record carries
 *	feed_into(&f, gather, 0, &key, 1);                      gather_new with feed_carries(&f)
 *	feed_run(&f);
 *
 * A record for which a `skip` holds is left out; so is one of after --now, and one without a key in every gather that wants
 * one.  They are counted in the stream's books; feed_say says them.
 */
#ifndef GATHER_FEED_H
#define GATHER_FEED_H
#include "defs/scope.h"
#include "defs/sources.h"
#include "gather/gather.h"
#include "record/stream.h"

struct feed_cell {
	const struct tree *tree;
	enum type want;
	int value; /* of the program */
	enum type type;
	bool moment; /* text that must be a time */
};
struct feed_into {
	struct gather *gather;
	size_t source;
	const int *part; /* cells, texts */
	size_t parts;
	bool alone; /* without a key it is a case of its own */
	bool order; /* the key is the record's place in the input: cases come in input order */
};
struct feed {
	/* Set by who uses it: */
	const struct source_def *def;
	const struct defs *defs;
	const struct shelf *shelf;
	char *const *files;
	struct str now; /* len 0: none */
	uint64_t seed;
	/* Names that are neither column nor let (limits, rules): what to say of them; NULL: they are unknown. */
	bool (*other)(void *arg, const struct tree *, struct fault *);
	/* Called for each record that is kept, from one worker at a time, in any order; NULL: not wanted. */
	void (*each)(void *arg, struct str time, uint64_t order, const struct vec *cell, size_t row);
	void *arg;
	/* Filled: */
	struct stream stream;
	const struct header *header;
	struct source_types as; /* `number LIST` and `text LIST`, by position in the header */
	struct program *program;
	struct defs_scope scope;
	struct feed_cell *cell;
	size_t cells;
	uint64_t late, keyless, skipped, passed; /* records left out */
	uint64_t *skips;                 /* by skip of the definition */
	struct feed_inner *inner;
};

/* What is wrong with the file or the lists ends the program.  The feed must not move. */
void feed_open(struct feed *);
/*
 * A value that each record carries; equal ones are one.  tree must last.  Returns its number, or -1 and the misfit.  want: TYPE_ANY: the
 * expression's own type; a bare column is then text of a stream.
 */
int feed_cell(struct feed *, const struct tree *, enum type want, struct misfit *);
/* A cell of texts is one of moments: what is no time is said with its line, and null. */
void feed_moment(struct feed *, int cell);
/* The same of a column of the header, as it was read. */
int feed_column(struct feed *, size_t header);
/* "no column 'x' in source 'event'; did you mean 'y'?"; false. */
bool feed_unknown(const struct feed *, struct str name, struct fault *);
/* Types of the cells, for gather_new; valid until the next feed_cell. */
struct gather_source feed_carries(const struct feed *);
/* The i-th column that its expressions use, as a position in the header; -1: there are fewer. */
ptrdiff_t feed_used(const struct feed *, size_t i);
/* Only records for which the condition holds are wanted; the others are passed over. */
bool feed_only(struct feed *, const struct tree *, struct misfit *);
/* Where the records go; several gathers may take them.  No cell may be added afterwards. */
void feed_into(struct feed *, struct feed_into);
/* Reads the stream and gives what it holds to the gathers.  With --dry-run or --explain no record is read. */
void feed_run(struct feed *);
/* With -v, how many records each reason left out. */
void feed_say(const struct feed *);
void feed_clear(struct feed *);

#endif
