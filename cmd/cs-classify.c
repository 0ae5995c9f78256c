/* cs-classify: texts to the classes of a scheme, by rules. */
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include "classify/classify.h"
#include "value/when.h"

struct job {
	struct opt_list definitions, set;
	const char *columns, *text, *lang, *now, *stats, *compare, *confusion;
	uint64_t seed;
	bool all;
};

static const struct opt options[] = {
    {'f', "definitions", "FILE", "the scheme and its classes", OPT_LIST(struct job, definitions)},
    {'c', "columns", "LIST", "columns of the input that go out; default all",
	OPT_TEXT(struct job, columns)},
    {0, "text", "LIST", "columns that are searched; default the scheme's",
	OPT_TEXT(struct job, text)},
    {0, "all", NULL, "a record for each class that holds", OPT_FLAG(struct job, all)},
    {0, "stats", "FILE", "hits, dead rules, unmatched and ambiguous records",
	OPT_TEXT(struct job, stats)},
    {0, "compare", "COLUMN[=OURS]", "hold the classes against a column",
	OPT_TEXT(struct job, compare)},
    {0, "confusion", "FILE", "where that goes: cells, precision, recall, kappa",
	OPT_TEXT(struct job, confusion)},
    {0, "lang", "zh|en", "of what is asked and said", OPT_TEXT(struct job, lang)},
    {0, "set", "NAME=VALUE", "override a constant", OPT_LIST(struct job, set)},
    {0, "now", "TIME", "what now() gives", OPT_TEXT(struct job, now)},
    {0, "seed", "N", "of hash()", OPT_COUNT(struct job, seed)},
    {0},
};
static const struct command self = {
    .name = "cs-classify",
    .usage = "-f FILE [-c LIST] [--all] [--stats FILE] [FILE...]",
    .does = "put texts into the classes of a scheme, by rules",
    .examples = "  cs-classify -f complaint.rules --stats hits.csv -o classed.csv tickets.csv\n"
		"  cs-classify -f complaint.rules --compare reason3 --confusion table.csv t.csv\n",
    .options = options,
};

static void
check_options(const struct job *job)
{
	if (job->definitions.n == 0)
		opt_misuse(&self, "which classes? see -f");
	if (job->confusion && job->compare == NULL)
		opt_misuse(&self, "--confusion goes with --compare");
	if (job->lang && !str_eq(str_of(job->lang), STR("zh")) &&
	    !str_eq(str_of(job->lang), STR("en")))
		opt_misuse(&self, "--lang: '%s'; expected zh or en", diag_text(str_of(job->lang)));
	if (job->now && !when_parse(str_of(job->now), &(struct when){0}))
		opt_misuse(&self,
		    "--now: not a time: '%s'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS",
		    diag_text(str_of(job->now)));
}

static struct output *
open_beside(const char *path)
{
	return path && !opt_plan_only() ? output_open(path, 0666) : NULL;
}

/* The records first: if they cannot be kept, what stands beside them is as it was. */
static void
commit_all(struct output *const *out, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (out[i])
			output_commit(out[i]);
}

static void
classify(const struct job *job, const struct classify_wants *want, char *const *files)
{
	struct output *out[] = {output_open(opt_plan_only() ? NULL : common.output, 0666),
	    open_beside(job->stats), open_beside(job->confusion)};
	struct classify *c = classify_new(want);

	classify_run(c, files, out[0]);
	if (out[1])
		classify_stats(c, out[1]);
	if (job->compare && !opt_plan_only())
		classify_compare(c, out[2]);
	commit_all(out, 3);
	classify_free(c);
}

int
main(int argc, char **argv)
{
	struct job job = {0};
	char **files = opt_parse(&self, &job, argc, argv);
	const char *const outputs[] = {common.output, job.stats, job.confusion};
	struct classify_wants want = {.text = job.text,
	    .columns = job.columns,
	    .lang = job.lang ? job.lang : "zh",
	    .now = job.now ? str_of(job.now) : (struct str){0},
	    .seed = job.seed,
	    .all = job.all,
	    .compare = job.compare,
	    .outputs = outputs,
	    .n_outputs = 3};

	check_options(&job);
	outputs_distinct(outputs, 3);
	opt_need_input(&self, files);
	want.rules = rules_read(&job.definitions, &job.set);
	classify(&job, &want, files);
	diag_end();
	return EXIT_OK;
}
