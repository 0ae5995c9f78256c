/* eval: comparisons. */
#include "expr/program.h"

/* YES for each outcome of a comparison (less, equal, greater) that a sign allows. */
static const uint8_t allowed[][3] = {
    {0, 1, 0}, {1, 0, 1}, {1, 0, 0}, {1, 1, 0}, {0, 0, 1}, {0, 1, 1}};

static uint8_t
outcome(const uint8_t *allow, int c)
{
	return allow[(c > 0) - (c < 0) + 1];
}

/* A column beside a small constant, the commonest: decided by one comparison of integers. */
static void
numbers_constant(struct work *w, const uint8_t *allow, struct num b)
{
	const struct num *a = w->arg[0].num;
	uint8_t *to = w->truth;

	EACH_ROW(w, i)
	{
		if (a[i].kind == NUM_SMALL && a[i].scale == b.scale)
			to[i] = allow[(a[i].small > b.small) - (a[i].small < b.small) + 1];
		else
			to[i] =
			    a[i].kind == NUM_NULL ? TRUTH_NULL : outcome(allow, num_cmp(a[i], b));
	}
}

static void
numbers(struct work *w, const uint8_t *allow)
{
	EACH_ROW(w, i)
	{
		struct num a = arg_num(w, 0, i), b = arg_num(w, 1, i);

		if (a.kind == NUM_NULL || b.kind == NUM_NULL)
			w->truth[i] = TRUTH_NULL;
		else
			w->truth[i] = outcome(allow, num_cmp(a, b));
	}
}

static void
truths(struct work *w, const uint8_t *allow)
{
	EACH_ROW(w, i)
	{
		uint8_t a = arg_truth(w, 0, i), b = arg_truth(w, 1, i);

		w->truth[i] =
		    a == TRUTH_NULL || b == TRUTH_NULL ? TRUTH_NULL : outcome(allow, a - b);
	}
}

/* = and != beside a constant text, which is not null. */
static void
texts_constant(struct work *w, bool equal, struct str b)
{
	const struct str *a = w->arg[0].text;
	uint8_t *to = w->truth;

	EACH_ROW(w, i)
	{
		bool is = a[i].len == b.len && str_same(a[i].at, b.at, b.len);

		to[i] = a[i].len == 0 ? TRUTH_NULL : is == equal;
	}
}

/* Two bare columns, ordered: numbers on both sides must not be compared as texts. */
static void
advise(struct work *w, size_t i, struct str a, struct str b)
{
	struct num n;

	if (num_parse(a, &n) && num_parse(b, &n))
		work_say(w, i, "numbers compared as texts", true,
		    "numbers compared as texts: '%s' and '%s'; write number(x) for each side, or "
		    "`number LIST` in "
		    "the source",
		    diag_text(a), diag_text(b));
}

static bool
may_be_number(struct str s)
{
	return (s.at[0] >= '0' && s.at[0] <= '9') || s.at[0] == '-';
}

static void
texts(struct work *w, const uint8_t *allow, bool bare)
{
	EACH_ROW(w, i)
	{
		struct str a = arg_text(w, 0, i), b = arg_text(w, 1, i);

		if (a.len == 0 || b.len == 0) {
			w->truth[i] = TRUTH_NULL;
			continue;
		}
		if (bare && may_be_number(a) && may_be_number(b))
			advise(w, i, a, b);
		w->truth[i] = outcome(allow, str_cmp(a, b));
	}
}

void
run_compare(struct work *w)
{
	const struct arg *a = &w->arg[0], *b = &w->arg[1];
	enum code code = w->shape->code;
	const uint8_t *allow = allowed[code - V_EQ];

	if (a->type == TYPE_NUMBER) {
		if (a->mask != 0 && b->mask == 0 && b->num->kind == NUM_SMALL)
			numbers_constant(w, allow, *b->num);
		else
			numbers(w, allow);
	} else if (a->type == TYPE_TRUTH) {
		truths(w, allow);
	} else if (a->mask != 0 && b->mask == 0 && b->text->len > 0 && code <= V_NE) {
		texts_constant(w, code == V_EQ, *b->text);
	} else {
		texts(w, allow, w->shape->number != 0);
	}
}
