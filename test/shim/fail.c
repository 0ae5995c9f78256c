/*
 * fail: preloaded into a program, it makes the world fail as told by the environment.
 *
 *	CS_FAIL_ALLOC=N    the Nth allocation fails
 *	CS_FAIL_SAID=FILE  made when something has failed, so that a sweep knows where to end
 *	CS_READ_MOST=N     read() gives at most N bytes
 *	CS_WRITE_MOST=N    write() takes at most N bytes
 *	CS_CLOCK=N         the clocks are N seconds ahead
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);

static atomic_long calls;

static long
number(const char *name)
{
	const char *z = getenv(name);
	long n = 0;

	for (; z && *z >= '0' && *z <= '9'; z++)
		n = n * 10 + (*z - '0');
	return n;
}

/* getenv allocates nothing, so this may stand in malloc itself. */
static int
fails(void)
{
	const char *said;
	long n = number("CS_FAIL_ALLOC");
	int fd;

	if (n == 0 || atomic_fetch_add(&calls, 1) + 1 != n)
		return 0;
	said = getenv("CS_FAIL_SAID");
	fd = said ? (int)syscall(SYS_openat, AT_FDCWD, said, O_CREAT | O_WRONLY, 0600) : -1;
	if (fd >= 0)
		syscall(SYS_close, fd);
	errno = ENOMEM;
	return 1;
}

void *
malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	return fails() ? NULL : __libc_realloc(p, n);
}

void *
aligned_alloc(size_t align, size_t n)
{
	return fails() ? NULL : __libc_memalign(align, n);
}

int
posix_memalign(void **p, size_t align, size_t n)
{
	if (fails())
		return ENOMEM;
	*p = __libc_memalign(align, n);
	return *p ? 0 : ENOMEM;
}

static size_t
most(const char *name, size_t n)
{
	size_t bound = (size_t)number(name);

	return bound && n > bound ? bound : n;
}

ssize_t
read(int fd, void *at, size_t n)
{
	return syscall(SYS_read, fd, at, most("CS_READ_MOST", n));
}

ssize_t
__read_chk(int fd, void *at, size_t n, size_t room)
{
	(void)room;
	return read(fd, at, n);
}

ssize_t
write(int fd, const void *at, size_t n)
{
	return syscall(SYS_write, fd, at, most("CS_WRITE_MOST", n));
}

int
clock_gettime(clockid_t id, struct timespec *t)
{
	int r = (int)syscall(SYS_clock_gettime, id, t);

	t->tv_sec += number("CS_CLOCK");
	return r;
}

time_t
time(time_t *to)
{
	struct timespec t;

	clock_gettime(CLOCK_REALTIME, &t);
	if (to)
		*to = t.tv_sec;
	return t.tv_sec;
}

int
gettimeofday(struct timeval *t, void *zone)
{
	struct timespec now;

	(void)zone;
	clock_gettime(CLOCK_REALTIME, &now);
	t->tv_sec = now.tv_sec;
	t->tv_usec = now.tv_nsec / 1000;
	return 0;
}
