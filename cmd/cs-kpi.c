/* cs-kpi: indicators by group and period, from a catalogue or from -e. */
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include "figure/figure.h"
#include "value/when.h"
#include <stdlib.h>

struct job {
	struct opt_list definitions, set, exprs, groups, only;
	const char *where, *now, *shard;
	uint64_t seed, shards;
	bool rollup, cube, parts, long_form, partial, merge, fingerprint;
};

static const struct opt options[] = {
    {'f', "definitions", "FILE", "catalogue of indicators (repeatable)",
	OPT_LIST(struct job, definitions)},
    {'e', "expr", "NAME=EXPR", "an indicator of your own (repeatable)",
	OPT_LIST(struct job, exprs)},
    {'i', "indicators", "NAMES", "these indicators only, in this order",
	OPT_LIST(struct job, only)},
    {'g', "group", "COL|NAME=EXPR", "group by (repeatable); month, day ... cut the row's moment",
	OPT_LIST(struct job, groups)},
    {'w', "where", "EXPR", "only records for which EXPR holds", OPT_TEXT(struct job, where)},
    {0, "rollup", NULL, "subtotals: over the last group column, the last two ... all",
	OPT_FLAG(struct job, rollup)},
    {0, "cube", NULL, "subtotals over every set of group columns", OPT_FLAG(struct job, cube)},
    {0, "long", NULL, "a record per indicator, for cs-report", OPT_FLAG(struct job, long_form)},
    {0, "parts", NULL, "NAME_n and NAME_d beside each ratio", OPT_FLAG(struct job, parts)},
    {0, "fingerprint", NULL, "a column with the hash of the definitions",
	OPT_FLAG(struct job, fingerprint)},
    {0, "set", "NAME=VALUE", "override a constant of the definitions (repeatable)",
	OPT_LIST(struct job, set)},
    {0, "now", "TIME", "the moment of judging, for now() and `mature`", OPT_TEXT(struct job, now)},
    {0, "seed", "N", "of hash()", OPT_COUNT(struct job, seed)},
    {0, "partial", NULL, "print the states instead of figures", OPT_FLAG(struct job, partial)},
    {0, "merge", NULL, "read streams of --partial and finish", OPT_FLAG(struct job, merge)},
    {0, "shard", "NAME", "tells equal shards apart (with --partial)", OPT_TEXT(struct job, shard)},
    {0, "shards", "N", "refuse more or fewer shards (with --merge)", OPT_COUNT(struct job, shards)},
    {0},
};
static const struct command self = {
    .name = "cs-kpi",
    .usage = "[-f FILE] [-e NAME=EXPR] [-g COL] [-i NAMES] [NAME=FILE...] [FILE...]",
    .does = "indicators by group and period, every ratio with its numerator and denominator",
    .examples = "  cs-kpi -g region -e 'rate = 100 * share(answered)' calls.csv\n"
		"  cs-kpi -f hotline.kpi -g month -g region --rollup --long call=calls.csv "
		"survey=surveys.csv\n",
    .options = options,
};

static struct figure_expr
read_expr(const char *option, const char *text, struct arena *a)
{
	struct script *script = arena_zero(a, 1, sizeof *script);
	struct figure_expr e;
	struct misfit m;

	*script = (struct script){.name = option, .text = str_of(text), .line0 = 1};
	e.tree = tree_named(script, a, &e.name, &m);
	if (e.tree == NULL)
		misfit_die(&m);
	return e;
}

static const struct tree *
read_where(const char *text, struct arena *a)
{
	struct script *script = arena_zero(a, 1, sizeof *script);
	const struct tree *t;
	struct misfit m;

	if (text == NULL)
		return NULL;
	*script = (struct script){.name = "--where", .text = str_of(text), .line0 = 1};
	if ((t = tree_of(script, a, &m)) == NULL)
		misfit_die(&m);
	return t;
}

/* -i a,b -i c */
static size_t
read_names(const struct opt_list *list, struct str **names)
{
	size_t n = 0, cap = 0;

	for (size_t i = 0; i < list->n; i++)
		for (struct str rest = str_of(list->at[i]), one; rest.at; n++) {
			one = str_cut(rest, ',', &rest);
			*names = mem_grow(*names, n, &cap, sizeof **names);
			(*names)[n] = str_trim(one);
		}
	return n;
}

static struct catalogue *
read_catalogue(const struct job *job, struct arena *a)
{
	struct catalogue *c = catalogue_read(&job->definitions, &job->set);

	for (size_t i = 0; i < job->exprs.n; i++) {
		struct figure_expr e = read_expr("--expr", job->exprs.at[i], a);

		if (figure_kpi(c, e.name))
			die("--expr: there is an indicator '%.*s' already", STR_ARG(e.name));
		figure_define(c, e.name, e.tree);
	}
	return c;
}

int
main(int argc, char **argv)
{
	struct job job = {0};
	struct arena arena = {0};
	char **files = opt_parse(&self, &job, argc, argv);
	struct inputs in = inputs_read(files);
	struct figure_wants want = {.totals = job.cube	   ? TOTALS_CUBE
					      : job.rollup ? TOTALS_ROLLUP
							   : TOTALS_NONE,
	    .seed = job.seed,
	    .long_form = job.long_form,
	    .parts = job.parts,
	    .partial = job.partial,
	    .merge = job.merge,
	    .fingerprint = job.fingerprint,
	    .shards = job.shards};
	struct figure_expr *groups = mem_new(job.groups.n + 1, sizeof *groups);
	struct str *only = NULL;
	struct output *out;
	struct figure *f;

	if (job.rollup && job.cube)
		opt_misuse(&self, "--rollup and --cube together; --cube has all that --rollup has");
	if (job.now && !when_parse(str_of(job.now), &(struct when){0}))
		opt_misuse(&self, "--now: not a time: '%s'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS",
		    diag_text(str_of(job.now)));
	opt_need_input(&self, files);
	out = output_open(opt_plan_only() ? NULL : common.output, 0666);
	want.catalogue = read_catalogue(&job, &arena);
	for (size_t i = 0; i < job.groups.n; i++)
		groups[i] = read_expr("--group", job.groups.at[i], &arena);
	want.group = groups;
	want.groups = job.groups.n;
	want.onlys = read_names(&job.only, &only);
	want.only = only;
	want.where = read_where(job.where, &arena);
	want.inputs = in;
	want.now = job.now ? str_of(job.now) : (struct str){0};
	want.shard = job.shard ? str_of(job.shard) : (struct str){0};
	f = figure_new(&want);
	if (opt_plan_only()) {
		struct buf plan = {0};

		figure_explain(f, &plan);
		output_write(out, plan.at, plan.len);
		buf_clear(&plan);
	} else {
		figure_run(f);
		figure_print(f, out);
		figure_say_books(f);
	}
	output_commit(out);
	diag_end();
	figure_free(f);
	inputs_free(&in);
	free(groups);
	free(only);
	return EXIT_OK;
}
