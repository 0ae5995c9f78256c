/* encoding: decoding whole and in pieces, what is wrong, and which one it is. */
#include "io/encoding.h"
#include "unit.h"
#include <iconv.h>
#include <stdlib.h>

/* in decoded by pieces of n bytes. */
static const char *
decode(const char *encoding, struct str in, size_t n)
{
	static struct buf out;
	struct fault f;
	struct decoder *d = decoder_new(encoding, &f);

	out.len = 0;
	EXPECT(d != NULL);
	if (d == NULL)
		return f.msg[0] ? "none" : "";
	for (size_t i = 0; i < in.len; i += n)
		decoder_feed(
		    d, (struct str){in.at + i, in.len - i < n ? in.len - i : n}, false, &out);
	decoder_feed(d, (struct str){NULL, 0}, true, &out);
	decoder_free(d);
	return buf_cstr(&out);
}

static void
both(const char *encoding, struct str in, const char *want)
{
	struct buf out = {0};
	struct fault f;
	struct decoder *d = decoder_new(encoding, &f);

	for (size_t n = 1; n < 9; n++)
		EXPECT_TEXT(decode(encoding, in, n), want);
	EXPECT_TEXT(decode(encoding, in, 1000), want);
	if (d != NULL)
		decoder_feed(d, in, true, &out);
	EXPECT_TEXT(buf_cstr(&out), want);
	decoder_free(d);
	buf_clear(&out);
}

static void
texts(void)
{
	both("UTF-8", STR("a,地市\r\n"), "a,地市\r\n");
	both("utf8", STR("a\xFF,地\xE5\x9C|\xED\xA0\x80\n\xF0\x9F\x98"),
	    "a\xFF,地\xFF\xFF|\xFF\xFF\xFF\n\xFF\xFF\xFF");
	both("GBK", STR("\xB5\xD8\xCA\xD0,A\n"), "地市,A\n");
	/* Trail bytes that are \ and | elsewhere; a character GBK of the C library has not. */
	both("gb2312", STR("\x81\x5C\x84\x7C,\xD5\x5C"), "乗剕,誠");
	both("gb18030", STR("\xA6\xD9"), "\xEF\xB8\x90");
	/* Four bytes: a letter, a character outside the basic plane. */
	both("GB18030",
	    STR("x\x81\x30\x89\x38"
		"y\x94\x39\xFC\x36z"),
	    "xßy\xF0\x9F\x98\x80z");
	both("CP936",
	    STR("a\xFF"
		"b\x80\xB5\xD8\xB5\n\xB5"),
	    "a\xFF"
	    "b\xFF地\xFF\n\xFF");
	both("GB18030", STR("\x81\x30,\x81\x30\x81"),
	    "\xFF"
	    "0,\xFF"
	    "0\xFF");
	both("UTF-16LE", STR("a\0\x30\x57\n\0\x3D\xD8\x00\xDE"), "a地\n\xF0\x9F\x98\x80");
	both("UTF-16BE", STR("\0a\x57\x30\0\n"), "a地\n");
	both("UTF-16LE",
	    STR("a\0\x00\xDC"
		"b\0c"),
	    "a\xFF\xFF"
	    "b\xFF");
	both("BIG5", STR("\xA4\xA4\xA4\xE5,x"), "中文,x");
	both("ISO-8859-1", STR("\xE9"), "é");
}

static void
names(void)
{
	struct fault f;

	EXPECT(decoder_new("GB18O30", &f) == NULL);
	EXPECT_TEXT(f.msg, "no encoding 'GB18O30'; did you mean 'GB18030'?");
	EXPECT(decoder_new("", &f) == NULL && decoder_new("ASCII//TRANSLIT", &f) == NULL);
	decoder_free(NULL);
}

/* Every byte string of two, and many of four, as iconv has them. */
static void
as_iconv(void)
{
	struct fault f;
	struct decoder *d = decoder_new("GB18030", &f);
	iconv_t by = iconv_open("UTF-8", "GB18030");
	struct buf out = {0};
	size_t wrong = 0;

	for (unsigned i = 0; i < 65536 + 200000; i++) {
		unsigned seed = (i - 65536) * 2654435761u;
		char in[4] = {(char)(i >> 8), (char)i, 0, 0}, want[16], *from = in, *to = want;
		size_t n = 2, left = sizeof want;

		if (i >= 65536) {
			n = 4;
			in[0] = (char)(0x81 + seed % 126);
			in[1] = (char)(0x30 + seed / 126 % 10);
			in[2] = (char)(0x81 + seed / 1260 % 126);
			in[3] = (char)(0x30 + seed / 158760 % 10);
		}
		out.len = 0;
		decoder_feed(d, (struct str){in, n}, true, &out);
		size_t fed = n;
		if (iconv(by, &from, &fed, &to, &left) == (size_t)-1)
			wrong += memchr(out.at, ENCODING_BAD, out.len) == NULL;
		else
			wrong +=
			    out.len != sizeof want - left || memcmp(out.at, want, out.len) != 0;
		iconv(by, NULL, NULL, NULL, NULL);
		wrong += i < 65536 && memchr(out.at, ENCODING_BAD, out.len) == NULL &&
			 utf8_fault(buf_slice(&out)) >= 0;
	}
	EXPECT(wrong == 0);
	buf_clear(&out);
	iconv_close(by);
	decoder_free(d);
}

static void
is(struct str head, bool whole, const char *want, size_t want_bom)
{
	size_t bom = 99;
	const char *got = encoding_detect(head, whole, &bom);

	EXPECT_TEXT(got ? got : "none", want);
	EXPECT(bom == want_bom);
}

static void
detected(void)
{
	is(STR(""), true, "UTF-8", 0);
	is(STR("a,b\n"), true, "UTF-8", 0);
	is(STR("\xEF\xBB\xBF\"a\""), true, "UTF-8", 3);
	is(STR("地市,工单\n"), true, "UTF-8", 0);
	is(STR("地市,工\xE5\x8D"), false, "UTF-8", 0);
	is(STR("\xFF\xFE"
	       "a\0"),
	    true, "UTF-16LE", 2);
	is(STR("\xFE\xFF\0a"), true, "UTF-16BE", 2);
	is(STR("\xFF\xFE\0\0a\0\0\0"), true, "none", 0);
	is(STR("a\0,\0\x30\x57\n\0"), true, "UTF-16LE", 0);
	is(STR("\0a\0,\x57\x30\0\n"), true, "UTF-16BE", 0);
	is(STR("\x84\x31\x95\x33\xB5\xD8"), true, "GB18030", 4);
	is(STR("\xB5\xD8\xCA\xD0,\xB9\xA4\xB5\xA5\n"), true, "GB18030", 0);
	is(STR("\xB5\xD8\xCA\xD0,\xB9"), false, "GB18030", 0);
	is(STR("\xB5\xD8\xCA\xD0,\xB9"), true, "none", 0);
	/* One stray NUL makes no UTF-16; one bad byte in Chinese UTF-8 makes no GB18030. */
	is(STR("abcdefghijklmnopqrstuvwxyz,abcdefghijklmnopqrstuvwxyz,0123456789\0"), true, "UTF-8",
	    0);
	is(STR("地市,工单,\xFF\n"), true, "UTF-8", 0);
	/* Half and half is neither. */
	is(STR("地市\n\xB5\xD8\xCA\xD0\xB5\xD8\xCA\xD0\xB5\xD8\xCA\xD0\n"), true, "none", 0);
	is(STR("\xFF\xFF\xFF"), true, "none", 0);
}

int
main(void)
{
	texts();
	names();
	as_iconv();
	detected();
	return unit_end();
}
