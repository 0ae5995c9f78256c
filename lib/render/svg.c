/* svg: the few things charts are drawn with. */
#include "render/svg.h"

#include "base/mem.h"
#include "render/cell.h"
#include "render/escape.h"
#include "value/text.h"
#include <math.h>
#include <stdlib.h>

struct scale
scale_nice(double min, double max, unsigned n)
{
	static const double steps[] = {1, 2, 2.5, 5, 10};
	struct scale s = {.digits = 0};
	double raw, power;
	size_t i = 0;

	if (!(min < max)) { /* NaN too */
		double half = isfinite(min) && min != 0 ? fabs(min) * 0.1 : 1;

		min = isfinite(min) ? min : 0;
		max = min + half;
		min -= half;
	}
	raw = (max - min) / n;
	power = pow(10, floor(log10(raw)));
	while (i < 4 && steps[i] * power < raw * 0.999)
		i++;
	s.step = steps[i] * power;
	s.from = floor(min / s.step + 1e-9) * s.step;
	s.to = ceil(max / s.step - 1e-9) * s.step;
	while (s.digits < 6 &&
	       fabs(s.step * pow(10, s.digits) - round(s.step * pow(10, s.digits))) > 1e-6)
		s.digits++;
	return s;
}

double
scale_at(const struct scale *s, double value)
{
	return s->at + (value - s->from) / (s->to - s->from) * s->size;
}

void
svg_coord(struct buf *b, double x)
{
	double tenths;

	x = x > 1e6 ? 1e6 : x < -1e6 ? -1e6 : x;
	tenths = round(x * 10);
	if (tenths == 0)
		tenths = 0; /* not -0 */
	if (fmod(tenths, 10) == 0)
		buf_fmt(b, "%.0f", tenths / 10);
	else
		buf_fmt(b, "%.1f", tenths / 10);
}

static void
attribute(struct buf *b, const char *name, double x)
{
	buf_fmt(b, " %s=\"", name);
	svg_coord(b, x);
	buf_ch(b, '"');
}

static void
class_of(struct buf *b, const char *class)
{
	if (class)
		buf_fmt(b, " class=\"%s\"", class);
}

void
svg_open(struct svg *s, double width, double height)
{
	unsigned n = s->c->number;

	s->width = width;
	s->height = height;
	buf_fmt(s->b,
	    "<svg class=\"chart\" width=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
	    "preserveAspectRatio=\"xMinYMin\" role=\"img\" aria-labelledby=\"c%ut c%ud\">",
	    width, width, height, n, n);
	buf_fmt(s->b, "<title id=\"c%ut\">", n);
	escape_html(s->b, s->c->title);
	buf_fmt(s->b, "</title><desc id=\"c%ud\">", n);
	escape_html(s->b, s->c->about);
	buf_z(s->b, "</desc>\n");
}

void
svg_close(struct svg *s)
{
	buf_z(s->b, "</svg>\n");
}

void
svg_text(struct svg *s, double x, double y, enum anchor anchor, const char *class, struct str text)
{
	static const char *const word[] = {"", " text-anchor=\"middle\"", " text-anchor=\"end\""};

	buf_z(s->b, "<text");
	attribute(s->b, "x", x);
	attribute(s->b, "y", y);
	buf_z(s->b, word[anchor]);
	class_of(s->b, class);
	buf_ch(s->b, '>');
	escape_html(s->b, text);
	buf_z(s->b, "</text>\n");
}

void
svg_figure(struct svg *s, double x, double y, enum anchor anchor, const char *class, struct num n)
{
	struct buf text = {0};

	if (n.kind == NUM_NULL)
		buf_z(&text, "—");
	else
		cell_number(&text, n, s->c->digits, false, (struct figures_as){0});
	svg_text(s, x, y, anchor, class, buf_slice(&text));
	buf_clear(&text);
}

void
svg_line(struct svg *s, double x1, double y1, double x2, double y2, const char *class)
{
	buf_z(s->b, "<line");
	attribute(s->b, "x1", x1);
	attribute(s->b, "y1", y1);
	attribute(s->b, "x2", x2);
	attribute(s->b, "y2", y2);
	class_of(s->b, class);
	buf_z(s->b, "/>\n");
}

void
svg_rect(struct svg *s, double x, double y, double w, double h, const char *class, struct str hover)
{
	buf_z(s->b, "<rect");
	attribute(s->b, "x", x);
	attribute(s->b, "y", y);
	attribute(s->b, "width", w < 0 ? 0 : w);
	attribute(s->b, "height", h < 0 ? 0 : h);
	class_of(s->b, class);
	if (hover.len == 0) {
		buf_z(s->b, "/>\n");
		return;
	}
	buf_z(s->b, "><title>");
	escape_html(s->b, hover);
	buf_z(s->b, "</title></rect>\n");
}

void
svg_dot(struct svg *s, double x, double y, double r, const char *class, struct str hover)
{
	buf_z(s->b, "<circle");
	attribute(s->b, "cx", x);
	attribute(s->b, "cy", y);
	attribute(s->b, "r", r);
	class_of(s->b, class);
	buf_z(s->b, "><title>");
	escape_html(s->b, hover);
	buf_z(s->b, "</title></circle>\n");
}

