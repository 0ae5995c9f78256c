/* quote: text made fit to be shown: controls as \xHH, long digit runs masked, 40 characters. */
#include "base/diag.h"
#include "base/line.h"

enum {
	QUOTE_CHARS = 40,
	MASK_DIGITS = 7,
	CHAR_MAX_BYTES =
	    12, /* a character of three bytes, each as \xHH; of four: none is escaped */
	QUOTE_MAX_BYTES = QUOTE_CHARS * CHAR_MAX_BYTES + 16,
	FILE_MAX_BYTES = 4096,
	TEXTS = 4
};

void
line_add(struct line *l, const char *at, size_t n)
{
	if (n > l->cap - l->len) {
		l->cap = l->len; /* whole characters only, and nothing after the cut */
		return;
	}
	memcpy(l->at + l->len, at, n);
	l->len += n;
}

static void
line_hex(struct line *l, const char *at, size_t n)
{
	char text[CHAR_MAX_BYTES + 4];
	size_t len = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)at[i];

		text[len++] = '\\';
		text[len++] = 'x';
		text[len++] = "0123456789ABCDEF"[c >> 4];
		text[len++] = "0123456789ABCDEF"[c & 15];
	}
	line_add(l, text, len);
}

/* What must not reach a terminal raw: C0, DEL, C1, and what turns the direction of writing. */
static bool
unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* One character or faulty byte at the head of s; returns its length in s.  also: controls let
 * through. */
static size_t
line_char(struct line *l, struct str s, const char *also)
{
	uint32_t code = 0;
	size_t n = str_char(s, &code);

	if (n == 0) {
		line_hex(l, s.at, 1);
		return 1;
	}
	if (unsafe(code) && (code == 0 || code > 0x7F || strchr(also, (int)code) == NULL))
		line_hex(l, s.at, n);
	else
		line_add(l, s.at, n);
	return n;
}

void
line_safe(struct line *l, struct str s, const char *also)
{
	while (s.len) {
		size_t n = line_char(l, s, also);

		s.at += n;
		s.len -= n;
	}
}

/* Length in s of the digit it begins with (ASCII or full-width, both are dialled), or 0. */
static size_t
digit(struct str s)
{
	uint32_t code = 0;
	size_t n = str_char(s, &code);

	return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19) ? n : 0;
}

/* Bytes of the run of digits s begins with; *digits is how many. */
static size_t
digit_run(struct str s, size_t *digits)
{
	size_t bytes = 0, n;

	*digits = 0;
	while ((n = digit((struct str){s.at + bytes, s.len - bytes})) != 0) {
		bytes += n;
		++*digits;
	}
	return bytes;
}

/* Too short to leave four hidden: all are. */
static size_t
mask(struct line *l, struct str run, size_t digits, size_t room)
{
	size_t width = run.len / digits; /* a mixed run is shown as stars */
	bool mixed = run.len % digits != 0 || (width != 1 && width != 3);

	if (digits < 11 || mixed || room < 11) {
		size_t stars = digits < room ? digits : room;

		for (size_t i = 0; i < stars; i++)
			line_add(l, "*", 1);
		return stars;
	}
	line_add(l, run.at, 3 * width);
	line_add(l, "****", 4);
	line_add(l, run.at + run.len - 4 * width, 4 * width);
	return 11;
}

static void
quote(struct line *l, struct str s)
{
	size_t shown = 0;

	while (s.len && shown < QUOTE_CHARS) {
		size_t digits, n = digit_run(s, &digits);

		if (digits >= MASK_DIGITS) {
			shown += mask(l, (struct str){s.at, n}, digits, QUOTE_CHARS - shown);
		} else if (digits > 0) {
			/* A short run may be cut, a digit at a time. */
			n = digit(s);
			line_add(l, s.at, n);
			shown++;
		} else {
			n = line_char(l, s, "");
			shown++;
		}
		s.at += n;
		s.len -= n;
	}
	if (s.len)
		line_add(l, "...", 3);
}

void
diag_quote(struct buf *b, struct str text)
{
	char out[QUOTE_MAX_BYTES];
	struct line l = {out, 0, sizeof out};

	quote(&l, text);
	buf_add(b, out, l.len);
}

/* One of a few places of this thread, so that several may stand in one message. */
static char *
place(void)
{
	static _Thread_local char texts[TEXTS][QUOTE_MAX_BYTES + 1];
	static _Thread_local unsigned next;

	return texts[next++ % TEXTS];
}

const char *
diag_text(struct str text)
{
	char *at = place();
	struct line l = {at, 0, QUOTE_MAX_BYTES};

	quote(&l, text);
	at[l.len] = '\0';
	return at;
}

const char *
diag_file(const char *name)
{
	static _Thread_local char texts[2][FILE_MAX_BYTES];
	static _Thread_local unsigned next;
	char *at = texts[next++ % 2];
	struct line l = {at, 0, sizeof texts[0] - 1};

	line_safe(&l, str_of(name), "");
	at[l.len] = '\0';
	return at;
}
