/* check: the arguments of functions. */
#include "expr/checker.h"
#include "value/text.h"

bool
check_operand(struct checker *c, struct call *call, const struct tree *t, enum type want)
{
	int use = check_tree(c, t, call->s, want, call->guard);

	if (use >= 0)
		kids_add(&call->kids, use);
	return use >= 0;
}

static int
last_kid(const struct call *call)
{
	return call->kids.at[call->kids.n - 1];
}

/* A count: where it is constant, it must be one. */
static bool
whole(struct checker *c, struct call *call, const struct tree *t)
{
	const struct shape *s;
	int64_t n;

	if (!check_operand(c, call, t, TYPE_NUMBER))
		return false;
	s = program_shape(c->p, last_kid(call));
	if (s->code == V_CONST && s->num.kind != NUM_NULL && !num_int(s->num, &n)) {
		struct buf b = {0};

		num_print(&b, s->num);
		misfit(c->m, t->place, "%s here; expected a whole number", buf_cstr(&b));
		buf_clear(&b);
		return false;
	}
	return true;
}

/* Edges rise; they are all constant. */
static bool
edge(struct checker *c, struct call *call, const struct tree *t)
{
	const struct shape *s, *before;

	if (!check_operand(c, call, t, TYPE_NUMBER))
		return false;
	s = program_shape(c->p, last_kid(call));
	before = program_shape(c->p, call->kids.at[call->kids.n - 2]);
	if (s->code == V_CONST && s->num.kind != NUM_NULL &&
	    (call->kids.n == 2 || num_cmp(before->num, s->num) < 0))
		return true;
	return misfit(
	    c->m, call->t->place, "bin: edges that are not rising constants; expected e1 < e2 < …");
}

static bool
pattern(struct checker *c, struct call *call, const struct tree *t)
{
	struct place place;

	if (t->op != T_PATTERN)
		return misfit(c->m, t->place, "no pattern here; expected /…/");
	call->draft.about = check_pattern(c, t, &place);
	call->draft.place = place;
	call->draft.text = t->text;
	return call->draft.about != NULL;
}

static bool
is_bare(const struct tree *t)
{
	return t->op == T_NAME && t->source.len == 0;
}

static bool
codelist(struct checker *c, struct call *call, const struct tree *t)
{
	const struct scope *s = call->s;
	const struct codelist *list =
	    is_bare(t) && s->codelist != NULL ? s->codelist(s->arg, t->text) : NULL;
	size_t timed;

	if (list == NULL)
		return misfit(c->m, t->place, "no codelist here; expected one declared above");
	timed = codelist_timed(list);
	if (call->t->kids != 2 + timed && call->t->kids != 3 + timed)
		return misfit(c->m, call->t->place,
		    "lookup: %zu arguments; expected %s time for '%.*s'", call->t->kids,
		    timed ? "a" : "no", STR_ARG(t->text));
	call->draft.about = list;
	call->draft.number = -1;
	return true;
}

static bool
column(struct checker *c, struct call *call, const struct tree *t)
{
	const struct codelist *list = call->draft.about;
	const struct str *names;
	size_t n;

	/* With a time and no column, the time stands here. */
	if (codelist_timed(list) && call->t->kids == 3)
		return check_operand(c, call, t, TYPE_TEXT);
	if (!is_bare(t))
		return misfit(c->m, t->place, "no bare name here; expected one declared above");
	call->draft.number = codelist_column(list, t->text);
	names = codelist_columns(list, &n);
	if (call->draft.number < 0)
		return misfit(c->m, t->place, "no column '%.*s' in the codelist%s",
		    STR_ARG(t->text), diag_hint(t->text, names, n));
	return true;
}

bool
check_calendar(struct checker *c, struct call *call, const struct tree *t)
{
	const struct scope *s = call->s;
	struct fault f = {.msg = "no calendar here; expected one declared above"};

	if (s->calendar != NULL && (t == NULL || is_bare(t)))
		call->draft.about = s->calendar(s->arg, t != NULL ? t->text : (struct str){0}, &f);
	if (call->draft.about != NULL)
		return true;
	return misfit(c->m, t != NULL ? t->place : call->t->place, "%s", f.msg);
}

bool
check_argument(struct checker *c, struct call *call, size_t i)
{
	const struct tree *t = call->t->kid[i];
	char letter = func_argument(call->f, i);

	switch (letter) {
	case 'n':
		return check_operand(c, call, t, TYPE_NUMBER);
	case 'w':
		return whole(c, call, t);
	case 'e':
		return edge(c, call, t);
	case 't':
		return check_operand(c, call, t, TYPE_TEXT);
	case 'c':
		return check_operand(c, call, t, TYPE_TRUTH);
	case 'p':
		return pattern(c, call, t);
	case 'q':
		return t->op == T_PATTERN ? pattern(c, call, t)
					  : check_operand(c, call, t, TYPE_TEXT);
	case 'L':
		return codelist(c, call, t);
	case 'N':
		return column(c, call, t);
	case 'K':
		return check_calendar(c, call, t);
	default:
		return check_operand(c, call, t, TYPE_ANY);
	}
}

/* The group of extract: where it is constant, the pattern has it. */
static bool
group(struct checker *c, struct call *call, const struct tree *t)
{
	const struct pattern *p = call->draft.about;
	const struct shape *s = program_shape(c->p, last_kid(call));
	int64_t n = -1;

	if (s->code != V_CONST)
		return true;
	if (s->type == TYPE_NUMBER && (!num_int(s->num, &n) || n < 0 || n > pattern_groups(p)))
		return misfit(c->m, t->place, "no such group in the pattern; expected 0 to %d",
		    pattern_groups(p));
	if (s->type == TYPE_TEXT && (n = pattern_group(p, s->text)) < 0)
		return misfit(c->m, t->place,
		    "no group '%.*s' in the pattern; expected one of its names", STR_ARG(s->text));
	if (n >= 0) {
		call->draft.number = n;
		call->kids.n--;
	}
	return true;
}

bool
check_arguments(struct checker *c, struct call *call)
{
	const struct tree *t = call->t;
	const char *name = call->f->name;
	const struct shape *last = call->kids.n > 0 ? program_shape(c->p, last_kid(call)) : NULL;
	bool fixed = last != NULL && last->code == V_CONST && last->text.len > 0;

	if (strcmp(name, "hash") == 0)
		call->draft.number = (int64_t)call->s->seed;
	if (strcmp(name, "extract") == 0 && t->kids == 3)
		return group(c, call, t->kid[2]);
	if (strcmp(name, "mask") == 0 && fixed && mask_kind(last->text) == MASK_NONE)
		return misfit(c->m, t->kid[1]->place,
		    "no mask '%.*s'; expected phone, name, id or all", STR_ARG(last->text));
	if (strcmp(name, "pad") == 0 && t->kids == 3 && fixed && text_length(last->text) != 1)
		return misfit(c->m, t->kid[2]->place, "'%.*s' here; expected one character",
		    STR_ARG(last->text));
	return true;
}
