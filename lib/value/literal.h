/*
 * literal: plain texts of which a text must hold at least one for a pattern to match in it.  Found from the pattern's source, so that
 * many patterns can be passed over without running them (needles.h).  What is not understood gives no texts, never wrong ones.
 */
#ifndef VALUE_LITERAL_H
#define VALUE_LITERAL_H
#include "base/arena.h"
#include "base/str.h"

struct literals {
	struct str *text; /* 2 bytes or more each, ASCII letters small: sought in a text made so (needles_lower) */
	size_t n;         /* 0: any text may match */
	bool whole;       /* the pattern is these and nothing else: a text that holds one matches */
};

/*
 * source and flags ("i", "x", both or none) of a pattern that PCRE2 takes (pattern_new).  *l and its texts lie in the arena.  With i, a text
 * that holds one of literal_odd may match without holding one of these.
 */
void literal_read(struct literals *l, struct str source, struct str flags, struct arena *);

/* The two characters outside ASCII that, caseless, are ASCII letters: U+017F is an s, U+212A a k. */
enum { LITERAL_ODD = 2 };
extern const struct str literal_odd[LITERAL_ODD];

#endif
