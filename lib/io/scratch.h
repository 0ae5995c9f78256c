/*
 * scratch: bytes written one behind another, then read from any place: in memory up to a bound, beyond it in a scratch
 * file (io/tmp.h).
 */
#ifndef IO_SCRATCH_H
#define IO_SCRATCH_H
#include "base/buf.h"

struct scratch;
struct scratch *scratch_new(uint64_t memory);
uint64_t scratch_size(const struct scratch *);
void scratch_write(struct scratch *, const void *, size_t n);
void scratch_end(struct scratch *); /* from writing to reading */
/* n bytes from at on, all of them written before; lasts until the next call with the same buf. */
const char *scratch_read(const struct scratch *, uint64_t at, size_t n, struct buf *);
void scratch_free(struct scratch *);

#endif
