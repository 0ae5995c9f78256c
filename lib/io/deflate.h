/*
 * deflate: writing gzip in members of a quarter of a mebibyte, each of which tells its size in its head (gzip_head.h), so
 * that they can be found and inflated side by side; the last one is empty, so that a file cut between two is known.
 * No time, no name: the same bytes in give the same bytes out.  Only io's own files include this.
 */
#ifndef IO_DEFLATE_H
#define IO_DEFLATE_H
#include <stddef.h>

struct deflater;
struct deflater *deflater_new(void (*put)(void *arg, const void *, size_t), void *arg);
void deflater_write(struct deflater *, const void *, size_t n);
void deflater_flush(struct deflater *); /* what came so far can be read; bytes now depend on when */
void deflater_end(struct deflater *);   /* writes what is left and frees */

#endif
