/* print: what was counted, as streams. */
#include "base/mem.h"
#include "base/opt.h"
#include "flow/inner.h"
#include <math.h>
#include <stdlib.h>

enum { SHARE_DIGITS = 6, SECOND_DIGITS = 3 };

/* A stream on its way out. */
struct sheet {
	struct flow *f;
	struct output *out;
	struct rows rows;
	struct buf text;
};

static void
heads(struct sheet *s, const char *const *name, size_t n)
{
	for (size_t i = 0; i < s->f->want->groups; i++)
		rows_field(&s->rows, s->f->want->group[i].name);
	for (size_t i = 0; i < n; i++)
		if (name[i])
			rows_field(&s->rows, str_of(name[i]));
	rows_end(&s->rows);
}
#define HEADS(s, ...)                                                                              \
	heads(s, (const char *const[]){__VA_ARGS__},                                               \
	    sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static void
text(struct sheet *s, struct str t)
{
	rows_field(&s->rows, t);
}

static void
number(struct sheet *s, struct num n)
{
	s->text.len = 0;
	num_print(&s->text, n);
	rows_plain(&s->rows, buf_slice(&s->text));
}

static void
count(struct sheet *s, uint64_t n)
{
	number(s, NUM((int64_t)n));
}

static void
ratio(struct sheet *s, struct num n, struct num d, int digits)
{
	number(s, num_ratio(n, d, digits));
}

static void
end(struct sheet *s)
{
	rows_end(&s->rows);
	if (s->rows.out.len < 1 << 16)
		return;
	output_write(s->out, s->rows.out.at, s->rows.out.len);
	s->rows.out.len = 0;
}

static struct num
sum(const struct tally *t, size_t state, size_t group)
{
	return sum_value(table_sum_of(t->table, state, group));
}

static void
groups(struct sheet *s, const struct tally *t, size_t group)
{
	for (size_t i = 0; i < s->f->want->groups; i++)
		text(s, tally_part(t, group, i));
}

/* What all cases of the same groups add up to. */
static size_t
whole(const struct flow *f, const struct tally *t, size_t group)
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

/* mean, median, 90 % quantile of seconds; null where there are none. */
static void
spread(struct sheet *s, const struct tally *t, size_t sum_state, size_t values, size_t group)
{
	uint64_t n = table_values_of(t->table, values, group);

	ratio(s, sum_state == SIZE_MAX ? NUM_NONE : sum(t, sum_state, group), NUM((int64_t)n),
	    SECOND_DIGITS);
	number(s, num_round(table_quantile(t->table, values, group, num_real(0.5)), SECOND_DIGITS));
	number(s, num_round(table_quantile(t->table, values, group, num_real(0.9)), SECOND_DIGITS));
}

static void
print_arcs(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_ARC], *all = &s->f->tally[BY_CASE];
	size_t *order = tally_order(t), g = s->f->want->groups;

	HEADS(s, "from", "to", "n", "cases", "share_cases", "mean_s", "median_s", "p90_s", "max_s",
	    "sum_s", "share_time", "score", s->f->calendar ? "worked_s" : NULL);
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i], of = whole(s->f, t, at);
		struct num cases = sum(t, ARC_CASES, at), time = sum(t, ARC_TIME, at);
		struct num cases_all = NUM((int64_t)table_count_of(all->table, CASE_N, of));

		groups(s, t, at);
		text(s, tally_part(t, at, g));
		text(s, tally_part(t, at, g + 1));
		count(s, table_count_of(t->table, ARC_N, at));
		number(s, cases);
		ratio(s, cases, cases_all, SHARE_DIGITS);
		spread(s, t, ARC_TIME, ARC_TIMES, at);
		number(s, table_number_of(t->table, ARC_MAX, at));
		number(s, time);
		ratio(s, time, sum(s->f->tally + BY_CASE, CASE_TIME, of), SHARE_DIGITS);
		ratio(s, num_mul(time, cases), cases_all, SECOND_DIGITS);
		if (s->f->calendar)
			number(s, sum(t, ARC_WORKED, at));
		end(s);
	}
	free(order);
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

static size_t *
variants_order(const struct flow *f)
{
	const struct tally *t = &f->tally[BY_VARIANT];
	size_t *order = tally_order(t);

	qsort_r(order, table_groups(t->table), sizeof *order, by_count, &(struct by_count){f, t});
	return order;
}

