/* bind_name: what names in a schema's expressions mean: columns above, constants, codelists,
 * calendars. */
#include "base/mem.h"
#include "intake/bind_inner.h"
#include <stdlib.h>

static const struct let *
find_let(const struct defs *defs, struct str name)
{
	for (const struct let *l = defs->let; l != NULL; l = l->next)
		if (str_eq(l->name, name))
			return l;
	return NULL;
}

static bool
unknown_name(const struct asker *ask, struct str name, struct fault *f)
{
	size_t n = ask->bind->columns;
	struct str *names = mem_new(n, sizeof *names);
	bool ok;

	for (size_t i = 0; i < n; i++)
		names[i] = ask->bind->column[i].def->name;
	ok = fault(f, "no column '%.*s'%s", STR_ARG(name), diag_hint(name, names, n));
	free(names);
	return ok;
}

/* Whether the column i may be used by ask; what else it is told. */
static bool
may_use(const struct asker *ask, size_t i, struct fault *f)
{
	struct str name = ask->bind->column[i].def->name;

	if (ask->what == ASK_CHECK || i < ask->column ||
	    (i == ask->column && ask->what != ASK_DEFAULT))
		return true;
	if (i == ask->column)
		return fault(
		    f, "column '%.*s' is null where its default is asked for", STR_ARG(name));
	return fault(f,
	    "column '%.*s' stands below; only this column and those above are known here",
	    STR_ARG(name));
}

static bool
name_means(void *arg, const struct tree *name, struct named *named, struct fault *f)
{
	const struct asker *ask = arg;
	struct bind *b = ask->bind;
	const struct let *let = find_let(b->schema->defs, name->text);

	if (name->source.len)
		return fault(f, "a schema has no source '%.*s'", STR_ARG(name->source));
	for (size_t i = 0; i < b->columns; i++) {
		if (!str_eq(b->column[i].def->name, name->text))
			continue;
		if (!may_use(ask, i, f))
			return false;
		named->is = NAMED_COLUMN;
		named->column =
		    i == ask->column && ask->what == ASK_VALUE ? bind_read(i) : bind_final(i);
		named->type = b->column[i].type;
		named->label = name->text;
		b->column[i].numbers = true;
		return true;
	}
	if (let == NULL)
		return unknown_name(ask, name->text, f);
	named->is = NAMED_TREE;
	named->tree = let->tree;
	named->scope = ask->scope;
	return true;
}

static const struct codelist *
list_means(void *arg, struct str name)
{
	const struct asker *ask = arg;

	return shelf_codelist(ask->bind->schema->shelf, name);
}

static const struct workcal *
calendar_means(void *arg, struct str name, struct fault *f)
{
	const struct asker *ask = arg;

	return shelf_calendar(ask->bind->schema->shelf, name, f);
}

int
bind_add(struct asker *ask, const struct tree *tree, enum type want)
{
	struct scope scope = {
	    .arg = ask, .name = name_means, .codelist = list_means, .calendar = calendar_means};
	struct misfit m;
	int value;

	if (tree == NULL)
		return -1;
	ask->scope = &scope;
	value = program_add(ask->bind->program, tree, &scope, want, &m);
	if (value < 0)
		misfit_die(&m);
	return value;
}
