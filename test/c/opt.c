/* opt: what command lines mean, and what is said of those that mean nothing. */
#include "base/opt.h"
#include "base/diag.h"
#include "child.h"
#include "unit.h"
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>

struct job {
	const char *want;
	struct opt_list exprs;
	bool except;
	uint64_t top, size;
};

static const struct opt options[] = {
    {'c', "columns", "LIST", "columns to keep", OPT_TEXT(struct job, want)},
    {'e', "expr", "NAME=EXPR", "derive a column", OPT_LIST(struct job, exprs)},
    {'x', "except", NULL, "keep all columns but these", OPT_FLAG(struct job, except)},
    {0, "top", "N", "the user's N", OPT_COUNT(struct job, top)},
    {0, "size", "SIZE", "how large", OPT_SIZE(struct job, size)},
    {0},
};

static void
versions(struct buf *b)
{
	buf_z(b, "library: 1.0\n");
}

static const struct command self = {
    .name = "cs-pick",
    .usage = "[-x] -c LIST [FILE...]",
    .does = "keep the named columns",
    .examples = "  cs-pick -c a,b x.csv\n",
    .options = options,
    .versions = versions,
};

/* Splits at blanks and parses; what it means is printed. */
static void
run(void *arg)
{
	static char line[1000];
	char *argv[50] = {(char *)(uintptr_t) "cs-pick"};
	int argc = 1;
	struct job job = {0};
	struct buf b = {0};

	snprintf(line, sizeof line, "%s", (const char *)arg);
	for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
		argv[argc++] = word;
	char **files = opt_parse(&self, &job, argc, argv);
	buf_fmt(&b, "c=%s x=%d top=%ju size=%ju e=", job.want ? job.want : "", job.except,
	    (uintmax_t)job.top, (uintmax_t)job.size);
	for (size_t i = 0; i < job.exprs.n; i++)
		buf_fmt(&b, "(%s)", job.exprs.at[i]);
	buf_fmt(&b, " d=%d,%d o=%s level=%d%s%s%s%s%s color=%d", common.delimiter,
	    common.delimiter_out, common.output ? common.output : "", diag_level,
	    common.strict ? " strict" : "", common.dry_run ? " dry" : "",
	    common.explain ? " explain" : "", common.progress ? " progress" : "",
	    common.no_progress ? " no-progress" : "", (int)common.color);
	for (; *files; files++)
		buf_fmt(&b, " [%s]", *files);
	buf_ch(&b, '\n');
	if (write(STDOUT_FILENO, b.at, b.len) < 0)
		_exit(9);
	_exit(0);
}

static void
means(const char *line, const char *want)
{
	struct child c;
	char all[500];

	child_run(&c, run, (void *)(uintptr_t)line);
	snprintf(all, sizeof all, "%s\n", want);
	EXPECT(c.status == 0);
	EXPECT_TEXT(c.out, all);
}

static void
misuse(const char *line, const char *want)
{
	struct child c;
	char all[1000];

	child_run(&c, run, (void *)(uintptr_t)line);
	snprintf(all, sizeof all,
	    "cs-pick: %s\ncs-pick: usage: cs-pick [-x] -c LIST [FILE...]; cs-pick --help tells "
	    "more\n",
	    want);
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, all);
}

