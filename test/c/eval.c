/* eval: programs over batches: guards, notices, conversions, definitions behind names, bounds. */
#include "expr/eval.h"
#include "base/mem.h"
#include "child.h"
#include "unit.h"
#include <stdlib.h>
#include <unistd.h>

enum { ROWS_MAX = 4000, COLS = 4 };

/* Columns a, b, c, d; n: declared `number`, t: declared `text`; lets x0, x1 ... stand for trees. */
struct table {
	struct arena arena;
	struct str cell[COLS][ROWS_MAX];
	size_t n;
	struct vec col[COLS];
	struct columns in;
	struct notes notes;
	const struct tree *let[3000];
	size_t lets, asked;
	struct scope scope;
};
static struct table T;

static bool
name(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	struct table *table = arg;
	char c = t->text.at[0];
	uint64_t let;

	table->asked++;
	if (c == 'x' && str_uint((struct str){t->text.at + 1, t->text.len - 1}, &let) &&
	    let < table->lets) {
		*named = (struct named){.is = NAMED_TREE, .tree = table->let[let]};
		return true;
	}
	*named = (struct named){.is = NAMED_COLUMN, .column = c - 'a', .label = t->text};
	if (c == 'n' || c == 't') {
		named->column = c == 'n' ? 0 : 1;
		named->as_number = c == 'n';
		named->as_text = c == 't';
		return true;
	}
	return (c >= 'a' && c < 'a' + COLS && t->text.len == 1) ||
	       fault(f, "no column '%.*s'", STR_ARG(t->text));
}

static size_t
line(const void *arg, size_t row)
{
	(void)arg;
	return row;
}

/* Rows "1,x;2,y": cells of a, b, c, d. */
static void
table(const char *rows)
{
	struct str rest = str_of(rows), row, cell;

	notes_clear(&T.notes);
	T.notes = (struct notes){0};
	memset(T.cell, 0, sizeof T.cell);
	for (T.n = 0; rest.len > 0; T.n++) {
		row = str_cut(rest, ';', &rest);
		for (size_t c = 0; row.len > 0; c++) {
			cell = str_cut(row, ',', &row);
			T.cell[c][T.n] = cell;
		}
	}
	for (size_t c = 0; c < COLS; c++)
		T.col[c] = (struct vec){.type = TYPE_ANY, .text = T.cell[c]};
	T.in =
	    (struct columns){.n = T.n, .col = T.col, .cols = COLS, .notes = &T.notes, .line = line};
	T.scope = (struct scope){.arg = &T, .name = name, .seed = 1};
}

static struct tree *
tree(const char *text)
{
	struct script *script = arena_zero(&T.arena, 1, sizeof *script);
	struct misfit m;
	struct tree *t;

	*script = (struct script){"-e", arena_dup(&T.arena, str_of(text)), 1};
	t = tree_of(script, &T.arena, &m);
	if (t == NULL)
		EXPECT_TEXT(text, m.fault.msg);
	return t;
}

static int
add(struct program *p, const char *text, enum type want)
{
	struct misfit m;
	int v = program_add(p, tree(text), &T.scope, want, &m);

	if (v < 0)
		EXPECT_TEXT(text, m.fault.msg);
	return v;
}

/* All rows of a value as "1;2;"; null is nothing. */
static const char *
rows(struct eval *e, int v)
{
	const struct vec *vec = eval_get(e, v);
	struct buf b = {0};
	const char *got;

	for (size_t i = 0; i < T.n; i++) {
		vec_print(vec, i, &b);
		buf_ch(&b, ';');
	}
	got = arena_z(&T.arena, buf_slice(&b));
	buf_clear(&b);
	return got;
}

static size_t
said(void)
{
	return T.notes.kinds;
}

static const char *
over(const char *text)
{
	struct program *p = program_new();
	int v = add(p, text, TYPE_ANY);
	struct eval *e = eval_new(p);
	const char *got;

	eval_batch(e, &T.in);
	got = v < 0 ? "" : rows(e, v);
	eval_free(e);
	program_free(p);
	return got;
}

