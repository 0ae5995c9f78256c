/* run: the items of a pass over a batch of cases. */
#include "audit/inner.h"
#include "base/mem.h"
#include "base/opt.h"
#include <stdlib.h>

enum { PAIRS = 16384 }; /* taken at a time, and at least those of one case's record */

static size_t
line_of(const void *arg, size_t row)
{
	(void)arg;
	return row;
}

struct bench *
bench_new(struct audit *a, const struct pass *pass)
{
	struct bench *s = mem_new(1, sizeof *s);

	s->audit = a;
	s->pass = pass;
	s->row = eval_new(a->row);
	s->vec = mem_new(2 * a->cells + 1, sizeof *s->vec);
	s->pairs = mem_new(pass->items + 1, sizeof *s->pairs);
	for (size_t i = 0; i < pass->items; i++)
		if (pass->item[i]->kind == ITEM_PAIRS)
			s->pairs[i] = eval_new(pass->item[i]->program);
	return s;
}

void
bench_free(struct bench *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->pass->items; i++)
		eval_free(s->pairs[i]);
	eval_free(s->row);
	clock_clear(&s->replay.clock);
	buf_clear(&s->replay.text);
	free(s->pairs);
	free(s->vec);
	free(s);
}

/* Records of a linked source among those of the pass. */
static const struct gather_rows *
rows_of(const struct bench *s, size_t source)
{
	for (size_t i = 0; i < s->pass->sources; i++)
		if (s->pass->source[i] == source)
			return &s->cases->rows[i + 1];
	return NULL;
}

/* A vector of nulls. */
static struct vec
empty(enum type type, size_t n, struct arena *a)
{
	struct vec v = {.type = type};

	if (type == TYPE_NUMBER) {
		struct num *x = arena_zero(a, n + 1, sizeof *x);

		for (size_t i = 0; i < n; i++)
			x[i] = NUM_NONE;
		v.num = x;
	} else if (type == TYPE_TRUTH) {
		uint8_t *x = arena_zero(a, n + 1, sizeof *x);

		memset(x, TRUTH_NULL, n);
		v.truth = x;
	} else {
		v.text = arena_zero(a, n + 1, sizeof(struct str));
	}
	return v;
}

/* Takes the values of some rows of a vector. */
static struct vec
taken(const struct vec *from, const uint32_t *row, size_t n, struct arena *a)
{
	struct vec v = empty(from->type, n, a);

	for (size_t i = 0; i < n; i++) {
		if (from->type == TYPE_NUMBER)
			((struct num *)(uintptr_t)v.num)[i] = from->num[row[i]];
		else if (from->type == TYPE_TRUTH)
			((uint8_t *)(uintptr_t)v.truth)[i] = from->truth[row[i]];
		else
			((struct str *)(uintptr_t)v.text)[i] = from->text[row[i]];
	}
	return v;
}

/* Puts value `from` of a result into a made cell. */
static void
put(const struct bench *s, const struct item *it, size_t row, const struct vec *out, size_t from)
{
	if (it->measure.type == TYPE_NUMBER)
		cell_numbers(s->vec, it->cell)[row] = out->num[from];
	else
		cell_texts(s->vec, it->cell)[row] = out->text[from];
}

static void
run_rows(const struct bench *s, const struct item *it)
{
	const struct gather_rows *main = &s->cases->rows[0], *rows = rows_of(s, it->source);
	struct vec out;

	measure_run(&it->measure, s->cases->n, rows->first,
	    it->where < 0 ? NULL : &rows->cell[it->where],
	    it->value < 0 ? NULL : &rows->cell[it->value], s->cases->arena, &out);
	for (size_t row = 0; row < main->n; row++)
		put(s, it, row, &out, main->in[row]);
}

/* The pairs of the case's records from..to-1 with the linked ones. */
static void
pairs_chunk(
    const struct bench *s, const struct item *it, struct eval *e, size_t from, size_t to, size_t n)
{
	const struct gather_rows *main = &s->cases->rows[0], *rows = rows_of(s, it->source);
	struct arena *a = s->cases->arena;
	uint32_t *mine = arena_zero(a, n + 1, sizeof *mine),
		 *theirs = arena_zero(a, n + 1, sizeof *theirs),
		 *first = arena_zero(a, to - from + 1, sizeof *first);
	struct vec *vec, out;
	struct columns columns = s->columns;
	size_t k = 0, most = 0;

	for (size_t row = from; row < to; row++) {
		size_t of = main->in[row];

		for (uint32_t i = rows->first[of]; i < rows->first[of + 1]; i++) {
			mine[k] = (uint32_t)row;
			theirs[k++] = i;
		}
		first[row - from + 1] = (uint32_t)k;
	}
	for (size_t i = 0; i < it->columns; i++)
		if ((size_t)it->column[i] >= most)
			most = (size_t)it->column[i] + 1;
	vec = arena_zero(a, most + 1, sizeof *vec);
	for (size_t i = 0; i < it->columns; i++) {
		size_t c = (size_t)it->column[i];

		vec[c] =
		    c % 2 ? taken(&rows->cell[c / 2], theirs, k, a) : taken(&s->vec[c], mine, k, a);
	}
	columns.n = k;
	columns.col = vec;
	columns.cols = most;
	eval_batch(e, &columns);
	measure_run(&it->measure, to - from, first, it->where < 0 ? NULL : eval_get(e, it->where),
	    it->value < 0 ? NULL : eval_get(e, it->value), a, &out);
	for (size_t row = from; row < to; row++)
		put(s, it, row, &out, row - from);
}

