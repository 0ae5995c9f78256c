/*
 * match: PCRE2 with UTF and JIT, bounded (hardening.md 2, Patterns).  A compiled pattern is shared
 * by all workers; each worker has its own matcher.  Simple anchored literals and classes may be
 * tested without PCRE2.  Subjects are valid UTF-8.
 */
#ifndef VALUE_MATCH_H
#define VALUE_MATCH_H
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

struct pattern;
/* flags: "i", "x", "ix" or "".  A fault has the position in the pattern (from 1) in f->at. */
struct pattern *pattern_new(struct str source, struct str flags, struct fault *);
void pattern_free(struct pattern *);
int pattern_group(const struct pattern *, struct str name); /* number of a named group, -1 none */
int pattern_groups(const struct pattern *);

struct matcher; /* scratch of one worker */
struct matcher *matcher_new(void);
void matcher_free(struct matcher *);

enum matched { MATCH_NO, MATCH_YES, MATCH_LIMIT };
/* MATCH_LIMIT: work, depth, heap or 64 KiB of text exceeded; never taken for "no". */
enum matched match_test(struct matcher *, const struct pattern *, struct str);
/* The group's text (a slice of subject; .at NULL if it did not take part). */
enum matched match_extract(struct matcher *, const struct pattern *, struct str, int group, struct str *found);
/*
 * Appends the text with every match replaced by `by`, in which $0 to $9, ${12} and ${name} stand for groups ($$ a dollar; a
 * group that is not there or took no part is empty).  MATCH_NO: the text as it was.  MATCH_LIMIT: nothing is appended; the
 * result would pass 16 MiB, too.
 */
enum matched match_replace(struct matcher *, const struct pattern *, struct str, struct str by, struct buf *);

/* Whether name has a match for pattern, compiled for this one question: what /pattern/ in a LIST of columns asks. */
bool match_name(struct str pattern, bool caseless, struct str name, struct fault *);

#endif
