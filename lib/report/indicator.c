/* indicator: what is known of an indicator, from the catalogue, else from the streams. */
#include "base/mem.h"
#include "defs/scope.h"
#include "report/judge.h"
#include "report/total.h"
#include <stdlib.h>

void
judge_start(struct judge *j, const struct layout *layout, struct ledger *l, enum lang lang,
    int32_t period, struct arena *arena)
{
	*j = (struct judge){
	    .layout = layout, .ledger = l, .lang = lang, .period = period, .arena = arena};
	j->places = ledger_places(l, &j->place);
}

void
judge_clear(struct judge *j)
{
	free(j->indicator);
	*j = (struct judge){0};
}

/* A count or a sum adds up over places; so does either times a constant. */
static bool
adds_up(const struct tree *t)
{
	if (t->op == T_CALL)
		return t->pers == 0 &&
		       (str_eq(t->text, STR("count")) || str_eq(t->text, STR("sum")));
	if (t->op == T_MUL)
		return (t->kid[0]->op == T_NUMBER && adds_up(t->kid[1])) ||
		       (t->kid[1]->op == T_NUMBER && adds_up(t->kid[0]));
	return false;
}

/*
 * Made of counts, sums and extremes, added and subtracted: such a figure is what it is, however few
 * the cases.  Any quotient, and any aggregate that is one within, rests on them.
 */
static bool
counts_only(const struct layout *layout, const struct tree *t)
{
	static const char *const plain[] = {"count", "sum", "distinct", "min", "max"};
	const struct kpi_def *other;

	switch (t->op) {
	case T_NUMBER:
	case T_NULL:
		return true;
	case T_NAME:
		other = t->source.len ? NULL : layout_kpi(layout, t->text);
		return other == NULL || other->tree == t || counts_only(layout, other->tree);
	case T_CALL:
		for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
			if (str_eq(t->text, str_of(plain[i])))
				return true;
		if (tree_is_aggregate(t->text))
			return false;
		break;
	case T_NEG:
	case T_ADD:
	case T_SUB:
	case T_MUL:
		break;
	default:
		return false;
	}
	for (size_t i = 0; i < t->kids; i++)
		if (!counts_only(layout, t->kid[i]))
			return false;
	return true;
}

static bool
is_rate_unit(struct str unit)
{
	return str_eq(unit, STR("%")) || str_eq(unit, STR("％")) || str_eq(unit, STR("‰"));
}

/* Figures without a number of digits of their own: none if all are whole, else one for rates, two
 * for others. */
static int
default_digits(const struct judge *j, const struct indicator *k)
{
	const struct ledger *l = j->ledger;
	int64_t whole;

	for (size_t i = 0; i < l->entries; i++)
		if ((ptrdiff_t)l->key[i].kpi == k->number && l->entry[i].value.kind != NUM_NULL &&
		    !num_int(l->entry[i].value, &whole))
			return k->rate ? 1 : 2;
	return k->rate ? 1 : 0;
}

/* "REL NUMBER" or a number alone, as streams have it. */
static void
spoken_target(struct indicator *k, struct str text)
{
	static const struct {
		const char *sign;
		enum relation rel;
	} sign[] = {{">=", REL_GE}, {"<=", REL_LE}, {">", REL_GT}, {"<", REL_LT}, {"=", REL_EQ}};

	k->target_rel = k->better < 0 ? REL_LE : REL_GE;
	for (size_t i = 0; i < sizeof sign / sizeof *sign; i++)
		if (str_starts(text, str_of(sign[i].sign))) {
			size_t n = strlen(sign[i].sign);

			k->target_rel = sign[i].rel;
			text = str_trim((struct str){text.at + n, text.len - n});
			break;
		}
	if (!num_parse(text, &k->target) || k->target.kind == NUM_NULL)
		k->target_rel = REL_NONE;
}

static void
from_stream(struct judge *j, struct indicator *k)
{
	const struct spoken *s = &j->ledger->spoken[k->number];

	k->label = s->label.len ? s->label : k->name;
	k->unit = s->unit;
	k->rests = true; /* unless n says that it is a count */
	k->digits = s->digits;
	k->better = str_eq(s->better, STR("higher")) ? 1 : str_eq(s->better, STR("lower")) ? -1 : 0;
	if (s->target.len)
		spoken_target(k, s->target);
}

static void
from_catalogue(struct judge *j, struct indicator *k, const struct catalogue *c)
{
	const struct kpi_def *d = k->def;
	const char *lang = lang_code(j->lang);
	struct defs_scope constants = {.defs = c->defs, .shelf = c->shelf};
	const struct scope *scope = defs_scope(&constants);

	k->label = saying_plain(&d->label, lang, scope, j->arena);
	if (k->label.len == 0)
		k->label = d->name;
	k->unit = saying_plain(&d->unit, lang, scope, j->arena);
	k->digits = d->digits;
	k->better = d->better;
	k->target_rel = d->target_rel;
	k->target = d->target;
	k->warn_rel = d->warn_rel;
	k->warn = d->warn;
	k->additive = adds_up(d->tree);
	k->rests = !counts_only(j->layout, d->tree);
}

static const struct catalogue *
catalogue_with(const struct layout *layout, struct str name)
{
	for (size_t i = 0; i < layout->catalogues; i++)
		if (catalogue_kpi(layout->catalogue[i], name))
			return layout->catalogue[i];
	return NULL;
}

const struct indicator *
judge_indicator(struct judge *j, struct str name)
{
	const struct catalogue *c;
	struct indicator *k;

	for (size_t i = 0; i < j->indicators; i++)
		if (str_eq(j->indicator[i]->name, name))
			return j->indicator[i];
	c = catalogue_with(j->layout, name);
	if (c == NULL && ledger_kpi(j->ledger, name) < 0)
		return NULL;
	k = arena_zero(j->arena, 1, sizeof *k);
	k->name = name;
	k->digits = -1;
	k->number = ledger_kpi(j->ledger, name);
	k->def = c ? catalogue_kpi(c, name) : NULL;
	if (c)
		from_catalogue(j, k, c);
	else
		from_stream(j, k);
	k->rate = is_rate_unit(k->unit);
	if (k->digits < 0 && k->number >= 0)
		k->digits = default_digits(j, k);
	total_learn(j, k);
	k->now = arena_zero(j->arena, j->places + 1, sizeof *k->now);
	for (size_t i = 0; i < j->places; i++)
		k->now[i] = judge_value(j, k, spot_of(j->place[i]), j->period);
	if (j->indicators == j->cap)
		j->indicator = mem_grow(j->indicator, j->indicators, &j->cap, sizeof *j->indicator);
	return j->indicator[j->indicators++] = k;
}

size_t
judge_names(const struct judge *j, struct str **names)
{
	size_t n = 0, at = 0;

	for (size_t i = 0; i < j->layout->catalogues; i++)
		n += j->layout->catalogue[i]->kpis;
	*names = arena_zero(j->arena, n + 1, sizeof **names);
	for (size_t i = 0; i < j->layout->catalogues; i++)
		for (size_t k = 0; k < j->layout->catalogue[i]->kpis; k++)
			(*names)[at++] = j->layout->catalogue[i]->kpi[k].name;
	return n;
}
