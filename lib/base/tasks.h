/* tasks: independent pieces of work, numbered, on several threads. */
#ifndef BASE_TASKS_H
#define BASE_TASKS_H
#include <stddef.h>

/* fn(arg, 0..n-1) on so many threads, in any order; back when all are done. */
void tasks_run(unsigned jobs, size_t n, void (*fn)(void *arg, size_t i), void *arg);

#endif
