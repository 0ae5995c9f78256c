/* audit: limits, stages and rules as structs. */
#include "defs/audit.h"
#include "defs/take.h"
#include "expr/tree_make.h"

static const char *const severities[] = {"low", "medium", "high"};

const char *
severity_text(enum severity s)
{
	return severities[s];
}

bool
severity_of(struct str word, enum severity *s)
{
	int i = take_choice(word, severities, 3);

	if (i < 0)
		return false;
	*s = (enum severity)i;
	return true;
}

/* Within `valid` of a statement: moment >= FROM and moment < the day after TO, or <= TO if that has
 * a time of day. */
static const struct tree *
valid_take(const struct audit_defs *a, const struct statement *st, struct misfit *m)
{
	const struct operand *from = take_operand(st, "valid", 0),
			     *to = take_operand(st, "valid", 1);
	const struct tree *moment = a->source[0].time, *all;
	struct arena *arena = a->defs->arena;

	if (from == NULL)
		return NULL;
	if (moment == NULL) {
		misfit(m, from->place,
		    "valid needs the moment of a case; give the first source a `time`");
		return NULL;
	}
	all = tree_pair(arena, T_GE, moment, tree_text(arena, from->text));
	if (to)
		all = tree_both(arena, all,
		    tree_pair(arena, T_LE,
			to->text.len == sizeof "YYYY-MM-DD" - 1
			    ? tree_call(arena, STR("date"), moment)
			    : moment,
			tree_text(arena, to->text)));
	return all;
}

/* The last profile above a statement in its own file. */
static const struct statement *
profile_of(const struct audit_defs *a, const struct statement *of)
{
	const struct statement *found = NULL;

	for (const struct statement *st = a->defs->first; st && st != of; st = st->next)
		if (str_eq(st->keyword, STR("profile")) && st->place.in == of->place.in)
			found = st;
	return found;
}

static bool
standard_take(
    const struct audit_defs *a, const struct statement *st, struct standard *s, struct misfit *m)
{
	const struct statement *profile = profile_of(a, st);
	const struct operand *weight = take_operand(st, "weight", 0);
	struct arena *arena = a->defs->arena;
	struct str severity = take_text(st, "severity");

	m->fault.msg[0] = '\0';
	*s = (struct standard){.name = st->name,
	    .place = st->place,
	    .where = tree_both(arena, take_tree(st, "for"), valid_take(a, st, m)),
	    .owner = take_tree(st, "owner"),
	    .severity = SEVERITY_MEDIUM,
	    .weight = weight ? weight->number : NUM(1),
	    .order = st->order};
	if (severity.len)
		severity_of(severity, &s->severity);
	if (profile) {
		struct str version = take_text(profile, "version");

		s->where = tree_both(arena, s->where, valid_take(a, profile, m));
		s->profile = profile->name;
		if (version.len)
			s->profile = str_of(arena_fmt(
			    arena, "%.*s %.*s", STR_ARG(profile->name), STR_ARG(version)));
	}
	return m->fault.msg[0] == '\0';
}

static struct num
number_take(const struct statement *st, const char *word)
{
	const struct operand *op = take_operand(st, word, 0);

	return op ? op->number : NUM_NONE;
}

/* What goes together in a limit. */
static bool
limit_check(const struct audit_defs *a, const struct limit_def *l, struct misfit *m)
{
	bool events = l->start || l->stop || l->pause || l->resume || l->reset;

	if (events && (l->from || l->to))
		return misfit(m, l->is.place,
		    "a clock over events and over the case; expected start and stop, or from and "
		    "to");
	if (!events && !(l->from && l->to))
		return misfit(m, l->is.place,
		    "a limit without a clock; expected start and stop, or from and to");
	if (events && !(l->start && l->stop))
		return misfit(m, l->is.place, "a clock without %s; expected start and stop",
		    l->start ? "stop" : "start");
	if (l->resume && !l->pause)
		return misfit(m, l->is.place, "resume without pause; expected both, or neither");
	if (events && a->event < 0)
		return misfit(m, l->is.place,
		    "a clock over events; expected `source event` with its link above it");
	if (l->tree && l->due)
		return misfit(m, l->is.place,
		    "a duration and a moment; expected `= SECONDS` or `due MOMENT`");
	return true;
}

