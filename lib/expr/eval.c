/* eval: which operations run for which rows of a batch, in which order. */
#include "expr/eval.h"
#include "base/mem.h"
#include "expr/func.h"
#include <stdlib.h>

/* The vector of a shape. */
struct slot {
	struct vec vec; /* what kernels and callers see */
	void *room;	/* its memory, zeroed when taken */
	size_t rows;	/* room for */
	uint8_t *done;	/* rows computed in this batch, where several guards ask */
	size_t done_rows;
	uint64_t batch; /* in which it was begun */
	bool whole;	/* every row is computed */
};

struct selection {
	uint32_t *row;
	size_t n, room;
};

struct eval {
	const struct program *p;
	const struct columns *in;
	struct slot *slot;	     /* by shape */
	struct selection *selection; /* by guard; [0]: all rows */
	uint64_t *ready;	     /* by node: the batch in which it was computed */
	struct plan *plan;	     /* by use */
	uint64_t batch;
	struct arg *arg; /* operands of the operation that runs */
	size_t args;
	uint32_t *todo; /* rows of a guard that are not done */
	size_t todo_room;
	struct arena arena;
	struct buf buf;
	struct matcher *matcher;
};

struct eval *
eval_new(const struct program *p)
{
	struct eval *e = mem_new(1, sizeof *e);

	e->p = p;
	e->slot = mem_new(p->shapes + 1, sizeof *e->slot);
	e->selection = mem_new(p->guards, sizeof *e->selection);
	e->ready = mem_new(p->uses + p->guards, sizeof *e->ready);
	e->plan = mem_new(p->uses + 1, sizeof *e->plan);
	e->matcher = matcher_new();
	return e;
}

void
eval_free(struct eval *e)
{
	if (e == NULL)
		return;
	for (size_t i = 0; i < e->p->shapes; i++) {
		free(e->slot[i].room);
		free(e->slot[i].done);
	}
	for (size_t i = 0; i < e->p->guards; i++)
		free(e->selection[i].row);
	for (size_t i = 0; i < e->p->uses; i++)
		free(e->plan[i].node);
	free(e->slot);
	free(e->selection);
	free(e->ready);
	free(e->plan);
	free(e->arg);
	free(e->todo);
	arena_clear(&e->arena);
	buf_clear(&e->buf);
	matcher_free(e->matcher);
	free(e);
}

/* Room for n elements, whatever was in it. */
static void *
roomy(void *old, size_t *room, size_t n, size_t size)
{
	if (n <= *room)
		return old;
	free(old);
	*room = n + n / 4 + 16;
	return mem_new(*room, size);
}

void
eval_batch(struct eval *e, const struct columns *in)
{
	struct selection *all = &e->selection[0];
	size_t had = all->room;

	e->in = in;
	e->batch++;
	arena_reset(&e->arena);
	all->row = roomy(all->row, &all->room, in->n, sizeof *all->row);
	if (all->room != had)
		for (size_t i = 0; i < all->room; i++)
			all->row[i] = (uint32_t)i;
	all->n = in->n;
	e->ready[e->p->uses] = e->batch;
}

static bool
holds(enum guard_kind kind, const struct arg *a, size_t i)
{
	uint8_t truth = kind == GUARD_NULL ? 0 : a->truth[i & a->mask];

	switch (kind) {
	case GUARD_YES:
		return truth == TRUTH_YES;
	case GUARD_NOT_YES:
		return truth != TRUTH_YES;
	case GUARD_NOT_NO:
		return truth != TRUTH_NO;
	default:
		return arg_null(a, i);
	}
}

static struct arg
arg_of(const struct eval *e, uint32_t use)
{
	const struct shape *s = program_shape(e->p, (int)use);
	const struct slot *slot = &e->slot[e->p->use[use].shape];

	if (s->code == V_CONST)
		return shape_constant(s);
	if (slot->vec.type == TYPE_NUMBER)
		return (struct arg){.type = TYPE_NUMBER, .num = slot->vec.num, .mask = SIZE_MAX};
	if (slot->vec.type == TYPE_TRUTH)
		return (struct arg){.type = TYPE_TRUTH, .truth = slot->vec.truth, .mask = SIZE_MAX};
	return (struct arg){.type = slot->vec.type, .text = slot->vec.text, .mask = SIZE_MAX};
}

static void
select_rows(struct eval *e, uint32_t guard)
{
	const struct guard *g = &e->p->guard[guard];
	const struct selection *from = &e->selection[g->parent];
	struct selection *to = &e->selection[guard];
	struct arg cond = arg_of(e, g->cond);
	size_t n = 0;

	to->row = roomy(to->row, &to->room, from->n, sizeof *to->row);
	if (g->kind == GUARD_YES && cond.mask == SIZE_MAX) { /* the common one */
		for (size_t k = 0; k < from->n; k++) {
			to->row[n] = from->row[k];
			n += cond.truth[from->row[k]] == TRUTH_YES;
		}
	} else {
		for (size_t k = 0; k < from->n; k++) {
			to->row[n] = from->row[k];
			n += holds(g->kind, &cond, from->row[k]);
		}
	}
	to->n = n;
}

