/*
 * optparts: what opt.c, help.c and complete.c share.  Only base's own files include this.
 */
#ifndef BASE_OPTPARTS_H
#define BASE_OPTPARTS_H
#include "base/opt.h"

/* What every program has; kind OPT_KIND_CALL: field is one of these. */
enum opt_call {
	OPT_CALL_DELIMITER,
	OPT_CALL_DELIMITER_OUT,
	OPT_CALL_JOBS,
	OPT_CALL_COLOR,
	OPT_CALL_QUIET,
	OPT_CALL_VERBOSE,
	OPT_CALL_HELP,
	OPT_CALL_VERSION,
	OPT_CALL_COMPLETION
};
extern const struct opt opt_common[];

/* The options of one program: its own, then those all have; and what was asked. */
struct opt_table {
	const struct command *self;
	char *job;
	size_t own, n;
	struct option *longs; /* for getopt_long, where a long option is OPT_LONG_ONLY and its place */
	char *shorts;
	bool delimiter_out, help, version;
	const char *completion;
};
enum { OPT_LONG_ONLY = 256 };

const struct opt *opt_at(const struct opt_table *, size_t i);
/* What getopt_long answered with kind '?' or ':' is a misuse. */
_Noreturn void optbad(const struct opt_table *, int kind, char **argv);

void opt_start(void); /* the process as a program may expect it, and common's defaults */
size_t opt_count(const struct opt *); /* entries before the end */

/* A value from a word; one that does not fit is a misuse. */
void optset_size(const struct command *, const struct opt *, uint64_t *, const char *word);
void optset_count(const struct command *, const struct opt *, uint64_t *, const char *word);
void optset_char(const struct command *, const struct opt *, char *, const char *word);
void optset_jobs(const struct command *, const char *word);
void optset_color(const struct command *, const char *word);

void help_text(const struct command *, struct buf *);
void help_version(const struct command *, struct buf *);
/* A completion for bash, zsh or fish; false: no such shell. */
bool complete_text(const struct command *, const char *shell, struct buf *);

#endif
