/* dot: the arcs as a picture for Graphviz: thicker where more cases go, marked where most time is
 * spent. */
#include "base/mem.h"
#include "flow/inner.h"
#include <stdlib.h>

/* Inside a quoted string of the language. */
static void
quote(struct buf *b, struct str t)
{
	buf_ch(b, '"');
	for (size_t i = 0; i < t.len; i++) {
		if (t.at[i] == '"' || t.at[i] == '\\' || t.at[i] == '\n')
			buf_ch(b, '\\');
		buf_ch(b, t.at[i] == '\n' ? 'n' : t.at[i]);
	}
	buf_ch(b, '"');
}

/* 45 s, 12 min, 3.4 h, 2.1 d */
static void
say_time(struct buf *b, struct num seconds)
{
	static const char *const name[] = {"s", "min", "h", "d"};
	struct num amount;
	enum when_unit unit;

	if (seconds.kind == NUM_NULL)
		return;
	unit = when_rough(seconds, &amount);
	num_print(b, amount);
	buf_fmt(b, " %s", name[unit]);
}

static void
nodes(const struct flow *f, struct buf *b)
{
	const struct tally *t = &f->tally[BY_ACTIVITY];
	size_t *order = tally_order(t);

	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i];
		struct buf label = {0};

		buf_str(&label, tally_part(t, at, 0));
		buf_fmt(&label, "\n%llu", (unsigned long long)table_count_of(t->table, ACT_N, at));
		buf_z(b, "  ");
		quote(b, tally_part(t, at, 0));
		buf_z(b, " [label=");
		quote(b, buf_slice(&label));
		if (num_cmp(sum_value(table_sum_of(t->table, ACT_STARTS, at)), NUM(0)) > 0)
			buf_z(b, ", style=bold");
		if (num_cmp(sum_value(table_sum_of(t->table, ACT_ENDS, at)), NUM(0)) > 0)
			buf_z(b, ", peripheries=2");
		buf_z(b, "];\n");
		buf_clear(&label);
	}
	free(order);
}

/* The arcs on which most time is spent, three at most, are marked. */
static struct num
threshold(const struct tally *t)
{
	struct num top[3] = {NUM(0), NUM(0), NUM(0)};

	for (size_t i = 0; i < table_groups(t->table); i++) {
		struct num x = sum_value(table_sum_of(t->table, ARC_TIME, i));

		for (size_t k = 0; k < 3 && x.kind != NUM_NULL; k++)
			if (num_cmp(x, top[k]) > 0) {
				struct num y = top[k];

				top[k] = x;
				x = y;
			}
	}
	return top[2];
}

static void
arcs(const struct flow *f, struct buf *b)
{
	const struct tally *t = &f->tally[BY_ARC];
	size_t *order = tally_order(t);
	struct num most = threshold(t);
	uint64_t largest = 1;

	for (size_t i = 0; i < table_groups(t->table); i++)
		if (table_count_of(t->table, ARC_N, i) > largest)
			largest = table_count_of(t->table, ARC_N, i);
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i];
		uint64_t n = table_count_of(t->table, ARC_N, at);
		struct num time = sum_value(table_sum_of(t->table, ARC_TIME, at));
		struct buf label = {0};

		buf_fmt(&label, "%llu", (unsigned long long)n);
		if (table_values_of(t->table, ARC_TIMES, at)) {
			buf_z(&label, "\n");
			say_time(&label, table_quantile(t->table, ARC_TIMES, at, num_real(0.5)));
		}
		buf_z(b, "  ");
		quote(b, tally_part(t, at, 0));
		buf_z(b, " -> ");
		quote(b, tally_part(t, at, 1));
		buf_fmt(b, " [penwidth=%llu, label=", (unsigned long long)(1 + 4 * n / largest));
		quote(b, buf_slice(&label));
		if (time.kind != NUM_NULL && num_cmp(time, NUM(0)) > 0 && num_cmp(time, most) >= 0)
			buf_z(b, ", color=\"#b3261e\", fontcolor=\"#b3261e\"");
		buf_z(b, "];\n");
		buf_clear(&label);
	}
	free(order);
}

void
dot_print(struct flow *f, struct output *out)
{
	struct buf b = {0};

	buf_z(&b, "digraph flow {\n  rankdir=TB;\n  node [shape=box];\n");
	nodes(f, &b);
	arcs(f, &b);
	buf_z(&b, "}\n");
	output_write(out, b.at, b.len);
	buf_clear(&b);
}
