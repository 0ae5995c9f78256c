/* feeder: rows into groups and states. */
#include "figure/feeder.h"
#include "base/mem.h"
#include "figure/grouping.h"
#include "figure/hoard.h"
#include <stdlib.h>

/* Rows for which a condition holds, and their groups: states that share it share them. */
struct narrowed {
	int where; /* -1: nothing yet */
	uint32_t *row, *group;
	size_t n, cap;
};

struct feeder {
	struct source *source;
	struct eval *eval;
	struct hoard hoard;
	struct grouping *grouping;
	struct narrowed *narrowed; /* by condition, in the order of the states */
	size_t *narrow;		   /* of each state, which one */
	uint64_t *skipped;
	uint32_t *rows, *kept, *group;
	size_t cap, conditions;
	uint64_t read, left_out;
};

/* Only the rows for which a truth holds, of those that are kept anyway. */
static void
narrow(struct narrowed *to, struct eval *e, int where, const uint32_t *rows, const uint32_t *group,
    size_t n)
{
	const uint8_t *truth = eval_get(e, where)->truth;
	size_t k = 0;

	if (n >= to->cap) {
		to->cap = n + 1;
		to->row = mem_resize(to->row, to->cap, sizeof *to->row);
		to->group = mem_resize(to->group, to->cap, sizeof *to->group);
	}
	for (size_t i = 0; i < n; i++) {
		to->row[k] = rows[i];
		to->group[k] = group[i];
		k += truth[rows[i]] == TRUTH_YES;
	}
	to->n = k;
	to->where = where;
}

static void
narrowed_clear(struct narrowed *w)
{
	free(w->row);
	free(w->group);
}

/* States with the same condition on the same rows are narrowed down once. */
static void
share_conditions(struct feeder *f, const struct figure *fig)
{
	f->narrow = mem_new(fig->states + 1, sizeof *f->narrow);
	for (size_t i = 0; i < fig->states; i++) {
		size_t k = 0;

		while (k < i && (fig->state[k].view != fig->state[i].view ||
				    fig->state[k].where != fig->state[i].where))
			k++;
		f->narrow[i] = k < i ? f->narrow[k] : f->conditions++;
	}
	f->narrowed = mem_new(f->conditions + 1, sizeof *f->narrowed);
}

struct feeder *
feeder_new(struct source *s)
{
	struct feeder *f = mem_new(1, sizeof *f);

	f->source = s;
	f->eval = eval_new(s->program);
	hoard_open(&f->hoard, s->figure);
	f->grouping = grouping_new(f->hoard.table);
	f->skipped = mem_new(s->skips + 1, sizeof *f->skipped);
	share_conditions(f, s->figure);
	return f;
}

void
feeder_merge(struct feeder *f)
{
	struct source *s = f->source;

	hoard_done(&f->hoard);
	for (size_t i = 0; i < s->skips; i++)
		s->skipped[i] += f->skipped[i];
	s->figure->read += f->read;
	s->figure->left_out += f->left_out;
	grouping_free(f->grouping);
	eval_free(f->eval);
	for (size_t i = 0; i < f->conditions; i++)
		narrowed_clear(&f->narrowed[i]);
	free(f->narrowed);
	free(f->narrow);
	free(f->skipped);
	free(f->rows);
	free(f->kept);
	free(f->group);
	free(f);
}

size_t
feeder_rows(const struct source *s, struct eval *e, size_t n, uint32_t *rows)
{
	if (s->keep >= 0)
		return eval_rows(e, s->keep, rows);
	for (size_t i = 0; i < n; i++)
		rows[i] = (uint32_t)i;
	return n;
}

/* Each row left out is counted under the first reason that holds for it. */
static void
count_skipped(struct feeder *f, size_t n)
{
	const struct source *s = f->source;

	for (size_t row = 0; row < n; row++)
		for (size_t i = 0; i < s->skips; i++)
			if (eval_get(f->eval, s->skip[i])->truth[row] == TRUTH_YES) {
				f->skipped[i]++;
				break;
			}
}

/* distinct(x, y): the parts as one text, lengths before them; a null part makes it null. */
static const struct str *
tuple_texts(struct eval *e, const struct state *s, const uint32_t *rows, size_t n, struct arena *a)
{
	struct str *text;
	size_t most = 0;
	struct buf whole = {0}, one = {0};

	for (size_t i = 0; i < n; i++)
		most = rows[i] >= most ? rows[i] + 1 : most;
	text = arena_zero(a, most + 1, sizeof *text);
	for (size_t i = 0; i < n; i++) {
		bool null = false;

		whole.len = 0;
		for (size_t p = 0; p < s->tuples; p++) {
			one.len = 0;
			vec_print(eval_get(e, s->tuple[p]), rows[i], &one);
			null |= one.len == 0;
			buf_fmt(&whole, "%zu:", one.len);
			buf_str(&whole, buf_slice(&one));
		}
		if (!null)
			text[rows[i]] = arena_dup(a, buf_slice(&whole));
	}
	buf_clear(&whole);
	buf_clear(&one);
	return text;
}

