/* when: canonical times, their calendar, functions, formats and zones. */
#include "value/when.h"
#include "unit.h"

static char room[4][200];
static int turn;

static const char *
z(struct buf *b, bool there)
{
	char *out = room[turn++ % 4];

	EXPECT(there || b->len == 0);
	snprintf(out, sizeof room[0], "%.*s", (int)b->len, b->len ? b->at : "");
	buf_clear(b);
	return there ? out : "null";
}

#define TEXT_OF(call)                                                                              \
	__extension__({                                                                            \
		struct buf b = {0};                                                                \
		bool there = (call);                                                               \
		z(&b, there);                                                                      \
	})
#define T(text) str_of(text)

static const char *
shown(struct num n)
{
	struct buf b = {0};

	num_print(&b, n);
	return z(&b, n.kind != NUM_NULL);
}

static struct num
N(const char *text) {
	struct num n;

	EXPECT(num_parse(str_of(text), &n));
	return n;
}

static void
canonical(void)
{
	static const char *const good[] = {"2024-05-07", "0001-01-01", "9999-12-31", "2024-02-29",
	    "2000-02-29", "1970-01-01", "2024-05-07 00:00:00", "2024-05-07 23:59:59",
	    "2024-05-07 08:09:10.5", "2024-05-07 08:09:10.000", "2024-05-07 08:09:10.123456789",
	    "0001-01-01 00:00:00", "9999-12-31 23:59:59.999999999"};
	static const char *const bad[] = {"", "2024", "2024-05", "2024-5-7", "2023-02-29",
	    "1900-02-29", "2024-02-30", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31",
	    "0000-01-01", "10000-01-01", "2024-05-07 10:00", "2024-05-07 24:00:00",
	    "2024-05-07 23:59:60", "2024-05-07 23:60:00", "2024-05-07T10:00:00",
	    "2024-05-07 10:00:00Z", "2024-05-07 10:00:00.", "2024-05-07 10:00:00.1234567890",
	    "2024-05-07 10:00:00,5", "2024-05-07 10:00:00.5x", "2024/05/07", "2024-05/07",
	    " 2024-05-07", "2024-05-07 ", "2024-05-07 1a:00:00", "2024-05-07 10:0:000",
	    "2024-05-07 10-00:00", "2024-05-07 10:00-00", "a024-05-07", "20a4-05-07", "2024-a5-07",
	    "2024-05-a7", "2024-05-0:", "2024-05-07 10:00:0:", "-024-05-07", "2024-05-07 10:0/:00"};
	struct when w;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct buf b = {0};

		EXPECT(when_parse(T(good[i]), &w));
		when_print(&b, &w);
		EXPECT_TEXT(z(&b, true), good[i]);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (when_parse(T(bad[i]), &w))
			EXPECT_TEXT(bad[i], "a fault");
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		for (size_t k = 0; k < sizeof good / sizeof *good; k++)
			EXPECT(when_valid(T(good[k]), T(good[i])));
		for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
			EXPECT(!when_valid(T(bad[k]), T(good[i])) && !when_valid(T(bad[k]), T("")));
	}
	EXPECT(when_parse(T("1970-01-02 00:00:01.25"), &w));
	EXPECT(w.day == 1 && w.second == 1 && w.nano == 250000000 && w.form == WHEN_FRACTION &&
	       w.digits == 2);
	EXPECT(when_parse(T("1969-12-31"), &w) && w.day == -1 && w.form == WHEN_DATE);
}

