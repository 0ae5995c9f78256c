/* output, tmp, sandbox: what is written where, and what is left behind. */
#include "io/output.h"
#include "base/diag.h"
#include "base/opt.h"
#include "child.h"
#include "io/input.h"
#include "io/sandbox.h"
#include "io/tmp.h"
#include "unit.h"
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

static char dir[] = "/tmp/cs-unit-output-XXXXXX";
static size_t named_before;

/* A name in the directory of this test; one of four places. */
static const char *
in(const char *name)
{
	static char text[4][256];
	static unsigned next;
	char *at = text[next++ % 4];

	snprintf(at, sizeof *text, "%s/%s", dir, name);
	return at;
}

static void
put(const char *path, const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode);

	EXPECT(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	fchmod(fd, mode);
	close(fd);
}

static const char *
get(const char *path)
{
	static char text[4096];
	int fd = open(path, O_RDONLY);
	ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text - 1);

	close(fd);
	if (n < 0)
		return "(none)";
	text[n] = '\0';
	return text;
}

static unsigned
mode_of(const char *path)
{
	struct stat st;

	return lstat(path, &st) < 0 ? 0 : st.st_mode & 07777;
}

static size_t
entries(void)
{
	DIR *d = opendir(dir);
	size_t n = 0;

	while (readdir(d) != NULL)
		n++;
	closedir(d);
	return n - 2;
}

static void
write_text(const char *path, const char *text, mode_t mode)
{
	struct output *out = output_open(path, mode);

	output_write(out, text, strlen(text));
	EXPECT(output_bytes(out) == strlen(text));
	output_commit(out);
}

static void
replaces(void)
{
	struct output *out;

	umask(022);
	write_text(in("new"), "one\n", 0666);
	EXPECT_TEXT(get(in("new")), "one\n");
	EXPECT(mode_of(in("new")) == 0644);
	write_text(in("private"), "", 0600);
	EXPECT(mode_of(in("private")) == 0600);
	EXPECT_TEXT(get(in("private")), "");
	umask(077);
	write_text(in("new2"), "x", 0666);
	EXPECT(mode_of(in("new2")) == 0600);
	umask(022);
	put(in("old"), "old\n", 0640);
	out = output_open(in("old"), 0666);
	output_write(out, "new\n", 4);
	output_flush(out);
	EXPECT_TEXT(get(in("old")), "old\n");
	output_commit(out);
	EXPECT_TEXT(get(in("old")), "new\n");
	EXPECT(mode_of(in("old")) == 0640);
	EXPECT(entries() == 4);

	/* A link is replaced, its target is not touched. */
	put(in("target"), "target\n", 0600);
	EXPECT(symlink("target", in("link")) == 0);
	write_text(in("link"), "linked\n", 0666);
	EXPECT_TEXT(get(in("target")), "target\n");
	EXPECT_TEXT(get(in("link")), "linked\n");
	EXPECT(mode_of(in("link")) == 0644 && entries() == 6);

	/* Two writers: the last wins whole. */
	out = output_open(in("old"), 0666);
	output_write(out, "first\n", 6);
	write_text(in("old"), "second\n", 0666);
	output_commit(out);
	EXPECT_TEXT(get(in("old")), "first\n");
}

static void
large(void)
{
	struct output *out = output_open(in("large"), 0666);
	static char lots[1000003];
	char back[4096];
	struct input *from;
	size_t n, at = 0;
	bool same = true;

	for (size_t i = 0; i < sizeof lots; i++)
		lots[i] = (char)(i * 7 + i / 251);
	for (size_t i = 0; i < sizeof lots; i += 977)
		output_write(out, lots + i, sizeof lots - i < 977 ? sizeof lots - i : 977);
	output_write(out, lots, sizeof lots);
	output_commit(out);
	from = input_open(in("large"));
	while ((n = input_read(from, back, sizeof back)) != 0) {
		for (size_t i = 0; i < n; i++, at++)
			same = same && back[i] == lots[at % sizeof lots];
	}
	EXPECT(same && at == 2 * sizeof lots && input_raw_bytes(from) == at);
	input_close(from);
	unlink(in("large"));
}