/* A number or truth that is counted as text (distinct, mode): as it is printed. */
static const struct str *
printed_texts(const struct vec *v, const uint32_t *rows, size_t n, struct arena *a)
{
	struct str *text;
	size_t most = 0;
	struct buf one = {0};

	for (size_t i = 0; i < n; i++)
		most = rows[i] >= most ? rows[i] + 1 : most;
	text = arena_zero(a, most + 1, sizeof *text);
	for (size_t i = 0; i < n; i++) {
		one.len = 0;
		vec_print(v, rows[i], &one);
		text[rows[i]] = arena_dup(a, buf_slice(&one));
	}
	buf_clear(&one);
	return text;
}

static void
update_texts(struct eval *e, struct table *t, size_t s, const struct state *state,
    const uint32_t *rows, const uint32_t *group, size_t n)
{
	const struct vec *v = eval_get(e, state->value);
	struct arena a = {0};
	const struct str *text = v->text;

	if (state->tuples)
		text = tuple_texts(e, state, rows, n, &a);
	else if (v->type == TYPE_NUMBER || v->type == TYPE_TRUTH)
		text = printed_texts(v, rows, n, &a);
	table_texts(t, s, group, rows, n, text);
	arena_clear(&a);
}

static void
update_state(struct eval *e, struct table *t, size_t s, const struct state *state,
    const uint32_t *rows, const uint32_t *group, size_t n)
{
	switch (state->kind) {
	case STATE_COUNT:
		table_count(t, s, group, n);
		break;
	case STATE_EARLIEST:
	case STATE_LATEST:
	case STATE_TEXTS:
		update_texts(e, t, s, state, rows, group, n);
		break;
	case STATE_STOCK:
		table_stock(t, s, group, rows, n, eval_get(e, state->value)->num,
		    eval_get(e, state->period)->text);
		break;
	default:
		table_numbers(t, s, group, rows, n, eval_get(e, state->value)->num);
	}
}

static void
update(struct eval *e, struct table *t, size_t s, const struct state *state, const uint32_t *rows,
    const uint32_t *group, size_t n, struct narrowed *w)
{
	if (state->where < 0) {
		update_state(e, t, s, state, rows, group, n);
		return;
	}
	if (w->where != state->where)
		narrow(w, e, state->where, rows, group, n);
	update_state(e, t, s, state, w->row, w->group, w->n);
}

void
feeder_update(struct eval *e, struct table *t, const struct aggregate *a, const uint32_t *rows,
    const uint32_t *group, size_t n)
{
	struct narrowed w = {.where = -1};

	for (size_t i = 0; i < aggregate_states(a); i++)
		update(e, t, i, &a->own[i], rows, group, n, &w);
	narrowed_clear(&w);
}

/* An indicator that counts by another moment (closures by closing) has no row without it. */
static size_t
view_rows(struct feeder *f, const struct view *v, size_t n, const uint32_t *rows, uint32_t *kept)
{
	const struct vec *moment;
	size_t k = 0;

	if (v->moment_value < 0) {
		memcpy(kept, rows, n * sizeof *rows);
		return n;
	}
	moment = eval_get(f->eval, v->moment_value);
	for (size_t i = 0; i < n; i++) {
		kept[k] = rows[i];
		k += moment->text[rows[i]].len != 0;
	}
	return k;
}

static void
room(struct feeder *f, size_t n)
{
	if (n <= f->cap)
		return;
	f->rows = mem_resize(f->rows, n, sizeof *f->rows);
	f->kept = mem_resize(f->kept, n, sizeof *f->kept);
	f->group = mem_resize(f->group, n, sizeof *f->group);
	f->cap = n;
}

/* What keyed columns were made from was computed in silence; here it is computed once more, and
 * what is wrong is said. */
static void
touch_keyed(struct feeder *f)
{
	for (size_t i = 0; i < f->source->keyeds; i++) {
		const struct keyed *k = f->source->keyed[i];

		for (int p = 0; p < k->keys; p++)
			eval_get(f->eval, k->key[p]);
		if (k->x >= 0)
			eval_get(f->eval, k->x);
		if (k->moment >= 0)
			eval_get(f->eval, k->moment);
		for (size_t s = 0; k->aggregate && s < aggregate_states(k->aggregate); s++)
			if (k->aggregate->own[s].value >= 0)
				eval_get(f->eval, k->aggregate->own[s].value);
	}
}

void
feeder_columns(struct feeder *f, const struct columns *columns, struct books *books)
{
	struct source *s = f->source;
	const struct figure *fig = s->figure;
	size_t n, kept;

	room(f, columns->n + 1);
	eval_batch(f->eval, columns);
	n = feeder_rows(s, f->eval, columns->n, f->rows);
	if (s->keyeds)
		touch_keyed(f);
	f->read += columns->n;
	f->left_out += columns->n - n;
	books->left_out += columns->n - n;
	if (n < columns->n)
		count_skipped(f, columns->n);
	for (size_t i = 0; i < f->conditions; i++)
		f->narrowed[i].where = -1;
	for (const struct view *v = s->view; v; v = v->next) {
		if (!v->grouped)
			continue;
		kept = view_rows(f, v, n, f->rows, f->kept);
		grouping_rows(f->grouping, f->eval, v, kept, f->kept, f->group);
		for (size_t i = 0; i < fig->states; i++)
			if (fig->state[i].view == v)
				update(f->eval, f->hoard.table, i, &fig->state[i], f->kept,
				    f->group, kept, &f->narrowed[f->narrow[i]]);
	}
	if (hoard_check(&f->hoard)) {
		grouping_free(f->grouping);
		f->grouping = grouping_new(f->hoard.table);
	}
}
