/* dialect: which delimiter makes most records of a head agree in their number of fields. */
#include "intake/dialect.h"
#include "intake/cut.h"

enum { SAMPLE = 200 }; /* records looked at */

/* Numbers of fields of the first records; the last one may be cut off and counts only if it is
 * alone. */
static size_t
count_fields(struct str head, const struct dialect *d, size_t *fields)
{
	size_t n = 0, at = 0, next;

	while (at < head.len && n < SAMPLE) {
		enum cut cut = cut_record(head, at, d, &next);
		struct str record = {head.at + at, next - at}, field;
		size_t from = 0;
		bool quoted;

		bool cut_off = next == head.len && head.at[next - 1] != '\n';

		while (record.len && strchr("\r\n", record.at[record.len - 1]))
			record.len--;
		at = next;
		if (record.len == 0 || cut != CUT_WHOLE || (cut_off && n > 0))
			continue;
		fields[n] = 0;
		while (cut_field(record, d, &from, &field, &quoted))
			fields[n]++;
		n++;
	}
	return n;
}

/* The most frequent number of fields; *agree is how many records have it. */
static size_t
mode(const size_t *fields, size_t n, size_t *agree)
{
	size_t best = 0;

	*agree = 0;
	for (size_t i = 0; i < n; i++) {
		size_t same = 0;

		for (size_t j = 0; j < n; j++)
			same += fields[j] == fields[i];
		if (same > *agree || (same == *agree && fields[i] > best)) {
			*agree = same;
			best = fields[i];
		}
	}
	return best;
}

size_t
dialect_fields(struct str head, const struct dialect *d)
{
	size_t fields[SAMPLE], agree;

	return mode(fields, count_fields(head, d, fields), &agree);
}

char
dialect_sniff(struct str head, enum dialect_quotes quotes)
{
	static const char tried[] = {',', '\t', ';', '|', '\x01'};
	size_t best_agree = 0, best_width = 0, fields[SAMPLE];
	char best = ',';

	for (size_t i = 0; i < sizeof tried; i++) {
		struct dialect d = {DIALECT_CHAR, quotes, tried[i]};
		size_t agree, width = mode(fields, count_fields(head, &d, fields), &agree);

		if (width < 2)
			continue;
		if (agree > best_agree || (agree == best_agree && width > best_width)) {
			best = tried[i];
			best_agree = agree;
			best_width = width;
		}
	}
	return best;
}

const char *
dialect_word(char delimiter)
{
	switch (delimiter) {
	case ',':
		return "comma";
	case '\t':
		return "tab";
	case ';':
		return "semicolon";
	case '|':
		return "pipe";
	case ' ':
		return "space";
	case '\x01':
		return "soh";
	default:
		return NULL;
	}
}

const char *
dialect_name(char delimiter)
{
	return dialect_word(delimiter) ? dialect_word(delimiter) : "another character";
}
