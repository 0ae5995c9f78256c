/* eval: what every kernel needs: operands, results, words about a row. */
#include "expr/func.h"
#include <stdarg.h>
#include <stdio.h>

enum { FIELD_MAX = 16 << 20, SHOWN = 10 };

struct arg
shape_constant(const struct shape *s)
{
	struct arg a = {.type = s->type, .mask = 0};

	if (s->type == TYPE_NUMBER)
		a.num = &s->num;
	else if (s->type == TYPE_TRUTH)
		a.truth = &s->truth;
	else
		a.text = &s->text;
	return a;
}

struct str
arg_shown(const struct arg *a, size_t i, struct buf *b)
{
	i &= a->mask;
	if (a->type == TYPE_TRUTH)
		return a->truth[i] == TRUTH_NULL  ? (struct str){0}
		       : a->truth[i] == TRUTH_YES ? STR("1")
						  : STR("0");
	if (a->type != TYPE_NUMBER)
		return a->text[i];
	b->len = 0;
	num_print(b, a->num[i]);
	return buf_slice(b);
}

void
work_say(struct work *w, size_t row, const char *kind, bool fatal, const char *fmt, ...)
{
	char text[1000];
	va_list ap;
	size_t line;

	va_start(ap, fmt);
	vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	w->failed = w->failed || fatal; /* patterns give up then */
	if (w->in != NULL && w->in->notes != NULL) {
		line = w->in->line != NULL ? w->in->line(w->in->arg, row) : row;
		notes_add(w->in->notes, kind, line, fatal, "%s", text);
	} else if (w->in == NULL && fatal) {
		misfit(w->misfit, w->shape->place, "%s", text);
	}
}

void
work_bad(struct work *w, size_t row, const char *kind, const char *what, struct str value)
{
	bool fatal = w->in != NULL && w->in->strict;

	/* What is not shown need not be put into words: a column may be bad throughout. */
	if (w->in == NULL || w->in->notes == NULL)
		return;
	if (w->said++ < SHOWN || diag_level > 0 || fatal)
		work_say(w, row, kind, fatal, "%.*s: %s: '%s'", STR_ARG(w->shape->label), what,
		    diag_text(value));
	else
		notes_add(w->in->notes, kind, SIZE_MAX, false, "%s", ""); /* counted */
}

void
work_put(struct work *w, size_t row, struct str s)
{
	if (s.len <= FIELD_MAX) {
		w->text[row] = s;
		return;
	}
	w->text[row] = (struct str){0};
	work_say(w, row, "too long", true, "%s: a text of more than 16 MiB",
	    w->shape->func != NULL ? w->shape->func->name : "text");
}

void
work_put_buf(struct work *w, size_t row)
{
	if (w->buf->len > FIELD_MAX)
		work_put(w, row, buf_slice(w->buf));
	else
		work_put(w, row, arena_dup(w->arena, buf_slice(w->buf)));
}

bool
work_whole(const struct work *w, size_t arg, size_t row, int64_t *n)
{
	return num_int(arg_num(w, arg, row), n);
}

void
work_limit(struct work *w, size_t row)
{
	const struct shape *s = w->shape;
	size_t line, position;

	place_find(s->place, &line, &position);
	if (w->in == NULL || s->place.in == NULL)
		work_say(w, row, "match limit", true,
		    "match limit: the pattern /%.*s/ needs too many steps", STR_ARG(s->text));
	else
		work_say(w, row, "match limit", true,
		    "match limit: the pattern /%.*s/ at %s:%zu:%zu needs too many steps",
		    STR_ARG(s->text), s->place.in->name, line, position);
}

bool
eval_constant(const struct program *p, int value, struct buf *b)
{
	struct arg a = shape_constant(program_shape(p, value));
	struct buf number = {0};
	struct str s = arg_shown(&a, 0, &number);

	buf_str(b, s);
	buf_clear(&number);
	return !arg_null(&a, 0);
}

struct num
eval_constant_number(const struct program *p, int value)
{
	return program_shape(p, value)->num;
}

void
vec_print(const struct vec *v, size_t row, struct buf *b)
{
	if (v->type == TYPE_NUMBER)
		num_print(b, v->num[row]);
	else if (v->type != TYPE_TRUTH)
		buf_str(b, v->text[row]);
	else if (v->truth[row] != TRUTH_NULL)
		buf_ch(b, v->truth[row] == TRUTH_YES ? '1' : '0');
}

/* A row's function: null where an argument is, unless nulls are passed to it. */
static void
call_rows(struct work *w, const struct func *f)
{
	EACH_ROW(w, i)
	{
		bool null = false;

		work_null(w, i);
		for (uint32_t j = 0; j < w->shape->kids && f->kind == FUNC_ROW && !null; j++)
			null = arg_null(&w->arg[j], i);
		if (!null)
			f->row(w, i);
	}
}

/* Text or a time to text, by way of a buffer. */
static void
call_text(struct work *w, const struct func *f)
{
	EACH_ROW(w, i)
	{
		struct str s = arg_text(w, 0, i);
		bool some = s.len > 0;

		w->text[i] = (struct str){0};
		w->buf->len = 0;
		if (some && f->text != NULL)
			f->text(w->buf, s);
		else if (some)
			some = f->time(s, w->buf);
		if (some)
			work_put_buf(w, i);
	}
}

void
run_call(struct work *w)
{
	const struct func *f = w->shape->func;

	if (f->row != NULL) {
		call_rows(w, f);
	} else if (f->head) {
		time_heads(w, f->head);
	} else if (f->number != NULL) {
		EACH_ROW(w, i)
		{
			w->num[i] = f->number(arg_num(w, 0, i));
		}
	} else {
		call_text(w, f);
	}
}

static void (*const kernels[])(struct work *) = {[V_TO_NUMBER] = run_convert,
    [V_TO_TRUTH] = run_convert,
    [V_TO_TEXT] = run_convert,
    [V_NEG] = run_arithmetic,
    [V_ADD] = run_arithmetic,
    [V_SUB] = run_arithmetic,
    [V_MUL] = run_arithmetic,
    [V_DIV] = run_arithmetic,
    [V_REM] = run_arithmetic,
    [V_EQ] = run_compare,
    [V_NE] = run_compare,
    [V_LT] = run_compare,
    [V_LE] = run_compare,
    [V_GT] = run_compare,
    [V_GE] = run_compare,
    [V_NOT] = run_logic,
    [V_AND] = run_logic,
    [V_OR] = run_logic,
    [V_IS_NULL] = run_is,
    [V_IS_TRUE] = run_is,
    [V_IS_FALSE] = run_is,
    [V_IN] = run_in,
    [V_MATCH] = run_match,
    [V_IF] = run_if,
    [V_COALESCE] = run_coalesce,
    [V_NULLIF] = run_nullif,
    [V_CALL] = run_call};

void
work_run(struct work *w)
{
	kernels[w->shape->code](w);
}
