/*
 * split_utf8: whether what the scan passes is UTF-8 (Unicode, table 3-7), for split_scan.c alone.
 * 32 bytes at a time all of it is told: looked up by halves of bytes, the idea of Keiser and
 * Lemire, "Validating UTF-8 in less than one instruction per byte", 2021.  16 at a time, what is
 * common.
 */
#ifndef RECORD_SPLIT_UTF8_H
#define RECORD_SPLIT_UTF8_H
#include <immintrin.h>
#include <string.h>

/* A constant that stays in its register: the compiler would make it anew each time. */
#define KEEP(vector) __asm__("" : "+x"(vector))

/* What the bytes so far come to. */
struct utf8_16 {
	unsigned carry; /* bytes of the last character still to come, as bits */
	bool doubt;
};

static inline struct utf8_16
utf8_begin_16(unsigned carry)
{
	return (struct utf8_16){carry, false};
}

/*
 * Whether 64 bytes are UTF-8 of two and three bytes a character: the places that must hold a later
 * byte are those that do.  What needs a look at two bytes together (E0, ED, four bytes) is in
 * doubt.
 */
static inline void
utf8_16(struct utf8_16 *u, const char *text, size_t at, size_t to, bool high)
{
	const __m128i later_end = _mm_set1_epi8(-64), three = _mm_set1_epi8('\xE0');
	const __m128i four = _mm_set1_epi8('\xF0'), surrogate = _mm_set1_epi8('\xED');
	const __m128i even = _mm_set1_epi8('\xFE'), overlong = _mm_set1_epi8('\xC0');
	uint64_t inside = to - at >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (to - at)) - 1;
	uint64_t later = 0, lead = 0, lead3 = 0, need;
	__m128i rare = _mm_setzero_si128();

	(void)high; /* what was begun before may end here */
	for (unsigned i = 0; i < 64; i += 16) {
		__m128i x = _mm_loadu_si128((const __m128i *)(const void *)(text + at + i));
		__m128i is_later = _mm_cmpgt_epi8(later_end, x);
		__m128i is_lead3 = _mm_cmpeq_epi8(_mm_max_epu8(x, three), x);

		lead |= (uint64_t)(unsigned)_mm_movemask_epi8(x) << i;
		later |= (uint64_t)(unsigned)_mm_movemask_epi8(is_later) << i;
		lead3 |= (uint64_t)(unsigned)_mm_movemask_epi8(is_lead3) << i;
		rare = _mm_or_si128(rare, _mm_cmpeq_epi8(x, three));
		rare = _mm_or_si128(rare, _mm_cmpeq_epi8(x, surrogate));
		rare = _mm_or_si128(rare, _mm_cmpeq_epi8(_mm_max_epu8(x, four), x));
		rare = _mm_or_si128(rare, _mm_cmpeq_epi8(_mm_and_si128(x, even), overlong));
	}
	lead &= ~later & inside;
	lead3 &= inside;
	need = lead << 1 | lead3 << 2 | u->carry;
	u->carry = (unsigned)(lead >> 63 | lead3 >> 62);
	u->doubt |= need != (later & inside) || _mm_movemask_epi8(rare) != 0;
}

/* Whether what ended at `to` may be something else. */
static inline bool
utf8_doubt_16(const struct utf8_16 *u, const char *text, size_t to, size_t end)
{
	(void)text;
	return u->doubt || (to == end && u->carry != 0);
}

/*
 * What two bytes in a row may have against them.  Each bit is set in the table of the first one's
 * upper half, in that of its lower half and in that of the second one's upper half: a fault is what
 * all three say.
 */
enum {
	STRAY = 1,	/* a later byte behind ASCII */
	SHORT = 2,	/* none behind a first one */
	LONG_2 = 4,	/* C0, C1 */
	LONG_3 = 8,	/* E0 with less than A0 */
	SURROGATE = 16, /* ED with A0 or more */
	LONG_4 = 32,	/* F0, and F5 or more, with less than 90 */
	BEYOND = 64,	/* F4 or more with 90 or more */
	LATER = -128,	/* two later bytes: right where a third or fourth must be, and only there */
};
#define UTF8_TABLE(...) _mm256_broadcastsi128_si256(_mm_setr_epi8(__VA_ARGS__))

