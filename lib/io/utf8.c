/* utf8: whether text is UTF-8; runs of ASCII are passed over many bytes at a time. */
#include "io/utf8.h"
#include "io/encoding.h"
#ifdef __SSE2__
#include <emmintrin.h>
#endif

size_t
utf8_ascii(struct str s)
{
	size_t i = 0;

#ifdef __SSE2__
	for (; i + 64 <= s.len; i += 64) {
		const __m128i *p = (const __m128i *)(const void *)(s.at + i);
		__m128i a = _mm_or_si128(_mm_loadu_si128(p), _mm_loadu_si128(p + 1));
		__m128i b = _mm_or_si128(_mm_loadu_si128(p + 2), _mm_loadu_si128(p + 3));

		if (_mm_movemask_epi8(_mm_or_si128(a, b)) != 0)
			break;
	}
	for (; i + 16 <= s.len; i += 16) {
		__m128i a = _mm_loadu_si128((const __m128i *)(const void *)(s.at + i));
		unsigned high = (unsigned)_mm_movemask_epi8(a);

		if (high != 0)
			return i + (size_t)__builtin_ctz(high);
	}
#else
	for (uint64_t eight; i + sizeof eight <= s.len; i += sizeof eight) {
		memcpy(&eight, s.at + i, sizeof eight);
		if ((eight & 0x8080808080808080u) != 0)
			break;
	}
#endif
	while (i < s.len && ((unsigned char)s.at[i] & 0x80) == 0)
		i++;
	return i;
}

static bool
tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Length of the well-formed character of two to four bytes at p, or 0 (Unicode, table 3-7). */
static inline size_t
character(const unsigned char *p, size_t len)
{
	unsigned char c = p[0];

	if (c < 0xE0)
		return c >= 0xC2 && len >= 2 && tail(p[1]) ? 2 : 0;
	if (c < 0xF0) {
		if (len < 3 || !tail(p[1]) || !tail(p[2]))
			return 0;
		return (c == 0xE0 && p[1] < 0xA0) || (c == 0xED && p[1] > 0x9F) ? 0 : 3;
	}
	if (c > 0xF4 || len < 4 || !tail(p[1]) || !tail(p[2]) || !tail(p[3]))
		return 0;
	return (c == 0xF0 && p[1] < 0x90) || (c == 0xF4 && p[1] > 0x8F) ? 0 : 4;
}

/* Whether three bytes are one character, as Chinese ones are; by one comparison. */
static inline bool
three(const unsigned char *p)
{
	uint32_t c = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];
	uint32_t edge = c & 0x0F2000; /* 0: overlong, 0x0D2000: a surrogate */

	return (c & 0xF0C0C0) == 0xE08080 && edge != 0 && edge != 0x0D2000;
}

ptrdiff_t
utf8_fault(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.at;
	size_t i = 0;

	for (;;) {
		i += utf8_ascii((struct str){s.at + i, s.len - i});
		while (i + 3 <= s.len && three(p + i))
			i += 3;
		if (i >= s.len)
			return -1;
		if (p[i] & 0x80) {
			size_t n = character(p + i, s.len - i);

			if (n == 0)
				return (ptrdiff_t)i;
			i += n;
		}
	}
}

bool
utf8_begins(struct str s)
{
	unsigned char c = s.len ? (unsigned char)*s.at : 0;
	size_t want = c < 0xC2 ? 0 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : c < 0xF5 ? 4 : 0;

	if (s.len == 0 || s.len >= want)
		return false;
	for (size_t i = 1; i < s.len; i++)
		if (!tail((unsigned char)s.at[i]))
			return false;
	return true;
}
