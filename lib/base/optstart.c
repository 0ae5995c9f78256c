/* optstart: what every program does before it looks at its options. */
#include "base/diag.h"
#include "base/optparts.h"
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

enum { MEMORY_LEAST = 64 << 20 };

struct common common = {
    .delimiter = ',', .delimiter_out = ',', .jobs = 1, .memory = MEMORY_LEAST, .tmpdir = "/tmp"};

/*
 * A closed descriptor is opened the wrong way round, so that no file of ours takes its number and
 * yet using it fails as it would have.
 */
static void
fill_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
		    open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			diag_exit(EXIT_CANNOT);
}

static unsigned
processors(void)
{
	cpu_set_t set;
	int n;

	if (sched_getaffinity(0, sizeof set, &set) == 0)
		return (unsigned)CPU_COUNT(&set);
	/* More processors than a cpu_set_t counts. */
	n = (int)sysconf(_SC_NPROCESSORS_ONLN);
	return n > 0 ? (unsigned)n : 1;
}

/* Half of what there is, and half of what we may have. */
static uint64_t
memory(void)
{
	long pages = sysconf(_SC_PHYS_PAGES), page = sysconf(_SC_PAGESIZE);
	uint64_t bytes = MEMORY_LEAST;
	struct rlimit limit;

	if (pages > 0 && page > 0)
		bytes = (uint64_t)pages * (uint64_t)page / 2;
	if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
	    limit.rlim_cur / 2 < bytes)
		bytes = limit.rlim_cur / 2;
	return bytes;
}

void
opt_start(void)
{
	const char *tmpdir = getenv("TMPDIR");

	fill_descriptors();
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGUSR1, SIG_IGN); /* until there is progress to tell, and always where there is none */
	unsetenv("POSIXLY_CORRECT"); /* no variable changes what a command line means */
	common.jobs = processors();
	common.memory = memory();
	if (tmpdir != NULL && *tmpdir != '\0')
		common.tmpdir = tmpdir;
}
