/*
 * line: text under construction in a place of fixed size, for messages (memory may be what is lacking).  What does
 * not fit is left out, by whole characters.  Only base's own files include this.
 */
#ifndef BASE_LINE_H
#define BASE_LINE_H
#include "base/str.h"

struct line {
	char *at;
	size_t len, cap;
};

void line_add(struct line *, const char *at, size_t n);
/* With control characters, save those in `also`, and bytes that are not UTF-8 as \xHH. */
void line_safe(struct line *, struct str, const char *also);

#endif