/* Every day of ten thousand years follows the one before it. */
static void
calendar(void)
{
	int year = 1, month = 1, mday = 1, y, m, d;
	int32_t first = 0, last = 0, day;

	EXPECT(when_day(1, 1, 1, &first) && when_day(9999, 12, 31, &last));
	EXPECT(last - first == 3652058);
	for (day = first; day <= last; day++) {
		int32_t back = 0;

		when_civil(day, &y, &m, &d);
		if (y != year || m != month || d != mday || !when_day(y, m, d, &back) ||
		    back != day || when_weekday(day) != (day - first) % 7 + 1)
			break;
		mday++;
		if (!when_day(year, month, mday, &back)) {
			mday = 1;
			month++;
		}
		if (month > 12) {
			month = 1;
			year++;
		}
	}
	EXPECT(day == last + 1);
	EXPECT(year == 10000);
	EXPECT(!when_day(10000, 1, 1, &day) && !when_day(0, 1, 1, &day) &&
	       !when_day(2024, 0, 1, &day) && !when_day(2024, 1, 0, &day));
}

static void
functions(void)
{
	EXPECT_TEXT(TEXT_OF(when_year(T("2024-05-07"), &b)), "2024");
	EXPECT_TEXT(TEXT_OF(when_month(T("2024-05-07 08:00:00"), &b)), "2024-05");
	EXPECT_TEXT(TEXT_OF(when_month(T("2024-05"), &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_quarter(T("2024-05-07"), &b)), "2024-Q2");
	EXPECT_TEXT(TEXT_OF(when_quarter(T("2024-01-01"), &b)), "2024-Q1");
	EXPECT_TEXT(TEXT_OF(when_quarter(T("2024-03-31"), &b)), "2024-Q1");
	EXPECT_TEXT(TEXT_OF(when_quarter(T("2024-12-31"), &b)), "2024-Q4");
	EXPECT_TEXT(TEXT_OF(when_week(T("2024-12-30"), &b)), "2025-W01");
	EXPECT_TEXT(TEXT_OF(when_week(T("2024-05-07"), &b)), "2024-W19");
	EXPECT_TEXT(TEXT_OF(when_week(T("2021-01-03"), &b)), "2020-W53");
	EXPECT_TEXT(TEXT_OF(when_week(T("2021-01-04"), &b)), "2021-W01");
	EXPECT_TEXT(TEXT_OF(when_week(T("9999-12-31"), &b)), "9999-W52");
	EXPECT_TEXT(TEXT_OF(when_week(T("0001-01-01"), &b)), "0001-W01");
	EXPECT_TEXT(TEXT_OF(when_date(T("2024-05-07 08:00:00"), &b)), "2024-05-07");
	EXPECT_TEXT(TEXT_OF(when_date(T("2024-02-30"), &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_clock(T("2024-05-07 08:09:10.5"), &b)), "08:09:10");
	EXPECT_TEXT(TEXT_OF(when_clock(T("2024-05-07"), &b)), "00:00:00");
	EXPECT_TEXT(TEXT_OF(when_slot(T("2024-05-07 08:44:59"), 1800, &b)), "2024-05-07 08:30:00");
	EXPECT_TEXT(TEXT_OF(when_slot(T("2024-05-07 08:45:00.9"), 900, &b)), "2024-05-07 08:45:00");
	EXPECT_TEXT(TEXT_OF(when_slot(T("2024-05-07"), 900, &b)), "2024-05-07 00:00:00");
	EXPECT_TEXT(
	    TEXT_OF(when_slot(T("2024-05-07 23:59:59"), 200000, &b)), "2024-05-07 00:00:00");
	EXPECT_TEXT(TEXT_OF(when_slot(T("2024-05-07 08:00:00"), 0, &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_slot(T("2024-05-07 08:00:00"), -60, &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_slot(T("x"), 60, &b)), "null");
}

static void
moving(void)
{
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-02-28"), N("172800"), &b)), "2024-03-01");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-02-28"), N("3600"), &b)), "2024-02-28 01:00:00");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-02-28"), N("0"), &b)), "2024-02-28");
	EXPECT_TEXT(
	    TEXT_OF(when_add(T("2024-12-31 23:59:30"), N("30"), &b)), "2025-01-01 00:00:00");
	EXPECT_TEXT(
	    TEXT_OF(when_add(T("2024-03-01 00:00:00"), N("-1"), &b)), "2024-02-29 23:59:59");
	EXPECT_TEXT(
	    TEXT_OF(when_add(T("2024-03-01 00:00:00"), N("-0.5"), &b)), "2024-02-29 23:59:59.5");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-03-01 00:00:00.75"), N("0.250"), &b)),
	    "2024-03-01 00:00:01.00");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-03-01"), N("0.0000000005"), &b)),
	    "2024-03-01 00:00:00.000000001");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-03-01"), num_real(1.5), &b)), "2024-03-01 00:00:01.5");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-03-01"), NUM_NONE, &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_add(T("9999-12-31 23:59:59"), N("1"), &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_add(T("9999-12-31"), N("86399"), &b)), "9999-12-31 23:59:59");
	EXPECT_TEXT(TEXT_OF(when_add(T("0001-01-01"), N("-1"), &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-01-01"), N("9223372036854775807"), &b)), "null");
	EXPECT_TEXT(
	    TEXT_OF(when_add(T("2024-01-01"), N("-99999999999999999999999999999999999999"), &b)),
	    "null");
	EXPECT_TEXT(TEXT_OF(when_add(T("2024-01"), N("1"), &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_addmonths(T("2024-01-31"), 1, &b)), "2024-02-29");
	EXPECT_TEXT(
	    TEXT_OF(when_addmonths(T("2023-01-31 08:00:00"), 1, &b)), "2023-02-28 08:00:00");
	EXPECT_TEXT(TEXT_OF(when_addmonths(T("2024-03-31"), -1, &b)), "2024-02-29");
	EXPECT_TEXT(TEXT_OF(when_addmonths(T("2024-01-15"), -1, &b)), "2023-12-15");
	EXPECT_TEXT(
	    TEXT_OF(when_addmonths(T("2024-01-15 01:02:03.50"), 12, &b)), "2025-01-15 01:02:03.50");
	EXPECT_TEXT(TEXT_OF(when_addmonths(T("0001-01-15"), -1, &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_addmonths(T("9999-12-15"), 1, &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_addmonths(T("2024-01-15"), INT64_MAX, &b)), "null");
	EXPECT_TEXT(TEXT_OF(when_addmonths(T("2024-01-15"), INT64_MIN, &b)), "null");
	EXPECT_TEXT(shown(when_elapsed(T("2024-02-28"), T("2024-03-01"))), "172800");
	EXPECT_TEXT(shown(when_elapsed(T("2024-05-01 10:00:00"), T("2024-05-01 09:59:30"))), "-30");
	EXPECT_TEXT(shown(when_elapsed(T("2024-05-01 10:00"), T("2024-05-02"))), "null");
	EXPECT_TEXT(shown(when_elapsed(T("2024-05-01"), T(""))), "null");
	EXPECT_TEXT(
	    shown(when_elapsed(T("2024-05-01 10:00:00.750"), T("2024-05-01 10:00:02"))), "1.25");
	EXPECT_TEXT(
	    shown(when_elapsed(T("2024-05-01 10:00:00.25"), T("2024-05-01 10:00:00"))), "-0.25");
	EXPECT_TEXT(shown(when_elapsed(T("0001-01-01"), T("9999-12-31 23:59:59.999999999"))),
	    "315537897599.999999999");
}

static void
rough(void)
{
	static const struct {
		const char *seconds, *amount;
		enum when_unit unit;
	} said[] = {{"0", "0", WHEN_SECONDS}, {"119.96", "120", WHEN_SECONDS},
	    {"120", "2", WHEN_MINUTES}, {"7199", "120", WHEN_MINUTES}, {"7200", "2", WHEN_HOURS},
	    {"86400", "24", WHEN_HOURS}, {"172799", "48", WHEN_HOURS}, {"172800", "2", WHEN_DAYS},
	    {"190080", "2.2", WHEN_DAYS}, {"-300", "-5", WHEN_MINUTES},
	    {"-119", "-119", WHEN_SECONDS}};

	for (size_t i = 0; i < sizeof said / sizeof *said; i++) {
		struct num amount;

		EXPECT(when_rough(N(said[i].seconds), &amount) == said[i].unit);
		EXPECT_TEXT(shown(amount), said[i].amount);
	}
}

/* A format on a text: canonical, with a Z behind if it is an instant; "no" if it does not fit. */
static const char *
formatted(const char *format, const char *text)
{
	struct fault f;
	struct when_format *form = when_format_new(str_of(format), &f);
	struct when w;
	struct buf b = {0};
	bool instant = false, ok;

	if (form == NULL)
		return "no format";
	ok = when_format_read(form, str_of(text), &w, &instant);
	if (ok)
		when_print(&b, &w);
	if (ok && instant)
		buf_ch(&b, 'Z');
	EXPECT(!ok || instant == when_format_has_zone(form));
	when_format_free(form);
	return ok ? z(&b, true) : "no";
}

static const char *
duration(const char *format, const char *text)
{
	struct fault f;
	struct when_format *form = when_format_new(str_of(format), &f);
	struct num n;
	bool ok = when_format_duration(form, str_of(text), &n);

	EXPECT(ok == (n.kind != NUM_NULL));
	when_format_free(form);
	return shown(n);
}

static void
formats(void)
{
	static const char *const rows[][3] = {
	    {"%Y-%m-%d %H:%M:%S", "2024-05-07 08:09:10", "2024-05-07 08:09:10"},
	    {"%Y/%m/%d", "2024/5/7", "2024-05-07"}, {"%Y%m%d", "20240507", "2024-05-07"},
	    {"%Y%m%d%H%M%S", "20240507080910", "2024-05-07 08:09:10"},
	    {"%Y%m", "202405", "2024-05-01"}, {"%Y年%m月%d日", "2024年5月7日", "2024-05-07"},
	    {"%d.%m.%y", "07.05.69", "1969-05-07"}, {"%d.%m.%y", "07.05.68", "2068-05-07"},
	    {"%D", "05/07/24", "2024-05-07"},
	    {"%F %T", "2024-05-07 08:09:10", "2024-05-07 08:09:10"},
	    {"%F %R", "2024-05-07 08:09", "2024-05-07 08:09:00"},
	    {"%F  %R", "2024-05-07 \t 8:9", "2024-05-07 08:09:00"},
	    {"%F %R", "2024-05-0708:09", "no"}, {"%d %b %Y", "07 may 2024", "2024-05-07"},
	    {"%B %e, %Y", "September  7, 2024", "2024-09-07"}, {"%b %d %Y", "Sept 07 2024", "no"},
	    {"%Y-%j", "2024-366", "2024-12-31"}, {"%Y-%j", "2023-366", "no"},
	    {"%Y-%j", "2023-0", "no"},
	    {"%F %I:%M %p", "2024-05-07 12:30 AM", "2024-05-07 00:30:00"},
	    {"%F %I:%M %p", "2024-05-07 12:30 pm", "2024-05-07 12:30:00"},
	    {"%F %I:%M%p", "2024-05-07 1:30PM", "2024-05-07 13:30:00"},
	    {"%F %I:%M %p", "2024-05-07 13:30 PM", "no"},
	    {"%F %T.%f", "2024-05-07 08:09:10.25", "2024-05-07 08:09:10.25"},
	    {"%F %T.%f", "2024-05-07 08:09:10.", "no"},
	    {"%F %T.%f", "2024-05-07 08:09:10.1234567890", "no"},
	    {"%FT%T%z", "2024-05-07T08:09:10Z", "2024-05-07 08:09:10Z"},
	    {"%FT%T%z", "2024-05-07T08:09:10+08:00", "2024-05-07 00:09:10Z"},
	    {"%FT%T%z", "2024-05-07T00:09:10+0530", "2024-05-06 18:39:10Z"},
	    {"%FT%T%z", "2024-05-07T00:09:10-08", "2024-05-07 08:09:10Z"},
	    {"%FT%T%z", "2024-05-07T00:09:10+8", "no"},
	    {"%FT%T%z", "2024-05-07T00:09:10+24:00", "no"},
	    {"%FT%T%z", "2024-05-07T00:09:10+08:0", "no"},
	    {"%FT%T%z", "2024-05-07T00:09:10+08:60", "no"},
	    {"%s", "1715040550", "2024-05-07 00:09:10Z"}, {"%s", "-1", "1969-12-31 23:59:59Z"},
	    {"%s", "1715040550123", "no"}, {"%s", "999999999999", "no"},
	    {"%s", "-99999999999", "no"}, {"%s", "-", "no"}, {"%s", "", "no"},
	    {"%s.%f", "1715040550.5", "2024-05-07 00:09:10.5Z"}, {"%s.%f", "-1.5", "no"},
	    {"%Y-%m-%d", "2024-02-30", "no"}, {"%Y-%m-%d", "2024-13-01", "no"},
	    {"%Y-%m-%d", "0000-01-01", "no"}, {"%Y-%m-%d", "2024-05-07x", "no"},
	    {"%Y-%m-%d", "22-04-15", "no"}, {"%Y-%m-%d", "2024-05-", "no"}, {"%Y-%m-%d", "", "no"},
	    {"%Y-%m-%d", "２024-05-07", "no"}, {"%F %H", "2024-05-07 24", "no"},
	    {"%F %T", "2024-05-07 23:59:60", "no"}, {"%F %T", "2024-05-07 23:60:00", "no"},
	    {"%T", "08:09:10", "no"}, {"100%% %Y", "100% 2024", "2024-01-01"},
	    {"%Q", "", "no format"}, {"%", "", "no format"}, {"", "", "no format"},
	    {"%I", "", "no format"}, {"%H %p", "", "no format"}};
	struct fault f;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		EXPECT_TEXT(formatted(rows[i][0], rows[i][1]), rows[i][2]);
	EXPECT(
	    when_format_new(T("年%Y %Q"), &f) == NULL && f.at == 5 && strstr(f.msg, "%Q") != NULL);
	EXPECT_TEXT(duration("%H:%M:%S", "100:00:01"), "360001");
	EXPECT_TEXT(duration("%T", "00:59:59"), "3599");
	EXPECT_TEXT(duration("%T", "00:60:00"), "null");
	EXPECT_TEXT(duration("%M:%S", "90:30"), "5430");
	EXPECT_TEXT(duration("%M:%S", "90:60"), "null");
	EXPECT_TEXT(duration("%s", "-90"), "-90");
	EXPECT_TEXT(duration("%s.%f", "1.250"), "1.25");
	EXPECT_TEXT(duration("%s", "1h"), "null");
	EXPECT_TEXT(duration("%S秒", "75秒"), "75");
	EXPECT_TEXT(duration("%Y", "2024"), "null");
}

static struct zone *
Z(const char *name)
{
	struct fault f;
	struct zone *zone = zone_new(str_of(name), &f);

	if (zone == NULL)
		EXPECT_TEXT(name, f.msg);
	return zone;
}

static const char *
local(const struct zone *zone, const char *utc)
{
	struct when w, out;
	struct buf b = {0};

	EXPECT(when_parse(T(utc), &w));
	out = zone_local(zone, &w);
	when_print(&b, &out);
	return z(&b, true);
}

/* The instant of a local time, with a digit before it that says whether it is one. */
static const char *
instant(const struct zone *zone, const char *text)
{
	struct when w, out;
	struct buf b = {0};

	EXPECT(when_parse(T(text), &w));
	buf_ch(&b, (char)('0' + zone_utc(zone, &w, &out)));
	buf_ch(&b, ' ');
	when_print(&b, &out);
	return z(&b, true);
}

static void
zones(void)
{
	static const char *const none[] = {"", "Nowhere/Town", "../etc/passwd", "/etc/passwd",
	    "Asia", "Asia/../UTC", "+8", "+24:00", "+08:60", "+0800x", "zone.tab", "UTC\n"};
	struct zone *zone = Z("Asia/Shanghai");
	struct fault f;

	EXPECT_TEXT(local(zone, "2024-05-07 16:00:00"), "2024-05-08 00:00:00");
	EXPECT_TEXT(local(zone, "1900-01-01 00:00:00"), "1900-01-01 08:05:43");
	EXPECT_TEXT(local(zone, "1988-07-01 00:00:00"), "1988-07-01 09:00:00");
	EXPECT_TEXT(local(zone, "9999-01-01 00:00:00.5"), "9999-01-01 08:00:00.5");
	EXPECT_TEXT(instant(zone, "2024-05-08 00:00:00"), "0 2024-05-07 16:00:00");
	EXPECT_TEXT(instant(zone, "1988-04-17 02:30:00"), "1 1988-04-16 18:30:00");
	zone_free(zone);
	zone = Z("Europe/Berlin");
	EXPECT_TEXT(local(zone, "2024-03-31 00:59:59"), "2024-03-31 01:59:59");
	EXPECT_TEXT(local(zone, "2024-03-31 01:00:00"), "2024-03-31 03:00:00");
	EXPECT_TEXT(local(zone, "2099-07-01 12:00:00"), "2099-07-01 14:00:00");
	EXPECT_TEXT(local(zone, "2099-12-01 12:00:00"), "2099-12-01 13:00:00");
	EXPECT_TEXT(local(zone, "2099-10-25 00:59:59"), "2099-10-25 02:59:59");
	EXPECT_TEXT(local(zone, "2099-10-25 01:00:00"), "2099-10-25 02:00:00");
	EXPECT_TEXT(instant(zone, "2024-03-31 01:59:59"), "0 2024-03-31 00:59:59");
	EXPECT(instant(zone, "2024-03-31 02:00:00")[0] == '1' &&
	       instant(zone, "2024-03-31 02:59:59")[0] == '1');
	EXPECT_TEXT(instant(zone, "2024-03-31 03:00:00"), "0 2024-03-31 01:00:00");
	EXPECT_TEXT(instant(zone, "2024-10-27 01:59:59"), "0 2024-10-26 23:59:59");
	EXPECT_TEXT(instant(zone, "2024-10-27 02:00:00"), "2 2024-10-27 00:00:00");
	EXPECT_TEXT(instant(zone, "2024-10-27 02:59:59"), "2 2024-10-27 00:59:59");
	EXPECT_TEXT(instant(zone, "2024-10-27 03:00:00"), "0 2024-10-27 02:00:00");
	EXPECT(instant(zone, "2060-10-31 02:30:00")[0] == '2' &&
	       instant(zone, "2060-03-28 02:30:00")[0] == '1');
	zone_free(zone);
	zone = Z("Australia/Sydney"); /* summer over the new year */
	EXPECT_TEXT(local(zone, "2090-01-01 00:00:00"), "2090-01-01 11:00:00");
	EXPECT_TEXT(local(zone, "2090-07-01 00:00:00"), "2090-07-01 10:00:00");
	zone_free(zone);
	zone = Z("+08:00");
	EXPECT_TEXT(local(zone, "2024-05-07 16:00:00"), "2024-05-08 00:00:00");
	EXPECT_TEXT(instant(zone, "2024-05-07 00:00:00"), "0 2024-05-06 16:00:00");
	EXPECT_TEXT(local(zone, "2024-05-07"), "2024-05-07 08:00:00");
	zone_free(zone);
	zone = Z("-0330");
	EXPECT_TEXT(local(zone, "2024-05-07 00:00:00"), "2024-05-06 20:30:00");
	zone_free(zone);
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		zone = zone_new(str_of(none[i]), &f);
		if (zone != NULL)
			EXPECT_TEXT(none[i], "a fault");
		zone_free(zone);
	}
}

int
main(void)
{
	canonical();
	calendar();
	functions();
	moving();
	rough();
	formats();
	zones();
	return unit_end();
}
