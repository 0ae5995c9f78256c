/*
 * sandbox: when every file is open, no further opening, no execution, no TCP (Landlock, no_new_privs; best effort by the kernel's
 * ABI).  The directories of outputs still open and --tmpdir may take files.
 */
#ifndef IO_SANDBOX_H
#define IO_SANDBOX_H
#include <stddef.h>

void sandbox_enter(char *const *may_write_dirs /* NULL-terminated */);
/* The same for the directories of the files that outputs name; NULL: standard output. */
void sandbox_outputs(const char *const *outputs, size_t n);
const char *sandbox_state(void); /* for --version -v */
#endif
