/* utf8: what the encodings share about UTF-8; utf8_fault is in encoding.h.  Only io's own files include this. */
#ifndef IO_UTF8_H
#define IO_UTF8_H
#include "base/str.h"

size_t utf8_ascii(struct str);    /* bytes of ASCII s begins with */
bool utf8_begins(struct str);     /* s is a character cut off */

#endif
