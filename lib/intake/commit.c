/* commit: one block at a time, in input order. */
#include "intake/commit.h"
#include "base/opt.h"
#include "record/progress.h"

struct turn {
	struct intake *in;
	const struct block *block;
	struct result *result;
	struct str out;	 /* the block's rows */
	size_t from, to; /* of out: to be written */
	uint64_t rejected, merged;
};

static bool
is_null(struct hash h)
{
	return (h.lo | h.hi) == 0;
}

static void
reject(struct turn *t, const struct flaw *f)
{
	t->rejected++;
	reject_record(&t->in->reject, t->block->file, t->block->first_line + f->line, f,
	    (struct str){t->block->at + f->at, f->len});
}

/* The first unique column whose value was there before, as a flaw; column < 0: none. */
static struct flaw
find_repeated(const struct turn *t, size_t row)
{
	const struct bind *b = t->in->bind;
	const struct result *p = t->result;
	struct flaw f = {.rule = RULE_UNIQUE,
	    .column = -1,
	    .at = p->at[row],
	    .len = p->len[row],
	    .line = p->line[row],
	    .what = "seen before"};

	for (size_t c = 0; c < b->columns && f.column < 0; c++) {
		int u = b->column[c].unique;

		if (u < 0 || is_null(p->unique[u][row]) ||
		    !once_has(&t->in->unique[u], p->unique[u][row]))
			continue;
		t->in->stats.column[c].invalid++;
		if (b->column[c].def->invalid == INVALID_KEEP)
			continue;
		f.column = (int)c;
		f.value = p->taken[u][row];
	}
	return f;
}

static bool
comes_before(const struct flaw *a, const struct flaw *b)
{
	if (a->column < 0)
		return false;
	if (b->rule >= RULE_CHECK)
		return true;
	return a->column < b->column || (a->column == b->column && a->rule < b->rule);
}

static void
remember(struct turn *t, size_t row)
{
	for (size_t u = 0; u < t->in->bind->uniques; u++)
		if (!is_null(t->result->unique[u][row]))
			once_add(&t->in->unique[u], t->result->unique[u][row]);
}

static void
write_through(struct turn *t)
{
	output_write(t->in->out, t->out.at + t->from, t->to - t->from);
	t->from = t->to;
}

/* Leaves the row that begins at t->to and ends at end out of what is written. */
static void
leave_out(struct turn *t, size_t end)
{
	if (t->to > t->from)
		write_through(t);
	t->from = t->to = end;
}

static void
hold(struct turn *t, size_t row, size_t end)
{
	const struct result *p = t->result;
	struct str record = {t->out.at + t->to, end - t->to};

	if (is_null(p->key[row]))
		held_add_single(t->in->held, record);
	else
		t->merged += held_add(t->in->held, p->key[row], &p->version[row], record);
	t->from = t->to = end;
}

/* A record whose key was there: rejected by keep none, else merged.  false: it is the first. */
static bool
is_repeated_key(struct turn *t, size_t row)
{
	const struct result *p = t->result;
	struct flaw f = {.rule = RULE_KEY,
	    .column = -1,
	    .at = p->at[row],
	    .len = p->len[row],
	    .line = p->line[row],
	    .what = "a repeated key"};

	if (is_null(p->key[row]) || !once_has(&t->in->keys, p->key[row]))
		return false;
	if (t->in->schema->keep == KEEP_NONE) {
		f.value = p->key_taken[row];
		reject(t, &f);
	} else {
		t->merged++;
	}
	return true;
}

static void
good_row(struct turn *t, size_t row)
{
	size_t end = t->result->end[row];
	struct flaw repeated = find_repeated(t, row);

	if (repeated.column >= 0) {
		reject(t, &repeated);
		leave_out(t, end);
		return;
	}
	if (t->in->schema->keys && t->in->held == NULL) {
		if (is_repeated_key(t, row)) {
			leave_out(t, end);
			return;
		}
		if (!is_null(t->result->key[row]))
			once_add(&t->in->keys, t->result->key[row]);
	}
	remember(t, row);
	if (t->in->held)
		hold(t, row, end);
	else
		t->to = end;
}

/* Flaws and rows, both in input order. */
static void
tell_apart(struct turn *t)
{
	const struct result *p = t->result;
	size_t j = 0;

	for (size_t row = 0; row < p->n; row++) {
		struct flaw repeated;

		for (; j < p->flaws.n && p->flaws.at[j].at < p->at[row]; j++)
			reject(t, &p->flaws.at[j]);
		if (!p->bad[row]) {
			good_row(t, row);
			continue;
		}
		repeated = find_repeated(t, row);
		reject(t, comes_before(&repeated, &p->flaws.at[j]) ? &repeated : &p->flaws.at[j]);
		j++;
	}
	for (; j < p->flaws.n; j++)
		reject(t, &p->flaws.at[j]);
	write_through(t);
}

static void
hold_to_memory(struct intake *in)
{
	size_t bytes = once_bytes(&in->keys) + (in->held ? held_bytes(in->held) : 0);

	for (size_t u = 0; u < in->bind->uniques; u++)
		bytes += once_bytes(&in->unique[u]);
	if (!intake_hold(in, &in->commit_share, bytes))
		die("`unique` and `key` hold more than --memory (%llu bytes); give more, or cut "
		    "the input by its key",
		    (unsigned long long)common.memory);
}

void
commit_block(struct intake *in, const struct block *b, struct part *part)
{
	struct result *p = part->extra;
	struct turn t = {.in = in, .block = b, .result = p, .out = buf_slice(&part->rows.out)};

	progress_erase(); /* whatever is said goes to a line of its own */
	notes_say(&part->notes, b->file, b->first_line);
	if (result_told_apart(in->bind)) {
		tell_apart(&t);
		hold_to_memory(in);
	} else {
		for (size_t i = 0; i < p->flaws.n; i++)
			reject(&t, &p->flaws.at[i]);
		output_write(in->out, t.out.at, t.out.len);
	}
	in->books.read += p->records;
	in->books.rejected += t.rejected;
	in->books.merged += t.merged;
	in->books.repeated_headers += p->repeated;
	in->rows[b->file_index] += p->records;
	if (b->flush)
		output_flush(in->out);
	progress_add(p->records);
}

void
commit_held(struct intake *in)
{
	struct str record;

	if (in->held == NULL)
		return;
	for (size_t i = 0; held_next(in->held, &i, &record);)
		output_write(in->out, record.at, record.len);
}
