/*
 * cut: where a record ends.  A quotation mark opens a quoted field only where a field begins; all
 * else hops from mark to mark and from line end to line end, so text without marks costs a memchr.
 *
 * Of a record with a fault (a stray mark, text after a closing mark, a quote left open) the first
 * line is the record, and reading goes on at the next line: so no mark can swallow its neighbours.
 */
#ifndef INTAKE_CUT_H
#define INTAKE_CUT_H
#include "intake/dialect.h"

enum cut {
	CUT_WHOLE, /* a record; *next is behind its line end, or the end of the text if it has none
		    */
	CUT_STRAY, /* a mark inside a field that does not begin with one; *next: the next line */
	CUT_AFTER, /* text after a closing mark; *next: the next line */
	CUT_OPEN   /* the text ends inside quotes; *next: the next line */
};

/* The record that begins at from; lines end with LF. */
enum cut cut_record(struct str text, size_t from, const struct dialect *, size_t *next);
/*
 * How much of text consists of whole records.  last: nothing follows, so the rest is records too,
 * whatever it is.  May be 0.
 */
size_t cut_last(struct str text, const struct dialect *, bool last);
/*
 * The next field of a record that is CUT_WHOLE and has no line end any more, from *at on; *at moves
 * behind its delimiter, or beyond record.len after the last field.  quoted: *field still has its
 * doubled marks (cut_unquote).
 */
bool cut_field(
    struct str record, const struct dialect *, size_t *at, struct str *field, bool *quoted);
/* Doubled quotation marks made single; to has room for field.len. */
size_t cut_unquote(struct str field, char *to);

#endif
