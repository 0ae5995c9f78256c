/* gb18030: ASCII is copied, pairs are looked up, sequences of four bytes go to iconv. */
#include "io/gb18030.h"
#include "base/mem.h"
#include "io/encoding.h"
#include "io/utf8.h"
#include <stdlib.h>

enum { LEAD = 0x81, LEADS = 0xFE - LEAD + 1, TRAIL = 0x40, TRAILS = 0xFE - TRAIL + 1 };

/* UTF-8 of a pair: its length, 0 if it is none, and bytes. */
struct pair {
	unsigned char len;
	char at[4];
};

struct gb18030 {
	iconv_t by;
	struct pair pair[LEADS][TRAILS];
};

static size_t
ask(iconv_t by, const char *at, size_t n, char *to, size_t room)
{
	char *in = (char *)(uintptr_t)at; /* iconv does not write there */
	size_t left = room;

	if (iconv(by, &in, &n, &to, &left) == (size_t)-1 || n != 0) {
		iconv(by, NULL, NULL, NULL, NULL);
		return 0;
	}
	return room - left;
}

struct gb18030 *
gb18030_new(iconv_t by)
{
	struct gb18030 *g = mem_new(1, sizeof *g);

	g->by = by;
	for (int lead = 0; lead < LEADS; lead++)
		for (int trail = 0; trail < TRAILS; trail++) {
			struct pair *p = &g->pair[lead][trail];
			char in[2] = {(char)(lead + LEAD), (char)(trail + TRAIL)};

			p->len = (unsigned char)ask(by, in, 2, p->at, sizeof p->at);
		}
	return g;
}

/* Length of the sequence at p by its form: 2 or 4, 0: none, -1: cut off. */
static int
form(const unsigned char *p, size_t len)
{
	if (p[0] < 0x81 || p[0] > 0xFE)
		return 0;
	if (len < 2)
		return -1;
	if (p[1] >= 0x40)
		return p[1] != 0x7F && p[1] != 0xFF ? 2 : 0;
	if (p[1] < 0x30 || p[1] > 0x39 || (len > 2 && (p[2] < 0x81 || p[2] > 0xFE)))
		return 0;
	if (len < 4)
		return -1;
	return p[3] >= 0x30 && p[3] <= 0x39 ? 4 : 0;
}

/* One character; returns the bytes used, 0 if it is cut off. */
static size_t
character(struct gb18030 *g, const unsigned char *p, size_t len, struct buf *out)
{
	const struct pair *pair;
	int n = form(p, len);

	if (n == 2) {
		pair = &g->pair[p[0] - LEAD][p[1] - TRAIL];
		if (pair->len) {
			memcpy(out->at + out->len, pair->at, sizeof pair->at);
			out->len += pair->len;
			return 2;
		}
	} else if (n == 4) {
		size_t got = ask(g->by, (const char *)p, 4, out->at + out->len, 4);

		out->len += got;
		if (got)
			return 4;
	} else if (n < 0) {
		return 0;
	}
	out->at[out->len++] = ENCODING_BAD;
	return 1;
}

size_t
gb18030_feed(struct gb18030 *g, struct str in, bool last, struct buf *out)
{
	size_t i = 0;

	/* Two bytes become four at most (six characters of the set do). */
	buf_room(out, in.len * 2 + 8);
	while (i < in.len) {
		size_t n = utf8_ascii((struct str){in.at + i, in.len - i});

		memcpy(out->at + out->len, in.at + i, n);
		out->len += n;
		i += n;
		while (i < in.len && ((unsigned char)in.at[i] & 0x80) != 0) {
			n = character(g, (const unsigned char *)in.at + i, in.len - i, out);
			if (n == 0 && !last)
				return i;
			if (n == 0) {
				out->at[out->len++] = ENCODING_BAD;
				n = 1;
			}
			i += n;
		}
	}
	return i;
}

void
gb18030_free(struct gb18030 *g)
{
	free(g);
}

bool
gb18030_fits(struct str s, bool whole)
{
	for (size_t i = 0; i < s.len;) {
		int n = 1;

		if (((unsigned char)s.at[i] & 0x80) != 0)
			n = form((const unsigned char *)s.at + i, s.len - i);
		if (n < 0)
			return !whole;
		if (n == 0)
			return false;
		i += (size_t)n;
	}
	return true;
}
