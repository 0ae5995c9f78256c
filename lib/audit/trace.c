/* trace: the whole path of one case over all streams, merged by time: what was recorded, what its
 * limits did, what speaks against it.  Columns that the definitions do not name are shown only if
 * they are asked for. */
#include "audit/inner.h"
#include "base/mem.h"
#include "base/opt.h"
#include "expr/tree_make.h"
#include <pthread.h>
#include <stdlib.h>

struct line {
	struct str time, source, what;
	uint64_t rank, order; /* of the source, of the record */
};
/* A column that is shown. */
struct shown {
	struct str name;
	int cell;
};
struct traced { /* a source */
	struct audit *audit;
	size_t source;
	struct shown *shown;
	size_t n;
	int *link; /* cells of the main feed: what its records are linked by */
};
struct trace {
	struct arena arena;
	struct line *line;
	size_t n, cap;
	struct traced *of;
	struct str (
	    *key)[AUDIT_KEYS]; /* by main record and link, of all sources one after another */
	size_t records;
	pthread_mutex_t lock;
	struct str begin; /* the case's earliest moment */
};

struct trace *
trace_new(void)
{
	struct trace *t = mem_new(1, sizeof *t);

	pthread_mutex_init(&t->lock, NULL);
	return t;
}

void
trace_free(struct audit *a)
{
	if (a->trace == NULL)
		return;
	arena_clear(&a->trace->arena);
	pthread_mutex_destroy(&a->trace->lock);
	free(a->trace->line);
	free(a->trace);
}

static void
add(struct trace *t, struct line l)
{
	t->line = mem_grow(t->line, t->n, &t->cap, sizeof *t->line);
	t->line[t->n++] = l;
}

/* Ranks behind those of the sources. */
enum { RANK_SAID = 1000 };

void
trace_say(struct audit *a, struct str time, const char *source, struct str name, const char *what,
    struct str more)
{
	struct trace *t = a->trace;
	struct buf b = {0};

	buf_fmt(&b, "%.*s %s", STR_ARG(name), what);
	if (more.len)
		buf_fmt(&b, ": %.*s", STR_ARG(more));
	pthread_mutex_lock(&t->lock);
	add(t, (struct line){arena_dup(&t->arena, time), arena_dup(&t->arena, str_of(source)),
		   arena_dup(&t->arena, buf_slice(&b)), RANK_SAID, t->n});
	pthread_mutex_unlock(&t->lock);
	buf_clear(&b);
}

/* A record of a source as it is shown. */
static void
each(void *arg, struct str time, uint64_t order, const struct vec *cell, size_t row)
{
	struct traced *of = arg;
	struct trace *t = of->audit->trace;
	struct str name = of->audit->feed[of->source].def->name;
	struct buf b = {0};

	for (size_t i = 0; i < of->n; i++) {
		size_t before = b.len;

		if (b.len)
			buf_z(&b, "; ");
		buf_fmt(&b, "%.*s=", STR_ARG(of->shown[i].name));
		if (cell[of->shown[i].cell].text[row].len == 0)
			b.len = before;
		else
			buf_str(&b, cell[of->shown[i].cell].text[row]);
	}
	add(t, (struct line){arena_dup(&t->arena, time), name.len ? name : STR("case"),
		   arena_dup(&t->arena, buf_slice(&b)), of->source, order});
	buf_clear(&b);
}

/* A record of the case: what others are linked by, too. */
static void
each_main(void *arg, struct str time, uint64_t order, const struct vec *cell, size_t row)
{
	struct traced *of = arg;
	struct audit *a = of->audit;
	struct trace *t = a->trace;
	size_t sources = a->defs->sources;

	each(arg, time, order, cell, row);
	t->key = mem_resize(t->key, (t->records + 1) * sources, sizeof *t->key);
	for (size_t s = 1; s < sources; s++)
		for (size_t i = 0; i < a->defs->source[s].links && i < AUDIT_KEYS && a->given[s];
		     i++)
			t->key[t->records * sources + s][i] =
			    arena_dup(&t->arena, cell[t->of[s].link[i]].text[row]);
	t->records++;
}

