/* store: rows written down and read again. */
#include "figure/store.h"
#include "base/mem.h"
#include "base/opt.h"
#include <stdlib.h>

void
store_init(struct store *s)
{
	*s = (struct store){0};
	s->scratch = mem_new(1, sizeof(struct scratch *));
	s->scratch[s->scratches++] = scratch_new(common.memory / 4 / common.jobs);
}

static void
put_size(struct buf *b, size_t n)
{
	uint32_t size = (uint32_t)n;

	buf_add(b, &size, sizeof size);
}

static uint32_t
get_size(const char *at, size_t i)
{
	uint32_t size;

	memcpy(&size, at + i * sizeof size, sizeof size);
	return size;
}

/* Lines of the rows, then for each column the lengths of its texts and the texts. */
void
store_add(struct store *s, const struct batch *b, const size_t *slot, size_t columns)
{
	struct chunk *c;

	s->buf.len = 0;
	for (size_t row = 0; row < b->n; row++)
		put_size(&s->buf, batch_line(b, row));
	for (size_t i = 0; i < columns; i++) {
		if (slot[i] == SIZE_MAX)
			continue;
		for (size_t row = 0; row < b->n; row++)
			put_size(&s->buf, b->col[slot[i]][row].len);
		for (size_t row = 0; row < b->n; row++)
			buf_str(&s->buf, b->col[slot[i]][row]);
	}
	s->chunk = mem_grow(s->chunk, s->n, &s->cap, sizeof *s->chunk);
	c = &s->chunk[s->n++];
	*c = (struct chunk){.index = b->index,
	    .file = b->file,
	    .first_line = b->file_line,
	    .n = b->n,
	    .scratch = s->scratch[0],
	    .at = scratch_size(s->scratch[0]),
	    .bytes = s->buf.len};
	for (const char *at = b->text.at, *end = at + b->text.len;
	     at < end && (at = memchr(at, '\n', (size_t)(end - at))); at++)
		c->lines++;
	scratch_write(s->scratch[0], s->buf.at, s->buf.len);
}

void
store_merge(struct store *into, struct store *from)
{
	for (size_t i = 0; i < from->n; i++) {
		into->chunk = mem_grow(into->chunk, into->n, &into->cap, sizeof *into->chunk);
		into->chunk[into->n++] = from->chunk[i];
	}
	into->scratch =
	    mem_resize(into->scratch, into->scratches + from->scratches, sizeof(struct scratch *));
	for (size_t i = 0; i < from->scratches; i++)
		into->scratch[into->scratches++] = from->scratch[i];
	free(from->chunk);
	free(from->scratch);
	buf_clear(&from->buf);
	*from = (struct store){0};
}

static int
by_index(const void *a, const void *b)
{
	const struct chunk *x = a, *y = b;

	return (x->index > y->index) - (x->index < y->index);
}

void
store_open(struct store *s, const struct source *source)
{
	if (s->n)
		qsort(s->chunk, s->n, sizeof *s->chunk, by_index);
	for (size_t i = 1; i < s->n; i++) {
		const struct chunk *before = &s->chunk[i - 1];

		s->chunk[i].row = before->row + before->n;
		if (before->file == s->chunk[i].file)
			s->chunk[i].first_line = before->first_line + before->lines;
	}
	for (size_t i = 0; i < s->scratches; i++)
		scratch_end(s->scratch[i]);
	s->values = mem_new(source->keyeds + 1, sizeof *s->values);
}

void
store_clear(struct store *s, const struct source *source)
{
	for (size_t i = 0; i < s->scratches; i++)
		scratch_free(s->scratch[i]);
	for (size_t k = 0; s->values && k < source->keyeds; k++) {
		scratch_free(s->values[k].scratch);
		free(s->values[k].from);
	}
	free(s->values);
	free(s->scratch);
	free(s->chunk);
	buf_clear(&s->buf);
	*s = (struct store){0};
}

void
store_values_begin(struct store *s, const struct source *source, size_t k)
{
	s->values[k].scratch = scratch_new(common.memory / 8 / source->keyeds);
	s->values[k].from = mem_new(s->n + 1, sizeof *s->values[k].from);
}

void
store_values_put(struct store *s, size_t k, struct str value)
{
	scratch_write(s->values[k].scratch, value.at, value.len);
}

