/* judge: change, rank, target and share of figures. */
#include "report/judge.h"

#include "base/mem.h"
#include "report/total.h"
#include <stdlib.h>

struct str
judge_label(const struct judge *j, struct str column, struct str value)
{
	const struct codelist *list = shelf_codelist(j->layout->shelf, column);
	struct str label = STR("");

	if (value.len == 0)
		return word(j->lang, WORD_NOT_GIVEN);
	if (list && !codelist_timed(list))
		label = codelist_lookup(
		    list, value, codelist_column(list, str_of(lang_code(j->lang))), STR(""));
	return label.len ? label : value;
}

struct str
judge_place_label(const struct judge *j, uint32_t place)
{
	if (place == PLACE_TOTAL) {
		struct str total =
		    saying_plain(&j->layout->total, lang_code(j->lang), NULL, j->arena);

		return total.len ? total : word(j->lang, WORD_TOTAL);
	}
	return judge_label(j, j->layout->by, ledger_place_name(j->ledger, place));
}

struct str
judge_part_label(const struct judge *j, struct str column, uint32_t part)
{
	return judge_label(j, column, ledger_part_name(j->ledger, part));
}

bool
judge_entry(const struct judge *j, const struct indicator *k, struct spot at, int32_t period,
    struct entry *e)
{
	struct figure_key key = {
	    .place = at.place, .split = at.split, .part = at.part, .period = period};
	const struct entry *found;

	if (k->number < 0)
		return false;
	key.kpi = (uint32_t)k->number;
	found = ledger_get(j->ledger, key);
	if (found)
		*e = *found;
	return found || (at.place == PLACE_TOTAL && total_entry(j, k, key, e));
}

bool
judge_small(const struct judge *j, const struct indicator *k, const struct entry *e)
{
	bool of_cases = e->den.kind != NUM_NULL || k->rests;

	if (!j->layout->small || !of_cases || e->n.kind == NUM_NULL ||
	    num_cmp(e->n, NUM((int64_t)j->layout->small)) >= 0)
		return false;
	/* What is its own number of cases is a count, whatever it is made of. */
	return e->den.kind != NUM_NULL || e->value.kind == NUM_NULL || num_cmp(e->value, e->n) != 0;
}

struct num
judge_value(const struct judge *j, const struct indicator *k, struct spot at, int32_t period)
{
	struct entry e;

	if (!judge_entry(j, k, at, period, &e) || judge_small(j, k, &e))
		return NUM_NONE;
	return e.value;
}

struct num
judge_change(const struct judge *j, const struct indicator *k, struct spot at)
{
	return num_sub(judge_value(j, k, at, j->period), judge_value(j, k, at, j->period - 1));
}

struct num
judge_yoy(const struct judge *j, const struct indicator *k, struct spot at)
{
	int32_t before;

	if (!period_year_before(j->ledger->period, j->period, &before))
		return NUM_NONE;
	return num_sub(judge_value(j, k, at, j->period), judge_value(j, k, at, before));
}

struct num
judge_shown_change(
    const struct judge *j, const struct indicator *k, struct num difference, struct num now)
{
	(void)j;
	if (k->rate || difference.kind == NUM_NULL)
		return difference;
	return num_ratio(num_mul(difference, NUM(100)), num_abs(num_sub(now, difference)), 1);
}

int
judge_change_digits(const struct indicator *k)
{
	return k->rate && k->digits > 1 ? k->digits : 1;
}

size_t
judge_rank(const struct judge *j, const struct indicator *k, uint32_t place)
{
	struct num mine = judge_value(j, k, spot_of(place), j->period);
	size_t rank = 1;

	if (place == PLACE_TOTAL || k->better == 0 || mine.kind == NUM_NULL)
		return 0;
	for (size_t i = 0; i < j->places; i++) {
		struct num other = k->now[i];

		rank += other.kind != NUM_NULL && num_cmp(other, mine) * k->better > 0;
	}
	return rank;
}

static bool
holds(struct num value, enum relation rel, struct num limit)
{
	int c = num_cmp(value, limit);

	switch (rel) {
	case REL_LT:
		return c < 0;
	case REL_LE:
		return c <= 0;
	case REL_GT:
		return c > 0;
	case REL_GE:
		return c >= 0;
	case REL_EQ:
		return c == 0;
	case REL_NONE:
		break;
	}
	return false;
}

enum verdict
judge_verdict(const struct indicator *k, struct num value)
{
	if (k->target_rel == REL_NONE || value.kind == NUM_NULL)
		return VERDICT_NONE;
	if (holds(value, k->target_rel, k->target))
		return VERDICT_MET;
	return holds(value, k->warn_rel, k->warn) ? VERDICT_WARN : VERDICT_MISSED;
}

struct num
judge_share(const struct judge *j, const struct indicator *k, struct spot at)
{
	struct spot whole = spot_of(at.split == SPLIT_NONE ? PLACE_TOTAL : at.place);

	if (!k->additive)
		return NUM_NONE;
	return num_ratio(num_mul(judge_value(j, k, at, j->period), NUM(100)),
	    judge_value(j, k, whole, j->period), 1);
}

struct str
judge_extreme(const struct judge *j, const struct indicator *k, bool best)
{
	int sign = best ? k->better : -k->better;
	struct num edge = NUM_NONE;
	struct buf names = {0};
	struct str s;

	for (size_t i = 0; sign && i < j->places; i++) {
		struct num n = k->now[i];

		if (n.kind != NUM_NULL && (edge.kind == NUM_NULL || num_cmp(n, edge) * sign > 0))
			edge = n;
	}
	for (size_t i = 0; edge.kind != NUM_NULL && i < j->places; i++) {
		struct num n = k->now[i];

		if (n.kind == NUM_NULL || num_cmp(n, edge) != 0)
			continue;
		if (names.len)
			buf_str(&names, word(j->lang, WORD_AND));
		buf_str(&names, judge_place_label(j, j->place[i]));
	}
	s = arena_dup(j->arena, buf_slice(&names));
	buf_clear(&names);
	return s;
}

struct str
judge_target_text(const struct judge *j, const struct indicator *k)
{
	static const char *const sign[] = {"", "<", "≤", ">", "≥", "="};
	struct buf b = {0};
	struct str s;

	if (k->target_rel == REL_NONE)
		return STR("");
	buf_z(&b, sign[k->target_rel]);
	buf_ch(&b, ' ');
	num_print(&b, k->target);
	buf_str(&b, k->rate ? k->unit : STR(""));
	s = arena_dup(j->arena, buf_slice(&b));
	buf_clear(&b);
	return s;
}
