/* conform: steps that are allowed (a file of from,to; `after` and `before` of stages) and those
 * that were taken. */
#include "base/mem.h"
#include "base/opt.h"
#include "flow/inner.h"
#include "group/map.h"
#include <stdlib.h>

struct judged { /* a stage of the definitions */
	const struct stage_def *def;
	int cell; /* whether an event is of it */
};
struct conform {
	struct map step;      /* "from NUL to NUL"; a start has no from, an end no to */
	bool allow, ends;     /* there is a list; it says how cases end */
	struct judged *stage; /* as in the definitions */
	size_t stages;
};

static void
step_key(struct buf *key, struct str from, struct str to)
{
	key->len = 0;
	buf_str(key, from);
	buf_ch(key, '\0');
	buf_str(key, to);
	buf_ch(key, '\0');
}

/* --- the file --- */
struct reading {
	struct conform *c;
	size_t slot[2];
	struct buf key;
};

static void
begin(void *arg, struct stream *s, const struct header *in, struct header *out)
{
	struct reading *r = arg;
	const struct str name[] = {STR("from"), STR("to")};
	struct fault fault;

	(void)out;
	for (size_t i = 0; i < 2; i++) {
		ptrdiff_t at = header_need(in, name[i], &fault);

		if (at < 0)
			die("--allow: %s: %s", diag_file(s->files[0]), fault.msg);
		r->slot[i] = stream_use(s, (size_t)at);
	}
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct reading *r = arg;

	(void)state;
	(void)out;
	for (size_t row = 0; row < b->n; row++) {
		struct str from = b->col[r->slot[0]][row], to = b->col[r->slot[1]][row];

		if (from.len == 0 && to.len == 0) {
			notes_add(b->notes, "no step", batch_line(b, row), true,
			    "neither from nor to; expected a step, a start (no from) or an end (no "
			    "to)");
			return;
		}
		step_key(&r->key, from, to);
		map_put(&r->c->step, buf_slice(&r->key), map_hash(buf_slice(&r->key)), NULL);
		r->c->ends |= to.len == 0;
	}
}

/* A short list: it is read by one thread, before anything else runs. */
static void
read_allowed(struct conform *c, const char *path)
{
	static const struct work work = {begin, NULL, map, NULL};
	struct reading r = {.c = c};
	char *files[] = {(char *)(uintptr_t)path, NULL};
	struct stream s = {.files = files, .work = &work, .arg = &r, .name = "allow"};
	unsigned jobs = common.jobs;

	common.jobs = 1;
	stream_run(&s);
	common.jobs = jobs;
	stream_free(&s);
	buf_clear(&r.key);
	if (c->step.n == 0)
		die("--allow: %s: no step", diag_file(path));
}

static void
stages_add(struct conform *c, struct feed *f, const struct audit_defs *defs)
{
	struct misfit m;

	c->stage = mem_new(defs->stages + 1, sizeof *c->stage);
	for (size_t i = 0; i < defs->stages; i++) {
		const struct stage_def *def = &defs->stage[i];

		c->stage[i] = (struct judged){def, feed_cell(f, def->tree, TYPE_TRUTH, &m)};
		if (c->stage[i].cell < 0)
			misfit_die(&m);
		if (def->is.where)
			warn("stage '%.*s' holds for some cases only; whether it is kept, cs-audit "
			     "judges",
			    STR_ARG(def->is.name));
	}
	c->stages = defs->stages;
}

struct conform *
conform_new(struct feed *f, const struct audit_defs *defs, const char *allow)
{
	struct conform *c;

	if (allow == NULL && defs->stages == 0)
		return NULL;
	c = mem_new(1, sizeof *c);
	stages_add(c, f, defs);
	if (allow) {
		c->allow = true;
		read_allowed(c, allow);
	}
	return c;
}

void
conform_free(struct conform *c)
{
	if (c == NULL)
		return;
	map_clear(&c->step);
	free(c->stage);
	free(c);
}

