/* func: the table of functions, in alphabetical order. */
#include "expr/func.h"
#include "value/text.h"

#define ROW(f) .row = row_##f

static const struct func funcs[] = {
    {"abs", "n", TYPE_NUMBER, FUNC_ROW, .number = num_abs},
    {"add", "tn", TYPE_TEXT, FUNC_ROW, ROW(add)},
    {"addmonths", "tw", TYPE_TEXT, FUNC_ROW, ROW(addmonths)},
    {"bin", "ne*", TYPE_TEXT, FUNC_ROW, ROW(bin), .prepare = bin_prepare},
    {"ceil", "n", TYPE_NUMBER, FUNC_ROW, .number = num_ceil},
    {"clock", "t", TYPE_TEXT, FUNC_ROW, ROW(clock)},
    {"coalesce", "a*", TYPE_ANY, .kind = FUNC_FORM},
    {"concat", "t*", TYPE_TEXT, FUNC_PASSING, ROW(concat)},
    {"contains", "tt", TYPE_TRUTH, FUNC_ROW, ROW(contains)},
    {"count", "?c", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"date", "?t", TYPE_TEXT, FUNC_ROW, .head = 10},
    {"day", "t", TYPE_NUMBER, FUNC_ROW, ROW(day)},
    {"daytype", "t?K", TYPE_TEXT, FUNC_ROW, ROW(daytype)},
    {"distinct", "a*", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"earliest", "t", TYPE_TEXT, .kind = FUNC_AGGREGATE},
    {"elapsed", "tt", TYPE_NUMBER, FUNC_ROW, ROW(elapsed)},
    {"exp", "n", TYPE_NUMBER, FUNC_ROW, .number = num_exp},
    {"extract", "tp?a", TYPE_TEXT, FUNC_ROW, ROW(extract)},
    {"floor", "n", TYPE_NUMBER, FUNC_ROW, .number = num_floor},
    {"fold", "t", TYPE_TEXT, FUNC_ROW, .text = text_fold},
    {"greatest", "n*", TYPE_NUMBER, FUNC_PASSING, ROW(greatest)},
    {"hash", "a*", TYPE_NUMBER, FUNC_ROW, ROW(hash)},
    {"holds", "c*", TYPE_NUMBER, FUNC_PASSING, ROW(holds)},
    {"hour", "t", TYPE_NUMBER, FUNC_ROW, ROW(hour)},
    {"if", "ca?a*", TYPE_ANY, .kind = FUNC_FORM},
    {"latest", "t", TYPE_TEXT, .kind = FUNC_AGGREGATE},
    {"least", "n*", TYPE_NUMBER, FUNC_PASSING, ROW(least)},
    {"left", "tw", TYPE_TEXT, FUNC_ROW, ROW(left)},
    {"length", "t", TYPE_NUMBER, FUNC_ROW, ROW(length)},
    {"ln", "n", TYPE_NUMBER, FUNC_ROW, .number = num_ln},
    {"lookup", "La?Nt", TYPE_ANY, FUNC_ROW, ROW(lookup)},
    {"lower", "t", TYPE_TEXT, FUNC_ROW, .text = text_lower},
    {"mask", "tt", TYPE_TEXT, FUNC_ROW, ROW(mask)},
    {"max", "n", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"mean", "n", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"median", "n", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"min", "n", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"mode", "t", TYPE_TEXT, .kind = FUNC_AGGREGATE},
    {"month", "?t", TYPE_TEXT, FUNC_ROW, .head = 7},
    {"next", "a", TYPE_ANY, .kind = FUNC_MOVE},
    {"now", "", TYPE_TEXT, .kind = FUNC_FORM},
    {"nth", "", TYPE_NUMBER, .kind = FUNC_MOVE},
    {"nullif", "aa", TYPE_ANY, .kind = FUNC_FORM},
    {"number", "a", TYPE_NUMBER, .kind = FUNC_FORM},
    {"pad", "tw?t", TYPE_TEXT, FUNC_ROW, ROW(pad)},
    {"pow", "nn", TYPE_NUMBER, FUNC_ROW, ROW(pow)},
    {"prev", "a", TYPE_ANY, .kind = FUNC_MOVE},
    {"quantile", "nn", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"quarter", "?t", TYPE_TEXT, FUNC_ROW, .time = when_quarter},
    {"replace", "tqt", TYPE_TEXT, FUNC_PASSING, ROW(replace)},
    {"right", "tw", TYPE_TEXT, FUNC_ROW, ROW(right)},
    {"round", "n?w", TYPE_NUMBER, FUNC_ROW, ROW(round)},
    {"sd", "n", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"share", "c", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"slot", "tw", TYPE_TEXT, FUNC_ROW, ROW(slot)},
    {"split", "ttw", TYPE_TEXT, FUNC_ROW, ROW(split)},
    {"sqrt", "n", TYPE_NUMBER, FUNC_ROW, .number = num_sqrt},
    {"starts", "tt", TYPE_TRUTH, FUNC_ROW, ROW(starts)},
    {"substr", "tw?w", TYPE_TEXT, FUNC_ROW, ROW(substr)},
    {"sum", "n", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"text", "a", TYPE_TEXT, .kind = FUNC_FORM},
    {"upper", "t", TYPE_TEXT, FUNC_ROW, .text = text_upper},
    {"var", "n", TYPE_NUMBER, .kind = FUNC_AGGREGATE},
    {"week", "?t", TYPE_TEXT, FUNC_ROW, .time = when_week},
    {"weekday", "t", TYPE_NUMBER, FUNC_ROW, ROW(weekday)},
    {"workday", "tw?K", TYPE_TEXT, FUNC_ROW, ROW(workday)},
    {"worktime", "tt?K", TYPE_NUMBER, FUNC_ROW, ROW(worktime)},
    {"year", "?t", TYPE_TEXT, FUNC_ROW, .head = 4},
};
enum { FUNCS = sizeof funcs / sizeof *funcs };

const struct func *
func_find(struct str name)
{
	size_t low = 0, high = FUNCS;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int c = str_cmp(name, str_of(funcs[mid].name));

		if (c == 0)
			return &funcs[mid];
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

size_t
expr_functions(const struct str **names)
{
	static _Thread_local struct str list[FUNCS];

	for (size_t i = 0; i < FUNCS; i++)
		list[i] = str_of(funcs[i].name);
	*names = list;
	return FUNCS;
}

void
func_arity(const struct func *f, size_t *least, size_t *most)
{
	const char *left_out = strchr(f->args, '?');
	size_t n = strlen(f->args);
	bool repeats = n > 0 && f->args[n - 1] == '*';

	n -= repeats;
	*least = left_out != NULL ? (size_t)(left_out - f->args) : n;
	*most = repeats ? SIZE_MAX : n - (left_out != NULL);
}

char
func_argument(const struct func *f, size_t i)
{
	char last = 'a';

	for (const char *c = f->args; *c != '\0'; c++) {
		if (*c == '?' || *c == '*')
			continue;
		last = *c;
		if (i-- == 0)
			break;
	}
	return last;
}

enum type
expr_argument(struct str function, size_t i)
{
	const struct func *f = func_find(function);

	switch (f != NULL ? func_argument(f, i) : 'a') {
	case 'n':
	case 'w':
	case 'e':
		return TYPE_NUMBER;
	case 't':
		return TYPE_TEXT;
	case 'c':
		return TYPE_TRUTH;
	default:
		return TYPE_ANY;
	}
}
