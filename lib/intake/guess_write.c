/* guess_write: what was settled of a column, in the words of a schema, with the doubts as comments.
 */
#include "base/diag.h"
#include "intake/guess.h"

enum { SMALL_HEAD = 1000 }; /* records from which `required` and `unique` are no mere guess */

void
guess_text(struct buf *b, struct str s)
{
	buf_ch(b, '"');
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if (c == '"' || c == '\\')
			buf_fmt(b, "\\%c", c);
		else if (c < 0x20 || c == 0x7F)
			buf_fmt(b, "\\x%02X", c);
		else
			buf_ch(b, (char)c);
	}
	buf_ch(b, '"');
}

static uint64_t
values_of(const struct guess *g, uint64_t all_of, uint64_t none_of)
{
	uint64_t n = 0;

	for (size_t k = 0; k < g->sets; k++)
		if ((g->set[k].formats & all_of) == all_of && !(g->set[k].formats & none_of))
			n += g->set[k].n;
	return n;
}

/* Another format that would do in the place of the i-th, by all values that this one reads. */
static void
write_rival(const struct guess *g, size_t i, struct buf *b)
{
	uint64_t one = (uint64_t)1 << g->format[i], earlier = 0;

	for (size_t k = 0; k < i; k++)
		earlier |= (uint64_t)1 << g->format[k];
	for (size_t k = 0; k < GUESS_FORMATS; k++)
		if (k != g->format[i] &&
		    values_of(g, one | (uint64_t)1 << k, earlier) == values_of(g, one, earlier)) {
			buf_fmt(b, "    # %s\"%s\": these values fit both\n",
			    g->formats > 1 ? "the same values fit " : "or ", guess_format(k));
			return;
		}
}

static void
write_formats(const struct guess *g, struct buf *b)
{
	for (size_t i = 0; i < g->formats; i++)
		buf_fmt(b, "%s\"%s\"", i ? ", " : "    format ", guess_format(g->format[i]));
	buf_ch(b, '\n');
	for (size_t i = 0; i < g->formats; i++)
		write_rival(g, i, b);
	for (size_t i = 0; i < g->formats; i++)
		for (size_t k = i + 1; k < g->formats; k++) {
			uint64_t n = values_of(
			    g, (uint64_t)1 << g->format[i] | (uint64_t)1 << g->format[k], 0);

			if (n > 0)
				buf_fmt(b,
				    "    # ambiguous: %llu values fit both \"%s\" and \"%s\"; the "
				    "first "
				    "wins\n",
				    (unsigned long long)n, guess_format(g->format[i]),
				    guess_format(g->format[k]));
		}
}

static void
write_clock(const struct guess *g, struct buf *b)
{
	const char *form = guess_clock(g->clock_form);

	if (g->type != COL_DURATION) {
		buf_fmt(b,
		    "    # clock times \"%s\": join them to their date, as `from \"Date\" + "
		    "\"Time\"`\n",
		    form);
		return;
	}
	buf_fmt(b, "    format \"%s\"", form);
	if (strcmp(form, "%H:%M") == 0)
		buf_z(b, "    # or \"%M:%S\"");
	buf_ch(b, '\n');
	if (g->in_day >= g->n)
		buf_z(b, "    # a guess; if it is a time of day, join it to its date, as `from "
			 "\"Date\" + \"Time\"`\n");
}

static void
write_clean(const struct guess *g, struct buf *b)
{
	const struct {
		uint64_t n;
		const char *word;
	} ways[] = {{g->wide, "width"}, {g->grouped, "number"}, {g->percents, "percent"}};
	size_t n = 0;

	for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++)
		if (ways[i].n > 0)
			buf_fmt(b, "%s%s", n++ ? ", " : "    clean ", ways[i].word);
	if (n)
		buf_ch(b, '\n');
	if (g->percents && g->percents < g->n)
		buf_fmt(b, "    # only %llu of %llu have a percent sign\n",
		    (unsigned long long)g->percents, (unsigned long long)g->n);
}

/* A quoted piece of data in a comment. */
static void
write_value(struct buf *b, struct str s)
{
	buf_ch(b, '\'');
	diag_quote(b, s);
	buf_ch(b, '\'');
}

/* Words for null that are values elsewhere: in this column alone. */
static void
write_null_map(const struct guess *g, struct buf *b, const bool *null)
{
	size_t n = 0;

	for (size_t w = 0; w < GUESS_WORDS; w++) {
		if (g->word[w] == 0 || null[w])
			continue;
		buf_z(b, n++ ? ", " : "    map ");
		guess_text(b, str_of(guess_word(w)));
		buf_z(b, " = \"\"");
	}
	if (n)
		buf_ch(b, '\n');
}

