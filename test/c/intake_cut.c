/* intake_cut: records and fields of raw text; equal to libcsv in strict mode on generated records,
 * whole on every cut. */
#include "intake/cut.h"
#include "unit.h"
#include <csv.h>
#include <stdlib.h>

static const struct dialect strict = {DIALECT_CHAR, DIALECT_STRICT, ','};
static const struct dialect lax = {DIALECT_CHAR, DIALECT_LAX, ','};
static const struct dialect plain = {DIALECT_CHAR, DIALECT_PLAIN, ','};
static const struct dialect blanks = {DIALECT_BLANKS, DIALECT_STRICT, ' '};

/* A record as libcsv reads it: fields with '|' behind each. */
struct read {
	char text[4096];
	size_t len;
	size_t rows;
};

static void
put_field(void *at, size_t n, void *arg)
{
	struct read *r = arg;

	if (n)
		memcpy(r->text + r->len, at, n);
	r->len += n;
	r->text[r->len++] = '|';
}

static void
put_row(int c, void *arg)
{
	struct read *r = arg;

	(void)c;
	r->rows++;
}

static int
is_space(unsigned char c)
{
	(void)c;
	return 0;
}

static bool
by_libcsv(struct str record, struct read *r)
{
	struct csv_parser p;
	bool ok;

	*r = (struct read){.len = 0};
	csv_init(&p, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_space_func(&p, is_space);
	ok = csv_parse(&p, record.at, record.len, put_field, put_row, r) == record.len &&
	     csv_fini(&p, put_field, put_row, r) == 0;
	csv_free(&p);
	return ok;
}

static bool
by_us(struct str record, const struct dialect *d, struct read *r)
{
	size_t next, at = 0;
	struct str field;
	bool quoted;

	*r = (struct read){.len = 0};
	if (cut_record(record, 0, d, &next) != CUT_WHOLE)
		return false;
	while (record.len && strchr("\r\n", record.at[record.len - 1]))
		record.len--;
	while (cut_field(record, d, &at, &field, &quoted)) {
		r->len += quoted ? cut_unquote(field, r->text + r->len) : field.len;
		if (!quoted && field.len)
			memcpy(r->text + r->len - field.len, field.at, field.len);
		r->text[r->len++] = '|';
	}
	return true;
}

static void
expect(const struct dialect *d, const char *record, const char *fields)
{
	struct read r;

	if (fields == NULL) {
		EXPECT(!by_us(str_of(record), d, &r));
		return;
	}
	EXPECT(by_us(str_of(record), d, &r));
	r.text[r.len] = '\0';
	EXPECT_TEXT(r.text, fields);
}

static uint32_t
next_random(uint32_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x;
}

/* Records of quotes, delimiters, letters and line breaks: either both refuse, or both read the same
 * fields. */
static void
differs_not_from_libcsv(void)
{
	static const char alphabet[] = "\"\"\"\",,ab\n ";
	uint32_t x = 2463534242;
	size_t same = 0, refused = 0;

	for (int i = 0; i < 300000; i++) {
		char text[16];
		struct read ours, theirs;
		struct str record = {text, 1 + next_random(&x) % 12};
		size_t next;
		bool ok;

		for (size_t k = 0; k < record.len; k++)
			text[k] = alphabet[next_random(&x) % (sizeof alphabet - 1)];
		ok = by_us(record, &strict, &ours);
		/* Only the first record is compared: libcsv reads on, and skips blank lines. */
		if (text[0] == '\n' || (ok && cut_record(record, 0, &strict, &next) == CUT_WHOLE &&
					   next != record.len))
			continue;
		if (!ok && memchr(text, '\n', record.len) != NULL)
			continue;
		if (by_libcsv(record, &theirs) != ok ||
		    (ok && (ours.len != theirs.len || memcmp(ours.text, theirs.text, ours.len)))) {
			fprintf(stderr, "differs: %.*s\n", STR_ARG(record));
			EXPECT(false);
			return;
		}
		same += ok;
		refused += !ok;
	}
	EXPECT(same > 10000 && refused > 10000);
}

/* However much is seen at once, records end at the same places. */
static void
cuts_alike(void)
{
	const struct str text =
	    STR("a,\"b\nc\"\"\",d\n\"x\",y\nz\"z,\"open\n1,\"2\"3\n4,\"5\n6\"\n7,8\n");
	size_t ends[32], n = 0, next;

	for (size_t at = 0; at < text.len; at = next, n++) {
		cut_record(text, at, &strict, &next);
		ends[n] = next;
	}
	EXPECT(n == 6);
	for (size_t seen = 0; seen <= text.len; seen++) {
		size_t got = cut_last((struct str){text.at, seen}, &strict, false);
		bool known = got == 0;

		for (size_t i = 0; i < n; i++)
			known = known || ends[i] == got;
		EXPECT(known && got <= seen);
	}
	EXPECT(cut_last(text, &strict, false) == text.len);
}

int
main(void)
{
	struct str open = STR("1,\"a\n2,b\n3,c\n");
	size_t next;

	expect(&strict, "a,b,c\n", "a|b|c|");
	expect(&strict, "a,,\r\n", "a|||");
	expect(&strict, "\"\"", "|");
	expect(&strict, "\"a,b\",\"c\nd\",\"e\"\"f\"\n", "a,b|c\nd|e\"f|");
	expect(&strict, " \"a\"", NULL);
	expect(&strict, "a\"b", NULL);
	expect(&strict, "\"a\"b", NULL);
	expect(&strict, "\"a", NULL);
	expect(&strict, "\"a\" ,b", NULL);
	expect(&lax, "a\"b, \"c\"\n", "a\"b| \"c\"|");
	expect(&lax, "\"a\"b\n", NULL);
	expect(&plain, "\"a\"b,\"\n", "\"a\"b|\"|");
	expect(&blanks, "  a \t b  \n", "a|b|");
	expect(&blanks, "a \"b c\"  d\n", "a|b c|d|");
	EXPECT(cut_record(open, 0, &strict, &next) == CUT_OPEN && next == 5);
	EXPECT(cut_last(open, &strict, false) == 0);
	EXPECT(cut_last(open, &strict, true) == open.len);
	EXPECT(cut_record(STR("\"a\"x\n\"b\"\n"), 0, &strict, &next) == CUT_AFTER && next == 5);
	EXPECT(dialect_sniff(STR("a;b,1;c\n1;2,5;3\n4;5,5;6\n"), DIALECT_STRICT) == ';');
	EXPECT(dialect_sniff(STR("a|\"b,c,d\"\n1|2\n"), DIALECT_STRICT) == '|');
	EXPECT(dialect_sniff(STR("one\ntwo\n"), DIALECT_STRICT) == ',');
	EXPECT(dialect_fields(STR("a,b\n1,2,3\n4,5\n"), &strict) == 2);
	EXPECT(dialect_fields(STR(""), &strict) == 0);
	cuts_alike();
	differs_not_from_libcsv();
	return unit_end();
}
