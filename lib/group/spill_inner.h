/*
 * spill_inner: the form of spilled records, for their writer and their reader.
 *
 *	key: the group's, SPILL_GROUP             load: every state without values; how many values of those that have some
 *	key: the group's, SPILL_VALUE + the       load: a count, or a sum
 *	     state in two bytes, the value
 *
 * Numbers are in 7 bits a byte, the last one below 128.
 */
#ifndef GROUP_SPILL_INNER_H
#define GROUP_SPILL_INNER_H
#include "group/spill.h"

enum { SPILL_GROUP, SPILL_VALUE, SPILL_STATE = 3, SPILL_SUM_TEXT = 0xff };

static inline void
spill_put(struct buf *b, uint64_t n)
{
	for (; n > 127; n >>= 7)
		buf_ch(b, (char)(n | 128));
	buf_ch(b, (char)n);
}

static inline uint64_t
spill_take(struct str *s)
{
	uint64_t n = 0;

	for (unsigned shift = 0; s->len; shift += 7) {
		unsigned char c = (unsigned char)*s->at++;

		s->len--;
		n |= (uint64_t)(c & 127) << shift;
		if (c < 128)
			break;
	}
	return n;
}

static inline struct str
spill_take_bytes(struct str *s, size_t n)
{
	struct str bytes = {s->at, n};

	s->at += n;
	s->len -= n;
	return bytes;
}

#endif
