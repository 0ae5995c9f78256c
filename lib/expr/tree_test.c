/* tree: reads in, between, ~ and is. */
#include "base/mem.h"
#include "expr/reader.h"
#include <stdlib.h>

/* After `x [not] in`. */
struct tree *
reader_in(struct reader *r, struct tree *x)
{
	struct reader_list l = {0};
	struct tree *t = NULL;

	l.at = mem_grow(l.at, 0, &l.cap, sizeof *l.at);
	l.at[l.n++] = x;
	if (reader_enter(r) && reader_list(r, &l) && reader_leave(r))
		t = reader_operation(r, T_IN, x->place.at, l.at, l.n);
	free(l.at);
	return t;
}

/* After `x [not] between`: the first `and` is its own. */
struct tree *
reader_between(struct reader *r, struct tree *x)
{
	struct tree *low = reader_sum(r), *high = NULL;

	if (low == NULL)
		return NULL;
	if (!scan_word(r->s, "and")) {
		scan_expected(r->s, r->s->at, "'and'");
		return NULL;
	}
	high = reader_sum(r);
	return reader_operation(r, T_BETWEEN, x->place.at, (struct tree *[]){x, low, high}, 3);
}

/* After `x ~`. */
struct tree *
reader_match(struct reader *r, struct tree *x)
{
	struct str source, flags;
	struct tree *t;

	scan_blank(r->s, true);
	if (!scan_pattern(r->s, &source, &flags))
		return NULL;
	t = reader_operation(r, T_MATCH, x->place.at, &x, 1);
	if (t != NULL) {
		t->text = source;
		t->flags = flags;
	}
	return t;
}

/* After `x is`. */
struct tree *
reader_is(struct reader *r, struct tree *x)
{
	bool negated = scan_word(r->s, "not");
	enum tree_op op = scan_word(r->s, "null")    ? T_IS_NULL
			  : scan_word(r->s, "true")  ? T_IS_TRUE
			  : scan_word(r->s, "false") ? T_IS_FALSE
						     : T_NAME;
	struct tree *t;

	if (op == T_NAME) {
		scan_expected(r->s, r->s->at, "'null', 'true' or 'false'");
		return NULL;
	}
	t = reader_operation(r, op, x->place.at, &x, 1);
	if (t != NULL)
		t->negated = negated;
	return t;
}

/* `not` before `in` or `between`; taken only if one of them follows. */
bool
reader_not(struct scan *s)
{
	size_t from = s->at;

	if (scan_word(s, "not") && (reader_at_word(s, "in") || reader_at_word(s, "between")))
		return true;
	s->at = from;
	return false;
}
