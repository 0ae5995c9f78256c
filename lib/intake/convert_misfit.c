/* convert_misfit: a text in the form of a time that the calendar or the clock does not have. */
#include "intake/convert.h"
#include "value/when_field.h"

static bool
skip_literal(struct str *s, char c)
{
	size_t n = 0;

	if (c != ' ' && c != '\t')
		n = s->len > 0 && *s->at == c;
	else
		while (n < s->len && (s->at[n] == ' ' || s->at[n] == '\t'))
			n++;
	s->at += n;
	s->len -= n;
	return n > 0;
}

static bool
read_form(struct str form, struct str *s, struct when_fields *v)
{
	for (size_t i = 0; i < form.len; i++) {
		char c = form.at[i];
		struct str part = {0};

		if (c != '%' || i + 1 == form.len) {
			if (!skip_literal(s, c))
				return false;
			while ((c == ' ' || c == '\t') && i + 1 < form.len &&
			       (form.at[i + 1] == ' ' || form.at[i + 1] == '\t'))
				i++;
			continue;
		}
		c = form.at[++i];
		part = c == 'F'	  ? STR("%Y-%m-%d")
		       : c == 'D' ? STR("%m/%d/%y")
		       : c == 'T' ? STR("%H:%M:%S")
		       : c == 'R' ? STR("%H:%M")
				  : part;
		if (part.len   ? !read_form(part, s, v)
		    : c == '%' ? !skip_literal(s, c)
			       : !when_field(c, '\0', s, v))
			return false;
	}
	return true;
}

const char *
convert_misfit(struct str text, const struct str *formats, size_t n, enum column_type type)
{
	for (size_t i = 0; i < n; i++) {
		struct when_fields v = {.month = 1, .mday = 1};
		struct str s = text;

		if (!read_form(formats[i], &s, &v) || s.len > 0)
			continue;
		if (v.hour > 23 || v.minute > 59 || v.second > 59)
			return "no such time of day";
		return type == COL_MONTH ? "no such month" : "no such day";
	}
	return NULL;
}
