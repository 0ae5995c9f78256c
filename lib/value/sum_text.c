/* sum_text: the exact value of a sum as text, for partial results, and back. */
#include "value/num_wide.h"
#include "value/sum_more.h"

/* What sums of 2^64 numbers or squares may need; a text beyond is none of ours. */
enum { WHOLE = 100, HEX = 1200, LOWEST = 2176, HIGHEST = 2176 };

static void
write_decimals(const struct sum *s, struct buf *b)
{
	struct big m;
	char digits[BIG_TEXT];
	int scale = sum_decimals(s, &m);
	size_t n = big_digits(&m, digits);

	while (scale > 0 && (digits[n - 1] == '0')) {
		scale--;
		if (n > 1)
			n--;
	}
	num_lay_out(b, m.neg, digits, n, scale, 0);
}

static void
write_reals(const struct sum_register *r, struct buf *b)
{
	struct big m;
	uint32_t first = 0, nibble, last = 0;

	sum_register_big(r, &m);
	buf_z(b, m.neg ? "+r:-" : "+r:");
	if (m.n == 0) {
		buf_ch(b, '0');
		return;
	}
	for (nibble = m.n * 8; first == 0; nibble--)
		first = m.limb[(nibble - 1) / 8] >> (nibble - 1) % 8 * 4 & 15;
	while ((m.limb[last / 8] >> last % 8 * 4 & 15) == 0)
		last++;
	for (nibble++; nibble-- > last;)
		buf_ch(b, "0123456789abcdef"[m.limb[nibble / 8] >> nibble % 8 * 4 & 15]);
	buf_fmt(b, "p%d", r->low * 32 + (int)last * 4);
}

void
sum_write(const struct sum *s, struct buf *b)
{
	i128 m = (i128)((u128)(uint64_t)s->hi << 64 | s->lo);
	i128 most = (i128)num_ten(NUM_DIGITS);

	if (s->more == NULL && s->scale <= NUM_DIGITS && m < most && m > -most)
		num_print(b, num_make(m, s->scale));
	else
		write_decimals(s, b);
	if (sum_is_real(s))
		write_reals(&s->more->real, b);
}

static bool
read_decimals(struct sum *s, struct str text)
{
	struct str behind, whole;
	char digits[WHOLE + SUM_SCALE];
	struct num n;
	struct big m;
	bool neg;

	if (text.len <= 38 && num_parse(text, &n)) {
		sum_add(s, n);
		return true;
	}
	neg = text.len > 0 && *text.at == '-';
	whole = str_cut((struct str){text.at + neg, text.len - neg}, '.', &behind);
	if (whole.len == 0 || whole.len > WHOLE || behind.len > SUM_SCALE ||
	    (behind.at != NULL && behind.len == 0))
		return false;
	memcpy(digits, whole.at, whole.len);
	if (behind.len > 0)
		memcpy(digits + whole.len, behind.at, behind.len);
	if (!big_parse(&m, digits, whole.len + behind.len))
		return false;
	m.neg = neg && m.n > 0;
	sum_more_big(s, &m, (unsigned)behind.len);
	return true;
}

static int
hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* [-]HEX p [-]EXPONENT, or 0 alone. */
static bool
read_reals(struct sum *s, struct str text)
{
	bool neg = text.len > 0 && *text.at == '-', down;
	struct str exponent,
	    hex = str_cut((struct str){text.at + neg, text.len - neg}, 'p', &exponent);
	struct big m, digit;
	uint64_t power = 0;
	int low;

	if (hex.len == 0 || hex.len > HEX)
		return false;
	big_set(&m, 0);
	for (size_t i = 0; i < hex.len; i++) {
		if (hex_digit(hex.at[i]) < 0)
			return false;
		big_shift(&m, 4);
		big_set(&digit, hex_digit(hex.at[i]));
		big_add(&m, &digit);
	}
	m.neg = neg && m.n > 0;
	down = exponent.len > 0 && *exponent.at == '-';
	if (exponent.at != NULL &&
	    (!str_uint((struct str){exponent.at + down, exponent.len - down}, &power) ||
		power > LOWEST))
		return false;
	low = down ? -(int)((power + 31) / 32) : (int)(power / 32);
	big_shift(&m, (unsigned)((down ? -(int)power : (int)power) - low * 32));
	if ((int)big_bits(&m) + low * 32 > HIGHEST)
		return false;
	sum_more_bits(s, &m, low);
	return true;
}

bool
sum_read(struct sum *s, struct str text)
{
	struct str reals, decimals = str_cut(text, '+', &reals);
	struct str mark = STR("r:");

	sum_clear(s);
	if (read_decimals(s, decimals) &&
	    (reals.at == NULL ||
		(str_starts(reals, mark) &&
		    read_reals(s, (struct str){reals.at + mark.len, reals.len - mark.len}))))
		return true;
	sum_clear(s);
	return false;
}
