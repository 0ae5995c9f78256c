/* join: what the options say, and the run: the right side is read, the left one streams by. */
#include "join/join.h"
#include "base/mem.h"
#include "io/sandbox.h"
#include "join/spill.h"
#include <stdlib.h>

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
	j->right.rule.keys = n;
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
	j->right.rule.time = j->want->as_of ? CHAIN_AS_OF : CHAIN_BETWEEN;
}

static void
write_out(struct output *out, struct rows *rows)
{
	output_write(out, rows->out.at, rows->out.len);
	rows->out.len = rows->begun = 0;
}

/* Records of the right that nobody asked for: at the end, in their order. */
static void
rest_of_right(struct join *j)
{
	const struct right *right = &j->right;
	struct output *apart_out = j->want->unmatched_right;
	struct rows out = {.delimiter = common.delimiter_out}, apart = out;

	for (size_t i = 0; i < right->runs; i++) {
		uint32_t number = right->run[i].first;

		for (uint32_t n = right->run[i].n; n > 0; n--) {
			const struct hold_entry *e = hold_at(&right->held, number);

			if (!e->found)
				pair_rest(j, e, &out, apart_out ? &apart : NULL);
			number = hold_behind(&right->held, number);
		}
		write_out(j->out, &out);
		if (apart_out)
			write_out(apart_out, &apart);
	}
	j->left.books.written += out.books.written;
	buf_clear(&out.out);
	buf_clear(&apart.out);
}

static void
first_line(void *arg, uint64_t index, uint64_t line)
{
	struct join *j = arg;

	if (j->right.spilled)
		hold_lines_add(&j->lines, index, line);
}

static void
finish(struct join *j)
{
	struct books *right = &j->right.books;

	if (j->want->unmatched_right)
		header_write(&j->right.all, common.delimiter_out, j->want->unmatched_right);
	if (j->right.spilled)
		spill_join(j);
	else if (pair_right_goes_out(j) || j->want->unmatched_right)
		rest_of_right(j);
	if (!pair_right_goes_out(j)) {
		right->left_out += right->used - j->count.found;
		right->used = j->count.found;
	}
	stream_say_books("left", &j->left.books, true);
	stream_say_books("right", right, true);
}

/* The plan: both sides' columns, what pairs them, what is held. */
static void
explain(struct join *j)
{
	const struct header *in = stream_header(&j->left);
	struct buf b = {0};

	buf_fmt(&b,
	    "left streams by (%zu columns), right is held in memory (beyond %llu MiB in scratch files)\nkeys:",
	    in->n, (unsigned long long)(common.memory >> 20));
	for (size_t i = 0; i < j->right.rule.keys; i++)
		buf_fmt(&b, " %s=%s", j->left_key[i], j->right.key[i]);
	if (j->time)
		buf_fmt(&b, "\ntime: %s of the left, %s%s%s of the right", j->time, j->right.from,
		    j->right.to ? " to " : "", j->right.to ? j->right.to : "");
	buf_z(&b, "\nfrom the right:");
	for (size_t i = 0; i < j->right.names.n && pair_shows_right(j); i++)
		buf_fmt(&b, " %.*s", STR_ARG(j->right.names.name[i]));
	buf_fmt(&b, "\nthreads %u\n", common.jobs);
	output_write(j->out, b.at, b.len);
	buf_clear(&b);
}

uint64_t
join_run(const struct join_wants *want, const char *left, const char *right, struct output *out)
{
	char *files[] = {(char *)(uintptr_t)left, NULL};
	struct join j = {.want = want, .out = out};
	bool open;

	j.left = (struct stream){.files = files,
	    .work = &left_work,
	    .arg = &j,
	    .out = out,
	    .apart = want->unmatched,
	    .name = "left",
	    .first_line = first_line};
	read_keys(&j);
	read_times(&j);
	j.right.columns = want->columns;
	j.right.rule.many = want->many || want->kind == JOIN_SEMI || want->kind == JOIN_ANTI;
	j.right.whole = want->unmatched_right != NULL;
	open = stream_open(&j.left);
	if (right_open(&j.right, right) && open)
		sandbox_outputs(want->outputs, want->n_outputs);
	right_read(&j.right);
	stream_run(&j.left);
	if (common.dry_run || common.explain)
		explain(&j);
	else
		finish(&j);
	right_clear(&j.right);
	stream_free(&j.left);
	free(j.lines.at);
	arena_clear(&j.arena);
	return j.count.unmatched;
}
