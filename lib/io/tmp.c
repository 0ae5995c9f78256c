/* tmp: unnamed files, written once and read back. */
#include "io/tmp.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { STAGE = 64 * 1024, PRIVATE = 0600 };

struct tmp {
	int fd;
	bool reading;
	size_t len, at; /* of stage: filled, and while reading taken */
	uint64_t size;
	char *stage;
};

static _Noreturn void
failed(void)
{
	die("%s: %s", diag_file(common.tmpdir), strerror(errno));
}

/* Where there are no unnamed files: one whose name is gone at once. */
static int
open_and_unlink(void)
{
	struct buf name = {0};
	int fd;

	buf_fmt(&name, "%s/cs-XXXXXX", common.tmpdir);
	buf_cstr(&name);
	fd = mkostemp(name.at, O_CLOEXEC);
	if (fd < 0 || unlink(name.at) < 0)
		failed();
	buf_clear(&name);
	return fd;
}

struct tmp *
tmp_new(void)
{
	struct tmp *t = mem_new(1, sizeof *t);

	t->stage = mem_new(STAGE, 1);
	t->fd = open(common.tmpdir, O_TMPFILE | O_RDWR | O_CLOEXEC, PRIVATE);
	if (t->fd < 0) {
		if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL)
			failed();
		t->fd = open_and_unlink();
	}
	/* Whatever the umask. */
	if (fchmod(t->fd, PRIVATE) < 0)
		failed();
	return t;
}

static void
put(struct tmp *t, const char *at, size_t n)
{
	while (n) {
		ssize_t done = write(t->fd, at, n);

		if (done < 0 && errno != EINTR)
			failed();
		if (done > 0) {
			at += done;
			n -= (size_t)done;
		}
	}
}

void
tmp_write(struct tmp *t, const void *at, size_t n)
{
	t->size += n;
	if (n > STAGE - t->len) {
		put(t, t->stage, t->len);
		t->len = 0;
	}
	if (n >= STAGE) {
		put(t, at, n);
	} else if (n) {
		memcpy(t->stage + t->len, at, n);
		t->len += n;
	}
}

void
tmp_rewind(struct tmp *t)
{
	if (!t->reading)
		put(t, t->stage, t->len);
	if (lseek(t->fd, 0, SEEK_SET) < 0)
		failed();
	t->reading = true;
	t->len = t->at = 0;
}

static size_t
get(struct tmp *t, char *at, size_t n)
{
	ssize_t got;

	while ((got = read(t->fd, at, n)) < 0)
		if (errno != EINTR)
			failed();
	return (size_t)got;
}

/* n bytes, or fewer at the end. */
size_t
tmp_read(struct tmp *t, void *to, size_t n)
{
	char *at = to;
	size_t done = 0, some;

	while (done < n) {
		if (t->at < t->len) {
			some = n - done < t->len - t->at ? n - done : t->len - t->at;
			memcpy(at + done, t->stage + t->at, some);
			t->at += some;
		} else if (n - done >= STAGE) {
			some = get(t, at + done, n - done);
			if (some == 0)
				break;
		} else {
			t->at = some = 0;
			t->len = get(t, t->stage, STAGE);
			if (t->len == 0)
				break;
		}
		done += some;
	}
	return done;
}

size_t
tmp_read_at(const struct tmp *t, uint64_t at, void *to, size_t n)
{
	size_t done = 0;
	ssize_t got;

	while (done < n) {
		got = pread(t->fd, (char *)to + done, n - done, (off_t)(at + done));
		if (got < 0 && errno != EINTR)
			failed();
		if (got == 0)
			break;
		done += got > 0 ? (size_t)got : 0;
	}
	return done;
}

uint64_t
tmp_size(const struct tmp *t)
{
	return t->size;
}

void
tmp_free(struct tmp *t)
{
	if (t == NULL)
		return;
	close(t->fd);
	free(t->stage);
	free(t);
}
