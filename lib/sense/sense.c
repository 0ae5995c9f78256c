/* sense: definitions and streams put together; the run. */
#include "sense/sense.h"
#include "base/mem.h"
#include "base/opt.h"
#include "io/sandbox.h"
#include "sense/pool.h"
#include <math.h>
#include <stdlib.h>

static int64_t
moment_needed(const char *option, struct str text)
{
	int64_t second;

	if (!moment_read(text, &second))
		die("--%s: not a time: '%s'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS", option,
		    diag_text(text));
	return second;
}

static int
by_name(const void *a, const void *b)
{
	const struct scored *x = a, *y = b;

	return str_cmp(x->def->name, y->def->name);
}

/* Scores by name, since records are in that order; kinds in the same one. */
static void
make_kinds(struct sense *s)
{
	const struct scores *d = s->want.scores;
	int64_t start = s->want.from.len ? moment_needed("from", s->want.from) : INT64_MAX;

	s->scoreds = d->scores;
	s->scored = arena_zero(&s->arena, d->scores + 1, sizeof *s->scored);
	for (size_t i = 0; i < d->scores; i++)
		s->scored[i].def = &d->score[i];
	qsort(s->scored, s->scoreds, sizeof *s->scored, by_name);
	for (size_t i = 0; i < s->scoreds; i++) {
		struct scored *c = &s->scored[i];

		c->kind = -1;
		if (!scores_has_kind(d, c->def->name))
			continue;
		c->kind = (ptrdiff_t)s->kinds;
		s->kind = mem_grow(s->kind, s->kinds, &s->kind_cap, sizeof *s->kind);
		s->kind[s->kinds++] = (struct kind){.name = c->def->name, .start = start};
	}
}

static void
make_levels(struct sense *s)
{
	static const struct str usual[] = {STR_INIT("high"), STR_INIT("medium"), STR_INIT("low")};

	for (size_t i = 0; i < s->scoreds; i++) {
		struct scored *c = &s->scored[i];

		c->levels = c->def->bands ? c->def->bands : 3;
		if (c->levels > 255)
			die("more than 255 bands");
		c->level = arena_zero(&s->arena, c->levels, sizeof *c->level);
		for (size_t l = 0; l < c->levels; l++)
			c->level[l] = c->def->bands ? c->def->band[l].level : usual[l];
	}
}

/* Events in the order of their kinds, those of one kind as they are defined. */
static void
make_events(struct sense *s)
{
	const struct scores *d = s->want.scores;

	for (size_t k = 0; k < s->kinds; k++)
		for (size_t i = 0; i < d->events; i++) {
			const struct event_def *e = &d->event[i];
			struct origin *o;

			if (!str_eq(e->kind, s->kind[k].name))
				continue;
			o = &s->origin[e->source];
			if (!o->feedback)
				o = origin_needed(s, e->source, e->place);
			if (o->program && o->time < 0)
				die("source '%.*s' has no moment; expected `time COLUMN` under it",
				    STR_ARG(o->def->name));
			s->event = mem_grow(s->event, s->events, &s->event_cap, sizeof *s->event);
			s->event[s->events++] = (struct event){.name = e->name,
			    .kind = k,
			    .origin = e->source,
			    .condition = o->program ? origin_value(o, e->tree, TYPE_TRUTH) : -1,
			    .weight = num_double(e->weight),
			    .feedback = o->feedback};
		}
	if (s->events > UINT16_MAX)
		die("more than %d events", UINT16_MAX);
}

static void
open_streams(struct sense *s)
{
	bool open = true;

	for (size_t i = 0; i < s->origins; i++)
		if (s->origin[i].input)
			open = stream_open(&s->origin[i].stream) && open;
	if (s->want.merge) {
		merge_open(s);
		open = stream_open(merge_stream(s)) && open;
	}
	if (s->want.previous) {
		previous_open(s);
		open = stream_open(previous_stream(s)) && open;
	}
	if (open)
		sandbox_outputs(s->want.outputs, s->want.n_outputs);
}

