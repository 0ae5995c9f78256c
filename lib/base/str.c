/* str: the parts of base/str.h that are not inline. */
#include "base/str.h"

bool
str_starts(struct str s, struct str head)
{
	return s.len >= head.len && (head.len == 0 || memcmp(s.at, head.at, head.len) == 0);
}

bool
str_ends(struct str s, struct str tail)
{
	return s.len >= tail.len &&
	       (tail.len == 0 || memcmp(s.at + s.len - tail.len, tail.at, tail.len) == 0);
}

ptrdiff_t
str_find(struct str s, struct str needle)
{
	const char *hit;

	if (needle.len == 0)
		return 0;
	if (needle.len > s.len)
		return -1;
	hit = memmem(s.at, s.len, needle.at, needle.len);
	return hit ? hit - s.at : -1;
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t';
}

struct str
str_trim(struct str s)
{
	while (s.len && blank(s.at[s.len - 1]))
		s.len--;
	while (s.len && blank(*s.at)) {
		s.at++;
		s.len--;
	}
	return s;
}

struct str
str_cut(struct str s, char c, struct str *rest)
{
	const char *hit = s.len ? memchr(s.at, c, s.len) : NULL;
	size_t n = hit ? (size_t)(hit - s.at) : s.len;

	*rest = hit ? (struct str){hit + 1, s.len - n - 1} : (struct str){NULL, 0};
	return (struct str){s.at, n};
}

bool
str_uint(struct str s, uint64_t *n)
{
	uint64_t sum = 0;

	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		unsigned digit = (unsigned)(unsigned char)s.at[i] - '0';

		if (digit > 9 || __builtin_mul_overflow(sum, 10, &sum) ||
		    __builtin_add_overflow(sum, digit, &sum))
			return false;
	}
	*n = sum;
	return true;
}

static bool
follows(struct str s, size_t n)
{
	if (s.len < n)
		return false;
	for (size_t i = 1; i < n; i++)
		if (((unsigned char)s.at[i] & 0xC0) != 0x80)
			return false;
	return true;
}

size_t
str_char(struct str s, uint32_t *code)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
	unsigned char lead;
	uint32_t c;
	size_t n;

	if (s.len == 0)
		return 0;
	lead = (unsigned char)*s.at;
	n = lead < 0x80	  ? 1
	    : lead < 0xC0 ? 0
	    : lead < 0xE0 ? 2
	    : lead < 0xF0 ? 3
	    : lead < 0xF8 ? 4
			  : 0;
	if (n == 0 || !follows(s, n))
		return 0;
	c = n == 1 ? lead : lead & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)s.at[i] & 0x3F);
	if (c < least[n] || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF)
		return 0;
	*code = c;
	return n;
}
