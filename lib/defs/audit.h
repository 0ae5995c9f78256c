/*
 * audit: standards of service and what speaks against a case (design.md 4, Standards and evidence), for cs-audit and cs-flow.
 *
 * A limit, stage or rule belongs to the `profile` above it in its file.  It holds for the cases whose moment lies in its
 * validity and that of its profile.
 */
#ifndef DEFS_AUDIT_H
#define DEFS_AUDIT_H
#include "defs/catalogue.h"

enum severity { SEVERITY_LOW, SEVERITY_MEDIUM, SEVERITY_HIGH };

/* What limits, stages and rules have in common. */
struct standard {
	struct str name;
	struct place place;
	const struct tree *where;   /* `for`, and the main source's moment in its validity; NULL: all cases */
	const struct tree *owner;   /* NULL: not given */
	struct str profile;         /* "NAME VERSION" of its profile; len 0: it is in none */
	enum severity severity;     /* not given: medium */
	struct num weight;          /* not given: 1 */
	size_t order;               /* over all three kinds, as declared */
};
struct limit_def {
	struct standard is;
	const struct tree *tree, *due;                         /* one of them, or neither: measured alone */
	const struct tree *start, *stop, *pause, *resume, *reset; /* over events; start and stop, or */
	const struct tree *from, *to;                          /* over the case */
	struct str calendar;                                   /* len 0: the clock */
	enum { REOPEN_RESUME, REOPEN_RESTART, REOPEN_IGNORE } reopen; /* not given: resume */
	struct num warn, pass, mean;                           /* percent, percent, seconds; null: not given */
};
struct stage_def {
	struct standard is;
	const struct tree *tree;    /* which events */
	bool required, once;
	size_t *after, *before;     /* stages */
	size_t afters, befores;
	struct num within;          /* seconds; null: not given */
	const struct tree *written; /* the moment an event was written down; NULL: not given */
	struct num written_within;
	struct str calendar;
};
struct rule_def {
	struct standard is;
	const struct tree *tree;
	const struct tree **per; /* names */
	size_t pers;
	const struct tree **show; /* names */
	size_t shows;
};
struct audit_defs {
	struct defs *defs;
	struct shelf *shelf;
	struct source_def *source;
	size_t sources;
	ptrdiff_t event; /* the source of that name; -1: none */
	struct limit_def *limit;
	struct stage_def *stage;
	struct rule_def *rule;
	size_t limits, stages, rules;
};

struct audit_defs *audit_read(const struct opt_list *files, const struct opt_list *set); /* dies with the place */
struct audit_defs *audit_try(struct defs *, struct misfit *);                            /* NULL and the misfit */
const char *severity_text(enum severity);
/* false: no such word. */
bool severity_of(struct str word, enum severity *);

#endif