struct sense *
sense_new(const struct sense_wants *want)
{
	struct sense *s = mem_new(1, sizeof *s);

	s->want = *want;
	s->now = want->now.len ? moment_needed("now", want->now) : SENSE_NEVER;
	s->moment = want->backtest.len ? moment_needed("backtest", want->backtest) : s->now;
	if (want->backtest.len && days_between(s->moment, s->now) < want->horizon)
		die("--backtest: the %.0f days after it end after --now; what came is not known "
		    "yet",
		    want->horizon);
	bind_sources(s);
	make_kinds(s);
	make_levels(s);
	make_events(s);
	bind_desk(s);
	fields_choose(s);
	open_streams(s);
	s->pool = pool_new(s->helds, s->previous ? s->scoreds : 0, s->origins + 2);
	return s;
}

void
sense_run(struct sense *s)
{
	if (s->list) {
		people_read(s);
	} else if (!s->want.partial) {
		inform("no list of customers: exposure unknown for silent customers: scores are "
		       "conditional on "
		       "having had an event");
	}
	if (s->want.merge)
		merge_read(s);
	else
		hits_read(s);
	if (s->want.previous)
		previous_read(s);
	if (common.dry_run)
		return;
	pool_order(s);
	previous_end(s);
	if (!s->want.partial)
		score_all(s);
}

void
sense_say_books(const struct sense *s)
{
	for (size_t i = 0; i < s->origins; i++)
		if (s->origin[i].input)
			stream_say_books(
			    s->origin[i].stream.name, &s->origin[i].stream.books, false);
}

void
sense_explain(const struct sense *s, struct buf *b)
{
	buf_fmt(b, "customers: %s\n",
	    s->list ? s->list->input->files ? s->list->input->files[0] : "-"
		    : "those who have events");
	for (size_t i = 0; i < s->scoreds; i++) {
		const struct scored *c = &s->scored[i];

		buf_fmt(b, "score %.*s: %s\n", STR_ARG(c->def->name),
		    c->kind >= 0 ? "of its events" : "of the customer's columns");
		for (size_t e = 0; e < s->events; e++)
			if ((ptrdiff_t)s->event[e].kind == c->kind)
				buf_fmt(b, "  event %.*s of source %.*s, weight %g\n",
				    STR_ARG(s->event[e].name),
				    STR_ARG(s->origin[s->event[e].origin].def->name),
				    s->event[e].weight);
	}
	buf_fmt(b, "horizon %g days, window of the fit %g days, half-lives", s->want.horizon,
	    s->want.window);
	for (size_t i = 0; i < s->want.half_lives; i++)
		if (isinf(s->want.half_life[i]))
			buf_z(b, " none");
		else
			buf_fmt(b, " %g", s->want.half_life[i]);
	buf_fmt(b, "\nfingerprint of the definitions: %s\n", s->want.scores->defs->fingerprint);
}

void
sense_free(struct sense *s)
{
	for (size_t i = 0; i < s->origins; i++) {
		if (s->origin[i].input)
			stream_free(&s->origin[i].stream);
		if (s->origin[i].program)
			program_free(s->origin[i].program);
		free(s->origin[i].column);
	}
	for (size_t i = 0; i < s->scoreds; i++) {
		lane_clear(&s->scored[i].score);
		lane_clear(&s->scored[i].pct);
		lane_clear(&s->scored[i].rank);
		lane_clear(&s->scored[i].at_level);
	}
	program_free(s->desk);
	previous_clear(s);
	merge_clear(s);
	pool_free(s->pool);
	crowds_clear(&s->crowds);
	free(s->kind);
	free(s->event);
	free(s->held);
	free(s->desk_column);
	free(s->field);
	header_clear(&s->fields_header);
	arena_clear(&s->arena);
	free(s);
}
