/* scene: what names and functions of report expressions mean. */
#include "report/scene.h"

#include "base/mem.h"
#include <stdlib.h>

uint32_t
scene_place(const struct scene *s, size_t row)
{
	return row == SCENE_TOTAL ? PLACE_TOTAL : s->judge->place[row - 1];
}

static int
add_column(struct scene *s, struct vec v)
{
	if (s->cols == s->cap)
		s->col = mem_grow(s->col, s->cols, &s->cap, sizeof *s->col);
	s->col[s->cols] = v;
	return (int)s->cols++;
}

static const struct indicator *
indicator_named(struct scene *s, struct str name, struct fault *f)
{
	const struct indicator *k = judge_indicator(s->judge, name);
	struct str *names;
	size_t n;

	if (k)
		return k;
	n = judge_names(s->judge, &names);
	fault(f, "no indicator '%s'%s", diag_text(name), diag_hint(name, names, n));
	return NULL;
}

/* Figures of one kind for every row, as a column. */
enum what { W_VALUE, W_CHANGE, W_YOY, W_RANK, W_TOTAL, W_TARGET, W_OF };

static struct num
one_number(struct judge *j, const struct indicator *k, enum what what, uint32_t place, uint32_t of)
{
	switch (what) {
	case W_VALUE:
		return judge_value(j, k, spot_of(place), j->period);
	case W_CHANGE:
		return judge_change(j, k, spot_of(place));
	case W_YOY:
		return judge_yoy(j, k, spot_of(place));
	case W_RANK: {
		size_t rank = judge_rank(j, k, place);

		return rank ? NUM((int64_t)rank) : NUM_NONE;
	}
	case W_TOTAL:
		return judge_value(j, k, spot_of(PLACE_TOTAL), j->period);
	case W_TARGET:
		return k->target_rel == REL_NONE ? NUM_NONE : k->target;
	case W_OF:
		return judge_value(j, k, spot_of(of), j->period);
	}
	return NUM_NONE;
}

static struct vec
numbers(struct scene *s, const struct indicator *k, enum what what, uint32_t of)
{
	struct num *n = arena_zero(s->judge->arena, s->rows, sizeof *n);

	for (size_t i = 0; i < s->rows; i++)
		n[i] = one_number(s->judge, k, what, scene_place(s, i), of);
	return (struct vec){.type = TYPE_NUMBER, .num = n};
}

static struct vec
mets(struct scene *s, const struct indicator *k)
{
	uint8_t *t = arena_zero(s->judge->arena, s->rows, 1);

	for (size_t i = 0; i < s->rows; i++) {
		enum verdict v = judge_verdict(
		    k, judge_value(s->judge, k, spot_of(scene_place(s, i)), s->judge->period));

		t[i] = v == VERDICT_NONE ? TRUTH_NULL : v == VERDICT_MET ? TRUTH_YES : TRUTH_NO;
	}
	return (struct vec){.type = TYPE_TRUTH, .truth = t};
}

static struct vec
texts(struct scene *s, struct str one)
{
	struct str *t = arena_zero(s->judge->arena, s->rows, sizeof *t);

	for (size_t i = 0; i < s->rows; i++)
		t[i] = one;
	return (struct vec){.type = TYPE_TEXT, .text = t};
}

static struct vec
places(struct scene *s)
{
	struct str *t = arena_zero(s->judge->arena, s->rows, sizeof *t);

	for (size_t i = 0; i < s->rows; i++)
		t[i] = judge_place_label(s->judge, scene_place(s, i));
	return (struct vec){.type = TYPE_TEXT, .text = t};
}

static struct str
period_text(const struct judge *j)
{
	struct buf b = {0};
	struct str s;

	period_print(j->ledger->period, j->period, &b);
	s = arena_dup(j->arena, buf_slice(&b));
	buf_clear(&b);
	return s;
}

static bool
name_means(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	struct scene *s = arg;
	const struct judge *j = s->judge;
	const struct indicator *k;
	struct vec v;

	if (t->source.len)
		return fault(f, "no source '%s' in a report", diag_text(t->source));
	if (str_eq(t->text, j->layout->by)) {
		v = places(s);
	} else if (str_eq(t->text, period_column(j->ledger->period))) {
		v = texts(s, period_text(j));
	} else {
		k = indicator_named(s, t->text, f);
		if (k == NULL)
			return false;
		v = numbers(s, k, W_VALUE, 0);
	}
	*named = (struct named){
	    .is = NAMED_COLUMN, .column = add_column(s, v), .type = v.type, .label = t->text};
	return true;
}

/* "k" or "k, 'place'" of a report function. */
static bool
arguments(struct scene *s, const struct tree *t, size_t want, const struct indicator **k,
    struct misfit *m)
{
	struct fault f;

	if (t->kids != want || t->where || t->pers)
		return misfit(m, t->place, "%.*s takes %s", STR_ARG(t->text),
		    want == 1 ? "one indicator" : "an indicator and the name of a place");
	if (t->kid[0]->op != T_NAME || t->kid[0]->source.len)
		return misfit(m, t->kid[0]->place, "expected the name of an indicator");
	*k = indicator_named(s, t->kid[0]->text, &f);
	return *k || misfit(m, t->kid[0]->place, "%s", f.msg);
}