void
store_values_end(struct store *s, size_t k, size_t chunk)
{
	s->values[k].from[chunk + 1] = scratch_size(s->values[k].scratch);
	if (chunk + 1 < s->n)
		return;
	scratch_end(s->values[k].scratch);
	s->values[k].whole = true;
}

void
value_pack_number(struct buf *b, struct num x)
{
	buf_ch(b, (char)x.kind);
	if (x.kind == NUM_NULL)
		return;
	buf_ch(b, (char)x.scale);
	buf_add(b, &x.wide, sizeof x.wide);
}

void
value_pack_text(struct buf *b, struct str text)
{
	put_size(b, text.len);
	buf_str(b, text);
}

void
cursor_open(
    struct cursor *c, const struct store *s, const struct source *source, struct notes *notes)
{
	*c = (struct cursor){.store = s, .source = source};
	c->vec = mem_new(source->columns + 1, sizeof *c->vec);
	c->buf = mem_new(source->columns + 1, sizeof *c->buf);
	c->columns = (struct columns){
	    .col = c->vec, .cols = source->columns, .notes = notes, .strict = common.strict};
}

static size_t
chunk_line(const void *arg, size_t row)
{
	const struct cursor *c = arg;

	return get_size(c->lines, row);
}

static const struct str *
take_texts(struct cursor *c, const char **at)
{
	size_t n = c->chunk->n;
	struct str *text = arena_zero(&c->arena, n + 1, sizeof *text);
	const char *bytes = *at + n * sizeof(uint32_t);

	for (size_t row = 0; row < n; row++) {
		text[row] = (struct str){bytes, get_size(*at, row)};
		bytes += text[row].len;
	}
	*at = bytes;
	return text;
}

static void
unpack_numbers(struct vec *v, struct arena *a, const char *at, size_t n)
{
	struct num *x = arena_zero(a, n + 1, sizeof *x);

	for (size_t i = 0; i < n; i++) {
		x[i].kind = (uint8_t)*at++;
		if (x[i].kind != NUM_NULL) {
			x[i].scale = (uint8_t)*at++;
			memcpy(&x[i].wide, at, sizeof x[i].wide);
			at += sizeof x[i].wide;
		}
	}
	v->num = x;
}

static void
unpack_texts(struct vec *v, struct arena *a, const char *at, size_t n)
{
	struct str *text = arena_zero(a, n + 1, sizeof *text);

	for (size_t i = 0; i < n; i++) {
		text[i] = (struct str){at + sizeof(uint32_t), get_size(at, 0)};
		at += sizeof(uint32_t) + text[i].len;
	}
	v->text = text;
}

/* A keyed column that was not computed yet is used by no one. */
static void
take_keyed(struct cursor *c, size_t k)
{
	const struct keyed *keyed = c->source->keyed[k];
	const struct values *values = &c->store->values[k];
	struct vec *v = &c->vec[keyed->column];
	size_t i = c->at - 1;
	const char *at;

	v->type = keyed->type;
	if (!values->whole)
		return;
	at = scratch_read(values->scratch, values->from[i],
	    (size_t)(values->from[i + 1] - values->from[i]), &c->buf[keyed->column]);
	if (keyed->type == TYPE_NUMBER)
		unpack_numbers(v, &c->arena, at, c->chunk->n);
	else
		unpack_texts(v, &c->arena, at, c->chunk->n);
}

bool
cursor_next(struct cursor *c)
{
	const char *at;

	if (c->at == c->store->n)
		return false;
	c->chunk = &c->store->chunk[c->at++];
	arena_reset(&c->arena);
	at = c->lines = scratch_read(
	    c->chunk->scratch, c->chunk->at, c->chunk->bytes, &c->buf[c->source->columns]);
	at += c->chunk->n * sizeof(uint32_t);
	for (size_t i = 0; i < c->source->columns; i++)
		if (c->source->column[i].keyed == NULL)
			c->vec[i] = (struct vec){.type = TYPE_ANY, .text = take_texts(c, &at)};
	for (size_t k = 0; k < c->source->keyeds; k++)
		take_keyed(c, k);
	c->columns.n = c->chunk->n;
	c->columns.line = chunk_line;
	c->columns.arg = c;
	return true;
}

void
cursor_close(struct cursor *c)
{
	for (size_t i = 0; i <= c->source->columns; i++)
		buf_clear(&c->buf[i]);
	arena_clear(&c->arena);
	free(c->buf);
	free(c->vec);
}
