/*
 * gzip_head: the head of a gzip member (RFC 1952), byte by byte as it comes, and the size that some writers put into
 * it: we do (deflate.h), and BGZF does (the SAM specification, 4.1).  Only io's own files include this.
 */
#ifndef IO_GZIP_HEAD_H
#define IO_GZIP_HEAD_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	/* What we write holds no more than this before it is deflated... */
	GZIP_MEMBER = 256 * 1024,
	/* ...nor more after it, whatever it was; zlib's own bound is lower.  A larger size told is no size told. */
	GZIP_MEMBER_PACKED = GZIP_MEMBER + 1024,
	/* The extra field of our members: "CS", 4 (16 bits), the whole member's bytes (32 bits); all low byte first. */
	GZIP_EXTRA = 8
};

struct gzip_head {
	bool ours;        /* it has our extra field: the last of such members is empty */
	uint32_t size;    /* of the whole member, as its extra field says; 0: it does not */
	uint32_t length;  /* of the head, in bytes so far */
	/* Private. */
	int part;
	unsigned flags, wanted, have;
	unsigned char bytes[10];
	uint32_t sum;
};

enum gzip_head_step { GZIP_HEAD_MORE, GZIP_HEAD_END, GZIP_HEAD_BAD };

/* Goes on with a head that began as {0}; moves in on by what was used. */
enum gzip_head_step gzip_head_step(struct gzip_head *, const unsigned char **in, size_t *n);

#endif
