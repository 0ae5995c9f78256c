/* work: what reading a source has in common for customers and events. */
#include "base/opt.h"
#include "sense/inner.h"

void
origin_begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	struct origin *o = arg;

	(void)in;
	(void)out;
	o->slot = arena_zero(&o->sense->arena, o->columns + 1, sizeof *o->slot);
	for (size_t i = 0; i < o->columns; i++)
		o->slot[i] = stream_use(stream, o->column[i]);
}

void
origin_read(struct origin *o, const struct work *work)
{
	o->stream.work = work;
	o->stream.arg = o;
	stream_run(&o->stream);
}

bool
moment_read(struct str text, int64_t *second)
{
	struct when w;

	if (!when_parse(text, &w))
		return false;
	*second = (int64_t)w.day * SENSE_DAY + w.second;
	return true;
}

void
moment_print(struct buf *b, int64_t second)
{
	int64_t day = second / SENSE_DAY - (second % SENSE_DAY < 0);
	struct when w = {.day = (int32_t)day,
	    .second = (int32_t)(second - day * SENSE_DAY),
	    .form = WHEN_SECOND};

	when_print(b, &w);
}
