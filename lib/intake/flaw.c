/* flaw: the flaws of one block. */
#include "intake/flaw.h"
#include "base/mem.h"
#include <stdlib.h>

struct flaw *
flaw_add(struct flaws *f, enum rule rule, int column, struct str value, const char *what)
{
	struct flaw *flaw;

	f->at = mem_grow(f->at, f->n, &f->cap, sizeof *f->at);
	flaw = &f->at[f->n++];
	*flaw = (struct flaw){.rule = rule, .column = column, .what = what};
	flaw->value = arena_dup(&f->arena, value);
	return flaw;
}

static int
by_place(const void *a, const void *b)
{
	const struct flaw *x = a, *y = b;

	return (x->at > y->at) - (x->at < y->at);
}

void
flaw_sort(struct flaws *f)
{
	if (f->n > 1)
		qsort(f->at, f->n, sizeof *f->at, by_place);
}

void
flaw_clear(struct flaws *f)
{
	free(f->at);
	arena_clear(&f->arena);
	*f = (struct flaws){0};
}

const char *
flaw_rule(enum rule rule)
{
	static const char *const names[RULES] = {
	    [RULE_FIELDS] = "fields",
	    [RULE_QUOTES] = "quotes",
	    [RULE_ENCODING] = "encoding",
	    [RULE_NUL] = "nul",
	    [RULE_SIZE] = "size",
	    [RULE_TYPE] = "type",
	    [RULE_FORMAT] = "format",
	    [RULE_ZONE] = "zone",
	    [RULE_REQUIRED] = "required",
	    [RULE_UNIQUE] = "unique",
	    [RULE_MATCH] = "match",
	    [RULE_RANGE] = "range",
	    [RULE_LENGTH] = "length",
	    [RULE_CODES] = "codes",
	    [RULE_CHECK] = "check",
	    [RULE_KEY] = "key",
	};

	return names[rule];
}
