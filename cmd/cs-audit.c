/* cs-audit: cases and their events held against standards of service: limits, stages, signs of
 * false closure. */
#include "audit/audit.h"
#include "base/diag.h"
#include "base/opt.h"
#include <inttypes.h>
#include <stdlib.h>

struct job {
	struct opt_list definitions, set;
	const char *now, *columns, *key, *limits, *owners, *cases, *fail_on, *trace;
	uint64_t seed;
	bool text;
};

static const struct opt options[] = {
    {'f', "definitions", "FILE", "limits, stages and rules", OPT_LIST(struct job, definitions)},
    {0, "now", "TIME", "the moment of audit", OPT_TEXT(struct job, now)},
    {'k', "keys", "COL", "the column that names a case", OPT_TEXT(struct job, key)},
    {'c', "columns", "LIST", "columns of the case beside each violation",
	OPT_TEXT(struct job, columns)},
    {0, "limits", "FILE", "a record for each case and limit", OPT_TEXT(struct job, limits)},
    {0, "owners", "FILE", "seconds of each owner of a limit", OPT_TEXT(struct job, owners)},
    {0, "cases", "FILE", "a record for each case", OPT_TEXT(struct job, cases)},
    {0, "trace", "ID", "the whole path of one case instead", OPT_TEXT(struct job, trace)},
    {0, "text", NULL, "the path for people to read", OPT_FLAG(struct job, text)},
    {0, "fail-on", "SEVERITY", "status 1 for such a violation: low, medium or high",
	OPT_TEXT(struct job, fail_on)},
    {0, "set", "NAME=VALUE", "override a constant", OPT_LIST(struct job, set)},
    {0, "seed", "N", "of hash()", OPT_COUNT(struct job, seed)},
    {0},
};
static const struct command self = {
    .name = "cs-audit",
    .usage = "-f FILE --now TIME [-c LIST] [NAME=FILE...] [FILE...]",
    .does = "hold cases and their events against standards of service",
    .examples =
	"  cs-audit -f complaint.audit --now 2026-11-01 -c region_id event=events.csv tickets.csv\n"
	"  cs-audit -f complaint.audit --now 2026-11-01 --trace T2608003241 event=events.csv "
	"tickets.csv\n",
    .options = options,
};

static struct str
text_of(const char *text)
{
	return text ? str_of(text) : (struct str){0};
}

static void
check_options(const struct job *job, enum severity *fail)
{
	if (job->definitions.n == 0)
		opt_misuse(&self, "held against what? see -f");
	if (job->now == NULL)
		opt_misuse(&self, "as of when? see --now");
	if (job->trace && (job->limits || job->owners || job->cases || job->fail_on))
		opt_misuse(&self, "--trace prints one case; --limits, --owners, --cases and "
				  "--fail-on do not go with it");
	if (job->text && job->trace == NULL)
		opt_misuse(&self, "--text goes with --trace");
	if (job->fail_on && !severity_of(str_of(job->fail_on), fail))
		opt_misuse(&self, "--fail-on: '%s'; expected low, medium or high", job->fail_on);
}

/* A stream beside the violations. */
static struct output *
open_beside(const char *path)
{
	return path && !opt_plan_only() ? output_open(path, 0666) : NULL;
}

static void
commit(struct output *out)
{
	if (out)
		output_commit(out);
}

static void
plan(const struct audit *a, struct output *out)
{
	struct buf b = {0};

	audit_explain(a, &b);
	output_write(out, b.at, b.len);
	buf_clear(&b);
}

int
main(int argc, char **argv)
{
	struct job job = {0};
	char **operands = opt_parse(&self, &job, argc, argv);
	const char *outputs[4];
	enum severity fail = SEVERITY_LOW;
	struct audit_wants want;
	struct audit *a;
	uint64_t found;

	check_options(&job, &fail);
	opt_need_input(&self, operands);
	outputs[0] = common.output;
	outputs[1] = job.limits;
	outputs[2] = job.owners;
	outputs[3] = job.cases;
	outputs_distinct(outputs, 4);
	want = (struct audit_wants){.defs = audit_read(&job.definitions, &job.set),
	    .inputs = inputs_read(operands),
	    .now = text_of(job.now),
	    .seed = job.seed,
	    .columns = text_of(job.columns),
	    .key = text_of(job.key),
	    .trace = text_of(job.trace),
	    .text = job.text,
	    .out = output_open(opt_plan_only() ? NULL : common.output, 0666),
	    .limits = open_beside(job.limits),
	    .owners = open_beside(job.owners),
	    .cases = open_beside(job.cases)};
	a = audit_new(&want);
	if (opt_plan_only())
		plan(a, want.out);
	else
		audit_run(a);
	commit(want.limits);
	commit(want.owners);
	commit(want.cases);
	commit(want.out);
	audit_say_books(a);
	diag_end();
	found = job.fail_on ? audit_found(a, fail) : 0;
	if (found)
		warn("violations of severity %s%s: %" PRIu64 "; --fail-on", job.fail_on,
		    fail == SEVERITY_HIGH ? "" : " or higher", found);
	audit_free(a);
	inputs_free(&want.inputs);
	shelf_free(want.defs->shelf);
	defs_free(want.defs->defs);
	return found ? EXIT_FOUND : EXIT_OK;
}
