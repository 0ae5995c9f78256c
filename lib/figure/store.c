/* store: rows held in memory. */
#include "figure/store.h"
#include "base/mem.h"
#include "base/opt.h"
#include <stdlib.h>

struct chunk *
chunk_new(const struct batch *b, const size_t *slot, size_t columns)
{
	struct chunk *c = mem_new(1, sizeof *c);

	c->index = b->index;
	c->file = b->file;
	c->first_line = b->file_line;
	c->n = b->n;
	c->col = arena_zero(&c->arena, columns + 1, sizeof *c->col);
	c->vec = arena_zero(&c->arena, columns + 1, sizeof *c->vec);
	c->line = arena_zero(&c->arena, b->n + 1, sizeof *c->line);
	for (size_t row = 0; row < b->n; row++)
		c->line[row] = batch_line(b, row);
	for (const char *at = b->text.at, *end = at + b->text.len;
	     at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
		c->lines++;
	for (size_t i = 0; i < columns; i++) {
		if (slot[i] == SIZE_MAX)
			continue;
		c->col[i] = arena_zero(&c->arena, b->n + 1, sizeof **c->col);
		for (size_t row = 0; row < b->n; row++)
			if (b->col[slot[i]][row].len)
				c->col[i][row] = arena_dup(&c->arena, b->col[slot[i]][row]);
		c->vec[i] = (struct vec){.type = TYPE_ANY, .text = c->col[i]};
	}
	return c;
}

void
store_add(struct store *s, struct chunk *c)
{
	s->chunk = mem_grow(s->chunk, s->n, &s->cap, sizeof *s->chunk);
	s->chunk[s->n++] = c;
	s->bytes += c->arena.bytes;
	if (s->bytes > common.memory)
		die("indicators over all records of a key (per, prev, next, nth) need more than "
		    "--memory here; "
		    "raise it, or cut the input by that key and use --partial");
}

void
store_merge(struct store *into, struct store *from)
{
	for (size_t i = 0; i < from->n; i++)
		store_add(into, from->chunk[i]);
	free(from->chunk);
	*from = (struct store){0};
}

static int
by_index(const void *a, const void *b)
{
	const struct chunk *const *x = a, *const *y = b;

	return ((*x)->index > (*y)->index) - ((*x)->index < (*y)->index);
}

void
store_sort(struct store *s)
{
	if (s->n)
		qsort(s->chunk, s->n, sizeof(struct chunk *), by_index);
	for (size_t i = 0; i < s->n; i++) {
		const struct chunk *before = i ? s->chunk[i - 1] : NULL;

		if (before && before->file == s->chunk[i]->file)
			s->chunk[i]->first_line = before->first_line + before->lines;
	}
}

void
store_clear(struct store *s)
{
	for (size_t i = 0; i < s->n; i++) {
		notes_clear(&s->chunk[i]->notes);
		arena_clear(&s->chunk[i]->arena);
		free(s->chunk[i]);
	}
	free(s->chunk);
	*s = (struct store){0};
}

static size_t
chunk_line(const void *arg, size_t row)
{
	const struct chunk *c = arg;

	return c->line[row];
}

struct columns
chunk_columns(struct chunk *c, size_t columns, struct notes *notes, bool strict)
{
	return (struct columns){.n = c->n,
	    .col = c->vec,
	    .cols = columns,
	    .notes = notes,
	    .line = chunk_line,
	    .arg = c,
	    .strict = strict};
}