static void
print_variants(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_VARIANT];
	size_t *order = variants_order(s->f), g = s->f->want->groups, before = SIZE_MAX;
	uint64_t cumulated = 0, rank = 0;

	HEADS(s, "rank", "n", "share", "cum_share", "median_s", "p90_s", "example", "variant");
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i], of = whole(s->f, t, at);
		uint64_t n = table_count_of(t->table, VARIANT_N, at);
		struct num all = sum(&s->f->tally[BY_CASE], CASE_CLOSED, of);

		if (of != before)
			cumulated = rank = 0;
		before = of;
		cumulated += n;
		groups(s, t, at);
		count(s, ++rank);
		count(s, n);
		ratio(s, NUM((int64_t)n), all, SHARE_DIGITS);
		ratio(s, NUM((int64_t)cumulated), all, SHARE_DIGITS);
		number(s, num_round(table_quantile(t->table, VARIANT_TIMES, at, num_real(0.5)),
			      SECOND_DIGITS));
		number(s, num_round(table_quantile(t->table, VARIANT_TIMES, at, num_real(0.9)),
			      SECOND_DIGITS));
		text(s, table_text_of(t->table, VARIANT_EXAMPLE, at));
		text(s, tally_part(t, at, g));
		end(s);
	}
	free(order);
}

static void
print_activities(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_ACTIVITY];
	size_t *order = tally_order(t), g = s->f->want->groups;
	bool work = s->f->until >= 0;

	HEADS(s, "activity", "n", "cases", "starts", "ends", "self_loops", "repeated", "redone",
	    work ? "work_mean_s" : NULL, work ? "work_median_s" : NULL, work ? "work_p90_s" : NULL,
	    work ? "work_sum_s" : NULL);
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i];

		groups(s, t, at);
		text(s, tally_part(t, at, g));
		count(s, table_count_of(t->table, ACT_N, at));
		for (size_t state = ACT_CASES; state <= ACT_OTHER; state++)
			number(s, sum(t, state, at));
		if (work) {
			spread(s, t, ACT_WORK, ACT_WORKS, at);
			number(s, sum(t, ACT_WORK, at));
		}
		end(s);
	}
	free(order);
}

static void
print_handovers(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_HANDOVER];
	size_t *order = tally_order(t), g = s->f->want->groups;

	HEADS(s, "from_unit", "to_unit", "n", "cases", "mean_s", "sum_s", "back");
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i];
		uint64_t n = table_count_of(t->table, HAND_N, at);

		groups(s, t, at);
		text(s, tally_part(t, at, g));
		text(s, tally_part(t, at, g + 1));
		count(s, n);
		number(s, sum(t, HAND_CASES, at));
		ratio(s, sum(t, HAND_TIME, at), NUM((int64_t)n), SECOND_DIGITS);
		number(s, sum(t, HAND_TIME, at));
		number(s, sum(t, HAND_BACK, at));
		end(s);
	}
	free(order);
}

/* The steps of the variants that cover a share of the cases, as --allow reads them. */
static void
print_steps(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_VARIANT];
	size_t *order = variants_order(s->f), n = table_groups(t->table);
	struct tally steps;
	static const struct tally_state states[] = {{STATE_COUNT, 0}};
	uint64_t all = 0, covered = 0;

	tally_begin(&steps, states, 1);
	for (size_t i = 0; i < n; i++)
		all += table_count_of(t->table, VARIANT_N, i);
	for (size_t i = 0; i < n; i++) {
		struct str rest = tally_part(t, order[i], 0), from = {0};

		if (num_cmp(num_mul(NUM((int64_t)covered), NUM(100)),
			num_mul(NUM((int64_t)all), s->f->want->cover)) >= 0)
			break;
		covered += table_count_of(t->table, VARIANT_N, order[i]);
		while (rest.at) {
			ptrdiff_t cut = str_find(rest, STR(" > "));
			struct str to = {rest.at, cut < 0 ? rest.len : (size_t)cut};

			rest = cut < 0 ? (struct str){0}
				       : (struct str){to.at + to.len + 3, rest.len - to.len - 3};
			tally_key(&steps, from);
			tally_key(&steps, to);
			tally_row(&steps, NULL, 0, (struct str){0});
			from = to;
		}
		tally_key(&steps, from);
		tally_key(&steps, (struct str){0});
		tally_row(&steps, NULL, 0, (struct str){0});
	}
	tally_flush(&steps);
	free(order);
	order = tally_order(&steps);
	HEADS(s, "from", "to");
	for (size_t i = 0; i < table_groups(steps.table); i++) {
		text(s, tally_part(&steps, order[i], 0));
		text(s, tally_part(&steps, order[i], 1));
		end(s);
	}
	free(order);
	tally_clear(&steps);
}

/* --- figure by figure --- */
static void
figure(struct sheet *s, const struct tally *t, size_t group, const char *name, struct num value)
{
	groups(s, t, group);
	text(s, str_of(name));
	number(s, value);
	end(s);
}

/* Groups of a tally whose cases are those of `of`. */
static size_t
different(const struct flow *f, const struct tally *t, size_t of)
{
	size_t n = 0;

	for (size_t i = 0; i < table_groups(t->table); i++)
		n += whole(f, t, i) == of;
	return n;
}

