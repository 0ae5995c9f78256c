/* block: the memory of blocks, aligned for reading into. */
#include "base/mem.h"
#include "record/run.h"
#include <stdlib.h>

enum { PAGE = 4096 };

/* Memory with n bytes from a place that is shift bytes past a page's beginning. */
static char *
take(size_t n, size_t shift, char **memory)
{
	size_t all;
	char *at;

	if (__builtin_add_overflow(n, (size_t)(2 * PAGE + RUN_PAD), &all))
		die("not enough memory");
	*memory = mem_resize(NULL, all, 1);
	at = *memory + (PAGE - (uintptr_t)*memory % PAGE) % PAGE + shift;
	memset(at + n, 0, RUN_PAD);
	return at;
}

static size_t
shift_of(const struct block *b)
{
	return b->at ? (uintptr_t)b->at % PAGE : 0;
}

void
block_room(struct block *b, size_t n)
{
	char *memory, *at;

	if (b->memory != NULL && n <= b->cap)
		return;
	if (n < b->cap + b->cap / 2) /* it may go on growing little by little */
		n = b->cap + b->cap / 2;
	at = take(n, shift_of(b), &memory);
	if (b->len)
		memcpy(at, b->at, b->len);
	free(b->memory);
	b->memory = memory;
	b->at = at;
	b->cap = n;
}

void
block_begin(struct block *b, size_t ahead, size_t n)
{
	size_t shift = (PAGE - ahead % PAGE) % PAGE;
	size_t was = shift_of(b);

	b->len = 0;
	if (b->memory != NULL && n <= b->cap + was && shift <= b->cap + was - n) {
		b->at = b->at - was + shift;
		b->cap = b->cap + was - shift;
		return;
	}
	free(b->memory);
	b->at = take(n, shift, &b->memory);
	b->cap = n;
}
