/* tree: reads expressions, a function for each rule of the grammar. */
#include "base/mem.h"
#include "expr/reader.h"
#include "io/encoding.h"
#include <stdlib.h>

enum { OPEN_MAX = 200, NODES_MAX = 100000 };

struct tree *
reader_node(struct reader *r, enum tree_op op, size_t at)
{
	struct tree *t;

	if (r->nodes++ >= NODES_MAX) {
		misfit(r->s->misfit, (struct place){r->s->in, at},
		    "an expression of more than %d parts; expected fewer", NODES_MAX);
		return NULL;
	}
	t = arena_zero(r->s->arena, 1, sizeof *t);
	t->op = op;
	t->place = (struct place){r->s->in, at};
	return t;
}

struct tree **
reader_kept(struct reader *r, struct tree *const *kids, size_t n)
{
	struct tree **to;

	if (n == 0)
		return NULL;
	to = arena_zero(r->s->arena, n, sizeof *to);
	memcpy(to, kids, n * sizeof *to);
	return to;
}

struct tree *
reader_operation(struct reader *r, enum tree_op op, size_t at, struct tree *const *kids, size_t n)
{
	struct tree *t = NULL;

	for (size_t i = 0; i < n; i++)
		if (kids[i] == NULL)
			return NULL;
	t = reader_node(r, op, at);
	if (t != NULL && n > 0) {
		t->kid = reader_kept(r, kids, n);
		t->kids = n;
	}
	return t;
}

static struct tree *
pair(struct reader *r, enum tree_op op, struct tree *left, struct tree *right)
{
	if (left == NULL)
		return NULL;
	return reader_operation(r, op, left->place.at, (struct tree *[]){left, right}, 2);
}

static bool
need_char(struct reader *r, const char *token, const char *what)
{
	return scan_char(r->s, token) || scan_expected(r->s, r->s->at, what);
}

/* After '(': the depth is bounded here, so every recursion below is. */
bool
reader_enter(struct reader *r)
{
	if (!need_char(r, "(", "'('"))
		return false;
	if (++r->s->open <= OPEN_MAX)
		return true;
	return misfit(r->s->misfit, (struct place){r->s->in, r->s->at - 1},
	    "nested too deeply: more than %d parentheses deep; expected fewer", OPEN_MAX);
}

bool
reader_leave(struct reader *r)
{
	if (!need_char(r, ")", "')' or an operator"))
		return false;
	r->s->open--;
	return true;
}

/* expr { "," expr } */
bool
reader_list(struct reader *r, struct reader_list *l)
{
	do {
		struct tree *t = reader_expr(r, l->n > 0);

		if (t == NULL)
			return false;
		l->at = mem_grow(l->at, l->n, &l->cap, sizeof *l->at);
		l->at[l->n++] = t;
	} while (scan_char(r->s, ","));
	return true;
}

/* [ "-" ] atom */
static struct tree *
read_unary(struct reader *r)
{
	size_t at;

	scan_blank(r->s, true);
	at = r->s->at;
	if (!scan_char(r->s, "-"))
		return reader_atom(r);
	return reader_operation(r, T_NEG, at, (struct tree *[]){reader_atom(r)}, 1);
}

/* unary { ( "*" | "/" | "%" ) unary } */
static struct tree *
read_term(struct reader *r)
{
	struct tree *left = read_unary(r);

	while (left != NULL) {
		enum tree_op op = scan_char(r->s, "*")	 ? T_MUL
				  : scan_char(r->s, "/") ? T_DIV
				  : scan_char(r->s, "%") ? T_REM
							 : T_NAME;

		if (op == T_NAME)
			break;
		left = pair(r, op, left, read_unary(r));
	}
	return left;
}

/* term { ( "+" | "-" ) term } */
struct tree *
reader_sum(struct reader *r)
{
	struct tree *left = read_term(r);

	while (left != NULL) {
		enum tree_op op = scan_char(r->s, "+")	 ? T_ADD
				  : scan_char(r->s, "-") ? T_SUB
							 : T_NAME;

		if (op == T_NAME)
			break;
		left = pair(r, op, left, read_term(r));
	}
	return left;
}