static bool
limit_take(struct audit_defs *a, const struct statement *st, struct misfit *m)
{
	static const char *const reopens[] = {"resume", "restart", "ignore"};
	struct limit_def *l = &a->limit[a->limits++];
	struct str reopen = take_text(st, "reopen");

	*l = (struct limit_def){.tree = st->tree       ? st->tree
					: st->operands ? st->operand[0].tree
						       : NULL,
	    .due = take_tree(st, "due"),
	    .start = take_tree(st, "start"),
	    .stop = take_tree(st, "stop"),
	    .pause = take_tree(st, "pause"),
	    .resume = take_tree(st, "resume"),
	    .reset = take_tree(st, "reset"),
	    .from = take_tree(st, "from"),
	    .to = take_tree(st, "to"),
	    .calendar = take_text(st, "calendar"),
	    .warn = number_take(st, "warn"),
	    .pass = number_take(st, "pass"),
	    .mean = number_take(st, "mean")};
	if (reopen.len)
		l->reopen = (unsigned)take_choice(reopen, reopens, 3);
	return standard_take(a, st, &l->is, m) && limit_check(a, l, m);
}

static bool
stages_named(const struct audit_defs *a, const struct operand *first, size_t **at, size_t *n,
    struct misfit *m)
{
	size_t count = 0;

	for (const struct operand *op = first; op; op = op->next)
		count++;
	*at = arena_zero(a->defs->arena, count + 1, sizeof **at);
	for (const struct operand *op = first; op; op = op->next) {
		size_t k = 0, i = 0;

		for (const struct statement *st = a->defs->first; st; st = st->next)
			if (str_eq(st->keyword, STR("stage"))) {
				i++;
				if (str_eq(st->name, op->text))
					k = i;
			}
		if (k == 0)
			return misfit(m, op->place, "no stage '%s'", diag_text(op->text));
		(*at)[(*n)++] = k - 1;
	}
	return true;
}

static bool
stage_take(struct audit_defs *a, const struct statement *st, struct misfit *m)
{
	struct stage_def *s = &a->stage[a->stages++];
	const struct operand *before = take_operand(st, "before", 0);

	*s = (struct stage_def){.tree = st->tree,
	    .required = take_has(st, "required"),
	    .once = take_has(st, "once"),
	    .within = number_take(st, "within"),
	    .written = take_tree(st, "written"),
	    .calendar = take_text(st, "calendar")};
	if (s->written)
		s->written_within = take_operand(st, "written", 1)->number;
	if (a->event < 0)
		return misfit(m, st->place,
		    "a stage of events; expected `source event` with its link above it");
	return standard_take(a, st, &s->is, m) &&
	       stages_named(a, take_operand(st, "after", 0), &s->after, &s->afters, m) &&
	       stages_named(a, before ? before->with : NULL, &s->before, &s->befores, m);
}

/* Names of a LIST as trees: NAME or SOURCE.NAME. */
static bool
names_take(const struct audit_defs *a, const struct statement *st, const char *word,
    const struct tree ***list, size_t *n, struct misfit *m)
{
	const struct operand *op = take_operand(st, word, 0);
	size_t count = 0;

	for (const struct operand *item = op ? op->with : NULL; item; item = item->next)
		count++;
	*list = arena_zero(a->defs->arena, count + 1, sizeof **list);
	for (const struct operand *item = op ? op->with : NULL; item; item = item->next) {
		struct tree *t = arena_zero(a->defs->arena, 1, sizeof *t);
		struct str rest, head = str_cut(item->text, '.', &rest);

		if (item->text.len == 0 || strchr("*?!/", item->text.at[0]) ||
		    memchr(item->text.at, '*', item->text.len))
			return misfit(
			    m, item->place, "'%s' here; expected names", diag_text(item->text));
		*t = (struct tree){.op = T_NAME, .place = item->place, .text = item->text};
		if (rest.at) {
			t->source = head;
			t->text = rest;
		}
		(*list)[(*n)++] = t;
	}
	return true;
}

