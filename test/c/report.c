/* report: periods, and what is said of figures. */
#include "report/bin.h"
#include "report/judge.h"
#include "unit.h"

static void
expect_before(
    enum period p, const char *text, const char *previous, const char *year, const char *last_day)
{
	int32_t n, before;
	struct buf b = {0};

	EXPECT(period_parse(p, str_of(text), &n));
	period_print(p, n, &b);
	EXPECT_TEXT(buf_cstr(&b), text);
	b.len = 0;
	period_print(p, n - 1, &b);
	EXPECT_TEXT(buf_cstr(&b), previous);
	b.len = 0;
	if (period_year_before(p, n, &before))
		period_print(p, before, &b);
	EXPECT_TEXT(buf_cstr(&b), year);
	b.len = 0;
	period_last_day(p, n, &b);
	EXPECT_TEXT(buf_cstr(&b), last_day);
	buf_clear(&b);
}

static void
periods(void)
{
	static const char *const none[] = {"", "2026", "2026-13", "2026-00", "2026-1", "2026-10-01",
	    "0000-01", "x026-10", "2026-1０"};
	int32_t n;

	expect_before(PER_MONTH, "2026-10", "2026-09", "2025-10", "2026-10-31");
	expect_before(PER_MONTH, "2024-01", "2023-12", "2023-01", "2024-01-31");
	expect_before(PER_MONTH, "2024-02", "2024-01", "2023-02", "2024-02-29");
	expect_before(PER_QUARTER, "2024-Q1", "2023-Q4", "2023-Q1", "2024-03-31");
	expect_before(PER_WEEK, "2026-W01", "2025-W52", "2025-W01", "2026-01-04");
	expect_before(PER_WEEK, "2020-W53", "2020-W52", "", "2021-01-03"); /* 2019 has no week 53 */
	expect_before(PER_DAY, "2024-02-29", "2024-02-28", "", "2024-02-29");
	expect_before(PER_DAY, "2024-03-01", "2024-02-29", "2023-03-01", "2024-03-01");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		EXPECT(!period_parse(PER_MONTH, str_of(none[i]), &n));
	EXPECT(!period_parse(PER_WEEK, STR("2025-W53"), &n));
	EXPECT(!period_parse(PER_QUARTER, STR("2025-Q5"), &n));
	EXPECT(!period_parse(PER_DAY, STR("2023-02-29"), &n));
}

static void
verdicts(void)
{
	struct indicator k = {
	    .target_rel = REL_GE, .warn_rel = REL_GE, .target = NUM(85), .warn = NUM(80)};
	struct indicator low = {.target_rel = REL_LE, .target = NUM(15)};

	EXPECT(judge_verdict(&k, NUM(85)) == VERDICT_MET);
	EXPECT(judge_verdict(&k, NUM(84)) == VERDICT_WARN);
	EXPECT(judge_verdict(&k, NUM(80)) == VERDICT_WARN);
	EXPECT(judge_verdict(&k, NUM(79)) == VERDICT_MISSED);
	EXPECT(judge_verdict(&k, NUM_NONE) == VERDICT_NONE);
	EXPECT(judge_verdict(&low, NUM(15)) == VERDICT_MET);
	EXPECT(judge_verdict(&low, NUM(16)) == VERDICT_MISSED);
	EXPECT(judge_verdict(&(struct indicator){0}, NUM(1)) == VERDICT_NONE);
}

static void
changes(void)
{
	struct indicator rate = {.rate = true, .digits = 2}, volume = {0};
	struct buf b = {0};

	num_print(&b, judge_shown_change(NULL, &rate, NUM(-3), NUM(80)));
	buf_ch(&b, ' ');
	num_print(&b, judge_shown_change(NULL, &volume, NUM(30), NUM(120))); /* 30 more than 90 */
	buf_ch(&b, ' ');
	num_print(&b, judge_shown_change(NULL, &volume, NUM(-5), NUM(-15))); /* from -10 */
	EXPECT_TEXT(buf_cstr(&b), "-3 33.3 -50");
	EXPECT(judge_shown_change(NULL, &volume, NUM(7), NUM(7)).kind == NUM_NULL); /* from 0 */
	EXPECT(judge_shown_change(NULL, &rate, NUM_NONE, NUM(7)).kind == NUM_NULL);
	EXPECT(judge_change_digits(&rate) == 2 && judge_change_digits(&volume) == 1);
	buf_clear(&b);
}

static void
bins(void)
{
	static const char *const order[] = {
	    "<-5", "-5--2", "-2-2", "2-4", "4-10", "10-12.5", ">=12.5", "2026-10", "a-b", "lost"};

	for (size_t i = 0; i < 7; i++)
		EXPECT(bin_label(str_of(order[i])));
	for (size_t i = 7; i < 10; i++)
		EXPECT(!bin_label(str_of(order[i]))); /* a month is no bin: 2026 is not below 10 */
	EXPECT(!bin_label(STR("")) && !bin_label(STR("<")) && !bin_label(STR(">=x")) &&
	       !bin_label(STR("-")) && !bin_label(STR("4-")));
	for (size_t i = 0; i < 10; i++)
		for (size_t k = 0; k < 10; k++) {
			int c = bin_compare(str_of(order[i]), str_of(order[k]));

			EXPECT((c > 0) - (c < 0) == (i > k) - (i < k));
		}
}

int
main(void)
{
	bins();
	periods();
	verdicts();
	changes();
	return unit_end();
}
