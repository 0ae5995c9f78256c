/* list_order: which rows of a list come first. */
#include "report/list.h"

#include <stdlib.h>

static int
compare(const void *a, const void *b)
{
	const struct list_row *x = a, *y = b;
	int c = 0;

	if (x->key.kind != NUM_NULL && y->key.kind != NUM_NULL)
		c = num_cmp(y->key, x->key);
	else if (x->key.kind != y->key.kind)
		c = (x->key.kind == NUM_NULL) - (y->key.kind == NUM_NULL);
	if (c == 0 && x->text.len && y->text.len)
		c = str_cmp(x->text, y->text);
	else if (c == 0)
		c = (x->text.len == 0) - (y->text.len == 0);
	if (c == 0)
		c = (x->block > y->block) - (x->block < y->block);
	return c ? c : (x->row > y->row) - (x->row < y->row);
}

void
listing_sort(struct listing *l)
{
	if (l->rows)
		qsort(l->row, l->rows, sizeof *l->row, compare);
}

void
listing_prune(struct listing *l, uint64_t want)
{
	struct arena kept = {0};

	if (l->rows < 4 * want + 1000)
		return;
	listing_sort(l);
	l->rows = want;
	for (size_t i = 0; i < l->rows; i++) {
		struct list_row *r = &l->row[i];
		struct str *cell = arena_zero(&kept, l->columns, sizeof *cell);

		for (size_t k = 0; k < l->columns; k++)
			cell[k] = arena_dup(&kept, r->cell[k]);
		r->cell = cell;
		r->place = arena_dup(&kept, r->place);
		r->text = arena_dup(&kept, r->text);
	}
	arena_clear(&l->arena);
	l->arena = kept;
}
