/*
 * inflate: what undoes deflate, one gzip member at a time, behind an interface so that another library may take zlib's
 * place.  It begins behind the member's head (gzip_head.h) and checks the checksum and the length at its end.  Only io's
 * own files include this.
 */
#ifndef IO_INFLATE_H
#define IO_INFLATE_H
#include <stddef.h>

enum inflate_step {
	INFLATE_MORE,       /* wants input or room */
	INFLATE_MEMBER_END, /* a member ended and its checksum and length were right; reset before the next */
	INFLATE_BAD_DATA,
	INFLATE_BAD_SUM
};

/* Both are moved on by what was used. */
struct inflate_io {
	const unsigned char *in;
	size_t in_n;
	unsigned char *out;
	size_t out_n;
};

struct inflater {
	void *(*new)(void);
	/* What came in may be used up and more still come out, if there was no room left. */
	enum inflate_step (*step)(void *, struct inflate_io *);
	void (*reset)(void *);
	void (*free)(void *);
};

extern const struct inflater inflater_zlib;
#ifdef CS_ISAL
extern const struct inflater inflater_isal;
#endif
/* The fastest of those built in. */
const struct inflater *inflater_best(void);

#endif
