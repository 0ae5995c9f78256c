/* bind: what the names of events mean in the headers of their streams. */
#include "base/mem.h"
#include "base/opt.h"
#include "expr/tree_make.h"
#include "sense/inner.h"
#include <stdlib.h>

int
origin_column(struct origin *o, size_t header)
{
	for (size_t i = 0; i < o->columns; i++)
		if (o->column[i] == header)
			return (int)i;
	o->column = mem_grow(o->column, o->columns, &o->column_cap, sizeof *o->column);
	o->column[o->columns] = header;
	return (int)o->columns++;
}

static bool
unknown(const struct origin *o, struct str name, struct fault *f)
{
	return fault(f, "no column '%s' in source '%.*s'%s", diag_text(name), STR_ARG(o->def->name),
	    diag_hint(name, o->header->name, o->header->n));
}

/* Columns and lets of a source; constants of the file are defs_scope's. */
static bool
origin_name(void *arg, const struct tree *t, struct named *out, struct fault *f)
{
	struct origin *o = arg;
	const struct let *let = sources_let(o->def, t->text);
	ptrdiff_t at = header_find(o->header, t->text);

	if (t->source.len && !str_eq(t->source, o->def->name))
		return fault(f, "%.*s.%.*s is a column of another source; expected one of '%.*s'",
		    STR_ARG(t->source), STR_ARG(t->text), STR_ARG(o->def->name));
	if (o->inner && at >= 0 && t->source.len == 0)
		return fault(f, "'%s' stands inside count(); expected %.*s.%s", diag_text(t->text),
		    STR_ARG(o->def->name), diag_text(t->text));
	if (let && at >= 0)
		return fault(f, "'%s' is a let and a column; rename the let", diag_text(t->text));
	if (let) {
		*out = (struct named){.is = NAMED_TREE,
		    .tree = let->tree,
		    .scope = &o->scope.scope,
		    .label = t->text};
		return true;
	}
	if (at < 0)
		return unknown(o, t->text, f);
	*out = (struct named){.is = NAMED_COLUMN,
	    .column = origin_column(o, (size_t)at),
	    .as_number = o->as.number[at],
	    .as_text = o->as.text[at],
	    .label = o->header->name[at]};
	return true;
}

int
origin_value(struct origin *o, const struct tree *t, enum type want)
{
	struct misfit m;
	int value = program_add(o->program, t, &o->scope.scope, want, &m);

	if (value < 0)
		misfit_die(&m);
	return value;
}

static void
open_header(struct origin *o)
{
	struct sense *s = o->sense;

	o->stream.files = o->input->files;
	o->stream.name = o->def->name.len ? arena_z(&s->arena, o->def->name) : NULL;
	o->header = stream_header(&o->stream);
	o->as = sources_types(o->def, o->header, &s->arena);
	o->program = program_new();
	o->scope = (struct defs_scope){.defs = s->want.scores->defs,
	    .shelf = s->want.scores->shelf,
	    .name = origin_name,
	    .arg = o,
	    .scope = {.now = s->want.now, .seed = s->want.seed}};
	defs_scope(&o->scope);
	o->scope.scope.moment = o->def->time;
	o->scope.scope.moment_scope = &o->scope.scope;
}

/* The other side of a link is the main source's key, by its name. */
static struct str
linked_name(const struct source_def *def)
{
	const struct tree *t = def->link[0].tree;
	struct misfit m;

	if (t->op == T_NAME && t->source.len == 0 && def->links == 1)
		return t->text;
	misfit(
	    &m, def->place, "customers are known by one column; expected `link COLUMN = COLUMN`");
	misfit_die(&m);
}

/* The column that says who the customer is. */
static struct str
key_name(const struct sense *s, const struct origin *o)
{
	struct str name = {0}, other;
	struct misfit m;

	if (o->def->links) {
		(void)linked_name(o->def);
		return o->def->link[0].column;
	}
	for (size_t i = 0; i < s->origins && o->def == s->want.scores->source; i++) {
		const struct source_def *def = s->origin[i].def;

		if (def->links == 0)
			continue;
		other = linked_name(def);
		if (name.len && !str_eq(name, other)) {
			misfit(&m, def->place,
			    "linked to '%s', another source to '%s'; expected the same column",
			    diag_text(other), diag_text(name));
			misfit_die(&m);
		}
		name = other;
	}
	return name.len ? name : STR("customer");
}

/* The moment: as defined, else the column of that name; the customers may have none. */
static void
bind_time(struct origin *o)
{
	struct str name = o == o->sense->list ? STR("since") : STR("time");
	ptrdiff_t at = header_find(o->header, name);

	o->time = -1;
	if (o->def->time) {
		o->time = origin_value(o, o->def->time, TYPE_TEXT);
	} else if (at >= 0) {
		o->time = origin_value(o, tree_name(&o->sense->arena, name), TYPE_TEXT);
	}
}

static void
bind_origin(struct origin *o)
{
	struct misfit m = {.place = o->def->place};
	struct str key = key_name(o->sense, o);
	const struct tree *keep;
	ptrdiff_t at;

	open_header(o);
	if ((at = header_need(o->header, key, &m.fault)) < 0)
		misfit_die(&m);
	o->key = origin_column(o, (size_t)at);
	bind_time(o);
	keep = sources_keep(o->def, &o->sense->arena);
	o->keep = keep ? origin_value(o, keep, TYPE_TRUTH) : -1;
}

struct origin *
origin_needed(struct sense *s, size_t source, struct place place)
{
	struct origin *o = &s->origin[source];
	struct misfit m;

	if (o->input || s->want.merge)
		return o;
	misfit(&m, place, "source '%.*s' is needed and was not given; add %.*s=FILE",
	    STR_ARG(o->def->name), STR_ARG(o->def->name));
	misfit_die(&m);
}

void
bind_sources(struct sense *s)
{
	const struct scores *d = s->want.scores;

	sources_check(d->source, d->sources, &s->want.inputs, !s->want.merge);
	s->origins = d->sources;
	s->origin = arena_zero(&s->arena, s->origins, sizeof *s->origin);
	for (size_t i = 0; i < s->origins; i++)
		s->origin[i] = (struct origin){.sense = s,
		    .def = &d->source[i],
		    .input = sources_input(d->source, i, &s->want.inputs, !s->want.merge),
		    .feedback = str_eq(d->source[i].name, STR("feedback")),
		    .keep = -1,
		    .time = -1};
	if (d->customers >= 0 && s->origin[d->customers].input && !s->want.partial)
		s->list = &s->origin[d->customers];
	for (size_t i = 0; i < s->origins; i++) {
		struct origin *o = &s->origin[i];

		/* Partials hold events; the list is given with --merge, where no other source is
		 * read. */
		if ((ptrdiff_t)i == d->customers ? o != s->list : s->want.merge)
			o->input = NULL;
		if (o->input)
			bind_origin(o);
	}
}
