/* defs: the syntax of definition files: what is read, what is refused and where, includes,
 * redefinitions, sayings, fingerprints. */
#include "defs/defs.h"
#include "defs/scope.h"
#include "unit.h"
#include <stdarg.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char dir[] = "/tmp/unit-defs-XXXXXX";

static struct script
script_of(const char *text)
{
	return (struct script){.name = "x", .text = str_of(text), .line0 = 1};
}

/* "" if the text is read, else "LINE:POSITION: what". */
static const char *
fault_of(enum defs_kind kind, const char *text)
{
	static char said[1200];
	struct script script = script_of(text);
	struct misfit m;
	size_t line, position;
	struct defs *d = defs_of(kind, &script, &m);

	said[0] = '\0';
	if (d) {
		defs_free(d);
		return said;
	}
	place_find(m.place, &line, &position);
	snprintf(said, sizeof(said), "%zu:%zu: %s", line, position, m.fault.msg);
	return said;
}

static const char *
canon_of(enum defs_kind kind, const char *text)
{
	static char canon[4000];
	struct script script = script_of(text);
	struct misfit m;
	struct defs *d = defs_of(kind, &script, &m);

	snprintf(canon, sizeof(canon), "%.*s", d ? (int)d->text.len : 0, d ? d->text.at : "");
	if (d)
		defs_free(d);
	return canon;
}

static bool
same_print(const char *a, const char *b)
{
	char first[17];
	struct script one = script_of(a), two = script_of(b);
	struct misfit m;
	struct defs *d = defs_of(DEFS_CATALOGUE, &one, &m);
	bool same;

	memcpy(first, d->fingerprint, sizeof(first));
	defs_free(d);
	d = defs_of(DEFS_CATALOGUE, &two, &m);
	same = strcmp(first, d->fingerprint) == 0;
	defs_free(d);
	return same;
}

static const char *
path(const char *name)
{
	static char p[4][200];
	static int turn;
	char *at = p[turn = (turn + 1) % 4];

	snprintf(at, sizeof(p[0]), "%s/%s", dir, name);
	return at;
}

static void
file_put(const char *name, const char *text)
{
	FILE *f = fopen(path(name), "w");

	fputs(text, f);
	fclose(f);
}

/*
 * What a child says that reads main.kpi of the test's directory (text) with --set (or NULL): the
 * canonical text and status 0, or "FILE:LINE:POSITION: what" with the line and the caret and
 * status 2.
 */
