/* workcal: working time against a calendar walked second by second, day by day. */
#include "value/workcal.h"
#include "base/mem.h"
#include "unit.h"

static char room[4][100];
static int turn;

static const char *
z(struct buf *b, bool there)
{
	char *out = room[turn++ % 4];

	snprintf(out, sizeof room[0], "%.*s", (int)b->len, b->len ? b->at : "");
	buf_clear(b);
	return there ? out : "null";
}

static const char *
worktime(const struct workcal *c, const char *from, const char *to)
{
	struct buf b = {0};
	struct num n = workcal_worktime(c, str_of(from), str_of(to));

	num_print(&b, n);
	return z(&b, n.kind != NUM_NULL);
}

static const char *
workday(const struct workcal *c, const char *t, int64_t n)
{
	struct buf b = {0};
	bool there = workcal_workday(c, str_of(t), n, &b);

	return z(&b, there);
}

static struct workcal *
office(int cutoff)
{
	struct workcal *c = workcal_new();
	struct fault f;

	EXPECT(workcal_hours(c, STR("08:30-12:00 13:30-17:30"), &f));
	/* Labour day 2024: Wednesday to Sunday off, the Sunday before and the Saturday after
	 * worked. */
	EXPECT(workcal_day(c, STR("2024-05-01"), STR("H"), &f) &&
	       workcal_day(c, STR("2024-05-02"), STR("H"), &f) &&
	       workcal_day(c, STR("2024-05-03"), STR("H"), &f) &&
	       workcal_day(c, STR("2024-04-28"), STR("M"), &f) &&
	       workcal_day(c, STR("2024-05-11"), STR("R"), &f) &&
	       workcal_day(c, STR("2024-05-11"), STR("M"), &f));
	if (cutoff >= 0)
		EXPECT(workcal_cutoff(c, cutoff, &f));
	workcal_ready(c);
	return c;
}

static void
times(void)
{
	struct workcal *c = office(-1);

	EXPECT_TEXT(worktime(c, "2024-05-06 09:00:00", "2024-05-06 10:00:00"), "3600");
	EXPECT_TEXT(worktime(c, "2024-05-06 11:30:00", "2024-05-06 14:00:00"), "3600");
	EXPECT_TEXT(worktime(c, "2024-05-06 00:00:00", "2024-05-07 00:00:00"), "27000");
	EXPECT_TEXT(worktime(c, "2024-04-30 17:00:00", "2024-05-06 09:00:00"), "3600");
	EXPECT_TEXT(worktime(c, "2024-05-06 09:00:00", "2024-04-30 17:00:00"), "-3600");
	EXPECT_TEXT(worktime(c, "2024-04-27", "2024-04-29"), "27000");
	EXPECT_TEXT(worktime(c, "2024-05-11", "2024-05-12"), "27000");
	EXPECT_TEXT(worktime(c, "2024-05-04", "2024-05-05 23:00:00"), "0");
	EXPECT_TEXT(worktime(c, "2024-05-06 09:00:00.25", "2024-05-06 09:00:01"), "0.75");
	EXPECT_TEXT(worktime(c, "2024-05-06 09:00:01", "2024-05-06 09:00:00.25"), "-0.75");
	EXPECT_TEXT(worktime(c, "2024-05-06 12:30:00.25", "2024-05-06 13:30:01.5"), "1.5");
	EXPECT_TEXT(worktime(c, "2024-05-06 09:00", "2024-05-06 10:00:00"), "null");
	EXPECT_TEXT(worktime(c, "0001-01-01", "9999-12-31 23:59:59"), "70432578000");
	EXPECT_TEXT(workday(c, "2024-05-06 09:00:00", 1), "2024-05-07 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-06 09:00:00", 0), "2024-05-06 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-04 09:00:00", 1), "2024-05-06 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-04", 0), "2024-05-06 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-04", -1), "2024-04-30 17:30:00");
	EXPECT_TEXT(workday(c, "2024-04-30", 1), "2024-05-06 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-10 23:00:00", 1), "2024-05-11 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-06", -1), "2024-04-30 17:30:00");
	EXPECT_TEXT(workday(c, "9999-12-30", 5), "null");
	EXPECT_TEXT(workday(c, "0001-01-01", -1), "null");
	EXPECT_TEXT(workday(c, "2024-05-06", INT64_MAX), "null");
	EXPECT_TEXT(workday(c, "2024-05-06", INT64_MIN), "null");
	EXPECT_TEXT(workday(c, "x", 1), "null");
	EXPECT(workcal_daytype(c, STR("2024-05-01")) == 'H' &&
	       workcal_daytype(c, STR("2024-05-04")) == 'R');
	EXPECT(workcal_daytype(c, STR("2024-05-06 10:00:00")) == 'W' &&
	       workcal_daytype(c, STR("2024-05-11")) == 'M');
	EXPECT(workcal_daytype(c, STR("2024-04-28")) == 'M' && workcal_daytype(c, STR("")) == '\0');
	workcal_free(c);
}

static void
cutoff(void)
{
	struct workcal *c = office(16 * 60);

	EXPECT_TEXT(worktime(c, "2024-05-06 16:00:00", "2024-05-06 17:00:00"), "3600");
	EXPECT_TEXT(worktime(c, "2024-05-06 16:00:01", "2024-05-06 17:00:00"), "0");
	EXPECT_TEXT(worktime(c, "2024-05-06 16:00:01", "2024-05-07 09:30:00"), "3600");
	EXPECT_TEXT(worktime(c, "2024-05-10 16:30:00", "2024-05-11 09:30:00"), "3600");
	EXPECT_TEXT(workday(c, "2024-05-06 16:00:00", 1), "2024-05-07 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-06 16:00:00.5", 1), "2024-05-08 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-06 17:00:00", 0), "2024-05-07 17:30:00");
	EXPECT_TEXT(workday(c, "2024-04-30 17:00:00", 1), "2024-05-07 17:30:00");
	EXPECT_TEXT(workday(c, "2024-05-04 10:00:00", 1), "2024-05-07 17:30:00");
	workcal_free(c);
}

