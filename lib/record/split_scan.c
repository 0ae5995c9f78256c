/*
 * split_scan: where the separators of a stretch of text stand, 64 bytes at a time; with vectors of
 * 32 bytes where the processor has them.
 */
#include "record/split_inner.h"

#ifdef __SSE2__
#include <immintrin.h>

struct masks {
	uint64_t sep, lf;
	bool high; /* bytes that are not ASCII */
	bool odd;  /* a quote or a control character other than the separators: look closer */
};

/* Appends base + i for each bit i. */
static inline __attribute__((always_inline)) uint32_t *
append(uint32_t *to, uint64_t mask, uint32_t base)
{
	for (; mask != 0; mask &= mask - 1)
		*to++ = base + (uint32_t)__builtin_ctzll(mask);
	return to;
}

static inline uint64_t
bits(__m128i x)
{
	return (uint32_t)_mm_movemask_epi8(x);
}

static inline uint64_t
equal(const char *p, char c)
{
	const __m128i want = _mm_set1_epi8(c);
	uint64_t m = 0;

	for (unsigned i = 0; i < 4; i++) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(p + 16 * i));

		m |= bits(_mm_cmpeq_epi8(x, want)) << (16 * i);
	}
	return m;
}

/* The rare bytes of a chunk, those that end up in odd; CRs before an LF or at the end only leave a
 * mark. */
static __attribute__((noinline)) uint64_t
odd_bits(struct scan *s, const char *p, uint64_t lf, size_t left)
{
	uint64_t cr = equal(p, '\r'), inside = ~(uint64_t)0, follows;

	if (left < 64) {
		inside = ((uint64_t)1 << left) - 1;
		follows = (lf & inside) | (uint64_t)1 << left;
	} else {
		follows = lf;
	}
	follows >>= 1;
	if (left == 64 || (left > 64 && p[64] == '\n'))
		follows |= (uint64_t)1 << 63;
	cr &= inside;
	s->cr = s->cr || (cr & follows);
	return ((equal(p, '"') | equal(p, '\0')) & inside) | (cr & ~follows);
}

#define WIDE __m128i
#define WIDE_BYTES 16U
#define WIDE_NAME(f) f##_16
#define WIDE_TARGET
#define WIDE_LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#define WIDE_ALL(c) _mm_set1_epi8((char)(c))
#define WIDE_EQUAL _mm_cmpeq_epi8
#define WIDE_GREATER _mm_cmpgt_epi8
#define WIDE_MIN _mm_min_epu8
#define WIDE_MAX _mm_max_epu8
#define WIDE_OR _mm_or_si128
#define WIDE_AND _mm_and_si128
#define WIDE_ANDNOT _mm_andnot_si128
#define WIDE_BITS bits
#include "record/split_scan_wide.h"
#undef WIDE
#undef WIDE_BYTES
#undef WIDE_NAME
#undef WIDE_TARGET
#undef WIDE_LOAD
#undef WIDE_ALL
#undef WIDE_EQUAL
#undef WIDE_GREATER
#undef WIDE_MIN
#undef WIDE_MAX
#undef WIDE_OR
#undef WIDE_AND
#undef WIDE_ANDNOT
#undef WIDE_BITS

#define WIDE __m256i
#define WIDE_BYTES 32U
#define WIDE_NAME(f) f##_32
#define WIDE_TARGET __attribute__((target("avx2,bmi")))
#define WIDE_LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define WIDE_ALL(c) _mm256_set1_epi8((char)(c))
#define WIDE_EQUAL _mm256_cmpeq_epi8
#define WIDE_GREATER _mm256_cmpgt_epi8
#define WIDE_MIN _mm256_min_epu8
#define WIDE_MAX _mm256_max_epu8
#define WIDE_OR _mm256_or_si256
#define WIDE_AND _mm256_and_si256
#define WIDE_ANDNOT _mm256_andnot_si256
#define WIDE_BITS(x) (uint64_t)(uint32_t) _mm256_movemask_epi8(x)
#include "record/split_scan_wide.h"

void
split_scan(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi"))
		scan_32(s, text, from, to, end);
	else
		scan_16(s, text, from, to, end);
}

void
split_scan_narrow(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	scan_16(s, text, from, to, end);
}

#else

void
split_scan(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	split_scan_plain(s, text, from, to, end);
}

void
split_scan_narrow(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	split_scan_plain(s, text, from, to, end);
}

#endif

void
split_scan_plain(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	for (size_t at = from; at < to; at++) {
		char c = text[at];

		s->doubt |= ((unsigned char)c & 0x80) != 0;
		if (c == '\n')
			s->lf[s->lfs++] = (uint32_t)at;
		if (c == '\n' || c == s->delimiter) {
			s->sep[s->seps++] = (uint32_t)at;
		} else if (c == '\r') {
			if (at + 1 == end || text[at + 1] == '\n')
				s->cr = true;
			else
				s->odd[s->odds++] = (uint32_t)at;
		} else if (c == '"' || c == '\0') {
			s->odd[s->odds++] = (uint32_t)at;
		}
	}
}
