/*
 * rules: texts to classes (design.md 4, Classes), for cs-classify.
 *
 * A class is a path of up to three levels.  Of the classes whose condition and `when` hold, the first counts: those of higher
 * priority before others, then in the order of the file.
 */
#ifndef DEFS_RULES_H
#define DEFS_RULES_H
#include "defs/catalogue.h"

enum { RULES_LEVELS = 3 };

struct class_def {
	struct str path;                /* "网络质量/信号/无信号" */
	struct str level[RULES_LEVELS]; /* its parts; those that it lacks are empty */
	struct str id, kb;
	struct place place;
	const struct tree *tree, *when; /* when: NULL if not given */
	struct num priority;            /* 0 if not given */
	struct saying ask, say;
	struct str kb_ask, kb_say; /* the knowledge base's, for a class without its own */
};
struct rules {
	struct defs *defs;
	struct shelf *shelf;
	struct source_def *source; /* its lets, `number` and `text` lists, `time` */
	struct place place;        /* of the scheme */
	struct str scheme, version;
	struct str text; /* LIST of the columns that are searched; len 0: not given */
	bool normalize;
	struct str level[RULES_LEVELS]; /* names of the columns that the levels go to */
	size_t levels;                  /* of the deepest class, or as many as are named */
	struct class_def *class;        /* the first that holds counts */
	size_t classes;
};

struct rules *rules_read(const struct opt_list *files, const struct opt_list *set); /* dies with the place */
struct rules *rules_try(struct defs *, struct misfit *);                            /* NULL and the misfit */

#endif
