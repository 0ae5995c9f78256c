/* opt: the table walked by getopt_long, and what is said when it does not fit. */
#include "base/opt.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/optparts.h"
#include <assert.h>
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { READER_GONE = 141 };

const struct opt opt_common[] = {
    {'d', "delimiter", "CHAR", "between fields", OPT_KIND_CALL, OPT_CALL_DELIMITER},
    {'D', "output-delimiter", "CHAR", "on output", OPT_KIND_CALL, OPT_CALL_DELIMITER_OUT},
    {'o', "output", "FILE", "replaced when done", OPT_TEXT(struct common, output)},
    {'j', "jobs", "N", "threads", OPT_KIND_CALL, OPT_CALL_JOBS},
    {0, "memory", "SIZE", "bound, as 512M", OPT_SIZE(struct common, memory)},
    {0, "tmpdir", "DIR", "where to spill", OPT_TEXT(struct common, tmpdir)},
    {'n', "dry-run", NULL, "only check", OPT_FLAG(struct common, dry_run)},
    {0, "explain", NULL, "print the plan", OPT_FLAG(struct common, explain)},
    {0, "strict", NULL, "stop at a bad value", OPT_FLAG(struct common, strict)},
    {0, "color", "WHEN", "always never auto", OPT_KIND_CALL, OPT_CALL_COLOR},
    {'q', "quiet", NULL, "fewer words", OPT_KIND_CALL, OPT_CALL_QUIET},
    {'v', "verbose", NULL, "more words", OPT_KIND_CALL, OPT_CALL_VERBOSE},
    {0, "progress", NULL, "a line every 10 s", OPT_FLAG(struct common, progress)},
    {0, "no-progress", NULL, "none at all", OPT_FLAG(struct common, no_progress)},
    {'h', "help", NULL, "this page", OPT_KIND_CALL, OPT_CALL_HELP},
    {'V', "version", NULL, "with -v in full", OPT_KIND_CALL, OPT_CALL_VERSION},
    {0, "completion", "[=SHELL]", "for bash zsh fish", OPT_KIND_CALL, OPT_CALL_COMPLETION},
    {0},
};

size_t
opt_count(const struct opt *o)
{
	size_t n = 0;

	while (o != NULL && o[n].name != NULL)
		n++;
	return n;
}

const struct opt *
opt_at(const struct opt_table *t, size_t i)
{
	return i < t->own ? &t->self->options[i] : &opt_common[i - t->own];
}

/* A letter or name that means two things is our own mistake. */
static void
check(const struct opt_table *t)
{
	for (size_t i = 0; i < t->n; i++)
		for (size_t j = 0; j < i; j++) {
			assert(opt_at(t, i)->letter == 0 ||
			       opt_at(t, i)->letter != opt_at(t, j)->letter);
			assert(strcmp(opt_at(t, i)->name, opt_at(t, j)->name) != 0);
		}
}

static int
takes(const struct opt *o)
{
	if (o->argument == NULL)
		return no_argument;
	return *o->argument == '[' ? optional_argument : required_argument;
}

/* The same for getopt_long: a long option returns OPT_LONG_ONLY and its place. */
static void
fill(struct opt_table *t, const struct command *self, void *job)
{
	char *s;

	t->self = self;
	t->job = job;
	t->own = opt_count(self->options);
	t->n = t->own + opt_count(opt_common);
	t->longs = mem_new(t->n + 1, sizeof *t->longs);
	t->shorts = s = mem_new(t->n * 2 + 2, 1);
	*s++ = ':'; /* tell a missing argument from an unknown option */
	for (size_t i = 0; i < t->n; i++) {
		const struct opt *o = opt_at(t, i);

		t->longs[i] = (struct option){o->name, takes(o), NULL, OPT_LONG_ONLY + (int)i};
		if (o->letter == 0)
			continue;
		*s++ = (char)o->letter;
		if (o->argument != NULL)
			*s++ = ':';
	}
	check(t);
}

