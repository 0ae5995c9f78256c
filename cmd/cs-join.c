/* cs-join: join two streams on keys, on time ranges, or as of a moment. */
#include "base/diag.h"
#include "base/opt.h"
#include "join/join.h"

struct job {
	const char *keys, *columns, *as_of, *between, *prefix, *unmatched, *unmatched_right;
	bool left, right, full, semi, anti, inner, many, must_match;
};

static const struct opt options[] = {
    {'k', "keys", "KEY[=KEY2],...", "key columns; KEY2 is its name on the right",
	OPT_TEXT(struct job, keys)},
    {'c', "columns", "LIST", "columns taken from the right; default all but its keys",
	OPT_TEXT(struct job, columns)},
    {0, "inner", NULL, "records with a partner (the default)", OPT_FLAG(struct job, inner)},
    {0, "left", NULL, "every left record, with or without a partner", OPT_FLAG(struct job, left)},
    {0, "right", NULL, "every right record", OPT_FLAG(struct job, right)},
    {0, "full", NULL, "every record of both", OPT_FLAG(struct job, full)},
    {0, "semi", NULL, "left records that have a partner", OPT_FLAG(struct job, semi)},
    {0, "anti", NULL, "left records that have none", OPT_FLAG(struct job, anti)},
    {0, "many", NULL, "a left record may find several partners", OPT_FLAG(struct job, many)},
    {0, "as-of", "TIME=FROM", "the right record with the latest FROM not after TIME",
	OPT_TEXT(struct job, as_of)},
    {0, "between", "TIME=FROM,TO", "right records with FROM <= TIME < TO; a null TO is open",
	OPT_TEXT(struct job, between)},
    {'r', "unmatched", "FILE", "left records that found no partner",
	OPT_TEXT(struct job, unmatched)},
    {0, "unmatched-right", "FILE", "right records that found no partner",
	OPT_TEXT(struct job, unmatched_right)},
    {0, "must-match", NULL, "status 1 if a left record found no partner",
	OPT_FLAG(struct job, must_match)},
    {0, "prefix", "TEXT", "before right names that clash; default right_",
	OPT_TEXT(struct job, prefix)},
    {0},
};
static const struct command self = {
    .name = "cs-join",
    .usage = "-k KEY[=KEY2],... [--left | --full | ...] LEFT RIGHT",
    .does = "join two streams on keys, on time ranges, or as of a moment; the right one is held in "
	    "memory, or beyond --memory in scratch files",
    .examples = "  cs-join -k cust_id --left tickets.csv customers.csv\n"
		"  cs-join -k cust_id --as-of accept_time=valid_from tickets.csv plans.csv\n",
    .options = options,
};

static enum join_kind
kind_of(const struct job *job)
{
	const bool asked[] = {job->inner, job->left, job->right, job->full, job->semi, job->anti};
	enum join_kind kind = JOIN_INNER;
	unsigned n = 0;

	for (unsigned i = 0; i < sizeof asked / sizeof *asked; i++)
		if (asked[i]) {
			kind = (enum join_kind)i;
			n++;
		}
	if (n > 1)
		opt_misuse(&self, "more than one of --inner --left --right --full --semi --anti");
	return kind;
}

int
main(int argc, char **argv)
{
	struct job job = {.prefix = "right_"};
	char **files = opt_parse(&self, &job, argc, argv);
	struct join_wants want = {.kind = kind_of(&job),
	    .keys = job.keys,
	    .columns = job.columns,
	    .as_of = job.as_of,
	    .between = job.between,
	    .prefix = job.prefix,
	    .many = job.many};
	struct output *out;
	const char *const outputs[] = {common.output, job.unmatched, job.unmatched_right};
	uint64_t unmatched;

	if (job.keys == NULL)
		opt_misuse(&self, "which keys? see -k");
	if (files[0] == NULL || files[1] == NULL || files[2] != NULL)
		opt_misuse(&self, "expected two files, LEFT and RIGHT; - is standard input");
	if (job.as_of && job.between)
		opt_misuse(&self, "--as-of and --between together");
	if (str_eq(str_of(files[0]), STR("-")) && str_eq(str_of(files[1]), STR("-")))
		opt_misuse(&self, "both sides are standard input");
	outputs_distinct(outputs, 3);
	out = output_open(opt_plan_only() ? NULL : common.output, 0666);
	if (job.unmatched && !opt_plan_only())
		want.unmatched = output_open(job.unmatched, 0600);
	if (job.unmatched_right && !opt_plan_only())
		want.unmatched_right = output_open(job.unmatched_right, 0600);
	want.outputs = outputs;
	want.n_outputs = 3;
	unmatched = join_run(&want, files[0], files[1], out);
	outputs_commit((struct output *[]){want.unmatched, want.unmatched_right, out}, 3);
	diag_end();
	if (job.must_match && unmatched) {
		warn("%llu left records found no partner; --must-match",
		    (unsigned long long)unmatched);
		return EXIT_FOUND;
	}
	return EXIT_OK;
}
