/* left: the left stream runs by what is held. */
#include "base/mem.h"
#include "base/opt.h"
#include "group/map.h"
#include "join/spill.h"
#include <stdlib.h>

struct hand {
	struct buf key; /* of several columns, one behind the other */
	uint64_t *hash;
	struct str *keys;
	bool *null;
	size_t cap;
	struct pair_count count;
	struct sorter *spilled;
	struct rows text;
	struct buf sort_key, load;
};

static size_t
need(const struct header *in, const char *name)
{
	struct fault f;
	ptrdiff_t at = header_need(in, str_of(name), &f);

	if (at < 0)
		die("left: %s", f.msg);
	return (size_t)at;
}

static void
add_right_names(struct join *j, struct header *out)
{
	for (size_t i = 0; i < j->right.names.n && pair_shows_right(j); i++) {
		struct str name = j->right.names.name[i];

		if (header_find(out, name) >= 0)
			name =
			    str_of(arena_fmt(&j->arena, "%s%.*s", j->want->prefix, STR_ARG(name)));
		if (header_find(out, name) >= 0)
			die("the column '%.*s' comes from both sides; choose columns with -c or "
			    "another --prefix",
			    STR_ARG(name));
		header_add(out, name);
	}
}

static void
begin(void *arg, struct stream *s, const struct header *in, struct header *out)
{
	struct join *j = arg;

	j->columns = in->n;
	j->key_slot = arena_zero(&j->arena, j->right.rule.keys + 1, sizeof *j->key_slot);
	j->left_is_key = arena_zero(&j->arena, in->n + 1, sizeof *j->left_is_key);
	j->left_key_of = arena_zero(&j->arena, in->n + 1, sizeof *j->left_key_of);
	j->column = arena_zero(&j->arena, in->n + 1, sizeof *j->column);
	for (size_t i = 0; i < in->n; i++) {
		j->column[i] = stream_use(s, i); /* slots are positions: all columns go out */
		header_add(out, in->name[i]);
	}
	if (j->want->unmatched)
		header_write(in, common.delimiter_out, j->want->unmatched);
	for (size_t i = 0; i < j->right.rule.keys; i++) {
		j->key_slot[i] = need(in, j->left_key[i]);
		j->left_is_key[j->key_slot[i]] = true;
		j->left_key_of[j->key_slot[i]] = i;
	}
	j->time_slot = j->time ? need(in, j->time) : 0;
	add_right_names(j, out);
}

static void *
worker(void *arg)
{
	(void)arg;
	return mem_new(1, sizeof(struct hand));
}

static void
cut_keys(const struct join *j, struct hand *h, const struct batch *b)
{
	size_t keys = j->right.rule.keys, begun = 0;

	if (b->n > h->cap) {
		h->cap = b->n;
		h->hash = mem_resize(h->hash, h->cap, sizeof *h->hash);
		h->keys = mem_resize(h->keys, h->cap, sizeof *h->keys);
		h->null = mem_resize(h->null, h->cap, sizeof *h->null);
	}
	h->key.len = 0;
	for (size_t row = 0; row < b->n; row++) {
		if (keys == 1) {
			h->keys[row] = b->col[j->key_slot[0]][row];
			h->null[row] = h->keys[row].len == 0;
		} else {
			h->null[row] = !chain_key(b, j->key_slot, keys, row, &h->key);
			h->keys[row].len = h->key.len;
		}
	}
	/* Only now the buffer stays where it is. */
	for (size_t row = 0; row < b->n && keys > 1; row++) {
		size_t end = h->keys[row].len;

		h->keys[row] = (struct str){h->key.at + begun, end - begun};
		begun = end;
	}
}

/* All keys of a batch first: their slots come from memory meanwhile, then what the slots name. */
static void
look_ahead(const struct join *j, struct hand *h, const struct batch *b)
{
	for (size_t row = 0; row < b->n; row++) {
		h->hash[row] = map_hash(h->keys[row]);
		slots_prefetch(&j->right.slots, h->hash[row]);
	}
	for (size_t row = 0; row < b->n; row++)
		slots_prefetch_entry(&j->right.slots, &j->right.held, h->hash[row]);
}

static void
say_several(const struct join *j, const struct pair_left *l)
{
	struct buf say = {0};

	pair_say_several(j, l, &say);
	notes_add(l->batch->notes, "several partners", batch_line(l->batch, l->row), true, "%s",
	    buf_cstr(&say));
	buf_clear(&say);
}

static struct pair_left
left_of(const struct join *j, const struct hand *h, const struct batch *b, size_t row)
{
	struct pair_left l = {.key = h->keys[row], .batch = b, .row = row};

	if (j->time)
		l.time = b->col[j->time_slot][row];
	return l;
}

static void
pair_batch(const struct join *j, struct hand *h, const struct batch *b, struct rows *out)
{
	const struct right *r = &j->right;
	struct rows apart = {.out = out->apart, .delimiter = common.delimiter_out};

	for (size_t row = 0; row < b->n; row++) {
		struct pair_left l = left_of(j, h, b, row);
		struct chain c = {0};
		uint32_t one;

		if (!h->null[row])
			c = slots_find(&r->slots, &r->held, l.key, h->hash[row], &one);
		if (!pair(j, &l, c, out, j->want->unmatched ? &apart : NULL, &h->count))
			say_several(j, &l);
	}
	out->apart = apart.out;
}

static void
spill_batch(const struct join *j, struct hand *h, const struct batch *b)
{
	if (h->spilled == NULL)
		h->spilled = spill_sorter();
	h->text.delimiter = common.delimiter_out;
	for (size_t row = 0; row < b->n; row++) {
		struct pair_left l = left_of(j, h, b, row);

		h->text.out.len = h->text.fields = 0;
		rows_cells(&h->text, b, row, j->column, j->columns);
		l.text = buf_slice(&h->text.out);
		spill_left(h->spilled, &l, h->null[row], map_hash(l.key), &h->sort_key, &h->load);
	}
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct join *j = arg;
	struct hand *h = state;

	cut_keys(j, h, b);
	if (j->right.spilled) {
		spill_batch(j, h, b);
	} else {
		look_ahead(j, h, b);
		pair_batch(j, h, b, out);
	}
}

static void
done(void *arg, void *state)
{
	struct join *j = arg;
	struct hand *h = state;

	j->count.unmatched += h->count.unmatched;
	j->count.found += h->count.found;
	if (j->spilled == NULL)
		j->spilled = h->spilled;
	else if (h->spilled)
		sorter_join(j->spilled, h->spilled);
	buf_clear(&h->key);
	buf_clear(&h->text.out);
	buf_clear(&h->sort_key);
	buf_clear(&h->load);
	free(h->hash);
	free(h->keys);
	free(h->null);
	free(h);
}

const struct work left_work = {begin, worker, map, done};
