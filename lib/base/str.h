/*
 * str: a borrowed slice of bytes.  It owns nothing and is never freed; what it points at says how
 * long it lasts.  Null (the empty field) is len 0.
 */
#ifndef BASE_STR_H
#define BASE_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *at;
	size_t len;
};

#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })
#define STR_INIT(literal) { (literal), sizeof(literal) - 1 } /* in a static initializer */
#define STR_ARG(s) (int)(s).len, (s).at /* for "%.*s" */

static inline struct str
str_of(const char *z)
{
	return (struct str){ z, strlen(z) };
}

static inline bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/*
 * n bytes as two numbers, by loads that overlap; n is 1 or more, and up to 16 no byte is left out.
 * Codes and names are short, and memcmp is a call.
 */
enum { STR_WORDS = 16 };
static inline void
str_words(const char *at, size_t n, uint64_t *head, uint64_t *tail)
{
	uint16_t two;
	uint32_t four;

	if (n >= 8) {
		memcpy(head, at, 8);
		memcpy(tail, at + n - 8, 8);
	} else if (n >= 4) {
		memcpy(&four, at, 4);
		*head = four;
		memcpy(&four, at + n - 4, 4);
		*tail = four;
	} else if (n >= 2) {
		memcpy(&two, at, 2);
		*head = two;
		memcpy(&two, at + n - 2, 2);
		*tail = two;
	} else {
		*head = *tail = (unsigned char)*at;
	}
}

/* Whether n bytes are the same: str_eq where it is called for each row. */
static inline bool
str_same(const char *a, const char *b, size_t n)
{
	uint64_t a1, a2, b1, b2;

	if (n > STR_WORDS || n == 0)
		return n == 0 || memcmp(a, b, n) == 0;
	str_words(a, n, &a1, &a2);
	str_words(b, n, &b1, &b2);
	return ((a1 ^ b1) | (a2 ^ b2)) == 0;
}

/* By bytes, as all text compares (conventions.md 2.4); for UTF-8 that is by code point. */
static inline int
str_cmp(struct str a, struct str b)
{
	size_t n = a.len < b.len ? a.len : b.len;
	int c = n ? memcmp(a.at, b.at, n) : 0;

	return c ? c : (a.len > b.len) - (a.len < b.len);
}

bool str_starts(struct str s, struct str head);
bool str_ends(struct str s, struct str tail);
/* Offset of needle in s, or -1. */
ptrdiff_t str_find(struct str s, struct str needle);
/* Without ASCII blanks and tabs at both ends. */
struct str str_trim(struct str s);
/* Cuts at the first c: the part before it; *rest is what follows, .at NULL if c was not there. */
struct str str_cut(struct str s, char c, struct str *rest);
/* ASCII digits, all of them, at least one, fitting: the number in *n.  No sign, no blanks. */
bool str_uint(struct str s, uint64_t *n);
/* Bytes of the well-formed UTF-8 character that s begins with, and its code point; 0: there is none. */
size_t str_char(struct str s, uint32_t *code);

#endif
