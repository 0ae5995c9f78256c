/* sources: the sources of definitions, and the streams that feed them. */
#include "defs/sources.h"
#include "base/diag.h"
#include "base/mem.h"
#include "defs/take.h"
#include "expr/tree_make.h"
#include "record/cols.h"
#include "value/match.h"
#include <stdlib.h>

static void
skips_take(const struct statement *st, struct source_def *s, struct arena *arena)
{
	size_t n = 0;

	for (const struct attribute *a = st->attribute; a; a = a->next)
		n += str_eq(a->word, STR("skip"));
	s->skip = arena_zero(arena, n + 1, sizeof(*s->skip));
	for (const struct attribute *a = st->attribute; a; a = a->next)
		if (str_eq(a->word, STR("skip")))
			s->skip[s->skips++] =
			    (struct source_skip){a->operand[0].text, a->operand[1].tree};
}

static void
links_take(const struct statement *st, struct source_def *s, struct arena *arena)
{
	const struct operand *first = take_operand(st, "link", 0);
	size_t n = 0;

	for (const struct operand *op = first; op; op = op->next)
		n++;
	s->link = arena_zero(arena, n + 1, sizeof(*s->link));
	for (const struct operand *op = first; op; op = op->next)
		s->link[s->links++] = (struct source_link){op->text, op->with->tree};
}

size_t
sources_take(const struct defs *d, struct source_def **source)
{
	struct arena *arena = d->arena;
	size_t n = 0, taken = 0;

	for (const struct statement *st = d->first; st; st = st->next)
		n += str_eq(st->keyword, STR("source"));
	*source = arena_zero(arena, n ? n : 1, sizeof(**source));
	for (const struct statement *st = n ? d->first : NULL; st; st = st->next) {
		struct source_def *s = &(*source)[taken];

		if (!str_eq(st->keyword, STR("source")))
			continue;
		taken++;
		*s = (struct source_def){.name = st->name,
		    .place = st->place,
		    .time = take_tree(st, "time"),
		    .let = st->let,
		    .number = take_text(st, "number"),
		    .text = take_text(st, "text")};
		skips_take(st, s, arena);
		links_take(st, s, arena);
	}
	return n ? n : 1;
}

static void
no_such(const struct source_def *source, size_t n, struct str name)
{
	struct str *names = mem_new(n + 1, sizeof *names);

	for (size_t i = 0; i < n; i++)
		names[i] = source[i].name;
	if (n == 1 && source->name.len == 0)
		die("%.*s=: the definitions name no source; give the file without a name",
		    STR_ARG(name));
	die("no source '%.*s' in the definitions%s", STR_ARG(name), diag_hint(name, names, n));
}

void
sources_check(const struct source_def *source, size_t n, const struct inputs *in, bool has_main)
{
	const struct input_files *plain = inputs_find(in, (struct str){0}), *named;

	for (size_t i = 0; i < in->n; i++) {
		size_t k = 0;

		while (k < n && !str_eq(source[k].name, in->at[i].name))
			k++;
		if (in->at[i].name.len && k == n)
			no_such(source, n, in->at[i].name);
	}
	named = source->name.len ? inputs_find(in, source->name) : NULL;
	if (has_main && plain && plain->files && named)
		die("'%s' and %.*s=%s are both of the main source; name all its files or none",
		    diag_text(str_of(*plain->files)), STR_ARG(named->name),
		    diag_text(str_of(*named->files)));
}

const struct input_files *
sources_input(const struct source_def *source, size_t i, const struct inputs *in, bool has_main)
{
	const struct input_files *named =
	    source[i].name.len ? inputs_find(in, source[i].name) : NULL;

	if (named == NULL && i == 0 && has_main)
		return inputs_find(in, (struct str){0});
	return named;
}

static void
mark_columns(
    const struct source_def *source, const struct header *header, struct str list, bool *flag)
{
	struct cols cols = {0};
	struct misfit m = {.place = source->place};

	if (list.len == 0)
		return;
	if (!cols_find(&cols, list, header, match_name, &m.fault))
		misfit_die(&m);
	for (size_t i = 0; i < cols.n; i++)
		flag[cols.at[i]] = true;
	cols_clear(&cols);
}

struct source_types
sources_types(const struct source_def *source, const struct header *header, struct arena *a)
{
	struct source_types t = {
	    arena_zero(a, header->n + 1, sizeof(bool)), arena_zero(a, header->n + 1, sizeof(bool))};

	mark_columns(source, header, source->number, t.number);
	mark_columns(source, header, source->text, t.text);
	return t;
}

const struct let *
sources_let(const struct source_def *source, struct str name)
{
	const struct let *let = source->let;

	while (let && !str_eq(let->name, name))
		let = let->next;
	return let;
}

const struct tree *
sources_keep(const struct source_def *source, struct arena *a)
{
	const struct tree *keep = NULL;

	for (size_t i = 0; i < source->skips; i++)
		keep = tree_both(a, keep, tree_not_true(a, source->skip[i].tree));
	return keep;
}