static void
meanings(void)
{
	means("", "c= x=0 top=0 size=0 e= d=44,44 o= level=0 color=0");
	means("-x --colu a,b f", "c=a,b x=1 top=0 size=0 e= d=44,44 o= level=0 color=0 [f]");
	means("f -c a g -c b -- -x",
	    "c=b x=0 top=0 size=0 e= d=44,44 o= level=0 color=0 [f] [g] [-x]");
	means("-e a=1 --expr=b=2 -ec=3",
	    "c= x=0 top=0 size=0 e=(a=1)(b=2)(c=3) d=44,44 o= level=0 color=0");
	means("-d tab -", "c= x=0 top=0 size=0 e= d=9,9 o= level=0 color=0 [-]");
	means("-D tab -d;", "c= x=0 top=0 size=0 e= d=59,9 o= level=0 color=0");
	means("-o out -v --strict -n --explain --progress --no-progress --color never",
	    "c= x=0 top=0 size=0 e= d=44,44 o=out level=1 strict dry explain progress no-progress "
	    "color=2");
	means("-q --color=always --top 18446744073709551615 --size=3g",
	    "c= x=0 top=18446744073709551615 size=3221225472 e= d=44,44 o= level=-1 color=1");
	means("--size 7K --quiet --output=x",
	    "c= x=0 top=0 size=7168 e= d=44,44 o=x level=-1 color=0");
}

static void
misuses(void)
{
	misuse("--colums a", "no option '--colums'; did you mean '--columns'?");
	misuse("--zzz", "no option '--zzz'");
	misuse("--col a", "'--col' may be any of --columns, --color");
	misuse("--strict=1", "--strict takes no argument");
	misuse("--stri=1", "--strict takes no argument");
	misuse("-H", "no option '-H'; a stream always has a header line, cs-ingest gives one to "
		     "those without");
	misuse("-xt,", "no option '-t'; for a delimiter see -d, for a tab: -d tab");
	misuse("-z",
	    "no option '-z'; gzip is known by its content when read, and -o FILE.gz writes it");
	misuse("-Q", "no option '-Q'");
	misuse("--\x1B[1m", "no option '--\\x1B[1m'");
	misuse("-\x1B", "no option '-\\x1B'");
	misuse("-\xE5", "no option '-\\xE5'");
	misuse("f -c", "-c needs LIST");
	misuse("--memory", "--memory needs SIZE");
	misuse("--top x", "--top: not a whole number: 'x'");
	misuse("--top -1", "--top: not a whole number: '-1'");
	misuse("--size 0", "--size: not a size (as 512M or 4G): '0'");
	misuse("--size K", "--size: not a size (as 512M or 4G): 'K'");
	misuse("--memory 1.5G", "--memory: not a size (as 512M or 4G): '1.5G'");
	misuse("--memory 18446744073709551615K",
	    "--memory: not a size (as 512M or 4G): '184****1615K'");
	misuse("-j 0", "--jobs: not a number from 1 to 1024: '0'");
	misuse("-j two", "--jobs: not a number from 1 to 1024: 'two'");
	misuse("--color blue", "--color: not always, never or auto: 'blue'");
	misuse("-d \"",
	    "--delimiter: not a delimiter: '\"'; one character, or comma tab semicolon pipe "
	    "space soh \\t \\xHH");
	misuse("--completion=tcsh", "--completion: not bash, zsh or fish: 'tcsh'");
}

static void
chars(void)
{
	static const struct {
		const char *word;
		int c; /* -1: none */
	} cases[] = {{",", ','}, {"comma", ','}, {"tab", '\t'}, {"\\t", '\t'}, {"semicolon", ';'},
	    {"pipe", '|'}, {"space", ' '}, {"soh", 1}, {"\\x1f", 31}, {"\\x1F", 31}, {"\\x7c", '|'},
	    {"\t", '\t'}, {"", -1}, {"ab", -1}, {"\\x00", -1}, {"\\x0a", -1}, {"\\x0D", -1},
	    {"\\x22", -1}, {"\"", -1}, {"\n", -1}, {"\\x80", -1}, {"\xE5", -1}, {"，", -1},
	    {"\\xg0", -1}, {"\\x1", -1}, {"\\x123", -1},
	    {"\\x\x10"
	     "1",
		-1}};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char c = 0;
		bool got = opt_char(str_of(cases[i].word), &c);

		EXPECT(got == (cases[i].c >= 0) && (!got || c == cases[i].c));
	}
}

