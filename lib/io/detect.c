/* detect: which of a few encodings the head of a file is in. */
#include "io/encoding.h"
#include "io/gb18030.h"
#include "io/utf8.h"

enum {
	FEW = 16
}; /* NULs: at least one in so many units; Chinese text has its line ends and delimiters */

static const char *
by_bom(struct str s, size_t *bom)
{
	static const struct {
		struct str mark;
		const char *name;
	} marks[] = {{STR_INIT("\xEF\xBB\xBF"), "UTF-8"}, {STR_INIT("\xFF\xFE"), "UTF-16LE"},
	    {STR_INIT("\xFE\xFF"), "UTF-16BE"}, {STR_INIT("\x84\x31\x95\x33"), "GB18030"}};

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (str_starts(s, marks[i].mark)) {
			*bom = marks[i].mark.len;
			return marks[i].name;
		}
	return NULL;
}

/* ASCII in UTF-16 has its NULs all on one side. */
static const char *
by_nuls(struct str s)
{
	size_t nuls[2] = {0, 0};

	for (size_t i = 0; i < s.len; i++)
		nuls[i & 1] += s.at[i] == '\0';
	if (nuls[1] > 0 && nuls[0] == 0 && nuls[1] * FEW >= s.len / 2)
		return "UTF-16LE";
	if (nuls[0] > 0 && nuls[1] == 0 && nuls[0] * FEW >= s.len / 2)
		return "UTF-16BE";
	return NULL;
}

/* What is UTF-8 in s: characters of three bytes (all Chinese ones) and bytes that fit nowhere. */
static void
weigh(struct str s, size_t *threes, size_t *faults)
{
	*threes = *faults = 0;
	while (s.len) {
		uint32_t code;
		size_t n = str_char(s, &code);

		*threes += n == 3;
		*faults += n == 0;
		n += n == 0;
		s.at += n;
		s.len -= n;
	}
}

const char *
encoding_detect(struct str head, bool whole, size_t *bom)
{
	static const struct str utf32 = STR_INIT("\xFF\xFE\0\0");
	const char *name;
	ptrdiff_t at;
	size_t threes, faults;

	*bom = 0;
	if (str_starts(head, utf32))
		return NULL;
	name = by_bom(head, bom);
	if (name == NULL)
		name = by_nuls(head);
	if (name != NULL)
		return name;
	at = utf8_fault(head);
	if (at < 0 || (!whole && utf8_begins((struct str){head.at + at, head.len - (size_t)at})))
		return "UTF-8";
	/*
	 * Not all of it is UTF-8.  Much of it is: then its faults are to be reported, not to be
	 * read as other characters.  Some of it is, more than GB18030 shows by chance (one in a
	 * hundred): two encodings in one file.
	 */
	weigh(head, &threes, &faults);
	if (threes >= faults)
		return "UTF-8";
	if (threes > faults / 8 || !gb18030_fits(head, whole))
		return NULL;
	return "GB18030";
}
