/* output: staging, patient writes, and where they go. */
#include "io/output.h"
#include "base/diag.h"
#include "base/mem.h"
#include "io/deflate.h"
#include "io/replace.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#ifdef CS_BLOCK
enum { STAGE = CS_BLOCK };
#else
enum { STAGE = 256 * 1024 };
#endif
enum { PAGE = 4096, PIPE_BYTES = 1 << 20, READER_GONE = 141 };

struct output {
	int fd;
	const char *name; /* for messages */
	bool replaces;	  /* fd is replace.fd: nobody sees it before commit */
	struct replace replace;
	struct deflater *deflater; /* NULL: plain */
	char *stage;		   /* on a page boundary, so that blocks go out aligned */
	size_t len;
	uint64_t bytes;
	bool finished;
};

static _Noreturn void
failed(const struct output *out)
{
	die("%s: %s", diag_file(out->name), strerror(errno));
}

static void
put(struct output *out, const char *at, size_t n)
{
	while (n) {
		ssize_t done = write(out->fd, at, n);

		if (done >= 0) {
			at += done;
			n -= (size_t)done;
		} else if (errno == EAGAIN) {
			poll(&(struct pollfd){.fd = out->fd, .events = POLLOUT}, 1, -1);
		} else if (errno == EPIPE) {
			/* SIGPIPE is ignored, or we would not be here. */
			diag_exit(READER_GONE);
		} else if (errno != EINTR) {
			failed(out);
		}
	}
}

static void
stage(void *arg, const void *at, size_t n)
{
	struct output *out = arg;
	const char *from = at;

	while (n) {
		size_t some = n < STAGE - out->len ? n : STAGE - out->len;

		memcpy(out->stage + out->len, from, some);
		out->len += some;
		from += some;
		n -= some;
		if (out->len == STAGE) {
			out->len = 0;
			put(out, out->stage, STAGE);
		}
	}
}

static void
unstage(struct output *out)
{
	size_t n = out->len;

	out->len = 0;
	put(out, out->stage, n);
}

/* Whether path is a link to standard output or error: "/dev/stdout > file" must not replace the
 * link. */
static int
standard(const char *path, const struct stat *to)
{
	struct stat link, st;

	if (lstat(path, &link) < 0 || !S_ISLNK(link.st_mode))
		return -1;
	for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++)
		if (fstat(fd, &st) == 0 && st.st_dev == to->st_dev && st.st_ino == to->st_ino)
			return fd;
	return -1;
}

/* "/dev/fd/3", "/proc/self/fd/3": no file can be made there. */
static bool
in_proc(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct statfs fs;
	char *dir;
	bool proc;

	if (slash == NULL || slash == path)
		return false;
	dir = mem_dup(path);
	dir[slash - path] = '\0';
	proc = statfs(dir, &fs) == 0 && fs.f_type == PROC_SUPER_MAGIC;
	free(dir);
	return proc;
}

static void
open_directly(struct output *out, const char *path)
{
	do
		out->fd = open(path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC);
	while (out->fd < 0 && errno == EINTR);
	if (out->fd < 0)
		failed(out);
}

static void
open_file(struct output *out, const char *path, mode_t mode)
{
	struct stat st;
	bool there = stat(path, &st) == 0;

	if (there && S_ISDIR(st.st_mode))
		die("%s: is a directory", diag_file(path));
	if (there && !S_ISREG(st.st_mode)) {
		open_directly(out, path);
	} else if (there && (out->fd = standard(path, &st)) >= 0) {
		return;
	} else if (there && in_proc(path)) {
		open_directly(out, path);
	} else {
		replace_open(&out->replace, path, mode);
		out->fd = out->replace.fd;
		out->replaces = true;
	}
}

/* Closed when we started, or open for reading only: told before any input is read. */
static void
open_stdout(struct output *out)
{
	int flags = fcntl(STDOUT_FILENO, F_GETFL);

	out->fd = STDOUT_FILENO;
	out->name = "standard output";
	if (flags >= 0 && (flags & O_ACCMODE) == O_RDONLY) {
		flags = -1;
		errno = EBADF;
	}
	if (flags < 0)
		failed(out);
}

