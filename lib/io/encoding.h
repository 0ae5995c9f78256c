/*
 * encoding: bytes of any encoding iconv knows to UTF-8, in pieces (peers.md 3: GBK and GB2312 are opened as GB18030).
 * A byte sequence that is not in the encoding is passed on as the mark ENCODING_BAD (U+FFFD would hide real ones: it is the
 * byte 0xFF, which is in no UTF-8 text) so that the record it stands in can be rejected and its neighbours survive.
 */
#ifndef IO_ENCODING_H
#define IO_ENCODING_H
#include "base/buf.h"
#include "base/diag.h"

#define ENCODING_BAD '\xFF'

struct decoder;

/* NULL and a fault if iconv does not know the name.  "UTF-8" is passed through checked. */
struct decoder *decoder_new(const char *encoding, struct fault *);
/* Appends the UTF-8 of in to out; keeps half a character for the next call; last: nothing comes after. */
void decoder_feed(struct decoder *, struct str in, bool last, struct buf *out);
void decoder_free(struct decoder *);

/*
 * Which of UTF-8, UTF-16LE, UTF-16BE, GB18030 the head of a file is in (conventions: detection between these only, never
 * statistical): by BOM (*bom is its length), by NULs at odd or even places, by being UTF-8, else GB18030.  NULL if none fits.
 */
const char *encoding_detect(struct str head, bool whole, size_t *bom);
/* Offset of the first byte that is not UTF-8 (overlong, surrogate, above U+10FFFF), or -1. */
ptrdiff_t utf8_fault(struct str);

#endif
