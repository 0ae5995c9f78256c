/* svg: scales, and charts of awkward figures. */
#include "render/svg.h"
#include "unit.h"
#include <math.h>

static void
expect_scale(double min, double max, double from, double to, double step, int digits)
{
	struct scale s = scale_nice(min, max, 4);

	EXPECT(fabs(s.from - from) < 1e-9 * (1 + fabs(from)));
	EXPECT(fabs(s.to - to) < 1e-9 * (1 + fabs(to)));
	EXPECT(fabs(s.step - step) < 1e-9 * step);
	EXPECT(s.digits == digits);
}

static void
scales(void)
{
	expect_scale(0, 100, 0, 100, 25, 0);
	expect_scale(83, 97, 80, 100, 5, 0);
	expect_scale(0.1, 0.9, 0, 1, 0.2, 1);
	expect_scale(-3, 5, -4, 6, 2, 0);
	expect_scale(0, 1e9, 0, 1e9, 2.5e8, 0);
	/* No span, nothing at all: still a scale. */
	for (int i = 0; i < 4; i++) {
		double v[] = {5, 0, NAN, INFINITY};
		struct scale s = scale_nice(v[i], v[i], 4);

		EXPECT(isfinite(s.from) && isfinite(s.to) && s.from < s.to && s.step > 0);
	}
}

static void
expect_coord(double x, const char *want)
{
	struct buf b = {0};

	svg_coord(&b, x);
	EXPECT_TEXT(buf_cstr(&b), want);
	buf_clear(&b);
}

static void
coordinates(void)
{
	expect_coord(12, "12");
	expect_coord(12.34, "12.3");
	expect_coord(12.96, "13");
	expect_coord(-0.01, "0");
	expect_coord(1e300, "1000000");
}

static size_t
count(const struct buf *b, const char *what)
{
	size_t n = 0;

	for (struct str s = buf_slice(b); s.len; s = (struct str){s.at + 1, s.len - 1})
		n += str_starts(s, str_of(what));
	return n;
}

/* Every kind, with a hostile name, a gap, and no reference to the outside. */
static void
charts(void)
{
	struct str names[] = {STR("<script>&\""), STR("b"), STR("c")};
	struct num values[] = {NUM(5), NUM_NONE, NUM(-2)}, more[] = {NUM(1), NUM(2), NUM(3)};
	struct series series[] = {
	    {STR("<x>"), values, SERIES_MAIN}, {STR("y"), more, SERIES_LASTYEAR}};

	for (int d = DRAW_LINE; d <= DRAW_HEAT; d++) {
		struct chart c = {.title = STR("a<b"),
		    .about = STR("c&d"),
		    .number = 1,
		    .drawing = (enum drawing)d,
		    .category = names,
		    .categories = 3,
		    .own = -1,
		    .series = series,
		    .n = 2,
		    .target = NUM(4),
		    .target_text = STR("≥ 4")};
		struct buf b = {0};

		svg_chart(&b, &c, LANG_ZH);
		EXPECT(count(&b, "<svg ") == 1 && count(&b, "</svg>") == 1);
		EXPECT(count(&b,
			   "<title id=\"c1t\">a&lt;b</title><desc id=\"c1d\">c&amp;d</desc>") == 1);
		EXPECT(count(&b, "<script") == 0 && count(&b, "nan") == 0 && count(&b, "inf") == 0);
		EXPECT(count(&b, "href") == 0 && count(&b, "url(") == 0);
		EXPECT(count(&b, "&lt;script&gt;&amp;&quot;") >= 1);
		EXPECT(count(&b, "<text") == count(&b, "</text>"));
		buf_clear(&b);
	}
}

/* The gap cuts the line in two, and has no dot. */
static void
gaps(void)
{
	struct num v[] = {NUM(1), NUM(2), NUM_NONE, NUM(3), NUM(4)};
	struct buf b = {0};

	svg_spark(&b, (struct trend){v, 5}, STR("<up>"));
	EXPECT(count(&b, "M") == 2 + 2); /* and two of xMinYMid */
	EXPECT(count(&b, "aria-label=\"&lt;up&gt;\"") == 1);
	b.len = 0;
	svg_spark(&b, (struct trend){v + 2, 1}, STR(""));
	EXPECT(b.len == 0);
	buf_clear(&b);
}

