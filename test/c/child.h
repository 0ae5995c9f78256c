/*
 * child: a function run in a process of its own, with what it wrote and how it ended; for what ends
 *a program.
 *
 *	struct child c;
 *	child_run(&c, fn, arg);
 *	EXPECT(c.status == 2);
 */
#ifndef TEST_CHILD_H
#define TEST_CHILD_H
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct child {
	int status;	   /* as the shell has it: 128 + signal */
	char out[1 << 16]; /* standard output and standard error together, NUL-terminated */
	size_t len;
};

static inline void
child_run(struct child *c, void (*fn)(void *), void *arg)
{
	int ends[2], status;
	ssize_t n;
	pid_t pid;

	c->len = 0;
	if (pipe(ends) < 0 || (pid = fork()) < 0)
		abort();
	if (pid == 0) {
		close(ends[0]);
		dup2(ends[1], STDOUT_FILENO);
		dup2(ends[1], STDERR_FILENO);
		close(ends[1]);
		fn(arg);
		_exit(0);
	}
	close(ends[1]);
	while (c->len < sizeof c->out - 1 &&
	       (n = read(ends[0], c->out + c->len, sizeof c->out - 1 - c->len)) > 0)
		c->len += (size_t)n;
	close(ends[0]);
	c->out[c->len] = '\0';
	waitpid(pid, &status, 0);
	c->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

#endif
