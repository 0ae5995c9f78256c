/*
 * split_scan: where the separators of a stretch of text stand, 64 bytes at a time; with vectors of
 * 32 bytes where the processor has them.
 */
#include "record/split_inner.h"

#ifdef __SSE2__
#include "record/split_utf8.h"
#include <immintrin.h>

struct masks {
	uint64_t sep, lf, quote;
	bool high;  /* bytes that are not ASCII */
	bool other; /* a control character other than the separators: look closer */
};

/* For each bit, how many bits up to it and with it are set: odd or even.  Of quotes: where a quoted
 * field is open. */
static inline uint64_t
parity(uint64_t x)
{
#pragma GCC unroll 6
	for (unsigned step = 1; step < 64; step *= 2)
		x ^= x << step;
	return x;
}

/* Quotes that are not the first or the last byte of their field, and LFs inside a field; separators
 * that are text lose their bit. */
static inline uint64_t
odd_quotes(struct scan *s, struct masks *m, uint64_t cr)
{
	uint64_t open = parity(m->quote) ^ (0 - s->open), closing, odd;

	m->sep = (m->sep & ~open) | m->lf;
	closing = m->quote & ~open;
	odd = m->quote & open & ~(m->sep << 1 | s->begun);
	odd |= (closing << 1 | s->closed) & ~(m->sep | cr);
	odd |= m->lf & open;
	s->quoted = s->quoted || m->quote;
	s->open = open >> 63;
	s->closed = closing >> 63;
	return odd;
}

/* The bytes of a chunk that end up in odd; CRs before an LF or at the end only leave a mark. */
static __attribute__((noinline)) uint64_t
odd_bits(struct scan *s, struct masks *m, uint64_t cr, uint64_t nul, const char *p, size_t left)
{
	uint64_t here = left < 64 ? ((uint64_t)1 << left) - 1 : ~(uint64_t)0;
	uint64_t follows = (left < 64 ? (m->lf & here) | (uint64_t)1 << left : m->lf) >> 1;

	if (left == 64 || (left > 64 && p[64] == '\n'))
		follows |= (uint64_t)1 << 63;
	cr &= here;
	m->quote &= here;
	s->cr = s->cr || (cr & follows);
	return ((s->quoting ? odd_quotes(s, m, cr) : m->quote) | nul | (cr & ~follows)) & here;
}

/* Appends base + i for each bit i. */
static inline uint32_t *
append_16(uint32_t *to, uint64_t mask, uint32_t base, unsigned step)
{
	(void)step;
	for (; mask != 0; mask &= mask - 1)
		*to++ = base + (uint32_t)__builtin_ctzll(mask);
	return to;
}

/* The same, `step` of them at a time, whether there are as many or not: how many there are cannot
 * be foretold, and a branch taken wrongly costs more than stores that nobody reads. */
static inline __attribute__((always_inline, target("bmi,popcnt"))) uint32_t *
append_32(uint32_t *to, uint64_t mask, uint32_t base, unsigned step)
{
	uint32_t *end = to + __builtin_popcountll(mask);

	do {
#pragma GCC unroll 8
		for (unsigned i = 0; i < step; i++, mask &= mask - 1)
			to[i] = base + (uint32_t)_tzcnt_u64(mask);
		to += step;
	} while (to < end);
	return end;
}

#define WIDE __m128i
#define WIDE_BYTES 16U
#define WIDE_NAME(f) f##_16
#define WIDE_TARGET
#define WIDE_LOAD(p) _mm_loadu_si128((const __m128i *)(const void *)(p))
#define WIDE_ALL(c) _mm_set1_epi8((char)(c))
#define WIDE_EQUAL _mm_cmpeq_epi8
#define WIDE_MIN _mm_min_epu8
#define WIDE_OR _mm_or_si128
#define WIDE_ANDNOT _mm_andnot_si128
#define WIDE_BITS(x) (uint64_t)(uint32_t) _mm_movemask_epi8(x)
#include "record/split_scan_wide.h"
#undef WIDE
#undef WIDE_BYTES
#undef WIDE_NAME
#undef WIDE_TARGET
#undef WIDE_LOAD
#undef WIDE_ALL
#undef WIDE_EQUAL
#undef WIDE_MIN
#undef WIDE_OR
#undef WIDE_ANDNOT
#undef WIDE_BITS

#define WIDE __m256i
#define WIDE_BYTES 32U
#define WIDE_NAME(f) f##_32
#define WIDE_TARGET __attribute__((target("avx2,bmi,popcnt")))
#define WIDE_LOAD(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
#define WIDE_ALL(c) _mm256_set1_epi8((char)(c))
#define WIDE_EQUAL _mm256_cmpeq_epi8
#define WIDE_MIN _mm256_min_epu8
#define WIDE_OR _mm256_or_si256
#define WIDE_ANDNOT _mm256_andnot_si256
#define WIDE_BITS(x) (uint64_t)(uint32_t) _mm256_movemask_epi8(x)
#include "record/split_scan_wide.h"

void
split_scan(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
	    __builtin_cpu_supports("popcnt"))
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

/* A quote or what follows one; whether it is where plain fields have none. */
static bool
quote_odd(struct scan *s, char c)
{
	bool begun = s->begun, odd = s->closed && c != '\n' && c != '\r' && c != s->delimiter;

	s->closed = false;
	s->begun = c == '\n' || (c == s->delimiter && !s->open);
	if (c == '\n')
		return s->open;
	if (c != '"')
		return odd;
	s->quoted = true;
	s->closed = s->open;
	s->open = !s->open;
	return odd || (s->open && !begun);
}

void
split_scan_plain(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	for (size_t at = from; at < to; at++) {
		char c = text[at];
		bool odd = s->quoting ? quote_odd(s, c) : c == '"';

		s->doubt |= ((unsigned char)c & 0x80) != 0;
		if (c == '\n')
			s->lf[s->lfs++] = (uint32_t)at;
		if (c == '\n' || (c == s->delimiter && !s->open))
			s->sep[s->seps++] = (uint32_t)at;
		else if (c == '\r' && (at + 1 == end || text[at + 1] == '\n'))
			s->cr = true;
		else
			odd |= c == '\r' || c == '\0';
		if (odd)
			s->odd[s->odds++] = (uint32_t)at;
	}
}
