/* coverage: what each class came to, as a stream. */
#include "base/mem.h"
#include "base/opt.h"
#include "classify/inner.h"
#include <stdlib.h>

void
coverage_new(struct coverage *t, size_t classes)
{
	*t = (struct coverage){.classes = classes};
	t->class = mem_new(classes + 1, sizeof *t->class);
}

void
coverage_clear(struct coverage *t)
{
	free(t->class);
	*t = (struct coverage){0};
}

void
coverage_add(struct hand *h)
{
	struct coverage *t = &h->coverage;

	t->records += h->batch->n;
	for (size_t row = 0; row < h->batch->n; row++) {
		uint32_t from = h->first[row], n = h->first[row + 1] - from;

		t->matched += n > 0;
		t->ambiguous += n > 1;
		t->classed += n > 0;
		for (uint32_t i = 0; i < n; i++)
			t->class[h->sorted[from + i].rule].hits++;
		if (n > 0) {
			t->class[h->sorted[from].rule].chosen++;
			t->class[h->sorted[from].rule].alone += n == 1;
		}
	}
	for (size_t i = 0; i < h->results; i++) {
		const struct result *r = &h->result[i];
		const struct rule *rule = result_rule(h->c, r);

		if (r->class == CLASS_NONE)
			continue;
		t->model++;
		t->classed++;
		if (rule)
			t->class[rule - h->c->rule].model++;
	}
}

void
coverage_merge(struct coverage *into, const struct coverage *from)
{
	into->records += from->records;
	into->matched += from->matched;
	into->ambiguous += from->ambiguous;
	into->classed += from->classed;
	into->model += from->model;
	for (size_t i = 0; i < into->classes; i++) {
		into->class[i].hits += from->class[i].hits;
		into->class[i].chosen += from->class[i].chosen;
		into->class[i].alone += from->class[i].alone;
		into->class[i].model += from->class[i].model;
	}
}

static void
count_field(struct rows *rows, uint64_t n)
{
	struct buf b = {0};

	buf_fmt(&b, "%llu", (unsigned long long)n);
	rows_plain(rows, buf_slice(&b));
	buf_clear(&b);
}

static void
write_head(const struct classify *c, struct rows *rows)
{
	static const char *const names[] = {
	    "class_id", "kb", "records", "hits", "chosen", "alone", "dead", "model", "unmatched"};

	rows_field(rows, STR("cs_rules"));
	for (size_t i = 0; i < c->levels; i++)
		rows_field(rows, c->level[i]);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		rows_field(rows, str_of(names[i]));
	rows_end(rows);
}

static void
write_whole(const struct classify *c, struct rows *rows)
{
	const struct coverage *t = &c->coverage;
	uint64_t dead = 0;

	for (size_t i = 0; i < t->classes; i++)
		dead += t->class[i].hits == 0;
	rows_field(rows, c->stamp);
	for (size_t i = 0; i < c->levels + 2; i++)
		rows_field(rows, (struct str){0});
	count_field(rows, t->records);
	count_field(rows, t->matched);
	count_field(rows, t->matched);
	count_field(rows, t->matched - t->ambiguous);
	count_field(rows, dead);
	count_field(rows, t->model);
	count_field(rows, t->records - t->classed);
	rows_end(rows);
}

static void
write_class(const struct classify *c, size_t i, struct rows *rows)
{
	const struct coverage_class *t = &c->coverage.class[i];
	const struct class_def *def = c->rule[i].def;

	rows_field(rows, c->stamp);
	for (size_t k = 0; k < c->levels; k++)
		rows_field(rows, def->level[k]);
	rows_field(rows, def->id);
	rows_field(rows, def->kb);
	count_field(rows, c->coverage.records);
	count_field(rows, t->hits);
	count_field(rows, t->chosen);
	count_field(rows, t->alone);
	count_field(rows, t->hits == 0);
	count_field(rows, t->model);
	rows_field(rows, (struct str){0});
	rows_end(rows);
}

void
classify_stats(const struct classify *c, struct output *out)
{
	struct rows rows = {.delimiter = common.delimiter_out};

	write_head(c, &rows);
	write_whole(c, &rows);
	for (size_t i = 0; i < c->rules; i++)
		write_class(c, i, &rows);
	output_write(out, rows.out.at, rows.out.len);
	buf_clear(&rows.out);
}
