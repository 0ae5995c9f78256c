/* convert_number: a number to its canonical text; most are so already and only looked at. */
#include "intake/convert.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
digits(struct str s, size_t from)
{
	size_t n = 0;

	while (from + n < s.len && is_digit(s.at[from + n]))
		n++;
	return n;
}

/* Sign, digits before and behind the point; at: where the digits before begin, without leading
 * zeros. */
struct shape {
	bool minus, zero;
	size_t whole_at, whole, fraction_at, fraction;
};

static bool
look(struct str s, bool integer, struct shape *h)
{
	size_t at = 0, n;

	*h = (struct shape){0};
	if (s.len && (s.at[0] == '-' || s.at[0] == '+')) {
		h->minus = s.at[0] == '-';
		at = 1;
	}
	n = digits(s, at);
	h->whole_at = at;
	h->whole = n;
	at += n;
	if (at < s.len && s.at[at] == '.' && !integer) {
		h->fraction_at = at + 1;
		h->fraction = digits(s, at + 1);
		if (h->fraction == 0)
			return false;
		at += 1 + h->fraction;
	}
	if (at != s.len || h->whole + h->fraction == 0)
		return false;
	h->zero = true;
	for (size_t i = 0; i < h->fraction && h->zero; i++)
		h->zero = s.at[h->fraction_at + i] == '0';
	while (h->whole && s.at[h->whole_at] == '0') {
		h->whole_at++;
		h->whole--;
	}
	h->zero = h->zero && h->whole == 0;
	return h->whole + h->fraction <= NUM_DIGITS;
}

/* Most numbers as they come: digits without a leading zero, perhaps a minus before, a point inside.
 */
static bool
is_plain(struct str s, bool integer)
{
	size_t at = s.len && s.at[0] == '-', n = digits(s, at);

	if (n == 0 || n > 18 || (s.at[at] == '0' && (n > 1 || at)))
		return false;
	at += n;
	if (at == s.len)
		return true;
	if (integer || s.at[at] != '.')
		return false;
	n = digits(s, at + 1);
	return n > 0 && n < 18 && at + 1 + n == s.len;
}

/* 1.5e-3 without the exponent: all digits in a row, the point moved among them. */
static bool
convert_exponent(struct str s, struct str *canonical, struct arena *a)
{
	size_t e_at = 0, n, point;
	struct str exponent;
	struct shape h;
	uint64_t e;
	bool down;
	char *to;

	while (e_at < s.len && s.at[e_at] != 'e' && s.at[e_at] != 'E')
		e_at++;
	if (e_at + 1 >= s.len || !look((struct str){s.at, e_at}, false, &h))
		return false;
	down = s.at[e_at + 1] == '-';
	exponent = (struct str){s.at + e_at + 1, s.len - e_at - 1};
	if (down || exponent.at[0] == '+')
		exponent = (struct str){exponent.at + 1, exponent.len - 1};
	if (!str_uint(exponent, &e) || e + h.whole + h.fraction > NUM_DIGITS)
		return false;
	/* Zeros to both sides, so that the point always stands among digits. */
	to = arena_take(a, 4 * NUM_DIGITS);
	n = 0;
	if (h.minus)
		to[n++] = '-';
	for (size_t i = 0; down && i < e; i++)
		to[n++] = '0';
	memcpy(to + n, s.at + h.whole_at, h.whole);
	memcpy(to + n + h.whole, s.at + h.fraction_at, h.fraction);
	point = n + h.whole;
	n += h.whole + h.fraction;
	if (down)
		point -= e;
	for (size_t i = h.fraction; !down && i < e; i++)
		to[n++] = '0';
	if (!down)
		point += e;
	if (point < n) {
		memmove(to + point + 1, to + point, n - point);
		to[point] = '.';
		n++;
	}
	return convert_number((struct str){to, n}, false, canonical, a);
}

bool
convert_number(struct str s, bool integer, struct str *canonical, struct arena *a)
{
	struct shape h;
	char *to, *begin;

	*canonical = s;
	if (is_plain(s, integer))
		return true;
	if (!look(s, integer, &h))
		return !integer && convert_exponent(s, canonical, a);
	begin = to = arena_take(a, s.len + 2);
	if (h.minus && !h.zero)
		*to++ = '-';
	if (h.whole == 0)
		*to++ = '0';
	memcpy(to, s.at + h.whole_at, h.whole);
	to += h.whole;
	if (h.fraction) {
		*to++ = '.';
		memcpy(to, s.at + h.fraction_at, h.fraction);
		to += h.fraction;
	}
	*canonical = (struct str){begin, (size_t)(to - begin)};
	if (str_eq(*canonical, s))
		*canonical = s;
	return true;
}
