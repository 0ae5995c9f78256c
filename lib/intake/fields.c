/* fields: the vector scan's separators become cells line by line; what is odd goes record by record
 * through cut. */
#include "intake/fields.h"
#include "base/mem.h"
#include "intake/record.h"
#include "intake/separators.h"
#include "io/encoding.h"
#include <stdlib.h>

struct fields_scratch {
	struct separators separators;
	size_t rows; /* room for rows */
	size_t slots;
};

static void
room_for_rows(struct fields *f, size_t slots, size_t rows)
{
	struct fields_scratch *s = f->scratch;

	if (rows <= s->rows && slots == s->slots)
		return;
	for (size_t i = slots; i < s->slots; i++)
		free(f->cell[i]);
	f->cell = mem_resize(f->cell, slots + 1, sizeof *f->cell);
	for (size_t i = s->slots; i < slots; i++)
		f->cell[i] = NULL;
	s->slots = slots;
	s->rows = rows > s->rows ? rows + rows / 4 : s->rows;
	for (size_t i = 0; i < slots; i++)
		f->cell[i] = mem_resize(f->cell[i], s->rows, sizeof **f->cell);
	f->at = mem_resize(f->at, s->rows, sizeof *f->at);
	f->len = mem_resize(f->len, s->rows, sizeof *f->len);
	f->line = mem_resize(f->line, s->rows, sizeof *f->line);
	f->quoted = mem_resize(f->quoted, s->rows, sizeof *f->quoted);
}

/* A line without oddities, whose separators are sep[0..]. */
static void
plain_line(struct walk *w, struct str record, const uint32_t *sep)
{
	const struct plan *plan = w->plan;
	struct fields *f = w->f;
	uint32_t begin = (uint32_t)(record.at - w->text.at);

	for (size_t i = 0; i < plan->wants; i++) {
		size_t c = plan->want[i].field;
		uint32_t from = c ? sep[c - 1] + 1 : begin;

		f->cell[i][f->n] = (struct str){w->text.at + from, sep[c] - from};
	}
	/* The last field ends before a CR. */
	if (plan->wants && plan->want[plan->wants - 1].field + 1 == plan->fields)
		f->cell[plan->wants - 1][f->n].len -= sep[plan->fields - 1] - begin - record.len;
	record_begin(w, record, false);
}

/* A line without oddities that ends at end: a record, a header again, or nothing.  Returns how many
 * separators it has. */
static size_t
line_as_scanned(struct walk *w, struct str record, const uint32_t *sep, uint32_t end)
{
	size_t fields = w->plan->fields, n = 1;

	while (n < fields && sep[n - 1] != end)
		n++;
	while (sep[n - 1] != end)
		n++;
	if (record.len == 0 ||
	    ((unsigned char)record.at[0] <= ' ' && record_is_blank(record, &w->plan->dialect)))
		return n;
	if (n == fields && record_is_header(w->plan, record)) {
		w->f->repeated++;
		return n;
	}
	if (w->foul && !record_bytes_fine(w, record))
		return n;
	if (n == fields)
		plain_line(w, record, sep);
	else
		record_reject_fields(w, record, n);
	return n;
}

static void
cut_by_scan(struct walk *w)
{
	const struct separators *s = &w->f->scratch->separators;
	size_t at = 0, k = 0, odd = 0;

	for (size_t i = 0; i < s->lfs;) {
		uint32_t end = s->lf[i];
		struct str record = {w->text.at + at, end - at};

		if (odd < s->odds && s->odd[odd] < end) {
			at = record_with_care(w, at);
			while (i < s->lfs && s->lf[i] < at)
				i++;
			while (k < s->seps && s->sep[k] < at)
				k++;
			while (odd < s->odds && s->odd[odd] < at)
				odd++;
			continue;
		}
		if (record.len && record.at[record.len - 1] == '\r')
			record.len--;
		k += line_as_scanned(w, record, s->sep + k, end);
		at = (size_t)end + 1;
		w->line++;
		i++;
	}
}

void
fields_cut(struct fields *f, const struct plan *plan, struct str text, struct flaws *flaws)
{
	struct walk w = {.f = f, .plan = plan, .text = text, .flaws = flaws};
	/* Longer blocks hold giant records and are not worth the room. */
	bool scanned =
	    plan->dialect.kind == DIALECT_CHAR && plan->fields && text.len <= SEPARATORS_MAX;
	struct separators *s;

	if (f->scratch == NULL)
		f->scratch = mem_new(1, sizeof *f->scratch);
	s = &f->scratch->separators;
	arena_reset(&f->arena);
	f->n = f->records = f->repeated = 0;
	if (plan->oversize) {
		room_for_rows(f, plan->wants, 1);
		record_reject(&w, text, RULE_SIZE, "a record over 64 MiB");
		return;
	}
	if (scanned)
		separators_find(s, text, plan->dialect.delimiter);
	w.foul = (!scanned || s->doubt) && utf8_fault(text) >= 0;
	room_for_rows(f, plan->wants, (scanned ? s->lfs : record_lines(text)) + 1);
	if (scanned) {
		cut_by_scan(&w);
		return;
	}
	for (size_t at = 0; at < text.len;)
		at = record_with_care(&w, at);
}

void
fields_clear(struct fields *f)
{
	if (f->scratch == NULL)
		return;
	for (size_t i = 0; i < f->scratch->slots; i++)
		free(f->cell[i]);
	free(f->cell);
	free(f->at);
	free(f->len);
	free(f->line);
	free(f->quoted);
	separators_clear(&f->scratch->separators);
	free(f->scratch);
	arena_clear(&f->arena);
	*f = (struct fields){0};
}
