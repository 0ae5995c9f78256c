/* cs-report: the report of a period by place, from indicator streams and a layout. */
#include "base/mem.h"
#include "base/opt.h"
#include "io/sandbox.h"
#include "render/terminal.h"
#include "report/publish.h"
#include "value/when.h"
#include <errno.h>
#include <libgen.h>
#include <stdlib.h>
#include <sys/stat.h>

struct job {
	const char *layout, *format, *preset, *lang, *period, *split, *out_dir, *place, *now;
	struct opt_list set;
	bool no_script, ascii;
	/* What the operands name. */
	char **kpi, **list;
	size_t kpis, lists;
	/* What they come to. */
	const struct format *as;
	struct ledger ledger;
	struct listings listings;
	struct reading **reading;
	struct input_note *input;
	struct report_wants wants;
};

static const struct opt options[] = {
    {'f', "definitions", "LAYOUT", "what the report shows", OPT_TEXT(struct job, layout)},
    {0, "set", "NAME=VALUE", "override a constant of the layout", OPT_LIST(struct job, set)},
    {0, "format", "FORMAT", "text, markdown, html or csv (default: the preset's, else text)",
	OPT_TEXT(struct job, format)},
    {0, "preset", "NAME", "a selection that the layout names", OPT_TEXT(struct job, preset)},
    {0, "lang", "zh|en", "language of labels and sentences", OPT_TEXT(struct job, lang)},
    {0, "period", "PERIOD", "2026-10 (default: the last with data)", OPT_TEXT(struct job, period)},
    {0, "place", "NAME", "the report of one place", OPT_TEXT(struct job, place)},
    {0, "split", "COLUMN", "a report for each place, and an index, into --out-dir",
	OPT_TEXT(struct job, split)},
    {0, "out-dir", "DIR", "where the reports of --split go", OPT_TEXT(struct job, out_dir)},
    {0, "now", "TIME", "the figures are as of then (default: the period's end)",
	OPT_TEXT(struct job, now)},
    {0, "no-script", NULL, "HTML without the script that sorts tables",
	OPT_FLAG(struct job, no_script)},
    {0, "ascii", NULL, "text without box and block characters", OPT_FLAG(struct job, ascii)},
    {0},
};

static const struct command self = {
    .name = "cs-report",
    .usage = "-f LAYOUT [--format FORMAT] [--preset NAME] [--period PERIOD] [--place NAME | "
	     "--split COLUMN --out-dir DIR] "
	     "kpi=FILE... [list=FILE...]",
    .does = "the report of a period by place: text, Markdown, HTML, CSV",
    .examples = "  cs-report -f monthly.layout --format html -o report.html kpi=hotline.csv "
		"kpi=complaint.csv\n"
		"  cs-report -f monthly.layout --period 2026-10 kpi=hotline.csv | less -SR\n",
    .options = options,
};

/* kpi=FILE, list=FILE; a plain FILE (./a=b.csv too) is figures. */
static void
sort_operands(struct job *job, char **files)
{
	size_t n = 0;

	while (files[n])
		n++;
	job->kpi = mem_new(n + 1, sizeof *job->kpi);
	job->list = mem_new(n + 1, sizeof *job->list);
	for (size_t i = 0; i < n; i++) {
		struct str file, name = str_cut(str_of(files[i]), '=', &file);

		if (file.at == NULL || memchr(name.at, '/', name.len))
			job->kpi[job->kpis++] = files[i];
		else if (str_eq(name, STR("kpi")))
			job->kpi[job->kpis++] = files[i] + 4;
		else if (str_eq(name, STR("list")))
			job->list[job->lists++] = files[i] + 5;
		else
			opt_misuse(&self, "'%s': a report takes kpi=FILE and list=FILE",
			    diag_text(str_of(files[i])));
	}
	if (job->kpis == 0)
		opt_misuse(&self, "no figures; give kpi=FILE");
}

