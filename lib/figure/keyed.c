/* keyed: prev, next, nth, and aggregates with `per`: values of each row that rest on all rows with
 * equal keys. */
#include "base/mem.h"
#include "figure/feeder.h"
#include "figure/inner.h"
#include "figure/store.h"
#include "expr/tree_make.h"
#include <stdlib.h>

enum { KEYS_MAX = 64 }; /* names after one per */

bool
tree_is_neighbour(struct str fn)
{
	return str_eq(fn, STR("prev")) || str_eq(fn, STR("next")) || str_eq(fn, STR("nth"));
}

static bool
add(struct view *v, const struct tree *t, enum type want, int *value, struct misfit *m)
{
	*value = program_add_where(v->source->program, t, &v->scope, want, v->source->keep, m);
	return *value >= 0;
}

/* What a keyed call needs of each row; keyed columns inside it are made first, so they stand before
 * it. */
static bool
fill(struct keyed *k, struct misfit *m)
{
	struct view *v = k->view;
	struct figure *f = v->source->figure;
	const struct tree *call = k->call;

	if (call->pers > KEYS_MAX)
		return misfit(m, call->place, "%zu keys after per; expected at most %d", call->pers, KEYS_MAX);
	k->key = arena_zero(&f->arena, call->pers + 1, sizeof *k->key);
	for (; (size_t)k->keys < call->pers; k->keys++)
		if (!add(v, call->per[k->keys], TYPE_ANY, &k->key[k->keys], m))
			return false;
	if (tree_is_neighbour(call->text)) {
		if (v->moment == NULL)
			return misfit(m, call->place,
			    "%.*s needs the moment of a row; give the source a `time`",
			    STR_ARG(call->text));
		k->type = str_eq(call->text, STR("nth")) ? TYPE_NUMBER : TYPE_TEXT;
		return add(v, v->moment, TYPE_TEXT, &k->moment, m) &&
		       (call->kids == 0 || add(v, call->kid[0], TYPE_TEXT, &k->x, m));
	}
	struct tree *plain = arena_zero(&f->arena, 1, sizeof *plain);

	*plain = *call;
	plain->per = NULL;
	plain->pers = 0;
	k->aggregate = aggregate_new(f, v, plain, NULL, true, m);
	k->type = aggregate_type(call->text);
	return k->aggregate != NULL;
}

bool
keyed_named(struct view *v, const struct tree *call, struct named *out, struct misfit *m)
{
	struct source *s = v->source;
	struct keyed *k;

	m->fault.msg[0] = '\0';
	if (!tree_is_neighbour(call->text) && aggregate_type(call->text) == TYPE_ANY)
		return false; /* not ours: the language names the nearest function */
	if (!tree_is_neighbour(call->text) && call->pers == 0)
		return misfit(m, call->place, "%.*s inside an aggregate or a row; expected per",
		    STR_ARG(call->text));
	for (size_t i = 0; i < s->keyeds; i++) {
		k = s->keyed[i];
		if (k->view == v && tree_equal(k->call, call)) {
			*out = (struct named){.is = NAMED_COLUMN,
			    .column = k->column,
			    .type = k->type,
			    .label = call->text};
			return true;
		}
	}
	k = arena_zero(&s->figure->arena, 1, sizeof *k);
	*k = (struct keyed){.call = call, .view = v, .x = -1, .where = -1, .moment = -1};
	if (!fill(k, m))
		return false;
	s->keyed = mem_grow(s->keyed, s->keyeds, &s->keyed_cap, sizeof *s->keyed);
	s->keyed[s->keyeds++] = k;
	s->column = mem_grow(s->column, s->columns, &s->column_cap, sizeof *s->column);
	k->column = (int)s->columns;
	s->column[s->columns++] = (struct source_column){
	    .name = call->text, .header = SIZE_MAX, .slot = SIZE_MAX, .keyed = k};
	*out = (struct named){
	    .is = NAMED_COLUMN, .column = k->column, .type = k->type, .label = call->text};
	return true;
}

/* One row among those of its key. */
struct member {
	uint32_t key;
	uint32_t row;
	struct chunk *chunk;
	struct str moment, x;
};
struct members {
	struct member *at;
	size_t n, cap;
	struct map map;
	struct arena text;
};

