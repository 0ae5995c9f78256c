/* tree: what is read is printed and read again the same; bounds; the words of -e and -g. */
#include "expr/tree.h"
#include "base/mem.h"
#include "unit.h"
#include <stdlib.h>

static struct arena arena;
static struct misfit m;

static struct tree *
read_text(struct str text)
{
	struct script *script = arena_zero(&arena, 1, sizeof *script);

	*script = (struct script){"-", text, 1};
	m = (struct misfit){.fault = {.at = 0}};
	return tree_of(script, &arena, &m);
}

static void
expect_same(const char *text)
{
	struct buf once = {0}, twice = {0};
	struct tree *t = read_text(str_of(text)), *again;

	EXPECT(t != NULL);
	if (t == NULL)
		return;
	tree_print(t, &once);
	again = read_text(buf_slice(&once));
	EXPECT(again != NULL);
	if (again != NULL)
		tree_print(again, &twice);
	EXPECT_TEXT(buf_cstr(&twice), buf_cstr(&once));
	buf_clear(&once);
	buf_clear(&twice);
}

/* n times a piece between a head and a tail. */
static struct str
repeat(const char *head, const char *piece, size_t n, const char *tail)
{
	struct buf b = {0};
	struct str s;

	buf_z(&b, head);
	for (size_t i = 0; i < n; i++)
		buf_z(&b, piece);
	buf_z(&b, tail);
	s = arena_dup(&arena, buf_slice(&b));
	buf_clear(&b);
	return s;
}

/* E01-E03: what would need a stack in proportion to the text is refused; chains are not. */
static void
bounds(void)
{
	struct buf b = {0};
	struct tree *t;

	EXPECT(read_text(repeat("", "(", 100000, "")) == NULL);
	EXPECT(strstr(m.fault.msg, "nested too deeply") != NULL && m.fault.at == 201);
	EXPECT(read_text(repeat("", "abs(", 100000, "")) == NULL);
	EXPECT(strstr(m.fault.msg, "nested too deeply") != NULL);
	EXPECT(read_text(repeat("", "-", 300000, "1")) == NULL);
	EXPECT_TEXT(m.fault.msg, "'-' here; expected an operand");
	EXPECT(read_text(repeat("", "(", 200, "a")) == NULL);
	EXPECT_TEXT(m.fault.msg, "the end of the line here; expected ')' or an operator");
	t = read_text(repeat(arena_z(&arena, repeat("", "(", 200, "a")), ")", 200, ""));
	EXPECT(t != NULL);
	t = read_text(repeat("a", "+a", 49999, ""));
	EXPECT(t != NULL);
	if (t != NULL)
		tree_print(t, &b);
	EXPECT(b.len == 49999 + 50000 + 49999 * 4);
	buf_clear(&b);
	EXPECT(read_text(repeat("a", "+a", 50000, "")) == NULL);
	EXPECT_TEXT(m.fault.msg, "an expression of more than 100000 parts; expected fewer");
	EXPECT(read_text(repeat("a in (1", ",1", 99000, ")")) != NULL);
	EXPECT(read_text(repeat("'", "a", 65537, "'")) == NULL);
	EXPECT_TEXT(m.fault.msg, "a text of more than 64 KiB; expected less");
}

static void
strange(void)
{
	EXPECT(read_text((struct str){"a\0b", 3}) == NULL && m.fault.at == 2);
	EXPECT_TEXT(m.fault.msg, "a NUL; expected text");
	EXPECT(read_text(STR("a = '\xFF'")) == NULL && m.fault.at == 6);
	EXPECT_TEXT(m.fault.msg, "not UTF-8; expected text");
	EXPECT(read_text(STR("")) == NULL);
	EXPECT_TEXT(m.fault.msg, "the end of the line here; expected an operand");
	EXPECT(read_text((struct str){NULL, 0}) == NULL);
}

/* Every head of an expression, and every expression with a byte changed, is read or refused. */
static void
mutants(void)
{
	static const char text[] =
	    "if(a ~ /x\\/y/i, -1.5h * b % 2, n not in (1, 'x\\u{41}')) between "
	    "c.d and `e f` or count(a where b is not null per c) != 2";
	static const char bytes[] = "()'/\\`-.,%\n #\xE4\x01"
				    "9a";
	char copy[sizeof text];

	for (size_t i = 0; i < sizeof text - 1; i++) {
		read_text((struct str){text, i});
		for (size_t j = 0; j < sizeof bytes - 1; j++) {
			memcpy(copy, text, sizeof text);
			copy[i] = bytes[j];
			if (read_text((struct str){copy, sizeof text - 1}) != NULL)
				unit_passed++;
			else
				EXPECT(m.fault.msg[0] != '\0' && m.fault.at > 0);
		}
		arena_reset(&arena);
	}
}

static const char *
named(const char *text)
{
	struct script *script = arena_zero(&arena, 1, sizeof *script);
	struct buf b = {0};
	struct str name;
	struct tree *t;
	const char *got;

	*script = (struct script){"-e", str_of(text), 1};
	t = tree_named(script, &arena, &name, &m);
	if (t == NULL)
		return arena_fmt(&arena, "%zu: %s", m.fault.at, m.fault.msg);
	tree_print(t, &b);
	got = arena_fmt(&arena, "%.*s: %s", STR_ARG(name), buf_cstr(&b));
	buf_clear(&b);
	return got;
}

int
main(void)
{
	expect_same("a + b * -c - (d % 2) / 3 >= 1.50 and not x = 'it\\'s\\n\\t\\\\'");
	expect_same("count(visit where a or b per `x y`, z) in (1, 'a', null, true, 7d)");
	expect_same("a not between -1 and 2 or b is not false and c !~ /a\\/b/ix");
	expect_same("nth(per k) = 1 and replace(x, /(.)/, '$1$1') = \"a\\x01b\"");
	EXPECT_TEXT(named("region"), "region: region");
	EXPECT_TEXT(named(" m = month(start)"), "m: month(start)");
	EXPECT_TEXT(named("eq = a = b"), "eq: (a = b)");
	EXPECT_TEXT(named("`a b`"), "a b: `a b`");
	EXPECT_TEXT(named("month(start)"), "6: '(' here; expected '='");
	EXPECT_TEXT(named("a ="), "4: the end of the line here; expected an operand");
	EXPECT_TEXT(named("= a"), "1: '=' here; expected a name");
	EXPECT(tree_is_aggregate(STR("quantile")) && !tree_is_aggregate(STR("least")));
	strange();
	bounds();
	mutants();
	arena_clear(&arena);
	return unit_end();
}
