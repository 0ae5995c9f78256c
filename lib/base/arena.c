/* arena: chunks that double in size, so that their number stays small. */
#include "base/arena.h"
#include "base/diag.h"
#include "base/mem.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { ARENA_FIRST = 4096, ARENA_LARGEST = 1 << 22 };

struct arena_chunk {
	struct arena_chunk *older;
	size_t size; /* of the room behind this head, a multiple of 16 */
};
/* malloc aligns to 16, and so does the head. */
_Static_assert(sizeof(struct arena_chunk) == 16, "what is taken is aligned to 16 bytes");

static char *
room(struct arena_chunk *c)
{
	return (char *)(c + 1);
}

static void
fit(struct arena *a, struct arena_chunk *c)
{
	a->at = room(c);
	a->end = a->at + c->size;
}

static size_t
next_size(const struct arena *a)
{
	size_t size = a->chunk ? a->chunk->size + sizeof *a->chunk : ARENA_FIRST / 2;

	return (size < ARENA_LARGEST / 2 ? size * 2 : ARENA_LARGEST) - sizeof *a->chunk;
}

void *
arena_more(struct arena *a, size_t n)
{
	struct arena_chunk *c;
	size_t size = next_size(a), step, total;

	if (__builtin_add_overflow(n, 15, &step))
		die("out of memory");
	step &= ~(size_t)15;
	if (size < step)
		size = step;
	if (__builtin_add_overflow(size, sizeof *c, &total))
		die("out of memory");
	c = mem_resize(NULL, total, 1);
	c->size = size;
	a->bytes += total;
	if (step > ARENA_LARGEST / 4 && a->chunk != NULL) {
		/* A giant gets a chunk of its own and leaves the newest one in use. */
		c->older = a->chunk->older;
		a->chunk->older = c;
		return room(c);
	}
	c->older = a->chunk;
	a->chunk = c;
	fit(a, c);
	a->at += step;
	return room(c);
}

void *
arena_zero(struct arena *a, size_t n, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes))
		die("out of memory");
	p = arena_take(a, bytes ? bytes : 1);
	return memset(p, 0, bytes);
}

struct str
arena_dup(struct arena *a, struct str s)
{
	char *p = arena_take(a, s.len ? s.len : 1);

	if (s.len)
		memcpy(p, s.at, s.len);
	return (struct str){p, s.len};
}

char *
arena_z(struct arena *a, struct str s)
{
	char *p;
	size_t n;

	if (__builtin_add_overflow(s.len, 1, &n))
		die("out of memory");
	p = arena_take(a, n);
	if (s.len)
		memcpy(p, s.at, s.len);
	p[s.len] = '\0';
	return p;
}

char *
arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list args;
	char *p;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n < 0)
		die("out of memory");
	p = arena_take(a, (size_t)n + 1);
	va_start(args, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, args);
	va_end(args);
	return p;
}

void
arena_reset(struct arena *a)
{
	struct arena_chunk *keep = a->chunk;

	if (keep == NULL)
		return;
	for (struct arena_chunk *c = keep->older, *older; c != NULL; c = older) {
		older = c->older;
		a->bytes -= c->size + sizeof *c;
		free(c);
	}
	keep->older = NULL;
	fit(a, keep);
}

void
arena_clear(struct arena *a)
{
	for (struct arena_chunk *c = a->chunk, *older; c != NULL; c = older) {
		older = c->older;
		free(c);
	}
	*a = (struct arena){0};
}