static const struct preset *
find_preset(const struct layout *l, const char *name)
{
	struct str *names = mem_new(l->presets + 1, sizeof *names);

	for (size_t i = 0; name && i < l->presets; i++)
		if (str_eq(l->preset[i].name, str_of(name))) {
			free(names);
			return &l->preset[i];
		}
	for (size_t i = 0; i < l->presets; i++)
		names[i] = l->preset[i].name;
	if (name)
		die("--preset: no preset '%s'%s", diag_text(str_of(name)),
		    diag_hint(str_of(name), names, l->presets));
	free(names);
	return NULL;
}

/* The option, else the preset's word, else the last. */
static struct str
choice(const char *option, struct str preset, const char *otherwise)
{
	return option ? str_of(option) : preset.len ? preset : str_of(otherwise);
}

static void
decide(struct job *job)
{
	struct report_wants *w = &job->wants;
	const struct preset *p = w->preset = find_preset(w->layout, job->preset);
	struct str format = choice(job->format, p ? p->format : STR(""), "text");
	struct str lang = choice(job->lang, p ? p->lang : STR(""), "zh");
	struct when when;

	job->as = format_find(format);
	if (job->as == NULL)
		opt_misuse(&self, "--format: no format '%s'; there are %s", diag_text(format),
		    format_names());
	if (job->as->render == NULL)
		die("--format: this build has no %s; there are %s", job->as->name, format_names());
	if (!lang_find(lang, &w->lang))
		opt_misuse(&self, "--lang: expected zh or en, not '%s'", diag_text(lang));
	if (job->now && !when_parse(str_of(job->now), &when))
		opt_misuse(&self, "--now: not a time: '%s'", diag_text(str_of(job->now)));
	w->now = job->now ? str_of(job->now) : STR("");
	w->charts = p == NULL || p->charts != 0;
	w->definitions = p == NULL || p->definitions != 0;
	w->place = -1;
	if (job->split && !str_eq(str_of(job->split), w->layout->by))
		opt_misuse(&self,
		    "--split: expected '%.*s', the column of places in the layout, not '%s'",
		    STR_ARG(w->layout->by), diag_text(str_of(job->split)));
	if (job->period && !period_parse(job->ledger.period, str_of(job->period), &w->period))
		opt_misuse(&self, "--period: not a %.*s: '%s'",
		    STR_ARG(period_column(job->ledger.period)), diag_text(str_of(job->period)));
}

static void
open_streams(struct job *job)
{
	job->reading = mem_new(job->kpis, sizeof *job->reading);
	job->input = mem_new(job->kpis + job->lists, sizeof *job->input);
	for (size_t i = 0; i < job->kpis; i++)
		job->reading[i] = ledger_open(&job->ledger, job->kpi[i]);
	listings_open(&job->listings, job->wants.layout, job->list, job->lists, job->wants.now,
	    job->split != NULL);
}

/* A report of dashes helps nobody: it says which periods there are instead. */
static void
choose_period(struct job *job)
{
	const struct ledger *l = &job->ledger;
	struct buf want = {0}, from = {0}, to = {0};

	if (!l->any)
		die("%s: no figures", job->kpi[0]);
	if (!job->period)
		job->wants.period = l->latest;
	if (ledger_has_period(l, job->wants.period))
		return;
	period_print(l->period, job->wants.period, &want);
	period_print(l->period, l->earliest, &from);
	period_print(l->period, l->latest, &to);
	die("no figures for %s; the streams have %s to %s", buf_cstr(&want), buf_cstr(&from),
	    buf_cstr(&to));
}

static void
read_streams(struct job *job)
{
	struct report_wants *w = &job->wants;
	struct buf period = {0};

	for (size_t i = 0; i < job->kpis; i++)
		ledger_read(job->reading[i], &job->input[i]);
	ledger_finish(&job->ledger);
	choose_period(job);
	period_print(job->ledger.period, w->period, &period);
	listings_read(&job->listings, buf_slice(&period), job->input + job->kpis);
	buf_clear(&period);
	w->input = job->input;
	w->inputs = job->kpis + job->lists;
}

