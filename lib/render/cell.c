/* cell: how figures are written for people. */
#include "render/cell.h"

#include "value/when.h"

static void
group_thousands(struct buf *b, struct str digits)
{
	size_t point = 0;

	while (point < digits.len && digits.at[point] != '.')
		point++;
	for (size_t i = 0; i < digits.len; i++) {
		if (i > 0 && i < point && (point - i) % 3 == 0)
			buf_ch(b, ',');
		buf_ch(b, digits.at[i]);
	}
}

void
cell_number(struct buf *b, struct num n, int digits, bool plus, struct figures_as as)
{
	struct buf text = {0};
	struct str s;
	bool minus;

	if (digits < 0)
		num_print(&text, num_decimal(n));
	else
		num_print_digits(&text, n, (unsigned)digits);
	s = buf_slice(&text);
	minus = s.len && *s.at == '-';
	if (minus)
		s = (struct str){s.at + 1, s.len - 1};
	if (minus)
		buf_z(b, as.plain || as.ascii ? "-" : "\u2212");
	else if (plus && !as.plain && strspn(buf_cstr(&text), "0.") < s.len)
		buf_ch(b, '+');
	if (as.plain)
		buf_str(b, s);
	else
		group_thousands(b, s);
	buf_clear(&text);
}

void
cell_duration(struct buf *b, struct num seconds, enum lang lang, struct figures_as as)
{
	static const enum word name[] = {WORD_SECONDS, WORD_MINUTES, WORD_HOURS, WORD_DAYS};
	struct num amount;
	enum when_unit unit;

	if (seconds.kind == NUM_NULL) {
		buf_z(b, as.ascii ? "-" : "—");
		return;
	}
	unit = when_rough(seconds, &amount);
	cell_number(b, amount, -1, false, as);
	buf_ch(b, ' ');
	buf_str(b, word(lang, name[unit]));
}

void
cell_step(struct buf *b, const struct arc *arc, bool ascii)
{
	buf_str(b, arc->from);
	buf_z(b, ascii ? " -> " : " → ");
	buf_str(b, arc->to);
}

void
cell_verdict(struct buf *b, enum verdict v, enum lang lang, bool ascii, bool sign_only)
{
	static const char *const sign[][2] = {{"", ""}, {"✓", "+"}, {"!", "!"}, {"✗", "x"}};
	static const enum word said[] = {WORD_UNKNOWN, WORD_MET, WORD_WARN, WORD_MISSED};

	if (v == VERDICT_NONE)
		return;
	buf_z(b, sign[v][ascii]);
	if (sign_only)
		return;
	buf_ch(b, ' ');
	buf_str(b, word(lang, said[v]));
}

bool
trend_ends(struct trend t, struct num *min, struct num *max, struct num *last)
{
	*min = *max = *last = NUM_NONE;
	for (size_t i = 0; i < t.n; i++) {
		if (t.at[i].kind == NUM_NULL)
			continue;
		*last = t.at[i];
		if (min->kind == NUM_NULL || num_cmp(t.at[i], *min) < 0)
			*min = t.at[i];
		if (max->kind == NUM_NULL || num_cmp(t.at[i], *max) > 0)
			*max = t.at[i];
	}
	return last->kind != NUM_NULL;
}

void
cell_spark(struct buf *b, struct trend t, bool ascii)
{
	static const char *const bar[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
	struct num min, max, last;
	double from, span;

	if (!trend_ends(t, &min, &max, &last))
		return;
	from = num_double(min);
	span = num_double(max) - from;
	for (size_t i = 0; i < t.n; i++) {
		double share = 0.5; /* of a flat line */

		if (t.at[i].kind == NUM_NULL) {
			buf_ch(b, ' ');
			continue;
		}
		if (span > 0)
			share = (num_double(t.at[i]) - from) / span;
		if (ascii)
			buf_ch(b, "_.-:=+*#"[(int)(share * 7 + 0.5)]);
		else
			buf_z(b, bar[(int)(share * 7 + 0.5)]);
	}
}

void
cell_print(struct buf *b, const struct cell *c, enum lang lang, struct figures_as as)
{
	switch (c->is) {
	case CELL_NONE:
		buf_z(b, as.plain ? "" : as.ascii ? "-" : "—");
		break;
	case CELL_TEXT:
		buf_str(b, c->text);
		break;
	case CELL_FIGURE:
		if (c->text.len) {
			buf_str(b, c->text);
			break;
		}
		cell_number(b, c->value, c->digits, c->plus, as);
		if (!as.plain)
			buf_str(b, c->unit);
		if (c->provisional && !as.plain)
			buf_ch(b, '*');
		break;
	case CELL_VERDICT:
		cell_verdict(b, c->verdict, lang, as.ascii, false);
		break;
	case CELL_TREND:
		cell_spark(b, c->trend, as.ascii);
		break;
	}
}

enum word
aspect_word(enum aspect a)
{
	static const enum word said[ASPECTS] = {
	    [ASPECT_HEAD] = WORD_PLACE,
	    [ASPECT_PLAIN] = WORD_VALUE,
	    [ASPECT_VALUE] = WORD_VALUE,
	    [ASPECT_LIGHT] = WORD_LIGHT,
	    [ASPECT_CHANGE] = WORD_CHANGE,
	    [ASPECT_YOY] = WORD_YOY,
	    [ASPECT_RANK] = WORD_RANK,
	    [ASPECT_TARGET] = WORD_TARGET,
	    [ASPECT_SHARE] = WORD_SHARE,
	    [ASPECT_N] = WORD_N,
	    [ASPECT_TREND] = WORD_TREND,
	};

	return said[a];
}