static void
say(void *text)
{
	T.notes = (struct notes){0};
	over(text);
	notes_say(&T.notes, "f.csv", 1);
}

/* What a run says of the table. */
static const char *
words(const char *text)
{
	static struct child c;

	child_run(&c, say, (void *)text);
	return c.out;
}

/* What is not asked for is not computed, so it cannot be wrong. */
static void
guards(void)
{
	table("1,5;0,x;1,6;,y;z,7");
	EXPECT_TEXT(over("a = 1 and b > 5"), "0;0;1;;;");
	EXPECT_TEXT(words("a = '1' and b > 5"), "cs-tools: f.csv:4: b: not a number: 'y'\n");
	table("1,5;0,x;1,6");
	EXPECT_TEXT(over("a = '1' and b > 5"), "0;0;1;");
	EXPECT(said() == 0);
	EXPECT_TEXT(over("a = '0' or b > 5"), "0;1;1;");
	EXPECT(said() == 0);
	EXPECT_TEXT(over("if(a = '1', b * 2, 0)"), "10;0;12;");
	EXPECT(said() == 0);
	EXPECT_TEXT(over("if(a = '0', 'none', number(b) > 5, 'many', 'few')"), "few;none;many;");
	EXPECT(said() == 0);
	EXPECT_TEXT(over("b between 9 and number(a) or a = 1"), "1;;1;");
	EXPECT(said() == 1);
	table("1,;2,3;,4;x,5");
	EXPECT_TEXT(over("coalesce(b, a) + 0"), "1;3;4;5;");
	EXPECT(said() == 0);
	EXPECT_TEXT(over("coalesce(a, b) + 0"), "1;2;4;5;");
	EXPECT(said() == 1);
}

/* Equal operations are one, for whichever guard they are asked; a bad value is said once. */
static void
shared(void)
{
	struct program *p = program_new();
	struct eval *e;
	int all, where, guard, other, rest;
	struct misfit m;

	table("1,5;2,x;3,6;x,7");
	guard = add(p, "a = '1' or a = '2'", TYPE_TRUTH);
	where = program_add_where(p, tree("b * 2"), &T.scope, TYPE_NUMBER, guard, &m);
	other = program_add_where(
	    p, tree("b * 2"), &T.scope, TYPE_NUMBER, add(p, "c is null", TYPE_TRUTH), &m);
	all = add(p, "b * 2", TYPE_ANY);
	rest = add(p, "b*2", TYPE_NUMBER);
	EXPECT(all == rest && all != where && where != other);
	EXPECT(program_type(p, all) == TYPE_NUMBER && !program_is_constant(p, all));
	e = eval_new(p);
	for (int batch = 0; batch < 3; batch++) {
		notes_clear(&T.notes);
		T.notes = (struct notes){0};
		eval_batch(e, &T.in);
		EXPECT_TEXT(rows(e, where), "10;;;;"); /* null where nobody asked */
		EXPECT_TEXT(rows(e, all), "10;;12;14;");
		EXPECT_TEXT(rows(e, other), "10;;12;14;");
	}
	eval_free(e);
	program_free(p);
	EXPECT_TEXT(words("b + 1 > 0 and a = '1' or b * 2 > 100 or b / 2 < 1"),
	    "cs-tools: f.csv:2: b: not a number: 'x'\n");
}

