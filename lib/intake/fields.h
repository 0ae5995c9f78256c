/*
 * fields: a block of whole records into cells, only those that are wanted.  Text without quotation
 * marks is split by the vector scan of record/split; records with marks by hops (cut.h), which a
 * differential test holds equal to libcsv.  A record that cannot be taken apart becomes a flaw and
 * no row.
 */
#ifndef INTAKE_FIELDS_H
#define INTAKE_FIELDS_H
#include "intake/flaw.h"
#include "intake/plan.h"

struct fields {
	size_t n; /* rows */
	struct str *
	    *cell; /* [slot][row]: slices of the text or of the arena; line breaks are replaced */
	uint32_t *at, *len; /* the record in the text, without its line end */
	uint32_t *line;	    /* from the text's first */
	bool *quoted;	    /* a row whose cells may hold delimiters or marks */
	size_t records;	    /* rows and flaws: what was read */
	size_t repeated;    /* header lines that came again */
	struct arena arena;
	struct fields_scratch *scratch;
};

/* 64 bytes behind text may be read. */
void fields_cut(struct fields *, const struct plan *, struct str text, struct flaws *);
void fields_clear(struct fields *);

#endif
