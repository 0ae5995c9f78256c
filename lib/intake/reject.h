/*
 * reject: rejected records with their reasons: a row in the rejects file
 * (file,line,column,rule,value,record) and a line on standard error, ten of a kind.  Rows hold raw
 * text, with line breaks as one blank and bytes that are no text as \xHH; messages mask.
 */
#ifndef INTAKE_REJECT_H
#define INTAKE_REJECT_H
#include "intake/bind.h"
#include "intake/flaw.h"
#include "io/output.h"

struct reject {
	const struct bind *bind;
	struct output *out; /* NULL: nothing is written */
	char delimiter;
	bool strict; /* the first ends the program */
	uint64_t n;
	struct buf row, text;
};

void reject_begin(struct reject *); /* the header */
void reject_record(
    struct reject *, const char *file, uint64_t line, const struct flaw *, struct str record);
void reject_clear(struct reject *);

#endif
