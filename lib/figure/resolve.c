/* resolve: what names mean in rows and in formulas, before a record is read. */
#include "base/mem.h"
#include "figure/inner.h"
#include "expr/tree_make.h"
#include <stdlib.h>

/* The number of a header's column in the source's program; asked for once. */
int
source_column(struct source *s, size_t header)
{
	struct source_column *c;

	for (size_t i = 0; i < s->columns; i++)
		if (s->column[i].header == header)
			return (int)i;
	s->column = mem_grow(s->column, s->columns, &s->column_cap, sizeof *s->column);
	c = &s->column[s->columns];
	*c = (struct source_column){.name = s->header->name[header], .header = header};
	return (int)s->columns++;
}

static bool
unknown(const struct source *s, struct str name, struct fault *f)
{
	size_t n = 0;
	struct str *names;

	for (const struct let *l = s->def->let; l; l = l->next)
		n++;
	names = mem_new(n + s->header->n + 1, sizeof *names);
	n = 0;
	for (const struct let *l = s->def->let; l; l = l->next)
		names[n++] = l->name;
	for (size_t i = 0; i < s->header->n; i++)
		names[n++] = s->header->name[i];
	fault(f, "no column '%.*s'%s%.*s%s%s", STR_ARG(name),
	    s->def->name.len ? " in source '" : "", STR_ARG(s->def->name),
	    s->def->name.len ? "'" : "", diag_hint(name, names, n));
	free(names);
	return false;
}

/* With --merge every name that is no let was a column; it is only told apart from others. */
static bool
merged_column(struct source *s, struct str name, struct named *out)
{
	size_t i = 0;

	while (i < s->columns && !str_eq(s->column[i].name, name))
		i++;
	if (i == s->columns) {
		s->column = mem_grow(s->column, s->columns, &s->column_cap, sizeof *s->column);
		s->column[s->columns++] = (struct source_column){.name = name, .header = i};
	}
	*out = (struct named){.is = NAMED_COLUMN, .column = (int)i, .label = name};
	return true;
}

static bool
row_name(void *arg, const struct tree *name, struct named *out, struct fault *f)
{
	struct view *v = arg;
	struct source *s = v->source;
	const struct let *own = sources_let(s->def, name->text), *shared = NULL;
	ptrdiff_t at = s->header ? header_find(s->header, name->text) : -1;

	if (name->source.len && !str_eq(name->source, s->def->name))
		return fault(f,
		    "%.*s.%.*s is a column of another source; expected columns of one source",
		    STR_ARG(name->source), STR_ARG(name->text));
	if (name->source.len == 0)
		shared = defs_let(s->figure->want.catalogue->defs, name->text);
	if (s->header == NULL && own == NULL && shared == NULL)
		return merged_column(s, name->text, out);
	if ((own || shared) && at >= 0)
		return fault(
		    f, "'%.*s' is a let and a column; rename the let", STR_ARG(name->text));
	if (own == NULL && shared == NULL && at < 0)
		return unknown(s, name->text, f);
	if (at >= 0) {
		*out = (struct named){.is = NAMED_COLUMN,
		    .column = source_column(s, (size_t)at),
		    .as_number = s->as.number[at],
		    .as_text = s->as.text[at],
		    .label = s->header->name[at]};
	} else {
		*out = (struct named){.is = NAMED_TREE,
		    .tree = own ? own->tree : shared->tree,
		    .scope = &v->scope,
		    .label = name->text};
	}
	return true;
}

static bool
row_call(void *arg, const struct tree *call, struct named *out, struct misfit *m)
{
	return keyed_named(arg, call, out, m);
}

static const struct codelist *
codelist(void *arg, struct str name)
{
	const struct view *v = arg;

	return shelf_codelist(v->source->figure->shelf, name);
}

static const struct workcal *
calendar(void *arg, struct str name, struct fault *f)
{
	const struct view *v = arg;

	return shelf_calendar(v->source->figure->shelf, name, f);
}

/* A stream by period without a moment of its own (one row per region and month) counts at the first
 * day of its column `month`. */
static const struct tree *
moment_of(struct source *s, const struct tree *moment)
{
	/* With --merge there is no header: what was not there when the partial was made does not
	 * matter any more. */
	if (moment == NULL && (s->header == NULL || header_find(s->header, STR("month")) >= 0))
		return tree_call2(&s->figure->arena, STR("concat"),
		    tree_name(&s->figure->arena, STR("month")),
		    tree_text(&s->figure->arena, STR("-01")));
	return moment;
}

struct view *
view_of(struct source *s, const struct tree *moment)
{
	struct figure *f = s->figure;
	struct view *v, **end;

	moment = moment_of(s, moment);
	for (end = &s->view; *end; end = &(*end)->next)
		if ((*end)->moment == moment || tree_equal((*end)->moment, moment))
			return *end;
	*end = v = arena_zero(&f->arena, 1, sizeof *v);
	*v = (struct view){.source = s, .moment = moment, .moment_value = -1};
	v->scope = (struct scope){.arg = v,
	    .name = row_name,
	    .call = row_call,
	    .codelist = codelist,
	    .calendar = calendar,
	    .moment = moment,
	    .moment_scope = &v->scope,
	    .now = f->want.now,
	    .seed = f->want.seed};
	return v;
}

/* -g month and its like, where the stream has no such column: the period of the row's moment. */
static const struct tree *
period_tree(struct view *v, struct str name)
{
	static const char *const periods[][2] = {{"month", "month"}, {"day", "date"},
	    {"week", "week"}, {"quarter", "quarter"}, {"year", "year"}};
	struct arena *a = &v->source->figure->arena;

	if (v->moment == NULL)
		return NULL;
	for (size_t i = 0; i < sizeof periods / sizeof *periods; i++)
		if (str_eq(name, str_of(periods[i][0])))
			return tree_call(a, str_of(periods[i][1]), NULL);
	if (str_eq(name, STR("hour")))
		return tree_call2(a, STR("slot"), v->moment, tree_number(a, NUM(3600)));
	return NULL;
}

void
view_group(struct view *v)
{
	struct source *s = v->source;
	const struct figure_wants *want = &s->figure->want;
	struct misfit m;
	struct named named;

	if (v->grouped)
		return;
	v->grouped = true;
	v->rows = state_need(s->figure,
	    (struct state){.kind = STATE_COUNT, .view = v, .value = -1, .where = -1, .period = -1});
	if (s->header == NULL)
		return; /* --merge: the groups come as they are */
	for (size_t g = 0; g < want->groups; g++) {
		const struct figure_expr *e = &want->group[g];
		const struct tree *tree = e->tree, *cut;

		if (tree->op == T_NAME && str_eq(tree->text, e->name) &&
		    header_find(s->header, e->name) < 0 &&
		    (cut = period_tree(v, e->name)) != NULL && !row_name(v, tree, &named, &m.fault))
			tree = cut;
		v->group[g] = program_add_where(s->program, tree, &v->scope, TYPE_ANY, s->keep, &m);
		if (v->group[g] < 0)
			misfit_die(&m);
	}
}

struct source *
figure_source(struct figure *f, struct str name, struct place place)
{
	int at = name.len ? catalogue_source(f->want.catalogue, name) : 0;
	struct misfit m;

	if (at < 0)
		misfit(&m, place, "no source '%.*s' is declared", STR_ARG(name));
	else if (f->source[at].input == NULL)
		misfit(&m, place, "source '%.*s' is needed and was not given; add %.*s=FILE",
		    STR_ARG(f->source[at].def->name), STR_ARG(f->source[at].def->name));
	else
		return &f->source[at];
	misfit_die(&m);
}