struct output *
output_open(const char *path, mode_t mode)
{
	struct output *out = mem_new(1, sizeof *out);
	struct stat st;

	out->name = path;
	if (path == NULL || strcmp(path, "-") == 0) {
		path = "";
		open_stdout(out);
	} else {
		open_file(out, path, mode);
	}
	if (fstat(out->fd, &st) == 0 && S_ISFIFO(st.st_mode))
		fcntl(out->fd, F_SETPIPE_SZ, PIPE_BYTES);
	out->stage = aligned_alloc(PAGE, STAGE);
	if (out->stage == NULL)
		die("out of memory");
	if (str_ends(str_of(path), STR(".gz")))
		out->deflater = deflater_new(stage, out);
	return out;
}

void
output_write(struct output *out, const void *at, size_t n)
{
	out->bytes += n;
	if (out->deflater != NULL)
		deflater_write(out->deflater, at, n);
	else
		stage(out, at, n);
}

void
output_flush(struct output *out)
{
	/* Of a file being replaced nobody reads a part, and whole blocks are cheaper. */
	if (out->replaces)
		return;
	if (out->deflater != NULL)
		deflater_flush(out->deflater);
	unstage(out);
}

/* By a copy, so that the descriptor's number stays taken: no file opened later becomes standard
 * output. */
static void
close_directly(struct output *out)
{
	int copy;

	if (out->fd > STDERR_FILENO) {
		if (close(out->fd) < 0 && errno != EINTR)
			failed(out);
		return;
	}
	copy = fcntl(out->fd, F_DUPFD_CLOEXEC, 0);
	if (copy >= 0 && close(copy) < 0 && errno != EINTR)
		failed(out);
}

/* All is on the disk; of a FILE only its name is missing. */
static void
finish(struct output *out)
{
	if (out->finished)
		return;
	out->finished = true;
	if (out->deflater != NULL)
		deflater_end(out->deflater);
	unstage(out);
	if (out->replaces)
		replace_sync(&out->replace);
}

void
output_commit(struct output *out)
{
	finish(out);
	if (out->replaces)
		replace_commit(&out->replace);
	else
		close_directly(out);
	free(out->stage);
	free(out);
}

void
outputs_commit(struct output *const *outs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (outs[i] != NULL)
			finish(outs[i]);
	for (size_t i = 0; i < n; i++)
		if (outs[i] != NULL)
			output_commit(outs[i]);
}

bool
output_is_terminal(const struct output *out)
{
	return isatty(out->fd);
}

uint64_t
output_bytes(const struct output *out)
{
	return out->bytes;
}

/* The directory's identity and the name in it: a file that is not there yet has no other. */
static bool
same_file(const char *a, const char *b)
{
	struct stat x, y;
	const char *dirs[2] = {a, b}, *name[2];
	char *dir[2];
	bool same;

	for (int i = 0; i < 2; i++) {
		const char *slash = strrchr(dirs[i], '/');

		name[i] = slash ? slash + 1 : dirs[i];
		dir[i] = slash ? mem_dup(dirs[i]) : mem_dup(".");
		if (slash)
			dir[i][slash == dirs[i] ? 1 : slash - dirs[i]] = '\0';
	}
	same = strcmp(name[0], name[1]) == 0 && stat(dir[0], &x) == 0 && stat(dir[1], &y) == 0 &&
	       x.st_dev == y.st_dev && x.st_ino == y.st_ino;
	free(dir[0]);
	free(dir[1]);
	/* Devices and pipes may well take both. */
	return same && !(stat(a, &x) == 0 && !S_ISREG(x.st_mode));
}

void
outputs_distinct(const char *const *paths, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			if (paths[i] && paths[k] && same_file(paths[i], paths[k]))
				die("%s: named for two outputs; each needs a file of its own",
				    diag_file(paths[i]));
}
