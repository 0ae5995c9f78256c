/*
 * unit: the few words a C test needs.  A test program is named test/c/NAME.c, built as unit-NAME and run by
 * test/unit.bats; it ends with `return unit_end();`.
 */
#ifndef TEST_UNIT_H
#define TEST_UNIT_H
#include <stdio.h>
#include <string.h>

static int unit_failed, unit_passed;

#define EXPECT(cond)                                                                               \
	((cond) ? (void)unit_passed++                                                              \
		: (void)(unit_failed++, fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #cond)))
/* got and want are NUL-terminated. */
#define EXPECT_TEXT(got, want) unit_text(__FILE__, __LINE__, (got), (want))

static inline void
unit_text(const char *file, int line, const char *got, const char *want)
{
	if (strcmp(got, want) == 0) {
		unit_passed++;
		return;
	}
	unit_failed++;
	fprintf(stderr, "%s:%d: got '%s', want '%s'\n", file, line, got, want);
}

static inline int
unit_end(void)
{
	if (unit_failed)
		fprintf(stderr, "%d of %d expectations failed\n", unit_failed, unit_failed + unit_passed);
	return unit_failed != 0;
}

#endif
