/*
 * stream: a program's work over delimited input as conventions.md 1 defines it, on every core, output in input order.
 *
 *	struct stream s = { .files = files, .work = &(struct work){ begin, worker, map, done }, .arg = &job, .out = out };
 *	stream_run(&s);
 *
 * Reading, gzip, splitting, threads, order, the checked output and the books are here; a program says what becomes of a
 * batch.  No files means standard input.  What cannot be read, or a record that does not match its header, ends the
 * program with file and line named (status 2).  Several files are one stream; a later file may have its columns in
 * another order.
 */
#ifndef RECORD_STREAM_H
#define RECORD_STREAM_H
#include "io/output.h"
#include "record/batch.h"
#include "record/header.h"
#include "record/rows.h"

struct stream;

struct work {
	/*
	 * Once, when the header is known: check names, ask for columns (stream_use), add the columns that go out
	 * (header_add(out, ...); none: this stream writes nothing).  Everything that can be checked is checked here.
	 */
	void (*begin)(void *arg, struct stream *, const struct header *in, struct header *out);
	/* One state a worker, or NULL. */
	void *(*worker)(void *arg);
	/*
	 * For each batch with a record in it, on any worker, in any order: changes nothing but its state and out.  Books: read and used are
	 * counted by the stream (used = read - left_out - rejected - merged); map counts the rest in out->books.
	 */
	void (*map)(void *arg, void *state, const struct batch *in, struct rows *out);
	/* After the last batch: one call a worker, one at a time (merge the state, free it). */
	void (*done)(void *arg, void *state);
};

struct stream {
	char *const *files; /* NULL or empty: standard input */
	const struct work *work;
	void *arg;
	struct output *out;  /* where the header and rows go; NULL: nowhere */
	struct output *apart; /* where rows.apart goes; NULL: nowhere */
	struct books books;  /* filled by the run */
	const char *name;    /* for the books: "left"; NULL: the program alone */
	/*
	 * NULL, or told of every block, in input order, one at a time: the physical line its first byte stands in.  batch_line
	 * counts on from there.  Called after map, on any worker; for blocks without a record too.
	 */
	void (*first_line)(void *arg, uint64_t index, uint64_t line);
	struct stream_inner *inner;
};

/* In begin: asks for a column of the header; returns its slot in batch->col. */
size_t stream_use(struct stream *, size_t column);
/* Reads the header of the first file only (--dry-run, --explain, checking before anything is read).  It stays open: stream_run goes on from there. */
const struct header *stream_header(struct stream *);
/* Opens every file that may be open at a time; whether that is all of them, so that nothing more has to be opened. */
bool stream_open(struct stream *);
/*
 * The whole run: begin, every file's header against the first one's, the header that goes out, the records.  With --dry-run or --explain
 * it ends before the records.  The caller says the books and commits the output.
 */
void stream_run(struct stream *);
/* The header that came in, its names and what else is left; not the output. */
void stream_free(struct stream *);
/* "PROGRAM: [NAME: ]N read, N used, N left out, N rejected, N merged; N written", with -v or always. */
void stream_say_books(const char *name, const struct books *, bool always);

#endif
