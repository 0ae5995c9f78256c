/* fuzz: what every harness needs: a claim that ends the run where it does not hold. */
#ifndef TEST_FUZZ_H
#define TEST_FUZZ_H
#include "base/str.h"
#include <stdio.h>
#include <stdlib.h>

#define CLAIM(x) \
	do { \
		if (!(x)) { \
			fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #x); \
			abort(); \
		} \
	} while (0)

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* The first byte, which chooses, off the front of the rest. */
static inline unsigned
choice(struct str *s)
{
	unsigned c = s->len ? (unsigned char)s->at[0] : 0;

	if (s->len) {
		s->at++;
		s->len--;
	}
	return c;
}
#endif
