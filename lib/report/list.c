/* list: rows of evidence, chosen by expressions over the stream's columns. */
#include "report/list.h"

#include "base/mem.h"
#include "base/opt.h"
#include "defs/scope.h"
#include "expr/eval.h"
#include "record/cols.h"
#include "value/match.h"
#include <stdlib.h>

struct list_file {
	struct listings *all;
	char *files[2];
	const struct header *header;
	struct stream stream;
	struct list_use *use; /* the lists it serves */
	size_t uses;
	size_t place, period; /* slots; SIZE_MAX: no such column */
	size_t slots;	      /* highest slot + 1 */
	pthread_mutex_t lock;
};
/* One list on its file. */
struct list_use {
	struct listing *listing;
	struct cols cols, drill;
	size_t *slot;
	struct program *program;
	int where, by;
	struct defs_scope scope;
	struct list_file *file;
};

static bool
name_means(void *arg, const struct tree *t, struct named *named, struct fault *f)
{
	struct list_use *u = arg;
	ptrdiff_t at = t->source.len ? -1 : header_need(u->file->header, t->text, f);
	size_t slot;

	if (t->source.len)
		return fault(f, "no source '%s' in a list", diag_text(t->source));
	if (at < 0)
		return false;
	slot = stream_use(&u->file->stream, (size_t)at);
	u->file->slots = slot >= u->file->slots ? slot + 1 : u->file->slots;
	*named = (struct named){.is = NAMED_COLUMN,
	    .column = (int)slot,
	    .type = TYPE_ANY,
	    .label = u->file->header->name[at]};
	return true;
}

static int
compile(struct list_use *u, const struct tree *t, enum type want)
{
	struct misfit m;
	int value = -1;

	if (t == NULL)
		return -1;
	value = program_add(u->program, t, defs_scope(&u->scope), want, &m);
	if (value < 0)
		misfit_die(&m);
	return value;
}

static size_t
use_column(struct list_file *f, size_t at)
{
	size_t slot = stream_use(&f->stream, at);

	f->slots = slot >= f->slots ? slot + 1 : f->slots;
	return slot;
}

static size_t
use_named(struct list_file *f, struct str name)
{
	ptrdiff_t at = header_find(f->header, name);

	return at < 0 ? SIZE_MAX : use_column(f, (size_t)at);
}

static void
prepare(struct list_use *u)
{
	struct listing *l = u->listing;

	l->has_place = u->file->place != SIZE_MAX;
	u->slot = mem_new(l->columns, sizeof *u->slot);
	for (size_t i = 0; i < u->cols.n; i++)
		u->slot[i] = use_column(u->file, u->cols.at[i]);
	for (size_t i = 0; i < l->drills; i++)
		u->slot[u->cols.n + i] = use_named(u->file, l->column[u->cols.n + i]);
	u->program = program_new();
	u->scope = (struct defs_scope){.defs = u->file->all->layout->defs,
	    .shelf = u->file->all->layout->shelf,
	    .name = name_means,
	    .arg = u};
	u->scope.scope.now = u->file->all->now;
	u->where = compile(u, l->element->where, TYPE_TRUTH);
	u->by = compile(u, l->element->by_tree, TYPE_ANY);
}

/* One eval for each list, by one worker. */
struct worker {
	struct eval **eval;
	struct vec *col;
	size_t uses;
};

static void *
worker_new(void *arg)
{
	const struct list_file *f = arg;
	struct worker *w = mem_new(1, sizeof *w);

	w->uses = f->uses;
	w->eval = mem_new(f->uses, sizeof *w->eval);
	w->col = mem_new(f->slots + 1, sizeof *w->col);
	for (size_t i = 0; i < f->uses; i++)
		w->eval[i] = eval_new(f->use[i].program);
	return w;
}

static void
worker_free(void *arg, void *state)
{
	struct worker *w = state;

	(void)arg;
	for (size_t i = 0; i < w->uses; i++)
		eval_free(w->eval[i]);
	free(w->eval);
	free(w->col);
	free(w);
}

