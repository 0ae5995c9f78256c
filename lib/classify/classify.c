/* classify: the parts put together over a stream. */
#include "classify/classify.h"
#include "base/mem.h"
#include "base/opt.h"
#include "classify/inner.h"
#include "io/sandbox.h"
#include "record/cols.h"
#include <stdlib.h>

struct classify *
classify_new(const struct classify_wants *want)
{
	struct classify *c = mem_new(1, sizeof *c);

	c->want = *want;
	return c;
}

/* The columns that are searched: --text, else the scheme's. */
static void
bind_texts(struct classify *c)
{
	const struct rules *r = c->want.rules;
	struct str list = c->want.text	  ? str_of(c->want.text)
			  : r		  ? r->text
			  : c->want.model ? buf_slice(&c->want.model->text)
					  : (struct str){0};
	struct misfit m = {.place = r ? r->place : (struct place){0}};
	struct cols cols = {0};

	if (list.len == 0) {
		misfit(&m, m.place,
		    "no columns to search; expected `text LIST` under it, or --text LIST");
		misfit_die(&m);
	}
	if (!cols_find(&cols, list, c->in, match_name, &m.fault)) {
		if (c->want.text || r == NULL)
			die("%s: %s", c->want.text ? "--text" : "--model", m.fault.msg);
		misfit_die(&m);
	}
	c->texts = cols.n;
	c->text = arena_zero(&c->arena, cols.n + 1, sizeof *c->text);
	c->text_name = arena_zero(&c->arena, cols.n + 1, sizeof *c->text_name);
	for (size_t i = 0; i < cols.n; i++) {
		c->text[i] = bind_slot(c, cols.at[i]);
		c->text_name[i] = arena_dup(&c->arena, c->in->name[cols.at[i]]);
	}
	cols_clear(&cols);
}

static struct str
stamp_of(struct arena *arena, const struct rules *r)
{
	const char *between = r->version.len ? ":" : "";

	return str_of(arena_fmt(arena, "%.*s%s%.*s:%s", STR_ARG(r->scheme), between,
	    STR_ARG(r->version), r->defs->fingerprint));
}

static void
bind_levels(struct classify *c)
{
	static const struct str usual[] = {
	    STR_INIT("class1"), STR_INIT("class2"), STR_INIT("class3")};
	const struct rules *r = c->want.rules;

	memcpy(c->level, r ? r->level : usual, sizeof c->level);
	c->levels = r ? r->levels : 0;
	if (r)
		c->stamp = stamp_of(&c->arena, r);
}

static void
begin(void *arg, struct stream *stream, const struct header *in, struct header *out)
{
	struct classify *c = arg;
	c->in = in;
	c->stream = stream;
	bind_texts(c);
	bind_rules(c);
	sought_ready(c);
	bind_levels(c);
	guess_begin(c);
	coverage_new(&c->coverage, c->rules);
	if (c->want.work == CLASSIFY_RECORDS) {
		write_begin(c, out);
		compare_begin(c);
	} else {
		heap_begin(c);
	}
}

static void *
worker(void *arg)
{
	struct classify *c = arg;
	struct hand *h = mem_new(1, sizeof *h);

	h->c = c;
	h->eval = eval_new(c->program);
	h->desk = eval_new(c->desk);
	h->vec = mem_new(c->column.n + 1, sizeof *h->vec);
	h->desk_vec = mem_new(c->desk_column.n + 1, sizeof *h->desk_vec);
	h->matcher = matcher_new();
	needles_seen_new(&h->seen, c->needles);
	h->sets = mem_new(c->soughts + 1, sizeof *h->sets);
	h->hits = mem_new(c->soughts + 1, sizeof *h->hits);
	h->touched = mem_new(c->soughts + 1, sizeof *h->touched);
	h->text = mem_new(c->texts + 1, sizeof *h->text);
	h->evidence = mem_new(c->evidences + 1, sizeof *h->evidence);
	coverage_new(&h->coverage, c->rules);
	if (c->want.model)
		model_asker_new(&h->asker, c->want.model);
	return h;
}

static size_t
line_of(const void *batch, size_t row)
{
	return batch_line(batch, row);
}

static void
evaluate(struct hand *h, struct columns *columns)
{
	const struct classify *c = h->c;

	for (size_t i = 0; i < c->column.n; i++) {
		const struct origin *o = &c->column.at[i];
		const struct hits *hits = o->is == ORIGIN_PATTERN ? &h->hits[o->at] : NULL;

		if (hits)
			h->vec[i] = (struct vec){
			    .type = TYPE_TRUTH, .truth = hits->truth ? hits->truth : h->none};
		else
			h->vec[i] = (struct vec){.type = TYPE_ANY, .text = h->batch->col[o->at]};
	}
	*columns = (struct columns){.n = h->batch->n,
	    .col = h->vec,
	    .cols = c->column.n,
	    .notes = h->batch->notes,
	    .line = line_of,
	    .arg = h->batch,
	    .strict = common.strict};
	eval_batch(h->eval, columns);
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct hand *h = state;
	struct columns columns;

	(void)arg;
	h->batch = b;
	sought_run(h);
	evaluate(h, &columns);
	choose_run(h);
	guess_run(h);
	coverage_add(h);
	if (h->c->want.work == CLASSIFY_RECORDS) {
		write_run(h, out);
		compare_add(h);
	} else {
		heap_run(h, out);
	}
}

