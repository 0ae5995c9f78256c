/*
 * ratio: an indicator that can be read as c * N / D (design.md 4) keeps N and D, and is divided
 * exactly, once, when printed.
 */
#include "base/mem.h"
#include "figure/inner.h"
#include "expr/tree_make.h"

/* A reading of a tree: the factor, and N and D with the indicator in whose words they stand. */
struct reading {
	struct num c_num, c_den;
	const struct tree *num, *den;
	struct outer *num_in, *den_in;
};

static const struct kpi_def *
named_kpi(const struct outer *o, const struct tree *t, struct outer **in)
{
	const struct catalogue *c = o->figure->want.catalogue;
	const struct kpi_def *kpi;

	if (t->op != T_NAME || t->source.len)
		return NULL;
	kpi = figure_kpi(c, t->text);
	if (kpi)
		*in = &o->figure->outer[kpi - c->kpi];
	return kpi;
}

static const struct tree *
named_let(const struct outer *o, const struct tree *t)
{
	if (t->op == T_NAME && t->source.len == 0)
		for (const struct let *l = o->figure->want.catalogue->defs->let; l; l = l->next)
			if (str_eq(l->name, t->text))
				return l->tree;
	return NULL;
}

/* A constant factor: a number, its negative, or a let of one. */
static bool
constant(const struct outer *o, const struct tree *t, struct num *x)
{
	const struct tree *let = named_let(o, t);

	if (let)
		return constant(o, let, x);
	if (t->op == T_NEG && constant(o, t->kid[0], x)) {
		*x = num_neg(*x);
		return true;
	}
	*x = t->number;
	return t->op == T_NUMBER;
}

static bool read_tree(struct outer *, const struct tree *, struct reading *, unsigned depth);

/* mean(x) is sum(x) / filled(x), share(c) is held(c) / judged(c): over the same rows. */
static bool
read_call(struct outer *o, const struct tree *t, struct reading *r)
{
	static const char *const halves[][3] = {
	    {"mean", "sum", "filled"}, {"share", "held", "judged"}};

	for (size_t i = 0; i < 2; i++) {
		struct tree *half[2];

		if (!str_eq(t->text, str_of(halves[i][0])) || t->pers)
			continue;
		for (size_t k = 0; k < 2; k++) {
			half[k] = arena_zero(&o->figure->arena, 1, sizeof **half);
			*half[k] = *t;
			half[k]->text = str_of(halves[i][k + 1]);
		}
		*r = (struct reading){NUM(1), NUM(1), half[0], half[1], o, o};
		return true;
	}
	return false;
}

static bool
read_quotient(struct outer *o, const struct tree *t, struct reading *r, unsigned depth)
{
	const struct tree *num = t->kid[0];
	struct num c;

	if (constant(o, t->kid[1], &c)) {
		if (!read_tree(o, num, r, depth + 1))
			*r = (struct reading){NUM(1), NUM(1), num, NULL, o, o};
		r->c_den = num_mul(r->c_den, c);
		return true;
	}
	*r = (struct reading){NUM(1), NUM(1), num, t->kid[1], o, o};
	if (num->op == T_MUL && constant(o, num->kid[0], &c)) {
		r->c_num = c;
		r->num = num->kid[1];
	} else if (num->op == T_MUL && constant(o, num->kid[1], &c)) {
		r->c_num = c;
		r->num = num->kid[0];
	}
	return true;
}

static bool
read_tree(struct outer *o, const struct tree *t, struct reading *r, unsigned depth)
{
	struct outer *in = o;
	const struct kpi_def *kpi;
	struct num c;

	if (depth > 100)
		return false;
	if ((kpi = named_kpi(o, t, &in)) != NULL)
		return read_tree(in, kpi->tree, r, depth + 1);
	if (t->op == T_CALL)
		return read_call(o, t, r);
	if (t->op == T_DIV)
		return read_quotient(o, t, r, depth);
	if (t->op == T_MUL) {
		size_t factor = constant(o, t->kid[0], &c) ? 0 : 1;

		if (factor == 1 && !constant(o, t->kid[1], &c))
			return false;
		if (!read_tree(o, t->kid[1 - factor], r, depth + 1))
			return false;
		r->c_num = num_mul(r->c_num, c);
		return true;
	}
	return false;
}

/* The halves of mean and share have names that the language does not know: they come in as columns.
 */
static int
half_value(struct outer *o, const struct tree *t, struct misfit *m)
{
	struct figure *f = o->figure;
	struct named named;

	if (t->op == T_CALL && aggregate_type(t->text) != TYPE_ANY && t->pers == 0) {
		if (!aggregate_named(f, o->view, t, o->kpi, &named, m))
			return -1;
		t = tree_name(&f->arena, str_of(arena_fmt(&f->arena, "\001%d", named.column)));
	}
	return program_add(f->program, t, &o->scope, TYPE_NUMBER, m);
}

/* How many cases the figure rests on: D where it counts rows, else the values of its aggregate,
 * else the rows of its view. */
static int
cases(struct outer *o, const struct reading *r, const struct ratio *out, struct misfit *m)
{
	const struct tree *t = r->den ? r->den : r->num;
	struct outer *in = r->den ? r->den_in : r->num_in;
	const struct kpi_def *kpi;
	struct tree filled;

	for (int i = 0; i < 100 && (kpi = named_kpi(in, t, &in)) != NULL; i++)
		t = kpi->tree;
	(void)o;
	if (t->op != T_CALL || t->pers || (in->kpi && in->kpi->stock != STOCK_NO))
		return -1;
	if (str_eq(t->text, STR("count")) || str_eq(t->text, STR("filled")) ||
	    str_eq(t->text, STR("judged")) || str_eq(t->text, STR("distinct")))
		return r->den ? out->den : out->num;
	if (t->kids == 0 || aggregate_type(t->text) != TYPE_NUMBER)
		return -1;
	filled = *t;
	filled.text = STR("filled");
	filled.kids = 1;
	struct tree *kept = arena_zero(&in->figure->arena, 1, sizeof *kept);

	*kept = filled;
	return half_value(in, kept, m);
}

/* The reading of an indicator's formula, added to the outer program; ratio.is tells whether there
 * is one. */
void
ratio_find(struct figure *f, struct indicator *i, struct misfit *m)
{
	struct outer *o = &f->outer[i->def - f->want.catalogue->kpi];
	struct reading r;

	i->ratio = (struct ratio){.num = -1, .den = -1, .n = -1};
	if (i->type != TYPE_NUMBER)
		return;
	if (!read_tree(o, i->def->tree, &r, 0)) {
		r = (struct reading){NUM(1), NUM(1), i->def->tree, NULL, o, o};
		i->ratio.n = cases(o, &r, &(struct ratio){.num = i->value, .den = -1}, m);
		return;
	}
	i->ratio.is = true;
	i->ratio.c_num = r.c_num;
	i->ratio.c_den = r.c_den;
	i->ratio.num = half_value(r.num_in, r.num, m);
	if (r.den)
		i->ratio.den = half_value(r.den_in, r.den, m);
	if (i->ratio.num < 0 || (r.den && i->ratio.den < 0))
		misfit_die(m);
	i->ratio.n = cases(o, &r, &i->ratio, m);
}
