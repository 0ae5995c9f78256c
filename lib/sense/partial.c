/* partial: the events of a run as a stream (conventions.md 10): how many of each customer, event
 * and moment. */
#include "base/mem.h"
#include "base/opt.h"
#include "group/shards.h"
#include "sense/inner.h"
#include "sense/merge.h"
#include <stdlib.h>

const char *const merge_names[MERGE_COLUMNS] = {"cs_partial", "cs_kind", "cs_shard", "customer",
    "event", "time", "cs_rows", "cs_left_out", "cs_events"};

struct writer {
	struct sense *sense;
	struct output *out;
	struct rows rows;
	struct buf mark, shard, text;
	uint64_t events;
};

static void
number_field(struct writer *w, uint64_t n)
{
	w->text.len = 0;
	buf_fmt(&w->text, "%llu", (unsigned long long)n);
	rows_plain(&w->rows, buf_slice(&w->text));
}

static void
begin_record(
    struct writer *w, const char *kind, struct str customer, struct str event, int64_t second)
{
	rows_field(&w->rows, buf_slice(&w->mark));
	rows_field(&w->rows, str_of(kind));
	rows_field(&w->rows, buf_slice(&w->shard));
	rows_field(&w->rows, customer);
	rows_field(&w->rows, event);
	w->text.len = 0;
	if (second != SENSE_NEVER && second != INT64_MAX)
		moment_print(&w->text, second);
	rows_plain(&w->rows, buf_slice(&w->text));
}

static void
end_record(struct writer *w)
{
	rows_end(&w->rows);
	if (w->rows.out.len < 1 << 18)
		return;
	output_write(w->out, w->rows.out.at, w->rows.out.len);
	w->rows.out.len = w->rows.begun = 0;
}

/* Equal events stand side by side. */
static void
write_customer(struct writer *w, const struct crowd *c, size_t i)
{
	const struct sense *s = w->sense;
	const struct hit *last = c->hit + c->first[i + 1], *end;

	for (const struct hit *h = c->hit + c->first[i]; h < last; h = end) {
		for (end = h + 1; end < last && end->event == h->event && end->second == h->second;
		     end++)
			;
		begin_record(w, "event", c->key[i], s->event[h->event].name, h->second);
		rows_plain(&w->rows, STR(""));
		rows_plain(&w->rows, STR(""));
		number_field(w, (uint64_t)(end - h));
		end_record(w);
		w->events += (uint64_t)(end - h);
	}
}

static void
write_events(struct writer *w)
{
	struct crowd *c = crowd_new(w->sense);

	for (size_t block = 0; block < w->sense->crowds.blocks; block++) {
		crowd_load(c, block);
		for (size_t i = 0; i < c->n; i++)
			write_customer(w, c, i);
	}
	crowd_free(c);
}

/* Where the data of each kind begins, and how many of its events had nobody. */
static void
write_starts(struct writer *w)
{
	const struct sense *s = w->sense;

	for (size_t k = 0; k < s->kinds; k++) {
		begin_record(w, "start", STR(""), s->kind[k].name, s->kind[k].start);
		rows_plain(&w->rows, STR(""));
		rows_plain(&w->rows, STR(""));
		number_field(w, s->kind[k].strangers);
		end_record(w);
	}
}

void
sense_partial(struct sense *s, struct output *out)
{
	struct writer w = {.sense = s, .out = out, .rows = {.delimiter = common.delimiter_out}};
	uint64_t hash = s->merged_hash;

	for (size_t i = 0; i < s->origins; i++)
		hash = hash * 31 + s->origin[i].hash;
	shards_mark(&w.mark, s->want.scores->defs->fingerprint);
	shards_name(&w.shard, hash, s->want.shard);
	for (size_t i = 0; i < MERGE_COLUMNS; i++)
		rows_field(&w.rows, str_of(merge_names[i]));
	rows_end(&w.rows);
	write_starts(&w);
	write_events(&w);
	begin_record(&w, "end", STR(""), STR(""), SENSE_NEVER);
	number_field(&w, s->read);
	number_field(&w, s->left_out);
	number_field(&w, w.events);
	rows_end(&w.rows);
	output_write(out, w.rows.out.at, w.rows.out.len);
	buf_clear(&w.rows.out);
	buf_clear(&w.mark);
	buf_clear(&w.shard);
	buf_clear(&w.text);
}
