/*
 * literal: what plain texts a text must hold for a pattern to match in it: one of each of a few sets.  Found from the pattern's source,
 * so that many patterns can be passed over without running them (needles.h).  What is not understood gives no sets, never wrong ones.
 *
 *	没有?信号             one of 没有信号, 没信号
 *	(没|未).{0,8}扣费     扣费, and one of 没, 未
 */
#ifndef VALUE_LITERAL_H
#define VALUE_LITERAL_H
#include "base/arena.h"
#include "base/str.h"

enum { LITERAL_SETS = 3 };
struct literal_set {
	struct str *text; /* 2 bytes or more each, ASCII letters small: sought in a text made so (needles_lower) */
	size_t n;
};
struct literals {
	struct literal_set set[LITERAL_SETS];
	size_t sets; /* 0: any text may match */
	bool whole;  /* the pattern is the only set and nothing else: a text that holds one of it matches */
};

/*
 * source and flags ("i", "x", both or none) of a pattern that PCRE2 takes (pattern_new).  *l and its texts lie in the arena.  With i, a text
 * that holds one of literal_odd may match without holding any.
 */
void literal_read(struct literals *l, struct str source, struct str flags, struct arena *);

/* The two characters outside ASCII that, caseless, are ASCII letters: U+017F is an s, U+212A a k. */
enum { LITERAL_ODD = 2 };
extern const struct str literal_odd[LITERAL_ODD];

#endif
