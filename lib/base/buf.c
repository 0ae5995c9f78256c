/* buf: growing by doubling. */
#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { BUF_LEAST = 64 };

void
buf_grow(struct buf *b, size_t n)
{
	size_t want, twice;

	if (__builtin_add_overflow(b->len, n, &want))
		die("out of memory");
	if (!__builtin_mul_overflow(b->cap, 2, &twice) && want < twice)
		want = twice;
	if (want < BUF_LEAST)
		want = BUF_LEAST;
	b->at = mem_resize(b->at, want, 1);
	b->cap = want;
}

void
buf_z(struct buf *b, const char *z)
{
	buf_add(b, z, strlen(z));
}

void
buf_fmt(struct buf *b, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0)
		die("out of memory");
	buf_room(b, (size_t)n + 1);
	va_start(args, fmt);
	vsnprintf(b->at + b->len, (size_t)n + 1, fmt, args);
	va_end(args);
	b->len += (size_t)n;
}

const char *
buf_cstr(struct buf *b)
{
	*buf_room(b, 1) = '\0';
	return b->at;
}

void
buf_clear(struct buf *b)
{
	free(b->at);
	*b = (struct buf){0};
}
