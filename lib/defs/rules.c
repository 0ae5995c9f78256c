/* rules: the scheme and its classes as structs. */
#include "defs/rules.h"
#include "defs/take.h"

static bool
path_take(struct class_def *c, const struct statement *st, struct misfit *m)
{
	struct str rest = st->name;
	size_t n = 0;

	for (; rest.at; n++) {
		struct str level = str_cut(rest, '/', &rest);

		if (n < RULES_LEVELS)
			c->level[n] = level;
	}
	return n <= RULES_LEVELS ||
	       misfit(m, st->name_place, "a class of %zu levels; expected at most %d", n,
		   RULES_LEVELS);
}

static size_t
depth(const struct class_def *c)
{
	size_t n = RULES_LEVELS;

	while (n > 1 && c->level[n - 1].len == 0)
		n--;
	return n;
}

/* What the knowledge base has in a column, if it has such a column. */
static struct str
kb_cell(const struct codelist *kb, struct str key, struct str column)
{
	int at = codelist_column(kb, column);

	return at < 0 ? (struct str){0} : codelist_lookup(kb, key, at, (struct str){0});
}

static bool
kb_take(struct class_def *c, const struct codelist *kb, const struct operand *id, struct misfit *m)
{
	if (id == NULL || kb == NULL)
		return true;
	if (!codelist_has(kb, id->text))
		return misfit(m, id->place,
		    "no '%s' in the knowledge base; expected a key of the codelist that `kb` of "
		    "the scheme names",
		    diag_text(id->text));
	c->kb_ask = kb_cell(kb, id->text, STR("ask"));
	c->kb_say = kb_cell(kb, id->text, STR("say"));
	return true;
}

static bool
class_take(struct rules *r, const struct statement *st, const struct codelist *kb, struct misfit *m)
{
	struct class_def *c = &r->class[r->classes++];
	const struct operand *priority = take_operand(st, "priority", 0);

	*c = (struct class_def){.path = st->name,
	    .id = take_text(st, "id"),
	    .kb = take_text(st, "kb"),
	    .place = st->place,
	    .tree = st->tree,
	    .when = take_tree(st, "when"),
	    .priority = priority ? priority->number : NUM(0),
	    .ask = take_saying(st, "ask"),
	    .say = take_saying(st, "say")};
	if (!path_take(c, st, m) || !kb_take(c, kb, take_operand(st, "kb", 0), m))
		return false;
	if (depth(c) > r->levels)
		r->levels = depth(c);
	return true;
}

static bool
levels_take(struct rules *r, const struct statement *st, struct misfit *m)
{
	static const struct str usual[] = {
	    STR_INIT("class1"), STR_INIT("class2"), STR_INIT("class3")};
	const struct operand *op = take_operand(st, "levels", 0);

	if (op == NULL)
		memcpy(r->level, usual, sizeof usual);
	for (; op; op = op->next) {
		if (r->levels == RULES_LEVELS)
			return misfit(m, op->place, "a fourth level; expected at most %d columns",
			    RULES_LEVELS);
		r->level[r->levels++] = op->text;
	}
	return true;
}

static bool
scheme_take(struct rules *r, const struct statement *st, struct misfit *m)
{
	if (r->scheme.len)
		return misfit(m, st->place, "a second scheme; expected one");
	r->place = st->place;
	r->scheme = st->name;
	r->version = take_text(st, "version");
	r->text = take_text(st, "text");
	r->normalize = take_has(st, "normalize");
	return levels_take(r, st, m);
}

/* What a source may say here is about the record itself. */
static bool
source_check(const struct rules *r, size_t sources, struct misfit *m)
{
	const struct source_def *s = r->source;

	if (sources > 1)
		return misfit(m, r->source[1].place,
		    "a second source; cs-classify reads one stream (cs-join puts them together)");
	if (s->skips || s->links)
		return misfit(m, s->place,
		    "skip and link have no effect here; expected time, let, number or text "
		    "(cs-select leaves records out)");
	return true;
}

/* Higher priority first; the others stay in their order. */
static void
sort(struct class_def *c, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct class_def one = c[i];
		size_t at = i;

		for (; at > 0 && num_cmp(c[at - 1].priority, one.priority) < 0; at--)
			c[at] = c[at - 1];
		c[at] = one;
	}
}

static bool
statements_take(struct rules *r, struct misfit *m)
{
	const struct codelist *kb = NULL;
	bool good = true;

	for (const struct statement *st = r->defs->first; st && good; st = st->next)
		if (str_eq(st->keyword, STR("scheme"))) {
			good = scheme_take(r, st, m);
			if (take_has(st, "kb"))
				kb = shelf_codelist(r->shelf, take_text(st, "kb"));
		} else if (str_eq(st->keyword, STR("class"))) {
			if (r->scheme.len == 0)
				return misfit(m, st->place,
				    "a class above the scheme; expected `scheme NAME` before it");
			good = class_take(r, st, kb, m);
		}
	if (good && r->classes == 0)
		good = misfit(m, r->defs->first ? r->defs->first->place : (struct place){0},
		    "no class; expected `class PATH = CONDITION`");
	return good;
}

/* A scheme that names its columns names one for each level that there is. */
static bool
levels_check(const struct rules *r, struct misfit *m)
{
	for (size_t i = 0; i < r->classes; i++)
		if (r->level[depth(&r->class[i]) - 1].len == 0)
			return misfit(m, r->class[i].place,
			    "a class of %zu levels; the scheme names fewer columns (`levels`)",
			    depth(&r->class[i]));
	return true;
}

struct rules *
rules_try(struct defs *d, struct misfit *m)
{
	struct rules *r = arena_zero(d->arena, 1, sizeof *r);
	size_t n = 1;

	r->defs = d;
	if (!source_check(r, sources_take(d, &r->source), m) ||
	    (r->shelf = shelf_try(d, m)) == NULL)
		return NULL;
	for (const struct statement *st = d->first; st; st = st->next)
		n++;
	r->class = arena_zero(d->arena, n, sizeof *r->class);
	if (!statements_take(r, m) || !levels_check(r, m)) {
		shelf_free(r->shelf);
		return NULL;
	}
	sort(r->class, r->classes);
	return r;
}

struct rules *
rules_read(const struct opt_list *files, const struct opt_list *set)
{
	struct misfit m;
	struct rules *r = rules_try(defs_read(DEFS_RULES, files, set), &m);

	if (r == NULL)
		misfit_die(&m);
	return r;
}
