/* scan: numbers, durations and patterns. */
#include "expr/scan.h"

enum { PATTERN_MAX = 4 << 10 };

/* The byte i places on; NUL at the end. */
static char
peek(const struct scan *s, size_t i)
{
	return s->at + i < s->end ? s->in->text.at[s->at + i] : '\0';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
scan_number(struct scan *s, struct num *n, bool *duration)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
	const char *text = s->in->text.at;
	size_t from, digits = 0;

	scan_blank(s, false);
	from = s->at;
	*duration = false;
	if (!is_digit(peek(s, 0)))
		return scan_expected(s, from, "a number");
	while (is_digit(peek(s, 0)))
		s->at++;
	if (peek(s, 0) == '.' && is_digit(peek(s, 1)))
		for (s->at++; is_digit(peek(s, 0));)
			s->at++;
	for (size_t i = from; i < s->at; i++)
		digits += text[i] != '.' && (digits > 0 || text[i] != '0');
	if (digits > NUM_DIGITS)
		return misfit(s->misfit, (struct place){s->in, from},
		    "a number of more than 38 digits; expected fewer");
	num_parse((struct str){text + from, s->at - from}, n);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (peek(s, 0) == units[i].unit && !scan_sticks(s, s->at + 1)) {
			*n = num_mul(*n, NUM(units[i].seconds));
			if (n->kind == NUM_NULL)
				return misfit(s->misfit, (struct place){s->in, from},
				    "a duration of too many seconds; expected fewer");
			*duration = true;
			s->at++;
			break;
		}
	}
	return scan_whole(s);
}

/* The end of a pattern's source, or 0 if it is empty or not closed on its line. */
static size_t
pattern_end(const struct scan *s)
{
	size_t at = s->at + 1;
	const char *text = s->in->text.at;

	while (at < s->end && text[at] != '/' && text[at] != '\n') {
		if (text[at] == '\\' && (++at >= s->end || text[at] == '\n'))
			return 0;
		at++;
	}
	return at < s->end && text[at] == '/' && at > s->at + 1 ? at : 0;
}

bool
scan_pattern(struct scan *s, struct str *source, struct str *flags)
{
	size_t from, end;

	scan_blank(s, false);
	from = s->at;
	if (peek(s, 0) != '/')
		return scan_expected(s, from, "a pattern");
	end = pattern_end(s);
	if (end == 0)
		return misfit(s->misfit, (struct place){s->in, from},
		    "a pattern that is empty or not closed; expected /…/");
	*source = (struct str){s->in->text.at + from + 1, end - from - 1};
	if (source->len > PATTERN_MAX)
		return misfit(s->misfit, (struct place){s->in, from},
		    "a pattern of more than 4 KiB; expected less");
	s->at = end + 1;
	if (peek(s, 0) == 'i')
		s->at++;
	if (peek(s, 0) == 'x')
		s->at++;
	*flags = (struct str){s->in->text.at + end + 1, s->at - end - 1};
	return scan_whole(s);
}
