/* cs-sensitivity: how likely customers are to come back with a contact of a kind, and what to do
 * about it. */
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include "sense/sense.h"
#include <stdlib.h>

struct job {
	struct opt_list definitions, set;
	const char *now, *from, *horizon, *window, *half_life, *cuts, *prior, *fit;
	const char *summary, *backtest, *previous, *drift, *lang, *shard;
	uint64_t min_n, seed, shards;
	const char *columns;
	bool parts, wide, partial, merge;
};

static const struct opt options[] = {
    {'f', "definitions", "FILE", "events, scores, vetoes and advice",
	OPT_LIST(struct job, definitions)},
    {'c', "columns", "LIST", "those that go out", OPT_TEXT(struct job, columns)},
    {0, "wide", NULL, "one record a customer: SCORE_level, SCORE_pct ...",
	OPT_FLAG(struct job, wide)},
    {0, "now", "TIME", "the moment that is scored", OPT_TEXT(struct job, now)},
    {0, "horizon", "DAYS", "how far ahead (90d)", OPT_TEXT(struct job, horizon)},
    {0, "half-life", "LIST", "days to choose from; none: no decay",
	OPT_TEXT(struct job, half_life)},
    {0, "window", "DAYS", "what the fit foretells (the horizon)", OPT_TEXT(struct job, window)},
    {0, "fit", "WAY", "predictive or marginal", OPT_TEXT(struct job, fit)},
    {0, "prior", "A,B", "these instead of a fit, with one half-life", OPT_TEXT(struct job, prior)},
    {0, "from", "TIME", "where the data begins", OPT_TEXT(struct job, from)},
    {0, "cuts", "LIST", "percentiles of the levels (80,95)", OPT_TEXT(struct job, cuts)},
    {0, "summary", "FILE", "the population and the parameters", OPT_TEXT(struct job, summary)},
    {0, "backtest", "TIME", "score that moment, hold it against what came",
	OPT_TEXT(struct job, backtest)},
    {0, "previous", "FILE", "last month's scores, put beside", OPT_TEXT(struct job, previous)},
    {0, "drift", "FILE", "movement between levels since then", OPT_TEXT(struct job, drift)},
    {0, "min-n", "N", "fewer customers are marked (30)", OPT_COUNT(struct job, min_n)},
    {0, "parts", NULL, "decayed events and exposure, too", OPT_FLAG(struct job, parts)},
    {0, "lang", "zh|en", "of the advice", OPT_TEXT(struct job, lang)},
    {0, "set", "NAME=VALUE", "override a constant", OPT_LIST(struct job, set)},
    {0, "seed", "N", "of hash()", OPT_COUNT(struct job, seed)},
    {0, "partial", NULL, "print events instead of scores", OPT_FLAG(struct job, partial)},
    {0, "merge", NULL, "read streams of --partial", OPT_FLAG(struct job, merge)},
    {0, "shard", "NAME", "tells equal shards apart", OPT_TEXT(struct job, shard)},
    {0, "shards", "N", "refuse more or fewer", OPT_COUNT(struct job, shards)},
    {0},
};
static const struct command self = {
    .name = "cs-sensitivity",
    .usage = "-f FILE --now TIME [NAME=FILE...] [FILE...]",
    .does = "how likely each customer is to complain or to ask about a bill, and what to do",
    .examples =
	"  cs-sensitivity -f bill-sensitivity.score --now 2026-11-01 customer=c.csv contact=k.csv\n"
	"  cs-sensitivity -f x.score --now 2026-11-01 --backtest 2026-08-01 customer=c.csv "
	"event=e.csv\n",
    .options = options,
};

