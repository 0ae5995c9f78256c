/* eval: conversion to numbers and truths, arithmetic, functions of numbers. */
#include "expr/func.h"
#include <xxhash.h>

/* Text columns as numbers.  What is none is null, counted, and said. */
static void
to_number(struct work *w)
{
	const struct str *text = w->arg[0].text;
	const size_t mask = w->arg[0].mask;
	struct num *to = w->num;

	EACH_ROW(w, i)
	{
		struct str s = text[i & mask];

		if (s.len == 0) {
			to[i] = NUM_NONE;
		} else if (!num_parse(s, &to[i])) {
			to[i] = NUM_NONE;
			work_bad(w, i, "not a number", "not a number", s);
		} else if (to[i].kind == NUM_NULL) {
			work_bad(w, i, "too many digits", "a number of more than 38 digits", s);
		}
	}
}

static void
truth_to_number(struct work *w)
{
	EACH_ROW(w, i)
	{
		uint8_t t = arg_truth(w, 0, i);

		w->num[i] = t == TRUTH_NULL ? NUM_NONE : NUM(t == TRUTH_YES);
	}
}

static void
to_truth(struct work *w)
{
	EACH_ROW(w, i)
	{
		struct str s = arg_text(w, 0, i);

		if (s.len == 1 && (s.at[0] == '1' || s.at[0] == '0')) {
			w->truth[i] = s.at[0] == '1' ? TRUTH_YES : TRUTH_NO;
			continue;
		}
		w->truth[i] = TRUTH_NULL;
		if (s.len > 0)
			work_bad(w, i, "not a truth value", "not a truth value (1 or 0)", s);
	}
}

static void
to_text(struct work *w)
{
	EACH_ROW(w, i)
	{
		struct str s = arg_shown(&w->arg[0], i, w->buf);

		w->text[i] = w->arg[0].type == TYPE_NUMBER ? arena_dup(w->arena, s) : s;
	}
}

void
run_convert(struct work *w)
{
	if (w->shape->code == V_TO_TRUTH)
		to_truth(w);
	else if (w->shape->code == V_TO_TEXT)
		to_text(w);
	else if (w->arg[0].type == TYPE_TRUTH)
		truth_to_number(w);
	else
		to_number(w);
}

static void
each_pair(struct work *w, struct num (*of)(struct num, struct num))
{
	EACH_ROW(w, i)
	{
		w->num[i] = of(arg_num(w, 0, i), arg_num(w, 1, i));
	}
}

/*
 * + - * of small decimals that stay small, as nearly all are, without the calls; the rest is num's
 * business.
 */
static void
small(struct work *w, enum code code, struct num (*of)(struct num, struct num))
{
	const struct arg *a = &w->arg[0], *b = &w->arg[1];

	EACH_ROW(w, i)
	{
		const struct num *x = &a->num[i & a->mask], *y = &b->num[i & b->mask];
		struct num *to = &w->num[i];
		bool plain = x->kind == NUM_SMALL && y->kind == NUM_SMALL;
		unsigned scale = code == V_MUL ? (unsigned)x->scale + y->scale : x->scale;
		int64_t n = 0;

		plain = plain && (code == V_MUL ? scale <= NUM_DIGITS : x->scale == y->scale);
		if (plain && !(code == V_ADD	 ? __builtin_add_overflow(x->small, y->small, &n)
				 : code == V_SUB ? __builtin_sub_overflow(x->small, y->small, &n)
						 : __builtin_mul_overflow(x->small, y->small, &n)))
			*to = (struct num){.small = n, .kind = NUM_SMALL, .scale = (uint8_t)scale};
		else
			*to = of(*x, *y);
	}
}

static void
each(struct work *w, struct num (*of)(struct num))
{
	EACH_ROW(w, i)
	{
		w->num[i] = of(arg_num(w, 0, i));
	}
}

void
run_arithmetic(struct work *w)
{
	switch (w->shape->code) {
	case V_NEG:
		each(w, num_neg);
		break;
	case V_ADD:
		small(w, V_ADD, num_add);
		break;
	case V_SUB:
		small(w, V_SUB, num_sub);
		break;
	case V_MUL:
		small(w, V_MUL, num_mul);
		break;
	case V_DIV:
		each_pair(w, num_div);
		break;
	default:
		each_pair(w, num_rem);
	}
}

