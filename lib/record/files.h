/*
 * files: the files of one stream, opened in order, their headers held against the first one's, their bytes cut into blocks of whole
 * lines.  A stream holds no line break inside a field, so every LF ends a record and no state of quotes is needed.
 */
#ifndef RECORD_FILES_H
#define RECORD_FILES_H
#include "io/input.h"
#include "record/header.h"
#include "record/run.h"

struct file {
	const char *name;
	struct input *in;     /* NULL: not yet open, or at its end */
	struct str header;    /* its header line, without BOM and line end */
	size_t *place;        /* where the columns of the first file stand in this one; NULL: at the same places */
	uint64_t first_line;  /* physical line after the header, from 1 */
	struct buf rest;      /* read, and not yet given out */
};

struct files {
	struct file *at;
	size_t n, opened, current;
	char delimiter;
	struct header header; /* of the first */
	struct arena arena;
	bool unflushed; /* something may wait to be written */
	bool ended;
};

/* names NULL or empty: standard input.  Opens the first file and reads its header; what is wrong ends the program. */
void files_begin(struct files *, char *const *names, char delimiter);
/* Opens the others, as many as may be open at a time, so that what is wrong with them is known before the first record. */
void files_ahead(struct files *);
/* The next block of whole lines (the last of a file may lack its LF); empty if there is only something to flush. */
bool files_read(struct files *, struct block *);
void files_clear(struct files *);

#endif
