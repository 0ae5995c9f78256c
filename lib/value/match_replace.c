/* match_replace: every match replaced, with what its groups hold. */
#include "value/match_run.h"

enum { RESULT_MOST = 16 << 20 }; /* bytes that a replacement may grow to: the longest field */

/* The group that `by` names behind a $: one digit, or a number or name in braces.  Returns the
 * bytes read, 0: no reference. */
static size_t
reference(const struct pattern *p, struct str by, uint32_t *group)
{
	struct str rest, name;
	uint64_t n;
	int named;

	if (by.len > 0 && *by.at >= '0' && *by.at <= '9') {
		*group = (uint32_t)(*by.at - '0');
		return 1;
	}
	if (by.len < 2 || *by.at != '{')
		return 0;
	name = str_cut((struct str){by.at + 1, by.len - 1}, '}', &rest);
	if (rest.at == NULL)
		return 0;
	named = pattern_group(p, name);
	*group = named >= 0				? (uint32_t)named
		 : str_uint(name, &n) && n <= p->groups ? (uint32_t)n
							: p->groups + 1;
	return name.len + 2;
}

static void
substitute(
    const struct matcher *m, const struct pattern *p, struct str s, struct str by, struct buf *b)
{
	for (size_t i = 0; i < by.len; i++) {
		struct str rest = {by.at + i + 1, by.len - i - 1};
		uint32_t group = 0;
		size_t n;

		if (by.at[i] != '$') {
			buf_ch(b, by.at[i]);
		} else if (rest.len > 0 && *rest.at == '$') {
			buf_ch(b, '$');
			i++;
		} else if ((n = reference(p, rest, &group)) > 0) {
			buf_str(b, match_group(m, p, s, group));
			i += n;
		} else {
			buf_ch(b, '$');
		}
	}
}

static size_t
char_length(struct str s, size_t at)
{
	size_t n = 1;

	while (at + n < s.len && ((unsigned char)s.at[at + n] & 0xC0) == 0x80)
		n++;
	return n;
}

enum matched
match_replace(
    struct matcher *m, const struct pattern *p, struct str s, struct str by, struct buf *b)
{
	size_t start = b->len, at = 0, copied = 0;
	enum matched any = MATCH_NO, how;
	uint32_t options = 0;

	while (at <= s.len && b->len - start <= RESULT_MOST) {
		/* The first look has found the text to be UTF-8. */
		how = match_run(m, p, s, at, options | (at > 0 ? PCRE2_NO_UTF_CHECK : 0));
		if (how == MATCH_YES) {
			const PCRE2_SIZE *found = pcre2_get_ovector_pointer(m->data);

			if (found[0] < copied || found[1] < found[0]) /* \K went astray */
				return MATCH_LIMIT;
			any = MATCH_YES;
			buf_add(b, s.at + copied, found[0] - copied);
			substitute(m, p, s, by, b);
			at = copied = found[1];
			/* After an empty match look here for one that is not, then go on. */
			options =
			    found[0] == found[1] ? PCRE2_NOTEMPTY_ATSTART | PCRE2_ANCHORED : 0;
		} else if (how == MATCH_NO && options != 0 && at < s.len) {
			at += char_length(s, at);
			options = 0;
		} else if (how == MATCH_NO) {
			buf_add(b, s.at + copied, s.len - copied);
			return any;
		} else {
			break;
		}
	}
	b->len = start;
	return MATCH_LIMIT;
}
