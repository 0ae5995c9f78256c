/* help: --help on one screen, and --version. */
#include "base/diag.h"
#include "base/optparts.h"
#include <gnu/libc-version.h>

#ifndef CS_VERSION
#define CS_VERSION "0.0"
#endif

enum { LEFT = 27, HALF = 41 };

/* "-c, --columns LIST" */
static void
words(struct buf *b, const struct opt *o)
{
	if (o->letter)
		buf_fmt(b, "-%c, ", o->letter);
	buf_fmt(b, "--%s", o->name);
	if (o->argument != NULL)
		buf_fmt(b, *o->argument == '[' ? "%s" : " %s", o->argument);
}

static void
pad(struct buf *b, size_t from, size_t width)
{
	do
		buf_ch(b, ' ');
	while (b->len - from < width);
}

static void
own(struct buf *b, const struct opt *o)
{
	for (; o != NULL && o->name != NULL; o++) {
		size_t from = b->len;

		buf_z(b, o->letter ? "  " : "      ");
		words(b, o);
		pad(b, from, LEFT);
		buf_fmt(b, "%s\n", o->help);
	}
}

/* Two to a line: they are the same everywhere and need little room. */
static void
shared(struct buf *b)
{
	size_t from = b->len;

	buf_z(b, "In every program (cs-tools(7)):\n");
	for (const struct opt *o = opt_common; o->name != NULL; o++) {
		bool left = (o - opt_common) % 2 == 0;

		if (left)
			from = b->len;
		buf_z(b, left ? "  " : "");
		words(b, o);
		buf_fmt(b, "  %s", o->help);
		if (left && o[1].name != NULL)
			pad(b, from, HALF);
		else
			buf_ch(b, '\n');
	}
}

void
help_text(const struct command *self, struct buf *b)
{
	buf_fmt(b, "%s: %s\nusage: %s %s\n", self->name, self->does, self->name, self->usage);
	if (opt_count(self->options))
		buf_ch(b, '\n');
	own(b, self->options);
	buf_ch(b, '\n');
	shared(b);
	if (self->examples != NULL)
		buf_fmt(b, "\nExamples:\n%s", self->examples);
	buf_fmt(b, "\nManual: man %s\n", self->name);
}

void
help_version(const struct command *self, struct buf *b)
{
	buf_fmt(b, "%s (cs-tools) %s\n", self->name, CS_VERSION);
	if (diag_level < 1)
		return;
#ifdef __clang__
	buf_fmt(b, "compiler: %s\n", __VERSION__);
#else
	buf_fmt(b, "compiler: gcc %s\n", __VERSION__);
#endif
	buf_fmt(b, "C library: glibc %s\n", gnu_get_libc_version());
#ifdef __SSE2__
	buf_z(b, "processor: SSE2\n");
#else
	buf_z(b, "processor: portable\n");
#endif
#ifdef CS_ISAL
	buf_z(b, "gzip: inflated by ISA-L\n");
#else
	buf_z(b, "gzip: inflated by zlib\n");
#endif
	if (self->versions != NULL)
		self->versions(b);
}
