/* feed: what the names of a source's expressions mean, and which values its records carry. */
#include "gather/feed.h"
#include "base/mem.h"
#include "base/opt.h"
#include "expr/tree_make.h"
#include "gather/feed_inner.h"
#include <stdlib.h>

bool
feed_unknown(const struct feed *f, struct str name, struct fault *why)
{
	return fault(why, "no column '%s'%s%.*s%s%s", diag_text(name),
	    f->def->name.len ? " in source '" : "", STR_ARG(f->def->name),
	    f->def->name.len ? "'" : "", diag_hint(name, f->header->name, f->header->n));
}

/* The program's number of a column. */
static int
column_of(struct feed *f, size_t header)
{
	struct feed_inner *in = f->inner;

	for (size_t i = 0; i < in->columns; i++)
		if (in->column[i] == header)
			return (int)i;
	in->column = mem_grow(in->column, in->columns, &in->column_cap, sizeof *in->column);
	in->column[in->columns] = header;
	return (int)in->columns++;
}

static bool
name_means(void *arg, const struct tree *t, struct named *out, struct fault *why)
{
	struct feed *f = arg;
	const struct let *let = sources_let(f->def, t->text);
	ptrdiff_t at = header_find(f->header, t->text);

	if (t->source.len && !str_eq(t->source, f->def->name))
		return (f->other && f->other(f->arg, t, why)) ||
		       (f->other == NULL &&
			   fault(why, "'%.*s.%s' is of another source; expected one of '%.*s'",
			       STR_ARG(t->source), diag_text(t->text), STR_ARG(f->def->name)));
	if (let && at >= 0)
		return fault(why, "'%s' is a let and a column; rename the let", diag_text(t->text));
	if (let) {
		*out = (struct named){.is = NAMED_TREE,
		    .tree = let->tree,
		    .scope = &f->scope.scope,
		    .label = t->text};
		return true;
	}
	if (at < 0)
		return f->other ? f->other(f->arg, t, why) : feed_unknown(f, t->text, why);
	*out = (struct named){.is = NAMED_COLUMN,
	    .column = column_of(f, (size_t)at),
	    .as_number = f->as.number[at],
	    .as_text = f->as.text[at],
	    .label = f->header->name[at]};
	return true;
}

/* A value of the records that are kept. */
static int
add(struct feed *f, const struct tree *t, enum type want, struct misfit *m)
{
	if (f->inner->keep < 0)
		return program_add(f->program, t, &f->scope.scope, want, m);
	return program_add_where(f->program, t, &f->scope.scope, want, f->inner->keep, m);
}

int
feed_cell(struct feed *f, const struct tree *t, enum type want, struct misfit *m)
{
	int value;

	for (size_t i = 0; i < f->cells; i++)
		if (f->cell[i].want == want && tree_equal(f->cell[i].tree, t))
			return (int)i;
	if ((value = add(f, t, want, m)) < 0)
		return -1;
	f->cell = mem_grow(f->cell, f->cells, &f->inner->cell_cap, sizeof *f->cell);
	f->cell[f->cells] =
	    (struct feed_cell){t, want, value, program_type(f->program, value), false};
	return (int)f->cells++;
}

void
feed_moment(struct feed *f, int cell)
{
	f->cell[cell].moment = true;
}

int
feed_column(struct feed *f, size_t header)
{
	struct misfit m;
	int cell = feed_cell(f, tree_name(&f->inner->arena, f->header->name[header]), TYPE_ANY, &m);

	if (cell < 0)
		misfit_die(&m);
	return cell;
}

/* A value of each record that does not travel; -1: none. */
static int
value_of(struct feed *f, const struct tree *t, enum type want)
{
	struct misfit m;
	int value = t ? add(f, t, want, &m) : -1;

	if (t && value < 0)
		misfit_die(&m);
	return value;
}

void
feed_open(struct feed *f)
{
	struct feed_inner *in = f->inner = mem_new(1, sizeof *in);

	f->stream.files = f->files;
	if (f->def->name.len)
		f->stream.name = arena_z(&in->arena, f->def->name);
	f->header = stream_header(&f->stream);
	f->as = sources_types(f->def, f->header, &in->arena);
	f->program = program_new();
	f->scope = (struct defs_scope){.defs = f->defs,
	    .shelf = f->shelf,
	    .name = name_means,
	    .arg = f,
	    .scope = {.now = f->now, .seed = f->seed}};
	defs_scope(&f->scope);
	f->scope.scope.moment = f->def->time;
	f->scope.scope.moment_scope = &f->scope.scope;
	in->keep = in->only = -1;
	pthread_mutex_init(&in->each, NULL);
	in->skip = arena_zero(&in->arena, f->def->skips + 1, sizeof *in->skip);
	f->skips = arena_zero(&in->arena, f->def->skips + 1, sizeof *f->skips);
	for (size_t i = 0; i < f->def->skips; i++)
		in->skip[i] = value_of(f, f->def->skip[i].tree, TYPE_TRUTH);
	in->keep = value_of(f, sources_keep(f->def, &in->arena), TYPE_TRUTH);
	in->time = value_of(f, f->def->time, TYPE_TEXT);
}

struct gather_source
feed_carries(const struct feed *f)
{
	enum type *type = arena_zero(&f->inner->arena, f->cells + 1, sizeof *type);

	for (size_t i = 0; i < f->cells; i++)
		type[i] = f->cell[i].type;
	return (struct gather_source){type, f->cells};
}

ptrdiff_t
feed_used(const struct feed *f, size_t i)
{
	return i < f->inner->columns ? (ptrdiff_t)f->inner->column[i] : -1;
}

bool
feed_only(struct feed *f, const struct tree *t, struct misfit *m)
{
	f->inner->only = program_add(f->program, t, &f->scope.scope, TYPE_TRUTH, m);
	return f->inner->only >= 0;
}

void
feed_into(struct feed *f, struct feed_into into)
{
	f->inner->into =
	    mem_grow(f->inner->into, f->inner->intos, &f->inner->into_cap, sizeof into);
	f->inner->into[f->inner->intos++] = into;
}

void
feed_clear(struct feed *f)
{
	stream_free(&f->stream);
	program_free(f->program);
	free(f->cell);
	if (f->inner) {
		free(f->inner->column);
		free(f->inner->slot);
		free(f->inner->into);
		pthread_mutex_destroy(&f->inner->each);
		arena_clear(&f->inner->arena);
		free(f->inner);
	}
}
