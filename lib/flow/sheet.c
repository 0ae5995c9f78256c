/* sheet: records of figures, and what is read out of tallies for them. */
#include "base/mem.h"
#include "base/opt.h"
#include "flow/inner.h"
#include <stdlib.h>

void
sheet_heads(struct sheet *s, const char *const *name, size_t n)
{
	for (size_t i = 0; i < s->f->want->groups; i++)
		sheet_text(s, s->f->want->group[i].name);
	for (size_t i = 0; i < n; i++)
		if (name[i])
			sheet_text(s, str_of(name[i]));
	sheet_end(s);
}

void
sheet_groups(struct sheet *s, const struct tally *t, size_t group)
{
	for (size_t i = 0; i < s->f->want->groups; i++)
		sheet_text(s, tally_part(t, group, i));
}

void
sheet_text(struct sheet *s, struct str t)
{
	rows_field(&s->rows, t);
}

void
sheet_number(struct sheet *s, struct num n)
{
	s->text.len = 0;
	num_print(&s->text, n);
	rows_plain(&s->rows, buf_slice(&s->text));
}

void
sheet_end(struct sheet *s)
{
	enum { STAGE = 1 << 16 };

	rows_end(&s->rows);
	if (s->rows.out.len < STAGE)
		return;
	output_write(s->out, s->rows.out.at, s->rows.out.len);
	s->rows.out.len = 0;
}

size_t
sheet_whole(const struct flow *f, const struct tally *t, size_t group)
{
	struct buf key = {0};
	size_t at;

	for (size_t i = 0; i < f->want->groups; i++) {
		buf_str(&key, tally_part(t, group, i));
		buf_ch(&key, '\0');
	}
	at = table_group(f->tally[BY_CASE].table, buf_slice(&key));
	buf_clear(&key);
	return at;
}

struct num
tally_sum(const struct tally *t, size_t state, size_t group)
{
	return sum_value(table_sum_of(t->table, state, group));
}

struct num
tally_count(const struct tally *t, size_t group)
{
	return NUM((int64_t)table_count_of(t->table, 0, group));
}

struct num
tally_quantile(const struct tally *t, size_t state, size_t group, struct num p)
{
	return num_round(table_quantile(t->table, state, group, p), SECOND_DIGITS);
}

/* Variants of each group, the most frequent first. */
struct by_count {
	const struct flow *f;
	const struct tally *t;
};

static int
by_count(const void *a, const void *b, void *arg)
{
	const struct by_count *by = arg;
	const struct tally *t = by->t;
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	uint64_t nx = table_count_of(t->table, VARIANT_N, x),
		 ny = table_count_of(t->table, VARIANT_N, y);
	int c = 0;

	for (size_t i = 0; i < by->f->want->groups && c == 0; i++)
		c = str_cmp(tally_part(t, x, i), tally_part(t, y, i));
	if (c == 0 && nx != ny)
		c = nx > ny ? -1 : 1;
	return c ? c : str_cmp(table_key(t->table, x), table_key(t->table, y));
}

size_t *
variants_order(const struct flow *f)
{
	const struct tally *t = &f->tally[BY_VARIANT];
	size_t *order = tally_order(t);

	qsort_r(order, table_groups(t->table), sizeof *order, by_count, &(struct by_count){f, t});
	return order;
}
