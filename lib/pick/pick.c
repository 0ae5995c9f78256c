/* pick: records and columns chosen, columns derived. */
#include "pick/pick.h"
#include "base/mem.h"
#include "expr/eval.h"
#include "io/sandbox.h"
#include "record/cols.h"
#include "record/stream.h"
#include "value/match.h"
#include <stdlib.h>

#define COMPUTED SIZE_MAX

/* What may be named at a point: the input's columns, and columns derived before. */
struct level {
	struct pick *pick;
	size_t before;
	struct scope scope;
};
struct derived {
	struct str name;
	const struct tree *tree;
	int value;
	struct level level;
};
struct pick {
	const struct pick_wants *want;
	struct arena arena;
	const struct header *in;
	struct stream *stream;
	struct program *program;
	bool *use; /* columns of the input that are read */
	struct derived *derived;
	size_t deriveds;
	int where;
	size_t *slot; /* of the columns that go out; COMPUTED: see value */
	int *value;
	struct header names; /* of the columns that go out */
	size_t outs, slots;
};

struct hand { /* one worker's */
	struct eval *eval;
	struct vec *vec;
	uint32_t *rows;
	size_t cap;
	struct buf text;
};

static size_t
slot(struct pick *p, size_t column)
{
	size_t at = stream_use(p->stream, column);

	p->use[column] = true;
	if (at >= p->slots)
		p->slots = at + 1;
	return at;
}

static bool
name_of(void *arg, const struct tree *name, struct named *out, struct fault *f)
{
	struct level *l = arg;
	struct pick *p = l->pick;
	ptrdiff_t at;

	if (name->source.len)
		return fault(f, "no source '%.*s' here; expected a column", STR_ARG(name->source));
	for (size_t i = l->before; i-- > 0;)
		if (str_eq(p->derived[i].name, name->text)) {
			*out = (struct named){.is = NAMED_TREE,
			    .tree = p->derived[i].tree,
			    .scope = &p->derived[i].level.scope,
			    .label = name->text};
			return true;
		}
	if ((at = header_need(p->in, name->text, f)) < 0)
		return false;
	*out = (struct named){
	    .is = NAMED_COLUMN, .column = (int)slot(p, (size_t)at), .label = p->in->name[at]};
	return true;
}

static bool
no_call(void *arg, const struct tree *call, struct named *out, struct misfit *m)
{
	(void)arg;
	(void)out;
	m->fault.msg[0] = '\0';
	if (!tree_is_aggregate(call->text) && call->pers == 0 && !str_eq(call->text, STR("prev")) &&
	    !str_eq(call->text, STR("next")) && !str_eq(call->text, STR("nth")))
		return false; /* the language names the nearest function */
	return misfit(m, call->place,
	    "%.*s needs more than one record; cs-select looks at one at a time (cs-kpi does that)",
	    STR_ARG(call->text));
}

static const struct tree *
read_tree(struct pick *p, const char *option, const char *text, struct str *name)
{
	struct script *script = arena_zero(&p->arena, 1, sizeof *script);
	const struct tree *t;
	struct misfit m;

	*script = (struct script){.name = option, .text = str_of(text), .line0 = 1};
	t = name ? tree_named(script, &p->arena, name, &m) : tree_of(script, &p->arena, &m);
	if (t == NULL)
		misfit_die(&m);
	return t;
}

static void
level_open(struct level *l, struct pick *p, size_t before)
{
	*l = (struct level){.pick = p, .before = before};
	l->scope = (struct scope){
	    .arg = l, .name = name_of, .call = no_call, .now = p->want->now, .seed = p->want->seed};
}

static int
value_of(struct pick *p, const struct tree *t, const struct level *l, enum type want)
{
	struct misfit m;
	int value = program_add(p->program, t, &l->scope, want, &m);

	if (value < 0)
		misfit_die(&m);
	return value;
}

/* The columns as they stand after -e: those of the input, derived ones in their places or behind.
 */
static void
all_columns(struct pick *p, struct header *all, int *value)
{
	for (size_t i = 0; i < p->in->n; i++)
		value[header_add(all, p->in->name[i])] = -1;
	for (size_t i = 0; i < p->deriveds; i++) {
		ptrdiff_t at = header_find(all, p->derived[i].name);

		value[at >= 0 ? (size_t)at : header_add(all, p->derived[i].name)] =
		    p->derived[i].value;
	}
}

static void
rename_columns(struct pick *p, struct header *all)
{
	for (size_t i = 0; i < p->want->rename->n; i++) {
		struct str to, from = str_cut(str_of(p->want->rename->at[i]), '=', &to);
		struct fault f;
		ptrdiff_t at = header_need(all, from, &f);

		if (to.at == NULL || to.len == 0)
			die("--rename: '%s'; expected OLD=NEW", p->want->rename->at[i]);
		if (at < 0)
			die("--rename: %s", f.msg);
		if (header_find(all, to) >= 0)
			die("--rename: there is a column '%.*s' already", STR_ARG(to));
		all->name[at] = to;
	}
}