static const char *
said_of(const char *text, const char *set)
{
	static char said[4000];
	const char *file = path("main.kpi");
	struct opt_list files = {&file, 1}, sets = {&set, set != NULL};
	char prefix[100];
	int ends[2], status;
	size_t len = 0, skip;
	ssize_t n;

	file_put("main.kpi", text);
	if (pipe(ends) != 0)
		return "no pipe";
	if (fork() == 0) {
		struct defs *d;

		diag_name = "unit";
		dup2(ends[1], 2);
		d = defs_read(DEFS_CATALOGUE, &files, &sets);
		dprintf(2, "%.*s", STR_ARG(d->text));
		_exit(0);
	}
	close(ends[1]);
	while (
	    len < sizeof(said) - 1 && (n = read(ends[0], said + len, sizeof(said) - 1 - len)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	close(ends[0]);
	wait(&status);
	EXPECT(
	    WIFEXITED(status) && WEXITSTATUS(status) == (strncmp(said, "unit:", 5) == 0 ? 2 : 0));
	snprintf(prefix, sizeof(prefix), "unit: %s/", dir);
	skip = strncmp(said, prefix, strlen(prefix)) == 0 ? strlen(prefix)
	       : strncmp(said, "unit: ", 6) == 0	  ? 6
							  : 0;
	memmove(said, said + skip, len + 1 - skip);
	return said;
}

/* The same, without the line that is shown. */
static const char *
fault_in_dir(const char *text)
{
	static char first[1200];
	const char *said = said_of(text, NULL);
	bool fault =
	    strstr(said, "\n") && strncmp(said, "let ", 4) != 0 && strncmp(said, "kpi ", 4) != 0;

	snprintf(first, sizeof(first), "%.*s", fault ? (int)strcspn(said, "\n") : (int)strlen(said),
	    said);
	return first;
}

static void
layout_of_files(void)
{
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, ""), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "# only words\r\n\r\n  \t\r\n#"), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = count()"), "");
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpi a = count()\r\n\tdigits 2\r\n    hidden\r\n"), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = count()\n\n# between\n    digits 2\n"), "");
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpi a = 1 +\n  2 * (3\n# c\n  + 4)\nkpi b =\n  5\n"), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1 +\n2"),
	    "1:12: the end of the line here; expected an operand");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "  kpi a = 1"),
	    "1:3: an indented line without a statement; expected a keyword in column one");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "let T = 1\n  digits 2"),
	    "2:3: an indented line without a statement; expected a keyword in column one");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1 2"),
	    "1:11: '2' here; expected the end of the line");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "Kpi a = 1"), "1:1: 'Kpi' here; expected a keyword");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi = 1"), "1:5: '=' here; expected a name");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi and = 1"),
	    "1:5: 'and' is a keyword; expected a name (or `and`)");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi `and` = 1"), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi 接通率 = count(地市 = 'x')"), "");
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpi a"), "1:6: the end of the line here; expected '='");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n  time\n  hidden"),
	    "2:7: the end of the line here; expected an expression");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "key a,\n  b"), "");
	EXPECT_TEXT(
	    fault_of(DEFS_SCHEMA, "key\n  b"), "1:4: the end of the line here; expected a list");
}

static void
words(void)
{
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpj a = 1"), "1:1: no keyword 'kpj'; did you mean 'kpi'?");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "section a"),
	    "1:1: no keyword 'section'; expected include let redefine source codelist calendar kpi "
	    "pack");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n  digit 2"),
	    "2:3: no attribute 'digit' of kpi; did you mean 'digits'?");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n  digits 2\n  digits 3"),
	    "3:3: 'digits' twice, first in line 2; expected it once");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n  better hihger"),
	    "2:10: 'hihger' here; expected higher or lower; did you mean 'higher'?");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\nkpi b = 2\nkpi a = 3"),
	    "3:5: kpi 'a' is declared twice, first at x:1:5; expected another name");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "let a = 1\nlet a = 2"),
	    "2:5: let 'a' is declared twice, first at x:1:5; expected another name");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "delimiter tab\ndelimiter comma"),
	    "2:1: delimiter is declared twice, first at x:1:1; expected it once");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "source s\n let a = 1\n let b = 2\n let a = 3"),
	    "4:6: let 'a' is declared twice, first at x:2:6; expected another name");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "source s\n skip \"a\" = x\n skip 'b' = y"), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n source cal\n"),
	    "2:9: no source 'cal' is declared above; expected one");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "source call\nkpi a = 1\n source cal\n"),
	    "3:9: no source 'cal' is declared above; did you mean 'call'?");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE,
			"kpi a = 1\n label 'x'\n note 'y'\n id h.a\n owner me\n version 2024.1\n"
			" norm 'b'\n valid 2024-01-01 to 2024-12-31 23:59:59"),
	    "");
}

