/* header: names, where they stand, and every fault. */
#include "record/header.h"
#include "unit.h"

static void
expect(struct str line, char delimiter, size_t n, const char *third)
{
	struct header h = {0};
	struct fault f = {0};

	EXPECT(header_parse(&h, line, delimiter, &f));
	EXPECT_TEXT(f.msg, "");
	EXPECT(h.n == n);
	EXPECT(h.n < 3 || str_eq(h.name[2], str_of(third)));
	header_clear(&h);
}

static void
expect_fault(struct str line, const char *words)
{
	struct header h = {0};
	struct fault f = {0};

	EXPECT(!header_parse(&h, line, ',', &f));
	EXPECT_TEXT(f.msg, words);
	header_clear(&h);
}

static void
faults(void)
{
	expect_fault(STR("a,b,a"), "column 'a' stands at 1 and at 3");
	expect_fault(STR("x,b,c,c,b,b"), "column 'c' stands at 3 and at 4");
	expect_fault(STR("a,\"a\""), "column 'a' stands at 1 and at 2");
	expect_fault(STR("a,b,,d"), "column 3 has no name");
	expect_fault(STR(""), "column 1 has no name");
	expect_fault(STR("a,\"\""), "column 2 has no name");
	expect_fault(STR("a,\"b"), "a quoted field is not closed on its line; only cs-ingest reads "
				   "line breaks inside fields");
	expect_fault(STR("a,\"b\"c"), "text after a closing quote");
	expect_fault(STR("a,b\"c"), "a quote inside a field that does not begin with one");
	expect_fault(STR("a,\0b"), "NUL byte");
	expect_fault(STR("a\rb"), "a carriage return inside a record");
	expect_fault(STR("a,\xB5\xD8"), "not UTF-8: byte \\xB5; cs-ingest reads other encodings");
}

static void
bounds(void)
{
	struct buf b = {0};

	buf_z(&b, "a,");
	memset(buf_room(&b, 1025), 'x', 1025);
	b.len += 1025;
	expect_fault(buf_slice(&b), "column 2 has a name of more than 1 KiB");
	b.len--;
	expect(buf_slice(&b), ',', 2, "");
	b.len = 0;
	for (unsigned i = 0; i < 65536; i++)
		buf_fmt(&b, "%sc%u", i ? "," : "", i);
	expect(buf_slice(&b), ',', 65536, "c2");
	buf_z(&b, ",c");
	expect_fault(buf_slice(&b), "65537 columns; at most 65536 are possible");
	buf_clear(&b);
}

static void
find(void)
{
	struct header h = {0};
	struct fault f = {0};

	EXPECT(header_add(&h, STR("region")) == 0);
	EXPECT(header_add(&h, STR("月份")) == 1);
	EXPECT(header_find(&h, STR("月份")) == 1);
	EXPECT(header_find(&h, STR("Region")) == -1);
	EXPECT(header_need(&h, STR("region"), &f) == 0);
	EXPECT(header_need(&h, STR("regoin"), &f) == -1);
	EXPECT_TEXT(f.msg, "no column 'regoin'; did you mean 'region'?");
	EXPECT(header_unique(&h, &f));
	header_add(&h, STR("region"));
	EXPECT(!header_unique(&h, &f));
	EXPECT_TEXT(f.msg, "column 'region' stands at 1 and at 3");
	header_clear(&h);
	EXPECT(h.n == 0);
}

int
main(void)
{
	expect(STR("a,b,c"), ',', 3, "c");
	expect(STR("\xEF\xBB\xBF"
		   "a,b,地市"),
	    ',', 3, "地市");
	expect(STR("\xEF\xBB\xBF\"a\",b,\"c,\"\"d\""), ',', 3, "c,\"d");
	expect(STR("a\tb\tc,d"), '\t', 3, "c,d");
	expect(STR("a"), ',', 1, "");
	expect(STR("A,a, a"), ',', 3, " a");
	faults();
	bounds();
	find();
	return unit_end();
}
