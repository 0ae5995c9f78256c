/* pass: items in the order in which they can be computed: a pass for each way of putting records
 * together; from pass to pass go the cases with what was made of them, to the last, where they are
 * in input order and are written. */
#include "audit/inner.h"
#include "base/mem.h"
#include "base/opt.h"
#include "expr/tree_make.h"
#include <stdlib.h>

static bool
same_keys(const struct keys *a, const struct keys *b)
{
	for (size_t i = 0; i < a->n && a->n == b->n; i++)
		if (!tree_equal(a->tree[i], b->tree[i]))
			return false;
	return a->n == b->n;
}

static struct pass *
pass_add(struct audit *a, unsigned level, const struct keys *keys)
{
	struct pass *p = arena_zero(&a->arena, 1, sizeof *p);
	size_t at = a->passes;

	p->level = level;
	if (keys)
		p->keys = *keys;
	p->source = arena_zero(&a->arena, a->defs->sources, sizeof *p->source);
	a->pass = mem_resize(a->pass, a->passes + 1, sizeof *a->pass);
	for (; at > 0 && a->pass[at - 1]->level > level; at--)
		a->pass[at] = a->pass[at - 1];
	a->pass[at] = p;
	a->passes++;
	return p;
}

static struct pass *
pass_find(struct audit *a, const struct item *it)
{
	for (size_t i = 0; i < a->passes; i++)
		if (a->pass[i]->level == it->level && same_keys(&a->pass[i]->keys, &it->keys))
			return a->pass[i];
	return pass_add(a, it->level, &it->keys);
}

static void
pass_take(struct pass *p, struct item *it)
{
	p->item = mem_grow(p->item, p->items, &p->cap, sizeof *p->item);
	p->item[p->items++] = it;
	if (it->source == 0)
		return;
	for (size_t i = 0; i < p->sources; i++)
		if (p->source[i] == it->source)
			return;
	p->source[p->sources++] = it->source;
}

/* What needs the case's own record alone is computed in any pass of its level. */
static void
own_take(struct audit *a, struct item *it, struct pass *last)
{
	unsigned highest = 0;

	for (size_t i = 0; i < a->passes; i++) {
		if (a->pass[i]->level == it->level) {
			pass_take(a->pass[i], it);
			return;
		}
		if (a->pass[i] != last && a->pass[i]->level > highest)
			highest = a->pass[i]->level;
	}
	pass_take(highest > it->level ? pass_add(a, it->level, NULL) : last, it);
}

/* Whether it looks at events: what it makes is most, so of its level it comes last and no other
 * pass carries that. */
static bool
has_events(const struct audit *a, const struct pass *p)
{
	for (size_t i = 0; i < p->sources; i++)
		if ((ptrdiff_t)p->source[i] == a->defs->event)
			return true;
	return false;
}

static void
events_last(struct audit *a)
{
	for (size_t i = 1; i < a->passes; i++)
		for (size_t k = i; k > 0 && a->pass[k]->level == a->pass[k - 1]->level &&
				   has_events(a, a->pass[k - 1]) && !has_events(a, a->pass[k]);
		     k--) {
			struct pass *p = a->pass[k];

			a->pass[k] = a->pass[k - 1];
			a->pass[k - 1] = p;
		}
}

static size_t
cells_of(const struct item *it)
{
	return it->limit ? LIMIT_CELLS : it->stage ? STAGE_CELLS : it->kind == ITEM_IDS ? 2 : 1;
}

static void
carry(struct audit *a)
{
	bool *there = arena_zero(&a->arena, a->cells + 1, sizeof *there);

	for (size_t c = 0; c < a->cells; c++)
		there[c] = a->cell[c].feed >= 0;
	for (size_t i = 0; i < a->passes; i++) {
		struct pass *p = a->pass[i];

		p->carried = arena_zero(&a->arena, a->cells + 1, sizeof *p->carried);
		for (size_t c = 0; c < a->cells; c++)
			if (there[c])
				p->carried[p->carries++] = (int)c;
		for (size_t k = 0; k < p->items; k++)
			for (size_t c = 0; c < cells_of(p->item[k]); c++)
				there[(size_t)p->item[k]->cell + c] = true;
	}
}