static bool
asked(struct str list, struct str name)
{
	for (struct str rest = list, one; rest.at;) {
		one = str_cut(rest, ',', &rest);
		if (str_eq(str_trim(one), name))
			return true;
	}
	return false;
}

static void
show(struct trace *t, struct traced *of, struct feed *f, size_t header)
{
	struct str name = f->header->name[header];

	for (size_t i = 0; i < of->n; i++)
		if (str_eq(of->shown[i].name, name))
			return;
	of->shown[of->n++] = (struct shown){name, feed_column(f, header)};
	(void)t;
}

/* In the order of the header: what the definitions name, and what is asked for. */
static void
shown_find(struct audit *a, size_t source)
{
	struct feed *f = &a->feed[source];
	struct traced *of = &a->trace->of[source];
	bool *named = arena_zero(&a->trace->arena, f->header->n + 1, sizeof *named);

	*of = (struct traced){.audit = a,
	    .source = source,
	    .shown = arena_zero(&a->trace->arena, f->header->n + 1, sizeof *of->shown),
	    .link = of->link};
	for (size_t i = 0; feed_used(f, i) >= 0; i++)
		named[feed_used(f, i)] = true;
	for (size_t i = 0; i < f->header->n; i++)
		if (named[i] || asked(a->want.columns, f->header->name[i]))
			show(a->trace, of, f, i);
	f->arg = of;
	f->each = source == 0 ? each_main : each;
}

/* What a source is linked by is carried by the case's record. */
static void
links_carry(struct audit *a, size_t source)
{
	const struct source_def *def = &a->defs->source[source];
	struct misfit m;
	int *link = arena_zero(&a->trace->arena, def->links + 1, sizeof *link);

	for (size_t i = 0; i < def->links; i++)
		if ((link[i] = feed_cell(&a->feed[0], def->link[i].tree, TYPE_TEXT, &m)) < 0)
			misfit_die(&m);
	a->trace->of[source].link = link;
}

static const struct tree *
equals(struct arena *a, struct str column, struct str text)
{
	return tree_pair(a, T_EQ, tree_name(a, column), tree_text(a, text));
}

static void
only(struct feed *f, const struct tree *t)
{
	struct misfit m;

	if (!feed_only(f, t, &m))
		misfit_die(&m);
}

/* Columns asked for must be somewhere. */
static void
asked_check(const struct audit *a)
{
	for (struct str rest = a->want.columns, one; rest.len;) {
		bool found = false;

		one = str_trim(str_cut(rest, ',', &rest));
		for (size_t s = 0; s < a->defs->sources; s++)
			found |= a->given[s] && header_find(a->feed[s].header, one) >= 0;
		if (!found)
			die("--columns: no stream has a column '%s'", diag_text(one));
	}
}

void
trace_open(struct audit *a)
{
	struct trace *t = a->trace;

	asked_check(a);
	t->of = arena_zero(&t->arena, a->defs->sources, sizeof *t->of);
	only(&a->feed[0], equals(&a->arena, a->cell[a->key].name, a->want.trace));
	for (size_t s = 1; s < a->defs->sources; s++)
		if (a->given[s])
			links_carry(a, s);
	for (size_t s = 0; s < a->defs->sources; s++)
		if (a->given[s])
			shown_find(a, s);
}

/* The records of a source that belong to any of the case's. */
static const struct tree *
linked(struct audit *a, size_t source)
{
	const struct source_def *def = &a->defs->source[source];
	const struct tree *any = NULL;

	for (size_t r = 0; r < a->trace->records; r++) {
		const struct tree *all = NULL;

		for (size_t i = 0; i < def->links; i++)
			all = tree_both(&a->arena, all,
			    equals(&a->arena, def->link[i].column,
				a->trace->key[r * a->defs->sources + source][i]));
		any = any ? tree_pair(&a->arena, T_OR, any, all) : all;
	}
	return any;
}

