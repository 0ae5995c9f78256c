/* deflate: zlib, level 6. */
#include "io/deflate.h"
#include "base/diag.h"
#include "base/mem.h"
#include "io/gzip_head.h"
#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

enum { GZIP = 15 + 16, LEVEL = 6, MEM_LEVEL = 8, UNIX = 3 };
/* Where in a member its size stands: behind the fixed part, the extra field's length and its own
 * beginning. */
enum { SIZE_AT = 10 + 2 + 4 };

struct deflater {
	z_stream z;
	gz_header head;
	unsigned char extra[GZIP_EXTRA];
	void (*put)(void *arg, const void *, size_t);
	void *arg;
	size_t member; /* bytes in the member under way */
	unsigned char out[GZIP_MEMBER_PACKED];
};

static void
begin_member(struct deflater *d)
{
	d->member = 0;
	d->z.next_out = d->out;
	d->z.avail_out = sizeof d->out;
	deflateSetHeader(&d->z, &d->head);
}

struct deflater *
deflater_new(void (*put)(void *arg, const void *, size_t), void *arg)
{
	static const unsigned char extra[GZIP_EXTRA] = {'C', 'S', 4};
	struct deflater *d = mem_new(1, sizeof *d);

	d->put = put;
	d->arg = arg;
	if (deflateInit2(&d->z, LEVEL, Z_DEFLATED, GZIP, MEM_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
		die("out of memory");
	memcpy(d->extra, extra, sizeof extra);
	d->head = (gz_header){.extra = d->extra, .extra_len = sizeof d->extra, .os = UNIX};
	assert(deflateBound(&d->z, GZIP_MEMBER) + sizeof d->extra <= sizeof d->out);
	begin_member(d);
	return d;
}

/* The size is known now, and takes its place. */
static void
end_member(struct deflater *d)
{
	int status = deflate(&d->z, Z_FINISH);
	size_t size = sizeof d->out - d->z.avail_out;

	assert(status == Z_STREAM_END);
	(void)status;
	for (int i = 0; i < 4; i++)
		d->out[SIZE_AT + i] = (unsigned char)(size >> 8 * i);
	d->put(d->arg, d->out, size);
	deflateReset(&d->z);
	begin_member(d);
}

void
deflater_write(struct deflater *d, const void *at, size_t n)
{
	const unsigned char *from = at;

	while (n) {
		size_t some = n < GZIP_MEMBER - d->member ? n : GZIP_MEMBER - d->member;

		d->z.next_in = (z_const Bytef *)from;
		d->z.avail_in = (uInt)some;
		deflate(&d->z, Z_NO_FLUSH);
		assert(d->z.avail_in == 0);
		d->member += some;
		if (d->member == GZIP_MEMBER)
			end_member(d);
		from += some;
		n -= some;
	}
}

void
deflater_flush(struct deflater *d)
{
	if (d->member)
		end_member(d);
}

void
deflater_end(struct deflater *d)
{
	deflater_flush(d);
	end_member(d);
	deflateEnd(&d->z);
	free(d);
}
