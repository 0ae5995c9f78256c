/* scratch: bytes in memory, or in a file once there are too many. */
#include "io/scratch.h"
#include "base/mem.h"
#include "io/tmp.h"
#include <stdlib.h>

struct scratch {
	uint64_t memory;
	struct buf held;
	struct tmp *tmp; /* NULL: all is held */
};

struct scratch *
scratch_new(uint64_t memory)
{
	struct scratch *s = mem_new(1, sizeof *s);

	s->memory = memory;
	return s;
}

uint64_t
scratch_size(const struct scratch *s)
{
	return s->tmp ? tmp_size(s->tmp) : s->held.len;
}

void
scratch_write(struct scratch *s, const void *at, size_t n)
{
	/* A buffer that grows has twice what it holds. */
	if (s->tmp == NULL && s->held.len + n > s->memory / 2) {
		s->tmp = tmp_new();
		tmp_write(s->tmp, s->held.at, s->held.len);
		buf_clear(&s->held);
		s->held = (struct buf){0};
	}
	if (s->tmp)
		tmp_write(s->tmp, at, n);
	else
		buf_add(&s->held, at, n);
}

void
scratch_end(struct scratch *s)
{
	if (s->tmp)
		tmp_rewind(s->tmp);
}

const char *
scratch_read(const struct scratch *s, uint64_t at, size_t n, struct buf *b)
{
	if (s->tmp == NULL)
		return s->held.at ? s->held.at + at : "";
	b->len = 0;
	tmp_read_at(s->tmp, at, buf_room(b, n + 1), n);
	return b->at;
}

void
scratch_free(struct scratch *s)
{
	if (s == NULL)
		return;
	buf_clear(&s->held);
	tmp_free(s->tmp);
	free(s);
}
