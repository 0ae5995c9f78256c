/* write: what was found, what is to be said, and the records. */
#include "base/mem.h"
#include "classify/inner.h"
#include "record/cols.h"
#include <stdlib.h>

const struct rule *
result_rule(const struct classify *c, const struct result *r)
{
	uint32_t rule = r->rule;

	if (rule == CLASS_NONE && r->class != CLASS_NONE)
		rule = c->model_class[r->class].rule;
	return rule == CLASS_NONE ? NULL : &c->rule[rule];
}

struct str
result_level(const struct classify *c, const struct result *r, size_t level)
{
	if (r->rule != CLASS_NONE)
		return c->rule[r->rule].def->level[level];
	return r->class != CLASS_NONE ? c->model_class[r->class].level[level] : (struct str){0};
}

struct str
result_id(const struct classify *c, const struct result *r)
{
	const struct rule *rule = result_rule(c, r);

	return rule ? rule->def->id : (struct str){0};
}

static void
keep_columns(struct classify *c, struct header *out)
{
	struct cols cols = {0};
	struct fault f;
	size_t n = c->in->n;

	if (c->want.columns) {
		if (!cols_find(&cols, str_of(c->want.columns), c->in, match_name, &f))
			die("--columns: %s", f.msg);
		n = cols.n;
	}
	c->kept = arena_zero(&c->arena, n + 1, sizeof *c->kept);
	for (; c->keeps < n; c->keeps++) {
		size_t at = c->want.columns ? cols.at[c->keeps] : c->keeps;

		c->kept[c->keeps] = bind_slot(c, at);
		header_add(out, c->in->name[at]);
	}
	cols_clear(&cols);
}

static void
add_column(struct header *out, struct str name)
{
	if (header_find(out, name) >= 0)
		die("output: the input has a column '%s' already; leave it out with -c, or rename "
		    "it with cs-select --rename",
		    diag_text(name));
	header_add(out, name);
}

void
write_begin(struct classify *c, struct header *out)
{
	keep_columns(c, out);
	for (size_t i = 0; i < c->levels; i++)
		add_column(out, c->level[i]);
	if (c->has_id)
		add_column(out, STR("class_id"));
	if (c->has_kb)
		add_column(out, STR("kb"));
	if (c->soughts)
		add_column(out, STR("matched"));
	for (size_t i = 0; i < c->evidences; i++) {
		/* In ask and say it would not be clear which of the two is meant. */
		if (header_find(c->in, c->evidence[i]) >= 0)
			die("(?<%s>...): the input has a column of this name; expected another "
			    "name for the group",
			    diag_text(c->evidence[i]));
		add_column(out, c->evidence[i]);
	}
	if (c->has_ask)
		add_column(out, STR("ask"));
	if (c->has_say)
		add_column(out, STR("say"));
	if (c->want.all)
		add_column(out, STR("match"));
	if (c->rules)
		add_column(out, STR("matches"));
	if (c->want.model) {
		add_column(out, STR("by"));
		add_column(out, STR("probability"));
	}
	if (c->stamp.len)
		add_column(out, STR("cs_rules"));
	if (c->want.model)
		add_column(out, STR("cs_model"));
}

/* The groups of a pattern in the first column that it matches in; matched: all of it. */
static void
take_evidence(struct hand *h, const struct sought *s, size_t row, size_t at)
{
	const struct classify *c = h->c;
	struct str text = {0}, found = {0};

	for (size_t k = 0; k < c->texts && found.at == NULL; k++) {
		text = h->text[k][row];
		if (text.len)
			match_extract(h->matcher, s->pattern, text, 0, &found);
	}
	if (h->matched[at].len == 0)
		h->matched[at] = found;
	for (size_t g = 1; g <= s->groups && found.at; g++)
		for (size_t e = 0; s->group[g].len && e < c->evidences; e++)
			if (str_eq(c->evidence[e], s->group[g]) && h->evidence[e][at].len == 0)
				match_extract(
				    h->matcher, s->pattern, text, (int)g, &h->evidence[e][at]);
}

static void
find_evidence(struct hand *h)
{
	const struct classify *c = h->c;
	struct arena *arena = h->batch->arena;

	h->matched = arena_zero(arena, h->results + 1, sizeof *h->matched);
	for (size_t e = 0; e < c->evidences; e++)
		h->evidence[e] = arena_zero(arena, h->results + 1, sizeof **h->evidence);
	for (size_t i = 0; i < h->results; i++) {
		const struct result *r = &h->result[i];
		const struct rule *rule = r->rule != CLASS_NONE ? &c->rule[r->rule] : NULL;

		for (size_t k = 0; rule && k < rule->hases; k++) {
			const struct hits *hits = &h->hits[rule->has[k]];

			if (hits->truth && hits->truth[r->row] == TRUTH_YES &&
			    (h->matched[i].len == 0 || c->sought[rule->has[k]].groups))
				take_evidence(h, &c->sought[rule->has[k]], r->row, i);
		}
	}
}

