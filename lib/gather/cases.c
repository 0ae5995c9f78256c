/* cases: what was gathered comes out: blocks of whole cases, made into columns by the workers. */
#include "base/mem.h"
#include "base/opt.h"
#include "gather/inner.h"
#include <stdlib.h>

enum { CASE_LEAST = 1 << 20 }; /* bytes a case may have whatever --memory is */

/* A record in a block: these two lengths, key, load. */
struct head {
	uint32_t key, load;
};

struct job {
	struct gather *gather;
	const struct gather_work *work;
	void *arg;
	const char *name;
};

/* One worker's. */
struct hand {
	void *state;
	struct arena arena;
};

/* The part of a record's key that is the case's. */
static struct str
case_of(const struct gather *g, struct str key)
{
	struct str rest = {key.at + 1, key.len - 1};

	if (key.at[0] == GATHER_ALONE) {
		sorter_take_number(&rest);
		sorter_take_number(&rest);
	} else {
		for (size_t i = 0; i < g->parts; i++)
			sorter_take_text(&rest);
	}
	return (struct str){key.at, key.len - rest.len};
}

static void
append(struct block *b, const void *at, size_t n)
{
	memcpy(b->at + b->len, at, n);
	b->len += n;
}

/* size: bytes of the case whose key begins with `of`, so far. */
static void
check_size(size_t size, struct str of)
{
	uint64_t most = common.memory < CASE_LEAST ? CASE_LEAST : common.memory;
	struct str rest = {of.at + 1, of.len - 1};

	if (size > most)
		die("the records of '%s' need more than --memory (%llu MiB); raise it",
		    diag_text(of.at[0] == GATHER_ALONE ? STR("") : sorter_take_text(&rest)),
		    (unsigned long long)(most >> 20));
}

/* Whole cases, as many as a block is long, one at least. */
static bool
read_block(void *arg, struct block *b)
{
	struct gather *g = ((struct job *)arg)->gather;
	struct buf key = {0};
	size_t begun = 0; /* where the case under way does */

	if (!g->begun)
		g->ended = !sorter_next(g->sorter, &g->waiting_key, &g->waiting_load);
	g->begun = true;
	if (g->ended)
		return false;
	block_begin(b, 0, CS_BLOCK);
	while (!g->ended) {
		struct str of = case_of(g, g->waiting_key);
		struct head head = {(uint32_t)g->waiting_key.len, (uint32_t)g->waiting_load.len};

		if (!str_eq(of, buf_slice(&key))) {
			if (b->len >= CS_BLOCK / 2)
				break;
			key.len = 0;
			buf_str(&key, of);
			begun = b->len;
		}
		check_size(b->len - begun, of);
		block_room(b, b->len + sizeof head + head.key + head.load);
		append(b, &head, sizeof head);
		append(b, g->waiting_key.at, head.key);
		append(b, g->waiting_load.at, head.load);
		g->ended = !sorter_next(g->sorter, &g->waiting_key, &g->waiting_load);
	}
	buf_clear(&key);
	return true;
}

/* The record at *at; moves on. */
static void
record_take(const char **at, struct str *key, struct str *load)
{
	struct head head;

	memcpy(&head, *at, sizeof head);
	*key = (struct str){*at + sizeof head, head.key};
	*load = (struct str){key->at + head.key, head.load};
	*at = load->at + head.load;
}

static size_t
size_of(enum type type)
{
	return type == TYPE_NUMBER  ? sizeof(struct num)
	       : type == TYPE_TRUTH ? sizeof(uint8_t)
				    : sizeof(struct str);
}

/* How many cases, and records of each source. */
static size_t
count(const struct gather *g, const struct block *b, size_t *n)
{
	struct str before = {0}, key, load;
	size_t cases = 0;

	for (const char *at = b->at; at < b->at + b->len;) {
		struct str of, rest;

		record_take(&at, &key, &load);
		of = case_of(g, key);
		cases += !str_eq(of, before);
		before = of;
		rest = (struct str){key.at + of.len, key.len - of.len};
		n[sorter_take_number(&rest)]++;
	}
	return cases;
}

/* Memory of a source's rows, to be filled. */
struct filling {
	uint32_t *first, *in;
	struct str *time;
	uint64_t *order;
	void **room;
	size_t n;
};

static void
fill_begin(const struct gather_source *s, size_t n, size_t cases, struct filling *f,
    struct gather_rows *r, struct arena *a)
{
	struct vec *vec = arena_zero(a, s->cells + 1, sizeof *vec);

