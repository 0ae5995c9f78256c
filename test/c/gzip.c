/* gzip: heads of every kind, members told and untold, damage; by every inflater, in pieces of any
 * size, with any helpers. */
#include "io/gzip.h"
#include "base/buf.h"
#include "base/diag.h"
#include "io/deflate.h"
#include "io/gzip_head.h"
#include "io/inflate.h"
#include "unit.h"
#include <zlib.h>

static struct buf text;

static const struct inflater *const inflaters[] = {
    &inflater_zlib,
#ifdef CS_ISAL
    &inflater_isal,
#endif
};

/* A source that gives so many bytes at a time and, if it hesitates, is not waiting every other
 * time. */
struct source {
	struct str rest;
	size_t piece;
	bool hesitates, asked;
};

static ptrdiff_t
give(void *arg, void *at, size_t n, struct fault *f)
{
	struct source *s = arg;

	(void)f;
	n = n < s->piece ? n : s->piece;
	n = n < s->rest.len ? n : s->rest.len;
	memcpy(at, s->rest.at, n);
	s->rest.at += n;
	s->rest.len -= n;
	return (ptrdiff_t)n;
}

static bool
waiting(void *arg)
{
	struct source *s = arg;

	s->asked = !s->asked;
	return !s->hesitates || s->asked;
}

struct how {
	const struct inflater *inflater;
	unsigned jobs;
	size_t piece, most; /* bytes given, and asked for, at a time */
	bool hesitates;
};

/* Inflates all of it.  Returns what was wrong, "" if nothing. */
static const char *
inflate_all(const struct how *how, struct str packed, struct buf *out)
{
	static struct fault f;
	struct source s = {{packed.at + 2, packed.len - 2}, how->piece, how->hesitates, false};
	struct gzip_source source = {give, waiting, &s};
	struct gzip *z = gzip_new(&source, (struct str){packed.at, 2}, how->inflater, how->jobs);
	ptrdiff_t got;

	out->len = 0;
	f.msg[0] = '\0';
	do {
		if (how->hesitates)
			gzip_waiting(z);
		got = gzip_read(z, buf_room(out, how->most), how->most, &f);
		out->len += got > 0 ? (size_t)got : 0;
	} while (got > 0);
	EXPECT(got < 0 || gzip_read(z, buf_room(out, 1), 1, &f) == 0);
	gzip_free(z);
	return f.msg;
}

/* In every way: the same bytes (or, at a fault, the beginning of them) and the same words. */
static void
all_ways(struct str packed, struct str want, const char *words)
{
	static const unsigned jobs[] = {1, 2, 7};
	static const size_t pieces[] = {1 << 20, 70001, 997, 1};
	struct buf out = {0};

	for (size_t i = 0; i < sizeof inflaters / sizeof *inflaters; i++)
		for (size_t k = 0; k < 3 * 4; k++) {
			struct how how = {
			    inflaters[i], jobs[k % 3], pieces[k / 3], 1 + 100003 * (k % 5), k & 1};

			if (how.piece * 10000 < packed.len || how.most * 100000 < want.len)
				continue;
			EXPECT_TEXT(inflate_all(&how, packed, &out), words);
			EXPECT(*words ? str_starts(want, buf_slice(&out))
				      : str_eq(buf_slice(&out), want));
		}
	buf_clear(&out);
}