static void
choose(struct pick *p, struct header *out)
{
	struct header all = {0};
	int *value = mem_new(p->in->n + p->deriveds + 1, sizeof *value);
	struct cols cols = {0};
	struct fault f;
	size_t n;

	all_columns(p, &all, value);
	rename_columns(p, &all);
	if (p->want->columns && !cols_find(&cols, str_of(p->want->columns), &all, match_name, &f))
		die("--columns: %s", f.msg);
	n = p->want->columns ? cols.n : all.n;
	p->slot = mem_new(n + 1, sizeof *p->slot);
	p->value = mem_new(n + 1, sizeof *p->value);
	for (; p->outs < n; p->outs++) {
		size_t at = p->want->columns ? cols.at[p->outs] : p->outs;

		p->slot[p->outs] = value[at] >= 0 ? COMPUTED : slot(p, at);
		p->value[p->outs] = value[at];
		header_add(out, all.name[at]);
		header_add(&p->names, all.name[at]);
	}
	cols_clear(&cols);
	header_clear(&all);
	free(value);
}

static void
begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	struct pick *p = arg;
	struct level last;

	p->in = in;
	p->use = arena_zero(&p->arena, in->n + 1, sizeof *p->use);
	p->stream = stream;
	p->derived = mem_new(p->want->exprs->n + 1, sizeof *p->derived);
	for (size_t i = 0; i < p->want->exprs->n; i++) {
		struct derived *d = &p->derived[i];

		d->tree = read_tree(p, "--expr", p->want->exprs->at[i], &d->name);
		level_open(&d->level, p, i);
		d->value = value_of(p, d->tree, &d->level, TYPE_ANY);
		p->deriveds++;
	}
	level_open(&last, p, p->deriveds);
	p->where = p->want->where ? value_of(p, read_tree(p, "--where", p->want->where, NULL),
					&last, TYPE_TRUTH)
				  : -1;
	choose(p, out);
}

static void *
worker(void *arg)
{
	struct pick *p = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->eval = eval_new(p->program);
	h->vec = mem_new(p->slots + 1, sizeof *h->vec);
	return h;
}

static void
write_row(const struct pick *p, struct hand *h, const struct batch *b, size_t row, struct rows *out)
{
	for (size_t i = 0; i < p->outs;) {
		size_t first = i;

		while (i < p->outs && p->slot[i] != COMPUTED)
			i++;
		rows_cells(out, b, row, p->slot + first, i - first);
		if (i == p->outs)
			break;
		h->text.len = 0;
		vec_print(eval_get(h->eval, p->value[i++]), row, &h->text);
		rows_field(out, buf_slice(&h->text));
	}
	rows_end(out);
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct pick *p = arg;
	struct hand *h = state;
	struct columns columns = columns_of(b, h->vec, NULL, p->slots);
	size_t n = b->n;

	if (b->n > h->cap) {
		h->cap = b->n;
		h->rows = mem_resize(h->rows, h->cap, sizeof *h->rows);
	}
	eval_batch(h->eval, &columns);
	if (p->where >= 0)
		n = eval_rows(h->eval, p->where, h->rows);
	for (size_t i = 0; i < n; i++)
		write_row(p, h, b, p->where >= 0 ? h->rows[i] : i, out);
	out->books.left_out += b->n - n;
}

static void
done(void *arg, void *state)
{
	struct hand *h = state;

	(void)arg;
	eval_free(h->eval);
	buf_clear(&h->text);
	free(h->rows);
	free(h->vec);
	free(h);
}

/* The plan: what is read, what goes out and how it is computed. */
static void
explain(const struct pick *p, struct output *out)
{
	struct buf b = {0};

	buf_z(&b, "columns read:");
	for (size_t i = 0; i < p->in->n; i++)
		if (p->use[i])
			buf_fmt(&b, " %.*s", STR_ARG(p->in->name[i]));
	if (p->want->where)
		buf_fmt(&b, "\nrecords kept: %s", p->want->where);
	for (size_t i = 0; i < p->deriveds; i++) {
		buf_fmt(&b, "\n%.*s = ", STR_ARG(p->derived[i].name));
		tree_print(p->derived[i].tree, &b);
	}
	buf_z(&b, "\ncolumns written:");
	for (size_t i = 0; i < p->names.n; i++)
		buf_fmt(&b, " %.*s", STR_ARG(p->names.name[i]));
	buf_fmt(&b, "\nthreads %u; memory does not grow with the input\n", common.jobs);
	output_write(out, b.at, b.len);
	buf_clear(&b);
}

void
pick_run(const struct pick_wants *want, char *const *files, struct output *out)
{
	static const struct work work = {begin, worker, map, done};
	struct pick p = {.want = want, .where = -1};
	struct stream stream = {.files = files, .work = &work, .arg = &p, .out = out};

	p.program = program_new();
	if (stream_open(&stream))
		sandbox_outputs(&common.output, 1);
	stream_run(&stream);
	if (common.dry_run || common.explain)
		explain(&p, out);
	else
		stream_say_books(NULL, &stream.books, false);
	stream_free(&stream);
	header_clear(&p.names);
	program_free(p.program);
	arena_clear(&p.arena);
	free(p.derived);
	free(p.slot);
	free(p.value);
}
