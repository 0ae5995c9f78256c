/* fuzz expr: any text is an expression or a fault with a place; its canonical form is a fixed point; what checks, runs. */
#include "expr/eval.h"
#include "fuzz.h"

enum { ROWS = 6, COLS = 4 };

static const struct str cells[COLS][ROWS] = {
	{ STR_INIT("1"), STR_INIT("-2.5"), STR_INIT(""), STR_INIT("9223372036854775807"), STR_INIT("x"), STR_INIT("0") },
	{ STR_INIT("a"), STR_INIT(""), STR_INIT("宽带"), STR_INIT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"), STR_INIT("A b"), STR_INIT("0") },
	{ STR_INIT("2024-02-29"), STR_INIT("2024-05-01 10:00:00.5"), STR_INIT("9999-12-31 23:59:59"), STR_INIT(""), STR_INIT("2023-02-29"),
	    STR_INIT("0001-01-01") },
	{ STR_INIT("1"), STR_INIT("0"), STR_INIT(""), STR_INIT("1"), STR_INIT("y"), STR_INIT("0") },
};

static bool
name(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	(void)arg;
	if (t->source.len || t->text.len != 1 || t->text.at[0] < 'a' || t->text.at[0] >= 'a' + COLS)
		return fault(f, "no column");
	*named = (struct named){ .is = NAMED_COLUMN, .column = t->text.at[0] - 'a', .label = t->text };
	return true;
}

static size_t
line(const void *arg, size_t row)
{
	(void)arg;
	return row;
}

static void
run(struct program *p, int value)
{
	struct notes notes = { 0 };
	struct vec col[COLS];
	struct columns in = { .n = ROWS, .col = col, .cols = COLS, .notes = &notes, .line = line };
	struct eval *e = eval_new(p);
	struct buf b = { 0 };
	const struct vec *v;

	for (int c = 0; c < COLS; c++)
		col[c] = (struct vec){ .type = TYPE_ANY, .text = cells[c] };
	for (int again = 0; again < 2; again++) {
		eval_batch(e, &in);
		v = eval_get(e, value);
		for (size_t row = 0; row < ROWS; row++)
			vec_print(v, row, &b);
	}
	buf_clear(&b);
	eval_free(e);
	notes_clear(&notes);
}

static void
fixed_point(const struct tree *t, struct arena *arena)
{
	struct buf once = { 0 }, twice = { 0 };
	struct script script = { "again", { 0 }, 1 };
	struct misfit m;
	struct tree *again;

	tree_print(t, &once);
	script.text = buf_slice(&once);
	again = tree_of(&script, arena, &m);
	/* Its parentheses may be deeper than is allowed. */
	if (again != NULL) {
		tree_print(again, &twice);
		CLAIM(str_eq(buf_slice(&once), buf_slice(&twice)));
	} else {
		CLAIM(strstr(m.fault.msg, "nested") != NULL || once.len > 60000);
	}
	buf_clear(&once);
	buf_clear(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct arena arena = { 0 };
	struct script script = { "x", { (const char *)data, n }, 1 };
	struct scope scope = { .name = name, .now = STR("2024-05-01 12:00:00"), .seed = 1, .bare_patterns = false };
	struct misfit m = { 0 };
	struct buf words = { 0 };
	struct tree *t = tree_of(&script, &arena, &m);
	struct program *p = program_new();
	int value = -1;

	if (t != NULL) {
		fixed_point(t, &arena);
		value = program_add(p, t, &scope, TYPE_ANY, &m);
	}
	if (value >= 0)
		run(p, value);
	else
		misfit_draw(&m, &words);
	buf_clear(&words);
	program_free(p);
	arena_clear(&arena);
	return 0;
}
