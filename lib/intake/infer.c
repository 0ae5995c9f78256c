/* infer: the head of a file looked at, its columns guessed, a schema printed. */
#include "intake/infer.h"
#include "base/mem.h"
#include "base/opt.h"
#include "intake/convert.h"
#include "intake/cut.h"
#include "intake/infer_inner.h"
#include <stdlib.h>

enum { RECORDS = 100000 }; /* looked at */

/* Every field is wanted; the number of fields is that of most records. */
static void
want_all(struct infer *in)
{
	struct plan *plan = &in->source->plan;

	in->columns = plan->fields;
	plan->want = mem_new(in->columns, sizeof *plan->want);
	plan->wants = in->columns;
	for (size_t i = 0; i < in->columns; i++)
		plan->want[i].field = i;
	plan->linebreak = STR(" ");
	in->guess = mem_new(in->columns, sizeof *in->guess);
	in->name = mem_new(in->columns, sizeof *in->name);
}

static bool
looks_like_data(struct infer *in, struct str s)
{
	struct str canonical;

	return convert_number(s, false, &canonical, &in->arena) ||
	       convert_is_canonical(s, COL_TIME) || convert_is_canonical(s, COL_DATE);
}

/* A first record with a number or a time in it is no header. */
static void
look_for_header(struct infer *in)
{
	for (size_t i = 0; i < in->columns; i++) {
		struct str s = text_trim(in->fields.cell[i][0]);

		in->name[i] = arena_dup(&in->arena, s);
		if (looks_like_data(in, s))
			return;
	}
	in->header = in->source->plan.dialect.kind == DIALECT_CHAR ? in->fields.line[0] + 1 : 0;
}

/* From the next block on a header that comes again is passed over as any is. */
static void
keep_header(struct infer *in, struct str text)
{
	struct str record = {text.at + in->fields.at[0], in->fields.len[0]};

	if (in->header)
		in->source->plan.header = arena_dup(&in->arena, record);
}

static void
look_at_row(struct infer *in, struct str text, size_t row)
{
	struct str record = {text.at + in->fields.at[row], in->fields.len[row]};

	if (in->header && str_eq(record, in->source->plan.header)) {
		in->repeated++;
		return;
	}
	in->records++;
	for (size_t i = 0; i < in->columns; i++)
		guess_value(&in->guess[i], &in->guesser, text_trim(in->fields.cell[i][row]));
}

static void
look_at_block(struct infer *in, const struct block *b)
{
	const char *mark = b->at;
	struct dialect strict = in->source->plan.dialect;
	struct str text = {b->at, b->len};
	size_t row = 0, next;

	fields_cut(&in->fields, &in->source->plan, text, &in->flaws);
	if (b->index == 0 && in->fields.n) {
		look_for_header(in);
		keep_header(in, text);
		row = in->header ? 1 : 0;
	}
	in->repeated += in->fields.repeated;
	for (; row < in->fields.n && in->records < RECORDS; row++)
		look_at_row(in, text, row);
	in->head = in->head || row < in->fields.n;
	strict.quotes = DIALECT_STRICT;
	for (size_t i = 0; i < in->fields.n && !in->lax; i++)
		if (in->fields.quoted[i] &&
		    (mark = memchr(b->at + in->fields.at[i], '"', in->fields.len[i])) != NULL)
			in->lax = cut_record(text, in->fields.at[i], &strict, &next) == CUT_STRAY;
}

static void
infer_clear(struct infer *in)
{
	for (size_t i = 0; i < in->columns; i++)
		guess_clear(&in->guess[i]);
	free(in->guess);
	free(in->name);
	free(in->source->plan.want);
	source_free(in->source);
	fields_clear(&in->fields);
	flaw_clear(&in->flaws);
	guesser_clear(&in->guesser);
	arena_clear(&in->arena);
}

/* One column by every delimiter: blanks may part more. */
static void
try_blanks(struct infer *in)
{
	struct plan *plan = &in->source->plan;
	struct dialect blanks = {DIALECT_BLANKS, DIALECT_LAX, ' '};
	struct str head = source_peek(in->source);
	struct str first = {head.at, 0}, field;
	size_t at = 0;
	bool quoted;

	if (plan->fields > 1 || plan->dialect.kind != DIALECT_CHAR)
		return;
	while (first.len < head.len && head.at[first.len] != '\n' && head.at[first.len] != '\r')
		first.len++;
	/* Not any text of sentences: a table of blanks begins with a number. */
	if (dialect_fields(head, &blanks) < 2 ||
	    dialect_fields(first, &blanks) != dialect_fields(head, &blanks) ||
	    !cut_field(first, &blanks, &at, &field, &quoted) || !looks_like_data(in, field))
		return;
	plan->dialect = blanks;
	plan->fields = dialect_fields(head, &blanks);
}

int
infer_print(char *const *files)
{
	struct wish wish = {.sniff = true, .dialect = {DIALECT_CHAR, DIALECT_LAX, ','}};
	struct output *out = output_open(common.output, 0666);
	struct infer in = {0};
	struct block b = {0};

	if (files[1] != NULL)
		die("--infer looks at one file; give the others to the schema it makes");
	in.source = source_open(files[0], 0, &wish);
	if (infer_fixed(in.source, out)) {
		output_commit(out);
		source_free(in.source);
		return EXIT_OK;
	}
	try_blanks(&in);
	if (in.source->plan.fields == 0)
		die("%s: no records to infer from", diag_file(files[0]));
	want_all(&in);
	guesser_new(&in.guesser);
	for (; in.records < RECORDS && source_next(in.source, &b); b.index++)
		look_at_block(&in, &b);
	in.head = in.head || (in.records == RECORDS && source_next(in.source, &b));
	infer_write(&in, out);
	output_commit(out);
	free(b.memory);
	infer_clear(&in);
	return EXIT_OK;
}
