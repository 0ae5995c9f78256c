/* cs-ingest: a raw extract in, a clean stream out; every rejected record kept with its reason. */
#include "base/mem.h"
#include "base/opt.h"
#include "intake/infer.h"
#include "intake/intake.h"
#include "io/sandbox.h"
#include "record/stream.h"
#include <libgen.h>
#include <stdlib.h>

struct job {
	const char *schema, *rejects, *control, *stats, *max_reject, *key_file;
	struct opt_list set;
	bool infer;
};

static const struct opt options[] = {
    {'s', "schema", "FILE", "what the extract is and what it must become",
	OPT_TEXT(struct job, schema)},
    {'r', "rejects", "FILE", "where rejected records go, with their reasons",
	OPT_TEXT(struct job, rejects)},
    {0, "control", "FILE", "hold each extract to the rows and bytes it lists",
	OPT_TEXT(struct job, control)},
    {0, "stats", "FILE", "write data-quality figures, column by column",
	OPT_TEXT(struct job, stats)},
    {0, "max-reject", "N|P%", "rejected records that still end with status 0 (default 0)",
	OPT_TEXT(struct job, max_reject)},
    {0, "key-file", "FILE", "the key of pseudonyms, 32 bytes or more, readable by you alone",
	OPT_TEXT(struct job, key_file)},
    {0, "set", "NAME=VALUE", "override a constant of the schema", OPT_LIST(struct job, set)},
    {0, "infer", NULL, "print a schema proposed from the data", OPT_FLAG(struct job, infer)},
    {0},
};

static const struct command self = {
    .name = "cs-ingest",
    .usage = "-s SCHEMA [-r REJECTS] [--control FILE] [--stats FILE] [--max-reject N|P%] [FILE...]",
    .does = "raw extract in, clean stream out; every rejected record kept with its reason",
    .examples = "  cs-ingest --infer raw.csv > raw.schema\n"
		"  cs-ingest -s raw.schema -r rejects.csv --max-reject 0.5% raw.csv > clean.csv\n",
    .options = options,
};

/* "N" or "P%". */
struct limit {
	struct num n;
	bool percent;
};

static struct limit
read_limit(const char *text)
{
	struct limit l = {NUM(0), false};
	struct str s;

	if (text == NULL)
		return l;
	s = str_of(text);
	l.percent = str_ends(s, STR("%"));
	s.len -= l.percent;
	if (!num_parse(s, &l.n) || l.n.kind == NUM_NULL || num_cmp(l.n, NUM(0)) < 0 ||
	    (!l.percent && memchr(s.at, '.', s.len) != NULL))
		opt_misuse(&self, "--max-reject: expected a number or a percentage, not '%s'",
		    diag_text(str_of(text)));
	return l;
}

/* rejected > N, or 100 * rejected > P * read: exactly. */
static bool
too_many(struct limit l, const struct books *b)
{
	struct num rejected = NUM((int64_t)b->rejected);

	if (!l.percent)
		return num_cmp(rejected, l.n) > 0;
	return num_cmp(num_mul(rejected, NUM(100)), num_mul(l.n, NUM((int64_t)b->read))) > 0;
}

static void
print_plan(const struct intake *in)
{
	struct buf b = {0};
	struct output *out = output_open(NULL, 0666);

	if (common.explain)
		buf_str(&b, in->schema->defs->text);
	intake_explain(in, &b);
	if (common.explain)
		buf_fmt(&b, "# fingerprint %s, %u threads, %llu bytes of memory\n",
		    in->schema->defs->fingerprint, common.jobs, (unsigned long long)common.memory);
	output_write(out, b.at, b.len);
	output_commit(out);
	buf_clear(&b);
}

/* Every input is open: from here on only the directories of outputs may take files. */
static void
enter_sandbox(const struct job *job, const struct intake *in)
{
	const char *outputs[] = {common.output, job->rejects, job->stats};
	char *dirs[4] = {NULL}, *copy[3] = {NULL};
	size_t n = 0;

	if (!intake_all_open(in))
		return;
	for (size_t i = 0; i < 3; i++)
		if (outputs[i] != NULL)
			dirs[n++] = dirname(copy[i] = mem_dup(outputs[i]));
	sandbox_enter(dirs);
	for (size_t i = 0; i < 3; i++)
		free(copy[i]);
}

static int
ingest(const struct job *job, char *const *files)
{
	struct intake in = {.schema = schema_read(job->schema, &job->set)};
	struct limit limit = read_limit(job->max_reject);
	int status;

	in.bind = bind_new(in.schema, job->key_file);
	if (job->control)
		in.control = control_read(job->control, in.schema);
	in.reject.delimiter = common.delimiter_out;
	if (common.explain || common.dry_run) {
		intake_open(&in, files);
		print_plan(&in);
		return EXIT_OK;
	}
	in.out = output_open(common.output, 0666);
	if (job->rejects)
		in.reject.out = output_open(job->rejects, 0600);
	if (job->stats)
		in.stats_out = output_open(job->stats, 0666);
	intake_open(&in, files);
	enter_sandbox(job, &in);
	intake_run(&in);
	output_commit(in.out);
	if (in.reject.out)
		output_commit(in.reject.out);
	if (in.stats_out)
		output_commit(in.stats_out);
	diag_end();
	stream_say_books(NULL, &in.books, true);
	status = in.unfit || too_many(limit, &in.books) ? EXIT_FOUND : EXIT_OK;
	intake_free(&in);
	return status;
}

int
main(int argc, char **argv)
{
	static char standard_input[] = "-";
	static char *const no_files[] = {standard_input, NULL};
	struct job job = {0};
	char **files = opt_parse(&self, &job, argc, argv);

	if (job.infer && job.schema)
		opt_misuse(&self, "--infer makes a schema; it takes none");
	if (!job.infer && !job.schema)
		opt_misuse(&self, "which schema? see -s and --infer");
	opt_need_input(&self, files);
	if (job.infer)
		return infer_print(files[0] ? files : no_files);
	return ingest(&job, files[0] ? files : no_files);
}
