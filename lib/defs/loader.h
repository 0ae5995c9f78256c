/*
 * loader: what the files of lib/defs share while definition files are read; nobody else includes it.
 *
 *	vocabulary.c           the table of keywords and their attributes
 *	form.c                 reads what an entry of the table says
 *	operand.c token.c list.c  read one operand
 *	saying.c               texts for people
 *	statement.c attribute.c redefine.c  statements, their attributes, what replaces them
 *	include.c              files and includes
 *	names.c uses.c         what is declared, and who uses whom
 *	constant.c             constants and --set
 *	canon.c                canonical text and fingerprint
 *
 * Functions that return bool fill loader->misfit where they return false.
 */
#ifndef DEFS_LOADER_H
#define DEFS_LOADER_H
#include "defs/defs.h"

enum { DEFS_BYTES = 4 << 20, DEFS_DEPTH = 16 };

/* A row of the vocabulary.  The notation is explained where the rows are. */
struct keyword {
	unsigned kinds; /* bits 1 << enum defs_kind */
	bool once;      /* one statement of it, without a name of its own */
	const char *word, *head, *attributes;
};
struct entry { /* one attribute of a keyword */
	struct str word, form;
	bool repeats;
	size_t rank;
};
const struct keyword *vocabulary_find(enum defs_kind, struct str word);
/* All keywords of a kind; room for VOCABULARY_WORDS. */
enum { VOCABULARY_WORDS = 64 };
size_t vocabulary_words(enum defs_kind, struct str *words);
bool vocabulary_entry(const struct keyword *, struct str word, struct entry *);
size_t vocabulary_entries(const struct keyword *, struct str *words);

/* A name in an expression that nothing above it declares: a column, or a mistake (names.c). */
struct loose {
	const struct tree *name;
	const struct statement *source; /* it stands in a let of this source */
	bool inner;                     /* inside an aggregate */
};
struct once_read {
	uint64_t device, inode;
};
struct loader {
	struct defs *defs;
	struct misfit *misfit;
	struct scan scan; /* over the file being read */
	struct buf canon; /* of the statement head or attribute being read */
	struct statement **last;
	struct let **last_let;
	size_t order;
	struct once_read *file;
	size_t files, file_cap;
	unsigned depth;
	struct loose *loose;
	size_t looses, loose_cap;
	const struct statement *source; /* while its lets are read */
};

/* form.c: reads what form says. */
enum { FORM_OPERANDS = 8 };
struct reading {
	const struct tree **tree; /* takes the expression after "="; NULL: it is an operand like others */
	struct str *name;         /* takes the NAME, WORD or PATH that the form begins with; NULL: the same */
	struct place *name_place;
	bool redefined; /* "= E" may be missing */
	bool people;    /* found: a text for people */
	struct operand *one[FORM_OPERANDS];
	size_t n;
};
bool form_read(struct loader *, struct str form, struct reading *);
struct operand *form_operands(struct loader *, const struct reading *); /* side by side, in the arena */

/* operand.c: one operand of a kind named by word ("T", "COL", "E" ...); what: as in "expected WHAT", NULL: the kind's own. */
bool operand_is_kind(struct str word);
bool operand_read(struct loader *, struct str kind, const char *what, struct operand *);
bool operand_name(struct loader *, struct operand *, const char *what);
bool operand_path(struct loader *, struct operand *, const char *what);
bool operand_text(struct loader *, struct operand *, const char *what);
bool operand_saying(struct loader *, struct operand *, const char *what);
bool operand_expr(struct loader *, struct operand *, const char *what);

