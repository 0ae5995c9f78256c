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
write_events(struct writer *w)
{
	const struct sense *s = w->sense;
	uint64_t total = s->first[s->people.n];

	for (uint64_t i = 0, end; i < total; i = end) {
		const struct hit *h = &s->hit[i];

		for (end = i + 1; end < total && s->hit[end].who == h->who &&
				  s->hit[end].event == h->event && s->hit[end].second == h->second;
		     end++)
			;
		begin_record(w, "event", s->people.key[h->who], s->event[h->event].name, h->second);
		rows_plain(&w->rows, STR(""));
		rows_plain(&w->rows, STR(""));
		number_field(w, end - i);
		end_record(w);
	}
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
	number_field(&w, s->first[s->people.n]);
	rows_end(&w.rows);
	output_write(out, w.rows.out.at, w.rows.out.len);
	buf_clear(&w.rows.out);
	buf_clear(&w.mark);
	buf_clear(&w.shard);
	buf_clear(&w.text);
}