static inline __attribute__((always_inline, target("avx2"))) __m256i
utf8_load(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

struct utf8_lookup {
	__m256i first_high, first_low, second_high;
	__m256i half, three, four, later; /* lower halves; what takes E0 and F0 to 80; 80 */
};
struct utf8_32 {
	unsigned carry; /* the 64 bytes before hold some that are not ASCII */
	__m256i wrong;	/* not 0: a fault was found */
	struct utf8_lookup k;
};

static inline __attribute__((always_inline, target("avx2"))) struct utf8_lookup
utf8_lookup(void)
{
	enum { LOW = STRAY | SHORT | LATER, HIGH = LOW | BEYOND | LONG_4 };
	enum { NEXT = STRAY | LONG_2 | LATER };
	struct utf8_lookup k = {
	    UTF8_TABLE(STRAY, STRAY, STRAY, STRAY, STRAY, STRAY, STRAY, STRAY, LATER, LATER, LATER,
		LATER, SHORT | LONG_2, SHORT, SHORT | LONG_3 | SURROGATE, SHORT | LONG_4 | BEYOND),
	    UTF8_TABLE(LOW | LONG_2 | LONG_3 | LONG_4, LOW | LONG_2, LOW, LOW, LOW | BEYOND, HIGH,
		HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH, HIGH | SURROGATE, HIGH, HIGH),
	    UTF8_TABLE(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT,
		NEXT | LONG_3 | LONG_4, NEXT | LONG_3 | BEYOND, NEXT | SURROGATE | BEYOND,
		NEXT | SURROGATE | BEYOND, SHORT, SHORT, SHORT, SHORT),
	    _mm256_set1_epi8(0x0F),
	    _mm256_set1_epi8(0xE0 - 0x80),
	    _mm256_set1_epi8(0xF0 - 0x80),
	    _mm256_set1_epi8(LATER),
	};

	KEEP(k.first_high);
	KEEP(k.first_low);
	KEEP(k.second_high);
	KEEP(k.half);
	KEEP(k.three);
	KEEP(k.four);
	KEEP(k.later);
	return k;
}

/* Faults of 32 bytes; the three before them are read too. */
static inline __attribute__((always_inline, target("avx2"))) __m256i
utf8_wrong(const struct utf8_lookup *k, const char *p)
{
	__m256i x = utf8_load(p), before = utf8_load(p - 1);
	__m256i third = _mm256_subs_epu8(utf8_load(p - 2), k->three);
	__m256i fourth = _mm256_subs_epu8(utf8_load(p - 3), k->four);
	__m256i high = _mm256_and_si256(_mm256_srli_epi16(before, 4), k->half);
	__m256i low = _mm256_and_si256(before, k->half);
	__m256i next = _mm256_and_si256(_mm256_srli_epi16(x, 4), k->half);
	__m256i wrong = _mm256_shuffle_epi8(k->first_high, high);

	wrong = _mm256_and_si256(wrong, _mm256_shuffle_epi8(k->first_low, low));
	wrong = _mm256_and_si256(wrong, _mm256_shuffle_epi8(k->second_high, next));
	return _mm256_xor_si256(wrong, _mm256_and_si256(_mm256_or_si256(third, fourth), k->later));
}

/* The same of 64 bytes where the text begins or ends: as if NULs stood before and behind it. */
static __attribute__((noinline, target("avx2"))) __m256i
utf8_edge(const char *text, size_t at, size_t to)
{
	struct utf8_lookup k = utf8_lookup();
	char copy[3 + 64] = {0};
	size_t before = at < 3 ? at : 3, n = to - at < 64 ? to - at : 64;

	memcpy(copy + 3 - before, text + at - before, before + n);
	return _mm256_or_si256(utf8_wrong(&k, copy + 3), utf8_wrong(&k, copy + 3 + 32));
}

static inline __attribute__((always_inline, target("avx2"))) struct utf8_32
utf8_begin_32(unsigned carry)
{
	return (struct utf8_32){carry, _mm256_setzero_si256(), utf8_lookup()};
}

static inline __attribute__((always_inline, target("avx2"))) void
utf8_32(struct utf8_32 *u, const char *text, size_t at, size_t to, bool high)
{
	const char *p = text + at;
	__m256i wrong;

	u->carry = high;
	if (at == 0 || to - at < 64)
		wrong = utf8_edge(text, at, to);
	else
		wrong = _mm256_or_si256(utf8_wrong(&u->k, p), utf8_wrong(&u->k, p + 32));
	u->wrong = _mm256_or_si256(u->wrong, wrong);
}

/* Whether a fault was found; at the end of the text, also of what is unfinished there. */
static inline __attribute__((always_inline, target("avx2"))) bool
utf8_doubt_32(struct utf8_32 *u, const char *text, size_t to, size_t end)
{
	if (to == end && u->carry)
		u->wrong = _mm256_or_si256(u->wrong, utf8_edge(text, to, to));
	return !_mm256_testz_si256(u->wrong, u->wrong);
}
#undef UTF8_TABLE
#endif