static bool
rule_take(struct audit_defs *a, const struct statement *st, struct misfit *m)
{
	struct rule_def *r = &a->rule[a->rules++];

	*r = (struct rule_def){.tree = st->tree};
	return standard_take(a, st, &r->is, m) && names_take(a, st, "per", &r->per, &r->pers, m) &&
	       names_take(a, st, "show", &r->show, &r->shows, m);
}

/* A limit and a stage are read by a dot, as sources are, so no two of them may have one name. */
static bool
names_differ(const struct audit_defs *a, struct misfit *m)
{
	for (size_t l = 0; l < a->limits; l++)
		for (size_t s = 0; s < a->stages; s++)
			if (str_eq(a->limit[l].is.name, a->stage[s].is.name))
				return misfit(m, a->stage[s].is.place,
				    "'%s' is a limit, too; expected another name",
				    diag_text(a->stage[s].is.name));
	for (size_t i = 0; i < a->sources; i++) {
		for (size_t l = 0; l < a->limits; l++)
			if (str_eq(a->limit[l].is.name, a->source[i].name))
				return misfit(m, a->limit[l].is.place,
				    "'%s' is a source, too; expected another name",
				    diag_text(a->limit[l].is.name));
		for (size_t s = 0; s < a->stages; s++)
			if (str_eq(a->stage[s].is.name, a->source[i].name))
				return misfit(m, a->stage[s].is.place,
				    "'%s' is a source, too; expected another name",
				    diag_text(a->stage[s].is.name));
	}
	return true;
}

/* Sources beside the first say what they belong to. */
static bool
links_check(const struct audit_defs *a, struct misfit *m)
{
	for (size_t i = 1; i < a->sources; i++)
		if (a->source[i].links == 0)
			return misfit(m, a->source[i].place,
			    "source '%s' belongs to nothing; expected `link COLUMN = EXPR`",
			    diag_text(a->source[i].name));
	return true;
}

struct audit_defs *
audit_try(struct defs *d, struct misfit *m)
{
	struct audit_defs *a = arena_zero(d->arena, 1, sizeof *a);
	bool good = true;
	size_t n = 1;

	a->defs = d;
	a->event = -1;
	a->sources = sources_take(d, &a->source);
	for (size_t i = 1; i < a->sources; i++)
		if (str_eq(a->source[i].name, STR("event")))
			a->event = (ptrdiff_t)i;
	for (const struct statement *st = d->first; st; st = st->next)
		n++;
	a->limit = arena_zero(d->arena, n, sizeof *a->limit);
	a->stage = arena_zero(d->arena, n, sizeof *a->stage);
	a->rule = arena_zero(d->arena, n, sizeof *a->rule);
	for (const struct statement *st = d->first; st && good; st = st->next) {
		if (str_eq(st->keyword, STR("limit")))
			good = limit_take(a, st, m);
		else if (str_eq(st->keyword, STR("stage")))
			good = stage_take(a, st, m);
		else if (str_eq(st->keyword, STR("rule")))
			good = rule_take(a, st, m);
	}
	if (!good || !links_check(a, m) || !names_differ(a, m) ||
	    (a->shelf = shelf_try(d, m)) == NULL)
		return NULL;
	return a;
}

struct audit_defs *
audit_read(const struct opt_list *files, const struct opt_list *set)
{
	struct misfit m;
	struct audit_defs *a = audit_try(defs_read(DEFS_AUDIT, files, set), &m);

	if (a == NULL)
		misfit_die(&m);
	return a;
}