static void
round_the_clock(void)
{
	struct workcal *c = workcal_new();
	struct fault f;

	EXPECT(workcal_week(c, 7, 4, &f)); /* Sunday to Thursday */
	workcal_ready(c);
	EXPECT_TEXT(worktime(c, "2024-05-03", "2024-05-05"), "0");
	EXPECT_TEXT(worktime(c, "2024-05-02 12:00:00", "2024-05-05 12:00:00"), "86400");
	EXPECT_TEXT(workday(c, "2024-05-05 12:00:00", 1), "2024-05-07 00:00:00");
	EXPECT_TEXT(workday(c, "9999-12-30", 1), "null");
	workcal_free(c);
}

/* All faults are told and leave a calendar that can be freed. */
static void
faults(void)
{
	static const char *const hours[] = {"", "8:30-12:00", "08:30", "08:30-", "08:30-08:30",
	    "12:00-08:30", "08:30-12:00 11:00-13:00", "24:00-25:00", "08:60-09:00", "08:30-24:01",
	    "a", "08:30-12:00,13:00-14:00"};
	struct workcal *c = workcal_new();
	struct fault f;

	for (size_t i = 0; i < sizeof hours / sizeof *hours; i++)
		if (workcal_hours(c, str_of(hours[i]), &f))
			EXPECT_TEXT(hours[i], "a fault");
	EXPECT(workcal_hours(c, STR(" 00:00-24:00 "), &f));
	EXPECT(!workcal_week(c, 0, 5, &f) && !workcal_week(c, 1, 8, &f));
	EXPECT(!workcal_day(c, STR("2024-02-30"), STR("W"), &f) &&
	       !workcal_day(c, STR("2024-02-01 10:00:00"), STR("W"), &f));
	EXPECT(!workcal_day(c, STR("2024-02-01"), STR("w"), &f) &&
	       !workcal_day(c, STR("2024-02-01"), STR(""), &f));
	EXPECT(!workcal_day(c, STR("2024-02-01"), STR("WM"), &f) &&
	       !workcal_day(c, STR("2024-02-01"), STR("\0"), &f));
	EXPECT(!workcal_cutoff(c, -1, &f) && !workcal_cutoff(c, 1440, &f));
	workcal_free(c);
}

/* A random calendar and the plainest way to count. */
static void
against_walking(void)
{
	enum { DAYS = 200 };
	uint64_t seed = 7;
	int32_t first = 0;

#define DICE(n) (int)(((seed = seed * 6364136223846793005U + 1442695040888963407U) >> 33) % (n))
	EXPECT(when_day(2024, 1, 1, &first));
	for (int round = 0; round < 50; round++) {
		struct workcal *c = workcal_new();
		struct fault f;
		bool works[DAYS];

		EXPECT(workcal_hours(c, STR("09:00-12:00 13:00-18:00"), &f));
		for (int d = 0; d < DAYS; d++)
			works[d] = when_weekday(first + d) <= 5;
		for (int k = 0; k < 30; k++) {
			struct buf day = {0};
			int d = DICE(DAYS), type = DICE(4);

			when_print(&day, &(struct when){.day = first + d});
			EXPECT(workcal_day(c, buf_slice(&day), (struct str){"WRHM" + type, 1}, &f));
			works[d] = type == 0 || type == 3;
			buf_clear(&day);
		}
		workcal_ready(c);
		for (int k = 0; k < 50; k++) {
			int a = DICE(DAYS), n = 1 + DICE(30), left = n, d = a, h1 = DICE(24),
			    h2 = DICE(24), b = DICE(DAYS);
			int64_t seconds = 0;
			struct buf from = {0}, to = {0}, close = {0};

			when_print(
			    &from, &(struct when){
				       .day = first + a, .second = h1 * 3600, .form = WHEN_SECOND});
			when_print(
			    &to, &(struct when){
				     .day = first + b, .second = h2 * 3600, .form = WHEN_SECOND});
			for (int h = a * 24 + h1; h < b * 24 + h2; h++)
				seconds +=
				    works[h / 24] && h % 24 >= 9 && h % 24 < 18 && h % 24 != 12
					? 3600
					: 0;
			for (int h = b * 24 + h2; h < a * 24 + h1; h++)
				seconds -=
				    works[h / 24] && h % 24 >= 9 && h % 24 < 18 && h % 24 != 12
					? 3600
					: 0;
			EXPECT(num_cmp(workcal_worktime(c, buf_slice(&from), buf_slice(&to)),
				   NUM(seconds)) == 0);
			while (left > 0 && ++d < DAYS)
				left -= works[d];
			to.len = 0;
			when_print(
			    &to, &(struct when){
				     .day = first + d, .second = 18 * 3600, .form = WHEN_SECOND});
			EXPECT(workcal_workday(c, buf_slice(&from), n, &close));
			if (left == 0)
				EXPECT_TEXT(buf_cstr(&close), buf_cstr(&to));
			buf_clear(&from);
			buf_clear(&to);
			buf_clear(&close);
		}
		workcal_free(c);
	}
}

int
main(void)
{
	times();
	cutoff();
	round_the_clock();
	faults();
	against_walking();
	return unit_end();
}