static void
keep_row(struct list_use *u, const struct batch *b, size_t row, const struct vec *by)
{
	struct listing *l = u->listing;
	struct list_row *r;

	if (l->rows == l->cap)
		l->row = mem_grow(l->row, l->rows, &l->cap, sizeof *l->row);
	r = &l->row[l->rows++];
	*r = (struct list_row){.key = NUM_NONE, .block = b->index, .row = row};
	r->cell = arena_zero(&l->arena, l->columns, sizeof *r->cell);
	for (size_t i = 0; i < l->columns; i++)
		r->cell[i] = arena_dup(&l->arena, b->col[u->slot[i]][row]);
	if (u->file->place != SIZE_MAX)
		r->place = arena_dup(&l->arena, b->col[u->file->place][row]);
	if (by && by->type == TYPE_NUMBER)
		r->key = by->num[row];
	else if (by && by->type == TYPE_ANY && num_parse(by->text[row], &r->key))
		; /* a bare column of numbers */
	else if (by && by->type != TYPE_TRUTH)
		r->text = arena_dup(&l->arena, by->text[row]);
	else if (by)
		r->key = by->truth[row] == TRUTH_NULL ? NUM_NONE : NUM(by->truth[row]);
	l->all++;
}

/* Evaluated by each worker for itself; only the keeping waits for its turn. */
static void
choose(struct list_use *u, struct eval *e, const struct columns *c, const struct batch *b)
{
	struct list_file *f = u->file;
	const struct vec *by;
	uint32_t *chosen = mem_new(b->n + 1, sizeof *chosen);
	size_t n = 0;

	eval_batch(e, c);
	if (u->where >= 0)
		n = eval_rows(e, u->where, chosen);
	else
		for (; n < b->n; n++)
			chosen[n] = (uint32_t)n;
	by = u->by >= 0 ? eval_get(e, u->by) : NULL;
	pthread_mutex_lock(&f->lock);
	for (size_t i = 0; i < n; i++)
		if (f->period == SIZE_MAX || str_eq(b->col[f->period][chosen[i]], f->all->period))
			keep_row(u, b, chosen[i], by);
	if (!f->all->keep_all && u->listing->element->rows)
		listing_prune(u->listing, u->listing->element->rows);
	pthread_mutex_unlock(&f->lock);
	free(chosen);
}

static void
map_batch(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct list_file *f = arg;
	struct worker *w = state;
	struct columns c = columns_of(b, w->col, NULL, f->slots);

	(void)out;
	for (size_t i = 0; i < f->uses; i++)
		choose(&f->use[i], w->eval[i], &c, b);
}

static const struct work work = {.worker = worker_new, .map = map_batch, .done = worker_free};

/* Whether the file has what the list shows: then it serves it. */
static bool
serves(struct list_file *f, const struct element *e, struct list_use *u, struct fault *fault)
{
	if (!cols_find(&u->cols, e->list, f->header, match_name, fault))
		return false;
	return e->drill.len == 0 || cols_find(&u->drill, e->drill, f->header, match_name, fault);
}

/* Keys to look things up by stand last, and not twice. */
static void
name_columns(struct list_use *u, const struct header *h)
{
	struct listing *l = u->listing;
	size_t kept = 0;

	l->column = arena_zero(&l->arena, u->cols.n + u->drill.n + 1, sizeof *l->column);
	for (size_t i = 0; i < u->cols.n; i++) {
		bool key = false;

		for (size_t k = 0; k < u->drill.n; k++)
			key |= u->drill.at[k] == u->cols.at[i];
		if (!key)
			u->cols.at[kept++] = u->cols.at[i];
	}
	u->cols.n = kept;
	for (size_t i = 0; i < u->cols.n; i++)
		l->column[l->columns++] = h->name[u->cols.at[i]];
	for (size_t i = 0; i < u->drill.n; i++)
		l->column[l->columns++] = h->name[u->drill.at[i]];
	l->drills = u->drill.n;
}

static bool
from_stream(const struct element *e)
{
	return e->kind == ELEMENT_LIST || (e->kind == ELEMENT_CHART && e->chart == CHART_FLOW);
}

