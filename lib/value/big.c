/* big: setting, adding and multiplying whole numbers of many limbs. */
#include "value/big.h"
#include <assert.h>
#include <string.h>

static void
trim(struct big *a)
{
	while (a->n > 0 && a->limb[a->n - 1] == 0)
		a->n--;
	if (a->n == 0)
		a->neg = false;
}

static void
push(struct big *a, uint32_t limb)
{
	assert(a->n < BIG_LIMBS);
	a->limb[a->n++] = limb;
}

void
big_set(struct big *a, i128 value)
{
	u128 m = value < 0 ? -(u128)value : (u128)value;

	a->n = 0;
	a->neg = value < 0;
	for (; m != 0; m >>= 32)
		push(a, (uint32_t)m);
}

void
big_copy(struct big *a, const struct big *b)
{
	a->n = b->n;
	a->neg = b->neg;
	memcpy(a->limb, b->limb, b->n * sizeof *b->limb);
}

void
big_limbs(struct big *a, bool neg, const uint32_t *limb, size_t n)
{
	while (n > 0 && limb[n - 1] == 0)
		n--;
	assert(n <= BIG_LIMBS);
	a->n = (uint32_t)n;
	a->neg = neg && n > 0;
	if (n > 0)
		memcpy(a->limb, limb, n * sizeof *limb);
}

/* a = a * factor + more, by magnitude. */
static void
step(struct big *a, uint32_t factor, uint32_t more)
{
	uint64_t carry = more;

	for (uint32_t i = 0; i < a->n; i++) {
		carry += (uint64_t)a->limb[i] * factor;
		a->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry != 0)
		push(a, (uint32_t)carry);
}

bool
big_parse(struct big *a, const char *s, size_t n)
{
	a->n = 0;
	a->neg = false;
	if (n > BIG_LIMBS * 9)
		return false;
	for (size_t i = 0; i < n; i++) {
		unsigned d = (unsigned)(unsigned char)s[i] - '0';

		if (d > 9)
			return false;
		step(a, 10, d);
	}
	return n > 0;
}

size_t
big_digits(const struct big *a, char *out)
{
	struct big rest;
	char turned[BIG_TEXT];
	size_t n = 0;

	big_copy(&rest, a);
	do {
		uint64_t left = 0;

		for (uint32_t i = rest.n; i-- > 0;) {
			left = left << 32 | rest.limb[i];
			rest.limb[i] = (uint32_t)(left / 1000000000);
			left %= 1000000000;
		}
		trim(&rest);
		for (int i = 0; i < 9 && (rest.n > 0 || left > 0 || n == 0); i++, left /= 10)
			turned[n++] = (char)('0' + left % 10);
	} while (rest.n > 0);
	for (size_t i = 0; i < n; i++)
		out[i] = turned[n - 1 - i];
	return n;
}

int
big_cmp_abs(const struct big *a, const struct big *b)
{
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (uint32_t i = a->n; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

static void
add_abs(struct big *a, const struct big *b)
{
	uint64_t carry = 0;

	while (a->n < b->n)
		push(a, 0);
	for (uint32_t i = 0; i < a->n && (i < b->n || carry); i++) {
		carry += (uint64_t)a->limb[i] + (i < b->n ? b->limb[i] : 0);
		a->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry)
		push(a, 1);
}

/* a = |a - b| by magnitude; the sign turns if b is the larger. */
static void
sub_abs(struct big *a, const struct big *b)
{
	bool less = big_cmp_abs(a, b) < 0;
	int64_t borrow = 0;

	while (a->n < b->n)
		push(a, 0);
	for (uint32_t i = 0; i < a->n; i++) {
		int64_t y = i < b->n ? b->limb[i] : 0, d = a->limb[i] - y;

		d = (less ? -d : d) + borrow;
		a->limb[i] = (uint32_t)d;
		borrow = d < 0 ? -1 : 0;
	}
	a->neg = a->neg != less;
	trim(a);
}

static void
add_signed(struct big *a, const struct big *b, bool neg)
{
	if (a->n == 0)
		a->neg = neg;
	if (a->neg == neg)
		add_abs(a, b);
	else
		sub_abs(a, b);
	trim(a);
}

void
big_add(struct big *a, const struct big *b)
{
	add_signed(a, b, b->neg);
}

void
big_sub(struct big *a, const struct big *b)
{
	add_signed(a, b, !b->neg);
}

void
big_mul(struct big *out, const struct big *a, const struct big *b)
{
	assert(a->n + b->n <= BIG_LIMBS);
	out->n = a->n + b->n;
	out->neg = a->neg != b->neg;
	memset(out->limb, 0, out->n * sizeof *out->limb);
	for (uint32_t i = 0; i < a->n; i++) {
		uint64_t carry = 0;

		for (uint32_t j = 0; j < b->n; j++) {
			carry += (uint64_t)a->limb[i] * b->limb[j] + out->limb[i + j];
			out->limb[i + j] = (uint32_t)carry;
			carry >>= 32;
		}
		out->limb[i + b->n] = (uint32_t)carry;
	}
	trim(out);
}

void
big_ten(struct big *a, unsigned k)
{
	for (; k >= 9; k -= 9)
		step(a, 1000000000, 0);
	for (; k > 0; k--)
		step(a, 10, 0);
}

void
big_shift(struct big *a, unsigned bits)
{
	uint32_t limbs = bits / 32, part = bits % 32;

	if (a->n == 0)
		return;
	step(a, (uint32_t)1 << part, 0);
	assert(a->n + limbs <= BIG_LIMBS);
	memmove(a->limb + limbs, a->limb, a->n * sizeof *a->limb);
	memset(a->limb, 0, limbs * sizeof *a->limb);
	a->n += limbs;
}

unsigned
big_bits(const struct big *a)
{
	return a->n == 0 ? 0 : a->n * 32 - (unsigned)__builtin_clz(a->limb[a->n - 1]);
}
