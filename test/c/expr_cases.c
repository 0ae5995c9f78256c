/*
 * expr_cases: rows `expression => canonical form`, `=> = value` or `=> error at POSITION: words`,
 * as in C of a class. Our own are in test/cases/expr.txt; those of the specification (CS_EXAMPLES)
 * are run where they are at hand.
 */
#include "expr/check.h"
#include "expr/eval.h"
#include "unit.h"
#include <stdlib.h>
#include <unistd.h>

/* Names mean columns; those of source `visit` only inside an aggregate. */
struct names {
	bool inside;
	struct program *inner; /* what aggregates range over */
	struct codelist *days;
	struct str seen[16];
	size_t n;
};

static bool
name(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	struct names *names = arg;
	size_t i;

	if (t->source.len && !str_eq(t->source, STR("visit")))
		return fault(
		    f, "no source '%.*s' is declared above; expected one", STR_ARG(t->source));
	if (t->source.len && !names->inside)
		return fault(f,
		    "visit.%.*s is a column of another source; expected it inside an aggregate",
		    STR_ARG(t->text));
	for (i = 0; i < names->n && !str_eq(names->seen[i], t->text); i++)
		;
	if (i == names->n && names->n < 16)
		names->seen[names->n++] = t->text;
	*named = (struct named){.is = NAMED_COLUMN, .column = (int)i, .label = t->text};
	return true;
}

static struct scope scope_of(struct names *);

/* Arguments are added to a program of their own, with the types the function wants. */
static bool
call(void *arg, const struct tree *t, struct named *named, struct misfit *m)
{
	struct names *names = arg, inside = *names;
	struct scope scope = scope_of(&inside);

	*named = (struct named){.is = NAMED_COLUMN, .column = 1000, .type = TYPE_TRUTH};
	if (t->op == T_PATTERN)
		return true;
	if (!tree_is_aggregate(t->text) && t->pers == 0)
		return false;
	inside.inside = true;
	for (size_t i = 0; i < t->kids; i++) {
		bool rows =
		    i == 0 && t->kid[i]->op == T_NAME && str_eq(t->kid[i]->text, STR("visit"));

		if (!rows &&
		    program_add(names->inner, t->kid[i], &scope, expr_argument(t->text, i), m) < 0)
			return false;
	}
	if (t->where != NULL && program_add(names->inner, t->where, &scope, TYPE_TRUTH, m) < 0)
		return false;
	for (size_t i = 0; i < t->pers; i++)
		if (program_add(names->inner, t->per[i], &scope, TYPE_ANY, m) < 0)
			return false;
	named->type =
	    tree_is_aggregate(t->text) || str_eq(t->text, STR("nth")) ? TYPE_NUMBER : TYPE_ANY;
	return true;
}

static const struct codelist *
codelist(void *arg, struct str name)
{
	return str_eq(name, STR("days")) ? ((struct names *)arg)->days : NULL;
}

static struct scope
scope_of(struct names *names)
{
	return (struct scope){
	    .arg = names, .name = name, .call = call, .codelist = codelist, .bare_patterns = true};
}

static void
value(const struct program *p, int v, struct buf *out)
{
	size_t from = out->len;

	buf_z(out, "= ");
	if (!program_is_constant(p, v)) {
		buf_z(out, "(no constant)");
	} else if (!eval_constant(p, v, out)) {
		buf_z(out, "null");
	} else if (program_type(p, v) == TYPE_TRUTH) {
		bool yes = out->at[out->len - 1] == '1';

		out->len = from;
		buf_z(out, yes ? "= true" : "= false");
	}
}

/* Literals of an expression as columns, so that what was folded is computed row by row too. */
struct lifted {
	struct tree *literal[64];
	struct tree was[64];
	size_t n;
};

static void
lift(struct lifted *l, struct tree *t)
{
	if ((t->op == T_NUMBER || t->op == T_TEXT || t->op == T_NULL || t->op == T_TRUE ||
		t->op == T_FALSE) &&
	    l->n < 64) {
		l->was[l->n] = *t;
		l->literal[l->n++] = t;
		t->op = T_NAME;
	}
	for (size_t i = 0; i < t->kids; i++)
		lift(l, t->kid[i]);
}

static bool
lifted_name(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	static const enum type types[] = {[T_NUMBER] = TYPE_NUMBER,
	    [T_TEXT] = TYPE_TEXT,
	    [T_NULL] = TYPE_ANY,
	    [T_TRUE] = TYPE_TRUTH,
	    [T_FALSE] = TYPE_TRUTH};
	const struct lifted *l = arg;

	for (size_t i = 0; i < l->n; i++)
		if (l->literal[i] == t) {
			*named = (struct named){.is = NAMED_COLUMN,
			    .column = (int)i,
			    .type = types[l->was[i].op],
			    .label = STR("x")};
			return true;
		}
	return fault(f, "no such literal");
}

enum { ROWS = 3 };