static void
write_nulls(const struct guess *g, struct buf *b, const bool *null)
{
	size_t n = 0;

	if (g->typed)
		write_null_map(g, b, null);
	for (size_t w = 0; w < GUESS_WORDS; w++) {
		if (g->word[w] == 0 || (!null[w] && !g->typed))
			continue;
		buf_z(b, n++ ? ", " : "    # null: ");
		write_value(b, str_of(guess_word(w)));
		buf_fmt(b, " %llu", (unsigned long long)g->word[w]);
	}
	if (n)
		buf_fmt(b, " of %llu\n", (unsigned long long)g->rows);
}

/* Text that would have a type but for a few values. */
static void
write_near(const struct guess *g, struct buf *b)
{
	const struct guess_odd *odd = &g->no_number;
	const char *type =
	    g->decimals + g->cleaned == g->integers + g->cleaned_integers ? "integer" : "decimal";

	if (g->no_time.n < odd->n) {
		odd = &g->no_time;
		type = "date or time";
	}
	if (g->n < 20 || odd->n == 0 || odd->n * 20 > g->n)
		return;
	buf_fmt(b, "    # %s but for %llu of %llu:", type, (unsigned long long)odd->n,
	    (unsigned long long)g->n);
	for (size_t i = 0; i < odd->values; i++) {
		buf_z(b, i ? ", " : " ");
		write_value(b, odd->value[i]);
		buf_fmt(b, " %llu", (unsigned long long)odd->times[i]);
	}
	buf_ch(b, '\n');
}

static void
write_person(const struct guess *g, struct buf *b)
{
	bool phone = g->phones == g->n;

	if (g->n == 0 || (!phone && g->ids < g->n))
		return;
	buf_fmt(b,
	    "    private    # a guess: %s\n    # mask %s    # a suggestion; or `pseudonym`\n",
	    phone ? "11 digits like mobile numbers" : "18 digits like ID numbers",
	    phone ? "phone" : "id");
}

/* A few different values; among text a word for null may be one of them. */
static void
write_codes(const struct guess *g, struct buf *b, const bool *null)
{
	if (g->codes == 0 || g->codes > GUESS_CODES || g->rows < 4 * g->codes)
		return;
	buf_z(b, "    # values:");
	for (size_t i = 0; i < g->codes; i++) {
		buf_z(b, i ? ", " : " ");
		diag_quote(b, g->code[i]);
	}
	for (size_t w = 0; w < GUESS_WORDS && !g->typed; w++)
		if (g->word[w] && !null[w])
			buf_fmt(b, ", %s", guess_word(w));
	buf_ch(b, '\n');
}

static void
write_rules(const struct guess *g, struct buf *b, const bool *null, bool head)
{
	uint64_t missing = g->empty;

	for (size_t w = 0; w < GUESS_WORDS; w++)
		missing += g->typed || null[w] ? g->word[w] : 0;
	if (g->rows == 0 || missing > 0)
		return;
	head = head || g->rows < SMALL_HEAD;
	buf_z(b, "    required");
	if (head)
		buf_fmt(b, "    # a guess from %llu records", (unsigned long long)g->rows);
	buf_ch(b, '\n');
	if (g->seen.n != g->rows || g->rows < 2 ||
	    (g->typed && (g->type != COL_INTEGER || g->cleaned)))
		return;
	buf_z(b, "    unique");
	if (head)
		buf_fmt(b, "    # a guess from %llu records", (unsigned long long)g->rows);
	buf_ch(b, '\n');
}

void
guess_write(const struct guess *g, struct buf *b, const bool *null, bool head)
{
	static const char *const types[] = {
	    "text", "code", "integer", "decimal", "time", "date", "month", "duration", "truth"};

	buf_fmt(b, "%s\n", types[g->type]);
	if (g->formats)
		write_formats(g, b);
	if (g->clock_form < GUESS_CLOCKS)
		write_clock(g, b);
	if (g->type == COL_INTEGER || g->type == COL_DECIMAL)
		write_clean(g, b);
	write_nulls(g, b, null);
	write_rules(g, b, null, head);
	if (!g->typed) {
		write_person(g, b);
		write_near(g, b);
	}
	if (!g->typed || g->type == COL_TRUTH)
		write_codes(g, b, null);
}