/* Members of a quarter of a mebibyte and an empty one, the same bytes each time; nothing at all is gzip too. */
static void
gzips(void)
{
	static char lots[(2 << 20) + 5], back[(2 << 20) + 99];
	size_t members = 0, raw = 0, n = 0, some;

	for (size_t i = 0; i < sizeof lots; i++)
		lots[i] = "0123456789,\n"[i * i % 12];
	for (int i = 0; i < 2; i++) {
		struct output *out = output_open(in(i ? "b.gz" : "a.gz"), 0666);

		output_write(out, lots, sizeof lots);
		output_commit(out);
	}
	struct input *plain = input_open(in("a.gz"));
	while ((some = input_read(plain, back + n, sizeof back - n)) != 0)
		n += some;
	EXPECT(n == sizeof lots && memcmp(lots, back, n) == 0);
	raw = (size_t)input_raw_bytes(plain);
	input_close(plain);

	static char one[1 << 20], two[1 << 20];
	int a = open(in("a.gz"), O_RDONLY), b = open(in("b.gz"), O_RDONLY);
	EXPECT(
	    read(a, one, sizeof one) == (ssize_t)raw && read(b, two, sizeof two) == (ssize_t)raw);
	EXPECT(memcmp(one, two, raw) == 0);
	close(a);
	close(b);
	for (size_t i = 0; i + 4 < raw; i++)
		members += memcmp(one + i, "\x1F\x8B\x08\4\0\0\0\0\0\3\x08\0CS\4", 16) == 0;
	EXPECT(members == 8 + 1 + 1);
	write_text(in("e.gz"), "", 0666);
	plain = input_open(in("e.gz"));
	EXPECT(input_read(plain, back, sizeof back) == 0 && input_raw_bytes(plain) == 30);
	input_close(plain);
	unlink(in("a.gz"));
	unlink(in("b.gz"));
	unlink(in("e.gz"));
}

static void
open_it(void *arg)
{
	output_open(arg, 0666);
}

static void
write_it(void *arg)
{
	write_text(arg, "text\n", 0666);
}

static void
to_full(void *arg)
{
	(void)arg;
	dup2(open("/dev/full", O_WRONLY), STDOUT_FILENO);
	write_text(NULL, "text\n", 0666);
}

static void
to_nothing(void *arg)
{
	(void)arg;
	dup2(open("/dev/null", O_RDONLY), STDOUT_FILENO);
	output_open(NULL, 0666);
}

static void
to_nobody(void *arg)
{
	int ends[2];

	signal(SIGPIPE, *(bool *)arg ? SIG_IGN : SIG_DFL);
	EXPECT(pipe(ends) == 0);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[0]);
	write_text(NULL, "text\n", 0666);
}

/* A full disk midway: a limit on the size of files. */
static void
too_large(void *arg)
{
	struct rlimit limit = {300000, 300000};
	struct output *out = output_open(arg, 0666);
	static char lots[1 << 20];

	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &limit);
	output_write(out, lots, sizeof lots);
	output_commit(out);
}

static void
killed_by(void *arg)
{
	struct output *out = output_open(in("old"), 0666);
	static char lots[1 << 20];

	output_write(out, lots, sizeof lots);
	raise(*(int *)arg);
	output_commit(out);
}

static void
nowhere(void *arg)
{
	(void)arg;
	write_text("-", "to standard output\n", 0666);
	warn("and this to standard error");
}

static void
message(void (*fn)(void *), const char *path, const char *want)
{
	struct child c;
	char all[512];

	child_run(&c, fn, (void *)(uintptr_t)path);
	EXPECT(c.status == 2);
	snprintf(all, sizeof all, "cs-tools: %s%s%s\n", path ? path : "", path ? ": " : "", want);
	EXPECT_TEXT(c.out, all);
}

static void
faults(void)
{
	static const int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGKILL};
	struct child c;
	size_t n;

	put(in("old"), "old\n", 0640);
	n = entries();
	message(open_it, dir, "is a directory");
	message(open_it, in("no/file"), "No such file or directory");
	message(open_it, in("old/file"), "Not a directory");
	message(open_it, in("no/"), "No such file or directory");
	message(write_it, "/dev/full", "No space left on device");
	message(to_full, NULL, "standard output: No space left on device");
	message(to_nothing, NULL, "standard output: Bad file descriptor");
	message(too_large, in("old"), "File too large");
	bool ignored = false;
	child_run(&c, to_nobody, &ignored);
	EXPECT(c.status == 128 + SIGPIPE && c.len == 0);
	ignored = true;
	child_run(&c, to_nobody, &ignored);
	EXPECT(c.status == 141 && c.len == 0);
	child_run(&c, nowhere, NULL);
	EXPECT_TEXT(c.out, "to standard output\ncs-tools: and this to standard error\n");
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		int number = numbers[i];

		child_run(&c, killed_by, &number);
		EXPECT(c.status == 128 + number);
	}
	EXPECT_TEXT(get(in("old")), "old\n");
	EXPECT(entries() == n);
}

