/* mind: what names mean in expressions over a case: columns and lets of its record, limits and
 * stages by a dot, rules above. */
#include "audit/inner.h"
#include "base/mem.h"
#include "base/opt.h"
#include "expr/tree_make.h"

/* Marks names that mean a cell by its number. */
static const char cell_mark[] = "cell";

const struct tree *
cell_tree(struct audit *a, int cell)
{
	struct tree *t = arena_zero(&a->arena, 1, sizeof *t);

	*t = (struct tree){.op = T_NAME,
	    .number = NUM(cell),
	    .source = {cell_mark, sizeof cell_mark - 1},
	    .text = a->cell[cell].name};
	return t;
}

static int
cell_add(struct audit *a, struct cell c)
{
	a->cell = mem_grow(a->cell, a->cells, &a->cell_cap, sizeof *a->cell);
	a->cell[a->cells] = c;
	return (int)a->cells++;
}

int
cell_made(struct audit *a, enum type type, unsigned level, struct str name)
{
	return cell_add(a, (struct cell){.feed = -1, .type = type, .level = level, .name = name});
}

int
cell_from_feed(struct audit *a, const struct tree *t, enum type want, struct misfit *m)
{
	int at = feed_cell(&a->feed[0], t, want, m);
	struct cell c = {.feed = at, .name = t->text};

	if (at < 0)
		return -1;
	for (size_t i = 0; i < a->cells; i++)
		if (a->cell[i].feed == at)
			return (int)i;
	c.type = a->feed[0].cell[at].type;
	if (t->op == T_NAME) {
		ptrdiff_t header = header_find(a->feed[0].header, t->text);

		c.as_number = header >= 0 && a->feed[0].as.number[header];
		c.as_text = header >= 0 && a->feed[0].as.text[header];
	}
	return cell_add(a, c);
}

static bool
mean_cell(struct audit *a, int cell, struct named *out)
{
	const struct cell *c = &a->cell[cell];

	if (c->level > a->level)
		a->level = c->level;
	a->others |= c->others;
	column_used(a, 2 * cell);
	*out = (struct named){.is = NAMED_COLUMN,
	    .column = 2 * cell,
	    .type = c->type,
	    .as_number = c->as_number,
	    .as_text = c->as_text,
	    .label = c->name};
	return true;
}

static const struct rule *
rule_find(const struct audit *a, struct str name)
{
	for (size_t i = 0; i < a->rules; i++)
		if (str_eq(a->rule[i].def->is.name, name))
			return &a->rule[i];
	return NULL;
}

static bool
is_dotted(const struct audit *a, struct str name)
{
	for (size_t i = 0; i < a->defs->limits; i++)
		if (str_eq(a->defs->limit[i].is.name, name))
			return true;
	for (size_t i = 0; i < a->defs->stages; i++)
		if (str_eq(a->defs->stage[i].is.name, name))
			return true;
	return false;
}

static bool
names_rule(const struct audit *a, struct str name)
{
	for (size_t i = 0; i < a->defs->rules; i++)
		if (str_eq(a->defs->rule[i].is.name, name))
			return true;
	return false;
}

/* Whether a name rests on the case's own record (or on nothing). */
static bool
name_is_plain(struct audit *a, const struct tree *t, const struct rule *rule)
{
	const struct let *let;

	if (t->source.at == cell_mark)
		return false;
	if (t->source.len)
		return str_eq(t->source, a->main);
	if ((let = defs_let(a->defs->defs, t->text)) != NULL ||
	    (let = sources_let(a->feed[0].def, t->text)) != NULL)
		return tree_is_plain(a, let->tree, rule);
	if (header_find(a->feed[0].header, t->text) >= 0)
		return true;
	return !names_rule(a, t->text) && !str_eq(t->text, STR("started"));
}

