/* write: cases in input order: their violations, limits, owners and all that is known of each. */
#include "audit/inner.h"
#include "base/mem.h"
#include "base/opt.h"
#include <stdlib.h>

/* The streams beside the violations, filled by one worker over one batch. */
struct outlets {
	struct rows limits, owners, cases;
	uint64_t found[3];
};

/* One batch on its way out. */
struct sheet {
	struct audit *audit;
	struct eval *row;
	const struct vec *cell;
	struct rows *out;
	struct outlets *beside;
	struct tally *tally;
	struct arena *arena;
	struct buf text;
	size_t at; /* the row */
};

static void
field_value(struct sheet *s, struct rows *r, const struct vec *v)
{
	s->text.len = 0;
	vec_print(v, s->at, &s->text);
	rows_field(r, buf_slice(&s->text));
}

static void
field_cell(struct sheet *s, struct rows *r, int cell)
{
	field_value(s, r, &s->cell[2 * cell]);
}

static void
field_z(struct rows *r, const char *z)
{
	rows_plain(r, str_of(z));
}

/* What every record begins with: the case, the columns asked for. */
static void
begin(struct sheet *s, struct rows *r)
{
	field_cell(s, r, s->audit->key);
	for (size_t i = 0; i < s->audit->columns; i++)
		field_cell(s, r, s->audit->column[i]);
}

static bool
concerned(const struct sheet *s, const struct bound *b)
{
	return b->where < 0 || eval_get(s->row, b->where)->truth[s->at] == TRUTH_YES;
}

/* One violation up to its evidence, which the caller has in s->text. */
static void
violation(struct sheet *s, const struct bound *b, const char *kind, const char *what,
    struct str owner, struct str evidence)
{
	struct rows *r = s->out;
	struct buf weight = {0};

	if (s->audit->trace) {
		trace_say(s->audit, (struct str){0}, kind, b->is->name, what, evidence);
		return;
	}
	begin(s, r);
	if (s->audit->time >= 0)
		field_cell(s, r, s->audit->time);
	rows_field(r, b->is->name);
	rows_field(r, b->is->profile);
	field_z(r, kind);
	field_z(r, what);
	field_z(r, severity_text(b->is->severity));
	num_print(&weight, b->is->weight);
	rows_plain(r, buf_slice(&weight));
	buf_clear(&weight);
	rows_field(r, owner);
	rows_field(r, evidence);
	rows_end(r);
	s->beside->found[b->is->severity]++;
}

static struct str
owner_of(const struct sheet *s, const struct bound *b)
{
	return b->owner < 0 ? (struct str){0} : eval_get(s->row, b->owner)->text[s->at];
}

static void
say_pair(struct buf *b, const char *name, const struct vec *v, size_t row)
{
	if (b->len)
		buf_z(b, "; ");
	buf_fmt(b, "%s=", name);
	vec_print(v, row, b);
}

static void
limit_missed(struct sheet *s, const struct limit *l)
{
	struct buf said = {0};
	int at = l->cell;

	say_pair(&said, "over", &s->cell[2 * (at + LIMIT_OVER)], s->at);
	say_pair(&said, "elapsed", &s->cell[2 * (at + LIMIT_ELAPSED)], s->at);
	say_pair(&said, "allowed", &s->cell[2 * (at + LIMIT_ALLOWED)], s->at);
	say_pair(&said, "due", &s->cell[2 * (at + LIMIT_DUE)], s->at);
	violation(s, &l->is, "limit",
	    cell_texts(s->cell, at + LIMIT_STOPPED)[s->at].len ? "missed" : "overdue",
	    cell_texts(s->cell, at + LIMIT_OWNER)[s->at], buf_slice(&said));
	buf_clear(&said);
}

static void
limit_row(struct sheet *s, const struct limit *l)
{
	static const int fields[] = {LIMIT_WARN, LIMIT_ALLOWED, LIMIT_ELAPSED, LIMIT_USED,
	    LIMIT_OVER, LIMIT_STARTED, LIMIT_STOPPED, LIMIT_DUE, LIMIT_OWNER};
	struct rows *r = &s->beside->limits;

	begin(s, r);
	if (s->audit->time >= 0)
		field_cell(s, r, s->audit->time);
	rows_field(r, l->def->is.name);
	rows_field(r, l->def->is.profile);
	field_cell(s, r, l->cell + LIMIT_STATE);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		field_cell(s, r, l->cell + fields[i]);
	rows_end(r);
}

