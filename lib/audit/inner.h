/* inner: what an audit is made of, for the files of this folder alone. */
#ifndef AUDIT_INNER_H
#define AUDIT_INNER_H
#include "audit/audit.h"
#include "audit/clock.h"
#include "audit/measure.h"
#include "gather/feed.h"
#include "value/sum.h"

enum { AUDIT_KEYS = 16, AUDIT_IDS = 20 };

/*
 * A column of the case: a value that came with its record, or one that was made in a stage.  A program's column 2 * i is cell i;
 * 2 * i + 1 is cell i of the source that an aggregate ranges over.
 */
struct cell {
	int feed;      /* cell of the main feed, or -1: made */
	enum type type;
	bool as_number, as_text;
	unsigned level; /* 0: from the feed; else how many stages must be through */
	bool others;    /* it rests on other cases */
	struct str name;
};

/* How the records of the cases are put together in a stage. */
struct keys {
	const struct tree *tree[AUDIT_KEYS]; /* over the case */
	int value[AUDIT_KEYS];               /* texts of the row program */
	size_t n;                            /* 0: each case by itself */
};

enum item_kind {
	ITEM_LIMIT, ITEM_STAGE,  /* from the events of the case */
	ITEM_OWN,                /* a limit over the case's own record */
	ITEM_ROWS, ITEM_PAIRS,   /* an aggregate over linked records: of them alone, or beside the case's */
	ITEM_PER,                /* an aggregate over cases with equal keys */
	ITEM_MOVE,               /* prev, next, nth */
	ITEM_IDS                 /* names of the cases of a group, the first few */
};
/* Something that makes cells. */
struct item {
	enum item_kind kind;
	unsigned level;
	struct keys keys;
	int cell; /* the first that it makes */
	const struct tree *call;
	const struct rule *rule;       /* whose `per` it has, or NULL */
	size_t source;                 /* ROWS, PAIRS */
	struct measure measure;
	struct program *program;       /* PAIRS */
	int *column;                   /* of it: those that its expressions may use */
	size_t columns, column_cap;
	int where, value, also;        /* of the row program, of the pairs', or cells of the source; -1: none */
	struct limit *limit;
	struct stage *stage;
};

/* What the three kinds of standards have in common, bound. */
struct bound {
	const struct standard *is;
	int where, owner; /* values of the row program; -1: none */
};
enum { LIMIT_STATE, LIMIT_ELAPSED, LIMIT_USED, LIMIT_OVER, LIMIT_DUE, LIMIT_STARTED, LIMIT_STOPPED, LIMIT_ALLOWED, LIMIT_WARN,
	LIMIT_OWNER, LIMIT_OWNERS, LIMIT_CELLS };
struct limit {
	struct bound is;
	const struct limit_def *def;
	const struct workcal *calendar;
	int limit, due, from, to; /* values of the row program; -1: none */
	int act, owner;           /* cells of the event feed; -1: none */
	int cell;                 /* the first of LIMIT_CELLS */
};
enum { STAGE_COUNT, STAGE_BEGIN, STAGE_END, STAGE_WRITTEN, STAGE_CELLS };
/* STAGE_WRITTEN: by how many seconds the latest event was written down too late; null: none. */
struct stage {
	struct bound is;
	const struct stage_def *def;
	const struct workcal *calendar;
	int event, written; /* cells of the event feed */
	size_t *follower;   /* those, near and far */
	size_t followers;
	int cell;
};
/* A scope for expressions over the case: those of a rule with `per` mean the group. */
struct mind {
	struct audit *audit;
	const struct rule *rule;     /* its `per`, and only rules above it are known; NULL: no rules are */
	const struct limit *started; /* in its `due`, `started` is known */
	size_t source;               /* inside an aggregate over it; 0: none */
	struct defs_scope scope;
};
struct rule {
	struct bound is;
	const struct rule_def *def;
	const struct tree *whole; /* `for` and the condition */
	int holds;
	bool others;              /* it rests on other cases, too */
	int *show;
	int first, ids;           /* with `per`: cells: the case's number in its group; the group's cases */
	int *per;
	struct mind mind;
};
struct standard_ref { /* in the order of declaration */
	enum { IS_LIMIT, IS_STAGE, IS_RULE } kind;
	size_t at;
};

/* One pass: records put together by the same keys. */
struct pass {
	unsigned level;
	struct keys keys;
	struct item **item;
	size_t items, cap;
	size_t *source; /* linked sources it needs; records of source[k] are those of number k + 1 */
	size_t sources;
	int *carried; /* cells that come with the cases: those of the feed, and what the passes before made */
	size_t carries;
	struct gather *gather;
	struct pass *next; /* where the cases go */
};

struct tally { /* of a limit over all cases, for `pass` and `mean` */
	uint64_t met, missed, measured;
	struct sum elapsed;
};

