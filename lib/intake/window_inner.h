/* window_inner: what the parts of window share.  Only they include it. */
#ifndef INTAKE_WINDOW_INNER_H
#define INTAKE_WINDOW_INNER_H
#include "intake/window.h"
#include "record/run.h"

enum { PAGE = 4096, PIECE = CS_BLOCK, HEAD = 64 << 10, LINE_BOUND = 1 << 20 };

struct window {
	struct input *in;
	char *memory, *at; /* at: memory on a page */
	size_t from, len, cap;
	size_t back; /* bytes at the end that may be the footer */
	bool ended;
	const char *encoding; /* NULL: not yet known; it is ASCII so far */
	bool sniffed;
	bool line_seen, cr;	 /* how the first line ends */
	bool held_cr;		 /* the last byte read was a CR, whose LF may follow */
	struct decoder *decoder; /* NULL: UTF-8 */
	struct buf decoded;
	struct buf half; /* bytes of a line that is not whole yet */
	bool mixed;	 /* said so */
	char *raw, *raw_memory, *name;
	uint64_t footer;
};

/* window.c: n bytes on a page, in *memory. */
char *window_aligned(size_t n, char **memory);
void window_append(struct window *, struct str);

/* window_decode.c: bytes as read, decoded and appended. */
void window_decode(struct window *, struct str raw);
void window_open_decoder(struct window *);
/* Settles the encoding from a head that is not all ASCII, or all there is; returns the length of a
 * mark at its beginning. */
size_t window_decide(struct window *, struct str head);

/* window_lines.c: CRs alone end lines where the first line ends so; from: what is new. */
void window_end_lines(struct window *, size_t from);
/* Where the last lines begin, as many as the footer has, of which none is blank. */
size_t window_footer(const struct window *);

#endif
