/*
 * inputs: the operands of a program whose definitions name several streams (conventions.md 1.5): NAME=FILE, where NAME has
 * no slash (./a=b.csv is a file), is a file of the stream NAME; a plain FILE, or standard input where there is no operand,
 * is of the main one.  A name may come several times: its files are one stream, in the order given.
 */
#ifndef RECORD_INPUTS_H
#define RECORD_INPUTS_H
#include "base/str.h"

struct input_files {
	struct str name; /* len 0: the main stream */
	char **files;    /* NULL-terminated; NULL: standard input */
};
struct inputs {
	struct input_files *at;
	size_t n; /* at least 1 */
};

/* The operands as opt_parse leaves them; names and files point into them. */
struct inputs inputs_read(char *const *operand);
/* The files of the stream of that name (len 0: the main one); NULL: none are given. */
const struct input_files *inputs_find(const struct inputs *, struct str name);
void inputs_free(struct inputs *);

#endif