static void
types(void)
{
	table("1,2;x,0;,1;1.50,7");
	EXPECT_TEXT(over("a"), "1;x;;1.50;"); /* as it was read */
	EXPECT_TEXT(over("a + 0"), "1;;;1.5;");
	EXPECT_TEXT(over("n"), "1;;;1.5;");
	EXPECT_TEXT(over("n is null"), "0;1;1;0;");
	EXPECT_TEXT(over("a is null"), "0;0;1;0;");
	EXPECT_TEXT(over("not a"), "0;;;;");
	EXPECT_TEXT(over("t in ('2', '7', 'q')"), "1;0;0;1;");
	EXPECT_TEXT(over("b in (2, 7.0)"), "1;0;0;1;");
	EXPECT_TEXT(over("a in (b, 'x')"), "0;1;;0;");
	EXPECT_TEXT(over("nullif(a, 1) is null"), "1;1;1;0;");
	EXPECT_TEXT(over("nullif(a, '1')"), ";x;;1.50;");
	EXPECT_TEXT(over("text(n)"), "1;;;1.5;");
	EXPECT_TEXT(over("least(a, b)"), "1;0;1;1.5;");
	EXPECT_TEXT(over("'k'"), "k;k;k;k;");
	EXPECT_TEXT(over("2 * 3"), "6;6;6;6;");
	EXPECT_TEXT(over("null"), ";;;;");
	EXPECT_TEXT(words("not a"), "cs-tools: f.csv:2: a: not a truth value (1 or 0): 'x'\n"
				    "cs-tools: f.csv:4: a: not a truth value (1 or 0): '1.50'\n");
	EXPECT_TEXT(
	    words("number(left(a, 1))"), "cs-tools: f.csv:2: left(a, 1): not a number: 'x'\n");
	T.in.strict = true;
	EXPECT_TEXT(words("a + b"), "cs-tools: f.csv:2: a: not a number: 'x'\n");
	table("");
	EXPECT_TEXT(over("a + 0 > 1 and b ~ /x/"), "");
	EXPECT_TEXT(over("'k'"), "");
}

/* Two bare columns are texts; numbers on both sides end the run. */
static void
bare(void)
{
	static const char advice[] =
	    "cs-tools: f.csv:2: numbers compared as texts: '10' and '9'; write "
	    "number(x) for each side, or `number LIST` in the source\n";

	table("2024-05-01,2024-05-02;10,9");
	EXPECT_TEXT(words("a < b"), advice);
	EXPECT_TEXT(words("a between c and b"), advice);
	EXPECT_TEXT(words("a between b and b"), advice);
	EXPECT_TEXT(words("if(true, a, c) >= b"), advice);
	EXPECT_TEXT(words("a = b"), "");
	EXPECT_TEXT(words("a < t"), ""); /* said to be text */
	EXPECT_TEXT(over("n < b"), ";0;");
	EXPECT_TEXT(over("number(a) > b"), ";1;");
	table("10a,9;9,-;1x,1");
	EXPECT_TEXT(words("a < b"), "");
}

static void
patterns(void)
{
	char *hard = mem_new(1, 40000);
	struct str s = {hard, 39999};

	table("ab,1;,2;ba,x");
	EXPECT_TEXT(over("a ~ /^a/"), "1;;0;");
	EXPECT_TEXT(over("a !~ /^a/"), "0;;1;");
	EXPECT_TEXT(over("extract(a, /(a)(b)?/, b)"), "a;;;");
	EXPECT_TEXT(over("extract(a, /(?<x>a)/, b)"), "a;;a;"); /* by number, by name */
	EXPECT_TEXT(over("replace(a, /b/, b)"), "a1;;xa;");
	memset(hard, 'a', s.len);
	hard[s.len - 1] = '!';
	T.cell[0][1] = s;
	EXPECT_TEXT(words("b = '1' and a ~ /(a+)+$/"), "");
	EXPECT_TEXT(words("a ~ /(a+)+$/"), "cs-tools: f.csv:2: match limit: the pattern /(a+)+$/ "
					   "at -e:1:5 needs too many steps\n");
	EXPECT_TEXT(words("replace(a, /(a+)+$/, 'x') = 'x'"),
	    "cs-tools: f.csv:2: match limit: the pattern "
	    "/(a+)+$/ at -e:1:12 needs too many steps\n");
	free(hard);
}

static void
let(const char *text)
{
	T.let[T.lets++] = tree(text);
}

