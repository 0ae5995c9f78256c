/* cs-select: keep records, choose, rename and derive columns. */
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include "pick/pick.h"
#include "value/when.h"

struct job {
	const char *where, *columns, *now;
	struct opt_list exprs, rename;
	uint64_t seed;
};

static const struct opt options[] = {
    {'w', "where", "EXPR", "keep the records for which EXPR holds", OPT_TEXT(struct job, where)},
    {'c', "columns", "LIST", "columns that go out, in this order; default all",
	OPT_TEXT(struct job, columns)},
    {'e', "expr", "NAME=EXPR", "derive a column, or replace one (repeatable)",
	OPT_LIST(struct job, exprs)},
    {0, "rename", "OLD=NEW", "rename a column (repeatable)", OPT_LIST(struct job, rename)},
    {0, "now", "TIME", "what now() gives", OPT_TEXT(struct job, now)},
    {0, "seed", "N", "of hash()", OPT_COUNT(struct job, seed)},
    {0},
};
static const struct command self = {
    .name = "cs-select",
    .usage = "[-w EXPR] [-c LIST] [-e NAME=EXPR] [--rename OLD=NEW] [FILE...]",
    .does = "keep records, choose, rename and derive columns",
    .examples = "  cs-select -w 'answered and wait > 60' -c call_id,region,wait calls.csv\n"
		"  cs-select -e 'month = month(start)' -c '!phone' calls.csv\n",
    .options = options,
};

int
main(int argc, char **argv)
{
	struct job job = {0};
	char **files = opt_parse(&self, &job, argc, argv);
	struct pick_wants want = {.where = job.where,
	    .columns = job.columns,
	    .exprs = &job.exprs,
	    .rename = &job.rename,
	    .now = job.now ? str_of(job.now) : (struct str){0},
	    .seed = job.seed};
	struct output *out;

	if (job.now && !when_parse(str_of(job.now), &(struct when){0}))
		opt_misuse(&self, "--now: not a time: '%s'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS",
		    diag_text(str_of(job.now)));
	opt_need_input(&self, files);
	out = output_open(opt_plan_only() ? NULL : common.output, 0666);
	pick_run(&want, files, out);
	output_commit(out);
	diag_end();
	return EXIT_OK;
}
