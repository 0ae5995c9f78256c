/*
 * buf: a growing run of bytes that owns its memory.  `struct buf b = { 0 };` is an empty one;
 * buf_clear frees it; setting b.len = 0 empties it and keeps the room.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include "base/str.h"

struct buf {
	char *at;
	size_t len, cap;
};

void buf_grow(struct buf *, size_t n); /* for buf_room alone */
void buf_z(struct buf *, const char *z);
void buf_fmt(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* As a NUL-terminated string, valid until the next change. */
const char *buf_cstr(struct buf *);
void buf_clear(struct buf *);

/* At least n free bytes at the end; returns where. */
static inline char *
buf_room(struct buf *b, size_t n)
{
	if (n > b->cap - b->len || b->at == NULL)
		buf_grow(b, n);
	return b->at + b->len;
}

static inline void
buf_add(struct buf *b, const void *at, size_t n)
{
	if (n == 0)
		return;
	memcpy(buf_room(b, n), at, n);
	b->len += n;
}

static inline void
buf_ch(struct buf *b, char c)
{
	if (b->len == b->cap)
		buf_room(b, 1);
	b->at[b->len++] = c;
}

static inline void
buf_str(struct buf *b, struct str s)
{
	buf_add(b, s.at, s.len);
}

static inline struct str
buf_slice(const struct buf *b)
{
	return (struct str){ b->at, b->len };
}

#endif