static void
owner_rows(struct sheet *s, const struct limit *l)
{
	struct str rest = cell_texts(s->cell, l->cell + LIMIT_OWNERS)[s->at], one, seconds;
	struct rows *r = &s->beside->owners;

	while (rest.len) {
		one = str_cut(rest, '\x1e', &rest);
		one = str_cut(one, '\x1f', &seconds);
		begin(s, r);
		rows_field(r, l->def->is.name);
		field_cell(s, r, l->cell + LIMIT_STATE);
		rows_field(r, one);
		rows_field(r, seconds);
		rows_end(r);
	}
}

/* The moments of a limit on the path of its case. */
static void
limit_trace(struct sheet *s, const struct limit *l)
{
	struct str name = l->def->is.name;
	struct buf said = {0};

	if (cell_texts(s->cell, l->cell + LIMIT_STARTED)[s->at].len == 0)
		return;
	trace_say(s->audit, cell_texts(s->cell, l->cell + LIMIT_STARTED)[s->at], "limit", name,
	    "started", (struct str){0});
	if (cell_texts(s->cell, l->cell + LIMIT_DUE)[s->at].len)
		trace_say(s->audit, cell_texts(s->cell, l->cell + LIMIT_DUE)[s->at], "limit", name,
		    "due", (struct str){0});
	say_pair(&said, "elapsed", &s->cell[2 * (l->cell + LIMIT_ELAPSED)], s->at);
	say_pair(&said, "over", &s->cell[2 * (l->cell + LIMIT_OVER)], s->at);
	if (cell_texts(s->cell, l->cell + LIMIT_STOPPED)[s->at].len)
		trace_say(s->audit, cell_texts(s->cell, l->cell + LIMIT_STOPPED)[s->at], "limit",
		    name, "stopped", buf_slice(&said));
	else
		trace_say(s->audit, s->audit->want.now, "limit", name, "goes on", buf_slice(&said));
	buf_clear(&said);
}

static void
limit_write(struct sheet *s, const struct limit *l)
{
	struct str state = cell_texts(s->cell, l->cell + LIMIT_STATE)[s->at];
	struct num elapsed = cell_numbers(s->cell, l->cell + LIMIT_ELAPSED)[s->at];
	struct tally *t = &s->tally[l - s->audit->limit];
	bool missed = str_eq(state, STR("missed")), met = str_eq(state, STR("met"));

	if (!concerned(s, &l->is))
		return;
	t->met += met;
	t->missed += missed;
	if (cell_texts(s->cell, l->cell + LIMIT_STOPPED)[s->at].len && elapsed.kind != NUM_NULL) {
		t->measured++;
		sum_add(&t->elapsed, elapsed);
	}
	if (s->audit->trace)
		limit_trace(s, l);
	if (missed)
		limit_missed(s, l);
	if (s->audit->want.limits)
		limit_row(s, l);
	if (s->audit->want.owners)
		owner_rows(s, l);
}

static void
stage_write(struct sheet *s, const struct stage *st)
{
	struct flaw flaw[FLAWS_MAX];
	struct str moment = {0};
	size_t n;

	if (!concerned(s, &st->is))
		return;
	if (s->audit->time >= 0)
		moment = cell_texts(s->cell, s->audit->time)[s->at];
	n = stage_flaws(s->audit, st, s->at, s->cell, moment, flaw, s->arena);
	for (size_t i = 0; i < n; i++)
		violation(s, &st->is, "stage", flaw[i].what, owner_of(s, &st->is), flaw[i].more);
}

static bool
holds(const struct sheet *s, const struct rule *r)
{
	return concerned(s, &r->is) && eval_get(s->row, r->holds)->truth[s->at] == TRUTH_YES;
}

static void
say_name(struct sheet *s, struct buf *b, const struct tree *t, int value)
{
	struct buf name = {0};

	if (t->source.len)
		buf_fmt(&name, "%.*s.", STR_ARG(t->source));
	buf_str(&name, t->text);
	say_pair(b, buf_cstr(&name), eval_get(s->row, value), s->at);
	buf_clear(&name);
}

