/* stats: cells counted, values compared. */
#include "intake/stats.h"
#include "base/mem.h"
#include <stdlib.h>

void
stats_new(struct stats *s, const struct bind *b, uint64_t seed)
{
	s->bind = b;
	s->seed = seed;
	s->column = mem_new(b->columns, sizeof *s->column);
	for (size_t i = 0; i < b->columns; i++)
		s->column[i].low_num = s->column[i].high_num = NUM_NONE;
}

static void
keep(struct buf *b, struct num *n, struct str value, struct num number)
{
	b->len = 0;
	buf_str(b, value);
	*n = number;
}

/* By number where the column is one, else by bytes. */
static int
compare(struct str a, struct num x, const struct buf *b, struct num y)
{
	int order = x.kind != NUM_NULL && y.kind != NUM_NULL ? num_cmp(x, y) : 0;

	return order ? order : str_cmp(a, buf_slice(b));
}

static void
widen(struct stats_column *c, struct str value, struct num n)
{
	if (c->low.len == 0 || compare(value, n, &c->low, c->low_num) < 0)
		keep(&c->low, &c->low_num, value, n);
	if (c->high.len == 0 || compare(value, n, &c->high, c->high_num) > 0)
		keep(&c->high, &c->high_num, value, n);
}

static void
add_value(struct stats *s, size_t i, struct str value)
{
	struct stats_column *c = &s->column[i];
	struct num n = NUM_NONE;

	/* What was seen before changes neither end. */
	if (!once_add(&c->seen, once_hash(value, s->seed)))
		return;
	if (s->bind->column[i].type == TYPE_NUMBER && !num_parse(value, &n))
		n = NUM_NONE;
	widen(c, value, n);
}

void
stats_add(struct stats *s, const struct refine *r)
{
	for (size_t i = 0; i < s->bind->columns; i++) {
		struct stats_column *c = &s->column[i];

		c->rows += r->fields.n;
		c->empty += r->tally[i].empty;
		c->invalid += r->tally[i].invalid;
		for (size_t row = 0; row < r->fields.n; row++)
			if (r->value[i][row].len && !r->bad[row])
				add_value(s, i, r->value[i][row]);
	}
}

void
stats_merge(struct stats *into, const struct stats *from)
{
	for (size_t i = 0; i < into->bind->columns; i++) {
		struct stats_column *c = &into->column[i];
		const struct stats_column *f = &from->column[i];

		c->rows += f->rows;
		c->empty += f->empty;
		c->invalid += f->invalid;
		for (size_t k = 0; k < f->seen.cap; k++)
			if ((f->seen.slot[k].lo | f->seen.slot[k].hi) != 0)
				once_add(&c->seen, f->seen.slot[k]);
		if (f->low.len)
			widen(c, buf_slice(&f->low), f->low_num);
		if (f->high.len)
			widen(c, buf_slice(&f->high), f->high_num);
	}
}

size_t
stats_bytes(const struct stats *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->bind->columns; i++)
		n += once_bytes(&s->column[i].seen);
	return n;
}

static void
field_count(struct rows *rows, uint64_t n)
{
	struct buf b = {0};

	buf_fmt(&b, "%llu", (unsigned long long)n);
	rows_plain(rows, buf_slice(&b));
	buf_clear(&b);
}

static void
write_column(const struct stats *s, size_t i, struct rows *rows)
{
	const struct schema_column *def = s->bind->column[i].def;
	const struct stats_column *c = &s->column[i];
	struct str none = {0};

	rows_field(rows, s->bind->schema->feed);
	rows_field(rows, def->name);
	rows_plain(rows, def->required ? STR("1") : STR("0"));
	field_count(rows, c->rows);
	field_count(rows, c->empty);
	field_count(rows, c->invalid);
	field_count(rows, c->seen.n);
	rows_field(rows, def->private ? none : buf_slice(&c->low));
	rows_field(rows, def->private ? none : buf_slice(&c->high));
	for (int k = 0; k < 4; k++)
		rows_field(rows, none);
	rows_end(rows);
}

static void
write_feed(const struct stats *s, const struct books *books, const struct control_times *times,
    struct rows *rows)
{
	struct str none = {0};

	rows_field(rows, s->bind->schema->feed);
	rows_field(rows, none);
	rows_field(rows, none);
	field_count(rows, books->read);
	for (int i = 0; i < 5; i++)
		rows_field(rows, none);
	field_count(rows, books->rejected);
	field_count(rows, books->merged);
	field_count(rows, times->files);
	field_count(rows, times->timely);
	rows_end(rows);
}

void
stats_write(const struct stats *s, const struct books *books, const struct control_times *times,
    char delimiter, struct output *out)
{
	static const char *const names[] = {"feed", "column", "required", "rows", "empty",
	    "invalid", "distinct", "min", "max", "rejected", "merged", "files", "timely"};
	struct rows rows = {.delimiter = delimiter};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		rows_field(&rows, str_of(names[i]));
	rows_end(&rows);
	write_feed(s, books, times, &rows);
	for (size_t i = 0; i < s->bind->columns; i++)
		write_column(s, i, &rows);
	output_write(out, rows.out.at, rows.out.len);
	buf_clear(&rows.out);
}

void
stats_clear(struct stats *s)
{
	for (size_t i = 0; s->column && i < s->bind->columns; i++) {
		once_clear(&s->column[i].seen);
		buf_clear(&s->column[i].low);
		buf_clear(&s->column[i].high);
	}
	free(s->column);
	*s = (struct stats){0};
}
