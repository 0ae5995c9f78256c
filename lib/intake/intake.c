/* intake: sources, workers, commit; the header first. */
#include "intake/intake.h"
#include "base/mem.h"
#include "base/opt.h"
#include "intake/commit.h"
#include "intake/wanted.h"
#include "record/progress.h"
#include <stdlib.h>

enum { OPEN_AHEAD = 64 }; /* files whose headers are checked before the first record is read */

/* One worker. */
struct hand {
	struct refine *refine;
	struct stats stats;
	size_t share; /* of --memory, in bytes */
};

static struct source *
open_source(struct intake *in, size_t i)
{
	struct wish wish = wanted_wish(in->schema);
	struct source *s = source_open(in->files[i], i, &wish);
	const char *word = dialect_word(s->plan.dialect.delimiter);
	char one[2] = {s->plan.dialect.delimiter, '\0'};

	wanted_make(s, in->bind);
	if (s->sniffed_delimiter || s->sniffed_encoding)
		inform("%s: sniffed: encoding %s, delimiter %s", diag_file(s->name), s->encoding,
		    word ? word : one);
	return s;
}

void
intake_open(struct intake *in, char *const *files)
{
	in->files = files;
	while (files[in->sources] != NULL)
		in->sources++;
	in->source = mem_new(in->sources, sizeof *in->source);
	in->rows = mem_new(in->sources, sizeof *in->rows);
	for (size_t i = 0; i < in->sources && i < OPEN_AHEAD; i++)
		in->source[i] = open_source(in, i);
}

bool
intake_all_open(const struct intake *in)
{
	return in->sources <= OPEN_AHEAD;
}

static bool
read_next(void *arg, struct block *b)
{
	struct intake *in = arg;

	for (; in->at < in->sources; in->at++) {
		if (in->source[in->at] == NULL)
			in->source[in->at] = open_source(in, in->at);
		if (source_next(in->source[in->at], b))
			return true;
	}
	return false;
}

static void *
new_hand(void *arg)
{
	struct intake *in = arg;
	struct hand *hand = mem_new(1, sizeof *hand);

	hand->refine = refine_new(in->bind);
	if (in->stats_out)
		stats_new(&hand->stats, in->bind, in->seed);
	return hand;
}

static struct result *
take_result(struct intake *in)
{
	struct result *p;

	pthread_mutex_lock(&in->lock);
	p = in->spare;
	if (p != NULL)
		in->spare = p->next;
	pthread_mutex_unlock(&in->lock);
	return p != NULL ? p : mem_new(1, sizeof *p);
}

static void
give_back(struct intake *in, struct result *p)
{
	arena_reset(&p->arena);
	arena_reset(&p->flaws.arena);
	p->flaws.n = 0;
	pthread_mutex_lock(&in->lock);
	p->next = in->spare;
	in->spare = p;
	pthread_mutex_unlock(&in->lock);
}

bool
intake_hold(struct intake *in, size_t *share, size_t now)
{
	size_t more = now - *share; /* less wraps around, and around again in the sum */

	*share = now;
	return atomic_fetch_add(&in->in_memory, more) + more <= common.memory;
}

static void
hold_stats(struct intake *in, size_t *share, size_t now)
{
	if (!intake_hold(in, share, now))
		die("--stats holds more distinct values than --memory (%llu bytes) allows; give "
		    "more, or fewer --jobs",
		    (unsigned long long)common.memory);
}

static void
map(void *arg, void *state, struct block *b, struct part *part)
{
	struct intake *in = arg;
	struct hand *hand = state;
	struct result *p = take_result(in);
	struct str text = {b->at, b->len};

	part->rows.delimiter = in->reject.delimiter;
	refine_block(hand->refine, b->extra, text, &p->flaws, &part->notes);
	result_make(p, hand->refine, &part->rows, in->seed, text);
	if (in->stats_out) {
		stats_add(&hand->stats, hand->refine);
		hold_stats(in, &hand->share, stats_bytes(&hand->stats));
	}
	part->extra = p;
}

static void
commit(void *arg, const struct block *b, struct part *part)
{
	commit_block(arg, b, part);
	give_back(arg, part->extra);
}

static void
done(void *arg, void *state)
{
	struct intake *in = arg;
	struct hand *hand = state;

	if (in->stats_out) {
		stats_merge(&in->stats, &hand->stats);
		stats_clear(&hand->stats);
		intake_hold(in, &hand->share, 0);
		hold_stats(in, &in->stats_share, stats_bytes(&in->stats));
	}
	refine_free(hand->refine);
	free(hand);
}

