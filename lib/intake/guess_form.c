/* guess_form: the forms of times that are tried, and the words that may stand for null. */
#include "intake/guess.h"

/* Where several read every value the first is proposed.  date: no time of day in it. */
static const struct {
	const char *text;
	bool date;
} formats[GUESS_FORMATS] = {
    {"%Y-%m-%d %H:%M:%S", false},
    {"%Y/%m/%d %H:%M:%S", false},
    {"%Y-%m-%d %H:%M", false},
    {"%Y/%m/%d %H:%M", false},
    {"%Y%m%d%H%M%S", false},
    {"%Y-%m-%dT%H:%M:%S", false},
    {"%Y-%m-%d %H:%M:%S.%f", false},
    {"%Y-%m-%dT%H:%M:%S.%f", false},
    {"%Y-%m-%dT%H:%M:%S%z", false},
    {"%Y-%m-%dT%H:%M:%S.%f%z", false},
    {"%Y-%m-%dT%H:%M%z", false},
    {"%Y-%m-%d %H:%M:%S%z", false},
    {"%Y-%m-%d %H:%M:%S.%f%z", false},
    {"%Y-%m-%d %H:%M:%S %z", false},
    {"%m/%d/%Y %I:%M:%S %p", false},
    {"%m/%d/%Y %I:%M %p", false},
    {"%m/%d/%Y %H:%M:%S", false},
    {"%d/%m/%Y %H:%M:%S", false},
    {"%m/%d/%Y %H:%M", false},
    {"%d/%m/%Y %H:%M", false},
    {"%m-%d-%Y %H:%M:%S", false},
    {"%d-%m-%Y %H:%M:%S", false},
    {"%d-%m-%Y %H:%M", false},
    {"%d.%m.%Y %H:%M:%S", false},
    {"%d.%m.%Y %H:%M", false},
    {"%Y\xE5\xB9\xB4%m\xE6\x9C\x88%d\xE6\x97\xA5 %H:%M:%S", false},
    {"%Y-%m-%d", true},
    {"%Y/%m/%d", true},
    {"%Y%m%d", true},
    {"%Y.%m.%d", true},
    {"%m/%d/%Y", true},
    {"%d/%m/%Y", true},
    {"%m-%d-%Y", true},
    {"%d-%m-%Y", true},
    {"%d.%m.%Y", true},
    {"%d-%m-%y", true},
    {"%m-%d-%y", true},
    {"%m/%d/%y", true},
    {"%d/%m/%y", true},
    {"%d-%b-%y", true},
    {"%d-%b-%Y", true},
    {"%Y\xE5\xB9\xB4%m\xE6\x9C\x88%d\xE6\x97\xA5", true},
};

static const char *const clocks[GUESS_CLOCKS] = {
    "%H:%M:%S", "%H.%M.%S", "%I:%M:%S %p", "%I:%M %p", "%H:%M"};

static const char *const words[GUESS_WORDS] = {"NULL", "null", "\\N", "#N/A", "#DIV/0!", "#VALUE!",
    "#REF!", "#NAME?", "#NUM!", "#NULL!", "NA", "N/A", "n/a", "None", "none", "NaN", "nan", "nil",
    "-", "--", "?", "unknown", "Unknown", "\xE6\x9C\xAA\xE7\x9F\xA5", "\xE6\x97\xA0",
    "\xE4\xB8\x8D\xE8\xAF\xA6"};

const char *
guess_word(size_t i)
{
	return words[i];
}

const char *
guess_format(size_t i)
{
	return formats[i].text;
}

bool
guess_format_is_date(size_t i)
{
	return formats[i].date;
}

bool
guess_format_has_zone(size_t i)
{
	return strstr(formats[i].text, "%z") != NULL;
}

const char *
guess_clock(size_t i)
{
	return clocks[i];
}

void
guesser_new(struct guesser *g)
{
	struct fault f;

	g->seed = once_seed();
	for (size_t i = 0; i < GUESS_FORMATS; i++)
		g->format[i] = when_format_new(str_of(formats[i].text), &f);
	for (size_t i = 0; i < GUESS_CLOCKS; i++)
		g->clock[i] = when_format_new(str_of(clocks[i]), &f);
}

void
guesser_clear(struct guesser *g)
{
	for (size_t i = 0; i < GUESS_FORMATS; i++)
		when_format_free(g->format[i]);
	for (size_t i = 0; i < GUESS_CLOCKS; i++)
		when_format_free(g->clock[i]);
	arena_clear(&g->arena);
	buf_clear(&g->scratch);
}
