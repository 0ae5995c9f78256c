/* replace: an unnamed file beside FILE, linked and renamed when complete. */
#include "io/replace.h"
#include "base/diag.h"
#include "base/mem.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAME_BYTES = 32, TRIES = 100 };

/*
 * A temporary name in a directory, to be removed whatever ends the program.  The list only grows (a
 * name that is no more is used again), since a signal may read it at any moment.
 */
struct replace_name {
	atomic_int live;
	int dir;
	char at[NAME_BYTES];
	struct replace_name *next;
};
static struct replace_name *_Atomic names;

static void
remove_names(void)
{
	for (struct replace_name *n = names; n != NULL; n = n->next)
		if (n->live)
			unlinkat(n->dir, n->at, 0);
}

/* The disposition was reset to the default when this was called. */
static void
remove_and_die(int number)
{
	int cause = errno;

	remove_names();
	errno = cause;
	raise(number);
}

static void
watch_signals(void)
{
	static const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGTERM, SIGXCPU};
	struct sigaction act = {
	    .sa_handler = remove_and_die, .sa_flags = (int)(SA_RESETHAND | SA_NODEFER)};

	sigemptyset(&act.sa_mask);
	diag_at_death(remove_names);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		struct sigaction old;

		/* What is ignored (nohup) stays so. */
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(numbers[i], &act, NULL);
	}
}

/* A place in the list with a random name in it; not live. */
static struct replace_name *
new_name(int dir)
{
	struct replace_name *n = names;
	uint64_t random;

	while (n != NULL && n->live)
		n = n->next;
	if (n == NULL) {
		n = mem_new(1, sizeof *n);
		n->next = names;
		names = n;
	}
	if (getrandom(&random, sizeof random, 0) != sizeof random)
		die("no random numbers: %s", strerror(errno));
	n->dir = dir;
	snprintf(n->at, sizeof n->at, ".cs-%016llx", (unsigned long long)random);
	return n;
}

static _Noreturn void
failed(const struct replace *r, int cause)
{
	die("%s: %s", diag_file(r->path), strerror(cause));
}

/* The directory of path, and base the rest. */
static void
open_dir(struct replace *r)
{
	const char *slash = strrchr(r->path, '/');
	char *dir = slash == NULL ? mem_dup(".") : mem_dup(r->path);

	r->base = slash == NULL ? r->path : slash + 1;
	if (slash != NULL)
		dir[slash == r->path ? 1 : slash - r->path] = '\0';
	r->dir = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (r->dir < 0 && errno == EACCES)
		r->dir = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (r->dir < 0)
		failed(r, errno);
	free(dir);
	if (*r->base == '\0')
		failed(r, ENOENT);
}

static void
proc_path(char *at, size_t size, int fd)
{
	snprintf(at, size, "/proc/self/fd/%d", fd);
}

/* An unnamed file, of use only if it can be given a name later. */
static bool
open_unnamed(struct replace *r, mode_t mode)
{
	char proc[64];

	r->fd = openat(r->dir, ".", O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
	if (r->fd < 0)
		return false;
	proc_path(proc, sizeof proc, r->fd);
	if (access(proc, F_OK) == 0)
		return true;
	close(r->fd);
	return false;
}

/* Where there are no unnamed files: a name that is removed if the program ends early. */
static void
open_named(struct replace *r, mode_t mode)
{
	for (int i = 0; i < TRIES; i++) {
		struct replace_name *n = new_name(r->dir);

		n->live = 1;
		r->fd = openat(r->dir, n->at, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, mode);
		if (r->fd >= 0) {
			r->name = n;
			return;
		}
		n->live = 0;
		if (errno != EEXIST)
			break;
	}
	failed(r, errno);
}

/* A file that is replaced keeps its mode and, if we may, its owner; a link's are not meant. */
static void
keep_mode(struct replace *r)
{
	struct stat old, new;

	if (fstatat(r->dir, r->base, &old, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(old.st_mode))
		return;
	if (fstat(r->fd, &new) < 0)
		failed(r, errno);
	if ((old.st_uid != new.st_uid || old.st_gid != new.st_gid) &&
	    fchown(r->fd, old.st_uid, old.st_gid) < 0)
		inform("%s: its owner changes: %s", diag_file(r->path), strerror(errno));
	if (fchmod(r->fd, old.st_mode & 0777) < 0)
		failed(r, errno);
}

void
replace_open(struct replace *r, const char *path, mode_t mode)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, watch_signals);
	*r = (struct replace){.fd = -1, .path = path, .dir = -1};
	open_dir(r);
	if (!open_unnamed(r, mode)) {
		if (errno == EACCES || errno == EROFS || errno == ENOSPC || errno == EDQUOT)
			failed(r, errno);
		open_named(r, mode);
	}
	keep_mode(r);
}

