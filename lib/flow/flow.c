/* flow: the options and names of a log, its cases, and the run over them. */
#include "flow/flow.h"
#include "base/mem.h"
#include "base/opt.h"
#include "expr/tree_make.h"
#include "flow/inner.h"
#include "record/cols.h"
#include <inttypes.h>
#include <stdlib.h>

static const struct str shows[FLOW_SHOWS] = {STR_INIT("arcs"), STR_INIT("variants"),
    STR_INIT("activities"), STR_INIT("handovers"), STR_INIT("cases"), STR_INIT("deviations"),
    STR_INIT("steps"), STR_INIT("summary"), STR_INIT("dot")};

const struct str *
flow_shows(size_t *n)
{
	*n = FLOW_SHOWS;
	return shows;
}

bool
flow_show_of(struct str word, enum flow_show *show)
{
	for (size_t i = 0; i < FLOW_SHOWS; i++)
		if (str_eq(word, shows[i])) {
			*show = (enum flow_show)i;
			return true;
		}
	return false;
}

/* --- what is asked for --- */
static int
cell(struct flow *f, const struct tree *t)
{
	struct misfit m;
	int at = t ? feed_cell(&f->feed, t, TYPE_TEXT, &m) : -1;

	if (t && at < 0)
		misfit_die(&m);
	return at;
}

static void
key_add(struct flow *f, size_t header)
{
	if (f->keys == FLOW_KEYS_MAX)
		die("more than %d key columns", FLOW_KEYS_MAX);
	f->key[f->keys] = f->feed.header->name[header];
	f->key_cell[f->keys++] = feed_column(&f->feed, header);
}

static void
open_keys(struct flow *f)
{
	struct cols cols = {0};
	struct fault fault;

	if (f->want->keys.len == 0 && f->source.links == 0)
		die("which records make a case? see -k");
	if (f->want->keys.len) {
		if (!cols_find(&cols, f->want->keys, f->feed.header, NULL, &fault))
			die("--keys: %s", fault.msg);
		for (size_t i = 0; i < cols.n; i++)
			key_add(f, cols.at[i]);
		cols_clear(&cols);
		return;
	}
	for (size_t i = 0; i < f->source.links; i++) {
		ptrdiff_t at = header_need(f->feed.header, f->source.link[i].column, &fault);

		if (at < 0)
			die("%s: %s",
			    diag_file(f->feed.stream.files ? f->feed.stream.files[0] : "-"),
			    fault.msg);
		key_add(f, (size_t)at);
	}
}

/* --where is one more reason to leave a record out. */
static void
open_source(struct flow *f)
{
	const struct flow_wants *want = f->want;
	size_t at = want->defs->event < 0 ? 0 : (size_t)want->defs->event;
	const struct input_files *in;

	f->source = want->defs->source[at];
	if (want->time)
		f->source.time = want->time;
	if (f->source.time == NULL)
		die("when did an event happen? see --time");
	if (want->where) {
		struct source_skip *skip = arena_zero(&f->arena, f->source.skips + 1, sizeof *skip);

		if (f->source.skips)
			memcpy(skip, f->source.skip, f->source.skips * sizeof *skip);
		skip[f->source.skips++] = (struct source_skip){
		    STR("--where does not hold"), tree_not_true(&f->arena, want->where)};
		f->source.skip = skip;
	}
	in = inputs_find(&want->inputs, f->source.name);
	if (in == NULL || f->source.name.len == 0)
		in = inputs_find(&want->inputs, (struct str){0});
	for (size_t i = 0; i < want->inputs.n; i++)
		if (&want->inputs.at[i] != in)
			die("'%.*s=%s' is not of the log; expected %s%.*s%s",
			    STR_ARG(want->inputs.at[i].name),
			    want->inputs.at[i].files ? want->inputs.at[i].files[0] : "-",
			    f->source.name.len ? "" : "FILE", STR_ARG(f->source.name),
			    f->source.name.len ? "=FILE" : "");
	f->feed = (struct feed){.def = &f->source,
	    .defs = want->defs->defs,
	    .shelf = want->defs->shelf,
	    .files = in ? in->files : NULL,
	    .now = want->now};
	feed_open(&f->feed);
}