/* Names at the ends of lines never stand on each other. */
static void
ends(void)
{
	struct num same[] = {NUM(7), NUM(7)};
	struct str names[] = {STR("2026-09"), STR("2026-10")};
	struct series series[6];
	struct chart c = {.number = 2,
	    .drawing = DRAW_LINE,
	    .category = names,
	    .categories = 2,
	    .own = -1,
	    .series = series,
	    .n = 6};
	struct buf b = {0};
	double y[6];
	size_t n = 0;

	for (size_t i = 0; i < 6; i++)
		series[i] = (struct series){STR("name"), same, SERIES_MAIN};
	svg_chart(&b, &c, LANG_EN);
	for (const char *at = buf_cstr(&b); (at = strstr(at, "<text x=\"599\" y=\"")) && n < 6;
	     at++) {
		double tens = 0;
		const char *p = at + 17;

		for (; *p >= '0' && *p <= '9'; p++)
			tens = tens * 10 + (*p - '0');
		y[n++] = tens;
	}
	EXPECT(n == 6);
	for (size_t i = 1; i < n; i++)
		EXPECT(y[i] - y[i - 1] >= 13);
	buf_clear(&b);
}

/* Figures at the ends are whole, however long a name is; names are cut. */
static void
whole_figures(void)
{
	struct num v[] = {NUM(1), NUM(1280)};
	struct str names[] = {STR("2026-09"), STR("2026-10")};
	struct series one = {STR("United States of America and elsewhere"), v, SERIES_MAIN};
	struct chart c = {.number = 3,
	    .drawing = DRAW_LINE,
	    .category = names,
	    .categories = 2,
	    .own = -1,
	    .series = &one,
	    .n = 1};
	struct buf b = {0};

	svg_chart(&b, &c, LANG_EN);
	EXPECT(count(&b, ">1,280</text>") == 1 && count(&b, "…</text>") == 1);
	buf_clear(&b);
	EXPECT(svg_text_width(STR("WWWW")) > svg_text_width(STR("iiii")));
	EXPECT(svg_text_width(STR("1,280")) >= 30);
	EXPECT(svg_text_width(STR("云州市")) >= 36);
}

static double
number_at(const struct buf *b, const char *before)
{
	const char *at = strstr(b->at, before);
	double x = 0;

	for (at = at ? at + strlen(before) : ""; *at >= '0' && *at <= '9'; at++)
		x = x * 10 + (*at - '0');
	return x;
}

/* The longest bar's figure ends before the cumulated share begins; many bars stand in two columns.
 */
static void
bars(void)
{
	struct num v[60];
	struct str names[60];
	struct series one = {STR("n"), v, SERIES_MAIN};
	struct chart c = {.number = 4,
	    .drawing = DRAW_PARETO,
	    .category = names,
	    .categories = 3,
	    .own = -1,
	    .series = &one,
	    .n = 1,
	    .digits = 1};
	struct buf b = {0};

	for (size_t i = 0; i < 60; i++) {
		v[i] = NUM(10732);
		names[i] = STR("cause");
	}
	svg_chart(&b, &c, LANG_EN);
	buf_ch(&b, '\0');
	EXPECT(number_at(&b, "<text x=\"") > 0);
	EXPECT(count(&b, ">10,732.0</text>") == 3);
	EXPECT(number_at(&b, "</rect>\n<text x=\"") < 600);
	b.len = 0;
	c.drawing = DRAW_BAR;
	c.categories = 60;
	svg_chart(&b, &c, LANG_EN);
	buf_ch(&b, '\0');
	EXPECT(count(&b, "<rect") == 60);
	EXPECT(number_at(&b, "<svg class=\"chart\" width=\"") > 600);
	EXPECT(svg_is_wide(&c));
	buf_clear(&b);
}

int
main(void)
{
	whole_figures();
	bars();
	scales();
	coordinates();
	charts();
	gaps();
	ends();
	return unit_end();
}
