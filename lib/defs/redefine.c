/* redefine: what a statement of an included file becomes when it is stated again. */
#include "defs/loader.h"

/* Whether two attributes are one said again: the same word, and for those that repeat the same
 * first operand. */
static bool
same_attribute(const struct keyword *k, const struct attribute *a, const struct attribute *b)
{
	struct entry e;

	return a->rank == b->rank && vocabulary_entry(k, a->word, &e) &&
	       (!e.repeats || str_eq(a->operand[0].text, b->operand[0].text));
}

static void
attribute_restate(const struct keyword *k, struct statement *old, struct attribute *a)
{
	struct attribute **at = &old->attribute;

	while (*at && !same_attribute(k, *at, a))
		at = &(*at)->next;
	a->next = *at ? (*at)->next : NULL;
	*at = a;
}

void
redefine(const struct keyword *k, struct statement *old, struct statement *st)
{
	if (st->tree)
		old->tree = st->tree;
	if (st->operands) {
		old->operand = st->operand;
		old->operands = st->operands;
	}
	old->text = st->text;
	old->place = st->place;
	old->redefined = true;
	for (struct attribute *a = st->attribute, *next; a; a = next) {
		next = a->next;
		attribute_restate(k, old, a);
	}
	for (struct let *l = st->let, *next; l; l = next) {
		struct let **at = &old->let;

		next = l->next;
		while (*at && !str_eq((*at)->name, l->name))
			at = &(*at)->next;
		l->next = *at ? (*at)->next : NULL;
		*at = l;
	}
}
