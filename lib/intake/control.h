/*
 * control: the control file that comes with an extract (--control): a stream with the columns file,
 * rows and bytes, one record a file.  An extract whose records or bytes differ, that is not listed,
 * or that is listed and did not come, is said, and the run ends with 1.
 */
#ifndef INTAKE_CONTROL_H
#define INTAKE_CONTROL_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct control;
struct control *control_read(const char *path); /* a fault in it ends the program */
/* Holds one file to its entry, which is known by the last part of its path; false if anything was
 * said. */
bool control_hold(struct control *, const char *path, uint64_t rows, uint64_t bytes);
/* After the last file: what was listed and did not come. */
bool control_end(const struct control *);
void control_free(struct control *);

#endif
