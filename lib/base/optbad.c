/* optbad: what is said of an option that is none. */
#include "base/buf.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/optparts.h"
#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
opt_misuse(const struct command *self, const char *fmt, ...)
{
	struct buf b = {0};
	char text[2048];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	buf_fmt(&b, "%s\n%s: usage: %s %s; %s --help tells more", text, self->name, self->name,
	    self->usage, self->name);
	die("%s", buf_cstr(&b));
}

/* The long names that begin with word; the first in *hit. */
static size_t
beginning(const struct opt_table *t, struct str word, const struct opt **hit)
{
	size_t n = 0;

	for (size_t i = t->n; i-- > 0;)
		if (str_starts(str_of(opt_at(t, i)->name), word)) {
			*hit = opt_at(t, i);
			n++;
		}
	return n;
}

/* "--name" or "--name=value", of which getopt_long said only that it is wrong. */
static _Noreturn void
bad_long(const struct opt_table *t, const char *word)
{
	struct str value, name = str_cut(str_of(word + 2), '=', &value);
	struct str *names = mem_new(t->n, sizeof *names);
	const struct opt *o = NULL;
	const struct str *near;
	size_t n = beginning(t, name, &o);

	if (n == 1 || (o != NULL && str_eq(str_of(o->name), name)))
		opt_misuse(t->self, "--%s takes no argument", o->name);
	if (n > 1) {
		struct buf b = {0};

		for (size_t i = 0; i < t->n; i++)
			if (str_starts(str_of(opt_at(t, i)->name), name))
				buf_fmt(&b, "%s--%s", b.len ? ", " : "", opt_at(t, i)->name);
		opt_misuse(t->self, "'--%s' may be any of %s", diag_text(name), buf_cstr(&b));
	}
	for (size_t i = 0; i < t->n; i++)
		names[i] = str_of(opt_at(t, i)->name);
	near = diag_near(name, names, t->n);
	if (near != NULL)
		opt_misuse(t->self, "no option '--%s'; did you mean '--%.*s'?", diag_text(name),
		    STR_ARG(*near));
	opt_misuse(t->self, "no option '--%s'", diag_text(name));
}

/* Letters that mean opposite things elsewhere are not used here (conventions.md 3.3). */
static _Noreturn void
bad_letter(const struct opt_table *t, int letter)
{
	char text[2] = {(char)letter, '\0'};
	const char *meant = "";

	if (letter == 'H')
		meant = "; a stream always has a header line, cs-ingest gives one to those without";
	else if (letter == 't')
		meant = "; for a delimiter see -d, for a tab: -d tab";
	else if (letter == 'z')
		meant = "; gzip is known by its content when read, and -o FILE.gz writes it";
	opt_misuse(t->self, "no option '-%s'%s", diag_text(str_of(text)), meant);
}

void
optbad(const struct opt_table *t, int kind, char **argv)
{
	const char *word = argv[optind - 1];

	if (kind == ':' && optopt >= OPT_LONG_ONLY)
		opt_misuse(t->self, "--%s needs %s",
		    opt_at(t, (size_t)(optopt - OPT_LONG_ONLY))->name,
		    opt_at(t, (size_t)(optopt - OPT_LONG_ONLY))->argument);
	if (kind == ':')
		for (size_t i = 0; i < t->n; i++)
			if (opt_at(t, i)->letter == optopt)
				opt_misuse(t->self, "-%c needs %s", optopt, opt_at(t, i)->argument);
	if (optopt == 0 || optopt >= OPT_LONG_ONLY)
		bad_long(t, word);
	bad_letter(t, optopt);
}
