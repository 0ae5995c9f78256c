/* partial: what a run has so far as a stream, and such streams read back (conventions.md 10). */
#include "figure/partial.h"
#include "base/mem.h"
#include "base/opt.h"
#include "figure/inner.h"
#include "group/shards.h"
#include "group/spill.h"
#include <stdio.h>
#include <stdlib.h>

enum { AT_ONCE = 1024 }; /* groups of one table */

struct writer {
	struct figure *f;
	struct output *out;
	struct rows rows;
	struct buf text, mark, shard;
	const struct table *table;
	size_t group, state; /* of the value under way */
};

static void
begin_record(struct writer *w, const char *kind)
{
	rows_field(&w->rows, buf_slice(&w->mark));
	rows_field(&w->rows, str_of(kind));
	rows_field(&w->rows, buf_slice(&w->shard));
}

static void
number_field(struct writer *w, uint64_t n)
{
	w->text.len = 0;
	buf_fmt(&w->text, "%llu", (unsigned long long)n);
	rows_field(&w->rows, buf_slice(&w->text));
}

/* Rows are counted where they came in first: by the first moment each source is grouped by. */
static uint64_t
rows_of(const struct writer *w)
{
	const struct figure *f = w->f;
	uint64_t n = 0;

	for (size_t i = 0; i < f->sources; i++)
		for (const struct view *v = f->source[i].view; v; v = v->next)
			if (v->grouped) {
				n += table_count_of(w->table, v->rows, w->group);
				break;
			}
	return n;
}

static void
write_value(void *arg, struct str value, struct str count)
{
	struct writer *w = arg;
	struct buf cell = {0};

	begin_record(w, "value");
	figure_print_key(w->f, table_key(w->table, w->group), &w->rows, false);
	rows_field(&w->rows, STR(""));
	rows_field(&w->rows, STR(""));
	buf_str(&cell, count);
	buf_ch(&cell, ':');
	buf_str(&cell, value);
	for (size_t s = 0; s < w->f->states; s++)
		rows_field(&w->rows, s == w->state ? buf_slice(&cell) : STR(""));
	rows_end(&w->rows);
	buf_clear(&cell);
}

static uint64_t
write_group(struct writer *w)
{
	struct figure *f = w->f;
	uint64_t rows = rows_of(w);

	begin_record(w, "group");
	figure_print_key(f, table_key(w->table, w->group), &w->rows, false);
	number_field(w, rows);
	rows_field(&w->rows, STR(""));
	for (size_t s = 0; s < f->states; s++) {
		w->text.len = 0;
		table_write(w->table, s, w->group, &w->text);
		rows_field(&w->rows, buf_slice(&w->text));
	}
	rows_end(&w->rows);
	return rows;
}

static void
flush(struct writer *w)
{
	output_write(w->out, w->rows.out.at, w->rows.out.len);
	w->rows.out.len = w->rows.begun = 0;
}

/* Groups and their values; returns how many rows were counted. */
static uint64_t
write_table(struct writer *w)
{
	struct figure *f = w->f;
	size_t n = table_groups(f->table);
	uint32_t *order = table_order(f->table);
	uint64_t rows = 0;

	w->table = f->table;
	for (size_t i = 0; i < n; i++) {
		w->group = order[i];
		rows += write_group(w);
		for (w->state = 0; w->state < f->states; w->state++)
			if (state_has_values(f->kind[w->state]))
				table_each(w->table, w->state, w->group, write_value, w);
		flush(w);
	}
	free(order);
	return rows;
}

static void
write_spilled_value(struct writer *w, const struct spill_value *v)
{
	struct buf value = {0}, count = {0};

	w->state = v->state;
	if (w->f->kind[v->state] == STATE_NUMBERS)
		number_write(&value, v->number);
	else
		buf_str(&value, v->text);
	if (w->f->kind[v->state] == STATE_STOCK)
		sum_write(v->sum, &count);
	else
		buf_fmt(&count, "%llu", (unsigned long long)v->count);
	write_value(w, buf_slice(&value), buf_slice(&count));
	buf_clear(&value);
	buf_clear(&count);
}

/* The same from scratch files. */
static uint64_t
write_spilled(struct writer *w)
{
	struct figure *f = w->f;
	struct spill *spill = figure_spilled(f);
	struct table *t = figure_table(f);
	struct spill_value v;
	uint64_t rows = 0;
	uint32_t group;

	while (spill_group(spill, t, &group)) {
		w->table = t;
		w->group = group;
		rows += write_group(w);
		for (flush(w); spill_value(spill, &v); flush(w))
			write_spilled_value(w, &v);
		if (table_groups(t) == AT_ONCE) {
			table_free(t);
			t = figure_table(f);
		}
	}
	table_free(t);
	spill_free(spill);
	return rows;
}

void
partial_print(struct figure *f, struct output *out)
{
	struct writer w = {.f = f, .out = out, .rows = {.delimiter = common.delimiter_out}};
	uint64_t rows, hash = 0;

	for (size_t i = 0; i < f->sources; i++)
		hash = hash * 31 + f->source[i].hash;
	shards_mark(&w.mark, f->fingerprint);
	shards_name(&w.shard, hash, f->want.shard);
	for (size_t i = 0; i < PARTIAL_HEAD; i++)
		rows_field(&w.rows, str_of(partial_head[i]));
	for (size_t g = 0; g < f->want.groups; g++)
		rows_field(&w.rows, f->want.group[g].name);
	for (size_t i = 0; i < PARTIAL_TAIL; i++)
		rows_field(&w.rows, str_of(partial_tail[i]));
	for (size_t s = 0; s < f->states; s++)
		rows_field(&w.rows, f->state[s].name);
	rows_end(&w.rows);
	rows = f->spilled ? write_spilled(&w) : write_table(&w);
	begin_record(&w, "end");
	for (size_t g = 0; g < f->want.groups; g++)
		rows_field(&w.rows, STR(""));
	number_field(&w, f->read);
	number_field(&w, f->read - rows);
	for (size_t s = 0; s < f->states; s++)
		rows_field(&w.rows, STR(""));
	rows_end(&w.rows);
	flush(&w);
	f->written = w.rows.books.written - 1;
	buf_clear(&w.rows.out);
	buf_clear(&w.text);
	buf_clear(&w.mark);
	buf_clear(&w.shard);
}
