/* guess: the classes of a model, for what no rule matched. */
#include "base/mem.h"
#include "classify/inner.h"

static uint32_t
rule_with(const struct classify *c, struct str path)
{
	for (size_t i = 0; i < c->rules; i++)
		if (str_eq(c->rule[i].def->path, path))
			return (uint32_t)i;
	return CLASS_NONE;
}

/* The levels of a class; the columns for them must be there. */
static void
take_class(struct classify *c, struct model_class *m, struct str path)
{
	struct str rest = path;
	size_t n = 0;

	for (; rest.at; n++) {
		struct str level = str_cut(rest, '/', &rest);

		if (n == RULES_LEVELS)
			die("--model: the class '%s' has more than %d levels", diag_text(path),
			    RULES_LEVELS);
		if (c->level[n].len == 0)
			die("--model: the class '%s' has more levels than the scheme has columns "
			    "(`levels`)",
			    diag_text(path));
		m->level[n] = level;
	}
	m->rule = rule_with(c, path);
	if (n > c->levels)
		c->levels = n;
}

void
guess_begin(struct classify *c)
{
	const struct model *m = c->want.model;

	if (m == NULL)
		return;
	c->cut = bayes_cut(&m->steps, c->want.precision);
	c->model_class = arena_zero(&c->arena, m->bayes.classes + 1, sizeof *c->model_class);
	for (size_t i = 0; i < m->bayes.classes; i++)
		take_class(c, &c->model_class[i], m->class.key[i]);
}

void
guess_run(struct hand *h)
{
	const struct classify *c = h->c;

	for (size_t i = 0; c->want.model && i < h->results; i++) {
		struct result *r = &h->result[i];
		struct bayes_guess g;

		if (r->rule != CLASS_NONE)
			continue;
		h->buf.len = 0;
		for (size_t k = 0; k < c->texts; k++)
			tokens_text(&h->buf, h->text[k][r->row]);
		g = model_ask(&h->asker, buf_slice(&h->buf));
		if (g.none || !(g.margin >= c->cut))
			continue;
		r->class = g.class;
		r->chance = bayes_chance(&c->want.model->steps, g.margin);
	}
}
