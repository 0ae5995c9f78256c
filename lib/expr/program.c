/* program: shapes, uses and guards, each different one once. */
#include "expr/program.h"
#include "base/mem.h"
#include "expr/func.h"
#include <stdlib.h>
#include <xxhash.h>

enum { CLIMB = 16 }; /* guards above that are searched for an equal operation */

struct program *
program_new(void)
{
	struct program *p = mem_new(1, sizeof *p);

	p->guard = mem_grow(NULL, 0, &p->guard_cap, sizeof *p->guard);
	p->guard[0] = (struct guard){0};
	p->guards = 1;
	return p;
}

void
program_free(struct program *p)
{
	if (p == NULL)
		return;
	for (size_t i = 0; i < p->patterns; i++)
		pattern_free(p->pattern[i]);
	free(p->pattern);
	free(p->pattern_source);
	free(p->pattern_flags);
	free(p->shape);
	free(p->use);
	free(p->guard);
	index_clear(&p->shape_index);
	index_clear(&p->use_index);
	index_clear(&p->guard_index);
	arena_clear(&p->arena);
	buf_clear(&p->buf);
	if (p->matcher != NULL)
		matcher_free(p->matcher);
	free(p);
}

enum type
program_type(const struct program *p, int value)
{
	return program_shape(p, value)->type;
}

bool
program_is_constant(const struct program *p, int value)
{
	return program_fixed(p, value);
}

const struct pattern *
program_pattern(struct program *p, struct str source, struct str flags, struct fault *f)
{
	struct pattern *new;
	size_t cap = p->pattern_cap;

	for (size_t i = 0; i < p->patterns; i++)
		if (str_eq(p->pattern_source[i], source) && str_eq(p->pattern_flags[i], flags))
			return p->pattern[i];
	new = pattern_new(source, flags, f);
	if (new == NULL)
		return NULL;
	p->pattern = mem_grow(p->pattern, p->patterns, &p->pattern_cap, sizeof *p->pattern);
	if (cap != p->pattern_cap) {
		p->pattern_source =
		    mem_resize(p->pattern_source, p->pattern_cap, sizeof *p->pattern_source);
		p->pattern_flags =
		    mem_resize(p->pattern_flags, p->pattern_cap, sizeof *p->pattern_flags);
	}
	p->pattern[p->patterns] = new;
	p->pattern_source[p->patterns] = source;
	p->pattern_flags[p->patterns] = flags;
	return p->pattern[p->patterns++];
}

static uint64_t
mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0x9E3779B97F4A7C15u;
	h = (h ^ (h >> 32)) * 0xD6E8FEB86659FD93u;
	return h ^ (h >> 32);
}

static bool
num_same(struct num a, struct num b)
{
	if (a.kind != b.kind || a.kind == NUM_NULL)
		return a.kind == b.kind;
	return num_cmp(a, b) == 0;
}

static uint64_t
shape_hash(const struct shape *s)
{
	uint64_t h = mix((uint64_t)s->code, (uint64_t)s->type);

	h = mix(h, (uint64_t)s->number);
	h = mix(h, (uint64_t)(uintptr_t)s->about);
	h = mix(h, (uint64_t)(uintptr_t)s->func);
	h = mix(h, s->text.len ? XXH3_64bits(s->text.at, s->text.len) : 0);
	h = mix(h, s->truth);
	if (s->code == V_CONST && s->num.kind != NUM_NULL) {
		double d = num_double(s->num);
		uint64_t bits;

		memcpy(&bits, &d, sizeof bits);
		h = mix(h, bits);
	}
	for (uint32_t i = 0; i < s->kids; i++)
		h = mix(h, s->kid[i]);
	return h;
}

static bool
shape_same(const void *arg, const void *key, uint32_t at)
{
	const struct program *p = arg;
	const struct shape *a = key, *b = &p->shape[at];

	return a->code == b->code && a->type == b->type && a->number == b->number &&
	       a->about == b->about && a->func == b->func && a->truth == b->truth &&
	       a->kids == b->kids && str_eq(a->text, b->text) && num_same(a->num, b->num) &&
	       (a->kids == 0 || memcmp(a->kid, b->kid, a->kids * sizeof *a->kid) == 0);
}

/* The number of an equal shape, or of a new one. */
static uint32_t
shape_add(struct program *p, const struct shape *draft)
{
	uint64_t hash = shape_hash(draft);
	struct shape *s;
	uint32_t at;

	if (index_find(&p->shape_index, hash, shape_same, p, draft, &at))
		return at;
	p->shape = mem_grow(p->shape, p->shapes, &p->shape_cap, sizeof *p->shape);
	at = (uint32_t)p->shapes++;
	s = &p->shape[at];
	*s = *draft;
	s->uses = 0;
	if (draft->kids > 0) {
		s->kid = arena_zero(&p->arena, draft->kids, sizeof *s->kid);
		memcpy(s->kid, draft->kid, draft->kids * sizeof *s->kid);
	}
	if (draft->code == V_IN)
		s->ready = set_prepare(p, s);
	if (draft->func != NULL && draft->func->prepare != NULL)
		s->ready = draft->func->prepare(p, s);
	index_add(&p->shape_index, hash, at);
	return at;
}

