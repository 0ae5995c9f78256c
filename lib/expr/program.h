/*
 * program: what check builds and eval runs; private to this folder.
 *
 * A shape is an operation and its operands, each different one once.  A use is a shape computed for the rows of a
 * guard; it is what callers know as a value.  A guard keeps those rows of its parent for which a condition has a certain
 * outcome; guard 0 is all rows.  The vector of a shape is shared by its uses: a row is computed once, for whichever
 * guard asks first.
 */
#ifndef EXPR_PROGRAM_H
#define EXPR_PROGRAM_H
#include "base/arena.h"
#include "expr/check.h"
#include "expr/eval.h"
#include "value/match.h"

enum code {
	V_COLUMN, V_CONST,
	V_TO_NUMBER, V_TO_TRUTH, V_TO_TEXT,
	V_NEG, V_ADD, V_SUB, V_MUL, V_DIV, V_REM,
	V_EQ, V_NE, V_LT, V_LE, V_GT, V_GE, /* two of one type */
	V_NOT, V_AND, V_OR,
	V_IS_NULL, V_IS_TRUE, V_IS_FALSE,
	V_IN, V_MATCH,
	V_IF, V_COALESCE, V_NULLIF,
	V_CALL
};

enum guard_kind { GUARD_YES, GUARD_NOT_YES, GUARD_NOT_NO, GUARD_NULL };

struct shape {
	enum code code;
	enum type type;
	uint32_t kids;
	uint32_t *kid;           /* shapes */
	const struct func *func; /* V_CALL */
	const void *about;       /* pattern, codelist, calendar */
	int64_t number;          /* column; codelist's column; group; seed; V_LT...: both are untyped; V_CONST: a truth */
	struct num num;          /* V_CONST */
	struct str text;         /* V_CONST */
	uint8_t truth;           /* V_CONST */
	/* What follows does not tell one shape from another. */
	struct str label;   /* V_TO_...: for messages */
	struct place place; /* where it stands first */
	const void *ready;  /* made once from constant operands: a set, the classes of bin */
	uint32_t uses;      /* more than one: rows are marked as they are computed */
	bool fill;          /* a root under a guard: null elsewhere */
};

struct use {
	uint32_t shape, guard;
	const uint32_t *kid; /* uses */
};

struct guard {
	uint32_t parent, cond /* a use */;
	enum guard_kind kind;
};

/* An open-addressed set of numbers, told apart by a question to the owner. */
struct index {
	uint64_t *hash;
	uint32_t *at; /* number + 1; 0: free */
	size_t n, cap;
};
bool index_find(const struct index *, uint64_t hash, bool (*same)(const void *arg, const void *key, uint32_t at),
    const void *arg, const void *key, uint32_t *at);
void index_add(struct index *, uint64_t hash, uint32_t at);
void index_clear(struct index *);

struct program {
	struct shape *shape;
	struct use *use;
	struct guard *guard; /* guard[0] is all rows */
	size_t shapes, uses, guards, shape_cap, use_cap, guard_cap;
	struct index shape_index, use_index, guard_index;
	struct arena arena;
	struct pattern **pattern; /* owned */
	struct str *pattern_source, *pattern_flags;
	size_t patterns, pattern_cap;
	struct matcher *matcher; /* for constants, while building */
	struct buf buf;
};

/*
 * The use of an operation on operands that are uses; equal ones are one, and one of constants is computed here.
 * draft's kid and kids are filled in.  -1 and the misfit if a constant cannot be computed (the bound of a pattern).
 */
int program_op(struct program *, struct shape *draft, const int *kid, size_t kids, uint32_t guard, struct misfit *);
int program_leaf(struct program *, struct shape *draft); /* a column or a constant */
uint32_t program_guard(struct program *, uint32_t parent, int cond, enum guard_kind);
const struct pattern *program_pattern(struct program *, struct str source, struct str flags, struct fault *);

static inline struct shape *
program_shape(const struct program *p, int use)
{
	return &p->shape[p->use[use].shape];
}

static inline bool
program_fixed(const struct program *p, int use)
{
	return program_shape(p, use)->code == V_CONST;
}

/* An operand as a kernel sees it: element i is at [i & mask], so constants need no vector. */
struct arg {
	enum type type;
	union {
		const struct num *num;
		const struct str *text;
		const uint8_t *truth;
	};
	size_t mask;
};

/* One operation over the rows of a guard. */
struct work {
	const struct shape *shape;
	const struct arg *arg;
	const uint32_t *row;
	size_t n;
	bool whole; /* row[k] == k */
	union {
		struct num *num;
		struct str *text;
		uint8_t *truth;
	}; /* where the result goes */
	struct arena *arena;
	struct buf *buf;
	struct matcher *matcher;
	const struct columns *in; /* NULL: a constant is being computed */
	struct misfit *misfit;    /* then: */
	bool failed;
	size_t said;
};

void work_run(struct work *);
struct arg shape_constant(const struct shape *);
/* Something about a row; fatal: the run ends with it. */
void work_say(struct work *, size_t row, const char *kind, bool fatal, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/* "COLUMN: WHAT: 'VALUE'" of a value that is not of its type. */
void work_bad(struct work *, size_t row, const char *kind, const char *what, struct str value);
void work_put(struct work *, size_t row, struct str);  /* a text result that lasts */
void work_put_buf(struct work *, size_t row);          /* what is in w->buf */
bool work_whole(const struct work *, size_t arg, size_t row, int64_t *n); /* a count */
void work_null(struct work *, size_t row);
void work_limit(struct work *, size_t row); /* a pattern needs too many steps */

static inline struct num
arg_num(const struct work *w, size_t j, size_t i)
{
	return w->arg[j].num[i & w->arg[j].mask];
}

static inline struct str
arg_text(const struct work *w, size_t j, size_t i)
{
	return w->arg[j].text[i & w->arg[j].mask];
}

static inline uint8_t
arg_truth(const struct work *w, size_t j, size_t i)
{
	return w->arg[j].truth[i & w->arg[j].mask];
}

static inline bool
arg_null(const struct arg *a, size_t i)
{
	i &= a->mask;
	if (a->type == TYPE_NUMBER)
		return a->num[i].kind == NUM_NULL;
	if (a->type == TYPE_TRUTH)
		return a->truth[i] == TRUTH_NULL;
	return a->text[i].len == 0;
}

/* Any value as text; numbers are printed into b, which is emptied. */
struct str arg_shown(const struct arg *, size_t i, struct buf *b);

/* The bounds are kept apart from *w: a kernel's stores may be to anything, for all the compiler knows. */
#define EACH_ROW(w, i) \
	for (const uint32_t *row_ = (w)->row, *end_ = row_ + (w)->n; row_ < end_; row_++) \
		for (size_t i = *row_, once_ = 1; once_; once_ = 0)

/*
 * What must be computed for a value, operands first, found when it is first asked for.  A number below
 * program->uses is a use, others are guards.
 */
struct plan {
	uint32_t *node;
	size_t n;
};
void plan_make(const struct program *, struct plan *, uint32_t root);

/* Kernels, by kind of result or operand. */
void run_convert(struct work *);
void run_arithmetic(struct work *);
void run_compare(struct work *);
void run_logic(struct work *);
void run_is(struct work *);
void run_in(struct work *);
void run_match(struct work *);
void run_if(struct work *);
void run_coalesce(struct work *);
void run_nullif(struct work *);
void run_call(struct work *);

/* Prepared once from constant operands (shape->ready), or NULL. */
const void *set_prepare(struct program *, const struct shape *);
const void *bin_prepare(struct program *, const struct shape *);

#endif