static void
operands(void)
{
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpi a = 1\n digits x"), "2:9: 'x' here; expected a number");
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpi a = 1\n digits 2d"), "2:10: 'd' here; expected a blank");
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpi a = 1\n mature 7"), "2:9: '7' here; expected a duration");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n mature 1.5.2d"),
	    "2:12: '.' here; expected the end of the line");
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "kpi a = 1\n target 5"), "2:9: '5' here; expected a relation");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n target >= - 5"), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n valid 2023-02-29"),
	    "2:8: no such moment; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "calendar c\n cutoff 24:00"),
	    "2:9: '24' here; expected a clock time, HH:MM");
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE, "calendar c\n week 1 5"), "2:9: '5' here; expected 'to'");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "column a text\n from 'a' +\n  'b',\n  'c'"), "");
	EXPECT_TEXT(
	    fault_of(DEFS_SCHEMA, "column a text\n map 'a' 'b'"), "2:10: ''' here; expected '='");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "column a text\n map 'a' = b"),
	    "2:12: 'b' here; expected a text or a number");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "column a text\n map days"),
	    "2:6: no codelist 'days' is declared above; expected one");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "column a text\n match /a"),
	    "2:8: a pattern that is empty or not closed; expected /…/");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "column a tme"),
	    "1:10: 'tme' here; expected text, code, integer, decimal, time, date, month, duration "
	    "or truth; did you mean 'time'?");
	EXPECT_TEXT(
	    fault_of(DEFS_SCHEMA, "header no"), "1:8: 'no' here; expected yes, none or a number");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "delimiter ,"), "");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "delimiter \\x01"), "");
	EXPECT_TEXT(fault_of(DEFS_SCHEMA, "null 'a\\q'"),
	    "1:8: '\\' here; expected a closing quote, or "
	    "one of \\\\ \\\" \\' \\n \\t \\xHH \\u{H}");
	EXPECT_TEXT(fault_of(DEFS_LAYOUT, "list a, !b_*, /^x y$/i by n down"),
	    "1:29: 'down' here; expected the end of the line");
	EXPECT_TEXT(fault_of(DEFS_LAYOUT, "table t\n sort a down\n with value n"), "");
}

/* Names are declared above their use, and nothing comes to use itself. */
static void
uses(void)
{
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = T\nlet T = 1"),
	    "1:9: 'T' is declared below; expected above its use");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = b\nkpi b = 1"),
	    "1:9: 'b' is declared below; expected above its use");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = sum(b)\nkpi b = 1"), "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "let a = a"),
	    "1:5: let 'a' uses itself: a uses a; expected other names");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = b\nkpi b = 2 * a"),
	    "2:1: kpi 'b' uses itself: b uses a uses b; expected other names");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "source s\n let a = b\n let b = 1"),
	    "2:10: 'b' is declared below; expected above its use");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n label '{T}'\nlet T = 1"),
	    "2:10: 'T' is declared below; expected above its use");
	/* Names that are something else are not names of definitions. */
	EXPECT_TEXT(
	    fault_of(DEFS_CATALOGUE,
		"codelist d 'd'\n key k\nkpi a = max(lookup(d, x, T))\nlet T = 1\nlet d = 1"),
	    "");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = max(s.T)\nlet T = 1"), "");
}

/* Definitions that double at each step would come to 2^40 operations. */
static void
too_much(void)
{
	struct buf b = {0};

	buf_z(&b, "let a0 = 1\n");
	for (int i = 1; i < 40; i++)
		buf_fmt(&b, "let a%d = a%d + a%d\n", i, i - 1, i - 1);
	EXPECT(
	    strstr(fault_of(DEFS_CATALOGUE, buf_cstr(&b)), "is made of more than 100000 others"));
	b.len = 0;
	buf_z(&b, "let a0 = 1\n");
	for (int i = 1; i < 50000; i++)
		buf_fmt(&b, "let a%d = a%d\n", i, i - 1);
	EXPECT(strstr(fault_of(DEFS_CATALOGUE, buf_cstr(&b)), "or 1000 deep"));
	b.len = 0;
	buf_z(&b, "let a = 1");
	for (int i = 0; i < 40000; i++)
		buf_z(&b, " + x");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, buf_cstr(&b)), "");
	b.len = 0;
	for (int i = 0; i < 5 << 20; i++)
		buf_ch(&b, '\n');
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, buf_cstr(&b)),
	    "1:1: more than 4 MiB; expected a definition file");
	buf_clear(&b);
}

