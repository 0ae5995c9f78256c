/* input: reading descriptors patiently, and what a file may do while it is read. */
#include "io/input.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include "io/gzip.h"
#include "io/inflate.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20 };

struct input {
	int fd;
	const char *name;
	bool regular;
	struct stat begun; /* as it was when opened */
	off_t from;	   /* where reading began */
	uint64_t raw;
	bool known;   /* whether it is gzip */
	char head[2]; /* what was read to know it, and not yet given */
	size_t held;
	struct gzip *gzip; /* NULL: plain */
};

static void
look_at(struct input *in)
{
	off_t from;

	if (fstat(in->fd, &in->begun) < 0)
		die("%s: %s", diag_file(in->name), strerror(errno));
	if (S_ISDIR(in->begun.st_mode))
		die("%s: is a directory", diag_file(in->name));
	in->regular = S_ISREG(in->begun.st_mode);
	if (in->regular) {
		from = lseek(in->fd, 0, SEEK_CUR);
		in->from = from > 0 ? from : 0;
		posix_fadvise(in->fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	} else if (S_ISFIFO(in->begun.st_mode)) {
		fcntl(in->fd, F_SETPIPE_SZ, PIPE_BYTES);
	}
}

struct input *
input_open(const char *path)
{
	struct input *in = mem_new(1, sizeof *in);

	in->name = path;
	in->fd = STDIN_FILENO;
	if (strcmp(path, "-") != 0) {
		do
			in->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
		while (in->fd < 0 && errno == EINTR);
		if (in->fd < 0)
			die("%s: %s", diag_file(path), strerror(errno));
	}
	look_at(in);
	return in;
}

/* The end came before the size the file had: it was cut while we read, and what we have is no
 * result. */
static bool
cut_short(const struct input *in)
{
	struct stat now;

	return in->regular && fstat(in->fd, &now) == 0 && now.st_size < in->begun.st_size &&
	       in->from + (off_t)in->raw < in->begun.st_size;
}

static ptrdiff_t
failed(struct fault *f, const char *cause)
{
	fault(f, "%s", cause);
	return -1;
}

/* read() until it gives something: as a gzip_source, and with arg a struct input. */
static ptrdiff_t
raw_read(void *arg, void *at, size_t n, struct fault *f)
{
	struct input *in = arg;
	ssize_t got;

	while ((got = read(in->fd, at, n)) < 0) {
		if (errno == EAGAIN)
			poll(&(struct pollfd){.fd = in->fd, .events = POLLIN}, 1, -1);
		else if (errno != EINTR)
			return failed(f, strerror(errno));
	}
	if (got == 0 && cut_short(in))
		return failed(f, "became shorter while it was read");
	in->raw += (uint64_t)got;
	return got;
}

static bool
raw_waiting(void *arg)
{
	const struct input *in = arg;
	struct pollfd p = {.fd = in->fd, .events = POLLIN};
	int n;

	if (in->regular)
		return true;
	do
		n = poll(&p, 1, 0);
	while (n < 0 && errno == EINTR);
	return n != 0;
}

static size_t
given(const struct input *in, ptrdiff_t got, const struct fault *f)
{
	if (got < 0)
		die("%s: %s", diag_file(in->name), f->msg);
	return (size_t)got;
}

static size_t
next(struct input *in, void *at, size_t n)
{
	struct fault f;

	if (in->gzip != NULL)
		return given(in, gzip_read(in->gzip, at, n, &f), &f);
	return given(in, raw_read(in, at, n, &f), &f);
}

static size_t
give_held(struct input *in, char *at, size_t n)
{
	if (n > in->held)
		n = in->held;
	memcpy(at, in->head, n);
	memmove(in->head, in->head + n, in->held - n);
	in->held -= n;
	return n;
}

/*
 * The first bytes are read to where they belong, so that a plain file stays aligned; two of them
 * say what it is.
 */
static size_t
first(struct input *in, char *at, size_t n)
{
	char *to = n < sizeof in->head ? in->head : at;
	size_t room = n < sizeof in->head ? sizeof in->head : n, got = 0, more;

	do {
		more = next(in, to + got, room - got);
		got += more;
	} while (more && got < 2 && to[0] == '\x1F');
	in->known = true;
	if (got >= 2 && memcmp(to, "\x1F\x8B", 2) == 0) {
		struct gzip_source source = {raw_read, raw_waiting, in};

		in->gzip = gzip_new(&source, (struct str){to, got}, inflater_best(), common.jobs);
		return next(in, at, n);
	}
	if (to == at)
		return got;
	in->held = got;
	return give_held(in, at, n);
}

size_t
input_read(struct input *in, void *at, size_t n)
{
	if (n == 0)
		return 0;
	if (!in->known)
		return first(in, at, n);
	return in->held ? give_held(in, at, n) : next(in, at, n);
}

bool
input_waiting(struct input *in)
{
	if (in->held || in->regular)
		return true;
	return in->gzip != NULL ? gzip_waiting(in->gzip) : raw_waiting(in);
}

const char *
input_name(const struct input *in)
{
	return in->name;
}

uint64_t
input_raw_bytes(const struct input *in)
{
	return in->raw;
}

static void
warn_if_changed(const struct input *in)
{
	const struct stat *was = &in->begun;
	struct stat now;

	if (!in->regular || fstat(in->fd, &now) < 0)
		return;
	if (now.st_size != was->st_size || now.st_mtim.tv_sec != was->st_mtim.tv_sec ||
	    now.st_mtim.tv_nsec != was->st_mtim.tv_nsec)
		warn("%s: changed while it was read", diag_file(in->name));
}

void
input_close(struct input *in)
{
	if (in->gzip != NULL)
		gzip_free(in->gzip);
	warn_if_changed(in);
	if (in->fd != STDIN_FILENO)
		close(in->fd);
	free(in);
}
