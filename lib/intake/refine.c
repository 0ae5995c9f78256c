/* refine: one column after the other, each step over all rows. */
#include "base/mem.h"
#include "intake/clean.h"
#include "intake/convert.h"
#include "intake/refine_inner.h"
#include <stdlib.h>

static size_t
line_of_row(const void *arg, size_t row)
{
	const struct refine *r = arg;

	return r->fields.line[row];
}

struct refine *
refine_new(const struct bind *b)
{
	struct refine *r = mem_new(1, sizeof *r);

	r->bind = b;
	r->value = mem_new(b->columns, sizeof *r->value);
	r->num = mem_new(b->columns, sizeof *r->num);
	r->truth = mem_new(b->columns, sizeof *r->truth);
	r->tally = mem_new(b->columns, sizeof *r->tally);
	r->vec = mem_new(2 * b->columns, sizeof *r->vec);
	r->eval = eval_new(b->program);
	r->matcher = matcher_new();
	return r;
}

static void
room(struct refine *r, size_t rows)
{
	const struct bind *b = r->bind;

	if (rows <= r->rows && r->rows)
		return;
	r->rows = rows + rows / 4 + 1;
	r->bad = mem_resize(r->bad, r->rows, sizeof *r->bad);
	for (size_t i = 0; i < b->columns; i++) {
		enum type type = b->column[i].type;
		struct vec vec = {.type = type};

		r->value[i] = mem_resize(r->value[i], r->rows, sizeof **r->value);
		vec.text = r->value[i];
		if (type == TYPE_NUMBER && b->column[i].numbers)
			vec.num = r->num[i] = mem_resize(r->num[i], r->rows, sizeof **r->num);
		if (type == TYPE_TRUTH && b->column[i].numbers)
			vec.truth = r->truth[i] =
			    mem_resize(r->truth[i], r->rows, sizeof **r->truth);
		r->vec[bind_read(i)] = r->vec[bind_final(i)] = vec;
	}
}

static void
clean_column(struct refine *r, size_t c)
{
	const struct schema_column *def = r->bind->column[c].def;

	for (size_t row = 0; row < r->fields.n; row++)
		if (r->value[c][row].len)
			r->value[c][row] =
			    clean_value(def, r->value[c][row], &r->arena, &r->scratch);
}

static struct str
mapped(const struct bind_column *c, struct str s)
{
	struct str to;

	for (size_t i = 0; i < c->def->maps; i++)
		if (str_eq(s, c->def->map[i].from))
			return c->def->map[i].to;
	if (c->map_list == NULL)
		return s;
	to = codelist_lookup(c->map_list, s, -1, (struct str){0});
	return to.len ? to : s;
}

static void
map_column(struct refine *r, size_t c)
{
	for (size_t row = 0; row < r->fields.n; row++)
		if (r->value[c][row].len)
			r->value[c][row] = mapped(&r->bind->column[c], r->value[c][row]);
}

static void
type_column(struct refine *r, size_t c)
{
	const struct bind_column *col = &r->bind->column[c];
	struct converted out;

	for (size_t row = 0; row < r->fields.n; row++) {
		struct str *value = &r->value[c][row];

		if (value->len == 0) {
			refine_null(r, c, row);
			continue;
		}
		if (!convert_value(r->bind, col, *value, &out, &r->arena, &r->scratch)) {
			if (col->def->invalid == INVALID_KEEP) {
				struct str kept = *value;

				refine_null(r, c, row);
				*value = kept;
			}
			refine_fail(r, c, row, out.rule, out.what);
			continue;
		}
		*value = out.text;
		if (r->num[c])
			r->num[c][row] = out.num;
		if (r->truth[c])
			r->truth[c][row] = out.truth;
	}
}

static void
refine_column(struct refine *r, size_t c)
{
	const struct bind_column *col = &r->bind->column[c];
	const struct schema_column *def = col->def;

	refine_take(r, c);
	if (clean_wanted(def))
		clean_column(r, c);
	if (def->maps || col->map_list)
		map_column(r, c);
	if (def->type != COL_TEXT && def->type != COL_CODE)
		type_column(r, c);
	if (col->fallback >= 0)
		refine_fill(r, c, col->fallback, true);
	if (col->value >= 0)
		refine_fill(r, c, col->value, false);
	for (size_t row = 0; row < r->fields.n; row++)
		if (r->value[c][row].len == 0) {
			r->tally[c].empty++;
			if (def->required)
				refine_fail(r, c, row, RULE_REQUIRED, "missing");
		}
	if (col->match)
		refine_match(r, c);
	if (col->has_range || def->has_length || col->codes)
		refine_bound(r, c);
}

static void
check_rows(struct refine *r, size_t k)
{
	const struct schema_check *check = &r->bind->schema->check[k];
	const struct vec *holds = eval_get(r->eval, r->bind->check[k]);

	for (size_t row = 0; row < r->fields.n; row++) {
		if (holds->truth[row] != TRUTH_NO || r->bad[row])
			continue;
		if (check->warn)
			notes_add(r->notes, r->bind->check_rule[k], r->fields.line[row], false,
			    "%s does not hold", r->bind->check_rule[k]);
		else
			refine_flaw(r, RULE_CHECK, (int)k, row, (struct str){0}, "does not hold");
	}
}

void
refine_block(struct refine *r, const struct plan *plan, struct str text, struct flaws *flaws,
    struct notes *notes)
{
	r->plan = plan;
	r->flaws = flaws;
	r->notes = notes;
	arena_reset(&r->arena);
	fields_cut(&r->fields, plan, text, flaws);
	memset(r->tally, 0, r->bind->columns * sizeof *r->tally);
	room(r, r->fields.n);
	memset(r->bad, 0, r->fields.n * sizeof *r->bad);
	r->columns = (struct columns){.n = r->fields.n,
	    .col = r->vec,
	    .cols = 2 * r->bind->columns,
	    .notes = notes,
	    .line = line_of_row,
	    .arg = r,
	    .strict = false};
	eval_batch(r->eval, &r->columns);
	for (size_t c = 0; c < r->bind->columns; c++)
		refine_column(r, c);
	for (size_t k = 0; k < r->bind->schema->checks; k++)
		check_rows(r, k);
	flaw_sort(flaws);
}

void
refine_free(struct refine *r)
{
	for (size_t i = 0; i < r->bind->columns; i++) {
		free(r->value[i]);
		free(r->num[i]);
		free(r->truth[i]);
	}
	free(r->value);
	free(r->num);
	free(r->truth);
	free(r->tally);
	free(r->vec);
	free(r->bad);
	eval_free(r->eval);
	matcher_free(r->matcher);
	fields_clear(&r->fields);
	arena_clear(&r->arena);
	buf_clear(&r->scratch);
	free(r);
}
