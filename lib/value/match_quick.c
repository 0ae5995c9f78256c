/* match_quick: simple patterns as byte tests. */
#include "value/match_quick.h"

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* One literal character at *p, escaped or not; false if it means anything else, in a class or
 * outside. */
static bool
literal(const char **p, const char *end, const char *special, char *c)
{
	if (*p < end && **p == '\\') {
		if (*p + 1 == end || is_word((*p)[1]) || (unsigned char)(*p)[1] >= 0x80)
			return false;
		(*p)++;
	} else if (*p == end || **p == '\0' || strchr(special, **p) != NULL) {
		return false;
	}
	*c = *(*p)++;
	return true;
}

static void
include(uint64_t set[2], unsigned char first, unsigned char last)
{
	for (unsigned c = first; c <= last; c++)
		set[c / 64] |= (uint64_t)1 << c % 64;
}

/* After '[': plain characters and ranges up to ']'. */
static bool
read_class(const char **p, const char *end, uint64_t set[2])
{
	static const char special[] = "[]^\\-";
	char first, last;

	do {
		if (!literal(p, end, special, &first))
			return false;
		last = first;
		if (*p + 1 < end && **p == '-' && (*p)[1] != ']') {
			(*p)++;
			if (!literal(p, end, special, &last))
				return false;
		}
		if ((unsigned char)first > (unsigned char)last || (unsigned char)last >= 0x80)
			return false;
		include(set, (unsigned char)first, (unsigned char)last);
	} while (*p < end && **p != ']');
	return (*p)++ < end;
}

/* {n} with one or two digits; 1 where there is none, 0 if it is another repeat. */
static unsigned
read_count(const char **p, const char *end)
{
	const char *q = *p;
	unsigned n = 0;

	if (q == end || strchr("{*?", *q) == NULL)
		return 1;
	if (*q++ != '{')
		return 0;
	for (; q < end && *q >= '0' && *q <= '9' && n < 10; q++)
		n = n * 10 + (unsigned)(*q - '0');
	if (q == end || *q != '}' || q == *p + 1 || n == 0 || n > QUICK_STEPS)
		return 0;
	*p = q + 1;
	if (*p < end && strchr("{*?+", **p) != NULL)
		return 0;
	return n;
}

/* One step: a class or a character, repeated n times. */
static bool
read_step(struct quick *q, const char **p, const char *end)
{
	uint64_t set[2] = {0, 0};
	unsigned count;
	char c;

	if (q->last_repeats)
		return false;
	if (**p == '[') {
		(*p)++;
		if (!read_class(p, end, set))
			return false;
	} else {
		if (!literal(p, end, "^$.[|()?*+{\\", &c) || (unsigned char)c >= 0x80)
			return false;
		include(set, (unsigned char)c, (unsigned char)c);
	}
	count = read_count(p, end);
	if (count == 0 || q->n + count > QUICK_STEPS)
		return false;
	for (; count > 0; count--)
		memcpy(q->set[q->n++], set, sizeof set);
	if (*p < end && **p == '+') {
		(*p)++;
		q->last_repeats = true;
		return *p == end || strchr("+?", **p) == NULL;
	}
	return true;
}

static bool
read_anchored(struct quick *q, const char *p, const char *end)
{
	while (p < end) {
		if (*p == '$' && p + 1 == end) {
			q->to_end = true;
			break;
		}
		if (!read_step(q, &p, end))
			return false;
	}
	return q->n > 0;
}

static bool
read_floating(struct quick *q, const char *p, const char *end)
{
	q->floats = true;
	while (p < end && q->len < QUICK_TEXT)
		if (!literal(&p, end, "^$.[|()?*+{\\", &q->text[q->len++]))
			return false;
	/* What follows a character of several bytes repeats all of it: { ? * + were refused above.
	 */
	return p == end && q->len > 0;
}

void
quick_read(struct quick *q, struct str source)
{
	const char *p = source.at, *end = p + source.len;

	*q = (struct quick){0};
	q->known =
	    source.len > 0 && (*p == '^' ? read_anchored(q, p + 1, end) : read_floating(q, p, end));
}

static inline bool
holds(const uint64_t set[2], char c)
{
	unsigned u = (unsigned char)c;

	return u < 0x80 && set[u / 64] >> u % 64 & 1;
}

bool
quick_test(const struct quick *q, struct str s)
{
	size_t at = 0;

	if (q->floats)
		return s.len >= q->len && memmem(s.at, s.len, q->text, q->len) != NULL;
	if (s.len < q->n)
		return false;
	for (; at < q->n; at++)
		if (!holds(q->set[at], s.at[at]))
			return false;
	if (!q->to_end)
		return true;
	while (q->last_repeats && at < s.len && holds(q->set[q->n - 1], s.at[at]))
		at++;
	/* As PCRE2 has it, $ also stands before a last newline; + may have taken that, and gives it
	 * back. */
	return at == s.len || (at + 1 == s.len && s.at[at] == '\n');
}
