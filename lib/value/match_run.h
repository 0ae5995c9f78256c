/*
 * match_run: patterns and matchers from inside, for match.c and match_replace.c.
 */
#ifndef VALUE_MATCH_RUN_H
#define VALUE_MATCH_RUN_H
#define PCRE2_CODE_UNIT_WIDTH 8
#include "value/match.h"
#include "value/match_quick.h"
#include <pcre2.h>

struct pattern {
	pcre2_code *code;
	uint32_t groups;
	struct quick quick;
};

struct matcher {
	pcre2_match_data *data;
	pcre2_match_context *limits;
	pcre2_jit_stack *stack;
	uint32_t groups; /* that data has room for */
};

/* One match from an offset on, within all limits; the groups are then in m. */
enum matched match_run(struct matcher *m, const struct pattern *p, struct str s, size_t from, uint32_t options);
/* A group of the last match, .at NULL if there is none or it took no part. */
struct str match_group(const struct matcher *m, const struct pattern *p, struct str s, uint32_t group);

#endif
