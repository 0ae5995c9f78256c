/*
 * record: one record of a raw extract, with every check: what the scan of a block passes on, and
 * all there is where no scan helps.  Only fields includes it.
 */
#ifndef INTAKE_RECORD_H
#define INTAKE_RECORD_H
#include "intake/fields.h"

/* A block being cut. */
struct walk {
	struct fields *f;
	const struct plan *plan;
	struct str text;
	struct flaws *flaws;
	size_t line;
	bool foul; /* not all of the text is UTF-8 */
};

/* The record that begins at, whatever it holds, into the next row or a flaw; returns where the next
 * begins. */
size_t record_with_care(struct walk *, size_t at);
/* What no record may hold, whatever its fields: false and a flaw. */
bool record_bytes_fine(struct walk *, struct str record);
bool record_is_blank(struct str record, const struct dialect *);
bool record_is_header(const struct plan *, struct str record);
void record_begin(
    struct walk *, struct str record, bool quoted); /* its cells are in the next row */
void record_reject(struct walk *, struct str record, enum rule, const char *what);
void record_reject_fields(struct walk *, struct str record, size_t n);
size_t record_lines(struct str text); /* line ends in it */

#endif
