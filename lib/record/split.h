/*
 * split: a block of whole lines into cells.  Records whose quotes, if any, stand at both ends of their fields are split by a
 * vector scan (AVX2 or SSE2, with a portable twin), others by libcsv; a differential test holds the two equal, so libcsv is the
 * definition (peers.md 3.1).
 * Bytes touched once: separators are found, UTF-8, NUL and stray CR checked, field counts compared.
 */
#ifndef RECORD_SPLIT_H
#define RECORD_SPLIT_H
#include "record/batch.h"
#include "record/header.h"

struct split; /* scratch of one worker, reused from block to block */

struct split *split_new(char delimiter, size_t columns);
/* Asks for a column; returns its slot.  The same column again: the same slot. */
size_t split_use(struct split *, size_t column);
/* The file's columns stand elsewhere (another file of the stream): column[slot] is where from now on. */
void split_places(struct split *, const size_t *column);
/*
 * Cuts text (whole lines, the last one's LF may be missing; 64 bytes behind it may be read) into b.  Blank lines are
 * passed over, and so are records equal to header_line (counted in *repeated).  A fault (field count, open quote, text after a closing quote,
 * NUL, a CR inside, malformed UTF-8, a record over 64 MiB) becomes a fatal note in b->notes and ends the batch before it.
 * *lines: LFs in text.
 */
void split_block(struct split *, struct str text, struct str header_line, struct batch *b, size_t *repeated, size_t *lines);
void split_free(struct split *);

/*
 * Cuts one record that may hold quotes, by libcsv in strict mode, fields unescaped into the arena.  A line break is text here.
 * *n: the number of fields, which may be more than max; those past max are not stored.
 */
bool split_quoted(struct str record, char delimiter, struct str *cells, size_t max, size_t *n, struct arena *, struct fault *);

#endif
