/* convert: truths, times, durations; what is canonical already is only looked at. */
#include "intake/convert.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
digits(struct str s, size_t from)
{
	size_t n = 0;

	while (from + n < s.len && is_digit(s.at[from + n]))
		n++;
	return n;
}

static bool
is_word(struct str s, const char *word)
{
	for (size_t i = 0; i < s.len; i++, word++) {
		char c = s.at[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if (*word == '\0' || c != *word)
			return false;
	}
	return *word == '\0';
}

bool
convert_truth(struct str s, uint8_t *truth)
{
	static const struct {
		const char *word;
		uint8_t truth;
	} words[] = {{"y", 1}, {"n", 0}, {"yes", 1}, {"no", 0}, {"true", 1}, {"false", 0},
	    {"\xE6\x98\xAF", 1}, {"\xE5\x90\xA6", 0}};

	if (s.len == 1 && (s.at[0] == '0' || s.at[0] == '1')) {
		*truth = s.at[0] == '1';
		return true;
	}
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (is_word(s, words[i].word)) {
			*truth = words[i].truth;
			return true;
		}
	return false;
}

static bool
two(const char *p, unsigned max)
{
	return is_digit(p[0]) && is_digit(p[1]) &&
	       (unsigned)(p[0] - '0') * 10 + (unsigned)(p[1] - '0') <= max;
}

static bool
is_day(struct str s)
{
	struct when w;
	unsigned month, day;

	if (s.len < 10 || s.at[4] != '-' || s.at[7] != '-' || digits(s, 0) != 4 ||
	    !two(s.at + 5, 12) || !two(s.at + 8, 31))
		return false;
	month = (unsigned)(s.at[5] - '0') * 10 + (unsigned)(s.at[6] - '0');
	day = (unsigned)(s.at[8] - '0') * 10 + (unsigned)(s.at[9] - '0');
	if (month && day && day <= 28 && memcmp(s.at, "0000", 4) != 0)
		return true;
	return when_parse((struct str){s.at, 10}, &w);
}

static bool
is_clock(struct str s)
{
	return s.len >= 8 && two(s.at, 23) && s.at[2] == ':' && two(s.at + 3, 59) &&
	       s.at[5] == ':' && two(s.at + 6, 59);
}

bool
convert_is_canonical(struct str s, enum column_type type)
{
	if (type == COL_MONTH) {
		char day[] = "YYYY-MM-01";

		if (s.len != 7)
			return false;
		memcpy(day, s.at, 7);
		return is_day((struct str){day, 10});
	}
	if (!is_day(s))
		return false;
	if (type == COL_DATE)
		return s.len == 10;
	if (s.len < 19 || s.at[10] != ' ' || !is_clock((struct str){s.at + 11, 8}))
		return false;
	if (s.len == 19)
		return true;
	return s.at[19] == '.' && s.len > 20 && s.len <= 29 && digits(s, 20) == s.len - 20;
}

/* Seconds are written even where the form has none; a date has no time of day, a month no day. */
static void
print_time(struct buf *b, struct when *w, enum column_type type)
{
	if (type == COL_TIME && w->form == WHEN_DATE)
		w->form = WHEN_SECOND;
	if (type != COL_TIME)
		w->form = WHEN_DATE;
	b->len = 0;
	when_print(b, w);
	if (type == COL_MONTH)
		b->len = 7;
}

static bool
failed(struct converted *out, enum rule rule, const char *what)
{
	out->rule = rule;
	out->what = what;
	return false;
}

/* A local time must be one: not left out and not doubled when clocks are put forward and back. */
static bool
fits_zone(const struct bind *b, const struct when *w, struct converted *out)
{
	struct when utc;
	int state = b->zone && w->form != WHEN_DATE ? zone_utc(b->zone, w, &utc) : 0;

	if (state == 1)
		return failed(out, RULE_ZONE, "a local time that did not exist");
	if (state == 2)
		return failed(out, RULE_ZONE, "a local time that was twice");
	return true;
}

static bool
by_format(const struct bind *b, const struct bind_column *c, struct str s, struct converted *out,
    struct arena *a, struct buf *scratch)
{
	const char *what;

	for (size_t i = 0; i < c->def->formats; i++) {
		struct when w;
		bool instant = false;

		if (!when_format_read(c->format[i], s, &w, &instant))
			continue;
		if (instant)
			w = zone_local(b->zone, &w);
		else if (!fits_zone(b, &w, out))
			return false;
		print_time(scratch, &w, c->def->type);
		out->text = arena_dup(a, buf_slice(scratch));
		return true;
	}
	what = convert_misfit(s, c->def->format, c->def->formats, c->def->type);
	return failed(out, RULE_FORMAT, what ? what : c->unformatted);
}

/* Of a column without formats. */
static bool
not_canonical(struct str s, enum column_type type, struct converted *out)
{
	static const char *const not [] = {"not a time", "not a date", "not a month"};
	static const struct str forms[] = {
	    {"%Y-%m-%d %H:%M:%S", 17}, {"%Y-%m-%d", 8}, {"%Y-%m", 5}};
	const char *what =
	    convert_misfit(s, &forms[type - COL_TIME], type == COL_TIME ? 2 : 1, type);

	return failed(out, RULE_TYPE, what ? what : not [type - COL_TIME]);
}

static bool
convert_time(const struct bind *b, const struct bind_column *c, struct str s, struct converted *out,
    struct arena *a, struct buf *scratch)
{
	struct when w;

	out->text = s;
	/* A form without a fraction does not take one. */
	if (c->canonical && b->zone == NULL && (c->def->formats == 0 || s.len <= 19) &&
	    convert_is_canonical(s, c->def->type))
		return true;
	if (c->def->formats)
		return by_format(b, c, s, out, a, scratch);
	if (c->def->type == COL_TIME ? !when_parse(s, &w) : !convert_is_canonical(s, c->def->type))
		return not_canonical(s, c->def->type, out);
	if (c->def->type != COL_TIME)
		return true;
	if (!fits_zone(b, &w, out))
		return false;
	print_time(scratch, &w, COL_TIME);
	out->text = arena_dup(a, buf_slice(scratch));
	return true;
}

static bool
convert_duration(const struct bind_column *c, struct str s, struct converted *out, struct arena *a,
    struct buf *scratch)
{
	for (size_t i = 0; i < c->def->formats; i++) {
		if (!when_format_duration(c->format[i], s, &out->num))
			continue;
		scratch->len = 0;
		num_print(scratch, out->num);
		out->text = arena_dup(a, buf_slice(scratch));
		return true;
	}
	if (c->def->formats)
		return failed(out, RULE_FORMAT, c->unformatted);
	if (!convert_number(s, false, &out->text, a))
		return failed(out, RULE_TYPE, "not a duration in seconds");
	return num_parse(out->text, &out->num);
}

bool
convert_value(const struct bind *b, const struct bind_column *c, struct str s,
    struct converted *out, struct arena *a, struct buf *scratch)
{
	switch (c->def->type) {
	case COL_INTEGER:
	case COL_DECIMAL:
		if (!convert_number(s, c->def->type == COL_INTEGER, &out->text, a))
			return failed(out, RULE_TYPE,
			    c->def->type == COL_INTEGER ? "not an integer" : "not a number");
		return !c->numbers || num_parse(out->text, &out->num);
	case COL_TIME:
	case COL_DATE:
	case COL_MONTH:
		return convert_time(b, c, s, out, a, scratch);
	case COL_DURATION:
		return convert_duration(c, s, out, a, scratch);
	case COL_TRUTH:
		if (!convert_truth(s, &out->truth))
			return failed(out, RULE_TYPE, "not yes or no");
		/* What is so already stays where it lies: a record that does not change goes out in
		 * one piece. */
		out->text = s.at[0] == '0' || s.at[0] == '1' ? s : out->truth ? STR("1") : STR("0");
		return true;
	default:
		out->text = s;
		return true;
	}
}
