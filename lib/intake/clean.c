/* clean: width, blanks, case, phones, numbers, percents. */
#include "intake/clean.h"

static bool
has_high(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return true;
	return false;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What was written into the buffer, in the arena; the value itself if it came out the same. */
static struct str
keep(struct str value, const struct buf *made, struct arena *a)
{
	struct str s = buf_slice(made);

	return str_eq(value, s) ? value : arena_dup(a, s);
}

static struct str
half_width(struct str s, struct arena *a, struct buf *b)
{
	if (!has_high(s))
		return s;
	b->len = 0;
	text_halfwidth(b, s);
	return keep(s, b, a);
}

/* Bytes of the blank s begins with: blank, tab, no-break blank, ideographic blank. */
static size_t
blank(struct str s)
{
	if (s.len && (s.at[0] == ' ' || s.at[0] == '\t'))
		return 1;
	if (str_starts(s, STR("\xC2\xA0")))
		return 2;
	return str_starts(s, STR("\xE3\x80\x80")) ? 3 : 0;
}

static struct str
single_blanks(struct str s, struct arena *a, struct buf *b)
{
	b->len = 0;
	for (size_t i = 0; i < s.len;) {
		size_t n = blank((struct str){s.at + i, s.len - i});

		if (n == 0)
			buf_ch(b, s.at[i]);
		else if (b->len == 0 || b->at[b->len - 1] != ' ')
			buf_ch(b, ' ');
		i += n ? n : 1;
	}
	return keep(s, b, a);
}

static struct str
upper_case(struct str s, struct arena *a, struct buf *b)
{
	b->len = 0;
	text_upper(b, s);
	return keep(s, b, a);
}

/* A mainland mobile number: 1, 3 to 9, nine more digits. */
static bool
is_mobile(struct str s)
{
	if (s.len != 11 || s.at[0] != '1' || s.at[1] < '3')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_digit(s.at[i]))
			return false;
	return true;
}

static struct str
without_country(struct str s)
{
	struct str bare = s;

	if (str_starts(s, STR("+86")))
		return (struct str){s.at + 3, s.len - 3};
	if (str_starts(s, STR("0086")))
		return (struct str){s.at + 4, s.len - 4};
	if (str_starts(s, STR("86"))) {
		bare = (struct str){s.at + 2, s.len - 2};
		return is_mobile(bare) ? bare : s;
	}
	return s;
}

static struct str
phone(struct str s, struct arena *a, struct buf *b)
{
	bool plain = true;

	s = half_width(s, a, b);
	for (size_t i = 0; i < s.len && plain; i++)
		plain = is_digit(s.at[i]) || s.at[i] == '+';
	if (!plain) {
		b->len = 0;
		for (size_t i = 0; i < s.len;) {
			size_t n = blank((struct str){s.at + i, s.len - i});

			if (n == 0 && strchr("-()", s.at[i]) == NULL)
				buf_ch(b, s.at[i]);
			i += n ? n : 1;
		}
		s = keep(s, b, a);
	}
	return without_country(s);
}

static struct str
without_currency(struct str s)
{
	static const struct str signs[] = {
	    {"\xC2\xA5", 2}, {"\xEF\xBF\xA5", 3}, {"$", 1}, {"\xE2\x82\xAC", 3}, {"\xC2\xA3", 2}};
	const struct str yuan = STR("\xE5\x85\x83"); /* 元 */

	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (str_starts(s, signs[i]))
			return str_trim((struct str){s.at + signs[i].len, s.len - signs[i].len});
	if (str_ends(s, yuan))
		return str_trim((struct str){s.at, s.len - yuan.len});
	return s;
}

/* Digits in groups of three behind commas, a first group of one to three; then perhaps a point and
 * digits. */
static bool
is_grouped(struct str s)
{
	size_t i = 0, group = 0, groups = 0;

	if (i < s.len && (s.at[i] == '-' || s.at[i] == '+'))
		i++;
	for (; i < s.len && s.at[i] != '.'; i++) {
		if (is_digit(s.at[i])) {
			group++;
		} else if (s.at[i] == ',' && group >= 1 && group <= 3 &&
			   (groups == 0 || group == 3)) {
			groups++;
			group = 0;
		} else {
			return false;
		}
	}
	return groups > 0 && group == 3;
}

static struct str
number(struct str s, struct arena *a, struct buf *b)
{
	bool negative;

	s = half_width(s, a, b);
	negative = s.len > 2 && s.at[0] == '(' && s.at[s.len - 1] == ')';
	if (negative)
		s = str_trim((struct str){s.at + 1, s.len - 2});
	negative =
	    negative || (s.len > 1 && s.at[0] == '-' && !is_digit(s.at[1]) && s.at[1] != '.');
	if (s.len > 1 && s.at[0] == '-' && negative)
		s = str_trim((struct str){s.at + 1, s.len - 1});
	s = without_currency(s);
	if (!negative && !is_grouped(s))
		return s;
	b->len = 0;
	if (negative)
		buf_ch(b, '-');
	for (size_t i = 0; i < s.len; i++)
		if (s.at[i] != ',' || !is_grouped(s))
			buf_ch(b, s.at[i]);
	return keep(s, b, a);
}

static struct str
percent(struct str s)
{
	const struct str wide = STR("\xEF\xBC\x85");

	if (str_ends(s, STR("%")))
		return str_trim((struct str){s.at, s.len - 1});
	return str_ends(s, wide) ? str_trim((struct str){s.at, s.len - wide.len}) : s;
}

struct str
clean_value(const struct schema_column *c, struct str s, struct arena *a, struct buf *b)
{
	if (c->clean_width)
		s = half_width(s, a, b);
	if (c->clean_space)
		s = single_blanks(s, a, b);
	if (c->clean_case)
		s = upper_case(s, a, b);
	if (c->clean_phone)
		s = phone(s, a, b);
	if (c->clean_percent)
		s = percent(s);
	if (c->clean_number)
		s = number(s, a, b);
	return text_trim(s);
}