/* sum, with at most one comparison: they do not chain. */
static struct tree *
read_test(struct reader *r)
{
	static const struct {
		const char *token;
		enum tree_op op;
	} comparisons[] = {
	    {"!=", T_NE}, {"<=", T_LE}, {">=", T_GE}, {"=", T_EQ}, {"<", T_LT}, {">", T_GT}};
	struct scan *s = r->s;
	struct tree *x = reader_sum(r), *t;
	bool negated;

	if (x == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof comparisons / sizeof *comparisons; i++)
		if (scan_char(s, comparisons[i].token))
			return pair(r, comparisons[i].op, x, reader_sum(r));
	negated = scan_char(s, "!~");
	if (negated || scan_char(s, "~")) {
		t = reader_match(r, x);
	} else {
		if (scan_word(s, "is"))
			return reader_is(r, x);
		negated = reader_not(s);
		if (scan_word(s, "in"))
			t = reader_in(r, x);
		else if (scan_word(s, "between"))
			t = reader_between(r, x);
		else
			return x;
	}
	if (t != NULL)
		t->negated = negated;
	return t;
}

/* [ "not" ] test */
static struct tree *
read_not(struct reader *r)
{
	size_t at;

	scan_blank(r->s, true);
	at = r->s->at;
	if (!scan_word(r->s, "not"))
		return read_test(r);
	return reader_operation(r, T_NOT, at, (struct tree *[]){read_test(r)}, 1);
}

static struct tree *
read_and(struct reader *r)
{
	struct tree *left = read_not(r);

	while (left != NULL && scan_word(r->s, "and"))
		left = pair(r, T_AND, left, read_not(r));
	return left;
}

struct tree *
reader_expr(struct reader *r, bool go_on)
{
	struct tree *left;

	scan_blank(r->s, go_on);
	left = read_and(r);
	while (left != NULL && scan_word(r->s, "or"))
		left = pair(r, T_OR, left, read_and(r));
	return left;
}

struct tree *
tree_read(struct scan *s)
{
	unsigned open = s->open;
	struct tree *t = reader_expr(&(struct reader){.s = s}, true);

	s->open = open;
	return t;
}

/* What is no text at all is refused before anything is read from it. */
static bool
is_text(const struct script *in, struct misfit *m)
{
	ptrdiff_t bad = utf8_fault(in->text);
	const char *nul = in->text.len ? memchr(in->text.at, '\0', in->text.len) : NULL;

	if (bad >= 0)
		return misfit(m, (struct place){in, (size_t)bad}, "not UTF-8; expected text");
	if (nul != NULL)
		return misfit(
		    m, (struct place){in, (size_t)(nul - in->text.at)}, "a NUL; expected text");
	return true;
}

static struct tree *
to_the_end(struct scan *s)
{
	struct tree *t = tree_read(s);

	if (t != NULL && !scan_at_end(s)) {
		scan_expected(s, s->at, "the end of the line");
		return NULL;
	}
	return t;
}

struct tree *
tree_of(const struct script *in, struct arena *arena, struct misfit *m)
{
	struct scan s = {.in = in, .end = in->text.len, .arena = arena, .misfit = m};

	return is_text(in, m) ? to_the_end(&s) : NULL;
}

struct tree *
tree_named(const struct script *in, struct arena *arena, struct str *name, struct misfit *m)
{
	struct scan s = {.in = in, .end = in->text.len, .arena = arena, .misfit = m};
	struct tree *t;

	if (!is_text(in, m) || !scan_name(&s, "a name", name))
		return NULL;
	if (scan_char(&s, "="))
		return to_the_end(&s);
	if (!scan_at_end(&s)) {
		scan_expected(&s, s.at, "'='");
		return NULL;
	}
	s.at = 0;
	scan_blank(&s, false);
	t = reader_node(&(struct reader){.s = &s}, T_NAME, s.at);
	if (t != NULL)
		t->text = *name;
	return t;
}
