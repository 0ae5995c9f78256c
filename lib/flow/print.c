/* print: what was counted, as streams. */
#include "base/mem.h"
#include "base/opt.h"
#include "flow/inner.h"
#include <math.h>
#include <stdlib.h>

/* mean, median, 90 % quantile of seconds; null where there are none. */
static void
spread(struct sheet *s, const struct tally *t, size_t sum, size_t values, size_t group)
{
	struct num n = NUM((int64_t)table_values_of(t->table, values, group));

	sheet_number(s, num_ratio(tally_sum(t, sum, group), n, SECOND_DIGITS));
	sheet_number(s, tally_quantile(t, values, group, num_real(0.5)));
	sheet_number(s, tally_quantile(t, values, group, num_real(0.9)));
}

static void
print_arcs(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_ARC], *all = &s->f->tally[BY_CASE];
	size_t *order = tally_order(t), g = s->f->want->groups;

	SHEET_HEADS(s, "from", "to", "n", "cases", "share_cases", "mean_s", "median_s", "p90_s",
	    "max_s", "sum_s", "share_time", "score", s->f->calendar ? "worked_s" : NULL);
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i], of = sheet_whole(s->f, t, at);
		struct num cases = tally_sum(t, ARC_CASES, at), time = tally_sum(t, ARC_TIME, at);
		struct num cases_all = NUM((int64_t)table_count_of(all->table, CASE_N, of));

		sheet_groups(s, t, at);
		sheet_text(s, tally_part(t, at, g));
		sheet_text(s, tally_part(t, at, g + 1));
		sheet_number(s, tally_count(t, at));
		sheet_number(s, cases);
		sheet_number(s, num_ratio(cases, cases_all, SHARE_DIGITS));
		spread(s, t, ARC_TIME, ARC_TIMES, at);
		sheet_number(s, table_number_of(t->table, ARC_MAX, at));
		sheet_number(s, time);
		sheet_number(s,
		    num_ratio(time, tally_sum(s->f->tally + BY_CASE, CASE_TIME, of), SHARE_DIGITS));
		sheet_number(s, num_ratio(num_mul(time, cases), cases_all, SECOND_DIGITS));
		if (s->f->calendar)
			sheet_number(s, tally_sum(t, ARC_WORKED, at));
		sheet_end(s);
	}
	free(order);
}

/* The activities of a path, joined. */
static void
variant(struct sheet *s, struct str rest)
{
	s->text.len = 0;
	while (rest.len) {
		if (s->text.len)
			buf_z(&s->text, " > ");
		buf_str(&s->text, tally_next(&rest));
	}
	sheet_text(s, buf_slice(&s->text));
}

static void
print_variants(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_VARIANT];
	size_t *order = variants_order(s->f), g = s->f->want->groups, before = SIZE_MAX;
	uint64_t cumulated = 0, rank = 0;

	SHEET_HEADS(
	    s, "rank", "n", "share", "cum_share", "median_s", "p90_s", "example", "variant");
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i], of = sheet_whole(s->f, t, at);
		uint64_t n = table_count_of(t->table, VARIANT_N, at);
		struct num all = tally_sum(&s->f->tally[BY_CASE], CASE_CLOSED, of);

		if (of != before)
			cumulated = rank = 0;
		before = of;
		cumulated += n;
		sheet_groups(s, t, at);
		sheet_number(s, NUM((int64_t)++rank));
		sheet_number(s, NUM((int64_t)n));
		sheet_number(s, num_ratio(NUM((int64_t)n), all, SHARE_DIGITS));
		sheet_number(s, num_ratio(NUM((int64_t)cumulated), all, SHARE_DIGITS));
		sheet_number(s, tally_quantile(t, VARIANT_TIMES, at, num_real(0.5)));
		sheet_number(s, tally_quantile(t, VARIANT_TIMES, at, num_real(0.9)));
		sheet_text(s, table_text_of(t->table, VARIANT_EXAMPLE, at));
		variant(s, tally_rest(t, at, g));
		sheet_end(s);
	}
	free(order);
}

static void
print_activities(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_ACTIVITY];
	size_t *order = tally_order(t), g = s->f->want->groups;
	bool work = s->f->until >= 0;

	SHEET_HEADS(s, "activity", "n", "cases", "starts", "ends", "share_ends", "self_loops",
	    "repeated", "redone", work ? "work_mean_s" : NULL, work ? "work_median_s" : NULL,
	    work ? "work_p90_s" : NULL, work ? "work_sum_s" : NULL);
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i];

		sheet_groups(s, t, at);
		sheet_text(s, tally_part(t, at, g));
		sheet_number(s, tally_count(t, at));
		for (size_t state = ACT_CASES; state <= ACT_ENDS; state++)
			sheet_number(s, tally_sum(t, state, at));
		sheet_number(s, num_ratio(tally_sum(t, ACT_ENDS, at), tally_sum(t, ACT_CASES, at),
				    SHARE_DIGITS));
		for (size_t state = ACT_AGAIN; state <= ACT_OTHER; state++)
			sheet_number(s, tally_sum(t, state, at));
		if (work) {
			spread(s, t, ACT_WORK, ACT_WORKS, at);
			sheet_number(s, tally_sum(t, ACT_WORK, at));
		}
		sheet_end(s);
	}
	free(order);
}

static void
print_handovers(struct sheet *s)
{
	const struct tally *t = &s->f->tally[BY_HANDOVER];
	size_t *order = tally_order(t), g = s->f->want->groups;

	SHEET_HEADS(s, "from_unit", "to_unit", "n", "cases", "mean_s", "sum_s", "back");
	for (size_t i = 0; i < table_groups(t->table); i++) {
		size_t at = order[i];
		uint64_t n = table_count_of(t->table, HAND_N, at);

		sheet_groups(s, t, at);
		sheet_text(s, tally_part(t, at, g));
		sheet_text(s, tally_part(t, at, g + 1));
		sheet_number(s, NUM((int64_t)n));
		sheet_number(s, tally_sum(t, HAND_CASES, at));
		sheet_number(
		    s, num_ratio(tally_sum(t, HAND_TIME, at), NUM((int64_t)n), SECOND_DIGITS));
		sheet_number(s, tally_sum(t, HAND_TIME, at));
		sheet_number(s, tally_sum(t, HAND_BACK, at));
		sheet_end(s);
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
		struct str rest = tally_rest(t, order[i], 0), from = {0};

		if (num_cmp(num_mul(NUM((int64_t)covered), NUM(100)),
			num_mul(NUM((int64_t)all), s->f->want->cover)) >= 0)
			break;
		covered += table_count_of(t->table, VARIANT_N, order[i]);
		while (rest.len) {
			struct str to = tally_next(&rest);

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
	SHEET_HEADS(s, "from", "to");
	for (size_t i = 0; i < table_groups(steps.table); i++) {
		sheet_text(s, tally_part(&steps, order[i], 0));
		sheet_text(s, tally_part(&steps, order[i], 1));
		sheet_end(s);
	}
	free(order);
	tally_clear(&steps);
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
	if (f->want->gap.kind != NUM_NULL)
		rows_field(&r, STR("number"));
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
	    [FLOW_SUMMARY] = summary_print};
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
