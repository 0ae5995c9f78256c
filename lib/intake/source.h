/*
 * source: a raw file as text: inflated, decoded to UTF-8, its lines ended by LF, cut into blocks of
 *whole records.  What the schema leaves open (delimiter, encoding) is sniffed from the file's head.
 *
 *	struct source *s = source_open("calls.csv", 0, &wish);    opens, sniffs, reads the header
 *	s->plan.want = ...                                        which fields are wanted
 *(plan_make) while (source_next(s, block)) ...                         the records, block by block
 *
 * Line ends: LF and CRLF end a line.  Where the first line end of a file is a CR alone, every CR
 *ends one; in other files a CR alone is a line break inside its field.
 */
#ifndef INTAKE_SOURCE_H
#define INTAKE_SOURCE_H
#include "base/arena.h"
#include "intake/plan.h"
#include "io/input.h"
#include "record/run.h"

enum { SOURCE_HEAD = 64 << 10 }; /* bytes from which is sniffed */

/* What is known before a file is seen. */
struct wish {
	bool sniff;		/* the delimiter */
	struct dialect dialect; /* else this one; quotes always */
	struct str encoding;	/* len 0: detect */
	size_t header;		/* its line, 0: none */
	uint64_t footer;	/* lines at the end that are no records; blank ones do not count */
	struct str linebreak;
};

struct source {
	const char *name;
	size_t index;
	struct input *in;
	struct plan plan,
	    oversize;	      /* the second of blocks that are the head of an endless record */
	struct str *field;    /* names in the header, as many as plan.fields */
	const char *encoding; /* as opened */
	bool bom, sniffed_delimiter, sniffed_encoding, cr;
	uint64_t line;	/* of what comes next, from 1 */
	uint64_t bytes; /* of the file as it lies there; known at the end */
	struct window *text;
	struct arena arena;
};

/* What cannot be read ends the program: no header, an unknown encoding, a header with broken
 * quotes. */
struct source *source_open(const char *path, size_t index, const struct wish *);
/* Text behind the header, without being taken: for sniffing and --infer; at least the head of the
 * file, if there is so much. */
struct str source_peek(struct source *);
/* The next whole records.  false at the end: the file is closed and bytes is known. */
bool source_next(struct source *, struct block *);
void source_free(struct source *);

#endif
