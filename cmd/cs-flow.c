/* cs-flow: the paths cases really take, where they wait, who hands over to whom. */
#include "base/diag.h"
#include "base/opt.h"
#include "flow/flow.h"
#include "value/when.h"

struct job {
	struct opt_list definitions, set, groups, also;
	const char *keys, *gap, *activity, *time, *unit, *until, *where, *ends, *allow, *show,
	    *cover, *calendar, *now;
	bool fail;
};

static const struct opt options[] = {
    {'k', "keys", "LIST", "columns whose values make a case", OPT_TEXT(struct job, keys)},
    {0, "gap", "DURATION", "a new case where more time than this has passed, as in 24h",
	OPT_TEXT(struct job, gap)},
    {0, "activity", "EXPR", "what happened; default the column activity",
	OPT_TEXT(struct job, activity)},
    {0, "time", "EXPR", "when it began", OPT_TEXT(struct job, time)},
    {0, "until", "EXPR", "when it ended: work apart from waiting", OPT_TEXT(struct job, until)},
    {0, "unit", "EXPR", "who did it: hand-overs", OPT_TEXT(struct job, unit)},
    {'g', "group", "COL|NAME=EXPR", "apart by this value of a case's first event (repeatable)",
	OPT_LIST(struct job, groups)},
    {'w', "where", "EXPR", "only events for which EXPR holds", OPT_TEXT(struct job, where)},
    {0, "ends", "LIST", "activities that close a case; a case that ends otherwise is open",
	OPT_TEXT(struct job, ends)},
    {0, "show", "WHAT",
	"arcs (default), variants, activities, handovers, cases, deviations, "
	"steps, summary, dot",
	OPT_TEXT(struct job, show)},
    {0, "also", "WHAT=FILE", "a further stream of the same run (repeatable)",
	OPT_LIST(struct job, also)},
    {0, "allow", "FILE", "allowed steps: from,to; no from: a start, no to: an end",
	OPT_TEXT(struct job, allow)},
    {0, "cover", "N%", "for steps: of the variants that cover N % of the cases; default 80%",
	OPT_TEXT(struct job, cover)},
    {0, "fail-on-deviation", NULL, "status 1 if a step is not allowed", OPT_FLAG(struct job, fail)},
    {'f', "definitions", "FILE", "source, lets, calendars and stages (repeatable)",
	OPT_LIST(struct job, definitions)},
    {0, "set", "NAME=VALUE", "override a constant of the definitions (repeatable)",
	OPT_LIST(struct job, set)},
    {0, "calendar", "NAME", "waiting in the working time of a calendar of the definitions, too",
	OPT_TEXT(struct job, calendar)},
    {0, "now", "TIME", "later events are left out", OPT_TEXT(struct job, now)},
    {0},
};
static const struct command self = {
    .name = "cs-flow",
    .usage = "-k LIST --time EXPR [--activity EXPR] [--until EXPR] [--unit EXPR] [--show WHAT] "
	     "[FILE...]",
    .does = "the paths cases really take, where they wait, who hands over to whom",
    .examples =
	"  cs-flow -k ticket_id --time begin_time --until end_time --unit to_org events.csv\n"
	"  cs-flow -k ticket_id --time begin_time --ends CLS --show variants events.csv\n",
    .options = options,
};

static const struct tree *
read_expr(const char *option, const char *text, struct arena *a, struct str *name)
{
	struct script *script = arena_zero(a, 1, sizeof *script);
	const struct tree *t;
	struct misfit m;

	if (text == NULL)
		return NULL;
	*script = (struct script){.name = option, .text = str_of(text), .line0 = 1};
	t = name ? tree_named(script, a, name, &m) : tree_of(script, a, &m);
	if (t == NULL)
		misfit_die(&m);
	return t;
}

static enum flow_show
read_show(const char *option, struct str word)
{
	enum flow_show show = FLOW_ARCS;
	size_t n;
	const struct str *shows = flow_shows(&n);

	if (!flow_show_of(word, &show))
		opt_misuse(
		    &self, "%s: no '%s'%s", option, diag_text(word), diag_hint(word, shows, n));
	return show;
}

/* --also WHAT=FILE */
static struct flow_also *
read_also(const struct opt_list *list, const char **path, struct arena *a)
{
	struct flow_also *also = arena_zero(a, list->n + 1, sizeof *also);

	for (size_t i = 0; i < list->n; i++) {
		struct str file, word = str_cut(str_of(list->at[i]), '=', &file);

		if (file.len == 0)
			opt_misuse(
			    &self, "--also: expected WHAT=FILE, as in variants=variants.csv");
		also[i].show = read_show("--also", word);
		path[i + 1] = file.at;
	}
	return also;
}

