/* guess: counting which readings hold for every value. */
#include "intake/guess.h"
#include "intake/clean.h"
#include "intake/convert.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static size_t
digits(struct str s)
{
	size_t n = 0;

	while (n < s.len && is_digit(s.at[n]))
		n++;
	return n;
}

static bool
is_word(struct guess *g, struct str s)
{
	for (size_t i = 0; i < GUESS_WORDS; i++)
		if (str_eq(s, str_of(guess_word(i)))) {
			g->word[i]++;
			return true;
		}
	return false;
}

static void
note_odd(struct guess_odd *odd, struct guesser *gr, struct str s)
{
	size_t i = 0;

	odd->n++;
	while (i < odd->values && !str_eq(odd->value[i], s))
		i++;
	if (i == GUESS_ODD)
		return;
	if (i == odd->values)
		odd->value[odd->values++] = arena_dup(&gr->arena, s);
	odd->times[i]++;
}

static void
note_code(struct guess *g, struct guesser *gr, struct str s)
{
	if (!once_add(&g->seen, once_hash(s, gr->seed)))
		return;
	if (g->codes < GUESS_CODES)
		g->code[g->codes] = arena_dup(&gr->arena, s);
	g->codes++;
}

/* A number whose leading zero or plus, or length, says that it is a code. */
static bool
is_code_number(struct str s)
{
	if (s.at[0] == '+')
		return true;
	if (s.at[0] == '-')
		s = (struct str){s.at + 1, s.len - 1};
	return (s.len > 1 && s.at[0] == '0' && s.at[1] != '.') || digits(s) > 18;
}

/* 12.5%, "1,234", ¥5, full-width digits: numbers when they are cleaned. */
static bool
clean_number(struct guess *g, struct guesser *gr, struct str s)
{
	static const struct schema_column all = {
	    .clean_width = true, .clean_number = true, .clean_percent = true};
	static const struct schema_column narrow = {.clean_width = true},
					  percent = {.clean_width = true, .clean_percent = true};
	struct str made = s, half, bare, canonical;

	if (s.len > 40 ||
	    (digits(s) == 0 && strchr("-(.$", s.at[0]) == NULL && (s.at[0] & 0x80) == 0))
		return false;
	made = clean_value(&all, s, &gr->arena, &gr->scratch);
	if (made.len == 0 || is_code_number(made) ||
	    !convert_number(made, false, &canonical, &gr->arena))
		return false;
	half = clean_value(&narrow, s, &gr->arena, &gr->scratch);
	bare = clean_value(&percent, s, &gr->arena, &gr->scratch);
	g->wide += !str_eq(half, s);
	g->percents += !str_eq(bare, half);
	g->grouped += !str_eq(made, bare);
	g->cleaned++;
	g->cleaned_integers += convert_number(made, true, &canonical, &gr->arena);
	return true;
}

static void
look_for_number(struct guess *g, struct guesser *gr, struct str s)
{
	struct str canonical;

	if (is_code_number(s)) {
		note_odd(&g->no_number, gr, s);
	} else if (convert_number(s, false, &canonical, &gr->arena)) {
		g->decimals++;
		g->integers += convert_number(s, true, &canonical, &gr->arena);
	} else if (!clean_number(g, gr, s)) {
		note_odd(&g->no_number, gr, s);
	}
}

/* An eleven-digit mobile number; an ID number by the date of birth in it. */
static void
look_for_person(struct guess *g, struct str s)
{
	size_t n = digits(s);
	int64_t month, day;

	if (s.len == 11 && n == 11)
		g->phones += s.at[0] == '1' && s.at[1] >= '3';
	if (s.len != 18 || n < 17 || (n == 17 && s.at[17] != 'X' && s.at[17] != 'x'))
		return;
	month = (s.at[10] - '0') * 10 + s.at[11] - '0';
	day = (s.at[12] - '0') * 10 + s.at[13] - '0';
	g->ids += s.at[0] != '0' && (s.at[6] == '1' || s.at[6] == '2') && month >= 1 &&
		  month <= 12 && day >= 1 && day <= 31;
}

