/* bin: labels of bin() and their order. */
#include "report/bin.h"

#include "value/num.h"

/* Where a label begins: below its first edge is before, from the last on behind all others. */
struct edge {
	int side; /* -1, 0, 1 */
	struct num at;
};

/* "2-4": the minus of a negative number is no end of the first one. */
static bool
between(struct str s, struct num *from)
{
	for (size_t i = 1; i + 1 < s.len; i++) {
		struct num to;

		if (s.at[i] == '-' && num_parse((struct str){s.at, i}, from) &&
		    num_parse((struct str){s.at + i + 1, s.len - i - 1}, &to))
			return from->kind != NUM_NULL && to.kind != NUM_NULL &&
			       num_cmp(*from, to) < 0;
	}
	return false;
}

static bool
edge_of(struct str s, struct edge *e)
{
	size_t sign = str_starts(s, STR("<")) ? 1 : str_starts(s, STR(">=")) ? 2 : 0;

	*e = (struct edge){.side = sign == 1 ? -1 : sign == 2, .at = NUM_NONE};
	if (sign == 0)
		return between(s, &e->at);
	return num_parse((struct str){s.at + sign, s.len - sign}, &e->at) && e->at.kind != NUM_NULL;
}

bool
bin_label(struct str s)
{
	struct edge e;

	return edge_of(s, &e);
}

int
bin_compare(struct str a, struct str b)
{
	struct edge x, y;
	bool is_a = edge_of(a, &x), is_b = edge_of(b, &y);
	int c = is_b - is_a;

	if (c == 0 && is_a)
		c = x.side != y.side ? x.side - y.side : num_cmp(x.at, y.at);
	return c ? c : str_cmp(a, b);
}