void
trace_main(struct audit *a)
{
	struct trace *t = a->trace;

	if (opt_plan_only())
		return;
	if (t->records == 0)
		die("no case '%s' in %s", diag_text(a->want.trace),
		    a->main.len ? diag_text(a->main) : "the input");
	for (size_t s = 1; s < a->defs->sources; s++)
		if (a->given[s])
			only(&a->feed[s], linked(a, s));
	free(t->key);
	t->key = NULL;
}

static int
by_time(const void *x, const void *y)
{
	const struct line *a = x, *b = y;
	int c = (a->time.len == 0) - (b->time.len == 0); /* what has no moment comes last */

	if (c == 0)
		c = str_cmp(a->time, b->time);
	if (c == 0)
		c = a->rank < b->rank ? -1 : a->rank > b->rank;
	if (c == 0)
		c = a->order < b->order ? -1 : a->order > b->order;
	return c;
}

/* 93784 as "1d 02:03:04", what people read. */
static void
say_since(struct buf *b, struct num seconds)
{
	int64_t s;

	if (seconds.kind == NUM_NULL || !num_int(num_floor(seconds), &s))
		return;
	if (s < 0)
		buf_ch(b, '-');
	s = s < 0 ? -s : s;
	if (s >= 86400)
		buf_fmt(b, "%lldd ", (long long)(s / 86400));
	buf_fmt(b, "%02d:%02d:%02d", (int)(s / 3600 % 24), (int)(s / 60 % 60), (int)(s % 60));
}

static void
write_text(const struct trace *t, const struct line *l, struct buf *b)
{
	size_t at = b->len;

	buf_str(b, l->time);
	while (b->len < at + 20)
		buf_ch(b, ' ');
	at = b->len;
	say_since(b, when_elapsed(t->begin, l->time));
	while (b->len < at + 14)
		buf_ch(b, ' ');
	at = b->len;
	buf_str(b, l->source);
	do
		buf_ch(b, ' ');
	while (b->len < at + 10);
	for (size_t i = 0; i < l->what.len; i++) {
		bool control = (unsigned char)l->what.at[i] < ' ' || l->what.at[i] == 127;

		buf_ch(b, control ? '?' : l->what.at[i]);
	}
	buf_ch(b, '\n');
}

static void
write_row(const struct trace *t, const struct line *l, struct rows *r)
{
	struct buf since = {0};

	num_print(&since, when_elapsed(t->begin, l->time));
	rows_plain(r, l->time);
	rows_plain(r, buf_slice(&since));
	rows_field(r, l->source);
	rows_field(r, l->what);
	rows_end(r);
	buf_clear(&since);
}

void
trace_write(struct audit *a)
{
	struct trace *t = a->trace;
	struct rows r = {.delimiter = common.delimiter_out};
	size_t left = 0;

	if (opt_plan_only())
		return;
	if (a->defs->sources == 1 && t->records == 0)
		trace_main(a);
	qsort(t->line, t->n, sizeof *t->line, by_time);
	t->begin = t->n ? t->line[0].time : (struct str){0};
	if (!a->want.text) {
		static const char *const names[] = {"time", "since", "source", "what"};

		for (size_t i = 0; i < 4; i++)
			rows_plain(&r, str_of(names[i]));
		rows_end(&r);
	}
	for (size_t i = 0; i < t->n; i++) {
		if (a->want.text)
			write_text(t, &t->line[i], &r.out);
		else
			write_row(t, &t->line[i], &r);
	}
	output_write(a->want.out, r.out.at, r.out.len);
	a->written[0] += t->n;
	buf_clear(&r.out);
	for (size_t i = 0; i < a->rules; i++)
		left += a->rule[i].others;
	if (left)
		inform("%zu rule%s on other cases, too, not judged in a trace", left,
		    left == 1 ? " rests" : "s rest");
}
