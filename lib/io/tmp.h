/*
 * tmp: scratch files for what outgrows --memory: in --tmpdir, 0600, unlinked as soon as they are open.  A directory
 * that cannot be used and a full disk end the program with status 2 and the path.
 */
#ifndef IO_TMP_H
#define IO_TMP_H
#include "base/str.h"

struct tmp;
struct tmp *tmp_new(void);
void tmp_write(struct tmp *, const void *, size_t n);
void tmp_rewind(struct tmp *); /* from writing to reading */
size_t tmp_read(struct tmp *, void *, size_t n);
/* From any place, without moving on; after tmp_rewind. */
size_t tmp_read_at(const struct tmp *, uint64_t at, void *, size_t n);
uint64_t tmp_size(const struct tmp *);
void tmp_free(struct tmp *); /* gives the space back */

#endif