static const char *
plain(const struct saying *s, const char *lang, const struct scope *scope, struct arena *arena)
{
	return arena_z(arena, saying_plain(s, lang, scope, arena));
}

static void
sayings(void)
{
	struct script script =
	    script_of("let T = 20s\nkpi a = 1\n label \"{T}秒内\" en \"within {T} s\"\n"
		      " note '{{x}} {round(a, 1)} \\u{4E2D}\\x7B\"T\"}'\n");
	struct misfit m;
	struct defs *d = defs_of(DEFS_CATALOGUE, &script, &m);
	const struct statement *st = defs_find(d, "kpi", STR("a"));
	const struct saying *label = &attribute_find(st, "label")->operand->saying;
	const struct saying *note = &attribute_find(st, "note")->operand->saying;
	struct defs_scope scope = {.defs = d};
	struct arena arena = {0};

	EXPECT(label->n == 2);
	EXPECT_TEXT(plain(label, "zh", defs_scope(&scope), &arena), "20秒内");
	EXPECT_TEXT(plain(label, "en", defs_scope(&scope), &arena), "within 20 s");
	EXPECT_TEXT(plain(label, "en", NULL, &arena), "within {T} s");
	/* An escaped brace is a brace: escapes are resolved before. */
	EXPECT_TEXT(plain(note, "en", defs_scope(&scope), &arena), "{x}} {round(a, 1)} 中T");
	EXPECT(saying_in(&(struct saying){0}, "en") == NULL);
	arena_clear(&arena);
	defs_free(d);
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n label 'x{'"),
	    "2:11: the end of the line here; expected an operand");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n label '{T'"),
	    "2:11: the end of the line here; expected '}'");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n label '地\\u{4E2D}\\'{a +}'"),
	    "2:24: '}' here; expected an operand");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n label 'a' en 'b' en 'c'"),
	    "2:22: 'en' twice; expected one text for a language");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n label 'a' eng 'b'"),
	    "2:12: 'eng' here; expected the end of the line");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n norm 'a' en 'b'"),
	    "2:11: 'en' here; expected the end of the line");
	EXPECT_TEXT(fault_of(DEFS_CATALOGUE, "kpi a = 1\n norm '{'\n label ''"), "");
}

static void
canonical(void)
{
	EXPECT_TEXT(canon_of(DEFS_CATALOGUE, "let T=1.50m # a minute and a half\nkpi `a b` "
					     "=100*count( x )/count()\n  label 'l'\n"
					     "  warn >=  80.0\n  target >= 85\n  mature 1d\n"),
	    "let T = 90\nkpi `a b` = ((100 * count(x)) / count())\n\ttarget >= 85\n\twarn >= "
	    "80\n\tmature 86400s\n");
	EXPECT_TEXT(canon_of(DEFS_SCHEMA, "column a text\n  map \"a\"='b', \"c\" = -1.0\n  from "
					  "'x'  + \"y\" , 'z'\n null_ignored"),
	    "");
	EXPECT_TEXT(
	    canon_of(DEFS_SCHEMA,
		"column a text\n  map \"a\"='b', \"c\" = -1.0\n  from 'x'  + \"y\" , 'z'\n"),
	    "column a text\n\tfrom 'x' + 'y', 'z'\n\tmap 'a' = 'b', 'c' = -1\n");
	EXPECT_TEXT(canon_of(DEFS_LAYOUT, "list a , !`b c`, /x y/i  by n\n rows 5\ntext 'hello "
					  "{n}'\ntable t\n sort n  down\n with value n\n"),
	    "list a,!`b c`,/x y/i by n\n\trows 5\ntable t\n\twith value n\n\tsort n down\n");
	/* Layout, order of attributes, comments, labels and notes are no part of the fingerprint;
	 * all else is. */
	EXPECT(same_print("kpi a = 1\n digits 1\n target > 2\n",
	    "# c\nkpi a=(1)\n note 'n'\n target > 2.0 # d\n label 'x'\n\n digits 1"));
	EXPECT(!same_print("kpi a = 1\n digits 1\n", "kpi a = 1\n digits 2\n"));
	EXPECT(!same_print("kpi a = 1", "kpi a = 2"));
	EXPECT(!same_print("kpi a = 1", "kpi b = 1"));
	EXPECT(!same_print("source s\n skip 'a' = x\n", "source s\n skip 'b' = x\n"));
}

