/* defs: definition files from their names to what they declare. */
#include "defs/defs.h"
#include "base/mem.h"
#include "defs/loader.h"
#include <stdlib.h>

static struct defs *
defs_new(enum defs_kind kind)
{
	struct arena *arena = mem_new(1, sizeof(*arena));
	struct defs *d = arena_zero(arena, 1, sizeof(*d));

	d->kind = kind;
	d->arena = arena;
	d->names = names_new();
	return d;
}

static struct loader
loader_of(struct defs *d, struct misfit *m)
{
	return (struct loader){.defs = d, .misfit = m, .last = &d->first, .last_let = &d->let};
}

/* What can only be seen when all is read.  A cycle is said before "declared below", which it always
 * is, too. */
static bool
loader_finish(struct loader *r)
{
	return uses_check(r->defs, r->misfit) && names_above(r);
}

static void
loader_clear(struct loader *r)
{
	free(r->file);
	free(r->loose);
	buf_clear(&r->canon);
}

static void
file_named(struct loader *r, const char *name)
{
	struct str s = str_of(name);
	const char *path = str_eq(s, STR("-")) ? name : defs_path(r->defs, (struct place){0}, s);

	/* What is nowhere is for the opening to refuse, with the system's words. */
	if (!include_file(r, path ? path : name))
		misfit_die(r->misfit);
}

struct defs *
defs_read_part(
    enum defs_kind kind, const struct opt_list *files, const struct opt_list *set, bool *taken)
{
	struct defs *d = defs_new(kind);
	struct misfit m;
	struct loader r = loader_of(d, &m);

	for (size_t i = 0; i < files->n; i++)
		file_named(&r, files->at[i]);
	if (!loader_finish(&r))
		misfit_die(&m);
	loader_clear(&r);
	if (set->n && (!set_apply(d, set, taken, &m) || !uses_check(d, &m)))
		misfit_die(&m);
	defs_canon(d);
	return d;
}

struct defs *
defs_read(enum defs_kind kind, const struct opt_list *files, const struct opt_list *set)
{
	bool *taken = mem_new(set->n + 1, sizeof(*taken));
	struct defs *d = defs_read_part(kind, files, set, taken);

	defs_untaken((const struct defs *const[]){d}, 1, set, taken);
	free(taken);
	return d;
}

struct defs *
defs_of(enum defs_kind kind, const struct script *script, struct misfit *m)
{
	struct defs *d = defs_new(kind);
	struct loader r = loader_of(d, m);
	bool good;

	r.scan =
	    (struct scan){.in = script, .end = script->text.len, .arena = d->arena, .misfit = m};
	good = script_check(script, m) && statements_read(&r) && loader_finish(&r);
	loader_clear(&r);
	if (!good) {
		/* What stands in an included file is shown from what was read. */
		if (m->place.in == script)
			defs_free(d);
		return NULL;
	}
	defs_canon(d);
	return d;
}

void
defs_free(struct defs *d)
{
	struct arena *arena = d->arena;

	names_free(d->names);
	arena_clear(arena);
	free(arena);
}

struct statement *
defs_find(const struct defs *d, const char *keyword, struct str name)
{
	return names_find(d->names, keyword, name);
}

const struct let *
defs_let(const struct defs *d, struct str name)
{
	return names_find(d->names, "let", name);
}

const struct attribute *
attribute_find(const struct statement *st, const char *word)
{
	for (const struct attribute *a = st->attribute; a; a = a->next)
		if (str_eq(a->word, str_of(word)))
			return a;
	return NULL;
}
