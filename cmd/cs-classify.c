/* cs-classify: texts to the classes of a scheme, by rules and by a model learned from history. */
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include "classify/classify.h"
#include "classify/model.h"
#include "value/when.h"

struct job {
	struct opt_list definitions, set;
	const char *columns, *text, *lang, *now, *stats, *compare, *confusion;
	const char *learn, *label, *model, *precision, *id;
	uint64_t seed, top, min_n, folds;
	bool all, suggest;
};

enum { OUTPUTS = 4, MIN_N = 5, TOP = 40 };

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
    {0, "model", "FILE", "for what no rule matches; see --learn", OPT_TEXT(struct job, model)},
    {0, "precision", "P", "share of its classes that must be right (0.9)",
	OPT_TEXT(struct job, precision)},
    {0, "learn", "FILE", "fit a model to classified texts, print how well it does",
	OPT_TEXT(struct job, learn)},
    {0, "label", "LIST", "columns that are the class, level by level", OPT_TEXT(struct job, label)},
    {0, "folds", "N", "of the cross-validation (5)", OPT_COUNT(struct job, folds)},
    {0, "suggest", NULL, "phrases that set texts without a class apart",
	OPT_FLAG(struct job, suggest)},
    {0, "id", "COLUMN", "names the examples of a phrase", OPT_TEXT(struct job, id)},
    {0, "min-n", "N", "texts that a phrase is in, at least (5)", OPT_COUNT(struct job, min_n)},
    {0, "top", "N", "phrases shown, at most (40)", OPT_COUNT(struct job, top)},
    {0, "lang", "zh|en", "of what is asked and said", OPT_TEXT(struct job, lang)},
    {0, "set", "NAME=VALUE", "override a constant", OPT_LIST(struct job, set)},
    {0, "now", "TIME", "what now() gives", OPT_TEXT(struct job, now)},
    {0, "seed", "N", "of hash(), and of the folds", OPT_COUNT(struct job, seed)},
    {0},
};
static const struct command self = {
    .name = "cs-classify",
    .usage = "-f FILE [-c LIST] [--all] [--stats FILE] [--model FILE | --learn FILE | --suggest] "
	     "[FILE...]",
    .does = "put texts into the classes of a scheme, by rules and by what history teaches",
    .examples = "  cs-classify -f complaint.rules --stats hits.csv -o classed.csv tickets.csv\n"
		"  cs-classify -f complaint.rules --learn complaint.model tickets.csv\n",
    .options = options,
};

/* What goes with one kind of work alone. */
static void
check_work(const struct job *job)
{
	bool records = !job->suggest && !job->learn;

	if (job->suggest && job->learn)
		opt_misuse(&self, "--suggest and --learn do not go together");
	if (job->suggest && job->definitions.n == 0)
		opt_misuse(&self, "--suggest looks at what rules leave; see -f");
	if (job->learn && job->definitions.n == 0 && !(job->label && job->text))
		opt_misuse(&self, "--learn from what? see -f, or --label and --text");
	if (records && job->definitions.n == 0 && job->model == NULL)
		opt_misuse(&self, "which classes? see -f and --model");
	if (!records && (job->all || job->stats || job->compare || job->model || job->columns))
		opt_misuse(&self, "--suggest and --learn write no records, so -c, --all, --stats, "
				  "--compare and --model do not go with them");
	if (job->label && !job->learn)
		opt_misuse(&self, "--label goes with --learn");
	if (job->id && !job->suggest)
		opt_misuse(&self, "--id goes with --suggest");
	if (!job->suggest && (job->min_n != MIN_N || job->top != TOP))
		opt_misuse(&self, "--min-n and --top go with --suggest");
	if (job->folds < 2 || job->folds > 100)
		opt_misuse(&self, "--folds: expected 2 to 100");
}

static void
check_options(const struct job *job)
{
	check_work(job);
	if (job->confusion && job->compare == NULL)
		opt_misuse(&self, "--confusion goes with --compare");
	if (job->precision && !job->model && !job->learn)
		opt_misuse(&self, "--precision goes with --model or --learn");
	if (job->lang && !str_eq(str_of(job->lang), STR("zh")) &&
	    !str_eq(str_of(job->lang), STR("en")))
		opt_misuse(&self, "--lang: '%s'; expected zh or en", diag_text(str_of(job->lang)));
	if (job->now && !when_parse(str_of(job->now), &(struct when){0}))
		opt_misuse(&self,
		    "--now: not a time: '%s'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS",
		    diag_text(str_of(job->now)));
}

static double
read_precision(const char *text)
{
	struct num n = NUM(0);

	if (text == NULL)
		return 0.9;
	if (!num_parse(str_of(text), &n) || n.kind == NUM_NULL || num_cmp(n, NUM(0)) < 0 ||
	    num_cmp(n, NUM(1)) > 0)
		opt_misuse(&self, "--precision: '%s'; expected 0 to 1", diag_text(str_of(text)));
	return num_double(n);
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
write_beside(const struct job *job, const struct classify *c, struct output *const *out)
{
	if (job->suggest)
		suggest_write(c, out[0]);
	if (job->learn)
		learn_write(c, out[0], out[3]);
	if (job->stats)
		classify_stats(c, out[1]);
	if (job->compare)
		classify_compare(c, out[2]);
}

static void
classify(const struct job *job, const struct classify_wants *want, char *const *files)
{
	struct output *out[OUTPUTS] = {output_open(opt_plan_only() ? NULL : common.output, 0666),
	    open_beside(job->stats), open_beside(job->confusion), open_beside(job->learn)};
	struct classify *c = classify_new(want);

	classify_run(c, files, out[0]);
	if (!opt_plan_only())
		write_beside(job, c, out);
	commit_all(out, OUTPUTS);
	classify_free(c);
}

int
main(int argc, char **argv)
{
	struct job job = {.min_n = MIN_N, .top = TOP, .folds = 5};
	char **files = opt_parse(&self, &job, argc, argv);
	const char *const outputs[OUTPUTS] = {common.output, job.stats, job.confusion, job.learn};
	struct model *model = NULL;
	struct classify_wants want = {.work = job.suggest ? CLASSIFY_SUGGEST
					      : job.learn ? CLASSIFY_LEARN
							  : CLASSIFY_RECORDS,
	    .text = job.text,
	    .columns = job.columns,
	    .lang = job.lang ? job.lang : "zh",
	    .now = job.now ? str_of(job.now) : (struct str){0},
	    .seed = job.seed,
	    .all = job.all,
	    .compare = job.compare,
	    .outputs = outputs,
	    .n_outputs = OUTPUTS,
	    .precision = read_precision(job.precision),
	    .label = job.label,
	    .id = job.id,
	    .min_n = job.min_n ? job.min_n : 1,
	    .top = job.top,
	    .folds = job.folds};

	check_options(&job);
	outputs_distinct(outputs, OUTPUTS);
	opt_need_input(&self, files);
	if (job.definitions.n)
		want.rules = rules_read(&job.definitions, &job.set);
	if (job.model)
		want.model = model = model_read(job.model);
	classify(&job, &want, files);
	model_free(model);
	diag_end();
	return EXIT_OK;
}
