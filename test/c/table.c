/* table: states are exact and the same for every cut of the rows and every order of merging. */
#include "base/diag.h"
#include "group/table.h"
#include "unit.h"
#include <stdlib.h>

static const enum state_kind kinds[] = { STATE_COUNT, STATE_SUM, STATE_SQUARES, STATE_MIN, STATE_MAX, STATE_NUMBERS, STATE_TEXTS,
	STATE_EARLIEST, STATE_LATEST, STATE_STOCK, STATE_FILLED };
enum { KINDS = sizeof kinds / sizeof *kinds, ROWS = 3000 };

static struct num number[ROWS];
static struct str text[ROWS], period[ROWS];
static char bytes[ROWS][16];

static uint64_t
next(uint64_t *state)
{
	*state = *state * 6364136223846793005u + 1442695040888963407u;
	return *state >> 33;
}

static void
make_rows(void)
{
	static const char *const months[] = { "2024-01", "2024-02", "2024-03" };
	uint64_t s = 7;

	for (size_t i = 0; i < ROWS; i++) {
		number[i] = (struct num){ .small = (int64_t)(next(&s) % 5000) - 100, .kind = NUM_SMALL, .scale = (uint8_t)(next(&s) % 3) };
		if (next(&s) % 17 == 0)
			number[i] = NUM_NONE;
		snprintf(bytes[i], sizeof bytes[i], "t%u", (unsigned)(next(&s) % 40));
		text[i] = str_of(next(&s) % 11 ? bytes[i] : "");
		period[i] = str_of(months[next(&s) % 3]);
	}
}

static void
feed(struct table *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		uint32_t row = (uint32_t)i, g;
		char key[4] = { 'k', (char)('a' + i * 7 % 5) };

		g = table_group(t, (struct str){ key, 2 });
		table_count(t, 0, &g, 1);
		for (size_t s = 1; s <= 5; s++)
			table_numbers(t, s, &g, &row, 1, number);
		for (size_t s = 6; s <= 8; s++)
			table_texts(t, s, &g, &row, 1, text);
		table_stock(t, 9, &g, &row, 1, number, period);
		table_numbers(t, 10, &g, &row, 1, number);
	}
}

static void
put_value(void *arg, struct str value, struct str count)
{
	struct buf *b = arg;

	buf_str(b, value);
	buf_ch(b, '*');
	buf_str(b, count);
	buf_ch(b, ' ');
}

/* Everything a table knows of a group, as text. */
static void
show(const struct table *t, const char *key, struct buf *b)
{
	size_t g = 0;

	while (!str_eq(table_key(t, g), str_of(key)))
		g++;
	for (size_t s = 0; s < KINDS; s++) {
		table_write(t, s, g, b);
		if (state_has_values(kinds[s]))
			table_each(t, s, g, put_value, b);
		buf_ch(b, '|');
	}
	num_print(b, table_quantile(t, 5, g, (struct num){ .small = 9, .kind = NUM_SMALL, .scale = 1 }));
	buf_str(b, table_mode(t, 6, g));
	num_print(b, table_last(t, 9, g));
	num_print(b, table_mean_period(t, 9, g));
}

static void
cuts_do_not_matter(void)
{
	struct table *whole = table_new(kinds, KINDS);
	struct buf a = { 0 }, b = { 0 };

	feed(whole, 0, ROWS);
	table_finish(whole);
	show(whole, "kb", &a);
	for (size_t parts = 2; parts < 40; parts += 9) {
		struct table *all = table_new(kinds, KINDS);

		for (size_t p = parts; p-- > 0;) { /* the last part first */
			struct table *part = table_new(kinds, KINDS);

			feed(part, p * ROWS / parts, (p + 1) * ROWS / parts);
			table_merge(all, part);
			table_free(part);
		}
		table_finish(all);
		b.len = 0;
		show(all, "kb", &b);
		EXPECT_TEXT(buf_cstr(&b), buf_cstr(&a));
		table_free(all);
	}
	table_free(whole);
	buf_clear(&a);
	buf_clear(&b);
}

struct copy {
	struct table *to;
	size_t s, group;
};

static void
copy_value(void *arg, struct str value, struct str count)
{
	struct copy *c = arg;

	EXPECT(table_read_value(c->to, c->s, c->group, value, count));
}

static void
written_states_read_back(void)
{
	struct table *t = table_new(kinds, KINDS), *back = table_new(kinds, KINDS);
	struct buf a = { 0 }, b = { 0 }, cell = { 0 };

	feed(t, 0, ROWS);
	table_finish(t);
	for (size_t g = 0; g < table_groups(t); g++) {
		struct copy c = { .to = back, .group = table_group(back, table_key(t, g)) };

		for (c.s = 0; c.s < KINDS; c.s++) {
			cell.len = 0;
			table_write(t, c.s, g, &cell);
			EXPECT(table_read(back, c.s, c.group, buf_slice(&cell)) || cell.len == 0);
			if (state_has_values(kinds[c.s]))
				table_each(t, c.s, g, copy_value, &c);
		}
	}
	table_finish(back);
	show(t, "kd", &a);
	show(back, "kd", &b);
	EXPECT_TEXT(buf_cstr(&b), buf_cstr(&a));
	EXPECT(!table_read(back, 0, 0, STR("-1")));
	EXPECT(!table_read(back, 1, 0, STR("x")));
	EXPECT(!table_read_value(back, 5, 0, STR("x"), STR("1")));
	EXPECT(!table_read_value(back, 5, 0, STR("1"), STR("")));
	table_free(t);
	table_free(back);
	buf_clear(&a);
	buf_clear(&b);
	buf_clear(&cell);
}

