/* doc: a report as a model, before any format. */
#include "render/doc.h"

void
doc_start(struct doc *d, enum lang lang)
{
	*d = (struct doc){.lang = lang};
	d->end = &d->first;
}

struct block *
doc_add(struct doc *d, enum block_kind kind)
{
	struct block *b = arena_zero(&d->arena, 1, sizeof *b);

	b->kind = kind;
	*d->end = b;
	d->end = &b->next;
	return b;
}

void
doc_clear(struct doc *d)
{
	arena_clear(&d->arena);
	*d = (struct doc){0};
}