bool
tree_is_plain(struct audit *a, const struct tree *t, const struct rule *rule)
{
	for (;;) {
		if (t->op == T_NAME)
			return name_is_plain(a, t, rule);
		if (t->op == T_CALL && (t->pers || tree_is_aggregate(t->text)))
			return false;
		for (size_t i = 1; i < t->kids; i++)
			if (!tree_is_plain(a, t->kid[i], rule))
				return false;
		if (t->kids == 0)
			return true;
		t = t->kid[0];
	}
}

static bool
field_means(struct audit *a, const struct tree *t, struct named *out, struct fault *f)
{
	static const struct str limit_fields[] = {STR_INIT("state"), STR_INIT("elapsed"),
	    STR_INIT("used"), STR_INIT("over"), STR_INIT("due"), STR_INIT("started"),
	    STR_INIT("stopped"), STR_INIT("allowed"), STR_INIT("warn"), STR_INIT("owner")};
	static const struct str stage_fields[] = {
	    STR_INIT("count"), STR_INIT("begin"), STR_INIT("end")};
	enum {
		LIMIT_FIELDS = sizeof limit_fields / sizeof *limit_fields,
		STAGE_FIELDS = sizeof stage_fields / sizeof *stage_fields
	};

	for (size_t i = 0; i < a->limits; i++)
		if (str_eq(a->limit[i].def->is.name, t->source)) {
			for (size_t k = 0; k < LIMIT_FIELDS; k++)
				if (str_eq(limit_fields[k], t->text))
					return mean_cell(a, a->limit[i].cell + (int)k, out);
			return fault(f, "no '%s' of a limit%s", diag_text(t->text),
			    diag_hint(t->text, limit_fields, LIMIT_FIELDS));
		}
	for (size_t i = 0; i < a->stages; i++)
		if (str_eq(a->stage[i].def->is.name, t->source)) {
			for (size_t k = 0; k < STAGE_FIELDS; k++)
				if (str_eq(stage_fields[k], t->text))
					return mean_cell(a, a->stage[i].cell + (int)k, out);
			return fault(f, "no '%s' of a stage%s", diag_text(t->text),
			    diag_hint(t->text, stage_fields, STAGE_FIELDS));
		}
	return fault(f, "'%s' stands below; expected a limit or stage above", diag_text(t->source));
}

/* A column or let of the source that an aggregate ranges over. */
static bool
linked_means(struct mind *d, const struct tree *t, struct named *out, struct fault *f)
{
	struct feed *feed = &d->audit->feed[d->source];
	struct tree *own;
	struct misfit m;
	ptrdiff_t header = header_find(feed->header, t->text);
	int cell;

	if (header < 0 && sources_let(feed->def, t->text) == NULL)
		return feed_unknown(feed, t->text, f);
	own = arena_zero(&d->audit->arena, 1, sizeof *own);
	*own = *t;
	own->source = (struct str){0};
	if ((cell = feed_cell(feed, own, TYPE_ANY, &m)) < 0) {
		*f = m.fault;
		return false;
	}
	column_used(d->audit, 2 * cell + 1);
	*out = (struct named){.is = NAMED_COLUMN,
	    .column = 2 * cell + 1,
	    .type = feed->cell[cell].type,
	    .as_number = header >= 0 && feed->as.number[header],
	    .as_text = header >= 0 && feed->as.text[header],
	    .label = t->text};
	return true;
}

static bool
other_source(struct mind *d, const struct tree *t, struct named *out, struct fault *f)
{
	const struct audit *a = d->audit;

	if (d->source && str_eq(t->source, a->feed[d->source].def->name))
		return linked_means(d, t, out, f);
	for (size_t i = 1; i < a->defs->sources; i++)
		if (str_eq(a->defs->source[i].name, t->source))
			return fault(f,
			    d->source
				? "'%s.%s' beside columns of another source; expected one "
				  "source in an aggregate"
				: "'%s.%s' is of a linked source; expected it in an aggregate",
			    diag_text(t->source), diag_text(t->text));
	return fault(f, "no source, limit or stage '%s'", diag_text(t->source));
}

