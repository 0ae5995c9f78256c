/* desk: what names mean in scores, vetoes and advice: columns of the customers' list, features,
 * counts of linked records. */
#include "base/mem.h"
#include "sense/inner.h"
#include <stdlib.h>

static const struct {
	struct str name;
	enum type type;
} features[FEATURES] = {
    [F_KIND] = {STR_INIT("kind"), TYPE_TEXT},
    [F_CHANCE] = {STR_INIT("chance"), TYPE_NUMBER},
    [F_RATE] = {STR_INIT("rate_30d"), TYPE_NUMBER},
    [F_EXPECTED] = {STR_INIT("expected"), TYPE_NUMBER},
    [F_EVENTS] = {STR_INIT("n_events"), TYPE_NUMBER},
    [F_EVENTS_90] = {STR_INIT("n_90d"), TYPE_NUMBER},
    [F_DAYS_SINCE] = {STR_INIT("days_since"), TYPE_NUMBER},
    [F_EXPOSURE] = {STR_INIT("exposure_days"), TYPE_NUMBER},
    [F_DECAYED] = {STR_INIT("events_decayed"), TYPE_NUMBER},
    [F_EXPOSED] = {STR_INIT("exposure_decayed"), TYPE_NUMBER},
    [F_SCORE] = {STR_INIT("score"), TYPE_NUMBER},
    [F_PCT] = {STR_INIT("pct"), TYPE_NUMBER},
    [F_LEVEL] = {STR_INIT("level"), TYPE_TEXT},
};

static int
desk_column(struct sense *s, struct desk_column c)
{
	for (size_t i = 0; i < s->desk_columns; i++)
		if (s->desk_column[i].is == c.is && s->desk_column[i].at == c.at)
			return (int)i;
	s->desk_column = mem_grow(s->desk_column, s->desk_columns, &s->desk_cap, sizeof c);
	s->desk_column[s->desk_columns] = c;
	return (int)s->desk_columns++;
}

static int
held_column(struct sense *s, size_t header)
{
	int column = origin_column(s->list, header);
	size_t i = 0;

	while (i < s->helds && s->held[i] != column)
		i++;
	if (i == s->helds) {
		s->held = mem_grow(s->held, i, &s->held_cap, sizeof *s->held);
		s->held[s->helds++] = column;
	}
	return desk_column(s, (struct desk_column){DESK_HELD, i});
}

static bool
unknown(const struct sense *s, struct str name, struct fault *f)
{
	size_t n = s->list ? s->list->header->n : 0;
	struct str *names = mem_new(n + FEATURES, sizeof *names);

	for (size_t i = 0; i < FEATURES; i++)
		names[i] = features[i].name;
	for (size_t i = 0; i < n; i++)
		names[FEATURES + i] = s->list->header->name[i];
	fault(f, "no column '%s' of the customers%s%s", diag_text(name),
	    s->list ? "" : ", whose list is not given", diag_hint(name, names, FEATURES + n));
	free(names);
	return false;
}

static bool
feature_named(struct sense *s, size_t i, struct named *out, struct fault *f)
{
	if (s->scoring && i >= F_SCORE)
		return fault(f, "'%.*s' follows from the score; expected what it is made of",
		    STR_ARG(features[i].name));
	*out = (struct named){.is = NAMED_COLUMN,
	    .type = features[i].type,
	    .label = features[i].name,
	    .column = desk_column(s, (struct desk_column){DESK_FEATURE, i})};
	return true;
}

