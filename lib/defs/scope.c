/* scope: what the names of definition files mean in expressions. */
#include "defs/scope.h"
#include "base/mem.h"
#include "defs/loader.h"
#include "expr/eval.h"

static bool
nothing_else(const struct defs_scope *s, struct str name, struct fault *f)
{
	return fault(f, "no constant '%s'%s", diag_text(name), names_hint(s->defs, "let", name));
}

static bool
name_means(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	struct defs_scope *s = arg;
	const struct let *let = t->source.len ? NULL : defs_let(s->defs, t->text);
	bool other;

	if (let == NULL && s->name == NULL)
		return nothing_else(s, t->text, f);
	other = s->name && s->name(s->arg, t, named, f);
	if (let == NULL)
		return other;
	if (other)
		return fault(
		    f, "'%s' could be two things; expected a name of its own", diag_text(t->text));
	*named = (struct named){.is = NAMED_TREE, .tree = let->tree, .scope = &s->scope};
	return true;
}

static bool
call_means(void *arg, const struct tree *t, struct named *named, struct misfit *m)
{
	struct defs_scope *s = arg;

	return s->call(s->arg, t, named, m);
}

static const struct codelist *
list_means(void *arg, struct str name)
{
	struct defs_scope *s = arg;

	return s->shelf ? shelf_codelist(s->shelf, name) : NULL;
}

static const struct workcal *
calendar_means(void *arg, struct str name, struct fault *f)
{
	struct defs_scope *s = arg;

	if (s->shelf)
		return shelf_calendar(s->shelf, name, f);
	fault(f, "no calendar is known here");
	return NULL;
}

const struct scope *
defs_scope(struct defs_scope *s)
{
	s->scope.arg = s;
	s->scope.name = name_means;
	s->scope.call = s->call ? call_means : NULL;
	s->scope.codelist = list_means;
	s->scope.calendar = calendar_means;
	return &s->scope;
}

bool
defs_constant(
    const struct defs *d, const struct shelf *shelf, const struct tree *tree, struct buf *b)
{
	struct defs_scope s = {.defs = d, .shelf = shelf};
	struct program *p;
	struct misfit ignored;
	int value;
	bool good;

	if (!defs_is_constant(d, tree))
		return false;
	p = program_new();
	value = program_add(p, tree, defs_scope(&s), TYPE_ANY, &ignored);
	good = value >= 0 && program_is_constant(p, value) && eval_constant(p, value, b);
	program_free(p);
	return good;
}

bool
defs_constant_let(const struct defs *d, const struct shelf *shelf, struct str name, struct buf *b)
{
	const struct let *let = defs_let(d, name);

	return let && defs_constant(d, shelf, let->tree, b);
}
