/* reject: flaws into rows and words. */
#include "intake/reject.h"
#include "intake/refine.h"
#include "io/encoding.h"
#include "record/rows.h"

void
reject_begin(struct reject *r)
{
	static const struct str names[] = {
	    {"file", 4}, {"line", 4}, {"column", 6}, {"rule", 4}, {"value", 5}, {"record", 6}};

	if (r->out == NULL)
		return;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (i)
			buf_ch(&r->row, r->delimiter);
		buf_str(&r->row, names[i]);
	}
	buf_ch(&r->row, '\n');
	output_write(r->out, r->row.at, r->row.len);
}

/* Raw text as a field of a stream: one line, valid UTF-8. */
static void
add_text(struct buf *b, struct str s)
{
	while (s.len) {
		ptrdiff_t bad = utf8_fault(s);
		size_t good = bad < 0 ? s.len : (size_t)bad;

		for (size_t i = 0; i < good; i++) {
			char c = s.at[i];

			if (c == '\r' && i + 1 < good && s.at[i + 1] == '\n')
				continue;
			if (c == '\0')
				buf_z(b, "\\x00");
			else
				buf_ch(b, c == '\n' || c == '\r' ? ' ' : c);
		}
		if (bad >= 0)
			buf_fmt(b, "\\x%02X", (unsigned)(unsigned char)s.at[good++]);
		s = (struct str){s.at + good, s.len - good};
	}
}

static void
add_field(struct reject *r, struct str s)
{
	r->text.len = 0;
	add_text(&r->text, s);
	rows_quote(&r->row, buf_slice(&r->text), r->delimiter);
}

/* The column, or the columns of the key. */
static void
add_column(const struct reject *r, struct buf *b, const struct flaw *f)
{
	const struct schema *s = r->bind->schema;

	if (f->rule == RULE_KEY) {
		for (size_t i = 0; i < s->keys; i++) {
			if (i)
				buf_ch(b, '+');
			buf_str(b, s->key[i]);
		}
	} else if (f->column >= 0 && f->rule != RULE_CHECK) {
		buf_str(b, s->column[f->column].name);
	}
}

/* The rule's name, to the end of the run. */
static const char *
rule_of(const struct reject *r, const struct flaw *f)
{
	return f->rule == RULE_CHECK ? r->bind->check_rule[f->column] : flaw_rule(f->rule);
}

static void
write_row(
    struct reject *r, const char *file, uint64_t line, const struct flaw *f, struct str record)
{
	struct buf *b = &r->row;
	struct buf part = {0};

	b->len = 0;
	add_field(r, str_of(file));
	buf_fmt(b, "%c%llu%c", r->delimiter, (unsigned long long)line, r->delimiter);
	add_column(r, &part, f);
	rows_quote(b, buf_slice(&part), r->delimiter);
	buf_ch(b, r->delimiter);
	rows_quote(b, str_of(rule_of(r, f)), r->delimiter);
	buf_ch(b, r->delimiter);
	add_field(r, f->value);
	buf_ch(b, r->delimiter);
	add_field(r, record);
	buf_ch(b, '\n');
	output_write(r->out, b->at, b->len);
	buf_clear(&part);
}

/* "COLUMN: WHAT: 'TEXT'", "check NAME does not hold", "7 fields where the header has 9". */
static void
put_into_words(const struct reject *r, struct buf *b, const struct flaw *f)
{
	const struct schema *s = r->bind->schema;

	if (f->rule == RULE_CHECK) {
		buf_fmt(b, "%s %s", rule_of(r, f), f->what);
	} else if (f->rule == RULE_KEY) {
		struct schema_column key = {.name = s->key[0]};

		for (size_t i = 0; i < s->keys; i++)
			key.private = key.private || s->column[r->bind->key[i]].private;
		key.mask = MASK_NONE;
		refine_words(b, &key, f->what, f->value);
	} else if (f->column >= 0) {
		refine_words(b, &s->column[f->column], f->what, f->value);
	} else {
		buf_z(b, f->what);
	}
}

void
reject_record(
    struct reject *r, const char *file, uint64_t line, const struct flaw *f, struct str record)
{
	struct buf words = {0};

	r->n++;
	put_into_words(r, &words, f);
	if (r->strict)
		die("%s:%llu: %s", diag_file(file), (unsigned long long)line, buf_cstr(&words));
	note(rule_of(r, f), "%s:%llu: %s", diag_file(file), (unsigned long long)line,
	    buf_cstr(&words));
	if (r->out != NULL)
		write_row(r, file, line, f, record);
	buf_clear(&words);
}

void
reject_clear(struct reject *r)
{
	buf_clear(&r->row);
	buf_clear(&r->text);
}