/* All flows have the same columns, so which of two is meant nobody can know. */
static void
refuse_second(struct listings *all, const struct element *e, size_t first)
{
	for (size_t i = first + 1; e->kind == ELEMENT_CHART && i < all->files; i++) {
		struct list_use u = {0};
		struct misfit m;
		bool second = serves(&all->file[i], e, &u, &(struct fault){0});

		cols_clear(&u.cols);
		if (!second)
			continue;
		misfit(&m, e->place,
		    "both %s and %s have these steps; expected them as one list= stream (cat), "
		    "with a column for `where` to choose by",
		    all->file[first].files[0], all->file[i].files[0]);
		misfit_die(&m);
	}
}

static void
leave_out(const struct section *s, const struct element *e)
{
	if (e->kind == ELEMENT_LIST)
		warn("no list=FILE; a list of section '%.*s' is left out", STR_ARG(s->name));
	else
		warn("no list=FILE; flow chart '%.*s' of section '%.*s' is left out",
		    STR_ARG(e->name), STR_ARG(s->name));
}

static void
assign(struct listings *all, const struct element *e)
{
	struct fault fault = {0};

	for (size_t i = 0; i < all->files; i++) {
		struct list_file *f = &all->file[i];
		struct list_use u = {.file = f};
		struct listing *l;

		if (!serves(f, e, &u, &fault))
			continue;
		refuse_second(all, e, i);
		l = mem_new(1, sizeof *l);
		l->element = e;
		l->next = all->first;
		all->first = l;
		u.listing = l;
		name_columns(&u, f->header);
		f->use = mem_resize(f->use, f->uses + 1, sizeof *f->use);
		f->use[f->uses++] = u;
		return;
	}
	if (all->files) {
		struct misfit m;

		misfit(&m, e->place, "no list= stream has these columns: %s: %s",
		    all->file[all->files - 1].files[0], fault.msg);
		misfit_die(&m);
	}
}

void
listings_open(struct listings *all, const struct layout *layout, char *const *files, size_t n,
    struct str now, bool keep_all)
{
	*all = (struct listings){.layout = layout, .now = now, .keep_all = keep_all, .files = n};
	all->file = mem_new(n + 1, sizeof *all->file);
	for (size_t i = 0; i < n; i++) {
		struct list_file *f = &all->file[i];

		f->all = all;
		f->files[0] = files[i];
		f->stream =
		    (struct stream){.files = f->files, .work = &work, .arg = f, .name = files[i]};
		f->header = stream_header(&f->stream);
		f->place = use_named(f, layout->by);
		f->period = use_named(f, period_column((enum period)layout->period));
		pthread_mutex_init(&f->lock, NULL);
	}
	for (const struct section *s = layout->section; s; s = s->next)
		for (const struct element *e = s->element; e; e = e->next)
			if (from_stream(e) && n)
				assign(all, e);
			else if (from_stream(e))
				leave_out(s, e);
	/* Uses have their places now: scopes point to them. */
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < all->file[i].uses; k++)
			prepare(&all->file[i].use[k]);
}

void
listings_read(struct listings *all, struct str period, struct input_note *notes)
{
	all->period = period;
	for (size_t i = 0; i < all->files; i++) {
		stream_run(&all->file[i].stream);
		notes[i] = (struct input_note){all->file[i].files[0], all->file[i].stream.books};
	}
	for (struct listing *l = all->first; l; l = l->next)
		listing_sort(l);
}

const struct listing *
listings_of(const struct listings *all, const struct element *e)
{
	for (const struct listing *l = all->first; l; l = l->next)
		if (l->element == e)
			return l;
	return NULL;
}

void
listings_clear(struct listings *all)
{
	for (struct listing *l = all->first, *next; l; l = next) {
		next = l->next;
		free(l->row);
		arena_clear(&l->arena);
		free(l);
	}
	for (size_t i = 0; i < all->files; i++) {
		struct list_file *f = &all->file[i];

		for (size_t k = 0; k < f->uses; k++) {
			cols_clear(&f->use[k].cols);
			cols_clear(&f->use[k].drill);
			free(f->use[k].slot);
			program_free(f->use[k].program);
		}
		free(f->use);
		stream_free(&f->stream);
		pthread_mutex_destroy(&f->lock);
	}
	free(all->file);
	*all = (struct listings){0};
}
