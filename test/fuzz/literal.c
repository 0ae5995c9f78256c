/* fuzz literal: no text in which a pattern matches is passed over; one that is sure to match does. */
#include "fuzz.h"
#include "io/encoding.h"
#include "value/literal.h"
#include "value/match.h"
#include "value/needles.h"

static bool
is_odd(struct str text)
{
	for (size_t i = 0; i < LITERAL_ODD; i++)
		if (str_find(text, literal_odd[i]) >= 0)
			return true;
	return false;
}

/* How many of the sets are there; *sure: one that is the pattern and nothing else. */
static size_t
found(const struct literals *l, struct str text, bool *sure)
{
	struct needles *n = needles_new();
	struct needles_seen seen;
	struct buf low = {0};
	size_t there = 0;

	*sure = false;
	for (uint32_t i = 0; i < l->sets; i++)
		for (size_t k = 0; k < l->set[i].n; k++)
			needles_add(n, l->set[i].text[k], i, l->whole);
	needles_ready(n);
	needles_seen_new(&seen, n);
	needles_lower(&low, text);
	needles_find(n, buf_slice(&low), &seen);
	for (size_t i = 0; i < l->sets; i++) {
		there += seen.state[i] != NEEDLES_NO;
		*sure |= seen.state[i] == NEEDLES_SURE;
	}
	needles_seen_clear(&seen);
	needles_free(n);
	buf_clear(&low);
	return there;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const flags[] = {"", "i", "x", "ix"};
	struct str text = {(const char *)data, size}, source, flag;
	struct arena arena = {0};
	struct pattern *p;
	struct literals l;
	struct fault f;

	flag = str_of(flags[choice(&text) % 4]);
	source = str_cut(text, '\n', &text);
	if (text.at == NULL || source.len == 0 || memchr(data, '\0', size) || utf8_fault(source) >= 0 ||
	    utf8_fault(text) >= 0 || (p = pattern_new(source, flag, &f)) == NULL)
		return 0;
	literal_read(&l, source, flag, &arena);
	if (l.sets && !(flag.len && flag.at[0] == 'i' && is_odd(text))) {
		struct matcher *m = matcher_new();
		enum matched how = match_test(m, p, text);
		bool sure;
		size_t there = found(&l, text, &sure);

		CLAIM(how != MATCH_YES || there == l.sets);
		CLAIM(how != MATCH_NO || !sure);
		matcher_free(m);
	}
	pattern_free(p);
	arena_clear(&arena);
	return 0;
}
