/* summary: a log in figures, one a record. */
#include "flow/inner.h"
#include <math.h>
#include <stdlib.h>

static void
figure(struct sheet *s, const struct tally *t, size_t group, const char *name, struct num value)
{
	sheet_groups(s, t, group);
	sheet_text(s, str_of(name));
	sheet_number(s, value);
	sheet_end(s);
}

/* Groups of a tally whose cases are those of `of`. */
static size_t
different(const struct flow *f, const struct tally *t, size_t of)
{
	size_t n = 0;

	for (size_t i = 0; i < table_groups(t->table); i++)
		n += sheet_whole(f, t, i) == of;
	return n;
}

/* Shannon's entropy of the variants in bits, and how many of them cover 80 % of the closed cases.
 */
static void
print_mix(struct sheet *s, const struct tally *cases, size_t of)
{
	const struct tally *t = &s->f->tally[BY_VARIANT];
	size_t *order = variants_order(s->f), cover = 0;
	double all = num_double(tally_sum(cases, CASE_CLOSED, of)), bits = 0, seen = 0;

	for (size_t i = 0; i < table_groups(t->table); i++) {
		double n = (double)table_count_of(t->table, VARIANT_N, order[i]);

		if (sheet_whole(s->f, t, order[i]) != of)
			continue;
		cover += seen < 0.8 * all;
		seen += n;
		bits -= n / all * log2(n / all);
	}
	free(order);
	figure(s, cases, of, "variants_80", NUM((int64_t)cover));
	figure(s, cases, of, "entropy_bits", num_round(num_real(bits), SHARE_DIGITS));
}

static struct num
share(struct num part, struct num all)
{
	return num_ratio(part, all, SHARE_DIGITS);
}

static void
print_times(struct sheet *s, const struct tally *t, size_t at)
{
	struct num times = NUM((int64_t)table_values_of(t->table, CASE_TIMES, at));

	figure(s, t, at, "duration_mean_s",
	    num_ratio(tally_sum(t, CASE_CLOSED_TIME, at), times, SECOND_DIGITS));
	figure(s, t, at, "duration_median_s", tally_quantile(t, CASE_TIMES, at, num_real(0.5)));
	figure(s, t, at, "duration_p90_s", tally_quantile(t, CASE_TIMES, at, num_real(0.9)));
	figure(s, t, at, "duration_max_s", table_quantile(t->table, CASE_TIMES, at, NUM(1)));
}

void
summary_print(struct sheet *s)
{
	const struct flow *f = s->f;
	const struct tally *t = &f->tally[BY_CASE];
	size_t *order = tally_order(t), n = table_groups(t->table);

	SHEET_HEADS(s, "figure", "value");
	for (size_t i = 0; i < n; i++) {
		size_t at = order[i];
		struct num cases = NUM((int64_t)table_count_of(t->table, CASE_N, at));
		struct num events = tally_sum(t, CASE_EVENTS, at),
			   closed = tally_sum(t, CASE_CLOSED, at);
		struct num steps = num_sub(events, cases);

		figure(s, t, at, "events", events);
		figure(s, t, at, "cases", cases);
		figure(s, t, at, "open_cases", num_sub(cases, closed));
		figure(
		    s, t, at, "activities", NUM((int64_t)different(f, &f->tally[BY_ACTIVITY], at)));
		figure(s, t, at, "pairs", NUM((int64_t)different(f, &f->tally[BY_ARC], at)));
		figure(s, t, at, "steps", steps);
		figure(s, t, at, "variants", NUM((int64_t)different(f, &f->tally[BY_VARIANT], at)));
		print_mix(s, t, at);
		print_times(s, t, at);
		figure(s, t, at, "rework_cases", tally_sum(t, CASE_REWORK, at));
		figure(s, t, at, "rework_share", share(tally_sum(t, CASE_REWORK, at), cases));
		if (f->unit >= 0) {
			figure(s, t, at, "unit_pairs",
			    NUM((int64_t)different(f, &f->tally[BY_HANDOVER], at)));
			figure(s, t, at, "handovers", tally_sum(t, CASE_OVER, at));
			figure(
			    s, t, at, "handover_share", share(tally_sum(t, CASE_OVER, at), steps));
		}
		if (f->conform) {
			struct num looked = tally_sum(t, CASE_STEPS, at);

			figure(s, t, at, "deviations", tally_sum(t, CASE_DEPARTED, at));
			figure(s, t, at, "fitness",
			    share(num_sub(looked, tally_sum(t, CASE_DEPARTED, at)), looked));
		}
	}
	free(order);
}