static int
by_key_and_moment(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int c;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if ((c = str_cmp(x->moment, y->moment)) != 0)
		return c;
	if (x->chunk->index != y->chunk->index)
		return x->chunk->index < y->chunk->index ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* The joined key of a row, lengths before parts; false: a part is null, so it equals no other. */
static bool
key_of(const struct vec *const *part, int parts, size_t row, struct buf *key)
{
	struct buf one = {0};
	bool whole = true;

	key->len = 0;
	for (int i = 0; i < parts && whole; i++) {
		one.len = 0;
		vec_print(part[i], row, &one);
		whole = one.len != 0;
		buf_fmt(key, "%zu:", one.len);
		buf_str(key, buf_slice(&one));
	}
	buf_clear(&one);
	return whole;
}

static void
gather(const struct keyed *k, struct eval *e, struct chunk *c, struct members *all)
{
	const struct vec *part[KEYS_MAX], *moment, *x = NULL;
	struct source *s = k->view->source;
	struct columns columns = chunk_columns(c, s->columns, NULL, common.strict);
	uint32_t *rows = mem_new(c->n + 1, sizeof *rows);
	struct buf key = {0};
	size_t n;

	eval_batch(e, &columns);
	n = feeder_rows(s, e, c->n, rows);
	for (int i = 0; i < k->keys; i++)
		part[i] = eval_get(e, k->key[i]);
	moment = eval_get(e, k->moment);
	if (k->x >= 0)
		x = eval_get(e, k->x);
	for (size_t i = 0; i < n; i++) {
		uint32_t row = rows[i];

		if (!key_of(part, k->keys, row, &key))
			continue;
		all->at = mem_grow(all->at, all->n, &all->cap, sizeof *all->at);
		all->at[all->n++] =
		    (struct member){.key = (uint32_t)map_put(&all->map, buf_slice(&key),
					map_hash(buf_slice(&key)), NULL),
			.row = row,
			.chunk = c,
			.moment = arena_dup(&all->text, moment->text[row]),
			.x = x ? arena_dup(&all->text, x->text[row]) : (struct str){0}};
	}
	buf_clear(&key);
	free(rows);
}

/* Gives every row of every chunk its value: text of the row before or after, or the row's number.
 */
static void
neighbours(const struct keyed *k, struct eval *e, struct store *store)
{
	struct members all = {0};
	bool next = str_eq(k->call->text, STR("next")), nth = k->type == TYPE_NUMBER;
	int64_t number = 0;

	for (size_t i = 0; i < store->n; i++) {
		struct chunk *c = store->chunk[i];

		if (nth) {
			struct num *numbers = arena_zero(&c->arena, c->n + 1, sizeof *numbers);

			c->vec[k->column] = (struct vec){.type = TYPE_NUMBER, .num = numbers};
		} else {
			c->col[k->column] = arena_zero(&c->arena, c->n + 1, sizeof(struct str));
			c->vec[k->column] =
			    (struct vec){.type = TYPE_TEXT, .text = c->col[k->column]};
		}
		gather(k, e, c, &all);
	}
	if (all.n)
		qsort(all.at, all.n, sizeof *all.at, by_key_and_moment);
	for (size_t i = 0; i < all.n; i++) {
		struct member *m = &all.at[i];
		bool first = i == 0 || all.at[i - 1].key != m->key,
		     last = i + 1 == all.n || all.at[i + 1].key != m->key;

		number = first ? 1 : number + 1;
		if (nth) {
			struct num value = NUM(number);

			memcpy((struct num *)(uintptr_t)m->chunk->vec[k->column].num + m->row,
			    &value, sizeof value);
		} else if (next ? !last : !first) {
			m->chunk->col[k->column][m->row] =
			    arena_dup(&m->chunk->arena, all.at[next ? i + 1 : i - 1].x);
		}
	}
	map_clear(&all.map);
	arena_clear(&all.text);
	free(all.at);
}

static void
spread(const struct keyed *k, const struct table *t, struct chunk *c, const uint32_t *group)
{
	struct num *numbers = NULL;
	struct str *texts = NULL;

	if (k->type == TYPE_NUMBER)
		numbers = arena_zero(&c->arena, c->n + 1, sizeof *numbers);
	else
		texts = arena_zero(&c->arena, c->n + 1, sizeof *texts);
	for (size_t row = 0; row < c->n; row++) {
		if (group[row] == TABLE_NONE)
			continue;
		if (numbers) {
			aggregate_number(t, k->aggregate, group[row], &numbers[row]);
		} else {
			struct str text;

			aggregate_text(t, k->aggregate, group[row], &text);
			texts[row] = arena_dup(&c->arena, text);
		}
	}
	c->vec[k->column].type = k->type;
	if (numbers)
		c->vec[k->column].num = numbers;
	else
		c->vec[k->column].text = texts;
}

/* An aggregate over the rows of each key: a table of its own, then its figure beside every row of
 * the key. */
static void
aggregates(const struct keyed *k, struct eval *e, struct store *store)
{
	struct source *s = k->view->source;
	enum state_kind kind[3];
	uint32_t **group = mem_new(store->n + 1, sizeof *group);
	struct buf key = {0};
	struct table *t;

	for (size_t i = 0; i < aggregate_states(k->aggregate); i++)
		kind[i] = k->aggregate->own[i].kind;
	t = table_new(kind, aggregate_states(k->aggregate));
	for (size_t i = 0; i < store->n; i++) {
		struct chunk *c = store->chunk[i];
		struct columns columns = chunk_columns(c, s->columns, NULL, common.strict);
		const struct vec *part[KEYS_MAX];
		uint32_t *rows = mem_new(c->n + 1, sizeof *rows),
			 *of = mem_new(c->n + 1, sizeof *of);
		size_t n, kept = 0;

		eval_batch(e, &columns);
		n = feeder_rows(s, e, c->n, rows);
		group[i] = mem_new(c->n + 1, sizeof **group);
		memset(group[i], 0xff, c->n * sizeof **group);
		for (int p = 0; p < k->keys; p++)
			part[p] = eval_get(e, k->key[p]);
		for (size_t r = 0; r < n; r++)
			if (key_of(part, k->keys, rows[r], &key)) {
				of[kept] = group[i][rows[r]] = table_group(t, buf_slice(&key));
				rows[kept++] = rows[r];
			}
		feeder_update(e, t, k->aggregate, rows, of, kept);
		free(rows);
		free(of);
	}
	table_finish(t);
	for (size_t i = 0; i < store->n; i++) {
		spread(k, t, store->chunk[i], group[i]);
		free(group[i]);
	}
	free(group);
	buf_clear(&key);
	table_free(t);
}

void
store_run(struct source *s)
{
	struct eval *e = eval_new(s->program);

	store_sort(s->store);
	for (size_t i = 0; i < s->keyeds; i++) {
		if (s->keyed[i]->aggregate)
			aggregates(s->keyed[i], e, s->store);
		else
			neighbours(s->keyed[i], e, s->store);
	}
	eval_free(e);
}
