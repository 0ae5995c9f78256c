/*
 * gb18030: GB18030 to UTF-8 by a table of the two-byte characters that is taken from iconv, several times as fast;
 * GB2312 and GBK are parts of it.  Only io's own files include this.
 */
#ifndef IO_GB18030_H
#define IO_GB18030_H
#include "base/buf.h"
#include <iconv.h>

struct gb18030;
struct gb18030 *gb18030_new(iconv_t); /* borrowed */
/* Appends the UTF-8 of in; returns how much of it was used: half a character is left unless it is the last. */
size_t gb18030_feed(struct gb18030 *, struct str in, bool last, struct buf *out);
void gb18030_free(struct gb18030 *);
/* Whether bytes have the form of GB18030; half a character at the end is passed over unless whole. */
bool gb18030_fits(struct str, bool whole);

#endif