static bool
use_same(const void *arg, const void *key, uint32_t at)
{
	const struct program *p = arg;
	const struct use *u = key;

	return p->use[at].shape == u->shape && p->use[at].guard == u->guard;
}

static uint64_t
use_hash(const struct use *u)
{
	return mix(mix(1, u->shape), u->guard);
}

/* An equal operation for these rows or more of them, else a new one. */
static int
use_add(struct program *p, uint32_t shape, uint32_t guard, const int *kid, size_t kids)
{
	struct use u = {shape, guard, NULL};
	uint32_t at;

	for (int up = 0; up < CLIMB; up++) {
		if (index_find(&p->use_index, use_hash(&u), use_same, p, &u, &at))
			return (int)at;
		if (u.guard == 0)
			break;
		u.guard = p->guard[u.guard].parent;
	}
	u.guard = guard;
	if (kids > 0) {
		uint32_t *to = arena_zero(&p->arena, kids, sizeof *to);

		for (size_t i = 0; i < kids; i++)
			to[i] = (uint32_t)kid[i];
		u.kid = to;
	}
	p->use = mem_grow(p->use, p->uses, &p->use_cap, sizeof *p->use);
	p->use[p->uses] = u;
	p->shape[shape].uses++;
	index_add(&p->use_index, use_hash(&u), (uint32_t)p->uses);
	return (int)p->uses++;
}

int
program_leaf(struct program *p, struct shape *draft)
{
	draft->kids = 0;
	return use_add(p, shape_add(p, draft), 0, NULL, 0);
}

/* A guard is told by the shape of its condition: whichever use computes it, the outcome is the
 * same. */
static bool
guard_same(const void *arg, const void *key, uint32_t at)
{
	const struct program *p = arg;
	const struct guard *a = key, *b = &p->guard[at];

	return a->parent == b->parent && a->kind == b->kind &&
	       p->use[a->cond].shape == p->use[b->cond].shape;
}

uint32_t
program_guard(struct program *p, uint32_t parent, int cond, enum guard_kind kind)
{
	struct guard g = {parent, (uint32_t)cond, kind};
	uint64_t hash = mix(mix(mix(2, parent), p->use[cond].shape), (uint64_t)kind);
	uint32_t at;

	if (index_find(&p->guard_index, hash, guard_same, p, &g, &at))
		return at;
	p->guard = mem_grow(p->guard, p->guards, &p->guard_cap, sizeof *p->guard);
	p->guard[p->guards] = g;
	index_add(&p->guard_index, hash, (uint32_t)p->guards);
	return (uint32_t)p->guards++;
}

/* Computes an operation whose operands are constants, on one row; draft becomes the constant. */
static bool
fold(struct program *p, struct shape *draft, struct misfit *m)
{
	static const uint32_t row;
	struct arg *arg = mem_new(draft->kids, sizeof *arg);
	struct num num = NUM_NONE;
	struct str text = {0};
	uint8_t truth = TRUTH_NULL;
	struct work w = {.shape = draft,
	    .arg = arg,
	    .row = &row,
	    .n = 1,
	    .arena = &p->arena,
	    .buf = &p->buf,
	    .misfit = m};

	if (p->matcher == NULL)
		p->matcher = matcher_new();
	w.matcher = p->matcher;
	for (uint32_t i = 0; i < draft->kids; i++)
		arg[i] = shape_constant(&p->shape[draft->kid[i]]);
	if (draft->func != NULL && draft->func->prepare != NULL)
		draft->ready = draft->func->prepare(p, draft);
	if (draft->type == TYPE_NUMBER)
		w.num = &num;
	else if (draft->type == TYPE_TRUTH)
		w.truth = &truth;
	else
		w.text = &text;
	work_run(&w);
	free(arg);
	*draft = (struct shape){.code = V_CONST,
	    .type = draft->type,
	    .num = num,
	    .truth = truth,
	    .place = draft->place};
	if (text.len > 0)
		draft->text = arena_dup(&p->arena, text);
	return !w.failed;
}

int
program_op(struct program *p, struct shape *draft, const int *kid, size_t kids, uint32_t guard,
    struct misfit *m)
{
	uint32_t few[8], *shape = kids <= 8 ? few : mem_new(kids, sizeof *shape);
	bool fixed = kids > 0;
	int use = -1;

	for (size_t i = 0; i < kids; i++) {
		shape[i] = p->use[kid[i]].shape;
		fixed = fixed && p->shape[shape[i]].code == V_CONST;
	}
	draft->kid = shape;
	draft->kids = (uint32_t)kids;
	if (!fixed)
		use = use_add(p, shape_add(p, draft), guard, kid, kids);
	else if (fold(p, draft, m))
		use = program_leaf(p, draft);
	if (shape != few)
		free(shape);
	return use;
}