static bool
fits(const struct guesser *gr, size_t i, struct str s)
{
	struct when w;
	bool instant = false;
	int year, month, day;

	if (!when_format_read(gr->format[i], s, &w, &instant))
		return false;
	when_civil(w.day, &year, &month, &day);
	return year >= 1900 && year <= 2100;
}

/* The bits of the formats that read it. */
static uint64_t
formats_of(const struct guesser *gr, struct str s)
{
	size_t n = digits(s);
	uint64_t bits = 0;

	/* A date begins with a day, a month or a year, or is digits alone. */
	if (s.len < 6 || s.len > 40 || n == 0 || n == 3 || (n > 4 && n != s.len) ||
	    (n == s.len && n != 8 && n != 14))
		return 0;
	for (size_t i = 0; i < GUESS_FORMATS; i++)
		bits |= (uint64_t)fits(gr, i, s) << i;
	return bits;
}

static void
note_set(struct guess *g, uint64_t bits)
{
	size_t i = 0;

	while (i < g->sets && g->set[i].formats != bits)
		i++;
	if (i == GUESS_SETS) {
		g->more_sets = true;
		return;
	}
	if (i == g->sets)
		g->set[g->sets++] = (struct guess_set){bits, 0};
	g->set[i].n++;
}

/* Z, +0100, +01:00 at the end. */
static void
note_offset(struct guess *g, struct guesser *gr, struct str s)
{
	size_t n = s.len;

	if (g->offset.len)
		return;
	if (s.at[n - 1] == 'Z') {
		g->offset = STR("+00:00");
		return;
	}
	while (n > 0 && s.at[n - 1] != '+' && s.at[n - 1] != '-')
		n--;
	s = (struct str){s.at + n - 1, s.len - n + 1};
	g->offset = str_of(arena_fmt(&gr->arena, "%.3s:%.2s", s.at,
	    s.len == 6	 ? s.at + 4
	    : s.len == 5 ? s.at + 3
			 : "00"));
}

static void
look_for_time(struct guess *g, struct guesser *gr, struct str s)
{
	uint64_t bits = formats_of(gr, s);

	for (int k = 0; k < 3; k++)
		g->canonical[k] += convert_is_canonical(s, (enum column_type)(COL_TIME + k));
	if (bits == 0) {
		note_odd(&g->no_time, gr, s);
		return;
	}
	note_set(g, bits);
	for (size_t i = 0; i < GUESS_FORMATS && g->offset.len == 0; i++)
		if (bits >> i & 1 && guess_format_has_zone(i))
			note_offset(g, gr, s);
}

/* Hours, minutes, seconds: minutes and seconds have two digits, or it may be a version or a ratio.
 */
static void
look_for_clock(struct guess *g, struct guesser *gr, struct str s)
{
	struct num seconds;
	size_t n = s.len;

	while (n > 0 && !is_digit(s.at[n - 1]))
		n--;
	if (s.len < 4 || s.len > 12 || n < 4 || !is_digit(s.at[0]) || is_digit(s.at[n - 3]))
		return;
	for (size_t i = 0; i < GUESS_CLOCKS; i++)
		if (when_format_duration(gr->clock[i], s, &seconds)) {
			g->clock[i]++;
			g->in_day += num_cmp(seconds, NUM(86400)) < 0;
		}
}

void
guess_value(struct guess *g, struct guesser *gr, struct str s)
{
	uint8_t truth;

	g->rows++;
	if (s.len == 0) {
		g->empty++;
		return;
	}
	if (is_word(g, s))
		return;
	note_code(g, gr, s);
	look_for_number(g, gr, s);
	look_for_person(g, s);
	look_for_time(g, gr, s);
	look_for_clock(g, gr, s);
	g->truths += convert_truth(s, &truth);
	g->binaries += s.len == 1 && (*s.at == '0' || *s.at == '1');
}

void
guess_clear(struct guess *g)
{
	once_clear(&g->seen);
	*g = (struct guess){0};
}