static void
check_options(const struct job *job)
{
	if (job->definitions.n == 0)
		opt_misuse(&self, "what is an event? see -f");
	if (job->now == NULL && !job->partial)
		opt_misuse(&self, "as of when? see --now");
	if (job->drift && job->previous == NULL)
		opt_misuse(&self, "--drift goes with --previous");
	if (job->partial && (job->summary || job->backtest || job->previous))
		opt_misuse(&self, "--partial prints events; --summary, --backtest and --previous "
				  "go with --merge");
	if ((job->columns || job->wide) && (job->partial || job->backtest))
		opt_misuse(&self, "-c and --wide are of scores; --partial and --backtest write "
				  "none");
	if (job->backtest && job->previous)
		opt_misuse(&self, "--backtest and --previous do not go together");
	if (job->lang && !str_eq(str_of(job->lang), STR("zh")) &&
	    !str_eq(str_of(job->lang), STR("en")))
		opt_misuse(&self, "--lang: '%s'; expected zh or en", job->lang);
}

static struct str
text_of(const char *text)
{
	return text ? str_of(text) : (struct str){0};
}

/* A second stream; - puts it in the place of the scores. */
static struct output *
open_beside(const char *path)
{
	return path && !str_eq(str_of(path), STR("-")) ? output_open(path, 0666) : NULL;
}

static void
print_plan(const struct sense *s, struct output *out)
{
	struct buf plan = {0};

	sense_explain(s, &plan);
	output_write(out, plan.at, plan.len);
	buf_clear(&plan);
}

static void
write_all(const struct job *job, struct sense *s, struct output *out, struct output *summary,
    struct output *drift)
{
	bool summary_alone = job->summary && summary == NULL,
	     drift_alone = job->drift && drift == NULL;

	sense_run(s);
	if (job->partial)
		sense_partial(s, out);
	else if (job->backtest)
		sense_backtest(s, out);
	else if (summary_alone)
		sense_summary(s, out);
	else if (drift_alone)
		sense_drift(s, out);
	else
		sense_write(s, out);
	if (summary)
		sense_summary(s, summary);
	if (drift)
		sense_drift(s, drift);
	sense_say_books(s);
}

static void
forget(struct inputs *in, struct scores *scores)
{
	inputs_free(in);
	shelf_free(scores->shelf);
	defs_free(scores->defs);
}

/* The scores first: if they cannot be kept, what stands beside them is as it was. */
static void
commit_all(struct output *out, struct output *summary, struct output *drift)
{
	output_commit(out);
	if (summary)
		output_commit(summary);
	if (drift)
		output_commit(drift);
}

int
main(int argc, char **argv)
{
	struct job job = {.min_n = 30};
	char **files = opt_parse(&self, &job, argc, argv);
	struct inputs in = inputs_read(files);
	const char *const outputs[] = {common.output, job.summary, job.drift};
	struct sense_wants want = {.inputs = in,
	    .now = text_of(job.now),
	    .backtest = text_of(job.backtest),
	    .from = text_of(job.from),
	    .shard = text_of(job.shard),
	    .shards = job.shards,
	    .min_n = job.min_n,
	    .seed = job.seed,
	    .parts = job.parts,
	    .columns = job.columns,
	    .wide = job.wide,
	    .summary = job.summary || job.drift,
	    .partial = job.partial,
	    .merge = job.merge,
	    .previous = job.previous,
	    .lang = job.lang ? job.lang : "zh",
	    .outputs = outputs,
	    .n_outputs = 3};
	bool plan = opt_plan_only();
	struct output *out, *summary, *drift;
	struct sense *s;

	check_options(&job);
	sense_parameters(&want, &(struct sense_words){job.horizon, job.window, job.half_life,
				    job.cuts, job.prior, job.fit});
	opt_need_input(&self, files);
	out = output_open(plan ? NULL : common.output, 0666);
	summary = plan ? NULL : open_beside(job.summary);
	drift = plan ? NULL : open_beside(job.drift);
	want.scores = scores_read(&job.definitions, &job.set);
	s = sense_new(&want);
	if (plan)
		print_plan(s, out);
	else
		write_all(&job, s, out, summary, drift);
	commit_all(out, summary, drift);
	diag_end();
	sense_free(s);
	forget(&in, want.scores);
	return EXIT_OK;
}
