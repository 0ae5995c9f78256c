/* figure: sources, indicators and groups resolved; the run; the end. */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/feeder.h"
#include "figure/inner.h"
#include "expr/tree_make.h"
#include "group/spill.h"
#include "io/sandbox.h"
#include <stdlib.h>

static int
add_skip(struct source *s, const struct tree *t)
{
	struct misfit m;
	int value = program_add(s->program, t, &s->plain, TYPE_TRUTH, &m);

	if (value < 0)
		misfit_die(&m);
	return value;
}

/* Rows are kept if no skip holds (null is no) and -w does. */
static void
resolve_keep(struct source *s)
{
	struct arena *a = &s->figure->arena;
	const struct tree *keep, *where = s->figure->want.where;

	s->keep = s->where = -1;
	if (s->header == NULL)
		return;
	s->plain = view_of(s, s->def->time)->scope;
	s->plain.call = NULL;
	for (; s->skips < s->def->skips; s->skips++)
		s->skip[s->skips] = add_skip(s, s->def->skip[s->skips].tree);
	if (where)
		s->where = add_skip(s, where);
	keep = tree_both(a, sources_keep(s->def, a), where);
	if (keep)
		s->keep = add_skip(s, keep);
}

static void
open_source(struct figure *f, size_t number)
{
	struct source *s = &f->source[number];

	s->figure = f;
	s->number = number;
	s->def = &f->want.catalogue->source[number];
	s->program = program_new();
	s->input = sources_input(f->want.catalogue->source, number, &f->want.inputs, true);
	if (f->want.merge) {
		s->input = &f->want.inputs.at[0];
	} else if (s->input) {
		s->stream.files = s->input->files;
		s->stream.name = f->want.inputs.n > 1 && s->def->name.len
				     ? arena_z(&f->arena, s->def->name)
				     : NULL;
		s->header = stream_header(&s->stream);
		s->as = sources_types(s->def, s->header, &f->arena);
	}
	s->skip = arena_zero(&f->arena, s->def->skips + 1, sizeof *s->skip);
	s->skipped = arena_zero(&f->arena, s->def->skips + 1, sizeof *s->skipped);
	s->keep = s->where = -1;
}

static void
resolve_mature(struct figure *f, struct indicator *i)
{
	struct arena *a = &f->arena;
	struct view *v = i->view;
	struct misfit m;
	int where = -1;

	i->immature = SIZE_MAX;
	if (!i->def->has_mature)
		return;
	if (f->want.now.len == 0) {
		misfit(&m, i->def->place,
		    "'%.*s' judges only what is old enough (mature); give --now",
		    STR_ARG(i->def->name));
		misfit_die(&m);
	}
	if (v->moment == NULL) {
		misfit(&m, i->def->place, "'%.*s' has `mature` and its source no `time`",
		    STR_ARG(i->def->name));
		misfit_die(&m);
	}
	where = program_add_where(v->source->program,
	    tree_pair(a, T_GT, tree_call2(a, STR("add"), v->moment, tree_number(a, i->def->mature)),
		tree_call(a, STR("now"), NULL)),
	    &v->scope, TYPE_TRUTH, v->source->keep, &m);
	if (where < 0)
		misfit_die(&m);
	i->immature = state_need(
	    f, (struct state){
		   .kind = STATE_COUNT, .view = v, .value = -1, .where = where, .period = -1});
	f->provisional++;
}

static void
resolve_indicator(struct figure *f, const struct kpi_def *kpi)
{
	struct outer *o = &f->outer[kpi - f->want.catalogue->kpi];
	struct indicator *i = &f->indicator[f->indicators++];
	struct misfit m;

	*i = (struct indicator){.def = kpi};
	i->value = program_add(f->program, kpi->tree, &o->scope, TYPE_ANY, &m);
	if (i->value < 0)
		misfit_die(&m);
	outer_view(o, &m);
	i->view = o->view;
	i->type = program_type(f->program, i->value);
	ratio_find(f, i, &m);
	resolve_mature(f, i);
}

