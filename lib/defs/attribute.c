/* attribute: what is indented under a statement. */
#include "defs/loader.h"
#include <stdio.h>

/* Where the next attribute and the next let of a source are linked. */
struct ends {
	struct attribute **attribute;
	struct let **let;
};

static bool
unknown_attribute(struct loader *r, const struct keyword *k, struct str word, struct place at)
{
	struct str words[VOCABULARY_WORDS];
	size_t n = vocabulary_entries(k, words);
	char what[120];

	snprintf(what, sizeof(what), "attribute '%s' of %s", diag_text(word), k->word);
	return word_unknown(r, word, at, what, words, n);
}

/* let NAME = E, of a source: derived columns. */
static bool
source_let(struct loader *r, struct statement *st, struct let ***last)
{
	struct let *let = arena_zero(r->defs->arena, 1, sizeof(*let));
	struct reading to = {.tree = &let->tree, .name = &let->name, .name_place = &let->place};
	const struct let *other;
	bool good;

	r->source = st;
	good = form_read(r, STR("NAME = E"), &to) && loader_end(r);
	r->source = NULL;
	if (!good)
		return false;
	other = names_find(r->defs->names, "let", let->name);
	if (other == NULL)
		other = names_source_let(r->defs, st, let->name);
	if (other)
		return declared_twice(r, "let", let->name, let->place, other->place);
	**last = let;
	*last = &let->next;
	names_add_source_let(r->defs, st, let);
	return true;
}

static bool
attribute_twice(struct loader *r, const struct attribute *a, const struct attribute *first)
{
	size_t line, position;

	place_find(first->place, &line, &position);
	return misfit(r->misfit, a->place, "'%s' twice, first in line %zu; expected it once",
	    diag_text(a->word), line);
}

static bool
attribute_read(struct loader *r, const struct keyword *k, struct statement *st, struct ends *ends)
{
	struct attribute *a = arena_zero(r->defs->arena, 1, sizeof(*a));
	struct reading to = {0};
	struct entry e;

	a->place = loader_place(r);
	if (!word_take(r, "an attribute", &a->word))
		return false;
	if (!vocabulary_entry(k, a->word, &e))
		return unknown_attribute(r, k, a->word, a->place);
	if (e.repeats && str_eq(e.word, STR("let")))
		return source_let(r, st, &ends->let);
	for (const struct attribute *b = st->attribute; b && !e.repeats; b = b->next)
		if (b->rank == e.rank)
			return attribute_twice(r, a, b);
	a->rank = e.rank;
	r->canon.len = 0;
	buf_str(&r->canon, a->word);
	if (!form_read(r, e.form, &to) || !loader_end(r))
		return false;
	a->operand = form_operands(r, &to);
	a->operands = to.n;
	if (!to.people)
		a->text = arena_dup(r->defs->arena, buf_slice(&r->canon));
	*ends->attribute = a;
	ends->attribute = &a->next;
	return true;
}

bool
attributes_read(struct loader *r, const struct keyword *k, struct statement *st)
{
	struct ends ends = {&st->attribute, &st->let};

	while (line_next(&r->scan) && line_indented(&r->scan))
		if (!attribute_read(r, k, st, &ends))
			return false;
	return true;
}
