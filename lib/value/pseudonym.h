/*
 * pseudonym: HMAC-SHA-256 over (column domain, normalised value) by libsodium, 128 bits written as
 * 32 hex digits.  The key comes from a file of 32 bytes or more readable by its owner only; it is
 * locked, wiped at the end, and makes the program not dumpable.
 */
#ifndef VALUE_PSEUDONYM_H
#define VALUE_PSEUDONYM_H
#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"

struct pseudonym;
struct pseudonym *pseudonym_new(const char *key_file, struct fault *);
/* From any thread.  The value as cleaned and mapped before; null stays null. */
void pseudonym_write(const struct pseudonym *, struct str domain, struct str value, struct buf *);
void pseudonym_free(struct pseudonym *);

#endif