void
svg_path(struct svg *s, const double *x, const double *y, size_t n, const char *class)
{
	bool open = false;

	buf_z(s->b, "<path");
	class_of(s->b, class);
	buf_z(s->b, " d=\"");
	for (size_t i = 0; i < n; i++) {
		if (isnan(y[i])) {
			open = false;
			continue;
		}
		buf_ch(s->b, open ? 'L' : 'M');
		svg_coord(s->b, x[i]);
		buf_ch(s->b, ' ');
		svg_coord(s->b, y[i]);
		open = true;
	}
	buf_z(s->b, "\"/>\n");
}

/* Bytes of the first character, and how wide it is. */
static size_t
first_width(struct str s, double *width)
{
	size_t n = 1;
	char c = s.at[0];

	while (n < s.len && ((unsigned char)s.at[n] & 0xC0) == 0x80)
		n++;
	if (n > 1)
		*width = 6.5 * (double)text_width((struct str){s.at, n}, 1);
	else if (strchr(" !'(),./:;I[]|fijlrt-", c))
		*width = 4.8;
	else if (strchr("MWmw%@", c))
		*width = 11;
	else
		*width = c >= 'A' && c <= 'Z' ? 8.4 : 7.7;
	return n;
}

double
svg_text_width(struct str s)
{
	double sum = 0, one;

	for (size_t at = 0; at < s.len; sum += one)
		at += first_width((struct str){s.at + at, s.len - at}, &one);
	return sum;
}

struct str
svg_fit(struct str s, double width, struct buf *scratch)
{
	double sum = 12, one; /* with the mark */
	size_t at = 0;

	if (svg_text_width(s) <= width)
		return s;
	while (at < s.len) {
		size_t n = first_width((struct str){s.at + at, s.len - at}, &one);

		if (at && sum + one > width)
			break;
		sum += one;
		at += n;
	}
	scratch->len = 0;
	buf_add(scratch, s.at, at);
	buf_z(scratch, "…");
	return buf_slice(scratch);
}

double
svg_figure_width(const struct svg *s, struct num n)
{
	struct buf text = {0};
	double wide;

	if (n.kind == NUM_NULL)
		return 12;
	cell_number(&text, n, s->c->digits, false, (struct figures_as){0});
	wide = svg_text_width(buf_slice(&text));
	buf_clear(&text);
	return wide;
}

void
svg_grid_y(struct svg *s, const struct scale *y, double left, double right)
{
	int n = (int)round((y->to - y->from) / y->step);

	for (int i = 0; i <= n; i++) {
		double v = y->from + i * y->step, at = scale_at(y, v);
		struct buf text = {0};

		cell_number(&text, num_real(v), y->digits, false, (struct figures_as){0});
		svg_line(s, left, at, right, at, "g");
		svg_text(s, left - 6, at + 4, ANCHOR_END, "m", buf_slice(&text));
		buf_clear(&text);
	}
}

struct str
svg_hover(struct svg *s, struct buf *scratch, struct str a, struct str b, struct num n)
{
	scratch->len = 0;
	buf_str(scratch, a);
	if (b.len) {
		buf_ch(scratch, ' ');
		buf_str(scratch, b);
	}
	buf_ch(scratch, ' ');
	if (n.kind == NUM_NULL)
		buf_z(scratch, "—");
	else
		cell_number(scratch, n, s->c->digits, false, (struct figures_as){0});
	return buf_slice(scratch);
}

void
svg_chart(struct buf *b, const struct chart *c, enum lang lang)
{
	struct svg s = {.b = b, .c = c, .lang = lang};

	switch (c->drawing) {
	case DRAW_LINE:
		svg_lines(&s);
		break;
	case DRAW_BAR:
	case DRAW_PARETO:
		svg_bars(&s);
		break;
	case DRAW_STACK:
		svg_stack(&s);
		break;
	case DRAW_HEAT:
		svg_heat(&s);
		break;
	case DRAW_FLOW:
		svg_flow(&s);
		break;
	}
}

void
svg_spark(struct buf *b, struct trend t, struct str label)
{
	enum { WIDE = 84, HIGH = 20 };
	struct svg s = {.b = b};
	struct num min, max, last;
	double from, span, *x, *y;
	size_t end = 0;

	if (!trend_ends(t, &min, &max, &last))
		return;
	from = num_double(min);
	span = num_double(max) - from;
	x = mem_new(t.n, sizeof *x);
	y = mem_new(t.n, sizeof *y);
	for (size_t i = 0; i < t.n; i++) {
		x[i] = 2 + (t.n > 1 ? (WIDE - 5) * (double)i / (double)(t.n - 1) : 0);
		y[i] = NAN;
		if (t.at[i].kind == NUM_NULL)
			continue;
		y[i] = span > 0 ? HIGH - 3 - (HIGH - 6) * (num_double(t.at[i]) - from) / span
				: HIGH / 2.0;
		end = i;
	}
	buf_fmt(b,
	    "<svg class=\"spark\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"xMinYMid\" "
	    "role=\"img\" aria-label=\"",
	    WIDE, HIGH);
	escape_html(b, label);
	buf_z(b, "\">");
	svg_path(&s, x, y, t.n, NULL);
	svg_dot(&s, x[end], y[end], 2, NULL, STR(""));
	buf_z(b, "</svg>");
	free(x);
	free(y);
}