/* of(k, "place"): a place by its name or label; before anything is read there are none, and that is
 * no fault. */
static bool
place_named(const struct judge *j, const struct tree *t, uint32_t *place, struct misfit *m)
{
	if (t->op != T_TEXT)
		return misfit(m, t->place, "expected the name of a place as a text");
	*place = PLACE_TOTAL;
	for (size_t i = 0; i < j->places; i++)
		if (str_eq(ledger_place_name(j->ledger, j->place[i]), t->text) ||
		    str_eq(judge_place_label(j, j->place[i]), t->text)) {
			*place = j->place[i];
			return true;
		}
	if (j->places == 0 || str_eq(judge_place_label(j, PLACE_TOTAL), t->text))
		return true;
	return misfit(m, t->place, "no place '%s' in the figures", diag_text(t->text));
}

static bool
call_means(void *arg, const struct tree *t, struct named *named, struct misfit *m)
{
	static const struct {
		const char *name;
		enum what what;
	} of_number[] = {{"change", W_CHANGE}, {"yoy", W_YOY}, {"rank", W_RANK}, {"total", W_TOTAL},
	    {"target", W_TARGET}, {"of", W_OF}};
	struct scene *s = arg;
	const struct indicator *k = NULL;
	struct vec v = {.type = TYPE_ANY};
	uint32_t place = PLACE_TOTAL;

	for (size_t i = 0; i < sizeof of_number / sizeof *of_number; i++)
		if (str_eq(t->text, str_of(of_number[i].name))) {
			bool of = of_number[i].what == W_OF;

			if (!arguments(s, t, of ? 2 : 1, &k, m) ||
			    (of && !place_named(s->judge, t->kid[1], &place, m)))
				return false;
			v = numbers(s, k, of_number[i].what, place);
		}
	if (str_eq(t->text, STR("met"))) {
		if (!arguments(s, t, 1, &k, m))
			return false;
		v = mets(s, k);
	} else if (str_eq(t->text, STR("best")) || str_eq(t->text, STR("worst"))) {
		if (!arguments(s, t, 1, &k, m))
			return false;
		v = texts(s, judge_extreme(s->judge, k, t->text.at[0] == 'b'));
	} else if (str_eq(t->text, STR("label"))) {
		if (!arguments(s, t, 1, &k, m))
			return false;
		v = texts(s, k->label);
	}
	if (k == NULL)
		return false; /* no function of ours: check says so */
	*named = (struct named){
	    .is = NAMED_COLUMN, .column = add_column(s, v), .type = v.type, .label = t->text};
	return true;
}

void
scene_start(struct scene *s, struct judge *j, struct str now)
{
	*s = (struct scene){.judge = j, .rows = j->places + 1};
	s->scope = (struct defs_scope){.defs = j->layout->defs,
	    .shelf = j->layout->shelf,
	    .name = name_means,
	    .call = call_means,
	    .arg = s};
	s->scope.scope.now = now;
}

void
scene_clear(struct scene *s)
{
	free(s->col);
	*s = (struct scene){0};
}

/* The result outlives the eval that made it. */
static struct vec
keep(struct scene *s, const struct vec *v)
{
	size_t size = v->type == TYPE_NUMBER  ? sizeof *v->num
		      : v->type == TYPE_TRUTH ? 1
					      : sizeof *v->text;
	void *copy = arena_zero(s->judge->arena, s->rows, size);
	struct vec kept = {.type = v->type};

	memcpy(copy,
	    v->type == TYPE_NUMBER  ? (const void *)v->num
	    : v->type == TYPE_TRUTH ? v->truth
				    : (const void *)v->text,
	    s->rows * size);
	if (v->type == TYPE_NUMBER) {
		kept.num = copy;
	} else if (v->type == TYPE_TRUTH) {
		kept.truth = copy;
	} else {
		struct str *text = copy;

		for (size_t i = 0; i < s->rows; i++)
			text[i] = arena_dup(s->judge->arena, text[i]);
		kept.text = text;
	}
	return kept;
}

struct vec
scene_values(struct scene *s, const struct tree *t, enum type want)
{
	struct program *p = program_new();
	struct misfit m;
	struct eval *e;
	struct vec v;
	int value = program_add(p, t, defs_scope(&s->scope), want, &m);

	if (value < 0)
		misfit_die(&m);
	e = eval_new(p);
	eval_batch(e, &(struct columns){.n = s->rows, .col = s->col, .cols = s->cols});
	v = keep(s, eval_get(e, value));
	eval_free(e);
	program_free(p);
	return v;
}

void
scene_check(struct scene *s, const struct tree *t, enum type want)
{
	if (t)
		scene_values(s, t, want);
}

bool
scene_holds(struct scene *s, const struct tree *t, size_t row)
{
	return scene_values(s, t, TYPE_TRUTH).truth[row] == TRUTH_YES;
}
