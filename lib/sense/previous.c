/* previous: the scores of the month before, beside those of this one. */
#include "base/mem.h"
#include "sense/figures.h"
#include "sense/pool.h"
#include <math.h>
#include <stdlib.h>

struct previous {
	struct sense *sense;
	struct stream stream;
	size_t column[4]; /* slots: customer, kind, score, level */
	struct str level_name[255];
	size_t levels;
	uint64_t gone; /* records of customers who are no more */
	char *files[2];
};
/* One worker's. */
struct hand {
	struct pool_hand pool;
};

static void
begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	static const struct str names[] = {
	    STR_INIT("customer"), STR_INIT("kind"), STR_INIT("score"), STR_INIT("level")};
	struct previous *p = arg;
	struct fault f;

	(void)out;
	for (size_t i = 0; i < 4; i++) {
		ptrdiff_t at = header_need(in, names[i], &f);

		if (at < 0)
			die("--previous: %s", f.msg);
		p->column[i] = stream_use(stream, (size_t)at);
	}
}

/* Levels may have other names than they have now. */
static uint32_t
level_number(struct previous *p, struct str name)
{
	for (size_t i = 0; i < p->levels; i++)
		if (str_eq(p->level_name[i], name))
			return (uint32_t)(i + 1);
	if (p->levels == 255)
		die("--previous: more than 255 levels");
	p->level_name[p->levels++] = arena_dup(&p->sense->arena, name);
	return (uint32_t)p->levels;
}

static struct last
read_last(struct previous *p, const struct batch *b, size_t row)
{
	struct str text = b->col[p->column[2]][row];
	struct num score = NUM_NONE;

	if (text.len && !num_parse(text, &score))
		notes_add(b->notes, "not a number", batch_line(b, row), true,
		    "score: not a number: '%s'", diag_text(text));
	return (struct last){.score = score.kind == NUM_NULL ? (double)NAN : num_double(score),
	    .level = level_number(p, b->col[p->column[3]][row])};
}

static void
take(struct previous *p, struct hand *h, const struct batch *b, size_t row, bool full)
{
	struct sense *s = p->sense;
	struct str who = b->col[p->column[0]][row], kind = b->col[p->column[1]][row];
	struct last last = read_last(p, b, row);
	ptrdiff_t at = full ? 0 : map_find(&s->pool->map, who, map_hash(who));

	if (who.len == 0 || at < 0) {
		p->gone++;
		return;
	}
	for (size_t i = 0; i < s->scoreds; i++) {
		if (!str_eq(s->scored[i].def->name, kind))
			continue;
		if (full)
			pool_spill_last(&h->pool, who, i, pool_place(b, row), last);
		else
			pool_last(s->pool, (uint32_t)at, who, i, pool_place(b, row), last);
	}
}

static void *
worker(void *arg)
{
	struct previous *p = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->pool = pool_hand(p->sense->pool);
	return h;
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct previous *p = arg;
	struct pool *pool = p->sense->pool;
	bool full = pool_full(pool);

	(void)out;
	pthread_mutex_lock(&pool->lock); /* levels are numbered as they come */
	pool_lines(&pool->lasting, b);
	for (size_t row = 0; row < b->n; row++)
		take(p, state, b, row, full);
	pthread_mutex_unlock(&pool->lock);
}

static void
done(void *arg, void *state)
{
	struct hand *h = state;

	(void)arg;
	pool_done(&h->pool);
	free(h);
}

void
previous_open(struct sense *s)
{
	struct previous *p = s->previous = mem_new(1, sizeof *p);

	p->sense = s;
	p->files[0] = (char *)(uintptr_t)s->want.previous;
	p->stream = (struct stream){.files = p->files, .arg = p, .name = "previous"};
}

struct stream *
previous_stream(struct sense *s)
{
	return &s->previous->stream;
}

void
previous_read(struct sense *s)
{
	static const struct work work = {begin, worker, map, done};
	struct previous *p = s->previous;

	p->stream.work = &work;
	stream_run(&p->stream);
	stream_say_books("previous", &p->stream.books, false);
}

void
previous_gone(struct sense *s)
{
	s->previous->gone++;
}

void
previous_end(const struct sense *s)
{
	if (s->previous && s->previous->gone)
		inform("previous: %llu records of customers who are not in the list any more",
		    (unsigned long long)s->previous->gone);
}

struct str
previous_level(const struct sense *s, const struct last *last)
{
	return s->previous->level_name[last->level - 1];
}

void
previous_clear(struct sense *s)
{
	struct previous *p = s->previous;

	if (p == NULL)
		return;
	stream_free(&p->stream);
	free(p);
}

struct move {
	struct str from, to;
	uint64_t n, scored;
	double change;
};

static int
by_levels(const void *a, const void *b)
{
	const struct move *x = a, *y = b;
	int c = str_cmp(x->from, y->from);

	return c ? c : str_cmp(x->to, y->to);
}

static struct move *
move_of(struct move **list, size_t *n, size_t *cap, struct str from, struct str to)
{
	for (size_t i = 0; i < *n; i++)
		if (str_eq((*list)[i].from, from) && str_eq((*list)[i].to, to))
			return &(*list)[i];
	*list = mem_grow(*list, *n, cap, sizeof **list);
	(*list)[*n] = (struct move){.from = from, .to = to};
	return &(*list)[(*n)++];
}

struct moves {
	const struct scored *scored;
	struct move *at;
	size_t n, cap;
};

/* One thread, since changes are added up in the order of the customers. */
static void
count_moves(struct moves *m, const struct crowd *crowd, const struct marks *marks)
{
	const struct sense *s = crowd->sense;
	size_t scored = (size_t)(m->scored - s->scored);

	for (size_t i = 0; i < crowd->n; i++) {
		const struct last *last = &crowd->last[i * s->scoreds + scored];
		struct str from = last->level ? previous_level(s, last) : (struct str){0},
			   to = marks->level[i] ? m->scored->level[marks->level[i] - 1]
						: (struct str){0};
		struct move *move;

		if (last->level == 0 && to.len == 0)
			continue;
		move = move_of(&m->at, &m->n, &m->cap, from, to);
		move->n++;
		if (last->level && !isnan(last->score) && !isnan(marks->score[i])) {
			move->scored++;
			move->change += marks->score[i] - last->score;
		}
	}
}

static void
say_moves(struct sense *s, size_t scored, struct figures *out)
{
	struct moves m = {.scored = &s->scored[scored]};
	struct crowd *crowd = crowd_new(s);

	for (size_t block = 0; block < s->crowds.blocks; block++) {
		struct marks marks;

		crowd_load(crowd, block);
		marks = marks_of(m.scored, crowd, &crowd->arena);
		count_moves(&m, crowd, &marks);
	}
	crowd_free(crowd);
	if (m.n)
		qsort(m.at, m.n, sizeof *m.at, by_levels);
	for (size_t i = 0; i < m.n; i++) {
		const struct move *v = &m.at[i];

		figures_text(out, m.scored->def->name);
		figures_text(out, v->from);
		figures_text(out, v->to);
		figures_number(out, (double)v->n, 0);
		figures_number(out, v->scored ? v->change / (double)v->scored : (double)NAN, 4);
		figures_end(out);
	}
	free(m.at);
}

void
sense_drift(struct sense *s, struct output *out)
{
	static const char *const names[] = {"kind", "from", "to", "customers", "mean_change"};
	struct figures f;

	figures_begin(&f, out, names, 5);
	for (size_t i = 0; i < s->scoreds; i++)
		say_moves(s, i, &f);
	figures_done(&f);
}
