/*
 * split_scan_wide: the scan, written once for vectors of 16 and of 32 bytes: split_scan.c includes
 * it for each, with the vector and its operations defined as WIDE_...
 */
struct WIDE_NAME(marks) {
	WIDE delimiter, newline, quote, low;
};

static inline WIDE_TARGET struct WIDE_NAME(marks)
WIDE_NAME(marks)(char delimiter)
{
	struct WIDE_NAME(marks) k = {
	    WIDE_ALL(delimiter), WIDE_ALL('\n'), WIDE_ALL('"'), WIDE_ALL('\r')};

	KEEP(k.newline);
	KEEP(k.quote);
	KEEP(k.low);
	return k;
}

static inline WIDE_TARGET struct masks
WIDE_NAME(look)(const char *p, struct WIDE_NAME(marks) k)
{
	WIDE other = WIDE_ALL(0), high = other;
	struct masks m = {0};

#pragma GCC unroll 4
	for (unsigned i = 0; i < 64 / WIDE_BYTES; i++) {
		WIDE x = WIDE_LOAD(p + WIDE_BYTES * i);
		WIDE lf = WIDE_EQUAL(x, k.newline);
		WIDE sep = WIDE_OR(lf, WIDE_EQUAL(x, k.delimiter));
		WIDE control = WIDE_EQUAL(WIDE_MIN(x, k.low), x);

		high = WIDE_OR(high, x);
		other = WIDE_OR(other, WIDE_ANDNOT(sep, control));
		m.lf |= WIDE_BITS(lf) << (WIDE_BYTES * i);
		m.sep |= WIDE_BITS(sep) << (WIDE_BYTES * i);
		m.quote |= WIDE_BITS(WIDE_EQUAL(x, k.quote)) << (WIDE_BYTES * i);
	}
	m.high = WIDE_BITS(high) != 0;
	m.other = WIDE_BITS(other) != 0;
	return m;
}

static inline WIDE_TARGET uint64_t
WIDE_NAME(equal)(const char *p, char c)
{
	uint64_t m = 0;

#pragma GCC unroll 4
	for (unsigned i = 0; i < 64 / WIDE_BYTES; i++)
		m |= WIDE_BITS(WIDE_EQUAL(WIDE_LOAD(p + WIDE_BYTES * i), WIDE_ALL(c)))
		     << (WIDE_BYTES * i);
	return m;
}

static inline WIDE_TARGET uint64_t
WIDE_NAME(odd)(struct scan *s, struct masks *found, const char *p, size_t left)
{
	struct masks m = *found; /* so that only here it is in memory */
	uint64_t cr = 0, nul = 0, odd;

	if (m.other) {
		cr = WIDE_NAME(equal)(p, '\r');
		nul = WIDE_NAME(equal)(p, '\0');
	}
	odd = odd_bits(s, &m, cr, nul, p, left);
	*found = m;
	return odd;
}

static WIDE_TARGET void
WIDE_NAME(scan)(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	const struct WIDE_NAME(marks) k = WIDE_NAME(marks)(s->delimiter);
	uint32_t *sep = s->sep + s->seps, *lf = s->lf + s->lfs, *odd = s->odd + s->odds;
	struct WIDE_NAME(utf8) utf8 = WIDE_NAME(utf8_begin)(s->carry);

	for (size_t at = from; at < to; at += 64) {
		const char *p = text + at;
		struct masks m = WIDE_NAME(look)(p, k);
		uint64_t here = to - at >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (to - at)) - 1;

		if (m.high || utf8.carry)
			WIDE_NAME(utf8)(&utf8, text, at, to, m.high);
		if ((m.quote | s->open | s->closed) != 0 || m.other)
			odd = WIDE_NAME(append)(odd, WIDE_NAME(odd)(s, &m, p, end - at), (uint32_t)at, 2);
		s->begun = m.sep >> 63;
		sep = WIDE_NAME(append)(sep, m.sep & here, (uint32_t)at, 4);
		lf = WIDE_NAME(append)(lf, m.lf & here, (uint32_t)at, 2);
	}
	s->doubt |= WIDE_NAME(utf8_doubt)(&utf8, text, to, end);
	s->carry = utf8.carry;
	s->seps = (size_t)(sep - s->sep);
	s->lfs = (size_t)(lf - s->lf);
	s->odds = (size_t)(odd - s->odd);
}