/* Two steps between which a temporary name is seen.  Returns 0 or the cause. */
static int
link_and_rename(const struct replace *r, const char *proc, const char *temporary)
{
	int cause;

	if (linkat(AT_FDCWD, proc, r->dir, temporary, AT_SYMLINK_FOLLOW) < 0)
		return errno;
	if (renameat(r->dir, temporary, r->dir, r->base) == 0)
		return 0;
	cause = errno;
	unlinkat(r->dir, temporary, 0);
	return cause;
}

static bool
in_place(const struct replace *r)
{
	struct stat ours, there;

	return fstat(r->fd, &ours) == 0 &&
	       fstatat(r->dir, r->base, &there, AT_SYMLINK_NOFOLLOW) == 0 &&
	       ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

/*
 * Both steps in a process and session of its own: SIGKILL may end us, and our group, between them,
 * and yet nothing is left behind.  vfork, since we may be large; the child makes system calls only.
 */
static int
link_and_rename_apart(const struct replace *r, const char *proc, const char *temporary)
{
	pid_t pid = vfork();
	int status;

	if (pid == 0) {
		setsid();
		_exit(link_and_rename(r, proc, temporary));
	}
	if (pid < 0)
		return link_and_rename(r, proc, temporary);
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR) /* SIGCHLD is ignored: there is no status */
			return in_place(r) ? 0 : errno;
	return WIFEXITED(status) ? WEXITSTATUS(status) : EINTR;
}

/* Gives the unnamed file its final name, at once if that is free. */
static void
name_unnamed(struct replace *r)
{
	char proc[64];
	int cause = EEXIST;

	proc_path(proc, sizeof proc, r->fd);
	if (linkat(AT_FDCWD, proc, r->dir, r->base, AT_SYMLINK_FOLLOW) == 0)
		return;
	if (errno != EEXIST)
		failed(r, errno);
	for (int i = 0; cause == EEXIST && i < TRIES; i++) {
		struct replace_name *n = new_name(r->dir);

		n->live = 1;
		cause = link_and_rename_apart(r, proc, n->at);
		if (cause == 0 || cause == EEXIST)
			n->live = 0;
	}
	if (cause != 0)
		failed(r, cause);
}

void
replace_sync(struct replace *r)
{
	int copy;

	while (fsync(r->fd) < 0)
		if (errno != EINTR)
			failed(r, errno);
	/* Some file systems tell of a full disk at close only, so one is closed while FILE is still
	 * as it was. */
	copy = fcntl(r->fd, F_DUPFD_CLOEXEC, 0);
	if (copy >= 0 && close(copy) < 0 && errno != EINTR)
		failed(r, errno);
}

void
replace_commit(struct replace *r)
{
	if (r->name == NULL) {
		name_unnamed(r);
	} else {
		if (renameat(r->dir, r->name->at, r->dir, r->base) < 0)
			failed(r, errno);
		r->name->live = 0;
	}
	/* The new file is there, whole: what fails now is worth a word, but no failure. */
	if (fsync(r->dir) < 0 && errno != EBADF && errno != EINVAL)
		warn("%s: its directory could not be synced: %s", diag_file(r->path),
		    strerror(errno));
	close(r->fd);
	close(r->dir);
}
