/* define: the definitions of the indicators that a report shows, from their catalogues. */
#include "report/build.h"

static struct str
plain(struct build *b, const struct catalogue *c, const struct saying *s)
{
	struct defs_scope scope = {.defs = c->defs, .shelf = c->shelf};

	return saying_plain(s, lang_code(b->judge.lang), defs_scope(&scope), &b->doc->arena);
}

static struct str
formula(struct build *b, const struct tree *t)
{
	struct buf text = {0};
	struct str s;

	if (t == NULL)
		return STR("");
	tree_print(t, &text);
	s = arena_dup(&b->doc->arena, buf_slice(&text));
	buf_clear(&text);
	return s;
}

static const struct catalogue *
catalogue_with(const struct layout *layout, const struct kpi_def *d)
{
	for (size_t i = 0; i < layout->catalogues; i++)
		if (catalogue_kpi(layout->catalogue[i], d->name) == d)
			return layout->catalogue[i];
	return NULL;
}

static struct str
named(struct build *b, const struct indicator *k)
{
	struct buf text = {0};
	struct str s;

	buf_str(&text, k->label);
	buf_z(&text, b->judge.lang == LANG_ZH ? "（" : " (");
	buf_str(&text, k->name);
	if (k->def->id.len) {
		buf_z(&text, ", ");
		buf_str(&text, k->def->id);
	}
	buf_z(&text, b->judge.lang == LANG_ZH ? "）" : ")");
	s = arena_dup(&b->doc->arena, buf_slice(&text));
	buf_clear(&text);
	return s;
}

static struct definition
define(struct build *b, const struct indicator *k)
{
	const struct kpi_def *d = k->def;
	const struct catalogue *c = catalogue_with(b->layout, d);
	int at = c->sources && d->source.len ? catalogue_source(c, d->source) : 0;
	const struct source_def *source = c->sources && at >= 0 ? &c->source[at] : NULL;
	enum lang lang = b->judge.lang;

	return (struct definition){
	    .label = named(b, k),
	    .name = k->name,
	    .formula = formula(b, d->tree),
	    .unit = k->unit,
	    .target = judge_target_text(&b->judge, k),
	    .source = source ? source->name : STR(""),
	    .time = formula(b, d->time	? d->time
			       : source ? source->time
					: NULL),
	    .population = plain(b, c, &d->population),
	    .norm = d->norm,
	    .note = plain(b, c, &d->note),
	    .better = k->better ? word(lang, k->better > 0 ? WORD_HIGHER : WORD_LOWER) : STR(""),
	};
}

void
build_definitions(struct build *b)
{
	struct definition *d = arena_zero(&b->doc->arena, b->showns + 1, sizeof *d);
	struct block *block;
	size_t n = 0;

	for (size_t i = 0; i < b->showns; i++)
		if (b->shown[i]->def)
			d[n++] = define(b, b->shown[i]);
	if (n == 0)
		return;
	block = doc_add(b->doc, BLOCK_DEFINITIONS);
	block->definitions.at = d;
	block->definitions.n = n;
}