static void
open_calendar(struct flow *f)
{
	struct fault fault;

	if (f->want->calendar.len == 0)
		return;
	f->calendar = shelf_calendar(f->want->defs->shelf, f->want->calendar, &fault);
	if (f->calendar == NULL)
		die("--calendar: %s", fault.msg);
}

/* What the options do not suffice for, and what it takes. */
static void
plan_show(struct flow *f, enum flow_show show)
{
	if (show == FLOW_HANDOVERS && f->unit < 0)
		die("handovers of whom? see --unit");
	if ((show == FLOW_DEVIATIONS || f->want->judged) && f->conform == NULL)
		die("deviations from what? see --allow, or give stages with -f");
	if ((show == FLOW_DOT || show == FLOW_STEPS) && f->want->groups)
		die("%.*s of all cases together; leave -g out", STR_ARG(shows[show]));
	for (size_t i = 0; i < TALLIED; i++)
		f->counted[i] |= show_counts(show) >> i & 1;
	f->named = f->named || show == FLOW_CASES;
}

struct flow *
flow_new(const struct flow_wants *want)
{
	struct flow *f = mem_new(1, sizeof *f);
	struct gather_source carried;

	f->want = want;
	if (want->groups > FLOW_GROUPS_MAX)
		die("more than %d group columns", FLOW_GROUPS_MAX);
	open_source(f);
	open_keys(f);
	f->activity = cell(f, want->activity);
	f->unit = cell(f, want->unit);
	f->until = cell(f, want->until);
	if (f->until >= 0)
		feed_moment(&f->feed, f->until);
	for (size_t i = 0; i < want->groups; i++)
		f->group_cell[i] = cell(f, want->group[i].tree);
	open_calendar(f);
	f->conform = conform_new(&f->feed, want->defs, want->allow);
	plan_show(f, want->show);
	for (size_t i = 0; i < want->alsos; i++)
		plan_show(f, want->also[i].show);
	carried = feed_carries(&f->feed);
	f->gather = gather_new(f->keys, &carried, 1, common.memory);
	feed_into(&f->feed,
	    (struct feed_into){.gather = f->gather, .part = f->key_cell, .parts = f->keys});
	return f;
}

void
flow_free(struct flow *f)
{
	for (size_t i = 0; i < TALLIED; i++)
		tally_clear(&f->tally[i]);
	conform_free(f->conform);
	gather_free(f->gather);
	feed_clear(&f->feed);
	arena_clear(&f->arena);
	free(f);
}

/* --- the run --- */
static void *
worker(void *arg)
{
	struct hand *h = mem_new(1, sizeof *h);

	h->flow = arg;
	count_begin(h->tally);
	return h;
}

static void
one_path(struct hand *h, const struct vec *cell, const struct path *p, struct part *out)
{
	const struct flow *f = h->flow;
	struct departure *d = NULL;
	size_t departures = 0, steps = 0;

	if (f->conform)
		departures = conform_path(f->conform, p, cell, &d, &steps, &h->arena);
	count_path(h, p, departures, steps);
	*(p->open ? &h->open : &h->closed) += 1;
	if (f->cases)
		path_print(f, p, &out->rows);
	if (f->departures && departures)
		departures_print(f, p, d, departures, &out->rejects, &h->text);
}

static void
map(void *arg, void *state, const struct cases *c, struct part *out)
{
	struct hand *h = state;

	(void)arg;
	arena_reset(&h->arena);
	for (size_t i = 0; i < c->n; i++) {
		struct walk w;
		struct path p;

		walk_start(&w, c, i, &h->arena);
		while (walk_next(&w, h, &p))
			one_path(h, c->rows[0].cell, &p, out);
	}
	for (size_t i = 0; i < TALLIED; i++)
		tally_flush(&h->tally[i]);
}

