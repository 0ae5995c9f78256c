/* bind: what the names of conditions and sayings mean. */
#include "base/mem.h"
#include "base/opt.h"
#include "classify/inner.h"
#include "record/cols.h"
#include <stdlib.h>

size_t
bind_slot(struct classify *c, size_t column)
{
	size_t slot = stream_use(c->stream, column);

	if (slot >= c->slots)
		c->slots = slot + 1;
	return slot;
}

static int
origin(struct origins *o, struct origin one)
{
	for (size_t i = 0; i < o->n; i++)
		if (o->at[i].is == one.is && o->at[i].at == one.at)
			return (int)i;
	o->at = mem_grow(o->at, o->n, &o->cap, sizeof *o->at);
	o->at[o->n] = one;
	return (int)o->n++;
}

static ptrdiff_t
evidence_find(const struct classify *c, struct str name)
{
	for (size_t i = 0; i < c->evidences; i++)
		if (str_eq(c->evidence[i], name))
			return (ptrdiff_t)i;
	return -1;
}

static const struct let *
source_let(const struct classify *c, struct str name)
{
	const struct let *let = c->let;

	while (let && !str_eq(let->name, name))
		let = let->next;
	return let;
}

/* A column of the input or a let of the source, for the program whose origins are given. */
static bool
row_name(struct classify *c, struct origins *o, const struct scope *scope, const struct tree *t,
    struct named *out, struct fault *f)
{
	const struct source_def *source = c->want.rules->source;
	ptrdiff_t at = header_find(c->in, t->text);
	const struct let *let = source_let(c, t->text);

	if (t->source.len && !str_eq(t->source, source->name))
		return fault(f, "no source '%s' here; expected a column", diag_text(t->source));
	if (let && at >= 0)
		return fault(f, "'%s' is a let and a column; rename the let", diag_text(t->text));
	if (let) {
		*out = (struct named){
		    .is = NAMED_TREE, .tree = let->tree, .scope = scope, .label = t->text};
		return true;
	}
	if (at < 0)
		return header_need(c->in, t->text, f) >= 0;
	*out = (struct named){.is = NAMED_COLUMN,
	    .column = origin(o, (struct origin){ORIGIN_INPUT, bind_slot(c, (size_t)at)}),
	    .as_number = c->as_number[at],
	    .as_text = c->as_text[at],
	    .label = c->in->name[at]};
	return true;
}

static bool
condition_name(void *arg, const struct tree *t, struct named *out, struct fault *f)
{
	struct classify *c = arg;

	return row_name(c, &c->column, &c->scope.scope, t, out, f);
}

static bool
saying_name(void *arg, const struct tree *t, struct named *out, struct fault *f)
{
	struct classify *c = arg;
	ptrdiff_t at = t->source.len ? -1 : evidence_find(c, t->text);

	if (at < 0)
		return row_name(c, &c->desk_column, &c->desk_scope.scope, t, out, f);
	*out = (struct named){.is = NAMED_COLUMN,
	    .type = TYPE_TEXT,
	    .column = origin(&c->desk_column, (struct origin){ORIGIN_EVIDENCE, (size_t)at}),
	    .label = t->text};
	return true;
}

/* A bare pattern is a column of truths; what needs several records is refused. */
static bool
condition_call(void *arg, const struct tree *t, struct named *out, struct misfit *m)
{
	struct classify *c = arg;
	int sought;

	m->fault.msg[0] = '\0';
	if (t->op == T_PATTERN) {
		if ((sought = sought_add(c, t, m)) < 0)
			return false;
		*out = (struct named){.is = NAMED_COLUMN,
		    .type = TYPE_TRUTH,
		    .column = origin(&c->column, (struct origin){ORIGIN_PATTERN, (size_t)sought}),
		    .label = t->text};
		return true;
	}
	if (!tree_is_aggregate(t->text) && t->pers == 0 && !str_eq(t->text, STR("prev")) &&
	    !str_eq(t->text, STR("next")) && !str_eq(t->text, STR("nth")))
		return false; /* the language names the nearest function */
	return misfit(m, t->place,
	    "%.*s needs more than one record; cs-classify looks at one at a time",
	    STR_ARG(t->text));
}

static int
value_of(struct program *p, const struct tree *t, const struct defs_scope *s, enum type want)
{
	struct misfit m;
	int value = program_add(p, t, &s->scope, want, &m);

	if (value < 0)
		misfit_die(&m);
	return value;
}

/* The let that a name means, of the source or of the file; NULL: none. */
static const struct let *
let_of(const struct classify *c, const struct tree *t)
{
	const struct let *let;

	if (t->op != T_NAME || t->source.len)
		return NULL;
	let = source_let(c, t->text);
	return let ? let : defs_let(c->want.rules->defs, t->text);
}

/* Numbers of patterns, each once. */
struct set {
	uint32_t *at;
	size_t n, cap;
};

static void
set_add(struct set *s, uint32_t sought)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->at[i] == sought)
			return;
	s->at = mem_grow(s->at, s->n, &s->cap, sizeof *s->at);
	s->at[s->n++] = sought;
}

/*
 * Which patterns of a condition are not under `not` (has), and one of which must match for it to
 * hold (need; none: it may hold anyhow). A let is what it stands for. Chains of `and` and `or` go
 * to the left as long as the text is, so they are gone down by hand; what they need is put together
 * on the way up.
 */