/* --- a path --- */
struct judging {
	const struct conform *c;
	const struct path *p;
	const struct vec *cell;
	struct departure *d;
	size_t n, cap;
	struct arena *arena;
};

static void
depart(struct judging *j, const char *kind, size_t at, struct str from, struct str activity)
{
	if (j->n == j->cap) {
		struct departure *old = j->d;

		j->cap = j->cap ? j->cap * 2 : 8;
		j->d = arena_zero(j->arena, j->cap, sizeof *j->d);
		if (j->n)
			memcpy(j->d, old, j->n * sizeof *old);
	}
	j->d[j->n++] = (struct departure){kind, activity, from, at};
}

static bool
allowed(struct judging *j, struct buf *key, struct str from, struct str to)
{
	step_key(key, from, to);
	return map_find(&j->c->step, buf_slice(key), map_hash(buf_slice(key))) >= 0;
}

static size_t
judge_steps(struct judging *j)
{
	const struct path *p = j->p;
	const struct str none = {0};
	struct str last = p->event[p->n - 1].activity;
	bool ends = j->c->ends && !p->open;
	struct buf key = {0};

	if (!allowed(j, &key, none, p->event[0].activity))
		depart(j, "start", 0, none, p->event[0].activity);
	for (size_t i = 1; i < p->n; i++)
		if (!allowed(j, &key, p->event[i - 1].activity, p->event[i].activity))
			depart(j, "step", i, p->event[i - 1].activity, p->event[i].activity);
	if (ends && !allowed(j, &key, last, none))
		depart(j, "end", p->n, last, none);
	buf_clear(&key);
	return p->n + ends;
}

static bool
in_stage(const struct judging *j, size_t stage, size_t at)
{
	return j->cell[j->c->stage[stage].cell].truth[j->p->event[at].row] == TRUTH_YES;
}

/* The first of the stages that has begun (or not) before event `at`; NULL: none. */
static const struct stage_def *
begun(const struct judging *j, const size_t *list, size_t n, const size_t *first, size_t at,
    bool want)
{
	for (size_t i = 0; i < n; i++)
		if ((first[list[i]] < at) == want)
			return j->c->stage[list[i]].def;
	return NULL;
}

/* first[stage]: where it came first, SIZE_MAX if it did not. */
static void
judge_stages(struct judging *j)
{
	const struct conform *c = j->c;
	size_t *first = arena_zero(j->arena, c->stages + 1, sizeof *first);

	for (size_t s = 0; s < c->stages; s++)
		first[s] = SIZE_MAX;
	for (size_t at = 0; at < j->p->n; at++)
		for (size_t s = 0; s < c->stages; s++) {
			const struct stage_def *def = c->stage[s].def, *other;

			if (def->is.where || !in_stage(j, s, at))
				continue;
			if (def->once && first[s] < at)
				depart(j, "repeated", at, def->is.name, j->p->event[at].activity);
			if (first[s] == SIZE_MAX)
				first[s] = at;
			if ((other = begun(j, def->after, def->afters, first, at, false)) != NULL ||
			    (other = begun(j, def->before, def->befores, first, at, true)) != NULL)
				depart(j, "order", at, other->is.name, j->p->event[at].activity);
		}
	for (size_t s = 0; s < c->stages && !j->p->open; s++)
		if (c->stage[s].def->required && !c->stage[s].def->is.where && first[s] == SIZE_MAX)
			depart(j, "missing", j->p->n, c->stage[s].def->is.name, (struct str){0});
}

size_t
conform_path(const struct conform *c, const struct path *p, const struct vec *cell,
    struct departure **d, size_t *steps, struct arena *arena)
{
	struct judging j = {.c = c, .p = p, .cell = cell, .arena = arena};

	*steps = c->allow ? judge_steps(&j) : p->n;
	judge_stages(&j);
	*d = j.d;
	return j.n;
}