static void
commit(void *arg, struct part *part)
{
	struct flow *f = arg;

	if (f->cases)
		output_write(f->cases, part->rows.out.at, part->rows.out.len);
	if (f->departures)
		output_write(f->departures, part->rejects.at, part->rejects.len);
}

static void
done(void *arg, void *state)
{
	struct flow *f = arg;
	struct hand *h = state;

	for (size_t i = 0; i < TALLIED; i++)
		tally_merge(&f->tally[i], &h->tally[i]);
	f->nameless += h->nameless;
	f->departed += h->departed;
	f->open += h->open;
	f->closed += h->closed;
	seen_clear(&h->seen);
	arena_clear(&h->arena);
	buf_clear(&h->text);
	free(h);
}

/* Streams of a record a case are written while cases come by, the others at the end. */
static bool
as_they_come(struct flow *f, enum flow_show show, struct output *out)
{
	if (show == FLOW_CASES)
		f->cases = out;
	else if (show == FLOW_DEVIATIONS)
		f->departures = out;
	else
		return false;
	flow_heads(f, show, out);
	return true;
}

void
flow_run(struct flow *f, struct output *out)
{
	static const struct gather_work work = {worker, map, commit, done};
	enum flow_show show = f->want->show;
	bool gone = as_they_come(f, show, out);

	for (size_t i = 0; i < f->want->alsos; i++)
		as_they_come(f, f->want->also[i].show, f->want->also[i].out);
	count_begin(f->tally);
	feed_run(&f->feed);
	gather_run(f->gather, &work, f, "log");
	for (size_t i = 0; i < TALLIED; i++)
		table_finish(f->tally[i].table);
	if (!gone)
		flow_print(f, show, out);
	for (size_t i = 0; i < f->want->alsos; i++)
		if (f->want->also[i].show != FLOW_CASES && f->want->also[i].show != FLOW_DEVIATIONS)
			flow_print(f, f->want->also[i].show, f->want->also[i].out);
}

bool
flow_deviates(const struct flow *f)
{
	return f->departed > 0;
}

void
flow_say_books(const struct flow *f)
{
	stream_say_books(NULL, &f->feed.stream.books, false);
	feed_say(&f->feed);
	if (f->open && f->closed == 0)
		warn("no case ends with an activity of --ends, so all %" PRIu64 " are open",
		    f->open);
	if (f->nameless)
		warn("%" PRIu64 " events without an activity are on no path", f->nameless);
}

static void
explain_cell(const struct flow *f, struct buf *b, const char *what, const struct tree *t)
{
	(void)f;
	buf_fmt(b, "%s: ", what);
	if (t)
		tree_print(t, b);
	else
		buf_z(b, "-");
	buf_ch(b, '\n');
}

void
flow_explain(const struct flow *f, struct buf *b)
{
	const struct flow_wants *want = f->want;

	buf_z(b, "case:");
	for (size_t i = 0; i < f->keys; i++)
		buf_fmt(b, "%s %.*s", i ? "," : "", STR_ARG(f->key[i]));
	if (want->gap.kind != NUM_NULL) {
		buf_z(b, ", no further apart than ");
		num_print(b, want->gap);
		buf_z(b, " s");
	}
	buf_ch(b, '\n');
	explain_cell(f, b, "time", f->source.time);
	explain_cell(f, b, "activity", want->activity);
	explain_cell(f, b, "unit", want->unit);
	explain_cell(f, b, "until", want->until);
	for (size_t i = 0; i < want->groups; i++)
		explain_cell(f, b, "group", want->group[i].tree);
	buf_fmt(b, "memory: %llu MiB for events; cases come in the order of their keys\n",
	    (unsigned long long)(common.memory >> 20));
}
