/* print: finished figures as a stream: wide, a column per indicator, or long, a record per
 * indicator. */
#include "base/mem.h"
#include "base/opt.h"
#include "figure/finish.h"
#include <stdlib.h>

struct printer {
	struct figure *f;
	struct eval *eval;
	struct rows rows;
	struct buf text;
	struct output *out;
	struct vec *vec; /* columns of the outer program: groups, then aggregates */
	struct arena arena;
	struct notes notes;
	struct finished now; /* the groups under way */
};

/* The group columns of a record, and the names of those summed over. */
void
figure_print_key(const struct figure *f, struct str key, struct rows *r, bool totals)
{
	struct str part[FIGURE_GROUPS_MAX];
	struct buf names = {0};
	uint32_t summed;

	key_parts(f, key, &summed, part);
	for (size_t g = 0; g < f->want.groups; g++)
		rows_field(r, part[g]);
	if (!totals)
		return;
	for (size_t g = 0; g < f->want.groups; g++)
		if (summed >> g & 1) {
			if (names.len)
				buf_ch(&names, ',');
			buf_str(&names, f->want.group[g].name);
		}
	rows_field(r, buf_slice(&names));
	buf_clear(&names);
}

static struct str
key_at(const struct printer *p, size_t row)
{
	return table_key(p->now.table, p->now.group[row]);
}

/* Columns of the outer program over the groups under way. */
static void
fill(struct printer *p)
{
	const struct figure *f = p->f;
	struct str part[FIGURE_GROUPS_MAX], *texts[FIGURE_GROUPS_MAX];
	uint32_t summed;

	arena_reset(&p->arena);
	for (size_t g = 0; g < f->want.groups; g++) {
		texts[g] = arena_zero(&p->arena, p->now.n + 1, sizeof **texts);
		p->vec[g] = (struct vec){.type = TYPE_TEXT, .text = texts[g]};
	}
	for (size_t i = 0; i < p->now.n; i++) {
		key_parts(f, key_at(p, i), &summed, part);
		for (size_t g = 0; g < f->want.groups; g++)
			texts[g][i] = part[g];
	}
	for (size_t a = 0; a < f->aggregates; a++)
		p->vec[f->want.groups + a] = p->now.vec[a];
}

static size_t
no_line(const void *arg, size_t row)
{
	(void)arg;
	return row;
}

static struct num
number_at(struct printer *p, int value, size_t row)
{
	return value < 0 ? NUM_NONE : eval_get(p->eval, value)->num[row];
}

/* The figure as printed, rounded once: the quotient where the indicator is one. */
static struct str
value_text(struct printer *p, const struct indicator *i, size_t row)
{
	const struct ratio *r = &i->ratio;
	int digits = i->def->digits;

	p->text.len = 0;
	if (r->is) {
		struct num n = num_mul(number_at(p, r->num, row), r->c_num);
		struct num d = r->den < 0 ? r->c_den : num_mul(number_at(p, r->den, row), r->c_den);

		num_print_ratio(&p->text, n, d, digits);
	} else if (i->type == TYPE_NUMBER) {
		struct num x = number_at(p, i->value, row);

		if (x.kind == NUM_NULL)
			return (struct str){"", 0};
		if (digits >= 0)
			num_print_digits(&p->text, x, (unsigned)digits);
		else
			num_print(&p->text, x);
	} else {
		vec_print(eval_get(p->eval, i->value), row, &p->text);
	}
	return buf_slice(&p->text);
}

static void
print_number(struct printer *p, struct num x)
{
	p->text.len = 0;
	num_print(&p->text, x);
	rows_field(&p->rows, buf_slice(&p->text));
}

static struct num
cases_of(struct printer *p, const struct indicator *i, size_t row)
{
	if (i->ratio.n >= 0)
		return number_at(p, i->ratio.n, row);
	return NUM((int64_t)table_count_of(p->now.table, i->view->rows, p->now.group[row]));
}

static void
print_wide(struct printer *p, size_t row)
{
	const struct figure *f = p->f;

	figure_print_key(f, key_at(p, row), &p->rows, f->want.totals != TOTALS_NONE);
	for (size_t k = 0; k < f->indicators; k++) {
		const struct indicator *i = &f->indicator[k];

		rows_field(&p->rows, value_text(p, i, row));
		if (f->want.parts && i->ratio.is && i->ratio.den >= 0) {
			print_number(p, number_at(p, i->ratio.num, row));
			print_number(p, number_at(p, i->ratio.den, row));
		}
	}
	if (f->want.fingerprint)
		rows_field(&p->rows, str_of(f->fingerprint));
	rows_end(&p->rows);
}

static void
print_target(struct printer *p, const struct kpi_def *d)
{
	p->text.len = 0;
	if (d->target_rel != REL_NONE) {
		buf_z(&p->text, relation_text(d->target_rel));
		num_print(&p->text, d->target);
	}
	rows_field(&p->rows, buf_slice(&p->text));
}

