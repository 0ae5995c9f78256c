/*
 * defs: definition files (design.md 4, cs-defs(5)): statements in column one, attributes indented under them, read by one
 * table-driven parser for all kinds.  schema.h, catalogue.h, layout.h, score.h and rules.h turn them into structs for their programs.
 *
 * Everything read lives to the end of the run.
 */
#ifndef DEFS_DEFS_H
#define DEFS_DEFS_H
#include "base/opt.h"
#include "expr/check.h"
#include "expr/tree.h"

/* A text for people: translations and {expr} inside. */
struct said_part {
	struct str text;         /* literal, if tree is NULL */
	const struct tree *tree;
};
struct said {
	char lang[3]; /* "" : serves every language without its own */
	struct said_part *part;
	size_t parts;
};
struct saying {
	struct said *said;
	size_t n; /* 0: not given */
};
/* The form for lang, or NULL if the saying was not given. */
const struct said *saying_in(const struct saying *, const char *lang);
/* As plain text, where no {expr} is inside or it is constant in scope; {expr} that is not shows as its canonical form. */
struct str saying_plain(const struct saying *, const char *lang, const struct scope *, struct arena *);

/* One operand of a statement or attribute, as its table entry says what it is. */
enum operand_kind { OPERAND_WORD, OPERAND_TEXT, OPERAND_SAYING, OPERAND_NUMBER, OPERAND_EXPR, OPERAND_PATTERN, OPERAND_LIST, OPERAND_MOMENT, OPERAND_CLOCK, OPERAND_PERCENT };
struct operand {
	enum operand_kind kind;
	struct place place;
	struct str text;   /* WORD (fixed words too), TEXT, PATTERN source, LIST as typed, MOMENT, CLOCK */
	struct str flags;  /* PATTERN */
	struct saying saying;
	struct num number; /* NUMBER, DURATION in seconds, PERCENT (95% is 95) */
	const struct tree *tree;
	struct operand *next; /* further ones of a comma list */
	struct operand *with; /* what stands beside it: after `=` of a map or link, after `+` of a from; the items of a LIST (WORD) */
};
struct attribute {
	struct str word;
	struct place place;
	struct operand *operand; /* in the order of the table entry, fixed words left out unless they choose (a|b) */
	size_t operands;
	size_t rank;     /* in the table of its keyword: the canonical order */
	struct str text; /* canonical; empty if it is for people, and no part of the fingerprint */
	struct attribute *next;
};
struct let {
	struct str name;
	const struct tree *tree;
	struct place place; /* of the name */
	size_t order;       /* of declaration, counted over lets and statements */
	bool redefined;     /* by `redefine` or --set */
	struct let *next;
};
struct statement {
	struct str keyword, name; /* name: NAME, WORD or PATH of the head; len 0 if the keyword has none */
	struct place place, name_place;
	const struct tree *tree;  /* after "=", or NULL */
	struct operand *operand;  /* further operands of the head; all of it, if it has no name (`null T, ...`, `key L`) */
	size_t operands;
	struct str text;          /* canonical head, without what follows "="; empty if it is for people */
	size_t order;
	bool redefined;
	struct attribute *attribute;
	struct let *let;          /* of a source */
	struct statement *next;   /* in the order of the files */
};

enum defs_kind { DEFS_SCHEMA, DEFS_CATALOGUE, DEFS_LAYOUT, DEFS_SCORE, DEFS_RULES, DEFS_AUDIT };

struct defs {
	enum defs_kind kind;
	struct statement *first;
	struct let *let;      /* of the file: constants and others */
	struct arena *arena;
	struct str text;      /* resolved, canonical: what --explain prints; without labels, notes, comments, layout */
	char fingerprint[17]; /* XXH3-64 of text, in hex */
	struct names *names;  /* what is declared, for defs_find and defs_let */
};

/*
 * Reads the files (searched as given, then along CS_PATH), their includes, redefines, and --set NAME=VALUE.  A fault ends the
 * program with its place (misfit_die): there is nobody who could go on.
 */
struct defs *defs_read(enum defs_kind, const struct opt_list *files, const struct opt_list *set);
/* The same from a text (tests, fuzzing): NULL and the misfit. */
struct defs *defs_of(enum defs_kind, const struct script *, struct misfit *);
void defs_free(struct defs *); /* tests and fuzzing; programs keep them to the end */
/*
 * For programs that read several kinds with one --set list (a layout and its catalogues): taken[i] is set where set->at[i] names
 * something here, and one that does not is no fault.  defs_untaken ends the program if one was taken in none of them.
 */
struct defs *defs_read_part(enum defs_kind, const struct opt_list *files, const struct opt_list *set, bool *taken);
void defs_untaken(const struct defs *const *, size_t n, const struct opt_list *set, const bool *taken);
/* name empty: the one statement of a keyword that stands once (`delimiter`). */
struct statement *defs_find(const struct defs *, const char *keyword, struct str name);
const struct let *defs_let(const struct defs *, struct str name); /* of the file; NULL none */
/* Whether a tree needs no row: no column, no aggregate; the lets in it are such, too. */
bool defs_is_constant(const struct defs *, const struct tree *);
/* The tree with the lets of the file replaced by what they stand for; a copy in the arena. */
struct tree *defs_resolved(const struct defs *, const struct tree *);
/* Its canonical lines, as in defs->text: what a fingerprint of one indicator is made of, with those of what it uses. */
void statement_print(const struct statement *, struct buf *);
const struct attribute *attribute_find(const struct statement *, const char *word);
/* Path of a file named in definitions: beside the file that names it, else along CS_PATH.  Allocated in arena; NULL: not there. */
const char *defs_path(const struct defs *, struct place, struct str name);

/* What every kind of file may declare: codelists and calendars, loaded from their files. */
struct shelf;
struct shelf *shelf_load(const struct defs *); /* dies with the place */
struct shelf *shelf_try(const struct defs *, struct misfit *); /* NULL and the misfit */
void shelf_free(struct shelf *);
const struct codelist *shelf_codelist(const struct shelf *, struct str name);
const struct workcal *shelf_calendar(const struct shelf *, struct str name, struct fault *);

#endif
