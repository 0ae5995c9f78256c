/* pass: rows chunk by chunk, under their keys; values by row become a column. */
#include "figure/pass.h"
#include "base/mem.h"
#include "base/opt.h"
#include "figure/feeder.h"
#include <stdlib.h>

enum { ROW = sizeof(uint64_t) };

void
pass_begin(struct pass *p)
{
	cursor_open(&p->cursor, p->store, p->k->view->source, NULL);
}

bool
pass_next(struct pass *p)
{
	const struct keyed *k = p->k;

	if (!cursor_next(&p->cursor)) {
		cursor_close(&p->cursor);
		return false;
	}
	eval_batch(p->eval, &p->cursor.columns);
	p->rows = mem_resize(p->rows, p->cursor.chunk->n + 1, sizeof *p->rows);
	p->n = feeder_rows(k->view->source, p->eval, p->cursor.chunk->n, p->rows);
	for (int i = 0; i < k->keys; i++)
		p->part[i] = eval_get(p->eval, k->key[i]);
	return true;
}

/*
 * The joined key of a row, lengths before parts, so that none begins another; false: a part is
 * null, so it equals no other.
 */
bool
pass_key(struct pass *p, uint32_t row)
{
	p->key.len = 0;
	for (int i = 0; i < p->k->keys; i++) {
		size_t at = p->key.len, len;
		uint32_t big;

		buf_add(&p->key, "\0\0\0\0", sizeof big);
		vec_print(p->part[i], row, &p->key);
		len = p->key.len - at - sizeof big;
		if (len == 0)
			return false;
		big = __builtin_bswap32((uint32_t)len);
		memcpy(p->key.at + at, &big, sizeof big);
	}
	return true;
}

void
pass_pack(const struct keyed *k, struct buf *b, struct num x, struct str text)
{
	b->len = 0;
	if (k->type == TYPE_NUMBER)
		value_pack_number(b, x);
	else
		value_pack_text(b, text);
}

/* Values by row number, sorted, become the column: rows without one are null. */
void
pass_column(struct pass *p, struct sorter *by_row)
{
	struct store *s = p->store;
	struct str key, value, number;
	struct buf null = {0};
	bool more;

	pass_pack(p->k, &null, NUM_NONE, (struct str){0});
	store_values_begin(s, p->k->view->source, p->number);
	sorter_finish(by_row);
	more = sorter_next(by_row, &key, &value);
	for (size_t i = 0; i < s->n; i++) {
		for (size_t row = 0; row < s->chunk[i].n; row++) {
			number = key;
			if (more && sorter_take_number(&number) == s->chunk[i].row + row) {
				store_values_put(s, p->number, value);
				more = sorter_next(by_row, &key, &value);
			} else {
				store_values_put(s, p->number, buf_slice(&null));
			}
		}
		store_values_end(s, p->number, i);
	}
	sorter_free(by_row);
	buf_clear(&null);
}

void
pass_value(struct pass *p, struct sorter *by_row, uint64_t row)
{
	char number[ROW];
	struct buf key = {number, 0, sizeof number};

	sorter_key_number(&key, row);
	sorter_add(by_row, buf_slice(&key), buf_slice(&p->load));
}

/* Every row under its key, its moment and its number; what it carries: the key's length, and x. */
struct sorter *
pass_sort(struct pass *p)
{
	struct sorter *s = sorter_new(common.memory / 4);
	const struct keyed *k = p->k;

	for (pass_begin(p); pass_next(p);) {
		const struct vec *moment = k->moment >= 0 ? eval_get(p->eval, k->moment) : NULL;
		const struct vec *x = k->x >= 0 ? eval_get(p->eval, k->x) : NULL;

		for (size_t i = 0; i < p->n; i++) {
			uint32_t row = p->rows[i], len;

			if (!pass_key(p, row))
				continue;
			len = (uint32_t)p->key.len;
			p->load.len = 0;
			buf_add(&p->load, &len, sizeof len);
			if (x)
				buf_str(&p->load, x->text[row]);
			if (moment)
				sorter_key_text(&p->key, moment->text[row]);
			sorter_key_number(&p->key, p->cursor.chunk->row + row);
			sorter_add(s, buf_slice(&p->key), buf_slice(&p->load));
		}
	}
	sorter_finish(s);
	return s;
}

bool
pass_member(struct sorter *s, struct pass_member *m)
{
	struct str key, load, number;
	uint32_t len;

	if (!sorter_next(s, &key, &load))
		return false;
	memcpy(&len, load.at, sizeof len);
	number = (struct str){key.at + key.len - ROW, ROW};
	*m = (struct pass_member){{key.at, len}, {load.at + sizeof len, load.len - sizeof len},
	    sorter_take_number(&number)};
	return true;
}
