/* eval: patterns and functions of texts. */
#include "expr/func.h"
#include "value/text.h"

enum { PAD_MAX = 16 << 20 };

void
run_match(struct work *w)
{
	const struct pattern *p = w->shape->about;

	EACH_ROW(w, i)
	{
		struct str s = arg_text(w, 0, i);
		enum matched m = s.len > 0 && !w->failed ? match_test(w->matcher, p, s) : MATCH_NO;

		w->truth[i] = s.len == 0 || m == MATCH_LIMIT ? TRUTH_NULL : m == MATCH_YES;
		if (m == MATCH_LIMIT)
			work_limit(w, i);
	}
}

void
row_length(struct work *w, size_t i)
{
	w->num[i] = NUM((int64_t)text_length(arg_text(w, 0, i)));
}

void
row_substr(struct work *w, size_t i)
{
	struct str s = arg_text(w, 0, i);
	int64_t from, n = INT64_MAX;

	if (!work_whole(w, 1, i, &from) || from == 0)
		return;
	if (w->shape->kids > 2 && (!work_whole(w, 2, i, &n) || n < 0))
		return;
	w->text[i] = text_sub(s, from, n);
}

void
row_left(struct work *w, size_t i)
{
	int64_t n;

	if (work_whole(w, 1, i, &n) && n >= 0)
		w->text[i] = text_left(arg_text(w, 0, i), n);
}

void
row_right(struct work *w, size_t i)
{
	int64_t n;

	if (work_whole(w, 1, i, &n) && n >= 0)
		w->text[i] = text_right(arg_text(w, 0, i), n);
}

void
row_split(struct work *w, size_t i)
{
	int64_t n;

	if (work_whole(w, 2, i, &n) && n != 0)
		w->text[i] = text_split(arg_text(w, 0, i), arg_text(w, 1, i), n);
}

void
row_pad(struct work *w, size_t i)
{
	struct str s = arg_text(w, 0, i), fill = w->shape->kids > 2 ? arg_text(w, 2, i) : STR("0");
	int64_t n;

	if (!work_whole(w, 1, i, &n) || text_length(fill) != 1)
		return;
	if (n > PAD_MAX) {
		work_put(w, i, (struct str){s.at, (size_t)n});
		return;
	}
	w->buf->len = 0;
	text_pad(w->buf, s, n, fill);
	work_put_buf(w, i);
}

void
row_concat(struct work *w, size_t i)
{
	w->buf->len = 0;
	for (uint32_t j = 0; j < w->shape->kids; j++)
		buf_str(w->buf, arg_text(w, j, i));
	work_put_buf(w, i);
}

void
row_contains(struct work *w, size_t i)
{
	w->truth[i] = str_find(arg_text(w, 0, i), arg_text(w, 1, i)) >= 0;
}

void
row_starts(struct work *w, size_t i)
{
	w->truth[i] = str_starts(arg_text(w, 0, i), arg_text(w, 1, i));
}

/* replace(x, pattern, z) has two operands, replace(x, y, z) three; a null z deletes. */
void
row_replace(struct work *w, size_t i)
{
	const struct pattern *p = w->shape->about;
	struct str s = arg_text(w, 0, i), by = arg_text(w, p != NULL ? 1 : 2, i);
	enum matched m = MATCH_YES;

	if (w->failed || s.len == 0 || (p == NULL && arg_text(w, 1, i).len == 0))
		return;
	w->buf->len = 0;
	if (p != NULL)
		m = match_replace(w->matcher, p, s, by, w->buf);
	else
		text_replace(w->buf, s, arg_text(w, 1, i), by);
	if (m == MATCH_YES)
		work_put_buf(w, i);
	else if (m == MATCH_NO)
		w->text[i] = s;
	else
		work_limit(w, i);
}

/* Which group extract gives: fixed, or by a second operand, a number or a name. */
static int64_t
group(struct work *w, size_t i)
{
	const struct pattern *p = w->shape->about;
	struct str name;
	uint64_t n;

	if (w->shape->kids < 2)
		return w->shape->number;
	name = arg_shown(&w->arg[1], i, w->buf);
	if (!str_uint(name, &n))
		return pattern_group(p, name);
	return n <= (uint64_t)pattern_groups(p) ? (int64_t)n : -1;
}

void
row_extract(struct work *w, size_t i)
{
	struct str found = {0};
	int64_t n = group(w, i);

	if (n < 0 || w->failed)
		return;
	switch (match_extract(w->matcher, w->shape->about, arg_text(w, 0, i), (int)n, &found)) {
	case MATCH_YES:
		w->text[i] = found;
		break;
	case MATCH_LIMIT:
		work_limit(w, i);
		break;
	default:
		break;
	}
}

void
row_mask(struct work *w, size_t i)
{
	enum mask kind = mask_kind(arg_text(w, 1, i));

	if (kind == MASK_NONE)
		return;
	w->buf->len = 0;
	text_mask(w->buf, arg_text(w, 0, i), kind);
	work_put_buf(w, i);
}

/* Operands: the key, and the time if the codelist has `valid`. */
void
row_lookup(struct work *w, size_t i)
{
	struct str key = arg_shown(&w->arg[0], i, w->buf);
	struct str time = w->shape->kids > 1 ? arg_text(w, 1, i) : (struct str){0};

	w->text[i] = codelist_lookup(w->shape->about, key, (int)w->shape->number, time);
}
