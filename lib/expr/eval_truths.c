/* eval: three-valued logic, branches. */
#include "expr/func.h"

/* The right side was computed only where the left does not decide; elsewhere it may hold anything.
 */
static uint8_t
both(uint8_t a, uint8_t b)
{
	return (a == TRUTH_NO || b == TRUTH_NO) ? TRUTH_NO : (a | b) > 1 ? TRUTH_NULL : TRUTH_YES;
}

static uint8_t
either(uint8_t a, uint8_t b)
{
	return (a == TRUTH_YES || b == TRUTH_YES) ? TRUTH_YES : (a | b) > 1 ? TRUTH_NULL : TRUTH_NO;
}

static uint8_t
opposite(uint8_t a)
{
	return a > 1 ? TRUTH_NULL : a ^ 1;
}

/* Whole columns, without detour by row numbers: compilers make vector code of these. */
static void
logic_whole(struct work *w)
{
	const uint8_t *restrict a = w->arg[0].truth;
	uint8_t *restrict to = w->truth;
	size_t n = w->n;

	if (w->shape->code == V_NOT) {
		for (size_t i = 0; i < n; i++)
			to[i] = opposite(a[i]);
	} else if (w->shape->code == V_AND) {
		const uint8_t *restrict b = w->arg[1].truth;

		for (size_t i = 0; i < n; i++)
			to[i] = both(a[i], b[i]);
	} else {
		const uint8_t *restrict b = w->arg[1].truth;

		for (size_t i = 0; i < n; i++)
			to[i] = either(a[i], b[i]);
	}
}

void
run_logic(struct work *w)
{
	enum code code = w->shape->code;

	if (w->whole && w->arg[0].mask != 0 && (code == V_NOT || w->arg[1].mask != 0)) {
		logic_whole(w);
		return;
	}
	EACH_ROW(w, i)
	{
		uint8_t a = arg_truth(w, 0, i);

		w->truth[i] = code == V_NOT   ? opposite(a)
			      : code == V_AND ? both(a, arg_truth(w, 1, i))
					      : either(a, arg_truth(w, 1, i));
	}
}

static void
is_null(struct work *w)
{
	const struct arg a = w->arg[0];
	uint8_t *to = w->truth;

	EACH_ROW(w, i)
	{
		to[i] = arg_null(&a, i);
	}
}

void
run_is(struct work *w)
{
	uint8_t what = w->shape->code == V_IS_TRUE ? TRUTH_YES : TRUTH_NO;

	if (w->shape->code == V_IS_NULL) {
		is_null(w);
		return;
	}
	EACH_ROW(w, i)
	{
		w->truth[i] = arg_truth(w, 0, i) == what;
	}
}

/* The value of operand j, of whatever type, becomes the result. */
static void
take(struct work *w, size_t j, size_t i)
{
	if (w->shape->type == TYPE_NUMBER)
		w->num[i] = arg_num(w, j, i);
	else if (w->shape->type == TYPE_TRUTH)
		w->truth[i] = arg_truth(w, j, i);
	else
		w->text[i] = arg_text(w, j, i);
}

void
work_null(struct work *w, size_t i)
{
	if (w->shape->type == TYPE_NUMBER)
		w->num[i] = NUM_NONE;
	else if (w->shape->type == TYPE_TRUTH)
		w->truth[i] = TRUTH_NULL;
	else
		w->text[i] = (struct str){0};
}

void
run_if(struct work *w)
{
	size_t n = w->shape->kids;

	EACH_ROW(w, i)
	{
		size_t j = 0;

		while (j + 1 < n && arg_truth(w, j, i) != TRUTH_YES)
			j += 2;
		if (j + 1 < n)
			take(w, j + 1, i);
		else if (j < n)
			take(w, j, i);
		else
			work_null(w, i);
	}
}

void
run_coalesce(struct work *w)
{
	size_t n = w->shape->kids;

	EACH_ROW(w, i)
	{
		size_t j = 0;

		while (j + 1 < n && arg_null(&w->arg[j], i))
			j++;
		take(w, j, i);
	}
}

static bool
equal(const struct work *w, size_t i)
{
	if (arg_null(&w->arg[0], i) || arg_null(&w->arg[1], i))
		return false;
	if (w->arg[0].type == TYPE_NUMBER)
		return num_cmp(arg_num(w, 0, i), arg_num(w, 1, i)) == 0;
	if (w->arg[0].type == TYPE_TRUTH)
		return arg_truth(w, 0, i) == arg_truth(w, 1, i);
	return str_eq(arg_text(w, 0, i), arg_text(w, 1, i));
}

void
run_nullif(struct work *w)
{
	EACH_ROW(w, i)
	{
		if (equal(w, i))
			work_null(w, i);
		else
			take(w, 0, i);
	}
}

void
row_holds(struct work *w, size_t i)
{
	int64_t n = 0;

	for (uint32_t j = 0; j < w->shape->kids; j++)
		n += arg_truth(w, j, i) == TRUTH_YES;
	w->num[i] = NUM(n);
}