/* a,b,c */
static const struct str *
read_names(const char *text, size_t *n, struct arena *a)
{
	struct str *names = arena_zero(a, text ? strlen(text) + 1 : 1, sizeof *names);

	for (struct str rest = text ? str_of(text) : (struct str){0}, one; rest.at; (*n)++) {
		one = str_cut(rest, ',', &rest);
		names[*n] = str_trim(one);
	}
	return names;
}

/* A number without a unit would be seconds, which nobody means here. */
static struct num
read_gap(const char *text, struct arena *a)
{
	const struct tree *t;

	if (text == NULL)
		return NUM_NONE;
	t = read_expr("--gap", text, a, NULL);
	if (t->op != T_NUMBER || num_parse(str_trim(str_of(text)), &(struct num){0}))
		opt_misuse(
		    &self, "--gap: '%s'; expected a duration, as in 24h", diag_text(str_of(text)));
	return t->number;
}

static struct num
read_cover(const char *text)
{
	struct str s = str_of(text);
	struct num n;

	if (s.len && s.at[s.len - 1] == '%')
		s.len--;
	if (!num_parse(s, &n) || num_cmp(n, NUM(0)) <= 0 || num_cmp(n, NUM(100)) > 0)
		opt_misuse(&self, "--cover: '%s'; expected a percentage, as in 80%%",
		    diag_text(str_of(text)));
	return n;
}

/* What the options say; the definitions and the files are not read yet. */
static struct flow_wants
read_wants(const struct job *job, char *const *files, struct arena *a)
{
	struct flow_expr *groups = arena_zero(a, job->groups.n + 1, sizeof *groups);
	struct flow_wants want = {.inputs = inputs_read(files),
	    .keys = job->keys ? str_of(job->keys) : (struct str){0},
	    .activity =
		read_expr("--activity", job->activity ? job->activity : "activity", a, NULL),
	    .time = read_expr("--time", job->time, a, NULL),
	    .unit = read_expr("--unit", job->unit, a, NULL),
	    .until = read_expr("--until", job->until, a, NULL),
	    .where = read_expr("--where", job->where, a, NULL),
	    .group = groups,
	    .groups = job->groups.n,
	    .allow = job->allow,
	    .calendar = job->calendar ? str_of(job->calendar) : (struct str){0},
	    .gap = read_gap(job->gap, a),
	    .cover = read_cover(job->cover),
	    .now = job->now ? str_of(job->now) : (struct str){0},
	    .judged = job->fail,
	    .show = read_show("--show", str_of(job->show))};

	for (size_t i = 0; i < job->groups.n; i++)
		groups[i].tree = read_expr("--group", job->groups.at[i], a, &groups[i].name);
	want.ends = read_names(job->ends, &want.n_ends, a);
	if (job->now && !when_parse(want.now, &(struct when){0}))
		opt_misuse(&self,
		    "--now: not a time: '%s'; expected YYYY-MM-DD or YYYY-MM-DD HH:MM:SS",
		    diag_text(want.now));
	return want;
}

/* The streams of --also appear when the whole run is done, the output last. */
static void
run(struct flow *f, struct flow_also *also, const char *const *path, size_t n, struct output *out)
{
	for (size_t i = 0; i < n; i++)
		also[i].out = output_open(path[i + 1], 0600);
	flow_run(f, out);
	for (size_t i = 0; i < n; i++)
		output_commit(also[i].out);
	flow_say_books(f);
}

static void
explain(const struct flow *f, struct output *out)
{
	struct buf plan = {0};

	flow_explain(f, &plan);
	output_write(out, plan.at, plan.len);
	buf_clear(&plan);
}

int
main(int argc, char **argv)
{
	struct job job = {.show = "arcs", .cover = "80%"};
	struct arena arena = {0};
	char **files = opt_parse(&self, &job, argc, argv);
	const char **path = arena_zero(&arena, job.also.n + 1, sizeof *path);
	struct flow_also *also = read_also(&job.also, path, &arena);
	struct flow_wants want = read_wants(&job, files, &arena);
	struct output *out;
	struct flow *f;
	bool failed;

	want.also = also;
	want.alsos = job.also.n;
	path[0] = common.output;
	outputs_distinct(path, job.also.n + 1);
	opt_need_input(&self, files);
	out = output_open(opt_plan_only() ? NULL : common.output, 0666);
	want.defs = audit_read(&job.definitions, &job.set);
	f = flow_new(&want);
	if (opt_plan_only())
		explain(f, out);
	else
		run(f, also, path, job.also.n, out);
	output_commit(out);
	diag_end();
	failed = job.fail && flow_deviates(f);
	flow_free(f);
	inputs_free(&want.inputs);
	arena_clear(&arena);
	if (failed)
		warn("steps that are not allowed were found; --fail-on-deviation");
	return failed ? EXIT_FOUND : EXIT_OK;
}
