/* names: what is declared, by keyword and name; and the names that expressions use. */
#include "base/mem.h"
#include "defs/loader.h"
#include <stdlib.h>
#include <sys/random.h>
#include <xxhash.h>

struct slot {
	const char *keyword; /* of the vocabulary, or "let" */
	struct str name;
	void *what; /* struct let or struct statement; NULL: a free slot */
};
struct names {
	struct slot *slot;
	size_t n, room; /* a power of two, at most half full */
	uint64_t seed;
};

struct names *
names_new(void)
{
	struct names *names = mem_new(1, sizeof(*names));

	names->room = 64;
	names->slot = mem_new(names->room, sizeof(*names->slot));
	if (getrandom(&names->seed, sizeof(names->seed), 0) != sizeof(names->seed))
		names->seed = (uint64_t)(uintptr_t)names;
	return names;
}

void
names_free(struct names *names)
{
	free(names->slot);
	free(names);
}

static struct slot *
slot_of(const struct names *names, const char *keyword, struct str name)
{
	uint64_t seed = names->seed + (unsigned char)keyword[0] + 256 * strlen(keyword);
	size_t i = XXH3_64bits_withSeed(name.at, name.len, seed) & (names->room - 1);

	while (names->slot[i].what &&
	       (strcmp(names->slot[i].keyword, keyword) != 0 || !str_eq(names->slot[i].name, name)))
		i = (i + 1) & (names->room - 1);
	return &names->slot[i];
}

void *
names_find(const struct names *names, const char *keyword, struct str name)
{
	return slot_of(names, keyword, name)->what;
}

static void
names_more(struct names *names)
{
	struct names old = *names;

	names->room *= 2;
	names->slot = mem_new(names->room, sizeof(*names->slot));
	for (size_t i = 0; i < old.room; i++)
		if (old.slot[i].what)
			*slot_of(names, old.slot[i].keyword, old.slot[i].name) = old.slot[i];
	free(old.slot);
}

void
names_add(struct names *names, const char *keyword, struct str name, void *what)
{
	struct slot *slot = slot_of(names, keyword, name);

	names->n += slot->what == NULL;
	*slot = (struct slot){keyword, name, what};
	if (names->n > names->room / 2)
		names_more(names);
}

/* "; did you mean 'x'?", among all names of a keyword. */
const char *
names_hint(const struct defs *d, const char *keyword, struct str name)
{
	struct str *all = mem_new(d->names->n + 1, sizeof(*all));
	const char *hint;
	size_t n = 0;

	if (strcmp(keyword, "let") == 0)
		for (const struct let *l = d->let; l; l = l->next)
			all[n++] = l->name;
	for (const struct statement *st = d->first; st; st = st->next)
		if (st->name.len && str_eq(st->keyword, str_of(keyword)))
			all[n++] = st->name;
	hint = diag_hint(name, all, n);
	free(all);
	return *hint ? hint : "; expected one";
}

struct walk {
	const struct defs *defs;
	name_seen *seen;
	void *arg;
};

/* Whether an argument is not a name of a column, let or indicator, but of a codelist, its column, a
 * calendar or a source. */
static bool
other_name(const struct defs *d, const struct tree *call, size_t i)
{
	struct str f = call->text;

	if (call->kid[i]->op != T_NAME)
		return false;
	if (str_eq(f, STR("lookup")) && i == 2 && call->kids == 3 && call->kid[0]->op == T_NAME) {
		const struct statement *list = defs_find(d, "codelist", call->kid[0]->text);

		return list == NULL ||
		       attribute_find(list, "valid") == NULL; /* else it is the time */
	}
	if (str_eq(f, STR("lookup")))
		return i == 0 || (i == 2 && call->kids == 4);
	if (str_eq(f, STR("worktime")) || str_eq(f, STR("workday")))
		return i == 2;
	if (str_eq(f, STR("count")) && call->kid[i]->source.len == 0)
		return defs_find(d, "source", call->kid[i]->text) != NULL;
	return str_eq(f, STR("daytype")) && i == 1;
}

/* Down the first operand in a loop: a chain of + is as deep as it is long. */
static void
walk(const struct walk *w, const struct tree *t, bool inner)
{
	for (;;) {
		if (t->op == T_NAME || t->op == T_CALL)
			w->seen(w->arg, t, inner);
		if (t->op == T_CALL && tree_is_aggregate(t->text))
			inner = true;
		for (size_t i = 1; i < t->kids; i++)
			if (t->op != T_CALL || !other_name(w->defs, t, i))
				walk(w, t->kid[i], inner);
		for (size_t i = 0; i < t->pers; i++)
			walk(w, t->per[i], inner);
		if (t->where)
			walk(w, t->where, inner);
		if (t->kids == 0 || (t->op == T_CALL && other_name(w->defs, t, 0)))
			return;
		t = t->kid[0];
	}
}

void
names_walk(const struct defs *d, const struct tree *t, name_seen *seen, void *arg)
{
	walk(&(struct walk){d, seen, arg}, t, false);
}

/* Under the name "SOURCE\nLET", which no statement can have. */
static struct str
source_let_name(const struct defs *d, const struct statement *source, struct str name)
{
	return str_of(arena_fmt(d->arena, "%.*s\n%.*s", STR_ARG(source->name), STR_ARG(name)));
}

struct let *
names_source_let(const struct defs *d, const struct statement *source, struct str name)
{
	return source ? names_find(d->names, "source let", source_let_name(d, source, name)) : NULL;
}

void
names_add_source_let(const struct defs *d, const struct statement *source, struct let *let)
{
	names_add(d->names, "source let", source_let_name(d, source, let->name), let);
}

static void
note_loose(void *arg, const struct tree *name, bool inner)
{
	struct loader *r = arg;

	if (name->op != T_NAME || name->source.len ||
	    names_find(r->defs->names, "let", name->text) ||
	    names_source_let(r->defs, r->source, name->text) ||
	    (!inner && names_find(r->defs->names, "kpi", name->text)))
		return;
	r->loose = mem_grow(r->loose, r->looses, &r->loose_cap, sizeof(*r->loose));
	r->loose[r->looses++] = (struct loose){name, r->source, inner};
}

/* Remembers the names of an expression that nothing has declared so far. */
void
names_note(struct loader *r, const struct tree *t)
{
	names_walk(r->defs, t, note_loose, r);
}

bool
names_above(struct loader *r)
{
	for (size_t i = 0; i < r->looses; i++) {
		const struct loose *l = &r->loose[i];
		struct str name = l->name->text;

		if (names_find(r->defs->names, "let", name) ||
		    names_source_let(r->defs, l->source, name) ||
		    (!l->inner && names_find(r->defs->names, "kpi", name)))
			return misfit(r->misfit, l->name->place,
			    "'%s' is declared below; expected above its use", diag_text(name));
	}
	return true;
}