/* token.c: operands that are one token; and what all of them use. */
bool operand_word(struct loader *, struct operand *, const char *what);
bool operand_number(struct loader *, struct operand *, const char *what);
bool operand_duration(struct loader *, struct operand *, const char *what);
bool operand_percent(struct loader *, struct operand *, const char *what);
bool operand_clock(struct loader *, struct operand *, const char *what);
bool operand_moment(struct loader *, struct operand *, const char *what);
bool operand_relation(struct loader *, struct operand *, const char *what);
bool operand_char(struct loader *, struct operand *, const char *what);
bool operand_pattern(struct loader *, struct operand *, const char *what);
/* n bytes from here as the operand's text; n = 0: "expected WHAT". */
bool operand_take(struct loader *, struct operand *, enum operand_kind, size_t n, const char *what);
struct operand *operand_new(struct loader *);
size_t word_char(struct str text); /* bytes of the letter, digit or _ that text begins with; 0: none */
struct place loader_place(const struct loader *);
struct str loader_rest(const struct loader *);
struct str loader_slice(const struct loader *, size_t from); /* from there to here */
struct str loader_word(const struct loader *); /* the run of word characters that begins here; may be empty */
bool loader_end(struct loader *);              /* of the line, or a misfit */
bool loader_expr(struct loader *, const struct tree **);

/* list.c: operands of several parts. */
bool operand_list(struct loader *, struct operand *, const char *what);
bool operand_band(struct loader *, struct operand *, const char *what);
bool operand_link(struct loader *, struct operand *, const char *what);
bool operand_from(struct loader *, struct operand *, const char *what);
bool operand_map(struct loader *, struct operand *, const char *what);
/* A name that a statement of this keyword has declared above. */
bool operand_declared(struct loader *, const char *keyword, struct operand *);

/* saying.c */
bool saying_read(struct loader *, struct saying *);

/* statement.c: the whole text of r->scan. */
bool statements_read(struct loader *);
bool line_next(struct scan *);           /* to the next line with something on it; false at the end of the text */
bool line_indented(const struct scan *); /* whether what stands here is not in column one */
bool word_take(struct loader *, const char *what, struct str *word); /* a keyword or the word of an attribute: small letters */
/* "no attribute 'digit' of kpi; did you mean 'digits'?", or all the words that there are. */
bool word_unknown(struct loader *, struct str word, struct place, const char *what, const struct str *words, size_t n);
bool declared_twice(struct loader *, const char *keyword, struct str name, struct place at, struct place first);

/* attribute.c: those of the statement that has just been read. */
bool attributes_read(struct loader *, const struct keyword *, struct statement *);

/* redefine.c: what st states again takes the place of what old says; the rest stays. */
void redefine(const struct keyword *, struct statement *old, struct statement *st);

/* include.c */
bool include_read(struct loader *, struct str name, struct place);
bool include_file(struct loader *, const char *path);
bool script_check(const struct script *, struct misfit *); /* NUL, UTF-8, size */

/* names.c */
struct names *names_new(void);
void names_free(struct names *);
void *names_find(const struct names *, const char *keyword, struct str name);
void names_add(struct names *, const char *keyword, struct str name, void *what); /* replaces */
/* The same of the lets of a source. */
struct let *names_source_let(const struct defs *, const struct statement *source, struct str name);
void names_add_source_let(const struct defs *, const struct statement *source, struct let *);
const char *names_hint(const struct defs *, const char *keyword, struct str name);
/*
 * Every call of a tree, and every name that may mean a column, let or indicator (not those of codelists, calendars, sources);
 * inner: inside an aggregate.
 */
typedef void name_seen(void *arg, const struct tree *, bool inner);
void names_walk(const struct defs *, const struct tree *, name_seen *, void *arg);
void names_note(struct loader *, const struct tree *);
/* What is used above its declaration (loose names). */
bool names_above(struct loader *);
/* uses.c: cycles, and definitions that come to too much when names are replaced by what they stand for. */
bool uses_check(const struct defs *, struct misfit *);

/* constant.c: applies --set; taken[i]: the name is declared here. */
bool set_apply(struct defs *, const struct opt_list *set, bool *taken, struct misfit *);

/* canon.c */
void defs_canon(struct defs *);
void canon_name(struct buf *, struct str name);
void canon_text(struct buf *, struct str text);

#endif