static void
patterns_of(struct classify *c, const struct tree *t, struct set *has, struct set *need)
{
	struct misfit ignored;
	size_t n = 0;
	const struct tree **spine = tree_spine(t, &n);
	size_t logical = 0;

	while (logical < n && (spine[logical]->op == T_AND || spine[logical]->op == T_OR))
		logical++;
	if (logical == 0 && let_of(c, t))
		patterns_of(c, let_of(c, t)->tree, has, need);
	if (logical == 0 && t->op == T_PATTERN) {
		set_add(has, (uint32_t)sought_add(c, t, &ignored));
		set_add(need, (uint32_t)sought_add(c, t, &ignored));
	}
	if (logical > 0)
		patterns_of(c, spine[logical - 1]->kid[0], has, need);
	for (size_t i = logical; i-- > 0;) {
		struct set right = {0};

		patterns_of(c, spine[i]->kid[1], has, &right);
		if (spine[i]->op == T_AND ? need->n == 0 || (right.n && right.n < need->n)
					  : right.n == 0) {
			need->n = 0;
			for (size_t k = 0; k < right.n; k++)
				set_add(need, right.at[k]);
		} else if (spine[i]->op == T_OR && need->n) {
			for (size_t k = 0; k < right.n; k++)
				set_add(need, right.at[k]);
		}
		free(right.at);
	}
	free(spine);
}

/* The condition and `when`, as one. */
static const struct tree *
whole_condition(struct classify *c, const struct class_def *def)
{
	struct tree *and;

	if (def->when == NULL)
		return def->tree;
	and = arena_zero(&c->arena, 1, sizeof *and);
	*and = (struct tree){.op = T_AND,
	    .place = def->tree->place,
	    .kid = arena_zero(&c->arena, 2, sizeof(struct tree *)),
	    .kids = 2};
	and->kid[0] = (struct tree *)(uintptr_t)def->tree;
	and->kid[1] = (struct tree *)(uintptr_t)def->when;
	return and;
}

static void
bind_rule(struct classify *c, struct rule *r)
{
	const struct tree *t = whole_condition(c, r->def);
	struct set has = {0}, need = {0};

	r->value = value_of(c->program, t, &c->scope, TYPE_TRUTH);
	patterns_of(c, t, &has, &need);
	r->has = has.at;
	r->hases = has.n;
	r->need = need.at;
	r->needs = need.n;
	c->has_id |= r->def->id.len > 0;
	c->has_kb |= r->def->kb.len > 0;
}

static void
bind_evidence(struct classify *c)
{
	for (size_t i = 0; i < c->rules; i++)
		for (size_t k = 0; k < c->rule[i].hases; k++) {
			const struct sought *s = &c->sought[c->rule[i].has[k]];

			for (size_t g = 1; g <= s->groups; g++) {
				if (s->group[g].len == 0 || evidence_find(c, s->group[g]) >= 0)
					continue;
				c->evidence = mem_grow(c->evidence, c->evidences, &c->evidence_cap,
				    sizeof *c->evidence);
				c->evidence[c->evidences++] = s->group[g];
			}
		}
}

static void
bind_told(struct classify *c, struct told *t, const struct saying *saying, struct str plain)
{
	t->said = saying->n ? saying_in(saying, c->want.lang) : NULL;
	t->plain = plain;
	if (t->said == NULL)
		return;
	t->value = arena_zero(&c->arena, t->said->parts + 1, sizeof *t->value);
	for (size_t i = 0; i < t->said->parts; i++)
		t->value[i] = t->said->part[i].tree ? value_of(c->desk, t->said->part[i].tree,
							  &c->desk_scope, TYPE_ANY)
						    : -1;
}

static void
open_scope(struct classify *c, struct defs_scope *s,
    bool (*name)(void *, const struct tree *, struct named *, struct fault *))
{
	const struct rules *r = c->want.rules;

	*s = (struct defs_scope){.defs = r->defs,
	    .shelf = r->shelf,
	    .name = name,
	    .call = condition_call,
	    .arg = c,
	    .scope = {
		.now = c->want.now, .seed = c->want.seed, .bare_patterns = name == condition_name}};
	defs_scope(s);
	s->scope.moment = r->source->time;
	s->scope.moment_scope = &s->scope;
}

static void
type_columns(struct classify *c, struct str list, bool *flag)
{
	struct cols cols = {0};
	struct misfit m = {.place = c->want.rules->source->place};

	if (list.len == 0)
		return;
	if (!cols_find(&cols, list, c->in, match_name, &m.fault))
		misfit_die(&m);
	for (size_t i = 0; i < cols.n; i++)
		flag[cols.at[i]] = true;
	cols_clear(&cols);
}

void
bind_rules(struct classify *c)
{
	const struct rules *r = c->want.rules;

	c->program = program_new();
	c->desk = program_new();
	c->as_number = arena_zero(&c->arena, c->in->n + 1, sizeof(bool));
	c->as_text = arena_zero(&c->arena, c->in->n + 1, sizeof(bool));
	c->rules = r ? r->classes : 0;
	c->rule = arena_zero(&c->arena, c->rules + 1, sizeof *c->rule);
	if (r == NULL)
		return;
	c->let = r->source->let;
	type_columns(c, r->source->number, c->as_number);
	type_columns(c, r->source->text, c->as_text);
	open_scope(c, &c->scope, condition_name);
	open_scope(c, &c->desk_scope, saying_name);
	for (size_t i = 0; i < c->rules; i++) {
		c->rule[i].def = &r->class[i];
		bind_rule(c, &c->rule[i]);
	}
	bind_evidence(c);
	for (size_t i = 0; i < c->rules; i++) {
		struct rule *rule = &c->rule[i];

		bind_told(c, &rule->ask, &rule->def->ask, rule->def->kb_ask);
		bind_told(c, &rule->say, &rule->def->say, rule->def->kb_say);
		c->has_ask |= rule->ask.said || rule->ask.plain.len;
		c->has_say |= rule->say.said || rule->say.plain.len;
	}
}