static void
write_header(struct intake *in)
{
	struct rows rows = {.delimiter = in->reject.delimiter};

	for (size_t i = 0; i < in->schema->columns; i++)
		rows_field(&rows, in->schema->column[i].name);
	rows_end(&rows);
	output_write(in->out, rows.out.at, rows.out.len);
	buf_clear(&rows.out);
}

/* Values may be equal to a column's name: where that is likely, it is said what to do. */
static void
say_repeated_headers(const struct intake *in)
{
	uint64_t n = in->books.repeated_headers;
	bool doubtful = n > in->books.read;

	for (size_t i = 0; i < in->sources; i++)
		doubtful |= in->source[i] && in->source[i]->plan.fields == 1;
	if (n > 0)
		warn("%llu record%s equal to the header passed over as%s repeated header%s%s",
		    (unsigned long long)n, n == 1 ? "" : "s", n == 1 ? " a" : "", n == 1 ? "" : "s",
		    doubtful ? "; if they are data, say `header none` and `at N`" : "");
}

/* The files against their control file, the feed against what it must at least have. */
static void
hold_to_account(struct intake *in)
{
	for (size_t i = 0; in->control && i < in->sources; i++)
		in->unfit |=
		    !control_hold(in->control, in->files[i], in->rows[i], in->source[i]->bytes);
	if (in->control)
		in->unfit |= !control_end(in->control);
	if (in->books.read < in->schema->rows_at_least) {
		warn("%llu records; the feed has at least %llu", (unsigned long long)in->books.read,
		    (unsigned long long)in->schema->rows_at_least);
		in->unfit = true;
	}
}

void
intake_run(struct intake *in)
{
	struct run run = {read_next, new_hand, map, commit, done, in};
	struct control_times times = {0};

	in->seed = once_seed();
	pthread_mutex_init(&in->lock, NULL);
	in->unique = mem_new(in->bind->uniques, sizeof *in->unique);
	if (in->schema->keys &&
	    (in->schema->keep == KEEP_LAST || (in->schema->keep == KEEP_FIRST && in->schema->by)))
		in->held = held_new(in->schema->keep == KEEP_LAST);
	stats_new(&in->stats, in->bind, in->seed);
	in->reject.bind = in->bind;
	in->reject.strict = common.strict;
	reject_begin(&in->reject);
	write_header(in);
	progress_begin();
	run_blocks(&run, common.jobs);
	progress_erase();
	commit_held(in);
	say_repeated_headers(in);
	in->books.used = in->books.read - in->books.rejected - in->books.merged;
	in->books.written = in->books.used;
	for (size_t i = 0; in->control && i < in->sources; i++)
		control_time(in->control, in->files[i], &times);
	if (in->stats_out)
		stats_write(&in->stats, &in->books, &times, in->reject.delimiter, in->stats_out);
	hold_to_account(in);
}

void
intake_explain(const struct intake *in, struct buf *b)
{
	for (size_t i = 0; i < in->sources && in->source[i]; i++) {
		const struct source *s = in->source[i];
		const char *word = dialect_word(s->plan.dialect.delimiter);

		buf_fmt(b, "# %s: encoding %s, ", diag_file(s->name), s->encoding);
		if (s->plan.dialect.kind == DIALECT_CHAR)
			buf_fmt(b, "delimiter %.*s, ", word ? (int)strlen(word) : 1,
			    word ? word : &s->plan.dialect.delimiter);
		else
			buf_fmt(b, "delimiter %s, ",
			    s->plan.dialect.kind == DIALECT_BLANKS ? "blanks" : "none");
		buf_fmt(b, "%zu fields, %zu of them used\n", s->plan.fields, s->plan.wants);
	}
	buf_fmt(b, "# %zu columns, %zu unique, %zu checks", in->bind->columns, in->bind->uniques,
	    in->schema->checks);
	if (in->schema->keys)
		buf_fmt(b, "; records are %s by their key",
		    in->schema->keep == KEEP_NONE ? "told apart" : "merged");
	buf_z(b, "\n");
}

void
intake_free(struct intake *in)
{
	for (size_t i = 0; i < in->sources; i++) {
		if (in->source[i] == NULL)
			continue;
		wanted_free(in->source[i]);
		source_free(in->source[i]);
	}
	while (in->spare) {
		struct result *p = in->spare;

		in->spare = p->next;
		flaw_clear(&p->flaws);
		arena_clear(&p->arena);
		free(p);
	}
	for (size_t u = 0; in->unique && u < in->bind->uniques; u++)
		once_clear(&in->unique[u]);
	free(in->unique);
	once_clear(&in->keys);
	if (in->held)
		held_free(in->held);
	stats_clear(&in->stats);
	reject_clear(&in->reject);
	if (in->control)
		control_free(in->control);
	free(in->source);
	free(in->rows);
	bind_free(in->bind);
	pthread_mutex_destroy(&in->lock);
}
