/* eval: `in`: a chain of =, and a sorted set where all it is held against is constant. */
#include "expr/program.h"
#include <stdlib.h>

enum { FEW = 8 };

/* The constants without null, sorted, each as often as it is written. */
struct set {
	bool null; /* one of them was null */
	size_t n;
	struct str *text;
	struct num *num;
	uint64_t (*word)[2]; /* of few short texts, as str_words gives them */
};

static int
by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static int
by_number(const void *a, const void *b)
{
	return num_cmp(*(const struct num *)a, *(const struct num *)b);
}

/* Few texts are compared as words, all of them; so long ones are left to the search. */
static void
words(struct program *p, struct set *set)
{
	if (set->n > FEW)
		return;
	set->word = arena_zero(&p->arena, FEW, sizeof *set->word);
	for (size_t j = 0; j < set->n; j++)
		if (set->text[j].len <= STR_WORDS)
			str_words(
			    set->text[j].at, set->text[j].len, &set->word[j][0], &set->word[j][1]);
}

/* NULL if an operand is not constant, or is a double: those are equal to what they are near to, so
 * they have no order. */
const void *
set_prepare(struct program *p, const struct shape *s)
{
	struct set *set = arena_zero(&p->arena, 1, sizeof *set);
	enum type type = p->shape[s->kid[0]].type;

	if (type == TYPE_TRUTH)
		return NULL;
	set->text = arena_zero(&p->arena, s->kids, sizeof *set->text);
	set->num = arena_zero(&p->arena, s->kids, sizeof *set->num);
	for (uint32_t i = 1; i < s->kids; i++) {
		const struct shape *one = &p->shape[s->kid[i]];
		struct arg a = shape_constant(one);

		if (one->code != V_CONST || (one->type == TYPE_NUMBER && one->num.kind == NUM_REAL))
			return NULL;
		if (arg_null(&a, 0)) {
			set->null = true;
			continue;
		}
		set->text[set->n] = one->text;
		set->num[set->n++] = one->num;
	}
	if (type == TYPE_NUMBER) {
		qsort(set->num, set->n, sizeof *set->num, by_number);
	} else {
		qsort(set->text, set->n, sizeof *set->text, by_text);
		words(p, set);
	}
	return set;
}

static bool
has_text(const struct set *set, struct str s)
{
	size_t low = 0, high = set->n;

	if (set->word != NULL && s.len <= STR_WORDS) {
		uint64_t head, tail;
		bool found = false;

		str_words(s.at, s.len, &head, &tail);
		for (size_t j = 0; j < high; j++)
			found |= (set->text[j].len == s.len) & (set->word[j][0] == head) &
				 (set->word[j][1] == tail);
		return found;
	}
	while (low < high) {
		size_t mid = (low + high) / 2;
		int c = str_cmp(set->text[mid], s);

		if (c == 0)
			return true;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static bool
has_number(const struct set *set, struct num x)
{
	size_t low = 0, high = set->n;

	if (high <= FEW || x.kind == NUM_REAL) {
		for (size_t j = 0; j < high; j++)
			if (num_cmp(set->num[j], x) == 0)
				return true;
		return false;
	}
	while (low < high) {
		size_t mid = (low + high) / 2;
		int c = num_cmp(set->num[mid], x);

		if (c == 0)
			return true;
		if (c < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return false;
}

static void
in_set(struct work *w, const struct set *set)
{
	const struct arg *a = &w->arg[0];
	uint8_t no = set->null ? TRUTH_NULL : TRUTH_NO;

	if (a->type == TYPE_NUMBER) {
		EACH_ROW(w, i)
		{
			struct num x = arg_num(w, 0, i);

			w->truth[i] = x.kind == NUM_NULL   ? TRUTH_NULL
				      : has_number(set, x) ? TRUTH_YES
							   : no;
		}
		return;
	}
	EACH_ROW(w, i)
	{
		struct str x = arg_text(w, 0, i);

		w->truth[i] = x.len == 0 ? TRUTH_NULL : has_text(set, x) ? TRUTH_YES : no;
	}
}

static bool
equal(const struct arg *a, const struct arg *b, size_t i)
{
	size_t x = i & a->mask, y = i & b->mask;

	if (a->type == TYPE_NUMBER)
		return num_cmp(a->num[x], b->num[y]) == 0;
	if (a->type == TYPE_TRUTH)
		return a->truth[x] == b->truth[y];
	return str_eq(a->text[x], b->text[y]);
}

static uint8_t
in_row(const struct work *w, size_t i)
{
	uint8_t found = TRUTH_NO;

	if (arg_null(&w->arg[0], i))
		return TRUTH_NULL;
	for (uint32_t j = 1; j < w->shape->kids; j++) {
		if (arg_null(&w->arg[j], i))
			found = TRUTH_NULL;
		else if (equal(&w->arg[0], &w->arg[j], i))
			return TRUTH_YES;
	}
	return found;
}

void
run_in(struct work *w)
{
	if (w->shape->ready != NULL) {
		in_set(w, w->shape->ready);
		return;
	}
	EACH_ROW(w, i)
	{
		w->truth[i] = in_row(w, i);
	}
}
