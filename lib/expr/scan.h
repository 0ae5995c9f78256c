/*
 * scan: tokens of definition files and expressions (design.md 4): names, texts, numbers, durations, patterns, blanks, comments and
 * the rule by which a line goes on in the next, indented one.  One scanner for both, so the languages cannot drift apart.
 */
#ifndef EXPR_SCAN_H
#define EXPR_SCAN_H
#include "base/arena.h"
#include "expr/place.h"
#include "value/num.h"

struct scan {
	const struct script *in;
	size_t at, end; /* byte offsets; end bounds what may be read (a text's {expr}) */
	unsigned open;  /* parentheses open: lines go on */
	struct arena *arena; /* for what is decoded; lives with the trees */
	struct misfit *misfit;
};

/* go_on: an operand must follow, so a line end before an indented line is a blank too. */
void scan_blank(struct scan *, bool go_on);
bool scan_at_end(struct scan *);                     /* of the line or text, after blanks */
bool scan_char(struct scan *, const char *token);    /* takes it if it stands here (after blanks): an operator or punctuation */
bool scan_word(struct scan *, const char *keyword);  /* takes it if this whole word stands here */
bool scan_expected(struct scan *, size_t at, const char *what); /* "'x' here; expected WHAT"; false */
bool scan_name(struct scan *, const char *what, struct str *name);   /* NAME, backticks resolved, not a keyword */
bool scan_text(struct scan *, const char *what, struct str *text);   /* TEXT, escapes resolved */
bool scan_number(struct scan *, struct num *, bool *duration);       /* NUMBER or DURATION (in seconds) */
bool scan_pattern(struct scan *, struct str *source, struct str *flags);
bool scan_is_name(struct scan *);                    /* whether a NAME may begin here */
bool scan_sticks(const struct scan *, size_t at);     /* whether a letter, digit or _ stands there */
bool scan_whole(struct scan *);                      /* after a number or pattern: nothing sticks to it, or the fault */
bool scan_keyword(struct str word);                  /* and or not in between is null true false where per */
bool scan_bare(struct str name);                     /* whether a name can stand without backticks */

#endif