/* Shannon's entropy of the variants in bits, and how many of them cover 80 % of the closed cases.
 */
static void
print_mix(struct sheet *s, const struct tally *cases, size_t of)
{
	const struct tally *t = &s->f->tally[BY_VARIANT];
	size_t *order = variants_order(s->f), cover = 0;
	double all = num_double(sum(cases, CASE_CLOSED, of)), bits = 0, seen = 0;

	for (size_t i = 0; i < table_groups(t->table); i++) {
		double n = (double)table_count_of(t->table, VARIANT_N, order[i]);

		if (whole(s->f, t, order[i]) != of)
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

	figure(s, t, at, "duration_mean_s", num_ratio(sum(t, CASE_TIME, at), times, SECOND_DIGITS));
	figure(s, t, at, "duration_median_s",
	    num_round(table_quantile(t->table, CASE_TIMES, at, num_real(0.5)), SECOND_DIGITS));
	figure(s, t, at, "duration_p90_s",
	    num_round(table_quantile(t->table, CASE_TIMES, at, num_real(0.9)), SECOND_DIGITS));
	figure(s, t, at, "duration_max_s", table_quantile(t->table, CASE_TIMES, at, NUM(1)));
}

static void
print_summary(struct sheet *s)
{
	const struct flow *f = s->f;
	const struct tally *t = &f->tally[BY_CASE];
	size_t *order = tally_order(t), n = table_groups(t->table);

	HEADS(s, "figure", "value");
	for (size_t i = 0; i < n; i++) {
		size_t at = order[i];
		struct num cases = NUM((int64_t)table_count_of(t->table, CASE_N, at));
		struct num events = sum(t, CASE_EVENTS, at), closed = sum(t, CASE_CLOSED, at);
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
		figure(s, t, at, "rework_cases", sum(t, CASE_REWORK, at));
		figure(s, t, at, "rework_share", share(sum(t, CASE_REWORK, at), cases));
		if (f->unit >= 0) {
			figure(s, t, at, "unit_pairs",
			    NUM((int64_t)different(f, &f->tally[BY_HANDOVER], at)));
			figure(s, t, at, "handovers", sum(t, CASE_OVER, at));
			figure(s, t, at, "handover_share", share(sum(t, CASE_OVER, at), steps));
		}
		if (f->conform) {
			struct num looked = sum(t, CASE_STEPS, at);

			figure(s, t, at, "deviations", sum(t, CASE_DEPARTED, at));
			figure(s, t, at, "fitness",
			    share(num_sub(looked, sum(t, CASE_DEPARTED, at)), looked));
		}
	}
	free(order);
}

/* --- heads of what is written case by case --- */
void
flow_heads(const struct flow *f, enum flow_show show, struct output *out)
{
	struct rows r = {.delimiter = common.delimiter_out};
	const char *const cases[] = {"begin", "end", "state", "events", "duration_s",
	    f->until >= 0 ? "work_s" : NULL, f->until >= 0 ? "idle_s" : NULL, "rework",
	    f->unit >= 0 ? "handovers" : NULL, "variant"};
	const char *const departures[] = {
	    "deviation", "from", "activity", "position", "time", f->unit >= 0 ? "unit" : NULL};
	const char *const *name = show == FLOW_CASES ? cases : departures;
	size_t n = show == FLOW_CASES ? sizeof cases / sizeof *cases
				      : sizeof departures / sizeof *departures;

	for (size_t i = 0; i < f->keys; i++)
		rows_field(&r, f->key[i]);
	for (size_t i = 0; i < f->want->groups; i++)
		rows_field(&r, f->want->group[i].name);
	for (size_t i = 0; i < n; i++)
		if (name[i])
			rows_field(&r, str_of(name[i]));
	rows_end(&r);
	output_write(out, r.out.at, r.out.len);
	buf_clear(&r.out);
}

void
flow_print(struct flow *f, enum flow_show show, struct output *out)
{
	static void (*const print[FLOW_SHOWS])(struct sheet *) = {[FLOW_ARCS] = print_arcs,
	    [FLOW_VARIANTS] = print_variants,
	    [FLOW_ACTIVITIES] = print_activities,
	    [FLOW_HANDOVERS] = print_handovers,
	    [FLOW_STEPS] = print_steps,
	    [FLOW_SUMMARY] = print_summary};
	struct sheet s = {.f = f, .out = out, .rows = {.delimiter = common.delimiter_out}};

	if (show == FLOW_DOT) {
		dot_print(f, out);
		return;
	}
	print[show](&s);
	output_write(out, s.rows.out.at, s.rows.out.len);
	buf_clear(&s.rows.out);
	buf_clear(&s.text);
}
