/* record: marks, line breaks, NULs, bounds, one record at a time. */
#include "intake/record.h"
#include "intake/cut.h"
#include "io/encoding.h"
#include "value/text.h"

enum { FIELD_BOUND = 16 << 20, RECORD_BOUND = 64 << 20 };

size_t
record_lines(struct str text)
{
	size_t n = 0;

	for (const char *at = text.at, *end = at + text.len; at < end; n++) {
		at = memchr(at, '\n', (size_t)(end - at));
		if (at++ == NULL)
			break;
	}
	return n;
}

static struct str
without_line_end(struct str record)
{
	if (record.len && record.at[record.len - 1] == '\n')
		record.len--;
	while (record.len && record.at[record.len - 1] == '\r')
		record.len--;
	return record;
}

bool
record_is_blank(struct str record, const struct dialect *d)
{
	for (size_t i = 0; i < record.len; i++)
		if ((record.at[i] != ' ' && record.at[i] != '\t') ||
		    (d->kind == DIALECT_CHAR && record.at[i] == d->delimiter))
			return false;
	return true;
}

bool
record_is_header(const struct plan *plan, struct str record)
{
	if (plan->header.len == 0)
		return false;
	if (record.len == plan->header.len + 3 && memcmp(record.at, "\xEF\xBB\xBF", 3) == 0)
		record = (struct str){record.at + 3, record.len - 3};
	return str_eq(record, plan->header);
}

void
record_reject(struct walk *w, struct str record, enum rule rule, const char *what)
{
	struct flaw *flaw = flaw_add(w->flaws, rule, -1, (struct str){0}, what);

	flaw->at = (uint32_t)(record.at - w->text.at);
	flaw->len = (uint32_t)record.len;
	flaw->line = (uint32_t)w->line;
	w->f->records++;
}

void
record_reject_fields(struct walk *w, struct str record, size_t n)
{
	record_reject(w, record, RULE_FIELDS,
	    arena_fmt(&w->flaws->arena, "%s%zu field%s where %s %zu",
		n > PLAN_FIELDS_MAX ? "more than " : "",
		n > PLAN_FIELDS_MAX ? (size_t)PLAN_FIELDS_MAX : n, n == 1 ? "" : "s",
		w->plan->header_said ? "the header has" : "most records have", w->plan->fields));
}

/* What no record may hold, whatever its fields: false and a flaw. */
bool
record_bytes_fine(struct walk *w, struct str record)
{
	ptrdiff_t bad;

	if (record.len > RECORD_BOUND)
		return record_reject(w, record, RULE_SIZE, "a record over 64 MiB"), false;
	if (memchr(record.at, '\0', record.len) != NULL)
		return record_reject(w, record, RULE_NUL, "a NUL byte"), false;
	if (w->foul && (bad = utf8_fault(record)) >= 0) {
		record_reject(w, record, RULE_ENCODING,
		    arena_fmt(&w->flaws->arena, "not %s at byte %td of the record",
			w->plan->encoding, bad + 1));
		return false;
	}
	return true;
}

void
record_begin(struct walk *w, struct str record, bool quoted)
{
	struct fields *f = w->f;

	f->at[f->n] = (uint32_t)(record.at - w->text.at);
	f->len[f->n] = (uint32_t)record.len;
	f->line[f->n] = (uint32_t)w->line;
	f->quoted[f->n] = quoted;
	f->n++;
	f->records++;
}

/* Line breaks inside a field become what the schema says. */
static struct str
without_breaks(struct walk *w, struct str cell)
{
	struct str by = w->plan->linebreak;
	size_t n = 0;
	char *to;

	for (size_t i = 0; i < cell.len; i++)
		n += cell.at[i] == '\n' || cell.at[i] == '\r';
	if (n == 0)
		return cell;
	to = arena_take(&w->f->arena, cell.len + n * by.len);
	n = 0;
	for (size_t i = 0; i < cell.len; i++) {
		if (cell.at[i] != '\n' && cell.at[i] != '\r') {
			to[n++] = cell.at[i];
			continue;
		}
		if (cell.at[i] == '\r' && i + 1 < cell.len && cell.at[i + 1] == '\n')
			i++;
		if (by.len)
			memcpy(to + n, by.at, by.len);
		n += by.len;
	}
	return (struct str){to, n};
}

static struct str
unquoted(struct walk *w, struct str cell)
{
	char *to;

	if (memchr(cell.at, '"', cell.len) == NULL)
		return cell;
	to = arena_take(&w->f->arena, cell.len);
	return (struct str){to, cut_unquote(cell, to)};
}

/* The wanted cells of a record into the row under way. */
static bool
take_fields(struct walk *w, struct str record)
{
	const struct plan *plan = w->plan;
	size_t n = 0, slot = 0, at = 0, row = w->f->n;
	struct str field;
	bool quoted;

	while (n <= PLAN_FIELDS_MAX && cut_field(record, &plan->dialect, &at, &field, &quoted)) {
		if (field.len > FIELD_BOUND)
			return record_reject(w, record, RULE_SIZE, "a field over 16 MiB"), false;
		if (slot < plan->wants && plan->want[slot].field == n)
			w->f->cell[slot++][row] = quoted ? unquoted(w, field) : field;
		n++;
	}
	if (plan->fields && n != plan->fields)
		return record_reject_fields(w, record, n), false;
	for (; slot < plan->wants; slot++)
		w->f->cell[slot][row] = (struct str){0};
	return true;
}

static bool
take_positions(struct walk *w, struct str record)
{
	const struct plan *plan = w->plan;

	if (record.len > FIELD_BOUND)
		return record_reject(w, record, RULE_SIZE, "a record over 16 MiB"), false;
	for (size_t i = 0; i < plan->wants; i++) {
		const struct want *want = &plan->want[i];

		w->f->cell[i][w->f->n] = want->from ? text_sub(record, (int64_t)want->from,
							  (int64_t)(want->to - want->from + 1))
						    : record;
	}
	return true;
}

static const char *
quote_words(enum cut cut)
{
	return cut == CUT_STRAY	  ? "a stray quotation mark"
	       : cut == CUT_AFTER ? "text after a closing quotation mark"
				  : "a quotation mark left open";
}

/* One record with quotation marks or other oddities; returns where the next begins. */
size_t
record_with_care(struct walk *w, size_t at)
{
	size_t next;
	enum cut cut = cut_record(w->text, at, &w->plan->dialect, &next);
	struct str record = without_line_end((struct str){w->text.at + at, next - at});

	if (cut == CUT_WHOLE && record_is_header(w->plan, record)) {
		w->f->repeated++;
	} else if (cut == CUT_WHOLE && record_is_blank(record, &w->plan->dialect)) {
		/* no record */
	} else if (!record_bytes_fine(w, record)) {
		/* said */
	} else if (cut != CUT_WHOLE) {
		record_reject(w, record, RULE_QUOTES, quote_words(cut));
	} else if (w->plan->dialect.kind == DIALECT_WHOLE ? take_positions(w, record)
							  : take_fields(w, record)) {
		bool breaks =
		    memchr(record.at, '\r', record.len) || memchr(record.at, '\n', record.len);

		for (size_t i = 0; breaks && i < w->plan->wants; i++)
			w->f->cell[i][w->f->n] = without_breaks(w, w->f->cell[i][w->f->n]);
		record_begin(w, record, true);
	}
	w->line += record_lines((struct str){w->text.at + at, next - at});
	return next;
}
