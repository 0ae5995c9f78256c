/*
 * match_quick: patterns that are only ASCII classes and plain text, tested byte by byte without PCRE2: `^1[38]`, `^[0-9]{5}$`,
 * `没有信号`, `\.csv$` is not one (its end floats), `^\.csv$` is.
 */
#ifndef VALUE_MATCH_QUICK_H
#define VALUE_MATCH_QUICK_H
#include "base/str.h"

enum { QUICK_STEPS = 24, QUICK_TEXT = 64 };

struct quick {
	bool known;   /* the pattern is such a one */
	bool to_end;  /* $ */
	bool last_repeats; /* the last step + : once or more */
	bool floats;  /* no ^: plain text anywhere */
	uint8_t n, len;
	uint64_t set[QUICK_STEPS][2]; /* a bit for each ASCII character */
	char text[QUICK_TEXT];        /* if it floats */
};

void quick_read(struct quick *, struct str source);
bool quick_test(const struct quick *, struct str subject);

#endif
