/* heap: the texts of a whole run, in the order of the input, within the bound of memory. */
#include "base/mem.h"
#include "base/opt.h"
#include "classify/inner.h"
#include "classify/tokens.h"
#include "record/cols.h"
#include <inttypes.h>
#include <stdlib.h>

void
heap_begin(struct classify *c)
{
	struct cols cols = {0};
	struct fault f;
	ptrdiff_t at;

	if (c->want.id) {
		if ((at = header_need(c->in, str_of(c->want.id), &f)) < 0)
			die("--id: %s", f.msg);
		c->id = bind_slot(c, (size_t)at);
	}
	if (c->want.label == NULL)
		return;
	if (!cols_find(&cols, str_of(c->want.label), c->in, match_name, &f))
		die("--label: %s", f.msg);
	if (cols.n > RULES_LEVELS)
		die("--label: %zu columns; expected at most %d", cols.n, RULES_LEVELS);
	c->label = arena_zero(&c->arena, cols.n + 1, sizeof *c->label);
	for (; c->labels < cols.n; c->labels++)
		c->label[c->labels] = bind_slot(c, cols.at[c->labels]);
	cols_clear(&cols);
}

/* The class of a record: its columns, or what the rules say. */
static void
add_label(struct hand *h, const struct result *r)
{
	const struct classify *c = h->c;

	for (size_t i = 0; i < (c->labels ? c->labels : c->levels); i++) {
		struct str s =
		    c->labels ? h->batch->col[c->label[i]][r->row] : result_level(c, r, i);

		if (s.len == 0)
			return;
		if (i)
			buf_ch(&h->buf, '/');
		buf_str(&h->buf, s);
	}
}

static void
take(struct hand *h, struct arena *arena, const struct result *r)
{
	const struct classify *c = h->c;
	struct heap *heap = &h->heap;
	struct held held = {.batch = h->batch->index, .row = r->row};

	h->buf.len = 0;
	for (size_t k = 0; k < c->texts; k++)
		tokens_text(&h->buf, h->text[k][r->row]);
	held.text = arena_dup(arena, buf_slice(&h->buf));
	h->buf.len = 0;
	add_label(h, r);
	held.label = arena_dup(arena, buf_slice(&h->buf));
	if (c->want.id)
		held.id = arena_dup(arena, h->batch->col[c->id][r->row]);
	heap->at = mem_grow(heap->at, heap->n, &heap->cap, sizeof *heap->at);
	heap->at[heap->n++] = held;
}

void
heap_run(struct hand *h, struct rows *out)
{
	struct heap *heap = &h->heap;
	size_t before;

	if (heap->arena == NULL) {
		heap->arena = mem_new(1, sizeof *heap->arena);
		heap->arenas = 1;
	}
	before = heap->arena->bytes + heap->cap * sizeof *heap->at;
	for (size_t i = 0; i < h->results; i++) {
		take(h, heap->arena, &h->result[i]);
		/* What has no class is nothing to learn from. */
		if (h->c->want.work == CLASSIFY_LEARN && heap->at[heap->n - 1].label.len == 0) {
			heap->n--;
			out->books.left_out++;
		}
	}
	if (atomic_fetch_add(&h->c->bytes,
		heap->arena->bytes + heap->cap * sizeof *heap->at - before) > common.memory)
		die("the texts need more than %" PRIu64
		    " bytes of memory; see --memory, or take a sample (cs-select -w 'hash(ID) < "
		    "0.1')",
		    common.memory);
}

void
heap_merge(struct heap *into, struct heap *from)
{
	for (size_t i = 0; i < from->n; i++) {
		into->at = mem_grow(into->at, into->n, &into->cap, sizeof *into->at);
		into->at[into->n++] = from->at[i];
	}
	into->arena = mem_resize(into->arena, into->arenas + from->arenas + 1, sizeof *into->arena);
	for (size_t i = 0; i < from->arenas; i++)
		into->arena[into->arenas++] = from->arena[i];
	free(from->arena);
	free(from->at);
	*from = (struct heap){0};
}

static int
by_place(const void *a, const void *b)
{
	const struct held *x = a, *y = b;

	if (x->batch != y->batch)
		return x->batch < y->batch ? -1 : 1;
	return (x->row > y->row) - (x->row < y->row);
}

void
heap_sort(struct heap *h)
{
	if (h->n)
		qsort(h->at, h->n, sizeof *h->at, by_place);
}

void
heap_clear(struct heap *h)
{
	for (size_t i = 0; i < h->arenas; i++)
		arena_clear(&h->arena[i]);
	free(h->arena);
	free(h->at);
	*h = (struct heap){0};
}