static void
done(void *arg, void *state)
{
	struct classify *c = arg;
	struct hand *h = state;

	coverage_merge(&c->coverage, &h->coverage);
	confusion_merge(&c->confusion, &h->confusion);
	coverage_clear(&h->coverage);
	confusion_clear(&h->confusion);
	heap_merge(&c->heap, &h->heap);
	model_asker_clear(&h->asker);
	eval_free(h->eval);
	eval_free(h->desk);
	matcher_free(h->matcher);
	needles_seen_clear(&h->seen);
	free(h->sets);
	for (size_t i = 0; i < c->soughts; i++)
		free(h->hits[i].row);
	buf_clear(&h->lower);
	buf_clear(&h->buf);
	free(h->vec);
	free(h->desk_vec);
	free(h->hits);
	free(h->touched);
	free(h->text);
	free(h->evidence);
	free(h->pair);
	free(h->sorted);
	free(h->first);
	free(h->result);
	free(h);
}

/* The plan: what is searched, how, and what goes out. */
static void
explain(const struct classify *c, struct output *out)
{
	struct buf b = {0};

	if (common.explain && c->want.rules)
		buf_str(&b, c->want.rules->defs->text);
	buf_z(&b, "columns searched:");
	for (size_t i = 0; i < c->texts; i++)
		buf_fmt(&b, " %.*s", STR_ARG(c->text_name[i]));
	buf_fmt(&b, "\nclasses %zu, patterns %zu: %zu run only where a text holds what they need\n",
	    c->rules, c->soughts, c->soughts - c->anywheres);
	for (size_t i = 0; i < c->anywheres; i++)
		buf_fmt(
		    &b, "run on every text: /%.*s/\n", STR_ARG(c->sought[c->anywhere[i]].source));
	if (c->stamp.len)
		buf_fmt(&b, "rules %.*s\n", STR_ARG(c->stamp));
	if (c->want.model)
		buf_fmt(&b, "model %s\n", c->want.model->fingerprint);
	buf_fmt(&b, "threads %u; ", common.jobs);
	if (c->want.work == CLASSIFY_RECORDS)
		buf_z(&b, "memory does not grow with the input\n");
	else
		buf_fmt(&b, "the texts are held in memory: at most %llu bytes\n",
		    (unsigned long long)common.memory);
	output_write(out, b.at, b.len);
	buf_clear(&b);
}

static void
say(const struct classify *c)
{
	const struct coverage *t = &c->coverage;
	size_t dead = 0;

	for (size_t i = 0; i < c->rules; i++)
		dead += t->class[i].hits == 0;
	stream_say_books(NULL, &c->books, false);
	if (c->want.work != CLASSIFY_RECORDS)
		return;
	if (c->rules == 0) {
		inform("%llu of %llu records have a class (%.1f %%)",
		    (unsigned long long)t->classed, (unsigned long long)t->records,
		    t->records ? 100.0 * (double)t->classed / (double)t->records : 0.0);
		return;
	}
	inform("%llu of %llu records have a class (%.1f %%), %llu of them by several rules; %zu of "
	       "%zu rules hold for none",
	    (unsigned long long)t->classed, (unsigned long long)t->records,
	    t->records ? 100.0 * (double)t->classed / (double)t->records : 0.0,
	    (unsigned long long)t->ambiguous, dead, c->rules);
}

void
classify_run(struct classify *c, char *const *files, struct output *out)
{
	static const struct work work = {begin, worker, map, done};
	struct stream stream = {.files = files, .work = &work, .arg = c, .out = out};

	if (stream_open(&stream))
		sandbox_outputs(c->want.outputs, c->want.n_outputs);
	stream_run(&stream);
	c->books = stream.books;
	heap_sort(&c->heap);
	if (common.dry_run || common.explain)
		explain(c, out);
	else
		say(c);
	stream_free(&stream);
}

void
classify_free(struct classify *c)
{
	for (size_t i = 0; i < c->soughts; i++)
		pattern_free(c->sought[i].pattern);
	for (size_t i = 0; i < c->rules; i++) {
		free(c->rule[i].need);
		free(c->rule[i].has);
	}
	program_free(c->program);
	program_free(c->desk);
	needles_free(c->needles);
	coverage_clear(&c->coverage);
	confusion_clear(&c->confusion);
	heap_clear(&c->heap);
	arena_clear(&c->arena);
	free(c->sought);
	free(c->column.at);
	free(c->desk_column.at);
	free(c->evidence);
	free(c);
}
