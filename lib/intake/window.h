/*
 * window: the part of a file that is in memory, as UTF-8 with LF line ends: filled at the end,
 * taken from the front. UTF-8 is read to where it stays, aligned; other encodings pass through a
 * decoder.
 */
#ifndef INTAKE_WINDOW_H
#define INTAKE_WINDOW_H
#include "io/encoding.h"
#include "io/input.h"

struct window;

/*
 * encoding: len 0: UTF-8, UTF-16 or GB18030, decided by the head or, if that is ASCII, by the first
 * piece that is not. footer: so many lines (not counting blank ones) stay back and are dropped at
 * the end.
 */
struct window *window_new(struct input *, struct str encoding, uint64_t footer);
/* The encoding as opened; *sniffed: whether it was decided here. */
const char *window_encoding(const struct window *, bool *sniffed);
/* Reads more.  false: the end.  all: as much as a block needs, if it is waiting. */
bool window_fill(struct window *, bool all);
struct str window_text(const struct window *); /* until the next fill */
void window_take(struct window *, size_t n);
bool window_ended(const struct window *);
bool window_waiting(const struct window *); /* whether window_fill would not block */
/* Line ends in text. */
size_t window_lines(struct str text);
void window_free(struct window *);

#endif
