/* check: calls of functions. */
#include "base/mem.h"
#include "expr/checker.h"
#include <stdio.h>
#include <stdlib.h>

/* An aggregate without per somewhere below t; chains may be long, so without recursion. */
static const struct tree *
aggregate_below(const struct tree *t)
{
	const struct tree **open = NULL, *found = NULL;
	size_t n = 0, cap = 0;

	for (const struct tree *at = t; at != NULL; at = n > 0 ? open[--n] : NULL) {
		if (at != t && at->op == T_CALL && at->pers == 0 && tree_is_aggregate(at->text)) {
			found = at;
			break;
		}
		for (size_t i = at->kids + at->pers + 1; i-- > 0;) {
			const struct tree *kid = i < at->kids	 ? at->kid[i]
						 : i == at->kids ? at->where
								 : at->per[i - at->kids - 1];

			if (kid == NULL)
				continue;
			open = mem_grow(open, n, &cap, sizeof *open);
			open[n++] = kid;
		}
	}
	free(open);
	return found;
}

static bool
arity(struct checker *c, const struct tree *t, const struct func *f)
{
	size_t least, most;
	char to[40] = "";

	func_arity(f, &least, &most);
	if (t->kids >= least && t->kids <= most)
		return true;
	if (most == SIZE_MAX)
		memcpy(to, " or more", sizeof " or more");
	else if (most != least)
		snprintf(to, sizeof to, " to %zu", most);
	return misfit(
	    c->m, t->place, "%s: %zu arguments; expected %zu%s", f->name, t->kids, least, to);
}

bool
check_signature(
    struct checker *c, const struct tree *t, const struct scope *s, const struct func **f)
{
	const struct tree *inside;
	bool moves;

	(void)s;
	*f = func_find(t->text);
	if (*f == NULL)
		return true;
	if (!arity(c, t, *f))
		return false;
	moves = (*f)->kind == FUNC_MOVE;
	if ((moves && t->pers == 0) || (t->pers > 0 && !moves && (*f)->kind != FUNC_AGGREGATE))
		return misfit(c->m, t->place,
		    "%s with%s per; expected it with prev, next, nth and aggregates", (*f)->name,
		    t->pers > 0 ? "" : "out");
	if (t->where != NULL && (*f)->kind != FUNC_AGGREGATE)
		return misfit(
		    c->m, t->place, "%s with where; expected it with aggregates alone", (*f)->name);
	inside = (*f)->kind == FUNC_AGGREGATE ? aggregate_below(t) : NULL;
	if (inside != NULL)
		return misfit(c->m, inside->place, "%.*s inside an aggregate; expected per",
		    STR_ARG(inside->text));
	return true;
}

/* month() means month of the row's moment. */
static bool
moment(struct checker *c, struct call *call)
{
	const struct scope *s = call->s;
	int use;

	if (s->moment == NULL)
		return misfit(c->m, call->t->place,
		    "%s without argument, where rows have no moment; expected a time",
		    call->f->name);
	use = check_tree(
	    c, s->moment, s->moment_scope != NULL ? s->moment_scope : s, TYPE_TEXT, call->guard);
	if (use >= 0)
		kids_add(&call->kids, use);
	return use >= 0;
}

static int
plain(struct checker *c, struct call *call)
{
	const struct tree *t = call->t;
	size_t letters = 0;
	bool ok = true;

	for (size_t i = 0; i < t->kids && ok; i++)
		ok = check_argument(c, call, i);
	if (ok && t->kids == 0 && call->f->args[0] == '?')
		ok = moment(c, call);
	for (const char *a = call->f->args; *a != '\0'; a++)
		letters += *a != '?' && *a != '*';
	if (ok && t->kids < letters && func_argument(call->f, letters - 1) == 'K')
		ok = check_calendar(c, call, NULL);
	if (!ok || !check_arguments(c, call))
		return -1;
	return program_op(c->p, &call->draft, call->kids.at, call->kids.n, call->guard, c->m);
}