static bool
desk_name(void *arg, const struct tree *t, struct named *out, struct fault *f)
{
	struct sense *s = arg;
	const struct scores *d = s->want.scores;
	const struct source_def *list = d->customers >= 0 ? &d->source[d->customers] : NULL;
	const struct let *let = list ? sources_let(list, t->text) : NULL;
	ptrdiff_t at = s->list ? header_find(s->list->header, t->text) : -1;
	size_t i = 0;

	if (t->source.len && !(list && str_eq(t->source, list->name)))
		return fault(f,
		    "%.*s.%.*s is a column of another source; expected it inside count()",
		    STR_ARG(t->source), STR_ARG(t->text));
	while (i < FEATURES && !str_eq(features[i].name, t->text))
		i++;
	if ((i < FEATURES && !t->source.len) + (let != NULL) + (at >= 0) > 1)
		return fault(
		    f, "'%s' could be two things; expected a name of its own", diag_text(t->text));
	if (i < FEATURES)
		return feature_named(s, i, out, f);
	if (let) {
		*out = (struct named){.is = NAMED_TREE,
		    .tree = let->tree,
		    .scope = &s->desk_scope.scope,
		    .label = t->text};
		return true;
	}
	if (at < 0 && !s->want.partial)
		return defs_let(d->defs, t->text) ? false : unknown(s, t->text, f);
	*out = (struct named){.is = NAMED_COLUMN, .label = t->text};
	if (at >= 0) {
		out->column = held_column(s, (size_t)at);
		out->as_number = s->list->as.number[at];
		out->as_text = s->list->as.text[at];
	} else if (defs_let(d->defs, t->text)) {
		return false;
	}
	return true;
}

/* The source that a count() is about: its only argument's name, or the one before the dot of a
 * column. */
static ptrdiff_t
counted_source(const struct sense *s, const struct tree *t)
{
	const struct scores *d = s->want.scores;
	ptrdiff_t found = -1;

	if (t == NULL)
		return -1;
	for (size_t i = 0; i < d->sources && t->op == T_NAME; i++)
		if (str_eq(d->source[i].name, t->source.len ? t->source : t->text))
			return (ptrdiff_t)i;
	for (size_t i = 0; i < t->kids && found < 0; i++)
		found = counted_source(s, t->kid[i]);
	return found;
}

/* The kind of a count(), by what is counted: partials know it by that name, whatever else is
 * counted beside it. */
static size_t
counted_kind(struct sense *s, const struct tree *call, size_t source, int condition)
{
	struct buf b = {0};
	struct str name;

	buf_z(&b, SENSE_COUNT);
	tree_print(call, &b);
	name = arena_dup(&s->arena, buf_slice(&b));
	buf_clear(&b);
	for (size_t e = 0; e < s->events; e++)
		if (str_eq(s->event[e].name, name))
			return s->event[e].kind;
	s->event = mem_grow(s->event, s->events, &s->event_cap, sizeof *s->event);
	s->kind = mem_grow(s->kind, s->kinds, &s->kind_cap, sizeof *s->kind);
	s->kind[s->kinds] =
	    (struct kind){.name = STR("count"), .counted = true, .start = INT64_MAX};
	s->event[s->events++] = (struct event){.name = name,
	    .kind = s->kinds,
	    .origin = source,
	    .condition = condition,
	    .timeless = true};
	return s->kinds++;
}

/* count(ticket where ticket.close_time is null): how many records of the customer, as a kind of its
 * own. */
static bool
desk_call(void *arg, const struct tree *call, struct named *out, struct misfit *m)
{
	struct sense *s = arg;
	const struct tree *what = call->kids ? call->kid[0] : NULL;
	const struct tree *where = call->where;
	ptrdiff_t source = what ? counted_source(s, what) : counted_source(s, where);
	struct origin *o;
	int condition = -1;

	if (!str_eq(call->text, STR("count")) || call->pers || source < 0 ||
	    source == s->want.scores->customers)
		return misfit(m, call->place,
		    "of other sources only count(SOURCE where CONDITION) is known here");
	if (what && (what->op != T_NAME || what->source.len))
		where = what;
	o = origin_needed(s, (size_t)source, call->place);
	if (o->program && where) {
		o->inner = true;
		condition = program_add(o->program, where, &o->scope.scope, TYPE_TRUTH, m);
		o->inner = false;
		if (condition < 0)
			return false;
	}
	*out = (struct named){.is = NAMED_COLUMN,
	    .type = TYPE_NUMBER,
	    .label = STR("count"),
	    .column = desk_column(s, (struct desk_column){DESK_COUNT,
					 counted_kind(s, call, (size_t)source, condition)})};
	return true;
}

