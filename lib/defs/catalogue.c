/* catalogue: indicators and their sources as structs. */
#include "defs/catalogue.h"
#include "base/mem.h"
#include "defs/loader.h"
#include "defs/take.h"

enum { DIGITS = 9 };

static const char *const relations[] = {"", "<", "<=", ">", ">=", "="};

const char *
relation_text(enum relation r)
{
	return relations[r];
}

static size_t
count(const struct defs *d, const char *keyword)
{
	size_t n = 0;

	for (const struct statement *st = d->first; st; st = st->next)
		n += str_eq(st->keyword, str_of(keyword));
	return n;
}

static void
judged(const struct statement *st, const char *word, enum relation *rel, struct num *n)
{
	const struct operand *sign = take_operand(st, word, 0);

	*n = NUM_NONE;
	if (sign == NULL)
		return;
	*rel = (enum relation)take_choice(sign->text, relations, 6);
	*n = sign[1].number;
}

/* Stated, else what the target asks for. */
static int
better_of(const struct statement *st, enum relation target)
{
	struct str better = take_text(st, "better");

	if (better.len)
		return str_eq(better, STR("higher")) ? 1 : -1;
	if (target == REL_GT || target == REL_GE)
		return 1;
	return target == REL_LT || target == REL_LE ? -1 : 0;
}

static bool
kpi_take(const struct statement *st, struct kpi_def *k, struct misfit *m)
{
	const struct operand *digits = take_operand(st, "digits", 0),
			     *mature = take_operand(st, "mature", 0);
	const struct operand *weight = take_operand(st, "weight", 0);
	struct str stock = take_text(st, "stock");
	uint64_t n = 0;

	if (str_starts(st->name, STR("cs_")))
		return misfit(m, st->name_place,
		    "names beginning with cs_ belong to the toolkit; expected another name");
	if (!take_whole(digits, 0, DIGITS, &n, m))
		return false;
	*k = (struct kpi_def){.name = st->name,
	    .statement = st,
	    .place = st->place,
	    .tree = st->tree,
	    .label = take_saying(st, "label"),
	    .unit = take_saying(st, "unit"),
	    .note = take_saying(st, "note"),
	    .population = take_saying(st, "population"),
	    .digits = digits ? (int)n : -1,
	    .source = take_text(st, "source"),
	    .time = take_tree(st, "time"),
	    .has_mature = mature != NULL,
	    .mature = mature ? mature->number : NUM_NONE,
	    .stock = !stock.len			  ? STOCK_NO
		     : str_eq(stock, STR("last")) ? STOCK_LAST
						  : STOCK_MEAN,
	    .id = take_text(st, "id"),
	    .owner = take_text(st, "owner"),
	    .version = take_text(st, "version"),
	    .norm = take_text(st, "norm"),
	    .layer = take_text(st, "layer"),
	    .weight = weight ? weight->number : NUM_NONE,
	    .hidden = take_has(st, "hidden")};
	judged(st, "target", &k->target_rel, &k->target);
	judged(st, "warn", &k->warn_rel, &k->warn);
	k->better = better_of(st, k->target_rel);
	return true;
}

struct catalogue *
catalogue_try(struct defs *d, struct misfit *m)
{
	struct catalogue *c = arena_zero(d->arena, 1, sizeof(*c));

	c->defs = d;
	c->sources = sources_take(d, &c->source);
	c->kpi = arena_zero(d->arena, count(d, "kpi") + 1, sizeof(*c->kpi));
	for (const struct statement *st = d->first; st; st = st->next) {
		if (str_eq(st->keyword, STR("kpi")) && !kpi_take(st, &c->kpi[c->kpis++], m))
			return NULL;
		/* Of several packs, one that includes others, the outermost speaks. */
		if (str_eq(st->keyword, STR("pack")) && c->pack.len == 0) {
			c->pack = st->name;
			c->pack_label = take_saying(st, "label");
		}
	}
	c->shelf = shelf_try(d, m);
	return c->shelf ? c : NULL;
}

struct catalogue *
catalogue_of(struct defs *d)
{
	struct misfit m;
	struct catalogue *c = catalogue_try(d, &m);

	if (c == NULL)
		misfit_die(&m);
	return c;
}

struct catalogue *
catalogue_read(const struct opt_list *files, const struct opt_list *set)
{
	return catalogue_of(defs_read(DEFS_CATALOGUE, files, set));
}

/* Indicators lie in the order of their declaration. */
const struct kpi_def *
catalogue_kpi(const struct catalogue *c, struct str name)
{
	const struct statement *st = defs_find(c->defs, "kpi", name);
	size_t from = 0, to = c->kpis;

	while (st && from < to) {
		size_t half = from + (to - from) / 2;

		if (c->kpi[half].statement == st)
			return &c->kpi[half];
		if (c->kpi[half].statement->order < st->order)
			from = half + 1;
		else
			to = half;
	}
	return NULL;
}

int
catalogue_source(const struct catalogue *c, struct str name)
{
	for (size_t i = 0; i < c->sources; i++)
		if (str_eq(c->source[i].name, name))
			return (int)i;
	return -1;
}
