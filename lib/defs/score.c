/* score: events, scores, vetoes and advice as structs. */
#include "defs/score.h"
#include "defs/take.h"

bool
scores_has_kind(const struct scores *s, struct str kind)
{
	for (size_t i = 0; i < s->events; i++)
		if (str_eq(s->event[i].kind, kind))
			return true;
	return false;
}

static bool
event_take(struct scores *s, const struct statement *st, ptrdiff_t source, struct misfit *m)
{
	struct event_def *e = &s->event[s->events++];
	const struct operand *weight = take_operand(st, "weight", 0);
	struct str kind = take_text(st, "kind");

	if (source < 0)
		return misfit(
		    m, st->place, "an event above all sources; expected `source NAME` before it");
	*e = (struct event_def){.name = st->name,
	    .kind = kind.len ? kind : st->name,
	    .place = st->place,
	    .source = (size_t)source,
	    .tree = st->tree,
	    .weight = weight ? weight->number : NUM(1)};
	return true;
}

static bool
bands_take(struct scores *s, struct score_def *d, const struct operand *first, struct misfit *m)
{
	size_t n = 0;

	for (const struct operand *op = first; op; op = op->next)
		n++;
	d->band = arena_zero(s->defs->arena, n + 1, sizeof(*d->band));
	for (const struct operand *op = first; op; op = op->next) {
		if (d->bands && num_cmp(op->with->number, d->band[d->bands - 1].least) >= 0)
			return misfit(m, op->with->place,
			    "a band that is never reached; expected falling numbers");
		d->band[d->bands++] = (struct band){op->text, op->with->number};
	}
	return true;
}

static ptrdiff_t
source_named(const struct scores *s, struct str name)
{
	for (size_t i = 0; i < s->sources; i++)
		if (str_eq(s->source[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

static bool
score_take(struct scores *s, const struct statement *st, struct misfit *m)
{
	struct score_def *d = &s->score[s->scores++];
	const struct operand *customers = take_operand(st, "customers", 0);
	ptrdiff_t list = customers ? source_named(s, customers->text) : -1;

	*d = (struct score_def){.name = st->name,
	    .place = st->place,
	    .tree = st->tree,
	    .lower_is_worse = take_has(st, "lower")};
	if (take_has(st, "higher") && d->lower_is_worse)
		return misfit(m, st->place, "higher and lower are worse; expected one of them");
	if (customers && s->customers >= 0 && s->customers != list)
		return misfit(m, customers->place,
		    "customers from a second source; expected the same for all scores");
	if (customers)
		s->customers = list;
	return bands_take(s, d, take_operand(st, "bands", 0), m);
}

static void
veto_take(struct scores *s, const struct statement *st)
{
	struct str level = take_text(st, "level");

	s->veto[s->vetoes++] = (struct veto_def){.name = st->name,
	    .level = level.len ? level : STR("high"),
	    .place = st->place,
	    .tree = st->tree};
}

static bool
advice_take(struct scores *s, const struct statement *st, struct misfit *m)
{
	struct advice_def *a = &s->advice[s->advices++];

	*a = (struct advice_def){.name = st->name,
	    .kind = take_text(st, "kind"),
	    .place = st->place,
	    .tree = st->tree,
	    .say = take_saying(st, "say")};
	return a->say.n ||
	       misfit(m, st->place, "an advice without words; expected `say TEXT` under it");
}

/* Rates need a score that says how they are read, and a score of a kind needs nothing else. */
static bool
kinds_check(const struct scores *s, struct misfit *m)
{
	for (size_t i = 0; i < s->events; i++) {
		size_t k = 0;

		while (k < s->scores && !str_eq(s->score[k].name, s->event[i].kind))
			k++;
		if (k == s->scores)
			return misfit(m, s->event[i].place,
			    "no score for the kind '%s'; expected `score %s = chance`",
			    diag_text(s->event[i].kind), diag_text(s->event[i].kind));
	}
	for (size_t i = 0; i < s->events; i++)
		if ((ptrdiff_t)s->event[i].source == s->customers)
			return misfit(m, s->event[i].place,
			    "an event of the source that lists the customers; expected one of "
			    "another source");
	for (size_t i = 0; i < s->advices; i++) {
		size_t k = 0;

		while (s->advice[i].kind.len && k < s->scores &&
		       !str_eq(s->score[k].name, s->advice[i].kind))
			k++;
		if (k == s->scores && s->advice[i].kind.len)
			return misfit(m, s->advice[i].place, "no score '%s' to advise on",
			    diag_text(s->advice[i].kind));
	}
	return true;
}

struct scores *
scores_try(struct defs *d, struct misfit *m)
{
	struct scores *s = arena_zero(d->arena, 1, sizeof(*s));
	ptrdiff_t source = -1;
	bool good = true;
	size_t n = 1;

	s->defs = d;
	s->customers = -1;
	s->sources = sources_take(d, &s->source);
	for (const struct statement *st = d->first; st; st = st->next)
		n++;
	s->event = arena_zero(d->arena, n, sizeof(*s->event));
	s->score = arena_zero(d->arena, n, sizeof(*s->score));
	s->veto = arena_zero(d->arena, n, sizeof(*s->veto));
	s->advice = arena_zero(d->arena, n, sizeof(*s->advice));
	for (const struct statement *st = d->first; st && good; st = st->next) {
		if (str_eq(st->keyword, STR("source")))
			source++;
		else if (str_eq(st->keyword, STR("event")))
			good = event_take(s, st, source, m);
		else if (str_eq(st->keyword, STR("score")))
			good = score_take(s, st, m);
		else if (str_eq(st->keyword, STR("veto")))
			veto_take(s, st);
		else if (str_eq(st->keyword, STR("advice")))
			good = advice_take(s, st, m);
	}
	if (good && s->scores == 0)
		good = misfit(m, d->first ? d->first->place : (struct place){0},
		    "no score; expected `score NAME = EXPR`");
	if (!good || !kinds_check(s, m) || (s->shelf = shelf_try(d, m)) == NULL)
		return NULL;
	return s;
}

struct scores *
scores_read(const struct opt_list *files, const struct opt_list *set)
{
	struct misfit m;
	struct scores *s = scores_try(defs_read(DEFS_SCORE, files, set), &m);

	if (s == NULL)
		misfit_die(&m);
	return s;
}
