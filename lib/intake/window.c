/* window: reading, deciding on an encoding, decoding, line ends, footers. */
#include "base/mem.h"
#include "intake/window_inner.h"
#include <stdlib.h>

char *
window_aligned(size_t n, char **memory)
{
	*memory = mem_resize(NULL, n + PAGE, 1);
	return *memory + (PAGE - (uintptr_t)*memory % PAGE) % PAGE;
}

/* Room for n bytes behind what is there, which moves so that they begin on a page. */
static void
room(struct window *w, size_t n)
{
	size_t left = w->len - w->from, ahead = (left + PAGE - 1) / PAGE * PAGE;

	if (w->cap < ahead + n) {
		size_t cap = 2 * (ahead + n);
		char *memory, *at = window_aligned(cap, &memory);

		if (left)
			memcpy(at + ahead - left, w->at + w->from, left);
		free(w->memory);
		w->memory = memory;
		w->at = at;
		w->cap = cap;
	} else if (left) {
		memmove(w->at + ahead - left, w->at + w->from, left);
	}
	w->from = ahead - left;
	w->len = ahead;
}

void
window_append(struct window *w, struct str s)
{
	if (s.len == 0)
		return;
	if (w->cap - w->len < s.len)
		room(w, s.len);
	memcpy(w->at + w->len, s.at, s.len);
	w->len += s.len;
}

static bool
is_ascii(struct str s)
{
	uint64_t high = 0, x;
	size_t i = 0;

	for (; i + 8 <= s.len; i += 8) {
		memcpy(&x, s.at + i, 8);
		high |= x;
	}
	for (; i < s.len; i++)
		high |= (uint64_t)(unsigned char)s.at[i];
	return (high & 0x8080808080808080) == 0;
}

/* A piece of UTF-8, or of ASCII until more is known. */
static bool
fill_plain(struct window *w)
{
	struct str piece;
	size_t got;

	room(w, PIECE);
	got = input_read(w->in, w->at + w->len, PIECE);
	w->ended = got == 0;
	piece = (struct str){w->at + w->len, got};
	if (w->encoding != NULL || (is_ascii(piece) && !w->ended)) {
		w->len += got;
		return got > 0;
	}
	if (w->ended) {
		w->encoding = "UTF-8";
		return false;
	}
	window_decide(w, piece);
	if (w->decoder == NULL) {
		w->len += got;
	} else { /* decoding appends to where the piece lies */
		char *copy = mem_resize(NULL, got, 1);

		memcpy(copy, piece.at, got);
		window_decode(w, (struct str){copy, got});
		free(copy);
	}
	return true;
}

static bool
fill_decoded(struct window *w)
{
	size_t got = input_read(w->in, w->raw, PIECE);

	w->ended = got == 0;
	window_decode(w, (struct str){w->raw, got});
	return got > 0;
}

static void
fill_once(struct window *w)
{
	size_t from;

	if (w->held_cr) {
		window_append(w, STR("\r"));
		w->held_cr = false;
	}
	from = w->len - w->from;
	if (from)
		from -= w->at[w->len - 1] == '\r';
	if (w->decoder)
		fill_decoded(w);
	else
		fill_plain(w);
	window_end_lines(w, w->from + from);
	w->back = w->footer ? w->len - window_footer(w) : 0;
}

bool
window_fill(struct window *w, bool all)
{
	size_t had = w->len - w->from;

	if (w->ended)
		return false;
	do
		fill_once(w);
	while (!w->ended && (w->len - w->from == had ||
				(all && w->len - w->from < PIECE && input_waiting(w->in))));
	return !w->ended || w->len - w->from > had;
}

/* The head of a file decides; it is given to the decoder as it is. */
static void
sniff(struct window *w)
{
	char *memory, *head = window_aligned(HEAD, &memory);
	size_t n = 0, got;

	while (n < HEAD && (got = input_read(w->in, head + n, HEAD - n)) > 0)
		n += got;
	w->ended = n < HEAD;
	if (w->ended || !is_ascii((struct str){head, n})) {
		size_t bom = n ? window_decide(w, (struct str){head, n}) : 0;

		if (w->encoding == NULL)
			w->encoding = "UTF-8";
		if (w->decoder)
			window_decode(w, (struct str){head + bom, n - bom});
		else
			window_append(w, (struct str){head + bom, n - bom});
	} else {
		window_append(w, (struct str){head, n});
	}
	free(memory);
	window_end_lines(w, w->from);
	w->back = w->footer ? w->len - window_footer(w) : 0;
}

/* A mark at the beginning is no text. */
static void
skip_bom(struct window *w)
{
	while (w->len - w->from < 3 && window_fill(w, false))
		;
	if (str_starts(window_text(w), STR("\xEF\xBB\xBF")))
		w->from += 3;
}

struct window *
window_new(struct input *in, struct str encoding, uint64_t footer)
{
	struct window *w = mem_new(1, sizeof *w);
	struct buf name = {0};

	w->in = in;
	w->footer = footer;
	room(w, PIECE);
	if (encoding.len == 0) {
		sniff(w);
	} else {
		buf_str(&name, encoding);
		w->encoding = w->name = mem_dup(buf_cstr(&name));
		for (char *c = w->name; *c; c++)
			*c = *c >= 'a' && *c <= 'z' ? (char)(*c - ('a' - 'A')) : *c;
		if (strcmp(w->name, "UTF8") == 0)
			w->encoding = "UTF-8";
		window_open_decoder(w);
		buf_clear(&name);
	}
	skip_bom(w);
	return w;
}

const char *
window_encoding(const struct window *w, bool *sniffed)
{
	*sniffed = w->sniffed;
	return w->encoding ? w->encoding : "UTF-8";
}

struct str
window_text(const struct window *w)
{
	return (struct str){w->at + w->from, w->len - w->back - w->from};
}

void
window_take(struct window *w, size_t n)
{
	w->from += n;
}

bool
window_ended(const struct window *w)
{
	return w->ended;
}

bool
window_waiting(const struct window *w)
{
	return w->ended || input_waiting(w->in);
}

void
window_free(struct window *w)
{
	if (w->decoder)
		decoder_free(w->decoder);
	buf_clear(&w->decoded);
	buf_clear(&w->half);
	free(w->memory);
	free(w->raw_memory);
	free(w->name);
	free(w);
}
