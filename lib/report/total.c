/* total: figures of all places made of the places' own. */
#include "report/total.h"

#include <math.h>

/* Whether value is c_num / c_den * num / den, but for the rounding to the digits that it was
 * written with. */
static bool
explains(const struct entry *e, struct num c_num, struct num c_den)
{
	struct num half = {.small = 5, .kind = NUM_SMALL, .scale = (uint8_t)(e->value.scale + 1)};
	struct num whole =
	    num_ratio(num_mul(e->num, c_num), num_mul(e->den, c_den), e->value.scale + 6);

	return whole.kind != NUM_NULL && num_cmp(num_abs(num_sub(whole, e->value)), half) <= 0;
}

/* An ordinary row of the indicator: its place is known. */
static bool
is_row(const struct ledger *l, size_t i, const struct indicator *k)
{
	return (ptrdiff_t)l->key[i].kpi == k->number && l->key[i].place != PLACE_TOTAL;
}

static bool
all_explained(const struct ledger *l, const struct indicator *k, struct num c_num, struct num c_den)
{
	for (size_t i = 0; i < l->entries; i++)
		if (is_row(l, i, k) && l->entry[i].value.kind != NUM_NULL &&
		    !explains(&l->entry[i], c_num, c_den))
			return false;
	return true;
}

/* The row that shows the factor best, the one with the largest numerator; NULL if a row has no
 * numerator and denominator. */
static const struct entry *
best_row(const struct ledger *l, const struct indicator *k)
{
	const struct entry *best = NULL;

	for (size_t i = 0; i < l->entries; i++) {
		const struct entry *e = &l->entry[i];

		if (!is_row(l, i, k))
			continue;
		if (e->num.kind == NUM_NULL || e->den.kind == NUM_NULL)
			return NULL;
		if (e->value.kind != NUM_NULL &&
		    (best == NULL || num_cmp(num_abs(e->num), num_abs(best->num)) > 0))
			best = e;
	}
	return best;
}

/* Factors are numbers that people write: 100, 1000, 1/3600.  Few digits are tried first. */
static void
find_factor(const struct ledger *l, struct indicator *k)
{
	const struct entry *e = best_row(l, k);
	double c;

	if (e == NULL || num_cmp(e->num, NUM(0)) == 0)
		return;
	c = num_double(e->value) * num_double(e->den) / num_double(e->num);
	for (int digits = 1; isfinite(c) && c != 0 && digits <= 4; digits++) {
		double by[] = {c, 1 / c};

		for (int i = 0; i < 2; i++) {
			int place = digits - 1 - (int)floor(log10(fabs(by[i])));
			struct num factor = num_round(num_real(by[i]), place);
			struct num c_num = i ? NUM(1) : factor, c_den = i ? factor : NUM(1);

			if (!all_explained(l, k, c_num, c_den))
				continue;
			k->c_num = c_num;
			k->c_den = c_den;
			return;
		}
	}
}

/* Numerators of different places may count the same customer twice. */
static bool
overlaps(const struct tree *t)
{
	if (t->op == T_CALL && str_eq(t->text, STR("distinct")))
		return true;
	for (size_t i = 0; i < t->kids; i++)
		if (overlaps(t->kid[i]))
			return true;
	return false;
}

/* Whether the places have figures in the report's period, and all places together have none. */
static bool
lacks_total(const struct judge *j, const struct indicator *k)
{
	struct figure_key key = {.kpi = (uint32_t)k->number, .period = j->period};
	bool any = false;

	for (size_t i = 0; i < j->places; i++) {
		const struct entry *e;

		key.place = j->place[i];
		e = ledger_get(j->ledger, key);
		any |= e && e->value.kind != NUM_NULL;
	}
	key.place = PLACE_TOTAL;
	return any && ledger_get(j->ledger, key) == NULL;
}

void
total_learn(struct judge *j, struct indicator *k)
{
	struct spoken *s;

	k->c_num = k->c_den = NUM_NONE;
	if (k->number < 0 || k->additive || !lacks_total(j, k))
		return;
	if (k->def == NULL || !overlaps(k->def->tree))
		find_factor(j->ledger, k);
	s = &j->ledger->spoken[k->number];
	if (k->c_num.kind != NUM_NULL || s->warned)
		return;
	s->warned = true;
	warn("no total rows for '%s' in %s; cs-kpi --rollup makes them", diag_text(k->name),
	    diag_file(s->file));
}

static struct num
add(struct num sum, struct num n)
{
	return sum.kind == NUM_NULL ? n : n.kind == NUM_NULL ? sum : num_add(sum, n);
}

bool
total_entry(
    const struct judge *j, const struct indicator *k, struct figure_key key, struct entry *sum)
{
	bool ratio = k->c_num.kind != NUM_NULL;

	*sum = (struct entry){.value = NUM_NONE, .num = NUM_NONE, .den = NUM_NONE, .n = NUM_NONE};
	if (!k->additive && !ratio)
		return false;
	for (size_t i = 0; i < j->places; i++) {
		const struct entry *e;

		key.place = j->place[i];
		e = ledger_get(j->ledger, key);
		if (e == NULL)
			continue;
		sum->value = add(sum->value, e->value);
		sum->num = add(sum->num, e->num);
		sum->den = add(sum->den, e->den);
		sum->n = add(sum->n, e->n);
		sum->provisional |= e->provisional;
	}
	if (ratio) /* divided once, to as many digits as cs-kpi would write or more */
		sum->value = num_ratio(num_mul(sum->num, k->c_num), num_mul(sum->den, k->c_den),
		    k->digits >= 0 ? k->digits : -1);
	return sum->value.kind != NUM_NULL;
}
