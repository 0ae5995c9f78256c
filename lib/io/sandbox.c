/* sandbox: Landlock by system call, as far as the kernel knows it; the header of the day may know
 * less. */
#include "io/sandbox.h"
#include "base/diag.h"
#include "base/mem.h"
#include "base/opt.h"
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CREATE = 444, ADD_RULE = 445, RESTRICT_SELF = 446, ASK_VERSION = 1, PATH_BENEATH = 1 };

/* Rights over files, by the bits of the kernel's interface. */
enum {
	WRITE_FILE = 1 << 1,
	READ_FILE = 1 << 2,
	REMOVE_FILE = 1 << 5,
	MAKE_REG = 1 << 8,
	REFER = 1 << 13,
	TRUNCATE = 1 << 14,
};

struct ruleset {
	uint64_t files, net, scope;
};

struct beneath {
	uint64_t allowed;
	int32_t parent;
} __attribute__((packed));

static int
version(void)
{
	long abi = syscall(CREATE, NULL, (size_t)0, ASK_VERSION);

	return abi > 0 ? (int)abi : 0;
}

/* All that this ABI can forbid. */
static size_t
all(int abi, struct ruleset *r)
{
	int files = abi == 1 ? 13 : abi == 2 ? 14 : abi < 5 ? 15 : 16;

	*r = (struct ruleset){.files = (UINT64_C(1) << files) - 1};
	if (abi >= 4)
		r->net = 3; /* to bind and to connect a TCP socket */
	if (abi >= 6)
		r->scope = 1; /* abstract sockets of others */
	return abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
}

/* False: the directory is there, yet could not be allowed (no descriptor is left). */
static bool
allow(int ruleset, const char *dir, uint64_t rights)
{
	struct beneath rule = {.allowed = rights};
	bool added;

	rule.parent = open(dir, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (rule.parent < 0)
		return errno == ENOENT || errno == ENOTDIR;
	added = syscall(ADD_RULE, ruleset, PATH_BENEATH, &rule, 0) == 0;
	close(rule.parent);
	return added;
}

/*
 * Best effort: what fails leaves us as we were.  REFER is for giving an unnamed file its name
 * through /proc/self/fd.
 */
void
sandbox_enter(char *const *may_write_dirs)
{
	uint64_t rights = WRITE_FILE | READ_FILE | REMOVE_FILE | MAKE_REG | REFER | TRUNCATE;
	struct ruleset r;
	int ruleset, abi = version();
	bool allowed;
	size_t size;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 || abi == 0)
		return;
	size = all(abi, &r);
	rights &= r.files;
	ruleset = (int)syscall(CREATE, &r, size, 0);
	if (ruleset < 0)
		return;
	allowed = allow(ruleset, common.tmpdir, rights);
	for (; may_write_dirs != NULL && *may_write_dirs != NULL; may_write_dirs++)
		allowed = allow(ruleset, *may_write_dirs, rights) && allowed;
	if (!allowed || syscall(RESTRICT_SELF, ruleset, 0) < 0)
		inform("no sandbox: Landlock refuses");
	close(ruleset);
}

void
sandbox_outputs(const char *const *outputs, size_t n)
{
	char **dir = mem_new(n + 1, sizeof *dir), **copy = mem_new(n + 1, sizeof *copy);
	size_t dirs = 0;

	for (size_t i = 0; i < n; i++)
		if (outputs[i] != NULL) {
			copy[dirs] = mem_dup(outputs[i]);
			dir[dirs] = dirname(copy[dirs]);
			dirs++;
		}
	dir[dirs] = NULL;
#ifndef __SANITIZE_ADDRESS__ /* which reads /proc when it looks for leaks at the end */
	sandbox_enter(dir);
#endif
	while (dirs-- > 0)
		free(copy[dirs]);
	free(copy);
	free(dir);
}

const char *
sandbox_state(void)
{
	static char text[32] = "none";
	int abi = version();

	if (abi > 0)
		snprintf(text, sizeof text, "Landlock ABI %d", abi);
	return text;
}