/* As on a file system that has no unnamed files. */
static void
no_unnamed_files(void)
{
	struct sock_filter program[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 3),
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[2])),
	    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_TMPFILE & ~O_DIRECTORY, 0, 1),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EOPNOTSUPP),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	struct sock_fprog all = {sizeof program / sizeof *program, program};

	EXPECT(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	EXPECT(prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &all) == 0);
	EXPECT(open(dir, O_TMPFILE | O_WRONLY, 0600) < 0 && errno == EOPNOTSUPP);
}

static void
named_commits(void *arg)
{
	struct output *one, *two;
	struct tmp *t;
	char back[2] = "";

	(void)arg;
	no_unnamed_files();
	common.tmpdir = dir;
	t = tmp_new();
	EXPECT(entries() == named_before);
	tmp_write(t, "x", 1);
	tmp_rewind(t);
	EXPECT(tmp_read(t, back, 2) == 1 && back[0] == 'x');
	tmp_free(t);
	one = output_open(in("old"), 0666);
	two = output_open(in("named"), 0666);
	output_write(one, "one\n", 4);
	output_write(two, "two\n", 4);
	EXPECT(entries() == named_before + 2);
	EXPECT_TEXT(get(in("old")), "old\n");
	output_commit(one);
	EXPECT_TEXT(get(in("old")), "one\n");
	output_commit(two);
	EXPECT_TEXT(get(in("named")), "two\n");
	EXPECT(mode_of(in("old")) == 0640 && mode_of(in("named")) == 0644);
}

static void
named_killed(void *arg)
{
	no_unnamed_files();
	output_open(in("fresh"), 0666);
	EXPECT(entries() == named_before + 1);
	killed_by(arg);
}

static void
named_too_large(void *arg)
{
	no_unnamed_files();
	too_large(arg);
}

static void
named(void)
{
	static const int numbers[] = {SIGTERM, SIGINT, SIGHUP, SIGPIPE};
	struct child c;

	put(in("old"), "old\n", 0640);
	named_before = entries();
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		int number = numbers[i];

		child_run(&c, named_killed, &number);
		EXPECT(c.status == 128 + number && c.len == 0);
		EXPECT(entries() == named_before);
	}
	child_run(&c, named_too_large, (void *)(uintptr_t)in("old"));
	EXPECT(c.status == 2 && strstr(c.out, "/old: File too large\n") != NULL);
	EXPECT(entries() == named_before);
	EXPECT_TEXT(get(in("old")), "old\n");
	child_run(&c, named_commits, NULL);
	EXPECT_TEXT(c.out, "");
	EXPECT(entries() == named_before + 1);
	unlink(in("named"));
}

/* Devices and pipes are written, not replaced. */
static void
through(void)
{
	struct stat st;
	int fd;

	write_text("/dev/null", "text", 0666);
	EXPECT(stat("/dev/null", &st) == 0 && S_ISCHR(st.st_mode));
	EXPECT(mkfifo(in("fifo"), 0600) == 0);
	fd = open(in("fifo"), O_RDONLY | O_NONBLOCK);
	write_text(in("fifo"), "fifo\n", 0666);
	char back[16] = "";
	EXPECT(read(fd, back, sizeof back - 1) == 5);
	EXPECT_TEXT(back, "fifo\n");
	close(fd);
	EXPECT(stat(in("fifo"), &st) == 0 && S_ISFIFO(st.st_mode));
	unlink(in("fifo"));
}

static void
link_to_stdout(void *arg)
{
	int fd = open(in("out"), O_RDWR | O_CREAT, 0600);

	(void)arg;
	dup2(fd, STDOUT_FILENO);
	EXPECT(symlink("/proc/self/fd/1", in("stdout")) == 0);
	write_text(in("stdout"), "by link\n", 0666);
	/* By the descriptor's own name: nothing can be made in /proc. */
	snprintf(arg, 64, "/proc/self/fd/%d", fd);
	write_text(arg, "by number\n", 0666);
}

