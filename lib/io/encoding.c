/* encoding: decoders, by iconv or better. */
#include "io/encoding.h"
#include "base/mem.h"
#include "io/gb18030.h"
#include "io/utf8.h"
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

struct decoder {
	iconv_t by;	    /* (iconv_t)-1: UTF-8 */
	struct gb18030 *gb; /* NULL: by iconv alone */
	size_t unit;	    /* bytes passed over where a sequence is wrong */
	struct buf half;    /* what the last piece ended with */
};

static bool
among(const char *name, const char *const *names)
{
	for (; *names != NULL; names++)
		if (strcasecmp(name, *names) == 0)
			return true;
	return false;
}

static size_t
unit(const char *name)
{
	if (strncasecmp(name, "UTF-16", 6) == 0 || strncasecmp(name, "UTF16", 5) == 0 ||
	    strncasecmp(name, "UCS-2", 5) == 0 || strncasecmp(name, "UCS2", 4) == 0)
		return 2;
	if (strncasecmp(name, "UTF-32", 6) == 0 || strncasecmp(name, "UTF32", 5) == 0 ||
	    strncasecmp(name, "UCS-4", 5) == 0 || strncasecmp(name, "UCS4", 4) == 0)
		return 4;
	return 1;
}

static struct decoder *
unknown(const char *name, struct fault *f)
{
	static const struct str often[] = {STR_INIT("UTF-8"), STR_INIT("GB18030"), STR_INIT("GBK"),
	    STR_INIT("UTF-16LE"), STR_INIT("UTF-16BE"), STR_INIT("BIG5")};

	fault(f, "no encoding '%s'%s", diag_text(str_of(name)),
	    diag_hint(str_of(name), often, sizeof often / sizeof *often));
	return NULL;
}

struct decoder *
decoder_new(const char *encoding, struct fault *f)
{
	static const char *const utf8[] = {"UTF-8", "UTF8", NULL};
	/* glibc's own "GBK" refuses characters that are in use. */
	static const char *const chinese[] = {
	    "GB18030", "GBK", "GB2312", "CP936", "MS936", "WINDOWS-936", "EUC-CN", "EUCCN", NULL};
	bool gb = among(encoding, chinese);
	struct decoder d = {.by = (iconv_t)-1, .unit = unit(encoding)};
	struct decoder *own;

	if (!among(encoding, utf8)) {
		/* A slash would ask iconv to guess ("//TRANSLIT"); no name is the locale's. */
		if (*encoding == '\0' || strchr(encoding, '/') != NULL)
			return unknown(encoding, f);
		d.by = iconv_open("UTF-8", gb ? "GB18030" : encoding);
		if (d.by == (iconv_t)-1)
			return unknown(encoding, f);
	}
	if (gb)
		d.gb = gb18030_new(d.by);
	own = mem_new(1, sizeof *own);
	*own = d;
	return own;
}

static void
bad(struct buf *out, size_t n)
{
	memset(buf_room(out, n), ENCODING_BAD, n);
	out->len += n;
}

static size_t
feed_utf8(struct str in, bool last, struct buf *out)
{
	size_t used = 0;

	for (;;) {
		struct str rest = {in.at + used, in.len - used};
		ptrdiff_t at = utf8_fault(rest);
		size_t good = at < 0 ? rest.len : (size_t)at;

		buf_add(out, rest.at, good);
		used += good;
		if (at < 0)
			return used;
		if (!last && utf8_begins((struct str){in.at + used, in.len - used}))
			return used;
		bad(out, 1);
		used++;
	}
}

static size_t
feed_iconv(struct decoder *d, struct str in, bool last, struct buf *out)
{
	char *at = (char *)(uintptr_t)in.at; /* iconv does not write there */
	size_t left = in.len;

	for (;;) {
		char *to = buf_room(out, left * 2 + 64);
		size_t room = out->cap - out->len, free_room = room;
		size_t done = iconv(d->by, &at, &left, &to, &free_room);
		int cause = errno;

		out->len += room - free_room;
		if (done != (size_t)-1)
			break;
		if (cause == E2BIG)
			continue;
		if (cause == EINVAL && !last)
			return in.len - left;
		/* Wrong here, or half a character at the end of all. */
		done = left < d->unit || cause == EINVAL ? left : d->unit;
		bad(out, done);
		at += done;
		left -= done;
	}
	if (last)
		iconv(d->by, NULL, NULL, NULL, NULL);
	return in.len;
}

static size_t
feed(struct decoder *d, struct str in, bool last, struct buf *out)
{
	if (d->by == (iconv_t)-1)
		return feed_utf8(in, last, out);
	if (d->gb != NULL)
		return gb18030_feed(d->gb, in, last, out);
	return feed_iconv(d, in, last, out);
}

void
decoder_feed(struct decoder *d, struct str in, bool last, struct buf *out)
{
	size_t used;

	if (d->half.len == 0) {
		used = feed(d, in, last, out);
		buf_add(&d->half, in.at + used, in.len - used);
		return;
	}
	buf_str(&d->half, in);
	used = feed(d, buf_slice(&d->half), last, out);
	memmove(d->half.at, d->half.at + used, d->half.len - used);
	d->half.len -= used;
}

void
decoder_free(struct decoder *d)
{
	if (d == NULL)
		return;
	gb18030_free(d->gb);
	if (d->by != (iconv_t)-1)
		iconv_close(d->by);
	buf_clear(&d->half);
	free(d);
}
