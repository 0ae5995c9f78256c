/*
 * opt: one table gives parsing, --help and completions (conventions.md 3 and 11).
 *
 *	static const struct opt options[] = {
 *		{ 'c', "columns", "LIST", "columns to keep", OPT_TEXT(struct job, want) },
 *		{ 'e', "expr", "NAME=EXPR", "derive a column", OPT_LIST(struct job, exprs) },
 *		{ 0 },
 *	};
 *	static const struct command self = {
 *		.name = "cs-pick", .usage = "[-x] -c LIST [FILE...]", .does = "keep the named columns",
 *		.examples = "  cs-pick -c a,b x.csv\n", .options = options,
 *	};
 *	char **files = opt_parse(&self, &job, argc, argv);
 *
 * Completion offers column names after -c, -k and -g, file names after an argument FILE and directories after DIR.
 *
 * What every program has is added here and found in `common`.  opt_parse also opens missing descriptors 0-2,
 * sets signal dispositions (SIGXFSZ ignored), and answers --help, --version and --completion.
 */
#ifndef BASE_OPT_H
#define BASE_OPT_H
#include "base/buf.h"
#include "base/str.h"

enum opt_kind { OPT_KIND_FLAG, OPT_KIND_TEXT, OPT_KIND_LIST, OPT_KIND_COUNT, OPT_KIND_SIZE, OPT_KIND_CALL };

/* Repeatable: OPT_LIST fields are `struct opt_list`. */
struct opt_list {
	const char **at;
	size_t n;
};

struct opt {
	int letter; /* or 0 if it has only a long name */
	const char *name, *argument /* NULL: a flag */, *help;
	enum opt_kind kind;
	size_t field; /* offset in the command's job */
};
#define OPT_FLAG(type, field) OPT_KIND_FLAG, offsetof(type, field)   /* bool */
#define OPT_TEXT(type, field) OPT_KIND_TEXT, offsetof(type, field)   /* const char * */
#define OPT_LIST(type, field) OPT_KIND_LIST, offsetof(type, field)   /* struct opt_list */
#define OPT_COUNT(type, field) OPT_KIND_COUNT, offsetof(type, field) /* uint64_t, digits only */
#define OPT_SIZE(type, field) OPT_KIND_SIZE, offsetof(type, field)   /* uint64_t, with K M G */

struct command {
	const char *name, *usage /* "[-x] -c LIST [FILE...]" */, *does, *examples;
	const struct opt *options;
	void (*versions)(struct buf *); /* lines for --version -v ("zlib 1.2.13"); may be NULL */
};

/* What every program has (conventions.md 3.2, marked with a bullet). */
struct common {
	char delimiter, delimiter_out; /* ',' unless -d, -D */
	const char *output;            /* -o, NULL: standard output */
	unsigned jobs;                 /* at least 1 */
	uint64_t memory;               /* bytes; default half of what the machine has */
	const char *tmpdir;
	bool strict, dry_run, explain, progress, no_progress;
	enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;
};
extern struct common common; /* set once by opt_parse, constant afterwards */

/* Returns the operands (NULL-terminated, borrowed from argv).  What cannot be parsed ends the program with 2. */
char **opt_parse(const struct command *, void *job, int argc, char **argv);
/* Ends with 2: the message, then "NAME: usage: ..." and where help is. */
_Noreturn void opt_misuse(const struct command *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* No operand, and standard input is a terminal: usage to standard error and 2 (conventions.md 1.5). */
void opt_need_input(const struct command *, char *const *files);
/* --dry-run or --explain: the plan goes to standard output, no record is read and no file is touched. */
bool opt_plan_only(void);
/*
 * CHAR of -d: one ASCII character or comma tab semicolon pipe space soh \t \xHH; not a quotation mark, a line end or NUL.
 */
bool opt_char(struct str word, char *c);

#endif