static void
resolve_indicators(struct figure *f)
{
	const struct catalogue *c = f->want.catalogue;
	struct str *names = mem_new(c->kpis + 1, sizeof *names);

	f->indicator = arena_zero(&f->arena, c->kpis + f->want.onlys + 1, sizeof *f->indicator);
	for (size_t i = 0; i < c->kpis; i++)
		names[i] = c->kpi[i].name;
	for (size_t i = 0; i < f->want.onlys; i++) {
		const struct kpi_def *kpi = figure_kpi(c, f->want.only[i]);

		if (kpi == NULL)
			die("--indicators: no indicator '%.*s'%s", STR_ARG(f->want.only[i]),
			    diag_hint(f->want.only[i], names, c->kpis));
		resolve_indicator(f, kpi);
	}
	for (size_t i = 0; i < c->kpis && f->want.onlys == 0; i++)
		if (!c->kpi[i].hidden)
			resolve_indicator(f, &c->kpi[i]);
	if (f->indicators == 0)
		die("nothing to compute; give indicators with -f or -e");
	free(names);
}

/* Two columns of one name would be a stream that nobody can read. */
static void
check_header(const struct figure *f)
{
	struct header names = {0};
	struct fault fault;

	figure_header(f, &names);
	if (!header_unique(&names, &fault))
		die("output: %s", fault.msg);
	header_clear(&names);
}

struct figure *
figure_new(const struct figure_wants *want)
{
	struct figure *f = mem_new(1, sizeof *f);

	f->want = *want;
	if (want->groups > FIGURE_GROUPS_MAX)
		die("more than %d group columns", FIGURE_GROUPS_MAX);
	if (want->totals == TOTALS_CUBE && want->groups > FIGURE_CUBE_MAX)
		die("--cube: %zu group columns make 2^%zu subtotals of every group; expected at "
		    "most %d",
		    want->groups, want->groups, FIGURE_CUBE_MAX);
	f->shelf = want->catalogue->shelf;
	f->program = program_new();
	f->sources = want->catalogue->sources;
	f->source = arena_zero(&f->arena, f->sources, sizeof *f->source);
	sources_check(f->want.catalogue->source, f->sources, &f->want.inputs, true);
	for (size_t i = 0; i < f->sources; i++)
		open_source(f, i);
	for (size_t i = 0; i < f->sources; i++)
		resolve_keep(&f->source[i]);
	outer_open(f);
	resolve_indicators(f);
	check_header(f);
	figure_fingerprint(f);
	f->kind = arena_zero(&f->arena, f->states + 1, sizeof *f->kind);
	for (size_t s = 0; s < f->states; s++)
		f->kind[s] = f->state[s].kind;
	f->table = figure_table(f);
	return f;
}

struct table *
figure_table(const struct figure *f)
{
	return table_new(f->kind, f->states);
}

struct spill *
figure_spilled(const struct figure *f)
{
	return spill_new(f->spilled, f->kind, f->states);
}

bool
source_in_use(const struct source *s)
{
	for (const struct view *v = s->view; v; v = v->next)
		if (v->grouped)
			return true;
	return false;
}

/* From here on nothing more is opened but scratch files and what -o names. */
static void
open_all(struct figure *f)
{
	bool all = true;

	for (size_t i = 0; i < f->sources; i++)
		if (f->source[i].input && source_in_use(&f->source[i]))
			all = stream_open(&f->source[i].stream) && all;
	if (all)
		sandbox_outputs(&common.output, 1);
}

void
figure_run(struct figure *f)
{
	if (f->want.merge) {
		partial_read(f);
	} else {
		open_all(f);
		for (size_t i = 0; i < f->sources; i++)
			if (f->source[i].input && source_in_use(&f->source[i]))
				feed_source(&f->source[i]);
	}
	if (table_groups(f->table) == 0 && f->want.groups == 0)
		table_group(f->table, (struct str){"\0\0\0\0", KEY_SUMMED});
	if (f->spilled)
		figure_spill(f);
	else
		figure_totals(f);
	if (f->spilled)
		sorter_finish(f->spilled);
	else
		table_finish(f->table);
}

void
figure_free(struct figure *f)
{
	for (size_t i = 0; i < f->sources; i++) {
		program_free(f->source[i].program);
		free(f->source[i].column);
		free(f->source[i].keyed);
	}
	program_free(f->program);
	table_free(f->table);
	sorter_free(f->spilled);
	free(f->state);
	free(f->aggregate);
	arena_clear(&f->arena);
	free(f);
}