static void
to_full(void *arg)
{
	int kept = dup(STDOUT_FILENO);

	dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
	dup2(kept, STDERR_FILENO);
	run(arg);
}

static void
to_closed(void *arg)
{
	close(STDOUT_FILENO);
	run(arg);
}

/* What opt_parse leaves behind. */
static void
all_closed(void *arg)
{
	struct job job;
	char *argv[] = {(char *)(uintptr_t) "cs-pick", NULL};
	char c;
	struct sigaction act;
	bool right;

	(void)arg;
	setenv("TMPDIR", "/elsewhere", 1);
	setenv("POSIXLY_CORRECT", "1", 1);
	for (int fd = 0; fd < 3; fd++)
		close(fd);
	opt_parse(&self, &job, 1, argv);
	right = read(0, &c, 1) < 0 && write(1, "x", 1) < 0 && write(2, "x", 1) < 0;
	right =
	    right && open("/dev/null", O_RDONLY) > 2 && strcmp(common.tmpdir, "/elsewhere") == 0;
	right = right && sigaction(SIGXFSZ, NULL, &act) == 0 && act.sa_handler == SIG_IGN;
	right = right && common.jobs > 0 && common.memory > 1 << 20 &&
		getenv("POSIXLY_CORRECT") == NULL;
	_exit(right ? 0 : 7);
}

static void
answers(void)
{
	struct child c;
	size_t lines = 0, width = 0, widest = 0;

	child_run(&c, run, (void *)(uintptr_t) "--help --memory 5M");
	EXPECT(c.status == 0);
	EXPECT(strstr(c.out,
		   "cs-pick: keep the named columns\nusage: cs-pick [-x] -c LIST [FILE...]\n") ==
	       c.out);
	EXPECT(strstr(c.out, "  -c, --columns LIST       columns to keep\n") != NULL);
	EXPECT(strstr(c.out, "      --top N              the user's N\n") != NULL);
	EXPECT(strstr(c.out, "\nManual: man cs-pick\n") != NULL);
	for (size_t i = 0; i < c.len; i++) {
		width = c.out[i] == '\n' ? 0 : width + 1;
		widest = width > widest ? width : widest;
		lines += c.out[i] == '\n';
	}
	EXPECT(lines < 40 && widest <= 80);
	child_run(&c, run, (void *)(uintptr_t) "-V");
	EXPECT(c.status == 0 && strncmp(c.out, "cs-pick (cs-tools) ", 19) == 0);
	EXPECT(strchr(c.out, '\n') == c.out + c.len - 1);
	child_run(&c, run, (void *)(uintptr_t) "-Vv");
	EXPECT(strstr(c.out, "\nlibrary: 1.0\n") != NULL && strstr(c.out, "\ncompiler: ") != NULL);
	child_run(&c, to_full, (void *)(uintptr_t) "--help");
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, "cs-pick: standard output: No space left on device\n");
	child_run(&c, to_closed, (void *)(uintptr_t) "--version");
	EXPECT(c.status == 2);
	EXPECT_TEXT(c.out, "cs-pick: standard output: Bad file descriptor\n");
	child_run(&c, run, (void *)(uintptr_t) "--completion");
	EXPECT(c.status == 0 && strstr(c.out, "complete -F _cs_pick cs-pick\n") != NULL);
	child_run(&c, run, (void *)(uintptr_t) "--completion=zsh");
	EXPECT(c.status == 0 && strncmp(c.out, "#compdef cs-pick\n", 17) == 0);
	child_run(&c, run, (void *)(uintptr_t) "--completion=fish");
	EXPECT(strstr(c.out, "complete -c cs-pick -l top -x -d 'the user'\\''s N'\n") != NULL);
	child_run(&c, all_closed, NULL);
	EXPECT(c.status == 0);
}

int
main(void)
{
	meanings();
	misuses();
	chars();
	answers();
	return unit_end();
}
