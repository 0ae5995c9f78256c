/* tasks: the caller and other threads take the next number until there is none. */
#include "base/tasks.h"
#include "base/mem.h"
#include <pthread.h>
#include <stdlib.h>

struct tasks {
	size_t n;
	_Atomic size_t next;
	void (*fn)(void *arg, size_t i);
	void *arg;
};

static void *
work(void *arg)
{
	struct tasks *t = arg;
	size_t i;

	while ((i = t->next++) < t->n)
		t->fn(t->arg, i);
	return NULL;
}

void
tasks_run(unsigned jobs, size_t n, void (*fn)(void *arg, size_t i), void *arg)
{
	struct tasks t = {.n = n, .fn = fn, .arg = arg};
	pthread_t *thread = mem_new(jobs, sizeof *thread);
	unsigned started = 0;

	while (started + 1 < jobs && started + 1 < n &&
	       pthread_create(&thread[started], NULL, work, &t) == 0)
		started++;
	work(&t);
	for (unsigned i = 0; i < started; i++)
		pthread_join(thread[i], NULL);
	free(thread);
}
