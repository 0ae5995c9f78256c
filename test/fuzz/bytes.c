/* fuzz bytes: gzip of any bytes ends, by data or a fault; any bytes decode to UTF-8 and marks, however they are cut. */
#include "fuzz.h"
#include "io/encoding.h"
#include "io/gzip.h"
#include "io/inflate.h"

static const char *const encodings[] = { "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE", "GBK", "UTF-16", "BIG5", "SHIFT_JIS" };

struct source {
	struct str rest;
	size_t piece;
};

static ptrdiff_t
give(void *arg, void *at, size_t n, struct fault *f)
{
	struct source *s = arg;

	(void)f;
	n = n < s->piece ? n : s->piece;
	n = n < s->rest.len ? n : s->rest.len;
	if (n)
		memcpy(at, s->rest.at, n);
	s->rest.at += n;
	s->rest.len -= n;
	return (ptrdiff_t)n;
}

static bool
waiting(void *arg)
{
	(void)arg;
	return true;
}

static void
inflate_all(struct str text, unsigned how)
{
	struct source s = { text, 1 + how % 97 };
	struct gzip_source source = { give, waiting, &s };
	char out[4096];
	struct gzip *z;
	struct fault f;
	size_t all = 0;
	ptrdiff_t got;

	if (!str_starts(text, STR("\x1F\x8B")))
		return;
	s.rest = (struct str){ text.at + 2, text.len - 2 };
	z = gzip_new(&source, (struct str){ text.at, 2 }, how % 2 ? &inflater_zlib : inflater_best(), how % 3);
	while (all < (1 << 22) && (got = gzip_read(z, out, 1 + how * 16 % sizeof out, &f)) > 0)
		all += (size_t)got;
	gzip_free(z);
}

static void
decode(const char *name, struct str text, size_t cut, struct buf *out)
{
	struct fault f;
	struct decoder *d = decoder_new(name, &f);

	CLAIM(d != NULL);
	cut = cut < text.len ? cut : text.len;
	decoder_feed(d, (struct str){ text.at, cut }, false, out);
	decoder_feed(d, (struct str){ text.at + cut, text.len - cut }, true, out);
	decoder_free(d);
}

/* UTF-8 but for the marks. */
static void
claim_utf8(struct buf *b)
{
	for (size_t i = 0; i < b->len; i++)
		if (b->at[i] == ENCODING_BAD)
			b->at[i] = '?';
	CLAIM(utf8_fault(buf_slice(b)) == -1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str text = { (const char *)data, n };
	unsigned how = choice(&text);
	const char *name = encodings[how & 7];
	struct buf whole = { 0 }, cut = { 0 };
	size_t bom = 0;

	inflate_all(text, how);
	decode(name, text, text.len, &whole);
	decode(name, text, how >> 3, &cut);
	CLAIM(str_eq(buf_slice(&whole), buf_slice(&cut)));
	claim_utf8(&whole);
	name = encoding_detect(text, how & 1, &bom);
	CLAIM(bom <= text.len);
	if (name != NULL)
		decode(name, (struct str){ text.at + bom, text.len - bom }, 3, &whole);
	buf_clear(&whole);
	buf_clear(&cut);
	return 0;
}
