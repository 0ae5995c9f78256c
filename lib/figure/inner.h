/* inner: what a figure is made of, for the files of this folder alone. */
#ifndef FIGURE_INNER_H
#define FIGURE_INNER_H
#include "expr/eval.h"
#include "figure/figure.h"
#include "group/table.h"
#include "record/stream.h"

enum {
	FIGURE_GROUPS_MAX = 32, /* a subtotal is a set of group columns, kept as bits */
	FIGURE_CUBE_MAX = 12,
};

/* A column that needs all rows with equal keys: prev, next, nth, and aggregates with `per`. */
struct keyed {
	const struct tree *call;
	struct view *view;
	int *key, keys;   /* values of the source's program, texts */
	int x, where;     /* -1: none */
	int moment;       /* for prev, next, nth: the order within a key */
	struct aggregate *aggregate; /* of a `per` */
	int column;       /* of the source */
	enum type type;
};

/* Where a column of a source's program comes from. */
struct source_column {
	struct str name;
	size_t header; /* position in the header; SIZE_MAX: keyed */
	size_t slot;   /* in batches */
	struct keyed *keyed;
};

/* A source, read once. */
struct source {
	struct figure *figure;
	const struct source_def *def;
	size_t number;
	const struct input_files *input;
	struct stream stream;
	const struct header *header;
	struct program *program;
	struct source_column *column;
	size_t columns, column_cap;
	struct source_types as;
	int *skip;             /* truths, in order; the reason counts */
	uint64_t *skipped;
	size_t skips;
	int where;             /* -w, or -1 */
	int keep;              /* a truth: none of the skips holds and where does; -1: all rows */
	struct view *view;     /* chain */
	struct keyed **keyed;
	size_t keyeds, keyed_cap;
	struct scope plain;    /* no moment, no keyed columns: skips */
	struct store *store;   /* rows held for keyed columns */
	uint64_t hash;         /* of the records read, for --partial */
};

/* A source seen by one moment: an indicator counts arrivals by arrival, another closures by closing. */
struct view {
	struct source *source;
	const struct tree *moment; /* NULL: none */
	struct scope scope;
	bool grouped;
	int group[FIGURE_GROUPS_MAX]; /* values of the program */
	int moment_value;          /* text; -1 until needed */
	size_t rows;               /* state that counts the rows of each group */
	struct view *next;
};

/* One state of the table and what feeds it. */
struct state {
	enum state_kind kind;
	struct view *view;
	int value; /* -1: rows are counted */
	int *tuple; /* distinct(x, y, ...): values that count together; NULL: value alone */
	size_t tuples;
	int where; /* -1: all rows */
	int period; /* STOCK */
	struct str name; /* in partials */
};

/* A call of the language and the states it is finished from. */
struct aggregate {
	const struct tree *call;
	struct str function;
	struct view *view;
	size_t state[3]; /* in the table; what they are depends on the function: aggregate.c */
	struct state own[3]; /* of a `per`, whose table holds its states alone */
	struct num p;    /* of a quantile */
	enum type type;
	const struct kpi_def *stock; /* an indicator that is a level, or NULL */
	const struct kpi_def *special; /* a stock, or one that is judged when `mature`; it shares with no other */
	bool whole;      /* count: a number of rows, so it can be an n */
	int column;      /* of the outer program */
};

/* c * N / D, or a value. */
struct ratio {
	bool is;
	struct num c_num, c_den; /* the constant factor is c_num / c_den */
	int num, den;            /* values of the outer program; den -1: none */
	int n;                   /* value: how many cases the figure rests on; -1: rows of the view */
};

struct indicator {
	const struct kpi_def *def;
	struct view *view;
	int value;
	enum type type;
	struct ratio ratio;
	size_t immature; /* state: rows too young to be judged; SIZE_MAX: none */
};

/* Names of an indicator's formula: other indicators, group columns, constants; its aggregates go to its view. */
struct outer {
	struct figure *figure;
	const struct kpi_def *kpi;
	struct view *view;
	struct scope scope;
	bool busy; /* being resolved: one that comes to use itself is found */
};

struct figure {
	struct figure_wants want;
	struct arena arena;
	struct shelf *shelf;
	struct source *source;
	size_t sources;
	struct state *state;
	enum state_kind *kind; /* of each, as tables want them */
	size_t states, state_cap;
	struct aggregate **aggregate;
	size_t aggregates, aggregate_cap;
	struct outer *outer; /* by kpi of the catalogue */
	struct program *program;
	struct indicator *indicator;
	size_t indicators;
	struct table *table;
	struct sorter *spilled; /* NULL: everything is in the table; else, at the end, nothing */
	uint64_t left_out, read, written;
	char fingerprint[17];
	struct reader *merged; /* partial.c: what the shards add up to */
	size_t provisional; /* indicators with `mature` */
};

/* resolve.c */
struct view *view_of(struct source *, const struct tree *moment);
void view_group(struct view *);
int source_column(struct source *, size_t header);
struct source *figure_source(struct figure *, struct str name, struct place);
/* outer.c */
void outer_open(struct figure *);
bool outer_view(struct outer *, struct misfit *);
/* figure.c */
struct table *figure_table(const struct figure *); /* a new one of the figure's states */
struct spill *figure_spilled(const struct figure *); /* over f->spilled */
bool source_in_use(const struct source *);
/* fingerprint.c */
void figure_fingerprint(struct figure *);
/* aggregate.c, aggregate_finish.c */
struct aggregate *aggregate_new(struct figure *, struct view *, const struct tree *call, const struct kpi_def *, bool keyed, struct misfit *);
bool aggregate_named(struct figure *, struct view *, const struct tree *call, const struct kpi_def *, struct named *, struct misfit *);
size_t state_need(struct figure *, struct state);
void aggregate_number(const struct table *, const struct aggregate *, size_t group, struct num *);
void aggregate_text(const struct table *, const struct aggregate *, size_t group, struct str *);
enum type aggregate_type(struct str function); /* TYPE_ANY: no aggregate */
size_t aggregate_states(const struct aggregate *);
/* ratio.c */
void ratio_find(struct figure *, struct indicator *, struct misfit *);
/* keyed.c */
bool tree_is_neighbour(struct str function); /* prev, next, nth */
bool keyed_named(struct view *, const struct tree *call, struct named *, struct misfit *);
/* keyed_rows.c */
void store_run(struct source *); /* computes the keyed columns of all rows held */
/* total.c */
void figure_totals(struct figure *);
/* From 0 on, the next set of columns to sum over, as bits; false: that was the last. */
bool total_next(const struct figure *, uint32_t *summed);
void total_add(const struct figure *, struct table *into, const struct table *from, uint32_t summed);
/* hoard.c */
void figure_spill(struct figure *); /* the table goes to scratch files */
/* print.c */
void figure_header(const struct figure *, struct header *); /* names of the columns that go out */
void figure_print_key(const struct figure *, struct str key, struct rows *, bool totals);
/* partial.c */
void partial_print(struct figure *, struct output *);
void partial_read(struct figure *);
/* Group keys: each column's text and a NUL, then the set of columns summed over; so they sort by their bytes, and none begins
 * another. */
enum { KEY_SUMMED = 4 };
void key_parts(const struct figure *, struct str key, uint32_t *summed, struct str *part);

#endif
