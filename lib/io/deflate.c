/* deflate: zlib, level 6. */
#include "io/deflate.h"
#include "base/diag.h"
#include "base/mem.h"
#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <zlib.h>

enum { MEMBER = 1 << 20, OUT = 64 * 1024, GZIP = 15 + 16, LEVEL = 6, MEM_LEVEL = 8 };

struct deflater {
	z_stream z;
	void (*put)(void *arg, const void *, size_t);
	void *arg;
	size_t member; /* bytes in the member under way */
	bool begun;    /* something was written */
	unsigned char out[OUT];
};

struct deflater *
deflater_new(void (*put)(void *arg, const void *, size_t), void *arg)
{
	struct deflater *d = mem_new(1, sizeof *d);

	d->put = put;
	d->arg = arg;
	if (deflateInit2(&d->z, LEVEL, Z_DEFLATED, GZIP, MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		die("out of memory");
	return d;
}

static void
run(struct deflater *d, int flush)
{
	int status;

	do {
		d->z.next_out = d->out;
		d->z.avail_out = OUT;
		status = deflate(&d->z, flush);
		assert(status != Z_STREAM_ERROR);
		if (d->z.avail_out < OUT)
			d->put(d->arg, d->out, OUT - d->z.avail_out);
	} while (d->z.avail_out == 0);
}

static void
end_member(struct deflater *d)
{
	run(d, Z_FINISH);
	deflateReset(&d->z);
	d->member = 0;
	d->begun = true;
}

void
deflater_write(struct deflater *d, const void *at, size_t n)
{
	const unsigned char *from = at;

	while (n) {
		size_t some = n < MEMBER - d->member ? n : MEMBER - d->member;

		d->z.next_in = (z_const Bytef *)from;
		d->z.avail_in = (uInt)some;
		run(d, Z_NO_FLUSH);
		d->member += some;
		if (d->member == MEMBER)
			end_member(d);
		from += some;
		n -= some;
	}
}

void
deflater_flush(struct deflater *d)
{
	if (d->member)
		run(d, Z_SYNC_FLUSH);
}

void
deflater_end(struct deflater *d)
{
	/* Nothing at all is one empty member. */
	if (d->member || !d->begun)
		end_member(d);
	deflateEnd(&d->z);
	free(d);
}
