/*
 * plan: what a file's header and the schema agree on: which fields are wanted, and how the file is
 * taken apart.  Made once a file (source.h), used by every worker (fields.h).
 */
#ifndef INTAKE_PLAN_H
#define INTAKE_PLAN_H
#include "intake/dialect.h"

enum { PLAN_FIELDS_MAX = 65536, PLAN_NAME_MAX = 1024 };

/* A field of the file, or a run of characters of the record, that a column is made of. */
struct want {
	size_t field;	 /* from 0 */
	size_t from, to; /* characters, from 1; 0: a field */
};

struct plan {
	struct dialect dialect;
	size_t fields;	   /* every record has this many; 0: not held to it */
	bool header_said;  /* fields come from a header (for messages) */
	struct want *want; /* by slot, rising by field */
	size_t wants;
	struct str
	    header; /* the header record, which is skipped when it comes again; len 0: none */
	struct str linebreak;
	const char *encoding; /* for messages */
	bool oversize;	      /* the block is the head of a record beyond all bounds */
	const void *takes;    /* how columns are made of slots: bind.h */
};

#endif
