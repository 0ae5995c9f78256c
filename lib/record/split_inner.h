/*
 * split_inner: what the parts of the splitter say to each other: the scan for separators, libcsv for one record, the
 * checks of bytes.  Only lib/record, its tests and intake/separators.c (the scan alone) include it.
 */
#ifndef RECORD_SPLIT_INNER_H
#define RECORD_SPLIT_INNER_H
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "record/batch.h"

#define FIELD_MAX ((size_t)16 << 20)  /* bytes of a field */
#define RECORD_MAX ((size_t)64 << 20) /* bytes of a record */
enum { COLUMNS_MAX = 65536, NAME_MAX_BYTES = 1024 };

/*
 * Offsets found so far, in order.  sep: delimiters and LFs; lf: LFs alone; odd: NULs, CRs that no LF follows, and
 * quotes.  With `quoting` the quotes of plain quoted fields, those that begin with one, end with one and hold none
 * between, are not odd, and delimiters inside quotes are no separators; odd are then quotes anywhere else, what
 * follows a closing quote and is no separator, and an LF inside quotes.  (An odd number of quotes in a line is a fault
 * of it, so what the scan takes for text behind such a line is never asked for.)
 * The caller keeps room for SCAN_SLACK more than a scan has bytes in each, and empties them.
 */
enum { SCAN_SLACK = 16 };
struct scan {
	char delimiter;
	bool quoting;
	bool cr;        /* a CRLF was seen */
	bool quoted;    /* a quote was seen, if quoting */
	bool doubt;     /* something was seen that may not be UTF-8; false: all was */
	/* Where the last scan ended, 0 or 1 each; before the first one `begun` is 1. */
	uint64_t open;   /* inside quotes */
	uint64_t begun;  /* behind a separator */
	uint64_t closed; /* behind a closing quote */
	unsigned carry; /* of the bytes at the last scan's end, what their UTF-8 check must know */
	uint32_t *sep, *lf, *odd;
	size_t seps, lfs, odds;
};

/* Appends what text[from, to) holds; from is 0 or where the last scan ended, to - from is a multiple of 64 unless to is end.  What
 * stands at end counts as an LF.  64 bytes behind to may be read. */
void split_scan(struct scan *, const char *text, size_t from, size_t to, size_t end);
/* The same with vectors of 16 bytes, which split_scan uses where there are none of 32; for tests. */
void split_scan_narrow(struct scan *, const char *text, size_t from, size_t to, size_t end);
/* The same, byte by byte: where there is no SSE2, and in tests. */
void split_scan_plain(struct scan *, const char *text, size_t from, size_t to, size_t end);

/* One libcsv parser, used for record after record. */
struct quoted;
enum quoted_fault {
	QUOTED_FINE,
	QUOTED_OPEN,  /* a quote open at the end */
	QUOTED_AFTER, /* text after a closing quote */
	QUOTED_STRAY, /* a quote inside a field that does not begin with one */
	QUOTED_LONG,  /* a field over FIELD_MAX */
};

struct quoted *quoted_new(char delimiter);
/* *n is the number of fields, which may be more than max; those past max are not stored. */
enum quoted_fault quoted_cut(
    struct quoted *, struct str record, struct str *cells, size_t max, size_t *n, struct arena *);
const char *quoted_words(enum quoted_fault);
void quoted_free(struct quoted *);

/* One line at a time, with every check: what the scan passes on. */
struct line_cutter {
	char delimiter;
	size_t columns;
	struct str *cells; /* room for columns of them */
	struct quoted *quoted;
};
/* Its fields, however many (as quoted_cut). */
bool line_fields(struct line_cutter *, struct str line, size_t max, struct arena *, size_t *n,
    struct fault *);
/* As many as there are columns, none over FIELD_MAX. */
bool line_cut(struct line_cutter *, struct str line, struct arena *, struct fault *);

struct split { /* as in split.h */
	struct line_cutter line;
	struct scan scan;
	size_t columns;
	size_t *column; /* of each slot */
	struct str **col;
	size_t slots, slots_cap;
	uint32_t *start;
	size_t rows_cap;
	uint32_t *skip;
	size_t skips, skips_cap;
};

/* A block being cut: where it stands in the text, in the offsets and in the batch. */
struct cut {
	struct split *s;
	struct str text, header;
	uint32_t head, head_bom; /* first four bytes of a repeated header, plain and behind a BOM */
	uint32_t head_mask;	 /* a header may be shorter than that */
	uint32_t at;		 /* where the next line begins */
	size_t sep, lf, odd;	 /* next offset in each list of the scan */
	size_t rows, lines, repeated;
	size_t end;   /* of the text, or of the lines before the one that is not UTF-8 */
	bool checked; /* whether there is one */
	struct batch *b;
};

/* Room for n records and the place behind them. */
void split_room(struct split *, size_t n);
/* Before the first line: what a repeated header begins with. */
void cut_expect(struct cut *);
/* All whole lines that the scan has found; false: at fault, and noted. */
bool cut_lines(struct cut *);
/* The next line alone, blank, a header again, with quotes inside fields, or at fault: noted, and false. */
bool cut_line(struct cut *, struct str line);

/* Whether a line (without its end) holds only what a stream may hold: no NUL, no CR, UTF-8. */
bool split_bytes(struct str line, struct fault *);

#endif
