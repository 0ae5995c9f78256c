/*
 * check: names and types.  A tree and a scope give a value of a program: a list of operations over whole columns, in which equal
 * operations are one (so `answered` used ten times is computed once a batch).
 *
 * What a name means is not known here: the scope is asked, once for each name, before the first record.
 */
#ifndef EXPR_CHECK_H
#define EXPR_CHECK_H
#include "expr/codelist.h"
#include "expr/tree.h"
#include "value/workcal.h"

enum type { TYPE_ANY, TYPE_NUMBER, TYPE_TEXT, TYPE_TRUTH };

struct scope;

struct named {
	enum { NAMED_COLUMN, NAMED_TREE } is;
	/* NAMED_COLUMN: where eval finds it, and its type: TYPE_ANY for text read from a stream (its place decides), TYPE_NUMBER etc. for
	 * a computed vector; `number LIST` of a source: TYPE_ANY and as_number. */
	int column;
	enum type type;
	bool as_number, as_text;
	struct str label; /* for messages: the column's name; to the end of the run */
	/* NAMED_TREE: a let, a constant, another definition: its tree stands in place of the name, read in that scope. */
	const struct tree *tree;
	const struct scope *scope;
};

struct scope {
	void *arg;
	/* name->source and name->text; false: unknown or not allowed here, with the fault's words ("no column 'x'; did you mean 'y'?"). */
	bool (*name)(void *arg, const struct tree *name, struct named *, struct fault *);
	/*
	 * Aggregates, prev, next, nth, anything with `per`: a column computed elsewhere.  *type is its type.  NULL: refused with
	 * "count is an aggregate; expected ...".  Its arguments are not checked here: the scope adds them to programs of its own
	 * (expr_argument says what type each has); their number, `where`, `per` and aggregates inside aggregates are.
	 * Functions that are not of the language and, with bare_patterns, patterns are asked for here too: false with the misfit's
	 * message left empty is "not mine".  NAMED_TREE will do as well: for a pattern, the columns it is sought in.
	 */
	bool (*call)(void *arg, const struct tree *call, struct named *, struct misfit *);
	/* lookup(days, ...), `codes`; calendars, name empty: the only one.  NULL results: not declared (misfit made by check). */
	const struct codelist *(*codelist)(void *arg, struct str name);
	const struct workcal *(*calendar)(void *arg, struct str name, struct fault *);
	/* month() without argument: the tree of the row's moment; NULL: refused. */
	const struct tree *moment;
	const struct scope *moment_scope;
	struct str now;     /* --now; len 0: now() is refused with "now() needs --now" */
	uint64_t seed;      /* of hash() */
	bool bare_patterns; /* C of a class: a bare pattern is a truth */
};

struct program;
struct program *program_new(void);
/*
 * Adds what tree means in scope as a value of the wanted type (TYPE_ANY: its own; a bare column is then text).  Returns its number, or
 * -1 and the misfit.  A column in a place that wants a number (truth) is converted there; what cannot be is null, counted,
 * and said ("not a number: 'x'").
 */
int program_add(struct program *, const struct tree *, const struct scope *, enum type want, struct misfit *);
/* The value is wanted, and computed, only for rows where guard (a truth of this program) holds; null elsewhere. */
int program_add_where(struct program *, const struct tree *, const struct scope *, enum type want, int guard, struct misfit *);
/* TYPE_ANY: text of which nothing says what it is (a bare column of a stream, lookup, prev of one). */
enum type program_type(const struct program *, int value);
bool program_is_constant(const struct program *, int value);
void program_free(struct program *);

/* What type argument i of a function has: TYPE_ANY where its own. */
enum type expr_argument(struct str function, size_t i);
/* The fixed functions, for messages and cs-expr(7)'s test: names in alphabetical order. */
size_t expr_functions(const struct str **names);

#endif
