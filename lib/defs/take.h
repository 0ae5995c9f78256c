/*
 * take: what the loaders (schema, catalogue, layout) take out of statements.  Attributes that are not given yield nothing: len 0, NULL,
 * false.
 */
#ifndef DEFS_TAKE_H
#define DEFS_TAKE_H
#include "defs/defs.h"

bool take_has(const struct statement *, const char *word);
const struct operand *take_operand(const struct statement *, const char *word, size_t i); /* NULL: not given */
struct str take_text(const struct statement *, const char *word);           /* of the first operand */
const struct tree *take_tree(const struct statement *, const char *word);
struct saying take_saying(const struct statement *, const char *word);
/* Texts of a comma list; *list in the arena. */
size_t take_list(const struct operand *, struct str **list, struct arena *);
/* Which of the words it is: 0, 1, ... */
int take_choice(struct str word, const char *const *words, size_t n);
/* A whole number within bounds; else a misfit.  An operand that is NULL leaves *n as it is. */
bool take_whole(const struct operand *, uint64_t least, uint64_t most, uint64_t *n, struct misfit *);
/* The place of a character (from 1) inside a TEXT or PATTERN whose first sign stands at p. */
struct place take_inside(struct place p, size_t character);

#endif