/* Definitions stand for their names; however they use each other, the work is bounded. */
static void
definitions(void)
{
	struct program *p = program_new();
	struct misfit m;
	char text[40];

	table("1,2;3,4");
	T.lets = 0;
	let("a + 1");
	let("x0 * 2");
	let("if(a, 'p', 'q')");
	EXPECT_TEXT(over("x1 - x0"), "2;4;");
	EXPECT(program_add(p, tree("1 + x2"), &T.scope, TYPE_ANY, &m) < 0);
	EXPECT_TEXT(m.fault.msg, "a text here; expected a number");
	EXPECT(m.fault.at == 5);
	T.lets = 0; /* one that uses itself */
	let("x1 + 1");
	let("x0 + 1");
	EXPECT(program_add(p, tree("x0"), &T.scope, TYPE_ANY, &m) < 0);
	EXPECT(strstr(m.fault.msg, "nested too deeply") != NULL);
	T.lets = 0; /* each doubles the one before */
	let("a + a");
	for (int i = 1; i < 100; i++) {
		snprintf(text, sizeof text, "if(x%d = 1, x%d, 0) + x%d", i - 1, i - 1, i - 1);
		let(text);
	}
	T.asked = 0;
	(void)program_add(p, tree("x12 + x12"), &T.scope, TYPE_ANY, &m);
	EXPECT(T.asked < 100000);
	EXPECT(program_add(p, tree("x99"), &T.scope, TYPE_ANY, &m) < 0);
	EXPECT(strstr(m.fault.msg, "more than 100000 parts") != NULL);
	T.lets = 0;
	let("a + b");
	for (int i = 1; i < 60; i++) { /* plain doubling is shared, so small */
		snprintf(text, sizeof text, "x%d - x%d + 1", i - 1, i - 1);
		let(text);
	}
	EXPECT_TEXT(over("x59"), "1;1;");
	T.lets = 0;
	program_free(p);
}

/* Chains as long as the language allows neither recurse nor are they slow. */
static void
long_ones(void)
{
	struct buf b = {0};
	static uint32_t at[ROWS_MAX];
	struct program *p;
	struct eval *e;
	int v;

	table("1,q77;2,q3");
	buf_z(&b, "a");
	for (int i = 0; i < 49999; i++)
		buf_z(&b, i % 2 ? "+a" : "-a");
	EXPECT_TEXT(over(buf_cstr(&b)), "0;0;");
	b.len = 0;
	buf_z(&b, "b = 'q0'");
	for (int i = 0; i < 20000; i++)
		buf_fmt(&b, " or b = 'q%d'", i + 10);
	EXPECT_TEXT(over(buf_cstr(&b)), "1;0;");
	b.len = 0;
	buf_z(&b, "b in ('q0'");
	for (int i = 0; i < 49000; i++)
		buf_fmt(&b, ", 'q%d'", i + 10);
	buf_z(&b, ")");
	EXPECT_TEXT(over(buf_cstr(&b)), "1;0;");
	b.len = 0;
	buf_z(&b, "if(a = 9, 'x'");
	for (int i = 0; i < 5000; i++)
		buf_fmt(&b, ", a = %d.5, 'y'", i);
	buf_z(&b, ", 'z')");
	EXPECT_TEXT(over(buf_cstr(&b)), "z;z;");
	buf_clear(&b);
	table("1");
	for (T.n = 0; T.n < ROWS_MAX; T.n++)
		T.cell[0][T.n] = T.n % 3 ? STR("1") : STR("0");
	T.in.n = T.n;
	p = program_new();
	v = add(p, "a = 1 and not a = 0 and (a = 1 or b = 2)", TYPE_TRUTH);
	e = eval_new(p);
	for (size_t n = ROWS_MAX; n > 0; n /= 7) { /* batches of any size, larger and smaller */
		T.in.n = n;
		eval_batch(e, &T.in);
		EXPECT(eval_rows(e, v, at) == n - (n + 2) / 3);
		EXPECT(n < 3 || (at[0] == 1 && at[1] == 2));
	}
	T.in.n = ROWS_MAX;
	eval_batch(e, &T.in);
	EXPECT(eval_rows(e, v, at) == ROWS_MAX - (ROWS_MAX + 2) / 3);
	eval_free(e);
	program_free(p);
}

