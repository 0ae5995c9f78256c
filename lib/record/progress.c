/* progress: one line about the records read, by the clock or at a signal. */
#include "record/progress.h"
#include "base/diag.h"
#include "base/opt.h"
#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

struct progress progress;

enum { TERMINAL_FIRST = 2000, TERMINAL_STEP = 500, LOG_STEP = 10000, WIDTH = 100 };

static int64_t
milliseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static size_t
digits(char *to, uint64_t n)
{
	char back[20];
	size_t len = 0;

	do
		back[len++] = (char)('0' + n % 10);
	while (n /= 10);
	for (size_t i = 0; i < len; i++)
		to[i] = back[len - 1 - i];
	return len;
}

/* "PROGRAM: 1234567 records read".  Only what a signal's handler may call. */
static size_t
line(char *to, char end)
{
	size_t len = strnlen(diag_name, 40);

	memcpy(to, diag_name, len);
	memcpy(to + len, ": ", 2);
	len += 2;
	len += digits(to + len, progress.records);
	memcpy(to + len, " records read", 13);
	len += 13;
	to[len++] = end;
	return len;
}

/* A message that cannot be written changes nothing. */
static void
put(const char *at, size_t n)
{
	ssize_t done = write(STDERR_FILENO, at, n);

	(void)done;
}

static void
say(char end)
{
	char text[WIDTH];

	put(text, line(text, end));
}

static void
on_signal(int sig)
{
	int saved = errno;

	(void)sig;
	say('\n');
	errno = saved;
}

void
progress_begin(void)
{
	struct sigaction act = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	sigemptyset(&act.sa_mask);
	sigaction(SIGUSR1, &act, NULL);
	if (progress.next != 0 || common.no_progress)
		return;
	progress.plain = common.progress;
	if (progress.plain || isatty(STDERR_FILENO)) {
		progress.interval = progress.plain ? LOG_STEP : TERMINAL_STEP;
		progress.next = milliseconds() + (progress.plain ? LOG_STEP : TERMINAL_FIRST);
	}
}

void
progress_add(uint64_t records)
{
	int64_t now;

	progress.records += records;
	if (progress.next == 0)
		return;
	now = milliseconds();
	if (now < progress.next)
		return;
	progress.next = now + progress.interval;
	say(progress.plain ? '\n' : '\r');
	progress.shown = !progress.plain;
}

void
progress_erase(void)
{
	char blanks[WIDTH];
	size_t n;

	if (!progress.shown)
		return;
	n = line(blanks, '\r');
	memset(blanks, ' ', n - 1);
	put(blanks, n);
	progress.shown = false;
}
