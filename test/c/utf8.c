/* utf8_fault: held against a decoder written another way, for every short string of telling bytes,
 * at every place. */
#include "io/encoding.h"
#include "unit.h"

/* The definition: decode, and encode again. */
static ptrdiff_t
slowly(struct str s)
{
	for (size_t i = 0; i < s.len;) {
		uint32_t code;
		size_t n = str_char((struct str){s.at + i, s.len - i}, &code);

		if (n == 0)
			return (ptrdiff_t)i;
		i += n;
	}
	return -1;
}

static void
all_short(void)
{
	static const unsigned char telling[] = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0,
	    0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3,
	    0xF4, 0xF5, 0xFE, 0xFF};
	enum { N = sizeof telling };
	size_t wrong = 0;

	for (size_t i = 0; i < (size_t)N * N * N * N; i++) {
		char at[4];
		size_t k = i;

		for (size_t j = 0; j < 4; j++, k /= N)
			at[j] = (char)telling[k % N];
		for (size_t len = 1; len <= 4; len++)
			wrong += utf8_fault((struct str){at, len}) != slowly((struct str){at, len});
	}
	EXPECT(wrong == 0);
}

static void
every_place(void)
{
	static const struct str pieces[] = {STR_INIT("\x80"), STR_INIT("地"), STR_INIT("\xE5\x9C"),
	    STR_INIT("\xED\xA0\x80"), STR_INIT("\xF0\x9F\x98\x80"), STR_INIT("\xC3\xA9")};
	char at[200];

	for (size_t len = 0; len < sizeof at; len++)
		for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++)
			for (size_t i = 0; i + pieces[p].len <= len; i++) {
				struct str s = {at, len};

				memset(at, 'a', sizeof at);
				memcpy(at + i, pieces[p].at, pieces[p].len);
				if (utf8_fault(s) != slowly(s)) {
					EXPECT(utf8_fault(s) == slowly(s));
					return;
				}
			}
}

int
main(void)
{
	EXPECT(utf8_fault((struct str){NULL, 0}) == -1);
	EXPECT(utf8_fault(STR("abc地市\n")) == -1);
	EXPECT(utf8_fault(STR("abc\xFF")) == 3);
	EXPECT(
	    utf8_fault(STR("\xF4\x8F\xBF\xBF")) == -1 && utf8_fault(STR("\xF4\x90\x80\x80")) == 0);
	EXPECT(utf8_fault(STR("地\xE5\x9C")) == 3);
	all_short();
	every_place();
	return unit_end();
}