static int
desk_value(struct sense *s, const struct tree *t, enum type want)
{
	struct misfit m;
	int value = program_add(s->desk, t, &s->desk_scope.scope, want, &m);

	if (value < 0)
		misfit_die(&m);
	return value;
}

/* A veto's level is one that some score has. */
static void
check_level(const struct sense *s, const struct veto_def *v)
{
	struct misfit m;

	for (size_t i = 0; i < s->scoreds; i++)
		for (size_t l = 0; l < s->scored[i].levels; l++)
			if (str_eq(s->scored[i].level[l], v->level))
				return;
	misfit(&m, v->place, "no score has the level '%s'", diag_text(v->level));
	misfit_die(&m);
}

static void
bind_says(struct sense *s, size_t i)
{
	const struct advice_def *a = &s->want.scores->advice[i];
	const struct said *said = saying_in(&a->say, s->want.lang);
	static const char *const langs[] = {"zh", "en"};

	/* What a partial counts must do for whoever finishes it. */
	for (size_t l = 0; l < 2 && s->want.partial; l++)
		for (size_t p = 0; p < saying_in(&a->say, langs[l])->parts; p++)
			if (saying_in(&a->say, langs[l])->part[p].tree)
				desk_value(s, saying_in(&a->say, langs[l])->part[p].tree, TYPE_ANY);
	s->said[i] = arena_zero(&s->arena, said->parts + 1, sizeof **s->said);
	for (size_t p = 0; p < said->parts; p++)
		s->said[i][p] =
		    said->part[p].tree ? desk_value(s, said->part[p].tree, TYPE_ANY) : -1;
}

/* A score that is a number of its kind as it stands needs no expression. */
static enum feature_name
plain_feature(const struct sense *s, const struct scored *c)
{
	const struct tree *t = c->def->tree;
	bool other = s->list && (header_find(s->list->header, t->text) >= 0 ||
				    sources_let(s->list->def, t->text));

	if (c->kind < 0 || t->op != T_NAME || t->source.len || other)
		return FEATURES;
	for (unsigned i = F_CHANCE; i <= F_EXPOSED; i++)
		if (str_eq(features[i].name, t->text))
			return (enum feature_name)i;
	return FEATURES;
}

void
bind_desk(struct sense *s)
{
	const struct scores *d = s->want.scores;

	s->desk = program_new();
	s->desk_scope = (struct defs_scope){.defs = d->defs,
	    .shelf = d->shelf,
	    .name = desk_name,
	    .call = desk_call,
	    .arg = s,
	    .scope = {.now = s->want.now, .seed = s->want.seed}};
	defs_scope(&s->desk_scope);
	s->scoring = true;
	for (size_t i = 0; i < s->scoreds; i++) {
		struct scored *c = &s->scored[i];

		c->plain = plain_feature(s, c);
		c->value = c->plain == FEATURES ? desk_value(s, c->def->tree, TYPE_NUMBER) : -1;
	}
	s->scoring = false;
	s->veto = arena_zero(&s->arena, d->vetoes + 1, sizeof *s->veto);
	s->advice = arena_zero(&s->arena, d->advices + 1, sizeof *s->advice);
	s->said = arena_zero(&s->arena, d->advices + 1, sizeof *s->said);
	for (size_t i = 0; i < d->vetoes; i++) {
		check_level(s, &d->veto[i]);
		s->veto[i] = desk_value(s, d->veto[i].tree, TYPE_TRUTH);
	}
	for (size_t i = 0; i < d->advices; i++) {
		s->advice[i] = desk_value(s, d->advice[i].tree, TYPE_TRUTH);
		bind_says(s, i);
	}
}