static void
includes(void)
{
	char deep[40], text[80];

	file_put("base.kpi", "\xEF\xBB\xBFlet T = 20s\nkpi a = count(w <= T)\n digits 1\n target "
			     ">= 5\nkpi b = 2 * a\n");
	file_put("other.kpi", "include \"base.kpi\"\nkpi c = a\n");
	file_put("bad.kpi", "kpi x = \n");
	file_put("round.kpi", "include \"round.kpi\"\ninclude \"./base.kpi\"\n");
	EXPECT_TEXT(fault_in_dir("include 'base.kpi'\ninclude 'other.kpi'\nkpi d = c + T"),
	    "let T = 20\nkpi a = count((w <= T))\n\tdigits 1\n\ttarget >= 5\nkpi b = (2 * a)\nkpi "
	    "c = a\nkpi d = (c + T)\n");
	EXPECT_TEXT(fault_in_dir("include 'bad.kpi'"),
	    "bad.kpi:1:9: the end of the line here; expected an operand");
	EXPECT_TEXT(fault_in_dir("include 'not.kpi'"),
	    "main.kpi:1:9: no file 'not.kpi'; expected it beside this one or along CS_PATH");
	EXPECT_TEXT(fault_in_dir("include 'round.kpi'\nredefine kpi b = 3"),
	    "let T = 20\nkpi a = count((w <= T))\n\tdigits 1\n\ttarget >= 5\nkpi b = 3\n");
	/* Redefinition: what is restated is replaced, the rest stays, uses above see the new one.
	 */
	EXPECT_TEXT(fault_in_dir("include 'base.kpi'\nredefine let T = 15s\nredefine kpi a\n "
				 "target >= 6\n unit '%'"),
	    "let T = 15\nkpi a = count((w <= T))\n\tdigits 1\n\ttarget >= 6\nkpi b = (2 * a)\n");
	EXPECT_TEXT(fault_in_dir("include 'base.kpi'\nkpi d = b\nredefine kpi a = 2 * d"),
	    "main.kpi:3:10: kpi 'a' uses itself: a uses d uses b uses a; expected other names");
	EXPECT_TEXT(fault_in_dir("include 'base.kpi'\nkpi a = 1"),
	    strstr(fault_in_dir("include 'base.kpi'\nkpi a = 1"),
		"main.kpi:2:5: kpi 'a' is declared twice, first at "));
	EXPECT(strstr(fault_in_dir("include 'base.kpi'\nkpi a = 1"),
	    "base.kpi:2:5; expected redefine, or another name"));
	EXPECT_TEXT(fault_in_dir("kpi d = 1\nredefine kpi d = 2"),
	    "main.kpi:2:14: kpi 'd' stands in this file, in line 1; expected one of an included "
	    "file");
	EXPECT_TEXT(fault_in_dir("include 'base.kpi'\nredefine kpi aa = 2"),
	    "main.kpi:2:14: no kpi 'aa' of an included file; there are 'a', 'b'");
	file_put("no-utf8.kpi", "kpi a = '\xC3('");
	EXPECT_TEXT(fault_in_dir("include 'no-utf8.kpi'"),
	    "no-utf8.kpi:1:10: a byte that is not UTF-8 here; expected UTF-8 text");
	for (int i = 0; i < 20; i++) {
		snprintf(deep, sizeof(deep), "deep%d.kpi", i);
		snprintf(text, sizeof(text), "include 'deep%d.kpi'\n", i + 1);
		file_put(deep, text);
	}
	EXPECT_TEXT(fault_in_dir("include 'deep0.kpi'"),
	    "deep15.kpi:1:9: includes are nested more than 16 deep; expected fewer");
	mkdir(path("lib"), 0700);
	file_put("lib/far.kpi", "include 'near.kpi'\n");
	file_put("lib/near.kpi", "let N = 1\n");
	snprintf(text, sizeof(text), "/nowhere::%s", path("lib"));
	setenv("CS_PATH", text, 1);
	EXPECT_TEXT(fault_in_dir("include 'far.kpi'"), "let N = 1\n");
	unsetenv("CS_PATH");
}