static void
rule_write(struct sheet *s, const struct rule *r)
{
	const struct rule_def *d = r->def;
	struct buf said = {0};

	if ((s->audit->trace && r->others) || !holds(s, r))
		return;
	if (r->first >= 0) {
		struct num first = cell_numbers(s->cell, r->first)[s->at];

		if (first.kind == NUM_NULL || num_cmp(first, NUM(1)) != 0)
			return;
		for (size_t i = 0; i < d->pers; i++)
			say_name(s, &said, d->per[i], r->per[i]);
	}
	for (size_t i = 0; i < d->shows; i++)
		say_name(s, &said, d->show[i], r->show[i]);
	if (r->ids >= 0)
		say_pair(&said, "cases", &s->cell[2 * r->ids], s->at);
	violation(s, &r->is, r->first >= 0 ? "group" : "rule", "holds", owner_of(s, &r->is),
	    buf_slice(&said));
	buf_clear(&said);
}

/* All of a case in one record. */
static void
case_write(struct sheet *s)
{
	const struct audit *a = s->audit;
	struct rows *r = &s->beside->cases;

	begin(s, r);
	if (a->time >= 0)
		field_cell(s, r, a->time);
	for (size_t i = 0; i < a->orders; i++) {
		size_t at = a->order[i].at;

		if (a->order[i].kind == IS_LIMIT) {
			field_cell(s, r, a->limit[at].cell + LIMIT_STATE);
			field_cell(s, r, a->limit[at].cell + LIMIT_ELAPSED);
			field_cell(s, r, a->limit[at].cell + LIMIT_USED);
			field_cell(s, r, a->limit[at].cell + LIMIT_OVER);
		} else if (a->order[i].kind == IS_STAGE) {
			field_cell(s, r, a->stage[at].cell + STAGE_COUNT);
			field_cell(s, r, a->stage[at].cell + STAGE_BEGIN);
			field_cell(s, r, a->stage[at].cell + STAGE_END);
		} else if (concerned(s, &a->rule[at].is)) {
			field_value(s, r, eval_get(s->row, a->rule[at].holds));
		} else {
			rows_plain(r, (struct str){0});
		}
	}
	rows_end(r);
}

static void
row_write(struct sheet *s)
{
	const struct audit *a = s->audit;

	for (size_t i = 0; i < a->orders; i++) {
		size_t at = a->order[i].at;

		if (a->order[i].kind == IS_LIMIT)
			limit_write(s, &a->limit[at]);
		else if (a->order[i].kind == IS_STAGE)
			stage_write(s, &a->stage[at]);
		else
			rule_write(s, &a->rule[at]);
	}
	if (a->want.cases)
		case_write(s);
}

void
write_cases(struct audit *a, struct tally *tally, const struct cases *c, struct eval *row,
    const struct vec *cell, struct part *part)
{
	struct outlets *o = mem_new(1, sizeof *o);
	struct sheet s = {.audit = a,
	    .row = row,
	    .cell = cell,
	    .out = &part->rows,
	    .beside = o,
	    .tally = tally,
	    .arena = c->arena};

	o->limits.delimiter = o->owners.delimiter = o->cases.delimiter = common.delimiter_out;
	for (; s.at < c->rows[0].n; s.at++)
		row_write(&s);
	buf_clear(&s.text);
	part->extra = o;
}

static void
take(struct output *out, struct rows *r, uint64_t *written)
{
	if (out && r->out.len)
		output_write(out, r->out.at, r->out.len);
	*written += r->books.written;
}

void
write_commit(struct audit *a, struct part *part)
{
	struct outlets *o = part->extra;

	if (o == NULL)
		return;
	take(a->want.out, &part->rows, &a->written[0]);
	take(a->want.limits, &o->limits, &a->written[1]);
	take(a->want.owners, &o->owners, &a->written[2]);
	take(a->want.cases, &o->cases, &a->written[3]);
	for (size_t i = 0; i < 3; i++)
		a->found[i] += o->found[i];
	buf_clear(&o->limits.out);
	buf_clear(&o->owners.out);
	buf_clear(&o->cases.out);
	free(o);
	part->extra = NULL;
}
