/* tokens: words, ideographs, pairs. */
#include "classify/tokens.h"
#include "base/mem.h"
#include "value/text.h"
#include <stdlib.h>
#include <utf8proc.h>

void
tokens_text(struct buf *b, struct str column)
{
	if (b->len)
		buf_ch(b, '\n');
	text_fold(b, column);
}

static bool
is_ideograph(uint32_t c)
{
	return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) ||
	       (c >= 0x3040 && c <= 0x30FF) || (c >= 0xAC00 && c <= 0xD7A3) ||
	       (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x323AF) || c == 0x3005 ||
	       c == 0x3007;
}

static bool
is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ND:
		return true;
	default:
		return false;
	}
}

static void
add(struct units *u, struct str text, enum unit_kind kind, bool joins)
{
	u->at = mem_grow(u->at, u->n, &u->cap, sizeof *u->at);
	u->at[u->n] = (struct unit){text, kind, joins && u->n && u->at[u->n - 1].kind == kind};
	u->n++;
}

void
units_read(struct units *u, struct str s)
{
	bool apart = false, line_end = true; /* a sign, or a line end, since the last unit */
	size_t word = SIZE_MAX;
	uint32_t code = 0;

	u->n = 0;
	for (size_t at = 0, n; at <= s.len; at += n) {
		n = at < s.len ? str_char((struct str){s.at + at, s.len - at}, &code) : 1;
		bool ideograph = at < s.len && is_ideograph(code);

		if (at < s.len && !ideograph && is_word(code)) {
			word = word == SIZE_MAX ? at : word;
			n = n ? n : 1;
			continue;
		}
		if (word != SIZE_MAX) {
			add(u, (struct str){s.at + word, at - word}, UNIT_WORD, !line_end);
			apart = line_end = false;
			word = SIZE_MAX;
		}
		n = n ? n : 1;
		if (ideograph) {
			add(u, (struct str){s.at + at, n}, UNIT_IDEOGRAPH, !line_end && !apart);
			apart = line_end = false;
		} else {
			apart = true;
			line_end |= at < s.len && code == '\n';
		}
	}
}

void
units_clear(struct units *u)
{
	free(u->at);
	*u = (struct units){0};
}

bool
units_phrase(const struct units *u, size_t i, size_t n, struct buf *b)
{
	b->len = 0;
	if (i + n > u->n)
		return false;
	for (size_t k = i; k < i + n; k++) {
		if (k > i && !u->at[k].joins)
			return false;
		if (k > i && u->at[k].kind == UNIT_WORD)
			buf_ch(b, ' ');
		buf_str(b, u->at[k].text);
	}
	return true;
}

void
tokens_each(
    const struct units *u, struct buf *b, void (*seen)(void *arg, struct str token), void *arg)
{
	for (size_t i = 0; i < u->n; i++) {
		seen(arg, u->at[i].text);
		if (units_phrase(u, i, 2, b))
			seen(arg, buf_slice(b));
	}
}

bool
tokens_tell_person(struct str s)
{
	size_t digits = 0;

	for (size_t i = 0; i < s.len && digits < 7; i++)
		digits = s.at[i] >= '0' && s.at[i] <= '9' ? digits + 1 : 0;
	return digits == 7;
}