/* R: quantile(c(1,2,3,4), c(0, .1, .5, 1), type = 7) is 1, 1.3, 2.5, 4. */
static void
quantiles_are_type_seven(void)
{
	static const int64_t small[] = { 4, 2, 1, 3 };
	static const struct { int64_t p; const char *want; } cases[] = { { 0, "1" }, { 1, "1.3" }, { 5, "2.5" }, { 10, "4" } };
	struct table *t = table_new(&kinds[5], 1);
	uint32_t g = table_group(t, STR("g"));
	struct buf b = { 0 };

	for (uint32_t i = 0; i < 4; i++) {
		struct num x = NUM(small[i]);

		table_numbers(t, 0, &g, &(uint32_t){ 0 }, 1, &x);
	}
	table_finish(t);
	for (size_t i = 0; i < 4; i++) {
		b.len = 0;
		num_print(&b, table_quantile(t, 0, g, (struct num){ .small = cases[i].p, .kind = NUM_SMALL, .scale = 1 }));
		EXPECT_TEXT(buf_cstr(&b), cases[i].want);
	}
	EXPECT(table_quantile(t, 0, g, NUM(2)).kind == NUM_NULL);
	table_free(t);
	buf_clear(&b);
}

static void
map_keeps_every_key(void)
{
	struct map m = { 0 };
	char key[16];
	bool added;

	for (unsigned i = 0; i < 20000; i++) {
		struct str k = { key, (size_t)snprintf(key, sizeof key, "k%u", i / 2) };

		EXPECT(map_put(&m, k, map_hash(k), &added) == i / 2 && added == (i % 2 == 0));
	}
	EXPECT(m.n == 10000);
	EXPECT(map_find(&m, STR("k9999"), map_hash(STR("k9999"))) == 9999);
	EXPECT(map_find(&m, STR("nope"), map_hash(STR("nope"))) == -1);
	map_clear(&m);
}

/* Beginnings in common of any length, NULs, keys that begin others. */
static struct str
odd_key(char *at, unsigned i)
{
	static const char *const heads[] = { "", "a", "common beginning", "common beginning of a longer one" };
	size_t n = (size_t)snprintf(at, 64, "%s%x", heads[i % 4], i * 2654435761U >> 12);

	memset(at + n, 0, 16);
	return (struct str){ at, n + (i % 7 ? 0 : i % 13) };
}

static void
order_is_by_bytes(unsigned keys)
{
	struct map m = { 0 };
	char at[80];
	uint32_t *order;
	size_t wrong = 0;

	for (unsigned i = 0; i < keys; i++) {
		struct str key = odd_key(at, i);

		map_put(&m, key, map_hash(key), NULL);
	}
	order = map_order(&m);
	for (size_t i = 1; i < m.n; i++)
		wrong += str_cmp(m.key[order[i - 1]], m.key[order[i]]) >= 0;
	EXPECT(wrong == 0);
	free(order);
	map_clear(&m);
}

/* Two tables of many groups, half of them in both. */
static void
many_groups_merge(void)
{
	const enum state_kind both[] = { STATE_COUNT, STATE_SUM };
	struct table *part[2] = { table_new(both, 2), table_new(both, 2) };
	char at[16];
	size_t wrong = 0;

	for (uint32_t i = 0; i < 30000; i++) {
		struct table *t = part[i / 10000 == 2 ? 1 : i / 10000];
		struct num x = NUM(i % 20000);
		uint32_t g = table_group(
		    t, (struct str){ at, (size_t)snprintf(at, sizeof at, "%u", i % 20000) });

		table_count(t, 0, &g, 1);
		table_numbers(t, 1, &g, &(uint32_t){ 0 }, 1, &x);
	}
	table_merge(part[0], part[1]);
	EXPECT(table_groups(part[0]) == 20000);
	for (size_t g = 0; g < table_groups(part[0]); g++) {
		struct str key = table_key(part[0], g);
		uint64_t value, times;

		EXPECT(str_uint(key, &value));
		times = value < 10000 ? 2 : 1;
		wrong += table_count_of(part[0], 0, g) != times ||
			 num_cmp(sum_value(table_sum_of(part[0], 1, g)),
			     NUM((int64_t)(value * times))) != 0;
	}
	EXPECT(wrong == 0);
	table_free(part[0]);
	table_free(part[1]);
}

int
main(void)
{
	order_is_by_bytes(0);
	order_is_by_bytes(1);
	order_is_by_bytes(200);
	order_is_by_bytes(30000);
	many_groups_merge();
	make_rows();
	cuts_do_not_matter();
	written_states_read_back();
	quantiles_are_type_seven();
	map_keeps_every_key();
	return unit_end();
}
