/* inner: what flow is made of, for the files of this folder alone. */
#ifndef FLOW_INNER_H
#define FLOW_INNER_H
#include "flow/flow.h"
#include "flow/seen.h"
#include "flow/tally.h"
#include "gather/feed.h"
#include "record/rows.h"
#include "value/when.h"

enum { FLOW_GROUPS_MAX = 16, FLOW_KEYS_MAX = 16 };

/* An event on its case's path. */
struct event {
	size_t row;        /* of the batch */
	struct str activity, unit, begin, end; /* end: begin where no end is known */
	struct when from, till; /* begin and end, read */
	bool timed, ended;      /* they could be */
	struct num work;   /* seconds from begin to end; null: no ends are known */
	struct num gap;    /* seconds from the end of the event before to the beginning of this one; null for the first */
	struct num worked; /* of these, working seconds; null without a calendar */
	bool first;        /* of its activity in the case */
	bool first_step;   /* from the activity before to this one */
	/* The activity came before: just before, by the same unit (a self-loop); earlier, by it (repeated); by others alone (redone). */
	bool again, own, other;
};
/* A case. */
struct path {
	const struct str *key;    /* parts */
	uint64_t number;          /* of the cases of this key, from 1 */
	const struct str *group;
	const struct event *event;
	size_t n;
	bool open;
	struct num took; /* from the first begin to the last end */
	struct num idle; /* of these, with no activity open; null: no ends are known */
	struct str name; /* the activities, joined by " > " */
};

/* Which steps are allowed, and what stages ask for. */
struct conform;
/* allow: a FILE of from,to, or NULL; NULL if nothing is asked. */
struct conform *conform_new(struct feed *, const struct audit_defs *, const char *allow);
struct departure {
	const char *kind;
	struct str activity, from; /* from: what stood before; or the stage */
	size_t at; /* the event; n: the end of the case */
};
/*
 * Departures of a path, in the arena, event by event; *steps: how many steps were looked at.  cell: values of the records.
 */
size_t conform_path(const struct conform *, const struct path *, const struct vec *cell, struct departure **, size_t *steps, struct arena *);
void conform_free(struct conform *);

enum tallied { BY_CASE, BY_ARC, BY_VARIANT, BY_ACTIVITY, BY_HANDOVER, TALLIED };

struct flow {
	const struct flow_wants *want;
	struct source_def source; /* with --where as a skip */
	struct feed feed;
	struct gather *gather;
	struct arena arena;
	struct str key[FLOW_KEYS_MAX];
	size_t keys;
	int key_cell[FLOW_KEYS_MAX], group_cell[FLOW_GROUPS_MAX];
	int activity, unit, until; /* cells; -1: none */
	const struct workcal *calendar;
	struct conform *conform;
	bool counted[TALLIED]; /* what the streams asked for are made of */
	bool named;            /* paths have names */
	struct tally tally[TALLIED];
	struct rows rows;  /* of streams with a record a case, as they are committed */
	struct output *cases, *departures; /* NULL: not wanted */
	uint64_t nameless; /* events without an activity */
	uint64_t departed;
	uint64_t open, closed; /* cases */
};

/* One worker's. */
struct hand {
	struct flow *flow;
	struct tally tally[TALLIED];
	struct arena arena;
	struct buf text;
	struct seen seen;
	uint64_t cases; /* of this worker, so far */
	uint64_t open, closed;
	uint64_t nameless, departed;
};

/* path.c: the cases that the records of one key are, one after another; without `gap` they are one. */
struct walk {
	const struct cases *cases;
	size_t i, at;        /* the key, and the next of its records */
	struct event *event; /* room for those that are left */
	uint64_t number;     /* cases so far */
};
void walk_start(struct walk *, const struct cases *, size_t i, struct arena *);
/* False: no more.  Events without an activity are left out and counted. */
bool walk_next(struct walk *, struct hand *, struct path *);
/* count.c: what a path adds to the tallies, and its records to the streams of cases and departures. */
void count_begin(struct tally *);
/* Which tallies a stream is made of: bits of enum tallied. */
unsigned show_counts(enum flow_show);
void count_path(struct hand *, const struct path *, size_t departures, size_t steps);
void path_print(const struct flow *, const struct path *, struct rows *);
void departures_print(const struct flow *, const struct path *, const struct departure *, size_t n, struct buf *out, struct buf *text);
/* print.c */
void flow_heads(const struct flow *, enum flow_show, struct output *);
void flow_print(struct flow *, enum flow_show, struct output *);
/* sheet.c: a stream on its way out; a record begins with its groups. */
struct sheet {
	struct flow *f;
	struct output *out;
	struct rows rows;
	struct buf text;
};
void sheet_heads(struct sheet *, const char *const *name, size_t n); /* NULL: left out */
#define SHEET_HEADS(s, ...) sheet_heads(s, (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))
void sheet_groups(struct sheet *, const struct tally *, size_t group);
void sheet_text(struct sheet *, struct str);
void sheet_number(struct sheet *, struct num);
void sheet_end(struct sheet *); /* of the record */
/* The group of the cases' tally with the same groups of cases. */
size_t sheet_whole(const struct flow *, const struct tally *, size_t group);
struct num tally_sum(const struct tally *, size_t state, size_t group);
struct num tally_count(const struct tally *, size_t group); /* state 0 */
/* A quantile of a state that keeps numbers, in seconds; shares and seconds are rounded once, half away from zero. */
enum { SHARE_DIGITS = 6, SECOND_DIGITS = 3 };
struct num tally_quantile(const struct tally *, size_t state, size_t group, struct num p);
/* Variants by groups of cases, the most frequent first; free() it. */
size_t *variants_order(const struct flow *);
/* summary.c */
void summary_print(struct sheet *);
/* dot.c */
void dot_print(struct flow *, struct output *);

/* States of the tallies, in the order of count.c's tables. */
enum { CASE_N, CASE_CLOSED, CASE_EVENTS, CASE_TIME, CASE_CLOSED_TIME, CASE_TIMES, CASE_REWORK, CASE_OVER, CASE_STEPS, CASE_DEPARTED };
enum { ARC_N, ARC_CASES, ARC_TIME, ARC_TIMES, ARC_MAX, ARC_WORKED };
enum { VARIANT_N, VARIANT_TIMES, VARIANT_EXAMPLE };
enum { ACT_N, ACT_CASES, ACT_STARTS, ACT_ENDS, ACT_AGAIN, ACT_OWN, ACT_OTHER, ACT_WORK, ACT_WORKS };
enum { HAND_N, HAND_CASES, HAND_TIME, HAND_BACK };

#endif
