/*
 * rows: records on their way out: fields are quoted only where needed (conventions.md 1.2), a CR, LF or NUL in a field is our own
 * mistake.  One worker fills one rows over one batch; the run writes them in input order.
 */
#ifndef RECORD_ROWS_H
#define RECORD_ROWS_H
#include "base/buf.h"
#include "base/str.h"
#include "record/batch.h"

/* The books of one batch or one run (conventions.md 6.4): read = used + left_out + rejected + merged. */
struct books {
	uint64_t read, used, left_out, rejected, merged, written;
	uint64_t repeated_headers;
};

struct rows {
	struct buf out;
	struct buf apart; /* whole records for a second output (cs-join: those without a partner) */
	char delimiter;
	size_t fields; /* written so far in the record under way */
	size_t begun;  /* where it begins in out */
	struct books books;
};

/* The field's own delimiter is dealt with: call once per field, then rows_end. */
void rows_field(struct rows *, struct str field);
void rows_end(struct rows *); /* counts it as written */
/*
 * The cells of a batch's row in n slots.  Neighbours that stand unquoted in the batch's text go out
 * in one piece.
 */
void rows_cells(struct rows *, const struct batch *, size_t row, const size_t *slot, size_t n);
/* A field that is known to need no quotes (computed numbers, canonical times). */
static inline void
rows_plain(struct rows *r, struct str field)
{
	if (r->fields++)
		buf_ch(&r->out, r->delimiter);
	buf_str(&r->out, field);
}
/* Appends one field, quoted if needed, to any buffer. */
void rows_quote(struct buf *, struct str field, char delimiter);

#endif