/* The deflated bytes of s behind their head, with checksum and length. */
static void
pack_body(struct buf *out, struct str s)
{
	z_stream z = {0};
	uint32_t end[2] = {(uint32_t)crc32(0, (const Bytef *)s.at, (uInt)s.len), (uint32_t)s.len};

	deflateInit2(&z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
	z.next_in = (z_const Bytef *)(uintptr_t)s.at;
	z.avail_in = (uInt)s.len;
	z.next_out = (Bytef *)buf_room(out, deflateBound(&z, s.len));
	z.avail_out = (uInt)(out->cap - out->len);
	EXPECT(deflate(&z, Z_FINISH) == Z_STREAM_END);
	out->len += z.total_out;
	deflateEnd(&z);
	buf_add(out, (const char *)end, sizeof end);
}

static const char nothing[] = "\x1F\x8B\x08\0\0\0\0\0\0\3";

static void
pack(struct buf *out, struct str s)
{
	buf_add(out, nothing, 10);
	pack_body(out, s);
}

/* One member with an extra field that tells its size, wrong by so much. */
static void
pack_told(struct buf *out, struct str s, const char *extra, size_t sized, int wrong)
{
	size_t from = out->len, size;

	buf_add(out, nothing, 10);
	out->at[from + 3] = 4;
	buf_ch(out, (char)(4 + sized));
	buf_ch(out, 0);
	buf_add(out, extra, 4);
	buf_add(out, "\0\0\0\0", sized);
	pack_body(out, s);
	size = out->len - from + (size_t)wrong - (sized == 2);
	for (size_t i = 0; i < sized; i++)
		out->at[from + 16 + i] = (char)(size >> 8 * i);
}

static void
ours(void *arg, const void *at, size_t n)
{
	buf_add(arg, at, n);
}

static void
pack_ours(struct buf *out, struct str s)
{
	struct deflater *d = deflater_new(ours, out);

	deflater_write(d, s.at, s.len);
	deflater_end(d);
}

/* Every combination of flags, a checksum of the head that is right and one that is not. */
static void
heads(void)
{
	struct buf b = {0};
	struct str s = {text.at, 5000};

	for (unsigned flags = 0; flags < 32; flags++) {
		uint32_t sum;

		b.len = 0;
		buf_add(&b, nothing, 10);
		b.at[3] = (char)flags;
		if (flags & 4)
			buf_add(&b, "\x0D\0some bytes \0\0", 15);
		if (flags & 8)
			buf_add(&b, "name", 5);
		if (flags & 16)
			buf_add(&b, "", 1);
		sum = (uint32_t)crc32(0, (const Bytef *)b.at, (uInt)b.len);
		if (flags & 2)
			buf_add(&b, (const char *)&sum, 2);
		pack_body(&b, s);
		all_ways(buf_slice(&b), s, "");
		for (size_t cut = 2; cut < b.len; cut += cut < 60 || b.len - cut < 20 ? 1 : 300)
			all_ways((struct str){b.at, cut}, s,
			    "gzip ends in the middle; the file was cut off");
		b.at[4] ^= 1; /* the time, of which only the checksum knows */
		all_ways(buf_slice(&b), s, flags & 2 ? "gzip data are damaged" : "");
	}
	b.len = 0;
	buf_add(&b, nothing, 10);
	b.at[3] = 4;
	buf_add(&b, "\0\0", 2);
	pack_body(&b, s);
	all_ways(buf_slice(&b), s, "");
	for (unsigned flag = 32; flag < 256; flag *= 2) {
		b.at[3] = (char)flag;
		all_ways(buf_slice(&b), STR(""), "gzip data are damaged");
	}
	b.at[3] = 4;
	b.at[2] = 7;
	all_ways(buf_slice(&b), STR(""), "gzip data are damaged");
	buf_clear(&b);
}

/* Members of any size and kind, one after the other; the end of one inside the bytes an inflater
 * reads ahead. */
static void
many(void)
{
	struct buf b = {0}, want = {0};
	size_t at = 0;

	for (size_t i = 0; i < 200; i++) {
		struct str s = {text.at + at, i * i * i % 3001};

		if (i % 5 == 1)
			pack_told(&b, s, "BC\2\0", 2, 0);
		else if (i % 5 == 3)
			pack_told(&b, s, "CS\4\0", 4, 0);
		else
			pack(&b, s);
		buf_str(&want, s);
		at += s.len;
	}
	pack(&b, (struct str){text.at, 1000000});
	buf_add(&want, text.at, 1000000);
	pack_ours(&b, buf_slice(&text));
	buf_str(&want, buf_slice(&text));
	pack_ours(&b, STR(""));
	pack_ours(&b, STR("x"));
	buf_ch(&want, 'x');
	all_ways(buf_slice(&b), buf_slice(&want), "");
	buf_ch(&b, 'x');
	all_ways(buf_slice(&b), buf_slice(&want), "not a gzip member after the end of one");
	buf_clear(&b);
	buf_clear(&want);
}

/* Sizes that are wrong, or cannot be; our own files cut anywhere. */
static void
told(void)
{
	struct buf b = {0};
	struct str s = {text.at, 3000}, whole = buf_slice(&text);

	for (int wrong = -9; wrong < 10; wrong++) {
		b.len = 0;
		pack_told(&b, s, "BC\2\0", 2, wrong);
		pack(&b, s);
		if (wrong == 0)
			continue;
		all_ways(buf_slice(&b), s, "gzip data are damaged");
	}
	/* One that cannot be is none. */
	b.len = 0;
	pack_told(&b, s, "CS\4\0", 4, 1 << 20);
	all_ways(buf_slice(&b), s, "");
	b.len = 0;
	pack_told(&b, s, "CS\4\0", 4, -3000);
	all_ways(buf_slice(&b), s, "");
	/* More than such a member may hold. */
	b.len = 0;
	static char zeros[GZIP_MEMBER + 1];
	pack_told(&b, (struct str){zeros, GZIP_MEMBER}, "CS\4\0", 4, 0);
	pack_ours(&b, STR(""));
	all_ways(buf_slice(&b), (struct str){zeros, GZIP_MEMBER}, "");
	b.len = 0;
	pack_told(&b, (struct str){zeros, GZIP_MEMBER + 1}, "CS\4\0", 4, 0);
	all_ways(buf_slice(&b), (struct str){zeros, GZIP_MEMBER + 1}, "gzip data are damaged");

	/* Ours, cut anywhere, also between two members. */
	b.len = 0;
	pack_ours(&b, whole);
	all_ways(buf_slice(&b), whole, "");
	for (size_t cut = 2; cut < b.len; cut += cut < 40 || b.len - cut < 60 ? 1 : b.len / 9)
		all_ways((struct str){b.at, cut}, whole,
		    "gzip ends in the middle; the file was cut off");
	b.at[b.len / 2] ^= 0x20;
	struct buf out = {0};
	EXPECT(*inflate_all(&(struct how){&inflater_zlib, 3, 1 << 20, 1 << 20, false},
		   buf_slice(&b), &out) != '\0');
	buf_clear(&out);
	buf_clear(&b);
}

/* What was flushed can be read before the rest is written. */
static void
flushed(void)
{
	struct buf b = {0};
	struct deflater *d = deflater_new(ours, &b);
	char back[100];
	struct fault f;

	deflater_write(d, "first\n", 6);
	EXPECT(b.len == 0);
	deflater_flush(d);
	deflater_flush(d);
	struct source s = {{b.at + 2, b.len - 2}, 1000, true, false};
	struct gzip_source source = {give, waiting, &s};
	struct gzip *z = gzip_new(&source, (struct str){b.at, 2}, inflater_best(), 2);
	for (int i = 0; i < 3; i++)
		EXPECT(gzip_waiting(z));
	EXPECT(gzip_read(z, back, sizeof back, &f) == 6 && memcmp(back, "first\n", 6) == 0);
	gzip_free(z);
	deflater_write(d, "second\n", 7);
	deflater_end(d);
	all_ways(buf_slice(&b), STR("first\nsecond\n"), "");
	buf_clear(&b);
}

/* Of the last byte before the checksum some bits mean nothing. */
static void
refuses(const struct inflater *inflater, struct str packed, struct str was)
{
	struct how how = {inflater, 1, 1 << 20, 1 << 20, false};
	struct buf out = {0};

	EXPECT(*inflate_all(&how, packed, &out) != '\0' || str_eq(buf_slice(&out), was));
	buf_clear(&out);
}

/* Damage of any byte: every inflater refuses. */
static void
damaged(void)
{
	struct buf b = {0};
	struct str s = {text.at, 2000};

	pack(&b, s);
	for (size_t at = 10; at < b.len; at++)
		for (int bit = 1; bit < 256; bit *= 8) {
			b.at[at] ^= (char)bit;
			for (size_t i = 0; i < sizeof inflaters / sizeof *inflaters; i++)
				refuses(inflaters[i], buf_slice(&b), s);
			b.at[at] ^= (char)bit;
		}
	buf_clear(&b);
}

int
main(void)
{
	unsigned seed = 1;

	while (text.len < 1700000) {
		seed = seed * 1103515245 + 12345;
		buf_fmt(&text, "%zu,%u\n", text.len, seed >> 16);
	}
	heads();
	many();
	told();
	flushed();
	damaged();
	buf_clear(&text);
	return unit_end();
}
