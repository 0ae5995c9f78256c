/*
 * inner: what classifying is made of, for the files of this folder alone.
 *
 * A batch goes through four hands: sought.c says which patterns match where, choose.c which classes hold, guess.c what a model makes of
 * the rest, write.c what was found and what is to be said; coverage.c and compare.c count.  heap.c keeps the texts instead, for suggest.c
 * and learn.c.
 */
#ifndef CLASSIFY_INNER_H
#define CLASSIFY_INNER_H
#include "classify/classify.h"
#include "classify/model.h"
#include "defs/scope.h"
#include "expr/eval.h"
#include "group/map.h"
#include "record/stream.h"
#include "value/match.h"
#include "value/needles.h"
#include <stdatomic.h>

#define CLASS_NONE UINT32_MAX

/* A bare pattern; equal ones are one. */
struct sought {
	struct str source, flags; /* as they are compiled */
	struct pattern *pattern;
	struct str *group; /* by number: its name, len 0 if it has none */
	size_t groups;
	uint8_t sets;   /* of needles, one of each of which must be there; 0: it may match anywhere */
};
/* Texts with {expr} inside. */
struct told {
	const struct said *said; /* NULL: none */
	int *value;              /* by part, of the desk; -1: literal */
	struct str plain;        /* without said: as it is */
};
struct rule {
	const struct class_def *def;
	int value;
	uint32_t *need, *has; /* it holds only where one of need matches (none: anywhere); patterns that are not under `not` */
	size_t needs, hases;
	struct told ask, say;
};
/* What a column of a program is: of the input, a pattern, evidence. */
struct origin {
	enum { ORIGIN_INPUT, ORIGIN_PATTERN, ORIGIN_EVIDENCE } is;
	size_t at; /* slot, sought, evidence */
};
struct origins {
	struct origin *at;
	size_t n, cap;
};

/* What classes came to. */
struct coverage_class {
	uint64_t hits, chosen, alone, model;
};
struct coverage {
	struct coverage_class *class; /* by rule */
	uint64_t records, matched, ambiguous, classed, model;
	size_t classes;
};
/* Pairs of what they say and what we say. */
struct confusion {
	struct map pair; /* "theirs\0ours" */
	uint64_t *n;
	size_t cap;
	uint64_t uncoded; /* they say nothing */
};

/* Texts that are kept: of a whole run, or one worker's. */
struct held {
	uint64_t batch;
	uint32_t row;
	struct str text;  /* of tokens_text */
	struct str label; /* the class, as a path; len 0: none */
	struct str id;    /* of the record, with --id */
};
struct heap {
	struct held *at;
	size_t n, cap;
	struct arena *arena; /* one a worker */
	size_t arenas;
};
/* A class of the model. */
struct model_class {
	struct str level[RULES_LEVELS];
	uint32_t rule; /* that has the same path; CLASS_NONE */
};

struct classify {
	struct classify_wants want;
	struct arena arena;
	const struct header *in;
	struct stream *stream;
	size_t *text, texts; /* slots of the columns searched */
	struct str *text_name;
	size_t *kept, keeps; /* slots of the input's columns that go out */
	size_t slots;
	struct sought *sought;
	size_t soughts, sought_cap;
	struct needles *needles;
	uint32_t *owner; /* the pattern of each owner of needles; the last owner, odd: any caseless pattern may match */
	uint32_t odd, *anywhere; /* anywhere: patterns of which nothing is known */
	size_t anywheres;
	struct rule *rule;
	size_t rules;
	struct program *program, *desk;
	struct origins column, desk_column;
	struct defs_scope scope, desk_scope;
	const struct let *let;
	bool *as_number, *as_text;
	struct str *evidence;
	size_t evidences, evidence_cap;
	struct str level[RULES_LEVELS];
	size_t levels;
	bool has_id, has_kb, has_ask, has_say;
	struct str stamp; /* scheme:version:fingerprint */
	size_t theirs; /* slot */
	enum { OURS_CLASS, OURS_ID, OURS_LEVEL } ours;
	size_t ours_level;
	struct coverage coverage;
	struct confusion confusion;
	struct books books;
	struct model_class *model_class;
	double cut; /* the smallest margin of a guess that is given */
	size_t id, *label, labels; /* slots */
	struct heap heap;
	_Atomic uint64_t bytes; /* of the texts kept */
};

/* Where a pattern matches in a batch. */
struct hits {
	uint8_t *truth; /* NULL: nowhere */
	uint32_t *row;  /* rising */
	size_t n, cap;
};
struct pair {
	uint32_t row, rule;
};
struct result {
	uint32_t row, rule; /* CLASS_NONE: no rule */
	uint32_t match, matches; /* its number among the rules that hold for the record; how many do */
	uint32_t class; /* of the model, if no rule; CLASS_NONE: none */
	double chance;
};
/* One worker's. */
struct hand {
	struct classify *c;
	const struct batch *batch;
	struct eval *eval, *desk;
	struct vec *vec, *desk_vec;
	struct matcher *matcher;
	struct needles_seen seen;
	uint8_t *sets; /* by pattern: how many of its sets are there; zeroed between texts */
	struct buf lower, buf;
	struct hits *hits;
	uint32_t *touched; /* patterns that match somewhere */
	size_t touches;
	const uint8_t *none; /* where no pattern matches: false, null without any text */
	struct str **text;   /* by column searched */
	struct pair *pair, *sorted;
	size_t pairs, pair_cap, sorted_cap;
	uint32_t *first; /* by row, in sorted */
	size_t first_cap;
	struct result *result;
	size_t results, result_cap;
	struct str *matched, **evidence; /* by result */
	struct coverage coverage;
	struct confusion confusion;
	struct model_asker asker;
	struct heap heap;
};

/* bind.c: what names mean, before a record is read. */
void bind_rules(struct classify *);
size_t bind_slot(struct classify *, size_t column);
/* sought.c */
int sought_add(struct classify *, const struct tree *pattern, struct misfit *); /* its number, or -1 */
void sought_ready(struct classify *);
void sought_run(struct hand *);
/* choose.c: fills h->result. */
void choose_run(struct hand *);
/* guess.c: what the model makes of records that no rule matched. */
void guess_begin(struct classify *);
void guess_run(struct hand *);
/* heap.c */
void heap_begin(struct classify *);
void heap_run(struct hand *, struct rows *);
void heap_merge(struct heap *into, struct heap *from); /* takes what from holds */
void heap_sort(struct heap *);
void heap_clear(struct heap *);
/* write.c */
void write_begin(struct classify *, struct header *out);
void write_run(struct hand *, struct rows *);
/* coverage.c */
void coverage_new(struct coverage *, size_t classes);
void coverage_add(struct hand *);
void coverage_merge(struct coverage *into, const struct coverage *);
void coverage_clear(struct coverage *);
/* compare.c */
void compare_begin(struct classify *);
void compare_add(struct hand *);
void confusion_merge(struct confusion *into, const struct confusion *);
void confusion_clear(struct confusion *);
/* The class of a result: what goes into the level columns, and its id. */
struct str result_level(const struct classify *, const struct result *, size_t level);
struct str result_id(const struct classify *, const struct result *);
/* The rule with the class's path, if there is one: what it asks and says holds for the model's class, too. */
const struct rule *result_rule(const struct classify *, const struct result *);

#endif