static void
settings(void)
{
	const char *text = "let T = 20s\nlet S = 2 * T\nlet w = T + x\nkpi a = count(y <= S)\n";

	EXPECT_TEXT(said_of(text, "T=1m"),
	    "let T = 60\nlet S = (2 * T)\nlet w = (T + x)\nkpi a = count((y <= S))\n");
	EXPECT_TEXT(said_of(text, "S=T + 1"),
	    "let T = 20\nlet S = (T + 1)\nlet w = (T + x)\nkpi a = count((y <= S))\n");
	EXPECT_TEXT(
	    said_of(text, "TT=1"), "--set:1:1: no constant 'TT'; there are 'T', 'S'\nTT=1\n^\n");
	EXPECT_TEXT(
	    said_of(text, "w=1"), "--set:1:1: 'w' is not a constant; expected one\nw=1\n^\n");
	EXPECT_TEXT(said_of(text, "T=x"),
	    "--set:1:3: 'x' is not a constant; expected a constant value\nT=x\n  ^\n");
	EXPECT_TEXT(said_of(text, "T=count()"),
	    "--set:1:3: 'count' is not a constant; expected a constant value\nT=count()\n  ^\n");
	EXPECT_TEXT(said_of(text, "T=S"), "main.kpi:1:5: let 'T' uses itself: T uses S uses T; "
					  "expected other names\nlet T = 20s\n    ^\n");
	EXPECT_TEXT(
	    said_of(text, "T"), "--set:1:2: the end of the line here; expected '='\nT\n ^\n");
	EXPECT_TEXT(said_of(text, "T=1 2"),
	    "--set:1:5: '2' here; expected the end of the line\nT=1 2\n    ^\n");
}

static void
constants(void)
{
	struct script script =
	    script_of("let T = 2 * 10s\nlet N = 'a' = 'b'\nlet w = T < x\nlet Z = 1 / 0\n");
	struct misfit m;
	struct defs *d = defs_of(DEFS_CATALOGUE, &script, &m);
	struct buf b = {0};

	EXPECT(defs_constant_let(d, NULL, STR("T"), &b));
	EXPECT_TEXT(buf_cstr(&b), "20");
	b.len = 0;
	EXPECT(defs_constant_let(d, NULL, STR("N"), &b));
	EXPECT_TEXT(buf_cstr(&b), "0");
	EXPECT(!defs_constant_let(d, NULL, STR("w"), &b));
	EXPECT(!defs_constant_let(d, NULL, STR("Z"), &b));
	EXPECT(!defs_constant_let(d, NULL, STR("nothing"), &b));
	EXPECT(defs_is_constant(d, defs_let(d, STR("T"))->tree));
	EXPECT(!defs_is_constant(d, defs_let(d, STR("w"))->tree));
	buf_clear(&b);
	defs_free(d);
}

int
main(void)
{
	char *argv[] = {"rm", "-rf", dir, NULL};
	int status;

	if (mkdtemp(dir) == NULL)
		return 1;
	layout_of_files();
	words();
	operands();
	uses();
	too_much();
	sayings();
	canonical();
	includes();
	settings();
	constants();
	if (fork() == 0)
		execvp(argv[0], argv);
	wait(&status);
	return unit_end();
}
