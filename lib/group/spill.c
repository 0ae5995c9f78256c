/* spill: the groups of a table as records. */
#include "group/spill.h"
#include "base/mem.h"
#include "group/spill_inner.h"
#include "group/table_inner.h"
#include "value/num_order.h"
#include <stdlib.h>

/* A sum that fits 128 bits by its scale and the bytes that are not mere sign, another one as text.
 */
static void
put_sum(struct buf *b, const struct sum *s)
{
	signed char bytes[16];
	size_t n = sizeof bytes;

	if (s->more) {
		struct buf text = {0};

		sum_write(s, &text);
		buf_ch(b, (char)SPILL_SUM_TEXT);
		spill_put(b, text.len);
		buf_str(b, buf_slice(&text));
		buf_clear(&text);
		return;
	}
	memcpy(bytes, &s->lo, 8);
	memcpy(bytes + 8, &s->hi, 8);
	while (n > 0 && bytes[n - 1] == (s->hi < 0 ? -1 : 0) &&
	       (n == 1 ? s->hi >= 0 : (bytes[n - 2] < 0) == (s->hi < 0)))
		n--;
	buf_ch(b, (char)s->scale);
	buf_ch(b, (char)n);
	buf_add(b, bytes, n);
}

static void
put_cell(struct buf *b, enum state_kind kind, const union cell *c, uint64_t values)
{
	switch (kind) {
	case STATE_COUNT:
	case STATE_FILLED:
		spill_put(b, c->count);
		break;
	case STATE_SUM:
	case STATE_SQUARES:
		put_sum(b, &c->sum);
		break;
	case STATE_MIN:
	case STATE_MAX:
		buf_ch(b, (char)c->number.kind);
		if (c->number.kind != NUM_NULL) {
			buf_ch(b, (char)c->number.scale);
			buf_add(b, &c->number.wide, sizeof c->number.wide);
		}
		break;
	case STATE_EARLIEST:
	case STATE_LATEST:
		spill_put(b, c->text.any ? c->text.len + 1ULL : 0);
		if (c->text.any)
			buf_add(b, c->text.at, c->text.len);
		break;
	case STATE_NUMBERS:
	case STATE_TEXTS:
	case STATE_STOCK:
		spill_put(b, values);
	}
}

/* A table on its way out. */
struct writer {
	const struct table *t;
	struct sorter *to;
	struct buf key, load;
	uint64_t **values; /* of each state with values, by group: how many */
};

static void
begin_key(struct writer *w, size_t group, size_t state)
{
	w->key.len = w->load.len = 0;
	buf_str(&w->key, w->t->map.key[group]);
	buf_ch(&w->key, SPILL_VALUE);
	buf_ch(&w->key, (char)(state >> 8));
	buf_ch(&w->key, (char)state);
}

static void
put_count(struct writer *w, size_t group, size_t state, uint64_t n)
{
	spill_put(&w->load, n);
	w->values[state][group] += n;
	sorter_add(w->to, buf_slice(&w->key), buf_slice(&w->load));
}

/* What the arrays of small numbers counted. */
static void
write_dense(struct writer *w, size_t s, size_t group)
{
	const struct cell_numbers *c = &table_cell(w->t, s, group)->numbers;

	for (uint32_t i = 0; i < c->cap; i++)
		if (c->count[i]) {
			begin_key(w, group, s);
			num_order(&w->key, NUM(i));
			put_count(w, group, s, c->count[i]);
		}
}

static void
write_values(struct writer *w, size_t s)
{
	const struct values *v = &w->t->values[s];
	enum state_kind kind = w->t->kind[s];

	for (size_t g = 0; kind == STATE_NUMBERS && g < w->t->map.n; g++)
		write_dense(w, s, g);
	for (size_t i = 0; i < v->map.n; i++) {
		uint32_t group = values_group(v, i);

		begin_key(w, group, s);
		if (kind == STATE_NUMBERS)
			num_order(&w->key, values_of_number(v, (uint32_t)i));
		else
			buf_str(&w->key, values_text(v, (uint32_t)i));
		if (kind == STATE_STOCK) {
			put_sum(&w->load, &v->sum[i]);
			sorter_add(w->to, buf_slice(&w->key), buf_slice(&w->load));
		} else {
			put_count(w, group, s, v->count[i]);
		}
	}
}

static void
write_group(struct writer *w, size_t group)
{
	w->key.len = w->load.len = 0;
	buf_str(&w->key, w->t->map.key[group]);
	buf_ch(&w->key, SPILL_GROUP);
	for (size_t s = 0; s < w->t->states; s++)
		put_cell(&w->load, w->t->kind[s], table_cell(w->t, s, group),
		    w->values[s] ? w->values[s][group] : 0);
	sorter_add(w->to, buf_slice(&w->key), buf_slice(&w->load));
}

void
table_spill(const struct table *t, struct sorter *to)
{
	struct writer w = {.t = t, .to = to};

	w.values = mem_new(t->states + 1, sizeof *w.values);
	for (size_t s = 0; s < t->states; s++)
		if (state_has_values(t->kind[s])) {
			w.values[s] = mem_new(t->map.n + 1, sizeof **w.values);
			write_values(&w, s);
		}
	for (size_t g = 0; g < t->map.n; g++)
		write_group(&w, g);
	for (size_t s = 0; s < t->states; s++)
		free(w.values[s]);
	free(w.values);
	buf_clear(&w.key);
	buf_clear(&w.load);
}