/* The same value again on three rows; what needs constants (edges, say) is passed over. */
static void
value_by_rows(struct tree *t, struct buf *out)
{
	struct lifted l = {.n = 0};
	struct scope scope = {.arg = &l, .name = lifted_name};
	struct program *p = program_new();
	static struct num num[64][ROWS];
	static struct str text[64][ROWS];
	static uint8_t truth[64][ROWS];
	struct vec col[64];
	struct misfit m;
	int v;

	lift(&l, t);
	for (size_t i = 0; i < l.n; i++)
		for (size_t row = 0; row < ROWS; row++) {
			num[i][row] = l.was[i].number;
			text[i][row] = l.was[i].op == T_TEXT ? l.was[i].text : (struct str){0};
			truth[i][row] = l.was[i].op == T_TRUE;
			col[i] = l.was[i].op == T_NUMBER
				     ? (struct vec){TYPE_NUMBER, {.num = num[i]}}
				 : l.was[i].op == T_TEXT || l.was[i].op == T_NULL
				     ? (struct vec){TYPE_ANY, {.text = text[i]}}
				     : (struct vec){TYPE_TRUTH, {.truth = truth[i]}};
		}
	v = l.n > 0 ? program_add(p, t, &scope, TYPE_ANY, &m) : -1;
	if (v >= 0) {
		struct columns in = {.n = ROWS, .col = col, .cols = l.n};
		struct eval *e = eval_new(p);
		const struct vec *got;
		size_t from = out->len;

		eval_batch(e, &in);
		got = eval_get(e, v);
		buf_z(out, "= ");
		vec_print(got, ROWS - 1, out);
		if (out->len == from + 2)
			buf_z(out, "null");
		if (got->type == TYPE_TRUTH && got->truth[ROWS - 1] != TRUTH_NULL) {
			out->len = from;
			buf_z(out, got->truth[ROWS - 1] == TRUTH_YES ? "= true" : "= false");
		}
		eval_free(e);
	}
	program_free(p);
}

/* What an expression comes to, in the words of the right-hand sides. */
static void
outcome(struct str text, bool valued, struct codelist *days, struct buf *out, struct buf *again)
{
	struct script script = {"-", text, 1};
	struct arena arena = {0};
	struct program *p = program_new(), *inner = program_new();
	struct names names = {.inner = inner, .days = days};
	struct scope scope = scope_of(&names);
	struct misfit m = {.fault = {.at = 0}};
	struct tree *t = tree_of(&script, &arena, &m);
	int v = t != NULL ? program_add(p, t, &scope, TYPE_ANY, &m) : -1;

	if (v < 0) {
		buf_fmt(out, "error at %zu: %s", m.fault.at, m.fault.msg);
	} else if (valued) {
		value(p, v, out);
		value_by_rows(t, again);
	} else {
		tree_print(t, out);
	}
	program_free(p);
	program_free(inner);
	arena_clear(&arena);
}

/* The last " => " of a line. */
static ptrdiff_t
arrow(struct str line)
{
	ptrdiff_t at = -1;

	for (size_t i = 0; i + 4 <= line.len; i++)
		if (memcmp(line.at + i, " => ", 4) == 0)
			at = (ptrdiff_t)i;
	return at;
}

/* The reference says "section 5" where ours names the manual page, which is what a user has. */
static bool
same_words(struct str got, struct str want)
{
	static const struct str theirs = STR_INIT("one of section 5"), ours = STR_INIT("one of cs-expr(7)");
	ptrdiff_t at = str_find(want, theirs);

	if (at < 0)
		return str_eq(got, want);
	return str_starts(got, (struct str){want.at, (size_t)at}) && str_find(got, ours) == at;
}

static void
one(const char *path, size_t number, struct str line, struct codelist *days)
{
	struct buf got = {0}, again = {0};
	ptrdiff_t at = arrow(line);
	struct str want;

	if (at < 0) {
		fprintf(stderr, "%s:%zu: no ' => '\n", path, number);
		unit_failed++;
		return;
	}
	want = (struct str){line.at + at + 4, line.len - (size_t)at - 4};
	outcome((struct str){line.at, (size_t)at}, str_starts(want, STR("= ")), days, &got, &again);
	if (same_words(buf_slice(&got), want) && (again.len == 0 || str_eq(buf_slice(&again), want))) {
		unit_passed++;
	} else {
		fprintf(stderr, "%s:%zu: %.*s => %s, by rows %s; expected %.*s\n", path, number,
		    (int)at, line.at, buf_cstr(&got), buf_cstr(&again), STR_ARG(want));
		unit_failed++;
	}
	buf_clear(&got);
	buf_clear(&again);
}

static bool
run(const char *path, struct codelist *days)
{
	FILE *f = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0, number = 0;
	ssize_t n;

	if (f == NULL)
		return false;
	while ((n = getline(&line, &cap, f)) > 0) {
		number++;
		if (line[n - 1] == '\n')
			n--;
		if (n > 0 && line[0] != '#')
			one(path, number, (struct str){line, (size_t)n}, days);
	}
	free(line);
	fclose(f);
	return true;
}

static struct codelist *
make_days(void)
{
	static const char rows[] = "key,value,y\n2024-05-01,H,x\n";
	char path[] = "/tmp/expr_cases.XXXXXX";
	int fd = mkstemp(path);
	struct codelist *days;
	struct fault f;

	EXPECT(write(fd, rows, sizeof rows - 1) == (ssize_t)sizeof rows - 1);
	close(fd);
	days = codelist_read(path, STR("key"), STR("value"), STR(""), STR(""), &f);
	unlink(path);
	EXPECT(days != NULL);
	return days;
}

int
main(void)
{
	const char *examples = getenv("CS_EXAMPLES");
	struct codelist *days = make_days();
	char path[4096];

	if (!run("test/cases/expr.txt", days) && !run("cases/expr.txt", days) &&
	    !run("../test/cases/expr.txt", days))
		EXPECT(!"test/cases/expr.txt is there");
	snprintf(
	    path, sizeof path, "%s/cases.txt", examples != NULL ? examples : "../shared/examples");
	if (!run(path, days))
		fprintf(stderr, "expr_cases: %s is not there; its cases are skipped\n", path);
	codelist_free(days);
	return unit_end();
}
