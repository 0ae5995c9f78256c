/* rules: what a scheme and its classes come to. */
#include "defs/rules.h"
#include "unit.h"

static struct script script;

static struct defs *
defs_made(const char *text, struct misfit *m)
{
	script = (struct script){.name = "x", .text = str_of(text), .line0 = 1};
	return defs_of(DEFS_RULES, &script, m);
}

static const char *
fault_of(const char *text)
{
	static char said[1200];
	struct misfit m;
	struct defs *d = defs_made(text, &m);
	struct rules *r = d ? rules_try(d, &m) : NULL;
	size_t line, position;

	said[0] = '\0';
	if (r) {
		shelf_free(r->shelf);
	} else {
		place_find(m.place, &line, &position);
		snprintf(said, sizeof(said), "%zu:%zu: %s", line, position, m.fault.msg);
	}
	if (d)
		defs_free(d);
	return said;
}

static bool
is(struct str s, const char *z)
{
	return str_eq(s, str_of(z));
}

static void
taken(void)
{
	struct misfit m;
	struct defs *d =
	    defs_made("scheme s\n version 2.1\n text title, body\n normalize\n"
		      "class 网络/信号/无信号 = /没信号/ and not /恢复/\n id 101\n kb K1\n"
		      " ask 'where?'\n say 'noted: {place}'\n when a = 1\n"
		      "class b = /b/\n priority 5\n"
		      "class c/d = /c/\n priority 5\n"
		      "class e = /e/\n priority -1.5\n",
		&m);
	struct rules *r = d ? rules_try(d, &m) : NULL;

	EXPECT(r != NULL);
	if (r == NULL)
		return;
	EXPECT(is(r->scheme, "s") && is(r->version, "2.1") && r->normalize && r->text.len > 0);
	EXPECT(r->classes == 4 && r->levels == 3);
	EXPECT(is(r->level[0], "class1") && is(r->level[2], "class3"));
	EXPECT(is(r->class[0].path, "b") && is(r->class[1].path, "c/d"));
	EXPECT(is(r->class[2].level[2], "无信号") && is(r->class[3].path, "e"));
	EXPECT(is(r->class[1].level[1], "d") && r->class[1].level[2].len == 0);
	EXPECT(is(r->class[2].id, "101") && is(r->class[2].kb, "K1") && r->class[2].when != NULL);
	EXPECT(r->class[2].ask.n == 1 && r->class[2].say.n == 1 && r->class[0].say.n == 0);
	EXPECT(r->class[2].tree != NULL && r->class[0].when == NULL);
	shelf_free(r->shelf);
	defs_free(d);
}

static void
refused(void)
{
	EXPECT_TEXT(fault_of("scheme s\nclass a = /x/"), "");
	EXPECT_TEXT(fault_of("scheme s\n"), "1:1: no class; expected `class PATH = CONDITION`");
	EXPECT_TEXT(fault_of("class a = /x/"),
	    "1:1: a class above the scheme; expected `scheme NAME` before it");
	EXPECT_TEXT(
	    fault_of("scheme s\nscheme t\nclass a = /x/"), "2:1: a second scheme; expected one");
	EXPECT_TEXT(fault_of("scheme s\nclass a/b/c/d = /x/"),
	    "2:7: a class of 4 levels; expected at most 3");
	EXPECT_TEXT(fault_of("scheme s\n levels a, b, c, d\nclass a = /x/"),
	    "2:18: a fourth level; expected at most 3 columns");
	EXPECT_TEXT(fault_of("scheme s\n levels l\nclass a/b = /x/"),
	    "3:1: a class of 2 levels; the scheme names fewer columns (`levels`)");
	EXPECT_TEXT(fault_of("source a\nsource b\nscheme s\nclass a = /x/"),
	    "2:1: a second source; cs-classify reads one stream (cs-join puts them together)");
	EXPECT_TEXT(fault_of("source a\n skip 'x' = b = 1\nscheme s\nclass a = /x/"),
	    "1:1: skip and link have no effect here; expected time, let, number or text "
	    "(cs-select leaves records out)");
	EXPECT_TEXT(fault_of("scheme s\nclass a = /x/\nclass a = /y/"),
	    "3:7: class 'a' is declared twice, first at x:2:7; expected another name");
	EXPECT_TEXT(fault_of("scheme s\n kb k\nclass a = /x/"),
	    "2:5: no codelist 'k' is declared above; expected one");
	EXPECT_TEXT(fault_of("scheme s\nclass a = /x/\n script 'x'"),
	    "3:2: no attribute 'script' of class; expected id priority kb ask say when label note "
	    "owner valid version norm");
}

int
main(void)
{
	taken();
	refused();
	return unit_end();
}