static void
call(struct opt_table *t, const struct opt *o, const char *word)
{
	switch ((enum opt_call)o->field) {
	case OPT_CALL_DELIMITER:
		optset_char(t->self, o, &common.delimiter, word);
		break;
	case OPT_CALL_DELIMITER_OUT:
		optset_char(t->self, o, &common.delimiter_out, word);
		t->delimiter_out = true;
		break;
	case OPT_CALL_JOBS:
		optset_jobs(t->self, word);
		break;
	case OPT_CALL_COLOR:
		optset_color(t->self, word);
		break;
	case OPT_CALL_QUIET:
		diag_level = -1;
		break;
	case OPT_CALL_VERBOSE:
		diag_level = 1;
		break;
	case OPT_CALL_HELP:
		t->help = true;
		break;
	case OPT_CALL_VERSION:
		t->version = true;
		break;
	case OPT_CALL_COMPLETION:
		t->completion = word ? word : "bash";
		break;
	}
}

static void
list(struct opt_list *l, const char *word)
{
	l->at = mem_resize(l->at, l->n + 1, sizeof *l->at);
	l->at[l->n++] = word;
}

static void
set(struct opt_table *t, size_t i, const char *word)
{
	const struct opt *o = opt_at(t, i);
	char *field = (i < t->own ? t->job : (char *)&common) + o->field;

	switch (o->kind) {
	case OPT_KIND_FLAG:
		*(bool *)field = true;
		break;
	case OPT_KIND_TEXT:
		*(const char **)field = word;
		break;
	case OPT_KIND_LIST:
		list((struct opt_list *)field, word);
		break;
	case OPT_KIND_COUNT:
		optset_count(t->self, o, (uint64_t *)field, word);
		break;
	case OPT_KIND_SIZE:
		optset_size(t->self, o, (uint64_t *)field, word);
		break;
	case OPT_KIND_CALL:
		call(t, o, word);
		break;
	}
}

static size_t
by_letter(const struct opt_table *t, int letter)
{
	size_t i = 0;

	while (opt_at(t, i)->letter != letter)
		i++;
	return i;
}

/* --help and --version are output too: a full disk is an error. */
static _Noreturn void
answer(struct buf *b)
{
	for (size_t done = 0; done < b->len;) {
		ssize_t n = write(STDOUT_FILENO, b->at + done, b->len - done);

		if (n >= 0)
			done += (size_t)n;
		else if (errno == EPIPE)
			diag_exit(READER_GONE);
		else if (errno != EINTR)
			die("standard output: %s", strerror(errno));
	}
	if (close(STDOUT_FILENO) < 0)
		die("standard output: %s", strerror(errno));
	buf_clear(b);
	diag_exit(EXIT_OK);
}

static void
answer_if_asked(const struct opt_table *t)
{
	struct buf b = {0};

	if (t->help)
		help_text(t->self, &b);
	else if (t->version)
		help_version(t->self, &b);
	else if (t->completion == NULL)
		return;
	else if (!complete_text(t->self, t->completion, &b))
		opt_misuse(t->self, "--completion: not bash, zsh or fish: '%s'",
		    diag_text(str_of(t->completion)));
	answer(&b);
}

char **
opt_parse(const struct command *self, void *job, int argc, char **argv)
{
	struct opt_table t = {0};
	int got;

	diag_name = self->name;
	opt_start();
	fill(&t, self, job);
	opterr = 0;
	optind = 0; /* from the beginning, with glibc's own state forgotten */
	while ((got = getopt_long(argc, argv, t.shorts, t.longs, NULL)) != -1) {
		if (got == '?' || got == ':')
			optbad(&t, got, argv);
		set(&t, got >= OPT_LONG_ONLY ? (size_t)(got - OPT_LONG_ONLY) : by_letter(&t, got),
		    optarg);
	}
	if (!t.delimiter_out)
		common.delimiter_out = common.delimiter;
	answer_if_asked(&t);
	free(t.longs);
	free(t.shorts);
	return argv + optind;
}

void
opt_need_input(const struct command *self, char *const *files)
{
	if ((files == NULL || *files == NULL) && isatty(STDIN_FILENO))
		opt_misuse(self, "no FILE, and standard input is a terminal");
}

bool
opt_plan_only(void)
{
	return common.dry_run || common.explain;
}
