/* audit: definitions and streams put together. */
#include "audit/audit.h"
#include "audit/inner.h"
#include "base/mem.h"
#include "base/opt.h"
#include "expr/tree_make.h"
#include "record/cols.h"
#include "record/stream.h"
#include "value/match.h"
#include <inttypes.h>
#include <stdlib.h>

static void
feeds_open(struct audit *a)
{
	const struct audit_defs *d = a->defs;

	sources_check(d->source, d->sources, &a->want.inputs, true);
	a->feed = arena_zero(&a->arena, d->sources, sizeof *a->feed);
	a->given = arena_zero(&a->arena, d->sources, sizeof *a->given);
	for (size_t i = 0; i < d->sources; i++) {
		const struct input_files *in = sources_input(d->source, i, &a->want.inputs, true);

		a->given[i] = in != NULL;
		a->feed[i] = (struct feed){.def = &d->source[i],
		    .defs = d->defs,
		    .shelf = d->shelf,
		    .files = in ? in->files : NULL,
		    .now = a->want.now,
		    .seed = a->want.seed};
		if (in == NULL && i == 0)
			die("source '%.*s' is needed and was not given; add its FILE",
			    STR_ARG(d->source[0].name));
		if (in)
			feed_open(&a->feed[i]);
	}
}

/* The column that names a case: -k, or the one the events are linked by, or the first. */
static struct str
key_name(const struct audit *a)
{
	const struct audit_defs *d = a->defs;

	if (a->want.key.len)
		return a->want.key;
	for (size_t i = 1; i < d->sources; i++) {
		size_t at = d->event > 0 ? (size_t)d->event : i;

		if (d->source[at].links == 1 && d->source[at].link[0].tree->op == T_NAME)
			return d->source[at].link[0].tree->text;
	}
	return a->feed[0].header->name[0];
}

static int
column_cell(struct audit *a, struct str name)
{
	struct misfit m;
	int cell = cell_from_feed(a, tree_name(&a->arena, name), TYPE_ANY, &m);

	if (cell < 0)
		misfit_die(&m);
	return cell;
}

static void
columns_bind(struct audit *a)
{
	const struct header *h = a->feed[0].header;
	struct cols cols = {0};
	struct fault f;
	ptrdiff_t key = header_need(h, key_name(a), &f);

	if (key < 0)
		die("%s%s", a->want.key.len ? "--keys: " : "", f.msg);
	a->key = column_cell(a, h->name[key]);
	if (a->want.columns.len && a->want.trace.len == 0 &&
	    !cols_find(&cols, a->want.columns, h, match_name, &f))
		die("--columns: %s", f.msg);
	a->column = arena_zero(&a->arena, cols.n + 1, sizeof *a->column);
	for (size_t i = 0; i < cols.n; i++)
		if (cols.at[i] != (size_t)key)
			a->column[a->columns++] = column_cell(a, h->name[cols.at[i]]);
	cols_clear(&cols);
	a->time = -1;
	if (a->feed[0].def->time) {
		struct misfit m;

		a->time = cell_from_feed(a, a->feed[0].def->time, TYPE_TEXT, &m);
		if (a->time < 0)
			misfit_die(&m);
	}
}

struct audit *
audit_new(const struct audit_wants *want)
{
	struct audit *a = mem_new(1, sizeof *a);

	a->want = *want;
	a->defs = want->defs;
	a->main = a->defs->source[0].name;
	if (!when_parse(want->now, &a->now))
		die("--now: not a moment: '%s'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS",
		    diag_text(want->now));
	a->row = program_new();
	feeds_open(a);
	mind_open(&a->mind, a, NULL, 0);
	columns_bind(a);
	bind_standards(a);
	passes_make(a);
	if (want->trace.len)
		a->trace = trace_new();
	a->tally = arena_zero(&a->arena, a->limits + 1, sizeof *a->tally);
	return a;
}

static void
explain_item(const struct item *it, struct buf *b)
{
	static const char *const kinds[] = {"limit", "stage", "limit", "over linked records",
	    "over linked records, beside the case", "over the group", "neighbour", "group"};

	buf_z(b, "    ");
	if (it->limit || it->stage)
		buf_fmt(b, "%s %.*s", kinds[it->kind],
		    STR_ARG(it->limit ? it->limit->def->is.name : it->stage->def->is.name));
	else
		buf_z(b, kinds[it->kind]);
	if (it->call) {
		buf_z(b, ": ");
		tree_print(it->call, b);
	}
	buf_ch(b, '\n');
}

void
audit_explain(const struct audit *a, struct buf *b)
{
	buf_str(b, a->defs->defs->text);
	buf_fmt(b, "fingerprint %s\nnow %.*s\n", a->defs->defs->fingerprint, STR_ARG(a->want.now));
	for (size_t i = 0; i < a->passes; i++) {
		const struct pass *p = a->pass[i];

		buf_fmt(b, "pass %zu: ", i + 1);
		for (size_t k = 0; k < p->keys.n; k++) {
			buf_z(b, k ? ", " : "records together by ");
			tree_print(p->keys.tree[k], b);
		}
		buf_z(b, p->keys.n ? ""
			 : p->next ? "each case by itself"
				   : "in input order, written");
		for (size_t k = 0; k < p->sources; k++)
			buf_fmt(b, "%s%.*s", k ? ", " : "; with ",
			    STR_ARG(a->defs->source[p->source[k]].name));
		buf_ch(b, '\n');
		for (size_t k = 0; k < p->items; k++)
			explain_item(p->item[k], b);
	}
	buf_fmt(b, "memory %" PRIu64 " MiB, %u jobs\n", common.memory >> 20, common.jobs);
}

void
audit_run(struct audit *a)
{
	if (a->trace == NULL)
		write_headers(a);
	passes_run(a);
	if (a->trace)
		trace_write(a);
	else if (!opt_plan_only())
		write_standards(a);
}

void
audit_say_books(const struct audit *a)
{
	for (size_t i = 0; i < a->defs->sources; i++) {
		struct books books = a->feed[i].stream.books;

		if (!a->given[i])
			continue;
		books.written =
		    i == 0 ? a->written[0] + a->written[1] + a->written[2] + a->written[3] : 0;
		stream_say_books(a->feed[i].stream.name, &books, false);
		feed_say(&a->feed[i]);
	}
}

uint64_t
audit_found(const struct audit *a, enum severity least)
{
	uint64_t n = 0;

	for (size_t i = least; i <= SEVERITY_HIGH; i++)
		n += a->found[i];
	return n;
}

void
audit_free(struct audit *a)
{
	for (size_t i = 0; i < a->items; i++) {
		if (a->item[i]->program)
			program_free(a->item[i]->program);
		free(a->item[i]->column);
	}
	for (size_t i = 0; i < a->passes; i++) {
		gather_free(a->pass[i]->gather);
		free(a->pass[i]->item);
	}
	for (size_t i = 0; i < a->defs->sources; i++)
		if (a->given[i])
			feed_clear(&a->feed[i]);
	for (size_t i = 0; i < a->limits; i++)
		sum_clear(&a->tally[i].elapsed);
	trace_free(a);
	program_free(a->row);
	free(a->item);
	free(a->pass);
	free(a->cell);
	arena_clear(&a->arena);
	free(a);
}