void
row_round(struct work *w, size_t i)
{
	int64_t digits = 0;

	if (w->shape->kids > 1 && !work_whole(w, 1, i, &digits))
		return;
	if (digits > NUM_DIGITS || digits < -NUM_DIGITS)
		digits = digits > 0 ? NUM_DIGITS : -NUM_DIGITS;
	w->num[i] = num_round(arg_num(w, 0, i), (int)digits);
}

void
row_pow(struct work *w, size_t i)
{
	w->num[i] = num_pow(arg_num(w, 0, i), arg_num(w, 1, i));
}

/* The least (sign < 0) or greatest, passing over null. */
static void
extreme(struct work *w, size_t i, int sign)
{
	struct num best = NUM_NONE;

	for (uint32_t j = 0; j < w->shape->kids; j++) {
		struct num n = arg_num(w, j, i);

		if (n.kind == NUM_NULL)
			continue;
		if (best.kind == NUM_NULL ||
		    (sign < 0 ? num_cmp(n, best) < 0 : num_cmp(n, best) > 0))
			best = n;
	}
	w->num[i] = best;
}

void
row_least(struct work *w, size_t i)
{
	extreme(w, i, -1);
}

void
row_greatest(struct work *w, size_t i)
{
	extreme(w, i, 1);
}

/*
 * The upper 18 decimal digits of a keyed 64-bit hash as an exact decimal below 1.  Each argument
 * goes in with its length before it, so that ('ab', 'c') and ('a', 'bc') differ.
 */
void
row_hash(struct work *w, size_t i)
{
	__extension__ typedef unsigned __int128 wide;
	const wide whole = 1000000000000000000u;
	struct buf *b = w->buf;
	uint64_t h;

	b->len = 0;
	for (uint32_t j = 0; j < w->shape->kids; j++) {
		struct buf number = {0};
		struct str s = arg_shown(&w->arg[j], i, &number);
		uint64_t n = s.len;

		buf_add(b, &n, sizeof n);
		buf_str(b, s);
		buf_clear(&number);
	}
	h = XXH3_64bits_withSeed(b->at, b->len, (uint64_t)w->shape->number);
	w->num[i] =
	    (struct num){.small = (int64_t)(h * whole >> 64), .kind = NUM_SMALL, .scale = 18};
}

/* The classes of bin, in words. */
struct bins {
	size_t n; /* edges */
	struct num *edge;
	struct str *name; /* n + 1 */
};

static struct str
bin_name(struct program *p, const struct bins *b, size_t k)
{
	struct buf name = {0};
	struct str s;

	if (k == 0) {
		buf_ch(&name, '<');
		num_print(&name, b->edge[0]);
	} else if (k == b->n) {
		buf_z(&name, ">=");
		num_print(&name, b->edge[k - 1]);
	} else {
		num_print(&name, b->edge[k - 1]);
		buf_ch(&name, '-');
		num_print(&name, b->edge[k]);
	}
	s = arena_dup(&p->arena, buf_slice(&name));
	buf_clear(&name);
	return s;
}

const void *
bin_prepare(struct program *p, const struct shape *s)
{
	struct bins *b = arena_zero(&p->arena, 1, sizeof *b);

	b->n = s->kids - 1;
	b->edge = arena_zero(&p->arena, b->n, sizeof *b->edge);
	b->name = arena_zero(&p->arena, b->n + 1, sizeof *b->name);
	for (size_t i = 0; i < b->n; i++)
		b->edge[i] = p->shape[s->kid[i + 1]].num;
	for (size_t i = 0; i <= b->n; i++)
		b->name[i] = bin_name(p, b, i);
	return b;
}

/* e1 <= x < e2: the class by how many edges are not above x. */
void
row_bin(struct work *w, size_t i)
{
	const struct bins *b = w->shape->ready;
	struct num x = arg_num(w, 0, i);
	size_t low = 0, high = b->n;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (num_cmp(b->edge[mid], x) <= 0)
			low = mid + 1;
		else
			high = mid;
	}
	w->text[i] = b->name[low];
}
