/*
 * text: UTF-8 text in characters (code points), by utf8proc.  Arguments are valid UTF-8.  Results
 * are slices of the argument where they can be, else appended to a buffer.
 */
#ifndef VALUE_TEXT_H
#define VALUE_TEXT_H
#include "base/buf.h"
#include "base/str.h"

size_t text_length(struct str); /* characters */
/* From 1, negative from the end; 0 or beyond either end: empty.  n < 0: to the end. */
struct str text_sub(struct str, int64_t from, int64_t n);
struct str text_left(struct str, int64_t n);
struct str text_right(struct str, int64_t n);
struct str text_split(struct str, struct str sep, int64_t i); /* i < 0 from the end */
/* On the left; fill is one character.  False and nothing added: more than 16 Mi characters. */
bool text_pad(struct buf *, struct str, int64_t n, struct str fill);
void text_lower(struct buf *, struct str);
void text_upper(struct buf *, struct str);
void text_fold(struct buf *, struct str);      /* NFKC, full to half width, caseless, single blanks, trimmed */
void text_halfwidth(struct buf *, struct str); /* U+FF01-FF5E and U+3000 alone */
struct str text_trim(struct str);              /* blanks, tabs, U+3000, U+00A0, U+FEFF at both ends */
/* Every match.  False and nothing added: the result would pass 16 MiB. */
bool text_replace(struct buf *, struct str, struct str what, struct str by);

enum mask { MASK_PHONE, MASK_NAME, MASK_ID, MASK_ALL, MASK_NONE };
enum mask mask_kind(struct str word); /* phone name id all; else MASK_NONE */
/*
 * hardening.md 2, Personal data: a phone number 138****8475, an ID number 430***********1234, a name 张**; all *: what is too
 * short to leave four characters hidden, a name of one character, and `all`.
 */
void text_mask(struct buf *, struct str, enum mask);

/* Columns on a terminal: East-Asian wide 2, combining 0, ambiguous as given (1 or 2), control 0. */
size_t text_width(struct str, int ambiguous);
/* The longest head that fits width columns. */
struct str text_fit(struct str, size_t width, int ambiguous);

#endif
