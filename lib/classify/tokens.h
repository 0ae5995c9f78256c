/*
 * tokens: what a text is made of, without knowing the words of its language: of ideographs each one and each pair of neighbours, of
 * words each one and each pair of neighbours, with a blank between.
 *
 * Texts are those of tokens_text: folded, columns apart by a line end, over which no pair reaches.  Nor does a pair of words reach
 * over an ideograph; signs and blanks part ideographs, not words.
 */
#ifndef CLASSIFY_TOKENS_H
#define CLASSIFY_TOKENS_H
#include "base/buf.h"
#include "base/str.h"

enum unit_kind { UNIT_WORD, UNIT_IDEOGRAPH };
struct unit {
	struct str text;
	enum unit_kind kind;
	bool joins; /* it is the neighbour of the one before, which is of its kind */
};
struct units {
	struct unit *at;
	size_t n, cap;
};

/* Appends one column's text to a text. */
void tokens_text(struct buf *, struct str column);
/* Words and ideographs in their order; slices of text. */
void units_read(struct units *, struct str text);
void units_clear(struct units *);
/* n units from the i-th on as one phrase, in b, which is emptied; false: they are not all neighbours. */
bool units_phrase(const struct units *, size_t i, size_t n, struct buf *b);
/* Each token, as often as it is there; a token lasts until seen returns. */
void tokens_each(const struct units *, struct buf *, void (*seen)(void *arg, struct str token), void *arg);

/* Whether seven digits stand in a row: that tells a person, not a thing, and goes into no model and no list. */
bool tokens_tell_person(struct str);

#endif
