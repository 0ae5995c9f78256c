/*
 * control: the control file that comes with an extract (--control): a stream with the columns file,
 * rows and bytes, one record a file.  An extract whose records or bytes differ, that is not listed,
 * or that is listed and did not come, is said, and the run ends with 1.  With the columns period (the
 * day or month a file is of) and arrived (when it came) files are held to the schema's `due`; late data
 * are data: that is said and counted, no more.
 */
#ifndef INTAKE_CONTROL_H
#define INTAKE_CONTROL_H
#include "defs/schema.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Files of which it is known when they were due and came, and those of them that came in time. */
struct control_times {
	uint64_t files, timely;
};

struct control;
/* A fault in it ends the program.  The schema must outlive it. */
struct control *control_read(const char *path, const struct schema *);
/* Holds one file to its entry, which is known by the last part of its path; false if anything was
 * said. */
bool control_hold(struct control *, const char *path, uint64_t rows, uint64_t bytes);
/* Counts a file if its times are known, and says if it was late. */
void control_time(struct control *, const char *path, struct control_times *);
/* After the last file: what was listed and did not come. */
bool control_end(const struct control *);
void control_free(struct control *);

#endif
