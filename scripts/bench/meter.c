/*
 * meter: runs a command and writes what it took: meter FILE RUNS COMMAND [ARGUMENT...]
 *
 * Adds to FILE, for each of RUNS runs, a line of three figures: wall time and CPU time (user and
 * system, of all its processes) in seconds to the microsecond, and the peak of resident memory of
 * the largest of them in KiB.  time(1) knows hundredths only, which is the whole run of a filter on
 * a small file.  Ends with the command's status at the first run that fails.
 */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

static int
run(FILE *f, char **command)
{
	double start = now();
	struct rusage used;
	pid_t pid;
	int status, error = posix_spawnp(&pid, command[0], NULL, NULL, command, environ);

	if (error != 0)
		return fprintf(stderr, "meter: %s: %s\n", command[0], strerror(error)), 127;
	if (wait4(pid, &status, 0, &used) != pid)
		return perror("meter"), 127;
	fprintf(f, "%.6f %.6f %ld\n", now() - start,
	    seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int
main(int argc, char **argv)
{
	FILE *f = argc > 3 ? fopen(argv[1], "a") : NULL;
	int status = 0;

	if (f == NULL)
		return fputs("usage: meter FILE RUNS COMMAND [ARGUMENT...]\n", stderr), 2;
	for (long i = strtol(argv[2], NULL, 10); i > 0 && status == 0; i--)
		status = run(f, argv + 3);
	return fclose(f) != 0 ? (perror("meter"), 127) : status;
}