static void
print_long(struct printer *p, size_t row, const struct indicator *i)
{
	const struct figure *f = p->f;
	const struct kpi_def *d = i->def;
	struct scope scope = {0};

	figure_print_key(f, key_at(p, row), &p->rows, true);
	rows_field(&p->rows, d->name);
	print_number(p, i->ratio.den >= 0 ? number_at(p, i->ratio.num, row) : NUM_NONE);
	print_number(p, number_at(p, i->ratio.den, row));
	rows_field(&p->rows, value_text(p, i, row));
	print_number(p, cases_of(p, i, row));
	rows_field(&p->rows, saying_plain(&d->unit, "zh", &scope, &p->arena));
	p->text.len = 0;
	if (d->digits >= 0)
		buf_fmt(&p->text, "%d", d->digits);
	rows_field(&p->rows, buf_slice(&p->text));
	print_target(p, d);
	rows_field(&p->rows, d->better > 0   ? STR("higher")
			     : d->better < 0 ? STR("lower")
					     : STR(""));
	rows_field(&p->rows,
	    saying_plain(&d->label, "zh", &f->outer[d - f->want.catalogue->kpi].scope, &p->arena));
	if (f->provisional)
		rows_field(&p->rows, i->immature != SIZE_MAX && table_count_of(p->now.table,
								    i->immature, p->now.group[row])
					 ? STR("1")
					 : STR(""));
	if (f->want.fingerprint)
		rows_field(&p->rows, str_of(f->fingerprint));
	rows_end(&p->rows);
}

void
figure_header(const struct figure *f, struct header *out)
{
	static const char *const names[] = {
	    "kpi", "num", "den", "value", "n", "unit", "digits", "target", "better", "label"};

	for (size_t g = 0; g < f->want.groups; g++)
		header_add(out, f->want.group[g].name);
	if (f->want.totals != TOTALS_NONE || f->want.long_form)
		header_add(out, STR("cs_total"));
	for (size_t k = 0; k < sizeof names / sizeof *names && f->want.long_form; k++)
		header_add(out, str_of(names[k]));
	for (size_t k = 0; k < f->indicators && !f->want.long_form; k++) {
		struct str name = f->indicator[k].def->name;

		header_add(out, name);
		if (f->want.parts && f->indicator[k].ratio.is && f->indicator[k].ratio.den >= 0) {
			header_add(out, str_of(arena_fmt(&out->arena, "%.*s_n", STR_ARG(name))));
			header_add(out, str_of(arena_fmt(&out->arena, "%.*s_d", STR_ARG(name))));
		}
	}
	if (f->want.long_form && f->provisional)
		header_add(out, STR("cs_provisional"));
	if (f->want.fingerprint)
		header_add(out, STR("cs_fingerprint"));
}

static void
print_header(struct printer *p)
{
	struct header names = {0};

	figure_header(p->f, &names);
	for (size_t i = 0; i < names.n; i++)
		rows_field(&p->rows, names.name[i]);
	rows_end(&p->rows);
	p->rows.books.written = 0;
	header_clear(&names);
}

static void
print_groups(struct printer *p)
{
	const struct figure *f = p->f;
	struct columns columns = {.n = p->now.n,
	    .col = p->vec,
	    .cols = f->want.groups + f->aggregates,
	    .notes = &p->notes,
	    .line = no_line};

	fill(p);
	eval_batch(p->eval, &columns);
	for (size_t row = 0; row < p->now.n; row++) {
		if (!f->want.long_form)
			print_wide(p, row);
		for (size_t k = 0; k < f->indicators && f->want.long_form; k++)
			print_long(p, row, &f->indicator[k]);
	}
	output_write(p->out, p->rows.out.at, p->rows.out.len);
	p->rows.out.len = p->rows.begun = 0;
}

void
figure_print(struct figure *f, struct output *out)
{
	struct printer p = {.f = f, .out = out, .rows = {.delimiter = common.delimiter_out}};
	struct finish *finish;

	if (f->want.partial) {
		partial_print(f, out);
		return;
	}
	finish = finish_new(f);
	p.eval = eval_new(f->program);
	p.vec = mem_new(f->want.groups + f->aggregates + 1, sizeof *p.vec);
	print_header(&p);
	output_write(out, p.rows.out.at, p.rows.out.len);
	p.rows.out.len = p.rows.begun = 0;
	while (finish_next(finish, &p.now))
		print_groups(&p);
	f->written = p.rows.books.written;
	notes_clear(&p.notes);
	eval_free(p.eval);
	arena_clear(&p.arena);
	buf_clear(&p.text);
	buf_clear(&p.rows.out);
	free(p.vec);
	finish_free(finish);
}
