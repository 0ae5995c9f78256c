/*
 * inflate: Intel's ISA-L as an inflater, more than twice as fast as zlib.  Empty where the Makefile
 * found no libisal.
 */
#include "io/inflate.h"
#ifdef CS_ISAL
#include "base/mem.h"
#include <isa-l/igzip_lib.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>

static void
isal_reset(void *state)
{
	struct inflate_state *s = state;

	isal_inflate_reset(s);
	s->crc_flag = ISAL_GZIP_NO_HDR_VER;
}

static void *
isal_new(void)
{
	struct inflate_state *s = mem_new(1, sizeof *s);

	isal_inflate_init(s);
	isal_reset(s);
	return s;
}

static enum inflate_step
isal_step(void *state, struct inflate_io *io)
{
	struct inflate_state *s = state;
	uint32_t in = io->in_n < UINT32_MAX ? (uint32_t)io->in_n : UINT32_MAX;
	uint32_t out = io->out_n < UINT32_MAX ? (uint32_t)io->out_n : UINT32_MAX;
	int status;

	s->next_in = (uint8_t *)(uintptr_t)io->in; /* only read */
	s->avail_in = in;
	s->next_out = io->out;
	s->avail_out = out;
	status = isal_inflate(s);
	io->in += in - s->avail_in;
	io->in_n -= in - s->avail_in;
	io->out += out - s->avail_out;
	io->out_n -= out - s->avail_out;
	if (status == ISAL_INCORRECT_CHECKSUM)
		return INFLATE_BAD_SUM;
	if (status < 0)
		return INFLATE_BAD_DATA;
	return s->block_state == ISAL_BLOCK_FINISH ? INFLATE_MEMBER_END : INFLATE_MORE;
}

const struct inflater inflater_isal = {isal_new, isal_step, isal_reset, free};
#endif
