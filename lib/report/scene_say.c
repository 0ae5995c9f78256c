/* scene_say: sentences of a layout, their figures written as their indicators say, unit included.
 */
#include "render/cell.h"
#include "report/scene.h"

enum { DIGITS_NONE = -1 };

/* How many digits a number in a sentence has: those of the indicator it is about. */
static int
digits_of(struct scene *s, const struct tree *t)
{
	const struct indicator *k;
	bool is_change;
	int a, b;

	switch (t->op) {
	case T_NAME:
		k = judge_indicator(s->judge, t->text);
		return k ? k->digits : DIGITS_NONE;
	case T_CALL:
		if (t->kids == 0 || str_eq(t->text, STR("round")) || str_eq(t->text, STR("rank")) ||
		    str_eq(t->text, STR("target")))
			return DIGITS_NONE;
		is_change = str_eq(t->text, STR("change")) || str_eq(t->text, STR("yoy"));
		k = is_change && t->kid[0]->op == T_NAME
			? judge_indicator(s->judge, t->kid[0]->text)
			: NULL;
		return k && k->rate ? judge_change_digits(k) : digits_of(s, t->kid[0]);
	case T_NEG:
		return digits_of(s, t->kid[0]);
	case T_ADD:
	case T_SUB:
		a = digits_of(s, t->kid[0]);
		b = digits_of(s, t->kid[1]);
		return a > b ? a : b;
	default:
		return DIGITS_NONE;
	}
}

/* A figure of an indicator, its target or its value elsewhere carries the indicator's unit; what is
 * computed from it does not. */
static void
say_unit(struct scene *s, const struct tree *t, struct buf *b)
{
	static const char *const same[] = {"target", "total", "of"};
	const struct indicator *k = NULL;

	if (t->op == T_NAME)
		k = judge_indicator(s->judge, t->text);
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		if (t->op == T_CALL && t->kids > 0 && str_eq(t->text, str_of(same[i])))
			k = judge_indicator(s->judge, t->kid[0]->text);
	if (k == NULL || k->unit.len == 0)
		return;
	if (!k->rate && s->judge->lang != LANG_ZH)
		buf_ch(b, ' ');
	buf_str(b, k->unit);
}

static void
say_value(struct scene *s, const struct tree *t, size_t row, struct buf *b)
{
	const struct judge *j = s->judge;
	struct vec v;

	if (t->op == T_NAME && str_eq(t->text, period_column(j->ledger->period))) {
		period_say(j->ledger->period, j->period, j->lang == LANG_ZH, b);
		return;
	}
	v = scene_values(s, t, TYPE_ANY);
	if (v.type == TYPE_NUMBER && v.num[row].kind != NUM_NULL) {
		cell_number(b, v.num[row], digits_of(s, t), false, (struct figures_as){0});
		say_unit(s, t, b);
	} else if (v.type == TYPE_TRUTH && v.truth[row] != TRUTH_NULL) {
		buf_ch(b, v.truth[row] == TRUTH_YES ? '1' : '0');
	} else if ((v.type == TYPE_TEXT || v.type == TYPE_ANY) && v.text[row].len) {
		buf_str(b, v.text[row]);
	} else {
		buf_z(b, "—");
	}
}

struct str
scene_say(struct scene *s, const struct saying *saying, size_t row)
{
	const struct said *said = saying_in(saying, lang_code(s->judge->lang));
	struct buf b = {0};
	struct str text;

	for (size_t i = 0; said && i < said->parts; i++)
		if (said->part[i].tree)
			say_value(s, said->part[i].tree, row, &b);
		else
			buf_str(&b, said->part[i].text);
	text = arena_dup(s->judge->arena, buf_slice(&b));
	buf_clear(&b);
	return text;
}

void
scene_check_saying(struct scene *s, const struct saying *saying)
{
	for (size_t i = 0; i < saying->n; i++)
		for (size_t k = 0; k < saying->said[i].parts; k++)
			scene_check(s, saying->said[i].part[k].tree, TYPE_ANY);
}