/* if: each branch for the rows where its condition holds and none before did. */
static bool
conditions(struct checker *c, struct call *call, enum type type)
{
	uint32_t guard = call->guard;
	const struct tree *t = call->t;

	for (size_t i = 0; i < t->kids; i += 2) {
		bool last = i + 1 == t->kids;
		int cond, use;

		cond = check_tree(c, t->kid[i], call->s, last ? type : TYPE_TRUTH, guard);
		if (cond < 0)
			return false;
		kids_add(&call->kids, cond);
		if (last)
			break;
		use = check_tree(
		    c, t->kid[i + 1], call->s, type, program_guard(c->p, guard, cond, GUARD_YES));
		if (use < 0)
			return false;
		kids_add(&call->kids, use);
		guard = program_guard(c->p, guard, cond, GUARD_NOT_YES);
	}
	return true;
}

/* coalesce: each for the rows where all before it are null. */
static bool
alternatives(struct checker *c, struct call *call, enum type type)
{
	uint32_t guard = call->guard;

	for (size_t i = 0; i < call->t->kids; i++) {
		int use = check_tree(c, call->t->kid[i], call->s, type, guard);

		if (use < 0)
			return false;
		kids_add(&call->kids, use);
		guard = program_guard(c->p, guard, use, GUARD_NULL);
	}
	return true;
}

static bool
both(struct checker *c, struct call *call, enum type type)
{
	return check_operand(c, call, call->t->kid[0], type) &&
	       check_operand(c, call, call->t->kid[1], type);
}

/* if, coalesce, nullif: of the type of their place, or of their typed branches. */
static int
branching(struct checker *c, struct call *call, enum type want)
{
	const char *name = call->f->name;
	enum type type = want;
	bool ok;

	if (type == TYPE_ANY && !check_type(c, call->t, call->s, &type))
		return -1;
	for (size_t i = 0; i < call->t->kids; i++)
		if (check_is_branch(call->t, i) && !check_agrees(c, call->t, i, call->s, type))
			return -1;
	call->draft.type = type;
	if (strcmp(name, "if") == 0) {
		call->draft.code = V_IF;
		ok = conditions(c, call, type);
	} else if (strcmp(name, "coalesce") == 0) {
		call->draft.code = V_COALESCE;
		ok = alternatives(c, call, type);
	} else {
		call->draft.code = V_NULLIF;
		ok = both(c, call, type);
	}
	if (!ok)
		return -1;
	return program_op(c->p, &call->draft, call->kids.at, call->kids.n, call->guard, c->m);
}

static int
now(struct checker *c, const struct call *call)
{
	if (call->s->now.len == 0) {
		misfit(c->m, call->t->place, "now() needs --now");
		return -1;
	}
	return check_constant(c, &(struct shape){.type = TYPE_TEXT, .text = call->s->now});
}

/* number(x), text(x), now() */
static int
form(struct checker *c, struct call *call)
{
	int use;

	if (call->t->kids == 0)
		return now(c, call);
	use = check_tree(c, call->t->kid[0], call->s, TYPE_ANY, call->guard);
	if (use < 0 || program_type(c->p, use) == call->f->type)
		return use;
	if (call->f->type == TYPE_NUMBER)
		return check_convert(c, call->t->kid[0], use, TYPE_NUMBER, call->guard);
	call->draft.code = V_TO_TEXT;
	return program_op(c->p, &call->draft, &use, 1, call->guard, c->m);
}

int
check_call(
    struct checker *c, const struct tree *t, const struct scope *s, enum type want, uint32_t guard)
{
	struct call call = {.t = t, .s = s, .guard = guard};
	int use;

	if (!check_signature(c, t, s, &call.f))
		return -1;
	if (call.f == NULL || call.f->kind == FUNC_MOVE || call.f->kind == FUNC_AGGREGATE)
		return check_named(c, t, s, want, guard);
	call.draft = (struct shape){.code = V_CALL, .type = call.f->type, .place = t->place};
	if (call.f->kind == FUNC_FORM && call.f->type == TYPE_ANY) {
		use = branching(c, &call, want);
	} else if (call.f->kind == FUNC_FORM) {
		use = form(c, &call);
	} else {
		call.draft.func = call.f;
		use = plain(c, &call);
	}
	kids_clear(&call.kids);
	if (use < 0 || !check_fits(c, t, call.f->type, want))
		return -1;
	return check_convert(c, t, use, want, guard);
}
