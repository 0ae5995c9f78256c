/* axis: what runs along a side of a chart. */
#include "report/axis.h"

#include <stdlib.h>

static void
places(struct build *b, struct axis *a)
{
	a->n = b->judge.places;
	a->at = b->judge.place;
	a->name = arena_zero(&b->doc->arena, a->n + 1, sizeof *a->name);
	for (size_t i = 0; i < a->n; i++)
		a->name[i] = judge_place_label(&b->judge, a->at[i]);
}

static void
periods(struct build *b, struct axis *a, size_t span)
{
	struct buf text = {0};

	a->is = AXIS_PERIODS;
	a->n = span;
	a->period = arena_zero(&b->doc->arena, span + 1, sizeof *a->period);
	a->name = arena_zero(&b->doc->arena, span + 1, sizeof *a->name);
	for (size_t i = 0; i < span; i++) {
		a->period[i] = b->judge.period - (int32_t)(span - 1 - i);
		text.len = 0;
		period_print(b->wants->ledger->period, a->period[i], &text);
		a->name[i] = arena_dup(&b->doc->arena, buf_slice(&text));
	}
	buf_clear(&text);
}

struct axis
axis_of(struct build *b, const struct indicator *k, struct str column, size_t span)
{
	struct axis a = {.is = AXIS_PLACES};
	ptrdiff_t split;

	if (str_eq(column, b->layout->by)) {
		places(b, &a);
		return a;
	}
	if (str_eq(column, period_column(b->wants->ledger->period))) {
		periods(b, &a, span);
		return a;
	}
	a.is = AXIS_PARTS;
	split = ledger_split(b->wants->ledger, column);
	if (split <= 0 || k->number < 0)
		return a;
	a.split = (uint32_t)split;
	a.n = ledger_parts(b->wants->ledger, (uint32_t)k->number, a.split, b->judge.period, &a.at);
	a.bins = ledger_bins(b->wants->ledger, a.at, a.n);
	a.name = arena_zero(&b->doc->arena, a.n + 1, sizeof *a.name);
	for (size_t i = 0; i < a.n; i++)
		a.name[i] = judge_part_label(&b->judge, column, a.at[i]);
	return a;
}

static void
place_on(const struct axis *a, size_t i, struct spot *at, int32_t *period)
{
	switch (a->is) {
	case AXIS_PLACES:
		at->place = a->at[i];
		break;
	case AXIS_PERIODS:
		*period = a->period[i];
		break;
	case AXIS_PARTS:
		at->split = a->split;
		at->part = a->at[i];
		break;
	}
}

struct num
axis_value(struct build *b, const struct indicator *k, const struct axis *a, size_t i,
    const struct axis *other, size_t n)
{
	struct spot at = spot_of(build_place(b));
	int32_t period = b->judge.period;

	place_on(a, i, &at, &period);
	if (other)
		place_on(other, n, &at, &period);
	return judge_value(&b->judge, k, at, period);
}

struct sorted {
	struct num value;
	uint32_t at;
	struct str name;
};

static int
compare(const void *x, const void *y)
{
	const struct sorted *a = x, *b = y;
	int c = (a->value.kind == NUM_NULL) - (b->value.kind == NUM_NULL);

	if (c == 0 && a->value.kind != NUM_NULL)
		c = num_cmp(b->value, a->value);
	return c ? c : str_cmp(a->name, b->name);
}

void
axis_sort(struct build *b, const struct indicator *k, struct axis *a)
{
	struct sorted *s;
	uint32_t *at;

	if (a->bins)
		return;
	s = arena_zero(&b->doc->arena, a->n + 1, sizeof *s);
	at = arena_zero(&b->doc->arena, a->n + 1, sizeof *at);
	for (size_t i = 0; i < a->n; i++)
		s[i] = (struct sorted){axis_value(b, k, a, i, NULL, 0), a->at[i], a->name[i]};
	qsort(s, a->n, sizeof *s, compare);
	for (size_t i = 0; i < a->n; i++) {
		at[i] = s[i].at; /* places are the judge's own: they keep their order */
		a->name[i] = s[i].name;
	}
	a->at = at;
}