/* A place by its name in the streams or by what the report calls it. */
static ptrdiff_t
find_place(struct job *job)
{
	struct arena arena = {0};
	struct str name = str_of(job->place), *names;
	ptrdiff_t found = -1;
	struct judge j;

	judge_start(
	    &j, job->wants.layout, &job->ledger, job->wants.lang, job->wants.period, &arena);
	names = arena_zero(&arena, j.places + 1, sizeof *names);
	for (size_t i = 0; i < j.places; i++) {
		names[i] = judge_place_label(&j, j.place[i]);
		if (str_eq(names[i], name) ||
		    str_eq(ledger_place_name(&job->ledger, j.place[i]), name))
			found = j.place[i];
	}
	if (found < 0)
		die("--place: no place '%s'%s", diag_text(name), diag_hint(name, names, j.places));
	judge_clear(&j);
	arena_clear(&arena);
	return found;
}

static void
explain(const struct job *job)
{
	const struct layout *l = job->wants.layout;
	struct output *out = output_open(common.output, 0666);

	output_write(out, l->defs->text.at, l->defs->text.len);
	for (size_t i = 0; i < l->catalogues; i++)
		output_write(out, l->catalogue[i]->defs->text.at, l->catalogue[i]->defs->text.len);
	output_commit(out);
}

/* Nothing more is read: only the directory of the output may still take files. */
static void
enter_sandbox(const struct job *job)
{
	char *copy = common.output ? mem_dup(common.output) : NULL; /* dirname writes into it */
	char *dirs[2] = {NULL, NULL};

	if (job->out_dir)
		dirs[0] = (char *)job->out_dir;
	else if (copy)
		dirs[0] = dirname(copy);
#ifdef __SANITIZE_ADDRESS__ /* which reads /proc when it looks for leaks at the end */
	(void)dirs;
#else
	sandbox_enter(dirs);
#endif
	free(copy);
}

static void
write_split(struct job *job, const struct look *look)
{
	size_t n = publish_split(&job->wants, job->as, look, job->out_dir);

	inform("%zu files in %s", n, job->out_dir);
}

static void
write_one(struct job *job, struct output *out, const struct look *look)
{
	if (job->place)
		job->wants.place = find_place(job);
	publish_one(&job->wants, job->as, look, out);
	output_commit(out);
}

static void
check_options(const struct job *job)
{
	if (job->layout == NULL)
		opt_misuse(&self, "which layout? see -f");
	if ((job->split == NULL) != (job->out_dir == NULL))
		opt_misuse(&self, "--split and --out-dir go together");
	if (job->split && (job->place || common.output))
		opt_misuse(
		    &self, "--split writes its own files; it goes with neither --place nor -o");
}

static void
forget(struct job *job)
{
	for (size_t i = 0; job->reading && i < job->kpis; i++)
		ledger_close(job->reading[i]);
	free(job->reading);
	free(job->input);
	free(job->kpi);
	free(job->list);
	listings_clear(&job->listings);
	ledger_clear(&job->ledger);
}

/* Checks, reads, writes. */
static void
work(struct job *job)
{
	struct output *out = NULL;
	struct look look;

	if (!job->split && !common.dry_run)
		out = output_open(common.output, 0666);
	open_streams(job);
	if (common.dry_run)
		return;
	if (job->split && mkdir(job->out_dir, 0777) < 0 && errno != EEXIST)
		die("%s: %s", job->out_dir, strerror(errno));
	enter_sandbox(job);
	read_streams(job);
	look = terminal_look(out && output_is_terminal(out));
	look.ascii = job->ascii;
	look.script = !job->no_script;
	if (job->split)
		write_split(job, &look);
	else
		write_one(job, out, &look);
	diag_end();
	for (size_t i = 0; i < job->wants.inputs; i++)
		stream_say_books(job->input[i].file, &job->input[i].books, false);
}

int
main(int argc, char **argv)
{
	static struct job
	    job; /* definitions live to the end of the run, and this holds on to them */
	char **files = opt_parse(&self, &job, argc, argv);

	check_options(&job);
	sort_operands(&job, files);
	job.wants.layout = layout_read(job.layout, &job.set);
	ledger_start(&job.ledger, job.wants.layout);
	job.wants.ledger = &job.ledger;
	job.wants.listings = &job.listings;
	decide(&job);
	report_check(&job.wants);
	if (common.explain)
		explain(&job);
	else
		work(&job);
	forget(&job);
	return EXIT_OK;
}