	*f = (struct filling){.first = arena_zero(a, cases + 1, sizeof *f->first),
	    .in = arena_take(a, (n + 1) * sizeof *f->in),
	    .time = arena_take(a, (n + 1) * sizeof *f->time),
	    .order = arena_take(a, (n + 1) * sizeof *f->order),
	    .room = arena_zero(a, s->cells + 1, sizeof *f->room)};
	for (size_t i = 0; i < s->cells; i++) {
		f->room[i] = arena_take(a, (n + 1) * size_of(s->type[i]));
		vec[i].type = s->type[i];
		if (s->type[i] == TYPE_NUMBER)
			vec[i].num = f->room[i];
		else if (s->type[i] == TYPE_TRUTH)
			vec[i].truth = f->room[i];
		else
			vec[i].text = f->room[i];
	}
	*r = (struct gather_rows){.n = n,
	    .first = f->first,
	    .in = f->in,
	    .time = f->time,
	    .order = f->order,
	    .cell = vec};
}

/* rest: the record's key behind that of its case. */
static void
fill(const struct gather *g, struct filling *f, size_t of, struct str rest, struct str load)
{
	size_t source = (size_t)sorter_take_number(&rest);
	const struct gather_source *s = &g->source[source];
	size_t row;

	f += source;
	row = f->n++;
	f->in[row] = (uint32_t)of;
	f->first[of + 1]++;
	f->time[row] = sorter_take_text(&rest);
	f->order[row] = sorter_take_number(&rest);
	for (size_t i = 0; i < s->cells; i++)
		cell_unpack(&load, s->type[i], f->room[i], row);
}

static void
cases_make(const struct gather *g, const struct block *b, struct cases *c, struct arena *a)
{
	size_t *n = arena_zero(a, g->sources, sizeof *n), at_case = 0;
	struct filling *f = arena_zero(a, g->sources, sizeof *f);
	struct gather_rows *rows = arena_zero(a, g->sources, sizeof *rows);
	struct str *keys, before = {0}, key, load;
	bool *alone;

	c->n = count(g, b, n);
	c->key = keys = arena_zero(a, c->n * g->parts + 1, sizeof *keys);
	c->alone = alone = arena_zero(a, c->n + 1, sizeof *alone);
	for (size_t s = 0; s < g->sources; s++)
		fill_begin(&g->source[s], n[s], c->n, &f[s], &rows[s], a);
	for (const char *at = b->at; at < b->at + b->len;) {
		struct str of, rest;

		record_take(&at, &key, &load);
		of = case_of(g, key);
		if (before.at == NULL || !str_eq(of, before)) {
			at_case += before.at != NULL;
			alone[at_case] = of.at[0] == GATHER_ALONE;
			rest = (struct str){of.at + 1, of.len - 1};
			for (size_t p = 0; p < g->parts && !alone[at_case]; p++)
				keys[at_case * g->parts + p] = sorter_take_text(&rest);
		}
		before = of;
		fill(g, f, at_case, (struct str){key.at + of.len, key.len - of.len}, load);
	}
	for (size_t s = 0; s < g->sources; s++)
		for (size_t i = 0; i < c->n; i++)
			f[s].first[i + 1] += f[s].first[i];
	c->rows = rows;
	c->arena = a;
}

static void *
hand_new(void *arg)
{
	const struct job *job = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->state = job->work->worker ? job->work->worker(job->arg) : NULL;
	return h;
}

static void
map_block(void *arg, void *state, struct block *b, struct part *part)
{
	const struct job *job = arg;
	struct hand *h = state;
	struct cases c;

	arena_reset(&h->arena);
	cases_make(job->gather, b, &c, &h->arena);
	part->rows.delimiter = common.delimiter_out;
	job->work->map(job->arg, h->state, &c, part);
}

static void
commit_block(void *arg, const struct block *b, struct part *part)
{
	const struct job *job = arg;

	(void)b;
	if (job->work->commit)
		job->work->commit(job->arg, part);
	if (part->notes.kinds)
		notes_say(&part->notes, job->name, 0);
}

static void
hand_done(void *arg, void *state)
{
	const struct job *job = arg;
	struct hand *h = state;

	if (job->work->done)
		job->work->done(job->arg, h->state);
	arena_clear(&h->arena);
	free(h);
}

void
gather_run(struct gather *g, const struct gather_work *work, void *arg, const char *name)
{
	struct job job = {g, work, arg, name};
	const struct run run = {read_block, hand_new, map_block, commit_block, hand_done, &job};

	sorter_finish(g->sorter);
	run_blocks(&run, common.jobs);
}
