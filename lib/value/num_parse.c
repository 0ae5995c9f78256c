/* num_parse: digits to numbers, all of the text or nothing. */
#include "value/num_wide.h"
#include <endian.h>

/* The whole of up to 18 characters fits 64 bits whatever they are. */
enum { QUICK = 18 };

/* Four to eight digits, all at once: each byte is one, then pairs, fours and all eight are put
 * together. */
static inline bool
eight_digits(struct str s, struct num *n)
{
	const uint64_t bytes = 0x0101010101010101;
	uint32_t head, tail;
	uint64_t x;

	memcpy(&head, s.at, sizeof head);
	memcpy(&tail, s.at + s.len - sizeof tail, sizeof tail);
	x = (uint64_t)le32toh(tail) << 32 | (uint64_t)le32toh(head) << (64 - 8 * s.len);
	x ^= '0' * bytes << (64 - 8 * s.len); /* what stands before the digits is 0 */
	if (((x | (x + (0x7f - 9) * bytes)) & 0x80 * bytes) != 0)
		return false;
	x = (x * (1 + (10 << 8)) >> 8) & 0x00ff00ff00ff00ff;
	x = (x * (1 + (100 << 16)) >> 16) & 0x0000ffff0000ffff;
	*n = NUM((int64_t)(x * (1 + ((uint64_t)10000 << 32)) >> 32));
	return true;
}

bool
num_parse_long(struct str s, struct num *n)
{
	const char *p = s.at, *end = p + s.len, *start, *point = end;
	uint64_t m = 0;
	unsigned d;
	bool neg;

	if (s.len - 4 <= 4 && eight_digits(s, n))
		return true;
	*n = NUM_NONE;
	if (s.len - 1 >= QUICK)
		return num_parse_slow(s, n);
	neg = *p == '-';
	start = p += neg;
	for (; p < end && (d = (unsigned)(unsigned char)*p - '0') <= 9; p++)
		m = m * 10 + d;
	if (p == start)
		return false;
	if (p < end) {
		if (*p != '.' || p + 1 == end)
			return false;
		point = ++p;
		for (; p < end && (d = (unsigned)(unsigned char)*p - '0') <= 9; p++)
			m = m * 10 + d;
		if (p < end)
			return false;
	}
	n->small = neg ? -(int64_t)m : (int64_t)m;
	n->kind = NUM_SMALL;
	n->scale = (uint8_t)(end - point);
	return true;
}

/* Digits with one point at most, which stands between digits. */
static bool
well_formed(const char *p, const char *end, const char **point)
{
	*point = NULL;
	if (p == end || *p == '.' || end[-1] == '.')
		return false;
	for (; p < end; p++) {
		if (*p == '.' && *point == NULL)
			*point = p;
		else if ((unsigned)(unsigned char)*p - '0' > 9)
			return false;
	}
	return true;
}

/* Takes digits to the 38th significant one or the 38th of the fraction; the next one says how to
 * round. */
bool
num_parse_slow(struct str s, struct num *n)
{
	bool neg = s.len > 0 && *s.at == '-', up = false;
	const char *p = s.at + neg, *end = s.at + s.len, *point;
	int taken = 0, scale = 0;
	u128 m = 0;

	*n = NUM_NONE;
	if (s.len == 0 || !well_formed(p, end, &point))
		return false;
	if (point == NULL)
		point = end;
	while (p < point && *p == '0')
		p++;
	if (point - p > NUM_DIGITS)
		return true;
	for (; p < end; p++) {
		if (p == point)
			continue;
		if (taken == NUM_DIGITS || scale == NUM_DIGITS) {
			up = *p >= '5';
			break;
		}
		m = m * 10 + (unsigned)(*p - '0');
		taken += m != 0;
		scale += p > point;
	}
	m += up;
	*n = num_make(neg ? -(i128)m : (i128)m, scale);
	return true;
}
