/* cells: what a report says of one indicator at one spot. */
#include "report/build.h"

struct cell
build_value(struct build *b, const struct indicator *k, struct spot at)
{
	const struct judge *j = &b->judge;
	struct cell c = {.is = CELL_NONE, .digits = k->digits};
	struct entry e;

	if (!judge_entry(j, k, at, j->period, &e) || e.value.kind == NUM_NULL)
		return c;
	c.is = CELL_FIGURE;
	c.value = e.value;
	c.provisional = e.provisional;
	if (judge_small(j, k, &e)) {
		struct buf text = {0};

		buf_z(&text, "n=");
		num_print(&text, e.n);
		c.text = arena_dup(j->arena, buf_slice(&text));
		c.value = NUM_NONE;
		c.provisional = false;
		c.tone = TONE_MUTED;
		buf_clear(&text);
	}
	return c;
}

/* Better is good, worse is bad, and what would be written as 0 is neither. */
static enum tone
tone_of(const struct indicator *k, struct num change, int digits)
{
	int sign = num_cmp(num_round(change, digits), NUM(0)) * k->better;

	return sign > 0 ? TONE_GOOD : sign < 0 ? TONE_BAD : TONE_PLAIN;
}

struct cell
build_change(struct build *b, const struct indicator *k, struct spot at, bool yoy)
{
	const struct judge *j = &b->judge;
	struct num now = judge_value(j, k, at, j->period);
	struct num change = yoy ? judge_yoy(j, k, at) : judge_change(j, k, at);
	struct cell c = {.is = CELL_NONE, .plus = true, .digits = judge_change_digits(k)};

	c.value = judge_shown_change(j, k, change, now);
	if (c.value.kind == NUM_NULL)
		return c;
	c.is = CELL_FIGURE;
	c.unit = k->rate ? STR(" pp") : STR("%");
	c.tone = tone_of(k, c.value, c.digits);
	return c;
}

struct cell
build_verdict(struct build *b, const struct indicator *k, struct spot at)
{
	static const enum tone tone[] = {TONE_PLAIN, TONE_GOOD, TONE_WARN, TONE_BAD};
	enum verdict v = judge_verdict(k, judge_value(&b->judge, k, at, b->judge.period));

	return (struct cell){.is = CELL_VERDICT, .verdict = v, .tone = tone[v]};
}

struct cell
build_target(struct build *b, const struct indicator *k)
{
	struct str text = judge_target_text(&b->judge, k);

	return (struct cell){.is = text.len ? CELL_TEXT : CELL_NONE, .text = text};
}

struct cell
build_n(struct build *b, const struct indicator *k, struct spot at)
{
	struct entry e;

	if (!judge_entry(&b->judge, k, at, b->judge.period, &e) || e.n.kind == NUM_NULL)
		return (struct cell){.is = CELL_NONE};
	return (struct cell){.is = CELL_FIGURE, .value = e.n};
}

struct trend
build_trend(struct build *b, const struct indicator *k, struct spot at, size_t n)
{
	struct num *v = arena_zero(b->judge.arena, n + 1, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = judge_value(&b->judge, k, at, b->judge.period - (int32_t)(n - 1 - i));
	return (struct trend){v, n};
}