static void
run_pairs(const struct bench *s, const struct item *it, struct eval *e)
{
	const struct gather_rows *main = &s->cases->rows[0], *rows = rows_of(s, it->source);
	size_t from = 0, n = 0;

	for (size_t row = 0; row < main->n; row++) {
		size_t of = main->in[row], more = rows->first[of + 1] - rows->first[of];

		if (n && n + more > PAIRS) {
			pairs_chunk(s, it, e, from, row, n);
			from = row;
			n = 0;
		}
		n += more;
	}
	if (from < main->n)
		pairs_chunk(s, it, e, from, main->n, n);
}

static void
run_per(const struct bench *s, const struct item *it)
{
	const struct gather_rows *main = &s->cases->rows[0];
	struct vec out;

	measure_run(&it->measure, s->cases->n, main->first,
	    it->where < 0 ? NULL : eval_get(s->row, it->where),
	    it->value < 0 ? NULL : eval_get(s->row, it->value), s->cases->arena, &out);
	for (size_t row = 0; row < main->n; row++)
		if (!s->cases->alone[main->in[row]])
			put(s, it, row, &out, main->in[row]);
}

static void
run_move(const struct bench *s, const struct item *it)
{
	const struct gather_rows *main = &s->cases->rows[0];
	bool nth = it->value < 0, next = str_eq(it->call->text, STR("next"));
	const struct str *x = nth ? NULL : eval_get(s->row, it->value)->text;
	struct str *out = nth ? NULL : cell_texts(s->vec, it->cell);

	for (size_t of = 0; of < s->cases->n; of++) {
		uint32_t from = main->first[of], to = main->first[of + 1];

		for (uint32_t row = from; row < to && !s->cases->alone[of]; row++) {
			if (nth)
				cell_numbers(s->vec, it->cell)[row] = NUM(row - from + 1);
			else if (next ? row + 1 < to : row > from)
				out[row] = x[next ? row + 1 : row - 1];
		}
	}
}

/* The number of each case in its group; beside the first, who they are. */
static void
run_ids(const struct bench *s, const struct item *it)
{
	const struct gather_rows *main = &s->cases->rows[0];
	const uint8_t *where = it->where < 0 ? NULL : eval_get(s->row, it->where)->truth;
	const struct str *id = s->vec[2 * s->audit->key].text;
	struct buf b = {0};

	for (size_t of = 0; of < s->cases->n; of++) {
		uint32_t first = UINT32_MAX;
		int64_t n = 0;

		b.len = 0;
		for (uint32_t row = main->first[of]; row < main->first[of + 1]; row++) {
			if (s->cases->alone[of] || (where && where[row] != TRUTH_YES))
				continue;
			if (n++ == 0)
				first = row;
			cell_numbers(s->vec, it->cell)[row] = NUM(n);
			if (n <= AUDIT_IDS) {
				if (n > 1)
					buf_ch(&b, ' ');
				buf_str(&b, id[row]);
			}
		}
		if (n > AUDIT_IDS)
			buf_fmt(&b, " ... %lld in all", (long long)n);
		if (n)
			cell_texts(s->vec, it->cell + 1)[first] =
			    arena_dup(s->cases->arena, buf_slice(&b));
	}
	buf_clear(&b);
}

static void
replay_begin(struct bench *s)
{
	const struct audit *a = s->audit;
	const struct gather_rows *e =
	    a->defs->event > 0 ? rows_of(s, (size_t)a->defs->event) : NULL;
	struct replay *r = &s->replay;

	r->audit = s->audit;
	r->cases = s->cases;
	r->events = e;
	r->row = s->row;
	r->cell = s->vec;
	if (e == NULL)
		return;
	r->when = arena_zero(s->cases->arena, e->n + 1, sizeof *r->when);
	for (size_t i = 0; i < e->n; i++)
		if (!when_parse(e->time[i], &r->when[i]))
			r->when[i].day = INT32_MIN;
}

static void
item_run(struct bench *s, const struct item *it, struct eval *pairs)
{
	switch (it->kind) {
	case ITEM_LIMIT:
	case ITEM_OWN:
		replay_limit(&s->replay, it->limit);
		break;
	case ITEM_STAGE:
		replay_stage(&s->replay, it->stage);
		break;
	case ITEM_ROWS:
		run_rows(s, it);
		break;
	case ITEM_PAIRS:
		run_pairs(s, it, pairs);
		break;
	case ITEM_PER:
		run_per(s, it);
		break;
	case ITEM_MOVE:
		run_move(s, it);
		break;
	default:
		run_ids(s, it);
		break;
	}
}

/* The cells as columns: from the feed they come by its numbers, from a pass before by theirs. */
void
bench_begin(struct bench *s, const struct cases *c, struct notes *notes)
{
	const struct audit *a = s->audit;
	const struct gather_rows *main = &c->rows[0];
	bool fed = s->pass == a->pass[0];

	s->cases = c;
	for (size_t i = 0; i < a->cells; i++)
		s->vec[2 * i].type = TYPE_ANY, s->vec[2 * i].text = NULL;
	for (size_t i = 0; i < s->pass->carries; i++) {
		size_t at = (size_t)s->pass->carried[i];

		s->vec[2 * at] = main->cell[fed ? (size_t)a->cell[at].feed : i];
	}
	for (size_t i = 0; i < a->cells; i++)
		if (s->vec[2 * i].text == NULL)
			s->vec[2 * i] = empty(a->cell[i].type, main->n, c->arena);
	s->columns = (struct columns){.n = main->n,
	    .col = s->vec,
	    .cols = 2 * a->cells,
	    .notes = notes,
	    .line = line_of,
	    .strict = common.strict};
	eval_batch(s->row, &s->columns);
	replay_begin(s);
	for (size_t i = 0; i < s->pass->items; i++)
		item_run(s, s->pass->item[i], s->pairs[i]);
}
