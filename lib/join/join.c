/* join: the left side streams by the right one. */
#include "join/join.h"
#include "base/mem.h"
#include "io/sandbox.h"
#include "join/right.h"
#include "record/stream.h"
#include <stdlib.h>

struct join {
	const struct join_wants *want;
	struct right right;
	struct arena arena;
	const char **left_key;
	size_t *key_slot, time_slot, *column, columns;
	const char *time;
	bool *left_is_key; /* by column of the left: which of the keys, below */
	size_t *left_key_of;
	struct output *out;
	uint64_t unmatched; /* left records that found no partner */
};

struct hand {
	struct buf key;
	uint64_t *hash;
	struct str *keys;
	bool *null;
	size_t cap;
	struct arena arena;
	uint64_t unmatched;
};

/* Names from "a,b=c" into the two sides' keys. */
static void
read_keys(struct join *j)
{
	size_t n = 1, i = 0;
	struct str rest = str_of(j->want->keys);
	const char **right;

	for (const char *c = j->want->keys; *c; c++)
		n += *c == ',';
	j->left_key = arena_zero(&j->arena, n + 1, sizeof *j->left_key);
	right = arena_zero(&j->arena, n + 1, sizeof *right);
	while (rest.at) {
		struct str other, one = str_cut(str_cut(rest, ',', &rest), '=', &other);

		if (one.len == 0 || (other.at && other.len == 0))
			die("--keys: '%s'; expected NAME or LEFT=RIGHT, separated by commas",
			    j->want->keys);
		j->left_key[i] = arena_z(&j->arena, one);
		right[i] = other.at ? arena_z(&j->arena, other) : j->left_key[i];
		i++;
	}
	j->right.key = right;
	j->right.keys = n;
}

/* --as-of TIME=FROM, --between TIME=FROM,TO */
static void
read_times(struct join *j)
{
	const char *text = j->want->as_of ? j->want->as_of : j->want->between;
	struct str from, to = {0}, time;

	if (text == NULL)
		return;
	time = str_cut(str_of(text), '=', &from);
	if (from.at && j->want->between)
		from = str_cut(from, ',', &to);
	if (time.len == 0 || from.len == 0 || (j->want->between && to.len == 0))
		die("%s: '%s'; expected %s", j->want->as_of ? "--as-of" : "--between", text,
		    j->want->as_of ? "TIME=VALID_FROM" : "TIME=FROM,TO");
	j->time = arena_z(&j->arena, time);
	j->right.from = arena_z(&j->arena, from);
	j->right.to = to.len ? arena_z(&j->arena, to) : NULL;
	j->right.held.time = j->want->as_of ? HOLD_AS_OF : HOLD_BETWEEN;
}

static size_t
need(const struct header *in, const char *name)
{
	struct fault f;
	ptrdiff_t at = header_need(in, str_of(name), &f);

	if (at < 0)
		die("left: %s", f.msg);
	return (size_t)at;
}

static bool
shows_right(const struct join *j)
{
	return j->want->kind != JOIN_SEMI && j->want->kind != JOIN_ANTI;
}

static void
write_names(const struct header *names, struct output *out)
{
	struct rows rows = {.delimiter = common.delimiter_out};

	for (size_t i = 0; i < names->n; i++)
		rows_field(&rows, names->name[i]);
	rows_end(&rows);
	output_write(out, rows.out.at, rows.out.len);
	buf_clear(&rows.out);
}

