/*
 * split_scan_wide: the scan, written once for vectors of 16 and of 32 bytes: split_scan.c includes
 * it for each, with the vector and its operations defined as WIDE_...
 */
static inline WIDE_TARGET struct masks
WIDE_NAME(look)(const char *p, WIDE delimiter)
{
	const WIDE newline = WIDE_ALL('\n'), quote = WIDE_ALL('"');
	const WIDE low = WIDE_ALL('\r');
	WIDE other = WIDE_ALL(0), high = other;
	struct masks m = {0};

#pragma GCC unroll 4
	for (unsigned i = 0; i < 64 / WIDE_BYTES; i++) {
		WIDE x = WIDE_LOAD(p + WIDE_BYTES * i);
		WIDE lf = WIDE_EQUAL(x, newline);
		WIDE sep = WIDE_OR(lf, WIDE_EQUAL(x, delimiter));
		WIDE control = WIDE_EQUAL(WIDE_MIN(x, low), x);

		high = WIDE_OR(high, x);
		other = WIDE_OR(other, WIDE_ANDNOT(sep, control));
		m.lf |= WIDE_BITS(lf) << (WIDE_BYTES * i);
		m.sep |= WIDE_BITS(sep) << (WIDE_BYTES * i);
		m.quote |= WIDE_BITS(WIDE_EQUAL(x, quote)) << (WIDE_BYTES * i);
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

/*
 * Whether 64 bytes are UTF-8 of two and three bytes a character: the places that must hold a later
 * byte are those that do. What needs a look at two bytes together (E0, ED, four bytes) is not told
 * here: false.
 */
static inline WIDE_TARGET bool
WIDE_NAME(utf8_simple)(const char *p, uint64_t inside, unsigned *carry)
{
	const WIDE later_end = WIDE_ALL(-64), three = WIDE_ALL('\xE0');
	const WIDE four = WIDE_ALL('\xF0'), surrogate = WIDE_ALL('\xED');
	const WIDE even = WIDE_ALL('\xFE'), overlong = WIDE_ALL('\xC0');
	WIDE rare = WIDE_ALL(0);
	uint64_t high = 0, later = 0, lead3 = 0, lead, need;

#pragma GCC unroll 4
	for (unsigned i = 0; i < 64 / WIDE_BYTES; i++) {
		WIDE x = WIDE_LOAD(p + WIDE_BYTES * i);

		high |= WIDE_BITS(x) << (WIDE_BYTES * i);
		later |= WIDE_BITS(WIDE_GREATER(later_end, x)) << (WIDE_BYTES * i);
		lead3 |= WIDE_BITS(WIDE_EQUAL(WIDE_MAX(x, three), x)) << (WIDE_BYTES * i);
		rare = WIDE_OR(rare, WIDE_EQUAL(x, three));
		rare = WIDE_OR(rare, WIDE_EQUAL(x, surrogate));
		rare = WIDE_OR(rare, WIDE_EQUAL(WIDE_MAX(x, four), x));
		rare = WIDE_OR(rare, WIDE_EQUAL(WIDE_AND(x, even), overlong));
	}
	lead = high & ~later & inside;
	lead3 &= inside;
	need = lead << 1 | lead3 << 2 | *carry;
	*carry = (unsigned)(lead >> 63 | lead3 >> 62);
	return need == (later & inside) && WIDE_BITS(rare) == 0;
}

static inline WIDE_TARGET uint64_t
WIDE_NAME(odd)(struct scan *s, struct masks *m, const char *p, size_t left)
{
	uint64_t cr = 0, nul = 0;

	if (m->other) {
		cr = WIDE_NAME(equal)(p, '\r');
		nul = WIDE_NAME(equal)(p, '\0');
	}
	return odd_bits(s, m, cr, nul, p, left);
}

static WIDE_TARGET void
WIDE_NAME(scan)(struct scan *s, const char *text, size_t from, size_t to, size_t end)
{
	const WIDE delimiter = WIDE_ALL(s->delimiter);
	uint32_t *sep = s->sep + s->seps, *lf = s->lf + s->lfs, *odd = s->odd + s->odds;
	unsigned carry = s->carry;
	bool doubt = false;

	for (size_t at = from; at < to; at += 64) {
		const char *p = text + at;
		struct masks m = WIDE_NAME(look)(p, delimiter);
		uint64_t here = to - at >= 64 ? ~(uint64_t)0 : ((uint64_t)1 << (to - at)) - 1;

		if (m.high || carry)
			doubt |= !WIDE_NAME(utf8_simple)(p, here, &carry);
		if ((m.quote | s->open | s->closed) != 0 || m.other)
			odd = WIDE_NAME(append)(odd, WIDE_NAME(odd)(s, &m, p, end - at), (uint32_t)at, 2);
		s->begun = m.sep >> 63;
		sep = WIDE_NAME(append)(sep, m.sep & here, (uint32_t)at, 4);
		lf = WIDE_NAME(append)(lf, m.lf & here, (uint32_t)at, 2);
	}
	s->carry = carry;
	s->doubt = s->doubt || doubt || (to == end && carry);
	s->seps = (size_t)(sep - s->sep);
	s->lfs = (size_t)(lf - s->lf);
	s->odds = (size_t)(odd - s->odd);
}
