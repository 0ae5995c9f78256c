/*
 * split_quoted: one record by libcsv, in strict mode.  libcsv's habits are switched off: it would
 * trim blanks, take a CR for a record's end, and after a fault go on into the records behind (so it
 * gets one at a time).
 */
#include "base/mem.h"
#include "record/split.h"
#include "record/split_inner.h"
#include <csv.h>
#include <stdlib.h>

struct quoted {
	struct csv_parser parser;
	char delimiter;
	/* The record under way. */
	struct str *cells;
	size_t n, max;
	bool too_long;
	struct arena *arena;
};

static int
never(unsigned char c)
{
	(void)c;
	return 0;
}

static void
begin(struct quoted *q)
{
	if (csv_init(&q->parser, CSV_STRICT | CSV_STRICT_FINI) != 0)
		die("libcsv does not start");
	csv_set_delim(&q->parser, (unsigned char)q->delimiter);
	csv_set_space_func(&q->parser, never);
	csv_set_term_func(&q->parser, never);
}

struct quoted *
quoted_new(char delimiter)
{
	struct quoted *q = mem_new(1, sizeof *q);

	q->delimiter = delimiter;
	begin(q);
	return q;
}

void
quoted_free(struct quoted *q)
{
	if (q == NULL)
		return;
	csv_free(&q->parser);
	free(q);
}

static void
take_field(void *at, size_t len, void *arg)
{
	struct quoted *q = arg;

	if (len > FIELD_MAX)
		q->too_long = true;
	else if (q->n < q->max)
		q->cells[q->n] =
		    len ? arena_dup(q->arena, (struct str){at, len}) : (struct str){"", 0};
	q->n++;
}

static enum quoted_fault
parse(struct quoted *q, struct str record)
{
	size_t room = csv_get_buffer_size(&q->parser), done;

	/* One step to what the longest field can need; else libcsv grows by equal steps, and copies
	 * each time. */
	if (record.len >= room)
		csv_set_blk_size(&q->parser, record.len + 1 - room + 1024);
	done = csv_parse(&q->parser, record.at, record.len, take_field, NULL, q);

	if (csv_error(&q->parser) == CSV_ENOMEM || csv_error(&q->parser) == CSV_ETOOBIG)
		die("not enough memory");
	if (done < record.len)
		return record.at[done] == '"' ? QUOTED_STRAY : QUOTED_AFTER;
	if (csv_fini(&q->parser, take_field, NULL, q) != 0)
		return QUOTED_OPEN;
	return q->too_long ? QUOTED_LONG : QUOTED_FINE;
}

enum quoted_fault
quoted_cut(struct quoted *q, struct str record, struct str *cells, size_t max, size_t *n,
    struct arena *arena)
{
	enum quoted_fault fault;

	q->cells = cells;
	q->max = max;
	q->n = 0;
	q->too_long = false;
	q->arena = arena;
	if (record.len == 0) { /* libcsv passes over a record of one empty field */
		take_field(NULL, 0, q);
		fault = QUOTED_FINE;
	} else {
		fault = parse(q, record);
	}
	if (fault != QUOTED_FINE) { /* the parser stands in the middle of a field: a new one */
		csv_free(&q->parser);
		begin(q);
	}
	*n = q->n;
	return fault;
}

const char *
quoted_words(enum quoted_fault fault)
{
	switch (fault) {
	case QUOTED_OPEN:
		return "a quoted field is not closed";
	case QUOTED_AFTER:
		return "text after a closing quote";
	case QUOTED_STRAY:
		return "a quote inside a field that does not begin with one";
	case QUOTED_LONG:
		return "a field of more than 16 MiB";
	case QUOTED_FINE:
		break;
	}
	return "";
}

bool
split_quoted(struct str record, char delimiter, struct str *cells, size_t max, size_t *n,
    struct arena *arena, struct fault *f)
{
	struct quoted *q = quoted_new(delimiter);
	enum quoted_fault bad = quoted_cut(q, record, cells, max, n, arena);

	quoted_free(q);
	return bad == QUOTED_FINE || fault(f, "%s", quoted_words(bad));
}