static size_t
element(enum type type)
{
	return type == TYPE_NUMBER  ? sizeof(struct num)
	       : type == TYPE_TRUTH ? sizeof(uint8_t)
				    : sizeof(struct str);
}

static void
vec_set(struct vec *v, enum type type, void *at)
{
	v->type = type;
	if (type == TYPE_NUMBER)
		v->num = at;
	else if (type == TYPE_TRUTH)
		v->truth = at;
	else
		v->text = at;
}

/* Before the first operation of a batch writes into a slot. */
static void
slot_begin(struct eval *e, struct slot *slot, const struct shape *s)
{
	size_t n = e->in->n;

	slot->batch = e->batch;
	slot->whole = false;
	slot->room = roomy(slot->room, &slot->rows, n, element(s->type));
	vec_set(&slot->vec, s->type, slot->room);
	if (s->fill && n > 0)
		memset(slot->room, s->type == TYPE_TRUTH ? TRUTH_NULL : 0, n * element(s->type));
	if (s->uses > 1 && n > 0) {
		slot->done = roomy(slot->done, &slot->done_rows, n, 1);
		memset(slot->done, 0, n);
	}
}

/* Those rows of a guard that no other guard had computed. */
static size_t
undone(struct eval *e, struct slot *slot, const struct selection *of)
{
	size_t n = 0;

	e->todo = roomy(e->todo, &e->todo_room, of->n, sizeof *e->todo);
	for (size_t k = 0; k < of->n; k++) {
		uint32_t i = of->row[k];

		e->todo[n] = i;
		n += !slot->done[i];
		slot->done[i] = 1;
	}
	return n;
}

static void
operate(struct eval *e, uint32_t use)
{
	const struct use *u = &e->p->use[use];
	const struct shape *s = &e->p->shape[u->shape];
	struct slot *slot = &e->slot[u->shape];
	const struct selection *rows = &e->selection[u->guard];
	struct work w = {.shape = s,
	    .row = rows->row,
	    .n = rows->n,
	    .whole = u->guard == 0,
	    .arena = &e->arena,
	    .buf = &e->buf,
	    .matcher = e->matcher,
	    .in = e->in};
	bool begun = slot->batch == e->batch;

	if (begun && slot->whole)
		return;
	if (!begun)
		slot_begin(e, slot, s);
	if (s->uses > 1 && (begun || u->guard != 0)) {
		w.n = undone(e, slot, rows);
		w.row = e->todo;
		w.whole = false;
	}
	slot->whole = u->guard == 0;
	if (w.n == 0)
		return;
	if (s->kids > e->args)
		e->arg = roomy(e->arg, &e->args, s->kids, sizeof *e->arg);
	for (uint32_t i = 0; i < s->kids; i++)
		e->arg[i] = arg_of(e, u->kid[i]);
	w.arg = e->arg;
	if (s->type == TYPE_NUMBER)
		w.num = slot->room;
	else if (s->type == TYPE_TRUTH)
		w.truth = slot->room;
	else
		w.text = slot->room;
	work_run(&w);
}

static void
compute(struct eval *e, uint32_t node)
{
	const struct shape *s;

	if (node >= e->p->uses) {
		select_rows(e, node - (uint32_t)e->p->uses);
		return;
	}
	s = program_shape(e->p, (int)node);
	if (s->code == V_COLUMN)
		e->slot[e->p->use[node].shape].vec = e->in->col[s->number];
	else if (s->code != V_CONST)
		operate(e, node);
}

/* A constant that a caller wants as a whole column. */
static void
spread(struct eval *e, const struct shape *s, struct slot *slot)
{
	struct arg a = shape_constant(s);
	size_t n = e->in->n;

	if (slot->room != NULL && n <= slot->rows)
		return;
	slot->room = roomy(slot->room, &slot->rows, n, element(s->type));
	vec_set(&slot->vec, s->type, slot->room);
	for (size_t i = 0; i < slot->rows; i++) {
		if (s->type == TYPE_NUMBER)
			((struct num *)slot->room)[i] = *a.num;
		else if (s->type == TYPE_TRUTH)
			((uint8_t *)slot->room)[i] = *a.truth;
		else
			((struct str *)slot->room)[i] = *a.text;
	}
}

const struct vec *
eval_get(struct eval *e, int value)
{
	struct plan *plan = &e->plan[value];
	struct slot *slot = &e->slot[e->p->use[value].shape];

	if (plan->n == 0)
		plan_make(e->p, plan, (uint32_t)value);
	for (size_t i = 0; i < plan->n; i++) {
		if (e->ready[plan->node[i]] == e->batch)
			continue;
		e->ready[plan->node[i]] = e->batch;
		compute(e, plan->node[i]);
	}
	if (program_fixed(e->p, value))
		spread(e, program_shape(e->p, value), slot);
	return &slot->vec;
}

size_t
eval_rows(struct eval *e, int truth, uint32_t *rows)
{
	const uint8_t *holds = eval_get(e, truth)->truth;
	size_t n = 0;

	for (size_t i = 0; i < e->in->n; i++) {
		rows[n] = (uint32_t)i;
		n += holds[i] == TRUTH_YES;
	}
	return n;
}
