/* previous: the scores of the month before, beside those of this one. */
#include "base/mem.h"
#include "sense/figures.h"
#include "sense/inner.h"
#include <math.h>
#include <stdlib.h>

struct previous {
	struct sense *sense;
	struct stream stream;
	size_t column[4]; /* slots: customer, kind, score, level */
	double **score;	  /* by score, customer; NaN: none, or not there */
	uint8_t **level;  /* number in level, + 1; 0: not there */
	struct str level_name[255];
	size_t levels;
	uint64_t gone; /* records of customers who are no more */
	char *files[2];
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
static uint8_t
level_number(struct previous *p, struct str name)
{
	for (size_t i = 0; i < p->levels; i++)
		if (str_eq(p->level_name[i], name))
			return (uint8_t)(i + 1);
	if (p->levels == 255)
		die("--previous: more than 255 levels");
	p->level_name[p->levels++] = arena_dup(&p->sense->arena, name);
	return (uint8_t)p->levels;
}

static void
take(struct previous *p, const struct batch *b, size_t row)
{
	struct sense *s = p->sense;
	struct str who = b->col[p->column[0]][row], kind = b->col[p->column[1]][row];
	ptrdiff_t at = map_find(&s->people.map, who, map_hash(who));
	struct num score;

	if (at < 0) {
		p->gone++;
		return;
	}
	for (size_t i = 0; i < s->scoreds; i++) {
		uint32_t place = s->people.position[at];

		if (!str_eq(s->scored[i].def->name, kind))
			continue;
		if (!num_parse(b->col[p->column[2]][row], &score))
			score = NUM_NONE;
		p->score[i][place] = score.kind == NUM_NULL ? (double)NAN : num_double(score);
		p->level[i][place] = level_number(p, b->col[p->column[3]][row]);
	}
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct previous *p = arg;

	(void)state;
	(void)out;
	pthread_mutex_lock(&p->sense->people.lock); /* levels are numbered as they come */
	for (size_t row = 0; row < b->n; row++)
		take(p, b, row);
	pthread_mutex_unlock(&p->sense->people.lock);
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
	static const struct work work = {begin, NULL, map, NULL};
	struct previous *p = s->previous;

	p->stream.work = &work;
	p->score = mem_new(s->scoreds + 1, sizeof *p->score);
	p->level = mem_new(s->scoreds + 1, sizeof *p->level);
	for (size_t i = 0; i < s->scoreds; i++) {
		p->score[i] = mem_new(s->people.n + 1, sizeof **p->score);
		p->level[i] = mem_new(s->people.n + 1, sizeof **p->level);
	}
	stream_run(&p->stream);
	stream_say_books("previous", &p->stream.books, false);
	if (p->gone)
		inform("previous: %llu records of customers who are not in the list any more",
		    (unsigned long long)p->gone);
}

bool
previous_of(const struct sense *s, size_t scored, size_t who, double *score, struct str *level)
{
	const struct previous *p = s->previous;
	uint8_t number = p->level[scored][who];

	if (number == 0)
		return false;
	*score = p->score[scored][who];
	*level = p->level_name[number - 1];
	return true;
}

void
previous_clear(struct sense *s)
{
	struct previous *p = s->previous;

	if (p == NULL)
		return;
	for (size_t i = 0; i < s->scoreds && p->score; i++) {
		free(p->score[i]);
		free(p->level[i]);
	}
	stream_free(&p->stream);
	free(p->score);
	free(p->level);
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

static void
say_moves(struct sense *s, size_t scored, struct figures *out)
{
	const struct scored *c = &s->scored[scored];
	struct move *list = NULL;
	size_t n = 0, cap = 0;

	for (size_t who = 0; who < s->people.n; who++) {
		struct str from = {0},
			   to = c->at_level[who] ? c->level[c->at_level[who] - 1] : (struct str){0};
		double before = NAN;
		struct move *m;

		if (!previous_of(s, scored, who, &before, &from) && to.len == 0)
			continue;
		m = move_of(&list, &n, &cap, from, to);
		m->n++;
		if (!isnan(before) && !isnan(c->score[who])) {
			m->scored++;
			m->change += c->score[who] - before;
		}
	}
	if (n)
		qsort(list, n, sizeof *list, by_levels);
	for (size_t i = 0; i < n; i++) {
		figures_text(out, c->def->name);
		figures_text(out, list[i].from);
		figures_text(out, list[i].to);
		figures_number(out, (double)list[i].n, 0);
		figures_number(
		    out, list[i].scored ? list[i].change / (double)list[i].scored : (double)NAN, 4);
		figures_end(out);
	}
	free(list);
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
