/* inflate: zlib as an inflater, and which one is taken. */
#include "io/inflate.h"
#include "base/diag.h"
#include "base/mem.h"
#include <assert.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_ONLY = 15 + 16 };

/* zlib checks the end of a member only if it saw its head, so it is shown the shortest there is. */
static void
show_head(z_stream *z)
{
	static const unsigned char head[10] = {0x1F, 0x8B, 8};
	unsigned char none;
	int status;

	z->next_in = (z_const Bytef *)head;
	z->avail_in = sizeof head;
	z->next_out = &none;
	z->avail_out = 0;
	status = inflate(z, Z_NO_FLUSH);
	assert((status == Z_OK || status == Z_BUF_ERROR) && z->avail_in == 0);
	(void)status;
}

static void *
zlib_new(void)
{
	z_stream *z = mem_new(1, sizeof *z);

	if (inflateInit2(z, GZIP_ONLY) != Z_OK)
		die("out of memory");
	show_head(z);
	return z;
}

/* zlib tells kinds of damage apart by words only. */
static enum inflate_step
damage(const char *words)
{
	if (words != NULL && (strstr(words, "data check") || strstr(words, "length check")))
		return INFLATE_BAD_SUM;
	return INFLATE_BAD_DATA;
}

static enum inflate_step
zlib_step(void *state, struct inflate_io *io)
{
	z_stream *z = state;
	uInt in = io->in_n < UINT_MAX ? (uInt)io->in_n : UINT_MAX;
	uInt out = io->out_n < UINT_MAX ? (uInt)io->out_n : UINT_MAX;
	int status;

	z->next_in = (z_const Bytef *)io->in;
	z->avail_in = in;
	z->next_out = io->out;
	z->avail_out = out;
	status = inflate(z, Z_NO_FLUSH);
	io->in += in - z->avail_in;
	io->in_n -= in - z->avail_in;
	io->out += out - z->avail_out;
	io->out_n -= out - z->avail_out;
	if (status == Z_MEM_ERROR)
		die("out of memory");
	if (status == Z_STREAM_END)
		return INFLATE_MEMBER_END;
	return status == Z_OK || status == Z_BUF_ERROR ? INFLATE_MORE : damage(z->msg);
}

static void
zlib_reset(void *state)
{
	inflateReset(state);
	show_head(state);
}

static void
zlib_free(void *state)
{
	inflateEnd(state);
	free(state);
}

const struct inflater inflater_zlib = {zlib_new, zlib_step, zlib_reset, zlib_free};

const struct inflater *
inflater_best(void)
{
#ifdef CS_ISAL
	return &inflater_isal;
#else
	return &inflater_zlib;
#endif
}