void
passes_make(struct audit *a)
{
	struct pass *last;

	for (size_t i = 0; i < a->items; i++)
		if (a->item[i]->keys.n)
			pass_take(pass_find(a, a->item[i]), a->item[i]);
	last = pass_add(a, UINT32_MAX, NULL);
	for (size_t i = 0; i < a->items; i++)
		if (a->item[i]->keys.n == 0)
			own_take(a, a->item[i], last);
	events_last(a);
	for (size_t i = 0; i + 1 < a->passes; i++)
		a->pass[i]->next = a->pass[i + 1];
}

/* The gathers are made when all cells are known; each has its share of the memory. */
static void
gathers_make(struct audit *a)
{
	uint64_t memory = common.memory / (a->passes + 1);

	carry(a);
	for (size_t i = 0; i < a->passes; i++) {
		struct pass *p = a->pass[i];
		struct gather_source *source = mem_new(p->sources + 1, sizeof *source);
		enum type *types = arena_zero(&a->arena, p->carries + 1, sizeof *types);

		for (size_t c = 0; c < p->carries; c++)
			types[c] = a->cell[p->carried[c]].type;
		source[0] =
		    i == 0 ? feed_carries(&a->feed[0]) : (struct gather_source){types, p->carries};
		for (size_t k = 0; k < p->sources; k++)
			source[k + 1] = feed_carries(&a->feed[p->source[k]]);
		p->gather = gather_new(p->keys.n ? p->keys.n : 1, source, p->sources + 1, memory);
		free(source);
	}
}

/* Keys of the first pass, as cells. */
static int *
key_cells(struct audit *a)
{
	const struct keys *keys = &a->pass[0]->keys;
	int *part = arena_zero(&a->arena, keys->n + 1, sizeof *part);
	struct misfit m;

	for (size_t i = 0; i < keys->n; i++)
		if ((part[i] = feed_cell(&a->feed[0], keys->tree[i], TYPE_TEXT, &m)) < 0)
			misfit_die(&m);
	return part;
}

static void
feed_main(struct audit *a)
{
	const struct pass *p = a->pass[0];

	feed_into(&a->feed[0], (struct feed_into){.gather = p->gather,
				   .part = key_cells(a),
				   .parts = p->keys.n,
				   .alone = true,
				   .order = p->keys.n == 0});
}

/* Columns of the link of a linked source, as cells. */
static int *
link_cells(struct audit *a, size_t source)
{
	const struct source_def *def = &a->defs->source[source];
	int *part = arena_zero(&a->arena, def->links + 1, sizeof *part);
	struct misfit m;

	for (size_t i = 0; i < def->links; i++) {
		struct tree *t = arena_zero(&a->arena, 1, sizeof *t);

		*t = (struct tree){.op = T_NAME, .text = def->link[i].column, .place = def->place};
		if ((part[i] = feed_cell(&a->feed[source], t, TYPE_TEXT, &m)) < 0)
			misfit_die(&m);
	}
	return part;
}

static void
feed_linked(struct audit *a, const struct pass *p, size_t k)
{
	size_t source = p->source[k];

	feed_into(&a->feed[source], (struct feed_into){.gather = p->gather,
					.source = k + 1,
					.part = link_cells(a, source),
					.parts = a->defs->source[source].links});
}

/* Which sources any pass needs. */
static bool
source_used(const struct audit *a, size_t source)
{
	for (size_t i = 0; i < a->passes; i++)
		for (size_t k = 0; k < a->pass[i]->sources; k++)
			if (a->pass[i]->source[k] == source)
				return true;
	return source == 0;
}

