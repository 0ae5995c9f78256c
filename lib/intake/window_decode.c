/* window_decode: which encoding it is; UTF-8 among GB18030. */
#include "base/mem.h"
#include "intake/window_inner.h"

/*
 * Whether a line is UTF-8 and not GB18030: characters of three bytes or more alone.  A line of
 * GB18030 is so by chance about as often as a coin falls on its edge; one with characters of two
 * bytes may be either and is what the file is.
 */
static bool
is_utf8_line(struct str line)
{
	bool wide = false;

	for (size_t i = 0; i < line.len; i++) {
		unsigned char c = (unsigned char)line.at[i];
		uint64_t eight;

		/* Most of a line is ASCII, and passed over by eight bytes. */
		for (; c < 0x80 && i + 9 <= line.len; i += 8, c = (unsigned char)line.at[i]) {
			memcpy(&eight, line.at + i, 8);
			if (eight & 0x8080808080808080)
				break;
		}

		if (c >= 0xC0 && c < 0xE0)
			return false;
		wide = wide || c >= 0xE0;
	}
	return wide && utf8_fault(line) < 0;
}

/* Where two systems write one file: GB18030 found by ourselves may have lines of UTF-8 in it. */
static void
decode_mixed(struct window *w, struct str raw)
{
	size_t from = 0, at = 0;

	while (at < raw.len) {
		const char *lf = memchr(raw.at + at, '\n', raw.len - at);
		size_t end = lf ? (size_t)(lf - raw.at) + 1 : raw.len;

		if (is_utf8_line((struct str){raw.at + at, end - at})) {
			decoder_feed(
			    w->decoder, (struct str){raw.at + from, at - from}, false, &w->decoded);
			buf_add(&w->decoded, raw.at + at, end - at);
			from = end;
			if (!w->mixed)
				warn("%s: has lines of UTF-8 among GB18030; each is read as what "
				     "it is",
				    diag_file(input_name(w->in)));
			w->mixed = true;
		}
		at = end;
	}
	decoder_feed(
	    w->decoder, (struct str){raw.at + from, raw.len - from}, w->ended, &w->decoded);
}

/* Whole lines; what is behind the last line end waits. */
static void
decode_lines(struct window *w, struct str raw)
{
	size_t whole;
	const char *lf;

	buf_str(&w->half, raw);
	lf = w->half.len ? memrchr(w->half.at, '\n', w->half.len) : NULL;
	whole = w->ended ? w->half.len : lf ? (size_t)(lf - w->half.at) + 1 : 0;
	if (whole == 0 && w->half.len > LINE_BOUND)
		whole = w->half.len;
	decode_mixed(w, (struct str){w->half.at, whole});
	if (w->half.len > whole)
		memmove(w->half.at, w->half.at + whole, w->half.len - whole);
	w->half.len -= whole;
}

static size_t
line_of(struct str text, size_t at)
{
	return 1 + window_lines((struct str){text.at, at});
}

void
window_open_decoder(struct window *w)
{
	struct fault f;

	if (strcmp(w->encoding, "UTF-8") == 0)
		return;
	w->decoder = decoder_new(w->encoding, &f);
	if (w->decoder == NULL)
		die("%s: %s", diag_file(input_name(w->in)), f.msg);
	if (w->raw == NULL)
		w->raw = window_aligned(PIECE, &w->raw_memory);
}

/* From a head that is not all ASCII (or ASCII and all there is); returns the length of a mark at
 * its beginning. */
size_t
window_decide(struct window *w, struct str head)
{
	size_t bom;
	ptrdiff_t bad = utf8_fault(head);

	w->encoding = encoding_detect(head, w->ended, &bom);
	if (w->encoding == NULL)
		die("%s:%zu: neither UTF-8 nor GB18030 throughout; say in the schema which "
		    "`encoding` it is",
		    diag_file(input_name(w->in)), bad < 0 ? 1 : line_of(head, (size_t)bad));
	w->sniffed = true;
	window_open_decoder(w);
	return bom;
}

void
window_decode(struct window *w, struct str raw)
{
	w->decoded.len = 0;
	if (w->sniffed && strcmp(w->encoding, "GB18030") == 0)
		decode_lines(w, raw);
	else
		decoder_feed(w->decoder, raw, w->ended, &w->decoded);
	window_append(w, buf_slice(&w->decoded));
}
