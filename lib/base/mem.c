/* mem: allocation that cannot fail and return. */
#include "base/mem.h"
#include "base/diag.h"
#include <stdlib.h>
#include <sys/mman.h>

static _Noreturn void
none(void)
{
	die("out of memory");
}

void *
mem_new(size_t n, size_t size)
{
	/* Never NULL, so that an array of none can be told from none. */
	void *p = calloc(n ? n : 1, size ? size : 1);

	if (p == NULL)
		none();
	return p;
}

void *
mem_resize(void *old, size_t n, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes))
		none();
	p = realloc(old, bytes ? bytes : 1);
	if (p == NULL)
		none();
	return p;
}

void *
mem_grow(void *old, size_t n, size_t *cap, size_t size)
{
	size_t want;

	if (n < *cap)
		return old;
	if (__builtin_mul_overflow(*cap ? *cap : 4, 2, &want))
		none();
	old = mem_resize(old, want, size);
	*cap = want;
	return old;
}

void *
mem_large(size_t n)
{
	static const size_t page = (size_t)2 << 20;
	size_t all;
	void *p;

	if (__builtin_add_overflow(n, page - 1, &all))
		none();
	p = aligned_alloc(page, all / page * page);
	if (p == NULL)
		none();
	/* A wish: where it is not granted, everything works as well, only slower. */
	madvise(p, all / page * page, MADV_HUGEPAGE);
	return p;
}

char *
mem_dup(const char *z)
{
	char *p = strdup(z);

	if (p == NULL)
		none();
	return p;
}
