/* match: PCRE2 within bounds that are written down. */
#include "base/mem.h"
#include "value/match_run.h"
#include <stdlib.h>

enum {
	PATTERN_MOST = 4096, /* bytes of a pattern */
	COMPILED_MOST = 1 << 20,
	SUBJECT_MOST = 65536, /* bytes of the text */
	STEPS = 100000,
	HEAP = 64 << 10, /* KiB */
	STACK = 1 << 20, /* for compiled code; past it the interpreter takes over, with the heap */
};

static bool
read_flags(struct str flags, uint32_t *options, struct fault *f)
{
	*options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
	for (size_t i = 0; i < flags.len; i++) {
		if (flags.at[i] != 'i' && flags.at[i] != 'x')
			return fault(
			    f, "a pattern has the flags i and x; there is no '%c'", flags.at[i]);
		*options |= flags.at[i] == 'i' ? PCRE2_CASELESS : PCRE2_EXTENDED;
	}
	return true;
}

static size_t
characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.at[i] & 0xC0) != 0x80;
	return n;
}

static pcre2_code *
compile(struct str source, uint32_t options, struct fault *f)
{
	PCRE2_UCHAR message[256];
	PCRE2_SIZE at = 0, size = 0;
	pcre2_code *code;
	int error = 0;

	if (source.len > PATTERN_MOST) {
		fault(f, "the pattern is too large: more than %d bytes", PATTERN_MOST);
		f->at = 1;
		return NULL;
	}
	code = pcre2_compile((PCRE2_SPTR)source.at, source.len, options, &error, &at, NULL);
	if (code == NULL) {
		pcre2_get_error_message(error, message, sizeof message);
		fault(f, "not a pattern: %s", (const char *)message);
		f->at = characters((struct str){source.at, at < source.len ? at : source.len}) + 1;
		return NULL;
	}
	pcre2_pattern_info(code, PCRE2_INFO_SIZE, &size);
	if (size > COMPILED_MOST) {
		fault(f, "the pattern is too large: %zu bytes when compiled", (size_t)size);
		f->at = 1;
		pcre2_code_free(code);
		return NULL;
	}
	return code;
}

struct pattern *
pattern_new(struct str source, struct str flags, struct fault *f)
{
	struct pattern *p;
	uint32_t options;
	pcre2_code *code;

	f->at = 0;
	if (!read_flags(flags, &options, f) || (code = compile(source, options, f)) == NULL)
		return NULL;
	p = mem_new(1, sizeof *p);
	p->code = code;
	pcre2_pattern_info(code, PCRE2_INFO_CAPTURECOUNT, &p->groups);
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* where it cannot, the interpreter does */
	if (flags.len == 0)
		quick_read(&p->quick, source);
	return p;
}

void
pattern_free(struct pattern *p)
{
	if (p != NULL) {
		pcre2_code_free(p->code);
		free(p);
	}
}

int
pattern_group(const struct pattern *p, struct str name)
{
	char z[64];
	int n;

	if (name.len == 0 || name.len >= sizeof z)
		return -1;
	memcpy(z, name.at, name.len);
	z[name.len] = '\0';
	n = pcre2_substring_number_from_name(p->code, (PCRE2_SPTR)z);
	return n > 0 ? n : -1;
}

int
pattern_groups(const struct pattern *p)
{
	return (int)p->groups;
}

struct matcher *
matcher_new(void)
{
	struct matcher *m = mem_new(1, sizeof *m);

	m->limits = pcre2_match_context_create(NULL);
	if (m->limits == NULL)
		die("out of memory");
	pcre2_set_match_limit(m->limits, STEPS);
	pcre2_set_depth_limit(m->limits, STEPS);
	pcre2_set_heap_limit(m->limits, HEAP);
	m->stack = pcre2_jit_stack_create(32 << 10, STACK, NULL);
	if (m->stack != NULL)
		pcre2_jit_stack_assign(m->limits, NULL, m->stack);
	return m;
}

void
matcher_free(struct matcher *m)
{
	if (m != NULL) {
		pcre2_match_data_free(m->data);
		pcre2_match_context_free(m->limits);
		pcre2_jit_stack_free(m->stack);
		free(m);
	}
}

static void
make_room(struct matcher *m, uint32_t groups)
{
	if (m->data != NULL && groups <= m->groups)
		return;
	pcre2_match_data_free(m->data);
	m->groups = groups < 15 ? 15 : groups;
	m->data = pcre2_match_data_create(m->groups + 1, NULL);
	if (m->data == NULL)
		die("out of memory");
}

enum matched
match_run(struct matcher *m, const struct pattern *p, struct str s, size_t from, uint32_t options)
{
	PCRE2_SPTR at = (PCRE2_SPTR)(s.len > 0 ? s.at : "");
	int n;

	if (s.len > SUBJECT_MOST)
		return MATCH_LIMIT;
	make_room(m, p->groups);
	n = pcre2_match(p->code, at, s.len, from, options, m->data, m->limits);
	if (n == PCRE2_ERROR_JIT_STACKLIMIT)
		n = pcre2_match(
		    p->code, at, s.len, from, options | PCRE2_NO_JIT, m->data, m->limits);
	return n >= 0 ? MATCH_YES : n == PCRE2_ERROR_NOMATCH ? MATCH_NO : MATCH_LIMIT;
}

enum matched
match_test(struct matcher *m, const struct pattern *p, struct str s)
{
	if (p->quick.known && s.len <= SUBJECT_MOST)
		return quick_test(&p->quick, s) ? MATCH_YES : MATCH_NO;
	return match_run(m, p, s, 0, 0);
}

struct str
match_group(const struct matcher *m, const struct pattern *p, struct str s, uint32_t group)
{
	const PCRE2_SIZE *at = pcre2_get_ovector_pointer(m->data) + 2 * (size_t)group;

	if (group > p->groups || at[0] == PCRE2_UNSET || at[1] < at[0])
		return (struct str){NULL, 0};
	return (struct str){s.at + at[0], at[1] - at[0]};
}

enum matched
match_extract(
    struct matcher *m, const struct pattern *p, struct str s, int group, struct str *found)
{
	enum matched how = match_run(m, p, s, 0, 0);

	*found = (struct str){NULL, 0};
	if (how == MATCH_YES && group >= 0)
		*found = match_group(m, p, s, (uint32_t)group);
	return how;
}

bool
match_name(struct str pattern, bool caseless, struct str name, struct fault *f)
{
	struct pattern *p = pattern_new(pattern, caseless ? STR("i") : STR(""), f);
	struct matcher *m;
	bool yes;

	if (p == NULL)
		return false;
	m = matcher_new();
	yes = match_test(m, p, name) == MATCH_YES;
	matcher_free(m);
	pattern_free(p);
	return yes;
}