struct audit {
	struct audit_wants want;
	const struct audit_defs *defs;
	struct arena arena;
	struct feed *feed; /* by source */
	bool *given;
	struct str main;   /* name of the main source */
	struct cell *cell;
	size_t cells, cell_cap;
	struct program *row;
	struct mind mind;  /* plain: no rule */
	struct item **item;
	size_t items, item_cap;
	unsigned level;    /* of what is being bound: the highest cell met so far */
	bool others;       /* whether it rests on other cases */
	struct item *pairing; /* while its program is bound */
	struct limit *limit;
	struct stage *stage;
	struct rule *rule;
	size_t limits, stages, rules; /* bound so far */
	struct standard_ref *order;
	size_t orders;
	struct pass **pass; /* in the order in which they run; the last writes */
	size_t passes;
	int key;            /* cell */
	int *column;        /* cells: -c */
	size_t columns;
	int time;           /* cell: the case's moment; -1: none */
	struct trace *trace; /* --trace, or NULL */
	struct tally *tally;
	uint64_t found[3], written[4];
	struct when now;
};

/* mind.c: what names mean. */
void mind_open(struct mind *, struct audit *, const struct rule *, size_t source);
bool tree_is_plain(struct audit *, const struct tree *, const struct rule *);
/* A value of the row program; a tree that rests on the case's record alone is a cell of the feed. */
int bind_value(struct audit *, struct mind *, const struct tree *, enum type want);
int bind_value_try(struct audit *, struct mind *, const struct tree *, enum type want, struct misfit *);
int cell_from_feed(struct audit *, const struct tree *, enum type want, struct misfit *);
int cell_made(struct audit *, enum type, unsigned level, struct str name);
const struct tree *cell_tree(struct audit *, int cell); /* a name that means it */
struct feed *audit_feed(struct audit *, size_t source, struct place place, struct misfit *);
/* item.c: aggregates and neighbours. */
bool item_named(struct mind *, const struct tree *call, struct named *, struct misfit *);
struct item *item_new(struct audit *, enum item_kind);
bool item_keys(struct audit *, struct mind *, struct item *, const struct tree *const *key, size_t n, struct misfit *);
void column_used(struct audit *, int column); /* by the program of a->pairing */
/* standard.c: limits, stages, rules. */
void bind_standards(struct audit *);
/* pass.c: which item runs when. */
void passes_make(struct audit *);
void passes_run(struct audit *);
/* replay.c: limits and stages over the events of a batch of cases. */
struct replay {
	struct audit *audit;
	const struct cases *cases;
	const struct gather_rows *events; /* NULL: none */
	struct when *when; /* of each event; day INT32_MIN: it has no moment */
	struct eval *row;
	const struct vec *cell; /* by column: cells are at even places */
	struct clock clock;
	struct buf text; /* scratch */
};
void replay_limit(struct replay *, const struct limit *);
void replay_stage(struct replay *, const struct stage *);
/* run.c: the items of a pass over a batch of cases. */
struct bench { /* of one worker */
	struct audit *audit;
	const struct pass *pass;
	struct eval *row, **pairs; /* pairs: by item of the pass */
	struct vec *vec;           /* by column */
	struct columns columns;
	const struct cases *cases;
	struct replay replay;
};
struct bench *bench_new(struct audit *, const struct pass *);
void bench_free(struct bench *);
void bench_begin(struct bench *, const struct cases *, struct notes *); /* and runs the items */
/* stage.c: what is wrong with a stage of a case. */
enum { FLAWS_MAX = 6 };
struct flaw {
	const char *what; /* "missing" ... */
	struct str more;  /* "count=3"; may be empty */
};
size_t stage_flaws(const struct audit *, const struct stage *, size_t row, const struct vec *cell, struct str moment, struct flaw *,
    struct arena *);
static inline struct num *
cell_numbers(const struct vec *cell, int at)
{
	return (struct num *)(uintptr_t)cell[2 * at].num;
}
static inline struct str *
cell_texts(const struct vec *cell, int at)
{
	return (struct str *)(uintptr_t)cell[2 * at].text;
}
static inline uint8_t *
cell_truths(const struct vec *cell, int at)
{
	return (uint8_t *)(uintptr_t)cell[2 * at].truth;
}
/* trace.c: the path of one case. */
struct trace *trace_new(void);
void trace_open(struct audit *);
void trace_main(struct audit *); /* after the main source was read: what else is wanted */
void trace_say(struct audit *, struct str time, const char *source, struct str name, const char *what, struct str more);
void trace_write(struct audit *);
void trace_free(struct audit *);
/* write.c, heading.c */
void write_headers(struct audit *);
void write_cases(struct audit *, struct tally *, const struct cases *, struct eval *, const struct vec *, struct part *);
void write_commit(struct audit *, struct part *);
void write_standards(struct audit *);

#endif
