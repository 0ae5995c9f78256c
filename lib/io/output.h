/*
 * output: the one module that writes results (hardening.md 2).  Standard output, or a FILE replaced in one step when
 * complete; FILE ending in .gz is gzip.  Every write is checked; faults end the program with status 2 ("standard
 * output: No space left on device"), a reader that went away with SIGPIPE or 141.
 */
#ifndef IO_OUTPUT_H
#define IO_OUTPUT_H
#include "base/str.h"
#include <sys/types.h>

struct output;

/*
 * path NULL or "-": standard output.  A directory, a missing or unwritable directory end the program here, before any
 * input is read.  mode: of a new file, before the umask (0666; 0600 for rejects); a file that is replaced keeps its own.
 */
struct output *output_open(const char *path, mode_t mode);
/* Ends the program if two of the n paths (NULL: none) are one file: the later would replace the earlier. */
void outputs_distinct(const char *const *paths, size_t n);
void output_write(struct output *, const void *, size_t n); /* staged; large writes go out in aligned blocks */
void output_flush(struct output *);                         /* what is staged goes out now */
/* Flushes, syncs, renames, closes, frees.  Without it a FILE stays as it was. */
void output_commit(struct output *);
/* Several that belong together (NULL: none): all are on the disk, whole, before the first gets its name; the last comes last. */
void outputs_commit(struct output *const *, size_t n);
bool output_is_terminal(const struct output *);
uint64_t output_bytes(const struct output *); /* written so far, before gzip */

#endif
