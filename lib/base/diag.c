/* diag: lines on standard error, and the end of the program. */
#include "base/diag.h"
#include "base/line.h"
#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

enum { LINE_MAX_BYTES = 8192 }; /* a message; what is longer is cut */

const char *diag_name = "cs-tools";
int diag_level;
static void (*_Atomic at_death)(void);

/* A message that cannot be written changes nothing. */
static void
put(const char *at, size_t n)
{
	while (n) {
		ssize_t put = write(STDERR_FILENO, at, n);

		if (put > 0) {
			at += put;
			n -= (size_t)put;
		} else if (put < 0 && errno == EAGAIN) {
			poll(&(struct pollfd){.fd = STDERR_FILENO, .events = POLLOUT}, 1, -1);
		} else if (put == 0 || errno != EINTR) {
			return;
		}
	}
}

/*
 * "NAME: text" and a line end by one write.  Nothing is allocated: memory may be what is lacking.
 * A line end inside stays, for the lines of an expression that follow a message; other controls are
 * shown as \xHH.
 */
static void
say(const char *fmt, va_list args)
{
	char text[LINE_MAX_BYTES], out[LINE_MAX_BYTES];
	struct line l = {out, 0, sizeof out - 1};
	int n = vsnprintf(text, sizeof text, fmt, args);
	size_t len = n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1;

	line_safe(&l, str_of(diag_name), "");
	line_add(&l, ": ", 2);
	line_safe(&l, (struct str){text, len}, "\n");
	out[l.len++] = '\n';
	put(out, l.len);
}

void
diag_at_death(void (*fn)(void))
{
	at_death = fn;
}

void
diag_exit(int status)
{
	static atomic_flag taken = ATOMIC_FLAG_INIT;
	void (*fn)(void) = at_death;

	/* The first to end the program ends it; others wait for that. */
	while (atomic_flag_test_and_set(&taken))
		pause();
	if (fn != NULL)
		fn();
	_exit(status);
}

void
die(const char *fmt, ...)
{
	static atomic_flag taken = ATOMIC_FLAG_INIT;
	va_list args;

	while (atomic_flag_test_and_set(&taken))
		pause();
	va_start(args, fmt);
	say(fmt, args);
	va_end(args);
	diag_exit(EXIT_CANNOT);
}

void
warn(const char *fmt, ...)
{
	va_list args;

	if (diag_level < 0)
		return;
	va_start(args, fmt);
	say(fmt, args);
	va_end(args);
}

void
inform(const char *fmt, ...)
{
	va_list args;

	if (diag_level < 1)
		return;
	va_start(args, fmt);
	say(fmt, args);
	va_end(args);
}

bool
fault(struct fault *f, const char *fmt, ...)
{
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(f->msg, sizeof f->msg, fmt, args);
	va_end(args);
	if (n >= (int)sizeof f->msg) {
		size_t end = sizeof f->msg - 1;

		/* Not through the middle of a character. */
		while (end > 0 && ((unsigned char)f->msg[end - 1] & 0xC0) == 0x80)
			end--;
		if (end > 0 && ((unsigned char)f->msg[end - 1] & 0xC0) == 0xC0)
			end--;
		f->msg[end] = '\0';
	}
	return false;
}