static void
long_texts(void)
{
	char *big = mem_new(1, 9 << 20);

	memset(big, 'a', 9 << 20);
	table("x");
	T.cell[0][0] = (struct str){big, 9 << 20};
	EXPECT_TEXT(words("length(concat(a, a)) = 0"),
	    "cs-tools: f.csv:1: concat: a text of more than 16 MiB\n");
	EXPECT_TEXT(words("pad(a, 99999999999) = ''"),
	    "cs-tools: f.csv:1: pad: a text of more than 16 MiB\n");
	free(big);
}

static struct codelist *
list(const char *text, const char *from, const char *to, const char *where, struct misfit *m)
{
	char path[] = "/tmp/unit-eval.XXXXXX";
	int fd = mkstemp(path);
	struct codelist *l;

	EXPECT(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	l = codelist_read_where(path, STR("k"), STR("v"), str_of(from), str_of(to),
	    where != NULL ? tree(where) : NULL, m);
	unlink(path);
	return l;
}

static const char *
found(const struct codelist *l, const char *key, const char *time)
{
	return arena_z(&T.arena, codelist_lookup(l, str_of(key), -1, str_of(time)));
}

static void
codelists(void)
{
	struct misfit m;
	struct codelist *l = list(
	    "\xEF\xBB\xBFv,k,n\r\n\r\n\"a,\"\"b\"\"\",x,1\nq,y,2\nv,k,n\n,z,3", "", "", NULL, &m);

	EXPECT(l != NULL && !codelist_timed(l) && codelist_column(l, STR("n")) == 2);
	EXPECT_TEXT(found(l, "x", ""), "a,\"b\"");
	EXPECT_TEXT(found(l, "z", ""), "");
	EXPECT_TEXT(found(l, "w", ""), "");
	EXPECT(codelist_has(l, STR("z")) && !codelist_has(l, STR("w")));
	codelist_free(l);
	l = list("v,k,n\na,x,1\nb,x,2\n", "", "", "n > 1", &m);
	EXPECT(l != NULL);
	EXPECT_TEXT(found(l, "x", ""), "b");
	codelist_free(l);
	EXPECT(list("v,k,n\na,x,1\nb,x,2\n", "", "", NULL, &m) == NULL);
	EXPECT(strstr(m.fault.msg, ": the key 'x' stands at line 2 and at line 3") != NULL);
	EXPECT(list("v,k,n\na,x,1\n", "", "", "q > 1", &m) == NULL && m.place.in != NULL);
	EXPECT(list("v,k\na\n", "", "", NULL, &m) == NULL);
	EXPECT(strstr(m.fault.msg, ": line 2: 1 fields where the header has 2") != NULL);
	EXPECT(list("v,kk\n", "", "", NULL, &m) == NULL);
	EXPECT(strstr(m.fault.msg, "no column 'k'") != NULL);
	EXPECT(
	    list("", "", "", NULL, &m) == NULL && list("v,k\n\"a,b\n", "", "", NULL, &m) == NULL);
	l = list("k,v,f,t\nx,old,,2024-01-31\nx,new,2024-02-01,\nx,mid,2024-01-15,2024-02-01\n",
	    "f", "t", NULL, &m);
	EXPECT(l != NULL && codelist_timed(l));
	EXPECT_TEXT(found(l, "x", "2023-05-01"), "old");
	EXPECT_TEXT(found(l, "x", "2024-01-20"), "mid");
	EXPECT_TEXT(found(l, "x", "2024-02-01"), "new");
	EXPECT_TEXT(found(l, "x", ""), "");
	codelist_free(l);
}

int
main(void)
{
	diag_name = "cs-tools";
	guards();
	shared();
	types();
	bare();
	patterns();
	definitions();
	long_ones();
	long_texts();
	codelists();
	notes_clear(&T.notes);
	arena_clear(&T.arena);
	return unit_end();
}
