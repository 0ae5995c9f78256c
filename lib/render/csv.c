/*
 * csv: the figures of a report for a spreadsheet (conventions.md 8.1): one line a place and
 * indicator, totals told apart by a column of their own.  Lists and charts are not in it: what they
 * show are streams already.
 */
#include "render/cell.h"
#include "render/escape.h"
#include "render/format.h"

static const struct figures_as AS = {.plain = true};

static void
field(struct buf *b, struct str s)
{
	if (b->len && b->at[b->len - 1] != '\n')
		buf_ch(b, ',');
	escape_spreadsheet(b, s);
}

/* A figure, without its unit; suppressed ones and others are empty. */
static void
figure(struct buf *b, const struct cell *c, enum lang lang)
{
	struct buf text = {0};

	if (c && (c->is != CELL_FIGURE || c->text.len == 0) && c->is != CELL_TREND) {
		if (c->is == CELL_VERDICT && c->verdict != VERDICT_NONE)
			cell_verdict(&text, c->verdict, lang, true, false);
		else if (c->is != CELL_VERDICT)
			cell_print(&text, c, lang, AS);
	}
	/* The word alone: its sign would be taken for a formula. */
	if (c && c->is == CELL_VERDICT && text.len)
		field(b, (struct str){text.at + 2, text.len - 2});
	else
		field(b, buf_slice(&text));
	buf_clear(&text);
}

struct record {
	struct str section, table, place, label, unit;
	bool total;
	const struct cell *of[ASPECTS];
};

static struct str
change_unit(const struct record *r)
{
	for (enum aspect a = ASPECT_CHANGE; a <= ASPECT_YOY; a++)
		if (r->of[a] && r->of[a]->is == CELL_FIGURE)
			return str_trim(r->of[a]->unit);
	return STR("");
}

static void
write_record(const struct doc *d, const struct record *r, struct buf *b)
{
	static const enum aspect order[] = {ASPECT_VALUE, ASPECT_LIGHT, ASPECT_CHANGE, ASPECT_YOY};
	static const enum aspect rest[] = {ASPECT_RANK, ASPECT_TARGET, ASPECT_SHARE, ASPECT_N};
	const struct cell *value = r->of[ASPECT_VALUE];

	escape_spreadsheet(b, r->section);
	field(b, r->table);
	field(b, d->period);
	field(b, word(d->lang, r->total ? WORD_LEVEL_TOTAL : WORD_LEVEL_PLACE));
	field(b, r->place);
	field(b, r->label);
	field(b, r->unit);
	for (size_t i = 0; i < sizeof order / sizeof *order; i++)
		figure(b, r->of[order[i]], d->lang);
	field(b, change_unit(r));
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		figure(b, r->of[rest[i]], d->lang);
	if (value && value->is == CELL_FIGURE && value->text.len)
		field(b, value->text);
	else
		field(b, value && value->provisional ? word(d->lang, WORD_PROVISIONAL) : STR(""));
	buf_z(b, "\r\n");
}

static void
table(const struct doc *d, const struct table *t, struct buf *b)
{
	for (size_t r = 0; r < t->rows; r++)
		for (size_t i = 1, n; i < t->columns; i += n) {
			struct record rec = {.section = t->section,
			    .table = t->title,
			    .place = t->row[r].cell[0].text,
			    .label = t->column[i].label,
			    .unit = t->column[i].unit,
			    .total = t->row[r].is == ROW_TOTAL};

			for (n = 0;
			     i + n < t->columns && t->column[i + n].group == t->column[i].group;
			     n++)
				rec.of[t->column[i + n].aspect] = &t->row[r].cell[i + n];
			write_record(d, &rec, b);
		}
}

static void
tiles(const struct doc *d, const struct tiles *tiles, struct buf *b)
{
	for (size_t i = 0; i < tiles->n; i++) {
		const struct tile *t = &tiles->at[i];
		struct cell verdict = {.is = CELL_VERDICT, .verdict = t->verdict};
		struct record rec = {.section = tiles->section,
		    .place = d->place,
		    .label = t->label,
		    .unit = str_trim(t->value.unit),
		    .total = true};

		rec.of[ASPECT_VALUE] = &t->value;
		rec.of[ASPECT_LIGHT] = &verdict;
		rec.of[ASPECT_CHANGE] = &t->change;
		rec.of[ASPECT_YOY] = &t->yoy;
		rec.of[ASPECT_TARGET] = &t->target;
		rec.of[ASPECT_N] = &t->n;
		write_record(d, &rec, b);
	}
}

void
render_csv(const struct doc *d, const struct look *look, struct buf *b)
{
	static const enum word head[] = {WORD_TABLE, WORD_PERIOD, WORD_LEVEL, WORD_PLACE,
	    WORD_INDICATOR, WORD_UNIT, WORD_VALUE, WORD_LIGHT, WORD_CHANGE, WORD_YOY};
	static const enum word rest[] = {WORD_RANK, WORD_TARGET, WORD_SHARE, WORD_N, WORD_REMARK};

	(void)look;
	buf_z(b, "\xEF\xBB\xBF");
	escape_spreadsheet(b, word(d->lang, WORD_SECTION));
	for (size_t i = 0; i < sizeof head / sizeof *head; i++)
		field(b, word(d->lang, head[i]));
	field(b, word(d->lang, WORD_CHANGE_UNIT));
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++)
		field(b, word(d->lang, rest[i]));
	buf_z(b, "\r\n");
	for (const struct block *block = d->first; block; block = block->next)
		if (block->kind == BLOCK_TABLE && !block->table.list)
			table(d, &block->table, b);
		else if (block->kind == BLOCK_TILES)
			tiles(d, &block->tiles, b);
}