static size_t
line_of(const void *arg, size_t at)
{
	const struct hand *h = arg;

	return batch_line(h->batch, h->result[at].row);
}

/* The columns that sayings use, by result. */
static void
fill_desk(struct hand *h, struct columns *columns)
{
	const struct classify *c = h->c;

	for (size_t i = 0; i < c->desk_column.n; i++) {
		const struct origin *o = &c->desk_column.at[i];
		struct str *text = o->is == ORIGIN_EVIDENCE ? h->evidence[o->at] : NULL;

		if (o->is == ORIGIN_INPUT) {
			text = arena_zero(h->batch->arena, h->results + 1, sizeof *text);
			for (size_t k = 0; k < h->results; k++)
				text[k] = h->batch->col[o->at][h->result[k].row];
		}
		h->desk_vec[i] = (struct vec){
		    .type = o->is == ORIGIN_INPUT ? TYPE_ANY : TYPE_TEXT, .text = text};
	}
	*columns = (struct columns){.n = h->results,
	    .col = h->desk_vec,
	    .cols = c->desk_column.n,
	    .notes = h->batch->notes,
	    .line = line_of,
	    .arg = h};
	eval_batch(h->desk, columns);
}

static void
told_field(struct hand *h, const struct told *t, size_t at, struct rows *out)
{
	if (t == NULL || t->said == NULL) {
		rows_field(out, t ? t->plain : (struct str){0});
		return;
	}
	h->buf.len = 0;
	for (size_t i = 0; i < t->said->parts; i++) {
		size_t before = h->buf.len;

		if (t->value[i] < 0)
			buf_str(&h->buf, t->said->part[i].text);
		else
			vec_print(eval_get(h->desk, t->value[i]), at, &h->buf);
		if (h->buf.len == before && t->value[i] >= 0)
			buf_z(&h->buf, "—");
	}
	rows_field(out, buf_slice(&h->buf));
}

static void
number_field(struct hand *h, uint32_t n, struct rows *out)
{
	h->buf.len = 0;
	buf_fmt(&h->buf, "%u", n);
	rows_plain(out, buf_slice(&h->buf));
}

/* Who gave the class, and the chance that a guess is right. */
static void
model_fields(struct hand *h, const struct result *r, struct rows *out)
{
	bool guessed = r->class != CLASS_NONE;

	rows_field(out, r->rule != CLASS_NONE ? STR("rule")
			: guessed	      ? STR("model")
					      : (struct str){0});
	h->buf.len = 0;
	if (guessed)
		num_print_digits(&h->buf, num_real(r->chance), 4);
	rows_plain(out, buf_slice(&h->buf));
}

static void
write_result(struct hand *h, size_t at, struct rows *out)
{
	const struct classify *c = h->c;
	const struct result *r = &h->result[at];
	const struct rule *rule = result_rule(c, r);

	rows_cells(out, h->batch, r->row, c->kept, c->keeps);
	for (size_t i = 0; i < c->levels; i++)
		rows_field(out, result_level(c, r, i));
	if (c->has_id)
		rows_field(out, result_id(c, r));
	if (c->has_kb)
		rows_field(out, rule ? rule->def->kb : (struct str){0});
	if (c->soughts)
		rows_field(out, h->matched[at]);
	for (size_t e = 0; e < c->evidences; e++)
		rows_field(out, h->evidence[e][at]);
	if (c->has_ask)
		told_field(h, rule ? &rule->ask : NULL, at, out);
	if (c->has_say)
		told_field(h, rule ? &rule->say : NULL, at, out);
	if (c->want.all)
		number_field(h, r->match, out);
	if (c->rules)
		number_field(h, r->matches, out);
	if (c->want.model)
		model_fields(h, r, out);
	if (c->stamp.len)
		rows_field(out, c->stamp);
	if (c->want.model)
		rows_plain(out, str_of(c->want.model->fingerprint));
	rows_end(out);
}

void
write_run(struct hand *h, struct rows *out)
{
	struct columns columns;

	find_evidence(h);
	fill_desk(h, &columns);
	for (size_t i = 0; i < h->results; i++)
		write_result(h, i, out);
}
