/* str, mem, buf, arena. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/mem.h"
#include "child.h"
#include "unit.h"

static void
strs(void)
{
	struct str rest, s = STR("a,b,,c");
	uint32_t code = 0;
	uint64_t n = 7;

	EXPECT(str_eq(str_cut(s, ',', &rest), STR("a")) && str_eq(rest, STR("b,,c")));
	EXPECT(str_eq(str_cut(STR("abc"), ',', &rest), STR("abc")) && rest.at == NULL);
	EXPECT(str_eq(str_cut(STR("abc,"), ',', &rest), STR("abc")) && rest.at != NULL);
	EXPECT(str_cut((struct str){0}, ',', &rest).len == 0);
	EXPECT(
	    str_starts(s, STR("a,")) && !str_starts(STR("a"), STR("ab")) && str_starts(s, STR("")));
	EXPECT(str_ends(s, STR(",c")) && !str_ends(s, STR("b")) && str_ends(STR(""), STR("")));
	EXPECT(str_find(s, STR(",c")) == 4 && str_find(s, STR("x")) == -1);
	EXPECT(str_find(s, STR("")) == 0 && str_find(STR(""), STR("x")) == -1);
	EXPECT(str_find(STR("a\0bc"), STR("bc")) == 2);
	EXPECT(str_eq(str_trim(STR(" \ta b\t ")), STR("a b")) && str_trim(STR(" \t ")).len == 0);
	EXPECT(str_eq(str_trim(STR("\xE3\x80\x80x")), STR("\xE3\x80\x80x")));
	EXPECT(str_cmp(STR("a"), STR("ab")) < 0 && str_cmp(STR("b"), STR("ab")) > 0);
	EXPECT(str_cmp(STR("\x7F"), STR("\xC3\xA9")) < 0 && str_cmp(STR(""), STR("")) == 0);
	EXPECT(str_uint(STR("0"), &n) && n == 0);
	EXPECT(str_uint(STR("18446744073709551615"), &n) && n == UINT64_MAX);
	EXPECT(!str_uint(STR("18446744073709551616"), &n) &&
	       !str_uint(STR("99999999999999999999"), &n));
	EXPECT(!str_uint(STR(""), &n) && !str_uint(STR("-1"), &n) && !str_uint(STR(" 1"), &n));
	EXPECT(!str_uint(STR("1a"), &n) && !str_uint(STR("１"), &n) && !str_uint(STR("1/"), &n));
	EXPECT(n == UINT64_MAX);
	EXPECT(str_char(STR("地"), &code) == 3 && code == 0x5730);
	EXPECT(str_char(STR("\xF0\x9F\x98\x80!"), &code) == 4 && code == 0x1F600);
	EXPECT(str_char(STR("\xC3\xA9"), &code) == 2 && code == 0xE9);
	EXPECT(str_char(STR("\0"), &code) == 1 && code == 0);
	EXPECT(str_char(STR("\xC0\x80"), &code) == 0 && str_char(STR("\xE0\x80\x80"), &code) == 0);
	EXPECT(str_char(STR("\xED\xA0\x80"), &code) == 0 && str_char(STR("\xE5\x9C"), &code) == 0);
	EXPECT(str_char(STR("\xF4\x90\x80\x80"), &code) == 0 && str_char(STR("\xFF"), &code) == 0);
	EXPECT(str_char(STR("\xF4\x8F\xBF\xBF"), &code) == 4 && code == 0x10FFFF);
	EXPECT(str_char(STR(""), &code) == 0 && str_char(STR("\x80"), &code) == 0);
}

static void
bufs(void)
{
	struct buf b = {0};

	EXPECT_TEXT(buf_cstr(&b), "");
	buf_add(&b, NULL, 0);
	buf_z(&b, "ab");
	buf_fmt(&b, "%d-%s", 12, "c");
	buf_ch(&b, '!');
	buf_str(&b, STR("d"));
	EXPECT_TEXT(buf_cstr(&b), "ab12-c!d");
	EXPECT(b.len == 8 && buf_slice(&b).len == 8);
	for (int i = 0; i < 100000; i++)
		buf_ch(&b, (char)i);
	EXPECT(b.len == 100008 && b.cap >= b.len && b.cap < 3 * b.len);
	b.len = 0;
	EXPECT(buf_room(&b, 1 << 20) == b.at && b.cap >= 1 << 20);
	buf_clear(&b);
	EXPECT(b.at == NULL && b.len == 0 && b.cap == 0);
}

static void
arenas(void)
{
	struct arena a = {0};
	char *last = NULL;
	size_t bytes;

	for (size_t n = 0; n < 3000; n++) {
		char *p = arena_take(&a, n + 1);

		EXPECT(((uintptr_t)p & 15) == 0);
		memset(p, (int)n, n + 1);
		EXPECT(last == NULL || (unsigned char)last[0] == (unsigned char)(n - 1));
		last = p;
	}
	bytes = a.bytes;
	EXPECT(bytes > 3000 * 1500 && bytes < 3 * 3000 * 1500);
	EXPECT(*(char *)arena_zero(&a, 10, 10) == 0);
	EXPECT_TEXT(arena_z(&a, STR("abc")), "abc");
	EXPECT_TEXT(arena_fmt(&a, "%s=%d", "x", 5), "x=5");
	EXPECT(str_eq(arena_dup(&a, STR("q\0r")), STR("q\0r")));
	arena_take(&a, 20 << 20);
	EXPECT(a.bytes >= bytes + (20 << 20));
	last = arena_take(&a, 8); /* the giant did not spoil the newest chunk */
	EXPECT(a.bytes < bytes + (30 << 20));
	arena_reset(&a);
	EXPECT(a.bytes <= 4 << 20 && a.bytes > 0);
	arena_take(&a, 1);
	arena_clear(&a);
	EXPECT(a.bytes == 0 && a.chunk == NULL);
	arena_reset(&a);
}

static void
mems(void)
{
	size_t cap = 0;
	int *p = NULL;

	for (size_t n = 0; n < 1000; n++) {
		p = mem_grow(p, n, &cap, sizeof *p);
		p[n] = (int)n;
	}
	EXPECT(p[999] == 999 && p[0] == 0 && cap >= 1000 && cap < 2500);
	p = mem_resize(p, 0, 8);
	EXPECT(p != NULL);
	free(p);
	p = mem_new(0, 4);
	EXPECT(p != NULL);
	free(p);
}

static void
too_much(void *arg)
{
	struct arena a = {0};
	struct buf b = {0};

	buf_ch(&b, 'x');
	switch (*(int *)arg) {
	case 0:
		free(mem_resize(NULL, SIZE_MAX / 2, 3));
		break;
	case 1:
		buf_room(&b, SIZE_MAX);
		break;
	case 2:
		arena_take(&a, SIZE_MAX);
		break;
	case 3:
		arena_zero(&a, SIZE_MAX / 4, 8);
		break;
	}
}

int
main(void)
{
	struct child c;

	strs();
	bufs();
	arenas();
	mems();
	for (int i = 0; i < 4; i++) {
		child_run(&c, too_much, &i);
		EXPECT(c.status == 2);
		EXPECT_TEXT(c.out, "cs-tools: out of memory\n");
	}
	return unit_end();
}
