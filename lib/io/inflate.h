/*
 * inflate: what undoes gzip, one member at a time, behind an interface so that another library may take zlib's
 * place.  Only io's own files include this.
 */
#ifndef IO_INFLATE_H
#define IO_INFLATE_H
#include <stddef.h>

enum inflate_step {
	INFLATE_MORE,       /* wants input or room */
	INFLATE_MEMBER_END, /* a member ended and its checksum and length were right; reset before the next */
	INFLATE_BAD_HEADER,
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
	enum inflate_step (*step)(void *, struct inflate_io *);
	void (*reset)(void *);
	void (*free)(void *);
};

extern const struct inflater inflater_zlib;

#endif
