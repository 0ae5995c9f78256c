/*
 * separators: where the delimiters, line ends and oddities of a block stand: the vector scan of
 * lib/record, which every other program reads by, lent to raw extracts.
 */
#ifndef INTAKE_SEPARATORS_H
#define INTAKE_SEPARATORS_H
#include "base/str.h"

enum { SEPARATORS_MAX = 4 << 20 }; /* bytes of a text that is scanned */

struct separators {
	uint32_t *sep, *lf, *odd; /* delimiters and LFs; LFs; quotes, NULs and CRs before no LF */
	size_t seps, lfs, odds;
	bool doubt; /* not all of the text may be UTF-8 */
	size_t cap;
};

/* A text without a last LF ends with one behind it.  64 bytes behind the text may be read. */
void separators_find(struct separators *, struct str text, char delimiter);
void separators_clear(struct separators *);

#endif
