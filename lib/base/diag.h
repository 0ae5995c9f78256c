/*
 * diag: words on standard error and the exit status (conventions.md 5 and 6).
 *
 * Three kinds of trouble, three answers (style.md): the world fails: die.  What the user wrote is
 * wrong: the function returns false and fills a struct fault, the caller adds the place and decides.
 * We are wrong: assert.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H
#include "base/buf.h"
#include "base/str.h"

enum { EXIT_OK = 0, EXIT_FOUND = 1, EXIT_CANNOT = 2 };

/* What is wrong, without the place: "no column 'regoin'; did you mean 'region'?" */
struct fault {
	char msg[1000];
	size_t at; /* in an expression or definition: the character position, from 1; else 0 */
};

/* Sets f->msg (cut at its size, on a character) and returns false, so: return fault(f, "..."); */
bool fault(struct fault *f, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

extern const char *diag_name; /* of the command, "cs-kpi"; set once by opt_parse */
extern int diag_level;        /* -1 after -q, 0, 1 after -v */

/* One line "NAME: ..." on standard error, then exit 2.  Removes nothing: outputs are unnamed until done. */
_Noreturn void die(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Ends without words, from any thread (a reader that went away: 141). */
_Noreturn void diag_exit(int status);
/* What die and diag_exit call before the end (output: names of temporary files); async-signal-safe. */
void diag_at_death(void (*fn)(void));
/* One line, unless -q. */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* One line, only with -v. */
void inform(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/*
 * Notices of one kind: the first 10 are shown and the rest counted ("KIND: … and 1203 more"), all with -v.
 * note() is called by one thread at a time, in input order; diag_end() prints the counts.  kind is a
 * short constant ("not a number") by which notices are counted together.
 */
void note(const char *kind, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void diag_end(void);

/*
 * Notices collected by a worker over one batch, whose absolute line is not known yet.  They are put
 * into words (notes_say) in input order by whoever knows the file and the line of the batch.
 */
struct notes {
	struct notes_kind *kind; /* how many there were of each kind */
	struct notes_item *item; /* the texts of the first 10 of each, by line */
	size_t kinds, kinds_cap, items, items_cap;
};
/* line: from the first line of the batch, 0 for it.  text: "COLUMN: WHAT: 'TEXT'".
 * fatal: the run ends with this notice when its turn comes. */
void notes_add(struct notes *, const char *kind, size_t line, bool fatal, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));
/*
 * Says them as "FILE:LINE: text" (first_line 0: they have no line, "FILE: text"); if one is fatal, what came before it and it,
 * and the program ends.
 */
void notes_say(struct notes *, const char *file, uint64_t first_line); /* then notes_clear */
void notes_clear(struct notes *);

/*
 * Text from data for a message: at most 40 characters ("..." follows when cut), control characters and bytes that
 * are not UTF-8 as \xHH, runs of seven or more digits masked (138****8475).  Appends to b without quotes.
 */
void diag_quote(struct buf *b, struct str text);
/* The same into one of four static-thread buffers, for use as an argument of "%s". */
const char *diag_text(struct str text);
/* A file's name for a message, whole, control characters as \xHH.  One of two static-thread buffers. */
const char *diag_file(const char *name);

/*
 * The nearest of n names, for "did you mean": NULL if none is near (Damerau-Levenshtein distance at most a
 * third of the longer one's characters).
 */
const struct str *diag_near(struct str word, const struct str *names, size_t n);
/*
 * "; did you mean 'region'?" or, if the names are few, "; there are 'a', 'b'" ("; there is 'a'") or "".
 * Static-thread buffer.
 */
const char *diag_hint(struct str word, const struct str *names, size_t n);

#endif
