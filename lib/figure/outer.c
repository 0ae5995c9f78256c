/* outer: what names and calls mean in the formula of an indicator. */
#include "base/mem.h"
#include "figure/inner.h"
#include <stdlib.h>

static bool
unknown(const struct figure *f, struct str name, struct fault *fault_)
{
	const struct catalogue *c = f->want.catalogue;
	struct str *names = mem_new(c->kpis + f->want.groups + 1, sizeof *names);
	size_t n = 0;

	for (size_t i = 0; i < c->kpis; i++)
		names[n++] = c->kpi[i].name;
	for (size_t g = 0; g < f->want.groups; g++)
		names[n++] = f->want.group[g].name;
	fault(fault_, "no indicator or group column '%.*s' (a column stands inside an aggregate)%s",
	    STR_ARG(name), diag_hint(name, names, n));
	free(names);
	return false;
}

/* Names in the formula of an indicator. */
static bool
outer_name(void *arg, const struct tree *name, struct named *out, struct fault *fault_)
{
	struct outer *o = arg;
	struct figure *f = o->figure;
	const struct catalogue *c = f->want.catalogue;
	const struct kpi_def *kpi;

	if (name->text.len > 1 &&
	    name->text.at[0] == '\001') { /* a half of mean or share: ratio.c */
		uint64_t column = 0;

		str_uint((struct str){name->text.at + 1, name->text.len - 1}, &column);
		*out = (struct named){.is = NAMED_COLUMN,
		    .column = (int)column,
		    .type = TYPE_NUMBER,
		    .label = STR("aggregate")};
		return true;
	}
	if (name->source.len)
		return fault(fault_,
		    "%.*s.%.*s is a column of a source; expected it inside an aggregate",
		    STR_ARG(name->source), STR_ARG(name->text));
	kpi = figure_kpi(c, name->text);
	for (size_t g = 0; g < f->want.groups; g++) {
		if (!str_eq(f->want.group[g].name, name->text))
			continue;
		if (kpi)
			return fault(fault_,
			    "'%.*s' is an indicator and a group column; rename one",
			    STR_ARG(name->text));
		*out = (struct named){
		    .is = NAMED_COLUMN, .column = (int)g, .type = TYPE_TEXT, .label = name->text};
		return true;
	}
	if (kpi) {
		*out = (struct named){.is = NAMED_TREE,
		    .tree = kpi->tree,
		    .scope = &f->outer[kpi - c->kpi].scope,
		    .label = name->text};
		return true;
	}
	for (const struct let *l = c->defs->let; l; l = l->next)
		if (str_eq(l->name, name->text)) {
			*out = (struct named){.is = NAMED_TREE,
			    .tree = l->tree,
			    .scope = &o->scope,
			    .label = name->text};
			return true;
		}
	return unknown(f, name->text, fault_);
}

/* The view of an indicator: its source by its moment; made when a formula is first read. */
bool
outer_view(struct outer *o, struct misfit *m)
{
	struct source *s = figure_source(o->figure, o->kpi->source, o->kpi->place);

	(void)m;
	if (o->view == NULL) {
		o->view = view_of(s, o->kpi->time ? o->kpi->time : s->def->time);
		view_group(o->view);
		if (o->kpi->time && o->view->moment_value < 0 && s->header) {
			o->view->moment_value = program_add_where(
			    s->program, o->kpi->time, &o->view->scope, TYPE_TEXT, s->keep, m);
			if (o->view->moment_value < 0)
				misfit_die(m);
		}
	}
	return true;
}

static bool
outer_call(void *arg, const struct tree *call, struct named *out, struct misfit *m)
{
	struct outer *o = arg;

	/* A function that is none here is the language's to refuse, with the nearest one named. */
	m->fault.msg[0] = '\0';
	if (aggregate_type(call->text) == TYPE_ANY && call->pers == 0 &&
	    !tree_is_neighbour(call->text))
		return false;
	return outer_view(o, m) && aggregate_named(o->figure, o->view, call, o->kpi, out, m);
}

static const struct codelist *
outer_codelist(void *arg, struct str name)
{
	const struct outer *o = arg;

	return shelf_codelist(o->figure->shelf, name);
}

static const struct workcal *
outer_calendar(void *arg, struct str name, struct fault *f)
{
	const struct outer *o = arg;

	return shelf_calendar(o->figure->shelf, name, f);
}

void
outer_open(struct figure *f)
{
	const struct catalogue *c = f->want.catalogue;

	f->outer = arena_zero(&f->arena, c->kpis + 1, sizeof *f->outer);
	for (size_t i = 0; i < c->kpis; i++) {
		struct outer *o = &f->outer[i];

		*o = (struct outer){.figure = f, .kpi = &c->kpi[i]};
		o->scope = (struct scope){.arg = o,
		    .name = outer_name,
		    .call = outer_call,
		    .codelist = outer_codelist,
		    .calendar = outer_calendar,
		    .now = f->want.now,
		    .seed = f->want.seed};
	}
}