static void
begin(void *arg, struct stream *s, const struct header *in, struct header *out)
{
	struct join *j = arg;

	j->columns = in->n;
	j->key_slot = arena_zero(&j->arena, j->right.keys + 1, sizeof *j->key_slot);
	j->left_is_key = arena_zero(&j->arena, in->n + 1, sizeof *j->left_is_key);
	j->left_key_of = arena_zero(&j->arena, in->n + 1, sizeof *j->left_key_of);
	j->column = arena_zero(&j->arena, in->n + 1, sizeof *j->column);
	for (size_t i = 0; i < in->n; i++) {
		j->column[i] = stream_use(s, i); /* slots are positions: all columns go out */
		header_add(out, in->name[i]);
	}
	if (j->want->unmatched)
		write_names(in, j->want->unmatched);
	for (size_t i = 0; i < j->right.keys; i++) {
		j->key_slot[i] = need(in, j->left_key[i]);
		j->left_is_key[j->key_slot[i]] = true;
		j->left_key_of[j->key_slot[i]] = i;
	}
	j->time_slot = j->time ? need(in, j->time) : 0;
	for (size_t i = 0; i < j->right.names.n && shows_right(j); i++) {
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

static void *
worker(void *arg)
{
	(void)arg;
	return mem_new(1, sizeof(struct hand));
}

/* All keys of a batch first, their places in the table fetched meanwhile. */
static void
hash_keys(const struct join *j, struct hand *h, const struct batch *b)
{
	if (b->n > h->cap) {
		h->cap = b->n;
		h->hash = mem_resize(h->hash, h->cap, sizeof *h->hash);
		h->keys = mem_resize(h->keys, h->cap, sizeof *h->keys);
		h->null = mem_resize(h->null, h->cap, sizeof *h->null);
	}
	arena_reset(&h->arena);
	for (size_t row = 0; row < b->n; row++) {
		if (j->right.keys == 1) {
			h->keys[row] = b->col[j->key_slot[0]][row];
			h->null[row] = h->keys[row].len == 0;
		} else {
			h->null[row] = !hold_key(b, j->key_slot, j->right.keys, row, &h->key);
			h->keys[row] = arena_dup(&h->arena, buf_slice(&h->key));
		}
		h->hash[row] = map_hash(h->keys[row]);
		map_prefetch(&j->right.held.keys, h->hash[row]);
	}
}

static void
left_fields(const struct join *j, const struct batch *b, size_t row, struct rows *out)
{
	rows_cells(out, b, row, j->column, j->columns);
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
no_tail(const struct join *j, struct rows *out)
{
	for (size_t i = 0; i < j->right.names.n; i++)
		rows_plain(out, (struct str){"", 0});
}

static void
several(const struct join *j, const struct batch *b, size_t row, struct str time)
{
	struct buf key = {0};

	for (size_t i = 0; i < j->right.keys; i++) {
		buf_z(&key, i ? ", '" : "'");
		diag_quote(&key, b->col[j->key_slot[i]][row]);
		buf_ch(&key, '\'');
	}
	notes_add(b->notes, "several partners", batch_line(b, row), true,
	    "the key %s has several partners at '%s', so records would be doubled; --many allows "
	    "it",
	    buf_cstr(&key), diag_text(time));
	buf_clear(&key);
}

static void
partners(const struct join *j, const struct batch *b, size_t row, uint32_t first, struct str time,
    struct rows *out)
{
	for (uint32_t r = first; r != HOLD_END; r = hold_next(&j->right.held, r, time)) {
		if (r != first && !j->want->many) {
			several(j, b, row, time);
			return;
		}
		__atomic_store_n(&j->right.held.record[r].found, true, __ATOMIC_RELAXED);
		left_fields(j, b, row, out);
		tail(j, j->right.held.record[r].tail, out);
		rows_end(out);
	}
}

static void
join_row(const struct join *j, struct hand *h, const struct batch *b, size_t row, struct rows *out,
    struct rows *unmatched)
{
	enum join_kind kind = j->want->kind;
	struct str time = j->time ? b->col[j->time_slot][row] : (struct str){0};
	uint32_t first =
	    h->null[row] ? HOLD_END : hold_first(&j->right.held, h->keys[row], h->hash[row], time);
	bool found = first != HOLD_END;

	if (found && kind == JOIN_SEMI)
		for (uint32_t r = first; r != HOLD_END; r = hold_next(&j->right.held, r, time))
			__atomic_store_n(&j->right.held.record[r].found, true, __ATOMIC_RELAXED);
	if (!found && unmatched) {
		left_fields(j, b, row, unmatched);
		rows_end(unmatched);
	}
	if (found && shows_right(j)) {
		partners(j, b, row, first, time, out);
	} else if ((found && kind == JOIN_SEMI) || (!found && kind == JOIN_ANTI)) {
		left_fields(j, b, row, out);
		rows_end(out);
	} else if (!found && (kind == JOIN_LEFT || kind == JOIN_FULL)) {
		left_fields(j, b, row, out);
		no_tail(j, out);
		rows_end(out);
	} else {
		out->books.left_out++;
	}
	h->unmatched += !found;
}

static void
map(void *arg, void *state, const struct batch *b, struct rows *out)
{
	struct join *j = arg;
	struct hand *h = state;
	struct rows apart = {.delimiter = common.delimiter_out};

	hash_keys(j, h, b);
	for (size_t row = 0; row < b->n; row++)
		join_row(j, h, b, row, out, j->want->unmatched ? &apart : NULL);
	buf_str(&out->apart, buf_slice(&apart.out));
	buf_clear(&apart.out);
}

static void
done(void *arg, void *state)
{
	struct join *j = arg;
	struct hand *h = state;

	j->unmatched += h->unmatched;
	buf_clear(&h->key);
	arena_clear(&h->arena);
	free(h->hash);
	free(h->keys);
	free(h->null);
	free(h);
}

/* Records of the right that nobody asked for: at the end, in their order. */
static void
rest_of_right(struct join *j, struct books *books)
{
	bool goes_out = j->want->kind == JOIN_RIGHT || j->want->kind == JOIN_FULL;
	struct rows rows = {.delimiter = common.delimiter_out};
	struct buf whole = {0};

	if (j->want->unmatched_right)
		write_names(&j->right.all, j->want->unmatched_right);
	for (size_t r = 0; r < j->right.held.n; r++) {
		const struct hold_record *rec = &j->right.held.record[r];

		if (rec->found)
			continue;
		if (j->want->unmatched_right) {
			buf_str(&whole, rec->more->whole);
			buf_ch(&whole, '\n');
		}
		if (!goes_out) {
			j->right.books.left_out++;
			j->right.books.used--;
			continue;
		}
		for (size_t i = 0; i < j->columns; i++)
			rows_field(&rows, j->left_is_key[i] ? hold_key_part(rec->key, j->right.keys,
								  j->left_key_of[i])
							    : (struct str){0});
		tail(j, rec->tail, &rows);
		rows_end(&rows);
	}
	output_write(j->out, rows.out.at, rows.out.len);
	if (j->want->unmatched_right)
		output_write(j->want->unmatched_right, whole.at, whole.len);
	books->written += rows.books.written;
	buf_clear(&rows.out);
	buf_clear(&whole);
}

/* The plan: both sides' columns, what pairs them, what is held. */
static void
explain(const struct join *j, struct stream *left)
{
	const struct header *in = stream_header(left);
	struct buf b = {0};

	buf_fmt(&b,
	    "left streams by (%zu columns), right is held in memory (at most %llu MiB)\nkeys:",
	    in->n, (unsigned long long)(common.memory >> 20));
	for (size_t i = 0; i < j->right.keys; i++)
		buf_fmt(&b, " %s=%s", j->left_key[i], j->right.key[i]);
	if (j->time)
		buf_fmt(&b, "\ntime: %s of the left, %s%s%s of the right", j->time, j->right.from,
		    j->right.to ? " to " : "", j->right.to ? j->right.to : "");
	buf_z(&b, "\nfrom the right:");
	for (size_t i = 0; i < j->right.names.n && shows_right(j); i++)
		buf_fmt(&b, " %.*s", STR_ARG(j->right.names.name[i]));
	buf_fmt(&b, "\nthreads %u\n", common.jobs);
	output_write(j->out, b.at, b.len);
	buf_clear(&b);
}

uint64_t
join_run(const struct join_wants *want, const char *left, const char *right, struct output *out)
{
	static const struct work work = {begin, worker, map, done};
	char *files[] = {(char *)(uintptr_t)left, NULL};
	struct join j = {.want = want, .out = out};
	struct stream s = {.files = files,
	    .work = &work,
	    .arg = &j,
	    .out = out,
	    .apart = want->unmatched,
	    .name = "left"};
	bool open;

	read_keys(&j);
	read_times(&j);
	j.right.columns = want->columns;
	j.right.many = want->many || want->kind == JOIN_SEMI || want->kind == JOIN_ANTI;
	j.right.whole = want->unmatched_right != NULL;
	open = stream_open(&s);
	if (right_open(&j.right, right) && open)
		sandbox_outputs(want->outputs, want->n_outputs);
	right_read(&j.right);
	stream_run(&s);
	if (common.dry_run || common.explain) {
		explain(&j, &s);
	} else {
		rest_of_right(&j, &s.books);
		stream_say_books("left", &s.books, true);
		stream_say_books("right", &j.right.books, true);
	}
	right_clear(&j.right);
	stream_free(&s);
	arena_clear(&j.arena);
	return j.unmatched;
}