static void
feeds_run(struct audit *a)
{
	for (size_t i = 0; i < a->passes; i++)
		for (size_t k = 0; k < a->pass[i]->sources; k++)
			link_cells(a, a->pass[i]->source[k]);
	key_cells(a);
	if (a->trace)
		trace_open(a);
	gathers_make(a);
	feed_main(a);
	for (size_t i = 0; i < a->passes; i++)
		for (size_t k = 0; k < a->pass[i]->sources; k++)
			feed_linked(a, a->pass[i], k);
	for (size_t i = 0; i < a->defs->sources; i++) {
		if (a->trace && i == 1)
			trace_main(a);
		if (a->given[i] && (a->trace || source_used(a, i)))
			feed_run(&a->feed[i]);
		else if (a->given[i])
			inform("%.*s: no standard asks for it; not read",
			    STR_ARG(a->defs->source[i].name));
	}
}

/* A pass under way. */
struct running {
	struct audit *audit;
	struct pass *pass;
};
struct hand {
	struct bench *bench;
	struct gather_hand *next;
	struct tally *tally; /* by limit, in the last pass */
	struct vec *cell;
};

static void *
worker(void *arg)
{
	struct running *r = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->bench = bench_new(r->audit, r->pass);
	h->cell = mem_new(r->audit->cells + 1, sizeof *h->cell);
	if (r->pass->next)
		h->next = gather_hand(r->pass->next->gather);
	else
		h->tally = mem_new(r->audit->limits + 1, sizeof *h->tally);
	return h;
}

static void
hand_on(const struct running *r, struct hand *h, const struct cases *c)
{
	const struct gather_rows *main = &c->rows[0];
	const struct keys *keys = &r->pass->next->keys;
	const struct str *key[AUDIT_KEYS];
	struct str part[AUDIT_KEYS];
	char place[GATHER_PLACE];

	for (size_t i = 0; i < r->pass->next->carries; i++)
		h->cell[i] = h->bench->vec[2 * r->pass->next->carried[i]];
	for (size_t k = 0; k < keys->n; k++)
		key[k] = eval_get(h->bench->row, keys->value[k])->text;
	for (size_t row = 0; row < main->n; row++) {
		for (size_t k = 0; k < keys->n; k++)
			part[k] = key[k][row];
		if (keys->n == 0)
			part[0] = gather_place(main->order[row], place);
		if (!gather_put(h->next, 0, part, main->time[row], main->order[row], h->cell, row))
			gather_put_alone(
			    h->next, 0, main->time[row], main->order[row], h->cell, row);
	}
}

static void
map(void *arg, void *state, const struct cases *c, struct part *part)
{
	struct running *r = arg;
	struct hand *h = state;

	if (c->rows[0].n == 0)
		return;
	bench_begin(h->bench, c, &part->notes);
	if (r->pass->next)
		hand_on(r, h, c);
	else
		write_cases(r->audit, h->tally, c, h->bench->row, h->bench->vec, part);
}

static void
commit(void *arg, struct part *part)
{
	struct running *r = arg;

	if (r->pass->next == NULL)
		write_commit(r->audit, part);
}

static void
done(void *arg, void *state)
{
	struct running *r = arg;
	struct hand *h = state;

	if (h->next)
		gather_give(h->next);
	for (size_t i = 0; h->tally && i < r->audit->limits; i++) {
		struct tally *t = &r->audit->tally[i];

		t->met += h->tally[i].met;
		t->missed += h->tally[i].missed;
		t->measured += h->tally[i].measured;
		sum_merge(&t->elapsed, &h->tally[i].elapsed);
		sum_clear(&h->tally[i].elapsed);
	}
	bench_free(h->bench);
	free(h->tally);
	free(h->cell);
	free(h);
}

void
passes_run(struct audit *a)
{
	static const struct gather_work work = {worker, map, commit, done};
	char *name = a->main.len ? arena_z(&a->arena, a->main) : NULL;

	feeds_run(a);
	if (opt_plan_only())
		return;
	for (size_t i = 0; i < a->passes; i++) {
		struct running r = {a, a->pass[i]};

		gather_run(a->pass[i]->gather, &work, &r, name ? name : "input");
		gather_free(a->pass[i]->gather);
		a->pass[i]->gather = NULL;
	}
}
