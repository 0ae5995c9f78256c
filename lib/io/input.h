/*
 * input: bytes of a file or of standard input, inflated if they are gzip (known by content; any number of
 * members; every CRC checked).  What other threads do is told in gzip.h.  Faults end the program with status 2 and the
 * file's name: a directory, a read error, gzip that is cut off or followed by something else.
 */
#ifndef IO_INPUT_H
#define IO_INPUT_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct input;

struct input *input_open(const char *path); /* "-" is standard input */
/*
 * Fills at most n bytes of at (best when at is aligned to 4096 and n a multiple); 0 only at the end.  Retries EINTR; short
 * reads are normal.
 */
size_t input_read(struct input *, void *at, size_t n);
/* Whether input_read would return at once: false when a pipe or terminal has nothing waiting. */
bool input_waiting(struct input *);
const char *input_name(const struct input *); /* as given */
/* Bytes of the file as it lies there, before inflating; known at the end.  For control files. */
uint64_t input_raw_bytes(const struct input *);
/* Warns if a file changed its size or time since it was opened. */
void input_close(struct input *);

#endif
