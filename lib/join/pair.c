/* pair: what becomes of one record, of the left with its partners, of the right without. */
#include "base/opt.h"
#include "join/inner.h"

bool
pair_shows_right(const struct join *j)
{
	return j->want->kind != JOIN_SEMI && j->want->kind != JOIN_ANTI;
}

bool
pair_right_goes_out(const struct join *j)
{
	return j->want->kind == JOIN_RIGHT || j->want->kind == JOIN_FULL;
}

static void
left_fields(const struct join *j, const struct pair_left *l, struct rows *out)
{
	if (l->batch) {
		rows_cells(out, l->batch, l->row, j->column, j->columns);
	} else {
		rows_plain(out, l->text);
		out->fields += j->columns - 1;
	}
}

static void
left_alone(const struct join *j, const struct pair_left *l, struct rows *out)
{
	left_fields(j, l, out);
	rows_end(out);
}

static void
tail(const struct join *j, struct str text, struct rows *out)
{
	if (j->right.names.n) {
		rows_plain(out, text);
		out->fields += j->right.names.n - 1;
	}
}

static void
without_partner(const struct join *j, const struct pair_left *l, struct rows *out)
{
	left_fields(j, l, out);
	for (size_t i = 0; i < j->right.names.n; i++)
		rows_plain(out, (struct str){"", 0});
	rows_end(out);
}

/* Most are found by few: the first look leaves the line of memory clean. */
static void
mark(struct hold_entry *e, struct pair_count *count)
{
	if (!__atomic_load_n(&e->found, __ATOMIC_RELAXED) &&
	    !__atomic_exchange_n(&e->found, true, __ATOMIC_RELAXED))
		count->found++;
}

static bool
partners(const struct join *j, const struct pair_left *l, struct chain c, uint32_t first,
    struct rows *out, struct pair_count *count)
{
	const struct hold *h = &j->right.held;
	bool show = pair_shows_right(j);

	for (uint32_t i = first; i < c.n; i = chain_next(&j->right.rule, h, c, i, l->time)) {
		struct hold_entry *e = hold_at(h, c.at[i]);

		if (i != first && !j->right.rule.many)
			return false;
		mark(e, count);
		if (show) {
			left_fields(j, l, out);
			tail(j, hold_tail(h, e), out);
			rows_end(out);
		}
	}
	return true;
}

bool
pair(const struct join *j, const struct pair_left *l, struct chain c, struct rows *out,
    struct rows *unmatched, struct pair_count *count)
{
	enum join_kind kind = j->want->kind;
	uint32_t first = c.n ? chain_first(&j->right.rule, &j->right.held, c, l->time) : 0;
	bool found = first < c.n, one = true;

	if (!found && unmatched)
		left_alone(j, l, unmatched);
	if (found)
		one = partners(j, l, c, first, out, count);
	if (found ? kind == JOIN_SEMI : kind == JOIN_ANTI)
		left_alone(j, l, out);
	else if (!found && (kind == JOIN_LEFT || kind == JOIN_FULL))
		without_partner(j, l, out);
	else if (!found || kind == JOIN_ANTI)
		out->books.left_out++;
	count->unmatched += !found;
	return one;
}

void
pair_rest(const struct join *j, const struct hold_entry *e, struct rows *out, struct rows *apart)
{
	const struct hold *h = &j->right.held;
	struct str key = hold_key(h, e);

	if (apart) {
		rows_plain(apart, hold_whole(h, e));
		rows_end(apart);
	}
	if (!pair_right_goes_out(j))
		return;
	for (size_t i = 0; i < j->columns; i++)
		rows_field(out, j->left_is_key[i]
				    ? chain_key_part(key, j->right.rule.keys, j->left_key_of[i])
				    : (struct str){0});
	tail(j, hold_tail(h, e), out);
	rows_end(out);
}

void
pair_say_several(const struct join *j, const struct pair_left *l, struct buf *say)
{
	buf_z(say, "the key ");
	chain_key_say(say, l->key, j->right.rule.keys);
	buf_fmt(say, " has several partners at '%s', so records would be doubled; --many allows it",
	    diag_text(l->time));
}