static void
links(void)
{
	struct child c;
	char arg[64];

	child_run(&c, link_to_stdout, arg);
	EXPECT(c.status == 0 && c.len == 0);
	EXPECT_TEXT(get(in("out")), "by link\nby number\n");
	unlink(in("stdout"));
	unlink(in("out"));
}

static void
patient(void *arg)
{
	static char lots[300000];
	int ends[2];
	pid_t pid;

	(void)arg;
	EXPECT(pipe2(ends, O_NONBLOCK) == 0);
	pid = fork();
	if (pid == 0) {
		size_t sum = 0;
		ssize_t n;

		close(ends[1]);
		fcntl(ends[0], F_SETFL, 0);
		usleep(20000);
		while ((n = read(ends[0], lots, 1000)) > 0)
			sum += (size_t)n;
		_exit(sum != 10 * sizeof lots);
	}
	close(ends[0]);
	dup2(ends[1], STDOUT_FILENO);
	close(ends[1]);
	struct output *out = output_open(NULL, 0666);
	for (int i = 0; i < 10; i++)
		output_write(out, lots, sizeof lots);
	output_commit(out);
	close(STDOUT_FILENO);
	int status = 1;
	waitpid(pid, &status, 0);
	_exit(status != 0);
}

static void
temporary(void)
{
	struct tmp *t;
	uint64_t sum = 0, x;
	static char lots[200000];

	umask(0777);
	common.tmpdir = dir;
	t = tmp_new();
	umask(022);
	for (uint64_t i = 0; i < 100000; i++)
		tmp_write(t, &i, sizeof i);
	tmp_write(t, lots, sizeof lots);
	tmp_write(t, "end", 3);
	EXPECT(tmp_size(t) == 800000 + sizeof lots + 3);
	for (int round = 0; round < 2; round++) {
		tmp_rewind(t);
		sum = 0;
		for (uint64_t i = 0; i < 100000; i++)
			if (tmp_read(t, &x, sizeof x) == sizeof x)
				sum += x == i;
		EXPECT(sum == 100000);
		EXPECT(tmp_read(t, lots, sizeof lots) == sizeof lots);
		EXPECT(tmp_read(t, lots, sizeof lots) == 3 && memcmp(lots, "end", 3) == 0);
		EXPECT(tmp_read(t, lots, 1) == 0);
		memset(lots, 0, 3);
	}
	tmp_free(t);
	tmp_free(NULL);
}

static void
no_tmpdir(void *arg)
{
	(void)arg;
	common.tmpdir = in("nothere");
	tmp_new();
}

/* A file replaced and a spill still work inside, and nothing else does. */
static void
sandboxed(void *arg)
{
	char *dirs[] = {dir, NULL};
	struct output *out = output_open(in("old"), 0666);
	struct output *new = output_open(in("fresh"), 0666);
	struct tmp *t;

	(void)arg;
	common.tmpdir = dir;
	sandbox_enter(dirs);
	t = tmp_new();
	tmp_write(t, "x", 1);
	tmp_free(t);
	output_write(out, "boxed\n", 6);
	output_commit(out);
	output_commit(new);
	if (strcmp(sandbox_state(), "none") == 0)
		_exit(0);
	_exit(open("/etc/passwd", O_RDONLY) >= 0 || errno != EACCES ||
	      open("/dev/null", O_WRONLY) >= 0);
}

int
main(void)
{
	struct child c;

	EXPECT(mkdtemp(dir) != NULL);
	replaces();
	large();
	gzips();
	through();
	links();
	faults();
	named();
	temporary();
	child_run(&c, patient, NULL);
	EXPECT(c.status == 0);
	child_run(&c, no_tmpdir, NULL);
	EXPECT(c.status == 2 && strstr(c.out, "/nothere: No such file or directory\n") != NULL);
	child_run(&c, sandboxed, NULL);
	EXPECT(c.status == 0);
	EXPECT_TEXT(c.out, "");
	EXPECT_TEXT(get(in("old")), "boxed\n");
	EXPECT_TEXT(get(in("fresh")), "");

	static const char *const names[] = {
	    "new", "private", "new2", "old", "target", "link", "fresh"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		EXPECT(unlink(in(names[i])) == 0);
	EXPECT(rmdir(dir) == 0);
	return unit_end();
}
