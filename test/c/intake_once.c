/* intake_once: sets of values seen, and records a key puts together. */
#include "base/buf.h"
#include "intake/held.h"
#include "unit.h"
#include <stdio.h>

static struct str
value(int i, char room[16])
{
	return (struct str){room, (size_t)snprintf(room, 16, "v%d", i)};
}

static void
set(void)
{
	uint64_t seed = once_seed();
	struct once o = {0};
	char room[16];

	EXPECT(!once_has(&o, once_hash(STR("v1"), seed)));
	for (int i = 0; i < 20000; i++)
		EXPECT(once_add(&o, once_hash(value(i % 10000, room), seed)) == (i < 10000));
	EXPECT(o.n == 10000);
	EXPECT(once_has(&o, once_hash(STR("v9999"), seed)));
	EXPECT(!once_has(&o, once_hash(STR("v10000"), seed)));
	once_clear(&o);
}

/* Adds key,version,record triples; the records left, joined. */
static const char *
left(bool last, const char *const *what, size_t n, struct buf *b)
{
	struct held *h = held_new(last);
	struct str record;

	b->len = 0;
	for (size_t i = 0; i < n; i++) {
		struct version v = {.text = str_of(what[3 * i + 1])};

		if (what[3 * i][0])
			held_add(h, once_hash(str_of(what[3 * i]), 1), &v, str_of(what[3 * i + 2]));
		else
			held_add_single(h, str_of(what[3 * i + 2]));
	}
	for (size_t i = 0; held_next(h, &i, &record);)
		buf_str(b, record);
	held_free(h);
	return buf_cstr(b);
}

int
main(void)
{
	static const char *const what[] = {"a", "1", "p", "b", "5", "q", "a", "3", "r", "", "", "x",
	    "a", "3", "s", "b", "", "t", "a", "2", "u"};
	struct buf b = {0};

	set();
	EXPECT_TEXT(left(true, what, 7, &b), "qxs");
	EXPECT_TEXT(left(false, what, 7, &b), "pxt");
	EXPECT_TEXT(left(true, what, 0, &b), "");
	buf_clear(&b);
	return unit_end();
}
