/* work: what reading a source has in common for customers and events. */
#include "base/opt.h"
#include "sense/inner.h"
#include <math.h>

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

void
fixed_print(struct buf *b, double x, unsigned digits)
{
	static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
	char text[32];
	size_t at = sizeof text;
	bool negative;
	uint64_t n;

	if (isnan(x))
		return;
	if (digits > 6 || fabs(x) > 1e9) {
		num_print_digits(b, num_real(x), digits);
		return;
	}
	n = (uint64_t)(fabs(x) * power[digits] + 0.5);
	negative = x < 0 && n != 0;
	for (unsigned i = digits; i > 0; i--, n /= 10)
		text[--at] = (char)('0' + n % 10);
	if (digits)
		text[--at] = '.';
	do
		text[--at] = (char)('0' + n % 10);
	while ((n /= 10) != 0);
	if (negative)
		buf_ch(b, '-');
	buf_add(b, text + at, sizeof text - at);
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
