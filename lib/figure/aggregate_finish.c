/* aggregate_finish: the figure of an aggregate from the finished states of a group. */
#include "figure/inner.h"

static struct num
count_number(uint64_t n)
{
	return NUM((int64_t)n);
}

/* A quotient or a root is a double (design.md 5), rounded from more digits than it has. */
static struct num
a_double(struct num x)
{
	return x.kind == NUM_NULL ? x : num_real(num_double(x));
}

void
aggregate_number(const struct table *t, const struct aggregate *a, size_t g, struct num *out)
{
	const size_t *s = a->state;
	struct str fn = a->function;
	uint64_t n;

	if (a->stock) {
		*out = a->stock->stock == STOCK_LAST ? table_last(t, s[0], g)
						     : table_mean_period(t, s[0], g);
	} else if (a->whole) {
		*out = count_number(table_count_of(t, s[0], g));
	} else if (str_eq(fn, STR("share"))) {
		*out = num_ratio(count_number(table_count_of(t, s[0], g)),
		    count_number(table_count_of(t, s[1], g)), 30);
	} else if (str_eq(fn, STR("min")) || str_eq(fn, STR("max"))) {
		*out = table_number_of(t, s[0], g);
	} else if (str_eq(fn, STR("median")) || str_eq(fn, STR("quantile"))) {
		*out = table_quantile(t, s[0], g, a->p);
	} else if (str_eq(fn, STR("distinct"))) {
		*out = count_number(table_distinct(t, s[0], g));
	} else {
		n = table_count_of(t, s[1], g);
		if (n == 0)
			*out = NUM_NONE;
		else if (str_eq(fn, STR("sum")))
			*out = sum_value(table_sum_of(t, s[0], g));
		else if (str_eq(fn, STR("mean")))
			*out = sum_mean(n, table_sum_of(t, s[0], g));
		else if (str_eq(fn, STR("var")))
			*out = a_double(
			    sum_var(n, table_sum_of(t, s[0], g), table_sum_of(t, s[2], g)));
		else
			*out =
			    a_double(sum_sd(n, table_sum_of(t, s[0], g), table_sum_of(t, s[2], g)));
	}
}

void
aggregate_text(const struct table *t, const struct aggregate *a, size_t g, struct str *out)
{
	*out = str_eq(a->function, STR("mode")) ? table_mode(t, a->state[0], g)
						: table_text_of(t, a->state[0], g);
}