static bool
let_means(struct mind *d, const struct let *let, struct named *out, struct fault *f)
{
	struct misfit m;
	int cell;

	if (!tree_is_plain(d->audit, let->tree, d->rule)) {
		*out =
		    (struct named){.is = NAMED_TREE, .tree = let->tree, .scope = &d->scope.scope};
		return true;
	}
	if ((cell = cell_from_feed(d->audit, let->tree, TYPE_ANY, &m)) < 0) {
		*f = m.fault;
		return false;
	}
	return mean_cell(d->audit, cell, out);
}

static bool
name_means(void *arg, const struct tree *t, struct named *out, struct fault *f)
{
	struct mind *d = arg;
	struct audit *a = d->audit;
	struct feed *main = &a->feed[0];
	const struct let *let;
	const struct rule *rule;
	int64_t cell;

	if (t->source.at == cell_mark && num_int(t->number, &cell))
		return mean_cell(a, (int)cell, out);
	if (t->source.len && !str_eq(t->source, a->main))
		return is_dotted(a, t->source) ? field_means(a, t, out, f)
					       : other_source(d, t, out, f);
	if (d->started && str_eq(t->text, STR("started")))
		return mean_cell(a, d->started->cell + LIMIT_STARTED, out);
	let = sources_let(main->def, t->text);
	if (let && header_find(main->header, t->text) >= 0)
		return fault(f, "'%s' is a let and a column; rename the let", diag_text(t->text));
	if (let)
		return let_means(d, let, out, f);
	if (header_find(main->header, t->text) >= 0) {
		struct misfit m;
		int at = cell_from_feed(a, tree_name(&a->arena, t->text), TYPE_ANY, &m);

		if (at < 0)
			*f = m.fault;
		return at >= 0 && mean_cell(a, at, out);
	}
	rule = rule_find(a, t->text);
	if (rule == NULL || rule == d->rule)
		return rule || names_rule(a, t->text)
			   ? fault(f, "rule '%s' is not above this one; expected a rule above",
				 diag_text(t->text))
			   : feed_unknown(main, t->text, f);
	*out = (struct named){.is = NAMED_TREE,
	    .tree = rule->whole,
	    .scope = (const struct scope *)&rule->mind.scope.scope};
	return true;
}

static bool
call_means(void *arg, const struct tree *t, struct named *out, struct misfit *m)
{
	return item_named(arg, t, out, m);
}

void
mind_open(struct mind *d, struct audit *a, const struct rule *rule, size_t source)
{
	*d = (struct mind){.audit = a,
	    .rule = rule,
	    .source = source,
	    .scope = {.defs = a->defs->defs,
		.shelf = a->defs->shelf,
		.name = name_means,
		.call = call_means,
		.arg = d,
		.scope = {.now = a->want.now, .seed = a->want.seed}}};
	defs_scope(&d->scope);
	d->scope.scope.moment = a->feed[0].def->time;
	d->scope.scope.moment_scope = &d->scope.scope;
}

int
bind_value_try(
    struct audit *a, struct mind *d, const struct tree *t, enum type want, struct misfit *m)
{
	if (d->started == NULL && d->source == 0 && tree_is_plain(a, t, d->rule)) {
		int cell = cell_from_feed(a, t, want, m);

		if (cell < 0)
			return -1;
		t = cell_tree(a, cell);
	}
	return program_add(a->row, t, &d->scope.scope, want, m);
}

int
bind_value(struct audit *a, struct mind *d, const struct tree *t, enum type want)
{
	struct misfit m;
	int value = t ? bind_value_try(a, d, t, want, &m) : -1;

	if (t && value < 0)
		misfit_die(&m);
	return value;
}

struct feed *
audit_feed(struct audit *a, size_t source, struct place place, struct misfit *m)
{
	if (!a->given[source]) {
		misfit(m, place, "source '%.*s' is needed and was not given; add %.*s=FILE",
		    STR_ARG(a->defs->source[source].name), STR_ARG(a->defs->source[source].name));
		return NULL;
	}
	return &a->feed[source];
}
